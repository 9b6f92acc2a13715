/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-tracks.h"

#include "fc-pull-private.h"

#include <string.h>

/* Positions of vehicles as the hub should know them, added up by the buckets that hold nothing else. */

#define ROWS_AT_ONCE 2048

/* A first pull brings so many days of them; a day less, for clocks that differ. */
#define DAYS (FC_WIRE_TRACK_DAYS - 1)

/**
 * fc_check_track_place:
 * @station: (out): null for the company's
 *
 * Returns: whether @bucket is one of positions
 */
gboolean
fc_check_track_place (const char *bucket,
                      FcId       *station)
{
  *station = (FcId){ 0 };
  return g_str_equal (bucket, "track") ||
         (g_str_has_prefix (bucket, "track/") && fc_id_from_string (bucket + strlen ("track/"), station));
}

/* Stations → sheets, each with sums for its positions. */
static GHashTable *
find_places (FcCheckBook *book)
{
  GHashTable *places = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);

  for (guint i = 0; i < book->sheets->len; i++)
    {
      FcCheckSheet *sheet = book->sheets->pdata[i];
      FcId station;

      if (!fc_check_track_place (sheet->bucket, &station))
        continue;
      sheet->facts = g_new0 (FcRowSum, FC_ROW_RANGES);
      g_hash_table_insert (places, g_memdup2 (&station, sizeof station), sheet);
    }
  return places;
}

/* What came after the sheet's cursor is of a pull that is not at its end, or of another epoch: not compared. */
static void
count_rows (FcCheckBook *book,
            GHashTable  *places,
            GPtrArray   *rows)
{
  static const FcId nowhere = { { 0 } };
  g_autoptr (FcFactBatch) batch = rows->len > 0 ? fc_fact_batch_from_records (rows) : NULL;

  for (guint i = 0; batch != NULL && i < batch->n; i++)
    {
      gboolean company = fc_fact_batch_is_null (batch, i, FC_POSITION_STATION_ID);
      const FcId *station = company ? &nowhere : &batch->columns[FC_POSITION_STATION_ID].ids[i];
      FcCheckSheet *sheet = g_hash_table_lookup (places, station);
      FcRowSum sum;

      if (sheet == NULL || batch->versions[i] > sheet->cursor)
        continue;
      sum = fc_row_sum_of_fact (batch, i);
      fc_row_sum_add (&sheet->facts[fc_row_range (&batch->row_ids[i])], &sum);
      book->n_rows++;
    }
  g_ptr_array_set_size (rows, 0);
}

static gboolean
count_all (FcDb          *db,
           FcCheckBook   *book,
           GHashTable    *places,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM position WHERE version > 0 AND fixed_at >= ?", fc_rows_columns (FC_POSITION));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, book->tracks_from);
  while (row)
    {
      FcRecord *record;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !fc_statement_step (select, &row, error))
        return FALSE;
      record = row ? fc_rows_read (select, FC_POSITION, 0) : NULL;
      if (record != NULL)
        g_ptr_array_add (rows, record);
      if (rows->len == ROWS_AT_ONCE)
        count_rows (book, places, rows);
    }
  count_rows (book, places, rows);
  return TRUE;
}

/**
 * fc_check_read_tracks:
 *
 * Adds up the positions in the sheets of @book that are about them, unless a first pull has not brought them all.
 */
gboolean
fc_check_read_tracks (FcDb          *db,
                      FcCheckBook   *book,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (GHashTable) places = NULL;
  gint64 under_way;

  if (!fc_db_get_int (db, "SELECT count(*) FROM meta WHERE key IN ('" FC_META_SWEEP "', '" FC_META_FACTS "')",
                      &under_way, error))
    return FALSE;
  if (under_way > 0)
    return TRUE;
  book->tracks = TRUE;
  book->tracks_from = g_get_real_time () - DAYS * FC_DAY_US;
  places = find_places (book);
  return count_all (db, book, places, cancellable, error);
}
