/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

static gboolean
put_sales (FcWrite            *write,
           const FcFactBatch  *batch,
           guint               first,
           guint               n,
           GError            **error)
{
  g_autofree guint8 *inserted = g_malloc (MAX (n, 1));
  gboolean done;

  fc_db_watch_pause (write->db, TRUE);
  done = fc_rows_insert_facts (write->db, NULL, batch, first, n, inserted, error) &&
         (batch->entity != FC_SALE || fc_rollup_add (write, batch, first, n, inserted, 1, error));
  fc_db_watch_pause (write->db, FALSE);
  fc_changes_add (write->changes, batch->entity, NULL);
  return done;
}

/* In a first pull hardly any is there already: all go in as facts do, and only those that were there are replaced. */
static gboolean
put_rollups (FcWrite            *write,
             const FcFactBatch  *batch,
             guint               first,
             guint               n,
             GError            **error)
{
  g_autofree guint8 *inserted = g_malloc (MAX (n, 1));
  gboolean done;

  fc_db_watch_pause (write->db, TRUE);
  done = fc_rows_insert_facts (write->db, NULL, batch, first, n, inserted, error);
  fc_db_watch_pause (write->db, FALSE);
  fc_changes_add (write->changes, batch->entity, NULL);
  if (!done)
    return FALSE;
  for (guint row = first; row < first + n; row++)
    {
      g_autoptr (FcRecord) record = inserted[row - first] ? NULL : fc_fact_batch_get_record (batch, row);

      if (record != NULL && !fc_rows_put (write->db, NULL, record, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_facts_put:
 *
 * Rows @first to @first + @n - 1 of @batch: facts that are not there yet, sales with their rollups; rollup rows replace.
 */
gboolean
fc_facts_put (FcWrite            *write,
              const FcFactBatch  *batch,
              guint               first,
              guint               n,
              GError            **error)
{
  if (n == 0)
    return TRUE;
  if (fc_catalog_get (batch->entity)->kind == FC_KIND_FACT)
    return put_sales (write, batch, first, n, error);
  return put_rollups (write, batch, first, n, error);
}
