/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

#include <glib/gi18n-lib.h>

/* Rows past commands and outbox: the demo company, restored data. */

static gboolean
put_records (FcWrite   *write,
             gpointer   data,
             GError   **error)
{
  GPtrArray *records = data;

  for (guint i = 0; i < records->len; i++)
    {
      if (!fc_record_validate (records->pdata[i], error) || !fc_store_put (write, records->pdata[i], error))
        return FALSE;
      if (fc_record_get_entity (records->pdata[i]) == FC_SALE &&
          !fc_rollup_add_sale (write, records->pdata[i], 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_with_hub (FcReplica  *self,
                 GError    **error)
{
  if (!fc_replica_has_hub (self))
    return TRUE;
  g_set_error_literal (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_FAILED,
                       _ ("This data belongs to a server; records come in through it only"));
  return FALSE;
}

/**
 * fc_replica_load_records_sync:
 * @records: (element-type FcRecord): whole rows; those that are there are replaced
 *
 * Any thread; blocks. One transaction.
 */
gboolean
fc_replica_load_records_sync (FcReplica  *self,
                              GPtrArray  *records,
                              GError    **error)
{
  return refuse_with_hub (self, error) && fc_replica_push_sync (self, FALSE, put_records, records, error);
}

static gboolean
put_facts (FcWrite   *write,
           gpointer   data,
           GError   **error)
{
  FcFactBatch *batch = data;

  return fc_fact_batch_validate (batch, error) && fc_facts_put (write, batch, 0, batch->n, NULL, error);
}

/**
 * fc_replica_load_facts_sync:
 * @batch: an FcFactBatch of sales (which add to the rollups) or rollups (which replace those of the same key)
 */
gboolean
fc_replica_load_facts_sync (FcReplica      *self,
                            gconstpointer   batch,
                            GError        **error)
{
  return refuse_with_hub (self, error) && fc_replica_push_sync (self, FALSE, put_facts, (gpointer) batch, error);
}
