/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-journal-sales.h"
#include "fc-query-help.h"
#include "fc-sale-queries.h"
#include "fc-time.h"

/* What an import of a journal asks of the sales that are here. */

typedef struct {
  FcId station;
  GPtrArray *sales; /* (nullable) FcRecord */
  gint64 from, until;
} Asked;

static void
asked_free (gpointer pointer)
{
  Asked *asked = pointer;

  g_clear_pointer (&asked->sales, g_ptr_array_unref);
  g_free (asked);
}

void
fc_journal_news_free (FcJournalNews *self)
{
  g_ptr_array_unref (self->fresh);
  g_ptr_array_unref (self->reversals);
  g_free (self);
}

static gboolean
is_here (FcDb        *db,
         const FcId  *id,
         gboolean    *here,
         GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT 1 FROM sale WHERE id = ?", error);

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, id);
  return fc_statement_step (select, here, error);
}

static gboolean
any_within (GPtrArray *sales,
            gint64     from,
            gint64     until)
{
  for (guint i = 0; i < sales->len; i++)
    {
      gint64 at = fc_record_get_int (sales->pdata[i], FC_SALE_SOLD_AT);

      if (at >= from && at < until)
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_reversal (FcDb           *db,
              FcRecord       *summary,
              FcJournalNews  *news,
              GError        **error)
{
  g_autoptr (FcRecord) reversal = fc_sale_reversal (summary);
  gboolean here;

  if (!is_here (db, fc_record_get_id (reversal), &here, error))
    return FALSE;
  if (!here)
    g_ptr_array_add (news->reversals, g_steal_pointer (&reversal));
  return TRUE;
}

/* The sums of the shifts in which there are fresh sales, and that nobody has taken back. */
static gboolean
find_reversals (FcDb           *db,
                const Asked    *asked,
                FcJournalNews  *news,
                GError        **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s, (SELECT opened_at FROM shift s WHERE s.id = sale.shift_id),"
                     " (SELECT closed_at FROM shift s WHERE s.id = sale.shift_id) FROM sale"
                     " WHERE station_id = ?1 AND sold_at >= ?2 AND sold_at <= ?3 AND metadata LIKE '%%\"summary\"%%'",
                     fc_rows_columns (FC_SALE));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, &asked->station);
  fc_statement_bind_int (select, 2, asked->from - 3 * FC_DAY_US); /* a shift may be open for days */
  fc_statement_bind_int (select, 3, asked->until);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      g_autoptr (FcRecord) summary = NULL;
      int n = fc_statement_count_columns (select);

      if (!any_within (news->fresh, fc_statement_get_int (select, n - 2), fc_statement_get_int (select, n - 1)))
        continue;
      summary = fc_rows_read (select, FC_SALE, 0);
      if (!add_reversal (db, summary, news, error))
        return FALSE;
    }
  return next == 0;
}

static gpointer
read_news (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Asked *asked = data;
  g_autoptr (FcJournalNews) news = g_new0 (FcJournalNews, 1);

  news->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  news->reversals = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < asked->sales->len; i++)
    {
      gboolean here;

      if (!is_here (db, fc_record_get_id (asked->sales->pdata[i]), &here, error))
        return NULL;
      if (!here)
        g_ptr_array_add (news->fresh, g_object_ref (asked->sales->pdata[i]));
    }
  if (news->fresh->len > 0 && !find_reversals (db, asked, news, error))
    return NULL;
  return g_steal_pointer (&news);
}

/**
 * fc_journal_news_async:
 * @sales: (element-type FcRecord): of one station, as fc_journal_sales() gives them
 */
void
fc_journal_news_async (FcReplica           *replica,
                       const FcId          *station,
                       GPtrArray           *sales,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->station = *station;
  asked->sales = g_ptr_array_ref (sales);
  asked->from = G_MAXINT64;
  asked->until = G_MININT64;
  for (guint i = 0; i < sales->len; i++)
    {
      gint64 at = fc_record_get_int (sales->pdata[i], FC_SALE_SOLD_AT);

      asked->from = MIN (asked->from, at);
      asked->until = MAX (asked->until, at);
    }
  fc_replica_read_async (replica, read_news, asked, asked_free, (GDestroyNotify) fc_journal_news_free, cancellable,
                         callback, user_data);
}

/**
 * fc_journal_news_finish:
 *
 * Returns: (transfer full) (nullable)
 */
FcJournalNews *
fc_journal_news_finish (FcReplica     *replica,
                        GAsyncResult  *result,
                        GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

static gpointer
read_covers (FcDb          *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Asked *asked = data;
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT 1 FROM sale WHERE sold_at >= ?2 AND sold_at < ?3 AND station_id = ?1"
                   " AND offline_id IS NOT NULL LIMIT 1",
                   error);
  gboolean row;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, &asked->station);
  fc_statement_bind_int (select, 2, asked->from);
  fc_statement_bind_int (select, 3, asked->until);
  return fc_statement_step (select, &row, error) ? g_memdup2 (&row, sizeof row) : NULL;
}

/**
 * fc_journal_covers_async:
 * @from: UTC µs
 * @until: UTC µs, exclusive
 */
void
fc_journal_covers_async (FcReplica           *replica,
                         const FcId          *station,
                         gint64               from,
                         gint64               until,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->station = *station;
  asked->from = from;
  asked->until = until;
  fc_replica_read_async (replica, read_covers, asked, asked_free, g_free, cancellable, callback, user_data);
}

/**
 * fc_journal_covers_finish:
 *
 * Returns: %FALSE also where it could not be found out
 */
gboolean
fc_journal_covers_finish (FcReplica     *replica,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_autofree gboolean *covers = fc_replica_read_finish (replica, result, error);

  return covers != NULL && *covers;
}
