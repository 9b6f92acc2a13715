/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-private.h"

#include <string.h>

#define META_READER "sync.reader" /* for whom the last pull was */

/*
 * Buckets that the token no longer opens: a station taken from somebody, a right they lost. The rows that only such a bucket
 * held go with the sweep; facts have no membership and go by their station.
 */

static gboolean
run_with_text (FcWrite     *write,
               const char  *sql,
               const char  *text,
               GError     **error)
{
  g_autoptr (FcStatement) statement = fc_db_prepare (write->db, sql, error);

  if (statement == NULL)
    return FALSE;
  fc_statement_bind_text (statement, 1, text);
  return fc_statement_run (statement, error);
}

static gboolean
delete_facts (FcWrite     *write,
              const char  *table,
              const FcId  *station,
              GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE station_id = ?", table);
  g_autoptr (FcStatement) statement = fc_db_prepare (write->db, sql, error);

  if (statement == NULL)
    return FALSE;
  fc_statement_bind_id (statement, 1, station);
  return fc_statement_run (statement, error);
}

/* "station/<id>/<what of it>" or "log/<id>". */
static gboolean
read_station (const char *bucket,
              const char *kind,
              FcId       *station)
{
  g_auto (GStrv) parts = g_strsplit (bucket, "/", 3);

  return parts[0] != NULL && parts[1] != NULL && g_str_equal (parts[0], kind) && fc_id_from_string (parts[1], station);
}

/* Whether the bucket, one of a station's, has its sales. */
static gboolean
has_sales (const char *bucket)
{
  const char *mask = strrchr (bucket, '/');

  return mask != NULL && (g_ascii_strtoull (mask + 1, NULL, 16) >> FC_SALE & 1) != 0;
}

static gboolean
still_has_sales (GHashTable *cursors,
                 const FcId *station)
{
  GHashTableIter iter;
  gpointer bucket;
  FcId other;

  g_hash_table_iter_init (&iter, cursors);
  while (g_hash_table_iter_next (&iter, &bucket, NULL))
    if (read_station (bucket, "station", &other) && fc_id_equal (&other, station) && has_sales (bucket))
      return TRUE;
  return FALSE;
}

static gboolean
leave (FcWrite     *write,
       const char  *bucket,
       GHashTable  *cursors,
       GError     **error)
{
  FcId station;

  if (!run_with_text (write, "DELETE FROM membership WHERE bucket = ?", bucket, error) ||
      !run_with_text (write, "DELETE FROM aside WHERE bucket = ?", bucket, error))
    return FALSE;
  if (read_station (bucket, "log", &station))
    return delete_facts (write, "audit_entry", &station, error);
  if (!read_station (bucket, "station", &station) || still_has_sales (cursors, &station))
    return TRUE;
  return delete_facts (write, "sale", &station, error) && delete_facts (write, "sales_rollup", &station, error);
}

/* Where several people share the computer, what one may not see is hidden from them, and stays for the other. */
static gboolean
note_reader (FcWrite   *write,
             gboolean  *same,
             GError   **error)
{
  g_autofree char *before = fc_replica_dup_meta (write->replica, META_READER);
  g_autofree char *now = fc_replica_dup_meta (write->replica, FC_META_USER);

  *same = before == NULL || now == NULL || g_str_equal (before, now);
  return now == NULL || g_strcmp0 (before, now) == 0 || fc_write_set_meta (write, META_READER, now, error);
}

/**
 * fc_scope_leave:
 * @cursors: char* → gint64*: the buckets that are open now
 *
 * Lets go of those that were open to the same person before and are not any more. What waits in the outbox stays: the hub
 * decides on it.
 */
gboolean
fc_scope_leave (FcWrite     *write,
                GHashTable  *cursors,
                GError     **error)
{
  g_autoptr (GHashTable) before = fc_replica_dup_cursors (write->replica);
  gboolean left = FALSE, same;
  GHashTableIter iter;
  gpointer bucket;

  if (!note_reader (write, &same, error))
    return FALSE;
  if (!same)
    return TRUE;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &bucket, NULL))
    if (!g_hash_table_contains (cursors, bucket))
      {
        left = TRUE;
        if (!leave (write, bucket, cursors, error))
          return FALSE;
      }
  return !left || fc_write_set_meta (write, FC_META_SWEEP, "1", error);
}
