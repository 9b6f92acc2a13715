/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-facts.h"

#include "fc-pull-private.h"

/* Sales and their sums as the hub should know them: what waits, or was sent and has not come back, is left out. */

#define ROWS_AT_ONCE 2048

/* While a book is made. */
typedef struct {
  FcDb *db;
  FcFactBook *book;
  GHashTable *zones; /* FcId → GTimeZone */
  GCancellable *cancellable;
} Reading;

void
fc_fact_book_free (FcFactBook *self)
{
  if (self == NULL)
    return;
  fc_cursor_free (self->cursor);
  fc_fact_tally_free (self->tally);
  g_free (self);
}

static GTimeZone *
zone_of (const FcId *station,
         gpointer    data)
{
  Reading *reading = data;
  GTimeZone *zone = g_hash_table_lookup (reading->zones, station);

  if (zone == NULL)
    {
      zone = fc_station_read_zone (reading->db, station);
      g_hash_table_insert (reading->zones, g_memdup2 (station, sizeof *station), zone);
    }
  return zone;
}

typedef void (*BatchFunc) (FcFactTally *tally, const FcFactBatch *batch, gint64 from);

static void
count_batch (Reading   *self,
             GPtrArray *rows,
             BatchFunc  count,
             gint64     from)
{
  g_autoptr (FcFactBatch) batch = rows->len > 0 ? fc_fact_batch_from_records (rows) : NULL;

  if (batch != NULL)
    count (self->book->tally, batch, from);
  if (batch != NULL && count == fc_fact_tally_add && batch->entity == FC_SALE)
    self->book->n_sales += batch->n;
  g_ptr_array_set_size (rows, 0);
}

/* @where: with one ? for @from */
static gboolean
read_facts (Reading     *self,
            FcEntity     entity,
            const char  *where,
            BatchFunc    count,
            gint64       from,
            GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE %s", fc_rows_columns (entity),
                                          fc_catalog_get (entity)->name, where);
  g_autoptr (FcStatement) select = fc_db_prepare (self->db, sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, from);
  while (row)
    {
      FcRecord *record;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !fc_statement_step (select, &row, error))
        return FALSE;
      record = row ? fc_rows_read (select, entity, 0) : NULL;
      if (record != NULL)
        g_ptr_array_add (rows, record);
      if (rows->len == ROWS_AT_ONCE)
        count_batch (self, rows, count, from);
    }
  count_batch (self, rows, count, from);
  return TRUE;
}

static gboolean
read_number (FcDb        *db,
             const char  *key,
             gint64       missing,
             gint64      *number,
             GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT value FROM meta WHERE key = ?", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_text (select, 1, key);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  *number = row ? g_ascii_strtoll (fc_statement_get_text (select, 0), NULL, 10) : missing;
  return TRUE;
}

/* An older program kept no note of when single sales begin here: the first that the hub knows, then. */
static gboolean
read_from (FcDb    *db,
           gint64  *from,
           GError **error)
{
  return fc_db_get_int (db, "SELECT coalesce ((SELECT CAST (value AS INTEGER) FROM meta WHERE key = '" FC_META_FACTS_FROM "'),"
                        " (SELECT min (sold_at) FROM sale WHERE version > 0), 0)", from, error);
}

static gboolean
read_standing (FcDb         *db,
               FcFactBook   *book,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (FcCheckBook) cursors = fc_check_book_new ();
  gint64 under_way;

  if (!fc_check_read_meta (db, cursors, cancellable, error) || !read_from (db, &book->from, error) ||
      !fc_db_get_int (db, "SELECT count(*) FROM meta WHERE key IN ('" FC_META_SWEEP "', '" FC_META_EXPECTS "', '" FC_META_FACTS "')",
                      &under_way, error))
    return FALSE;
  book->epoch = cursors->epoch;
  book->cursor = fc_check_book_cursor (cursors);
  book->ready = under_way == 0 && book->epoch != 0 && fc_cursor_size (book->cursor) > 0;
  return TRUE;
}

static gpointer
read_book (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GHashTable) zones =
    g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  g_autoptr (FcFactBook) book = g_new0 (FcFactBook, 1);
  Reading reading = { db, book, zones, cancellable };
  gint64 added_from;

  book->tally = fc_fact_tally_new (zone_of, &reading);
  if (!read_standing (db, book, cancellable, error) ||
      !read_number (db, FC_META_SALES_HORIZON, G_MININT64, &added_from, error))
    return NULL;
  if (book->ready &&
      (!read_facts (&reading, FC_SALE, "version > 0 AND sold_at >= ?", fc_fact_tally_add, book->from, error) ||
       !read_facts (&reading, FC_SALES_ROLLUP, "starts_at >= ?", fc_fact_tally_add, G_MININT64, error) ||
       !read_facts (&reading, FC_SALE, "version <= 0 AND sold_at >= ?", fc_fact_tally_take_out, added_from, error)))
    return NULL;
  return g_steal_pointer (&book);
}

void
fc_replica_tally_async (FcReplica           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  fc_replica_read_async (self, read_book, NULL, NULL, (GDestroyNotify) fc_fact_book_free, cancellable, callback, user_data);
}

/* (transfer full) (nullable) */
FcFactBook *
fc_replica_tally_finish (FcReplica     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fc_replica_read_finish (self, result, error);
}
