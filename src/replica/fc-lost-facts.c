/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-journal-sales.h"
#include "fc-outbox-private.h"
#include "fc-pull-private.h"

/*
 * A hub that was restored from a backup may have lost single sales that it had handed out. Their importers send them again with
 * their ops, but may be gone or not be allowed to any more; so every office offers what it got once and does not get again.
 *
 * A sale's version is the hub's number for it, 0 while only this office knows it. With a new epoch each number is turned
 * negative, and right again when the hub sends the sale. What is negative when the hub has sent all is lost there.
 *
 * So it is with positions of vehicles, but those that are lost are not offered: they stay here, negative, and are not compared,
 * until their importer sends them again.
 */

/* A hub sends single sales of fewer days than this; older ones that do not come have not been lost for that. */
#define SENT_DAYS 62

/* Each sale and position waits to be seen again in the new epoch. */
gboolean
fc_lost_facts_expect (FcWrite  *write,
                      GError  **error)
{
  return fc_db_exec (write->db,
                     "UPDATE sale SET version = -version WHERE version > 0;"
                     "UPDATE position SET version = -version WHERE version > 0",
                     error) &&
         fc_write_set_meta (write, FC_META_EXPECTS, "1", error);
}

/**
 * fc_lost_facts_seen:
 * @inserted: @n bytes: 0 where the row was here already
 *
 * Rows of the hub that are here already: from now on they are the hub's, and not an op's to take away.
 */
gboolean
fc_lost_facts_seen (FcWrite            *write,
                    const FcFactBatch  *batch,
                    guint               first,
                    guint               n,
                    const guint8       *inserted,
                    GError            **error)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE \"%s\" SET version = ? WHERE id = ? AND version <= 0", fc_catalog_get (batch->entity)->name);
  g_autoptr (FcStatement) update = NULL;

  for (guint i = 0; i < n; i++)
    {
      if (inserted[i])
        continue;
      if (update == NULL && (update = fc_db_prepare (write->db, sql, error)) == NULL)
        return FALSE;
      fc_statement_bind_int (update, 1, batch->versions[first + i]);
      fc_statement_bind_id (update, 2, &batch->row_ids[first + i]);
      if (!fc_statement_run (update, error))
        return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer full) (element-type FcRecord): by station */
static GPtrArray *
list_lost (FcWrite  *write,
           GError  **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM sale WHERE version < 0 AND (version < ? OR sold_at >= ?)"
                                          " ORDER BY station_id, sold_at, id",
                                          fc_rows_columns (FC_SALE));
  g_autoptr (FcStatement) select = fc_db_prepare (write->db, sql, error);
  g_autoptr (GPtrArray) sales = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  if (select == NULL)
    return NULL;
  fc_statement_bind_int (select, 1, -fc_write_get_meta_int (write, FC_META_HEAD, 0));
  fc_statement_bind_int (select, 2, write->now_us - SENT_DAYS * FC_DAY_US);
  while (row)
    {
      if (!fc_statement_step (select, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (sales, fc_rows_read (select, FC_SALE, 0));
    }
  return g_steal_pointer (&sales);
}

static gboolean
stamp (FcWrite     *write,
       FcOp        *op,
       const FcId  *actor,
       GError     **error)
{
  g_autofree char *client = fc_replica_dup_meta (write->replica, FC_META_CLIENT_ID);

  op->actor = *actor;
  op->client_seq = fc_write_get_meta_int (write, FC_META_CLIENT_SEQ, 0) + 1;
  if (client != NULL)
    fc_id_from_string (client, &op->client_id);
  return fc_write_set_meta_int (write, FC_META_CLIENT_SEQ, op->client_seq, error);
}

/* From now on the sales are what the op adds: they stay where the hub takes it, and go where it refuses, with the op as a draft. */
static gboolean
offer (FcWrite     *write,
       FcOp        *op,
       GPtrArray   *sales,
       guint        first,
       guint        n,
       const FcId  *actor,
       GError     **error)
{
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (GPtrArray) no_log = g_ptr_array_new ();

  for (guint i = first; i < first + n; i++)
    {
      FcRecord *sale = sales->pdata[i];

      if (!fc_store_delete (write, FC_SALE, fc_record_get_id (sale), error) ||
          !fc_rollup_add_sale (write, sale, -1, error))
        return FALSE;
      fc_record_set_version (sale, 0);
      fc_change_set_insert (changes, g_object_ref (sale));
    }
  return stamp (write, op, actor, error) && fc_rebase_keep (write, op, changes, no_log, error) &&
         fc_outbox_add (write, op, error) && fc_store_apply (write, changes, error);
}

static gboolean
offer_station (FcWrite     *write,
               GPtrArray   *sales,
               const FcId  *actor,
               GError     **error)
{
  const FcId *station = fc_record_get_ref (sales->pdata[0], FC_SALE_STATION_ID);
  g_autoptr (GPtrArray) ops = fc_sales_import_ops (station, sales, write->now_us);

  for (guint i = 0; i < ops->len; i++)
    {
      guint first = i * FC_SALES_OP_MAX;

      if (!offer (write, ops->pdata[i], sales, first, MIN (FC_SALES_OP_MAX, sales->len - first), actor, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
offer_all (FcWrite     *write,
           GPtrArray   *sales,
           const FcId  *actor,
           GError     **error)
{
  for (guint first = 0, end; first < sales->len; first = end)
    {
      const FcId *station = fc_record_get_ref (sales->pdata[first], FC_SALE_STATION_ID);
      g_autoptr (GPtrArray) some = g_ptr_array_new ();

      for (end = first; end < sales->len && fc_id_equal (fc_record_get_ref (sales->pdata[end], FC_SALE_STATION_ID), station); end++)
        g_ptr_array_add (some, sales->pdata[end]);
      if (!offer_station (write, some, actor, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_lost_facts_offer:
 *
 * The hub has sent all it has: what has not come is offered to it as the person who acted here last.
 */
gboolean
fc_lost_facts_offer (FcWrite  *write,
                     GError  **error)
{
  g_autofree char *expects = fc_replica_dup_meta (write->replica, FC_META_EXPECTS);
  g_autofree char *user = fc_replica_dup_meta (write->replica, FC_META_USER);
  g_autoptr (GPtrArray) lost = NULL;
  FcId actor;

  if (expects == NULL || user == NULL || !fc_id_from_string (user, &actor))
    return TRUE;
  lost = list_lost (write, error);
  return lost != NULL && offer_all (write, lost, &actor, error) &&
         fc_db_exec (write->db, "UPDATE sale SET version = -version WHERE version < 0", error) &&
         fc_write_set_meta (write, FC_META_EXPECTS, NULL, error);
}
