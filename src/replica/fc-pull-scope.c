/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-private.h"

#include <string.h>

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

/* @station: (nullable): those of the company as such */
static gboolean
delete_facts (FcWrite     *write,
              const char  *table,
              const FcId  *station,
              GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE station_id IS ?", table);
  g_autoptr (FcStatement) statement = fc_db_prepare (write->db, sql, error);

  if (statement == NULL)
    return FALSE;
  if (station != NULL)
    fc_statement_bind_id (statement, 1, station);
  else
    fc_statement_bind_null (statement, 1);
  return fc_statement_run (statement, error);
}

/* "station/<id>/<what of it>", "log/<id>" or "track/<id>". */
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
  if (g_str_equal (bucket, "track"))
    return delete_facts (write, "position", NULL, error);
  if (read_station (bucket, "track", &station))
    return delete_facts (write, "position", &station, error);
  if (read_station (bucket, "log", &station))
    return delete_facts (write, "audit_entry", &station, error);
  if (!read_station (bucket, "station", &station) || still_has_sales (cursors, &station))
    return TRUE;
  return delete_facts (write, "sale", &station, error) && delete_facts (write, "sales_rollup", &station, error);
}

/* --- a first pull over what is here ------------------------------------------------------------------------------------------ */

/* Returns: (transfer full): the stations whose sales are open to who pulls, as a JSON array of hexadecimal ids */
static char *
list_sales_stations (FcReplica *replica)
{
  g_autoptr (GHashTable) cursors = fc_replica_dup_own_cursors (replica);
  g_autoptr (GString) list = g_string_new ("[");
  GHashTableIter iter;
  gpointer bucket;
  FcId station;

  g_hash_table_iter_init (&iter, cursors);
  while (g_hash_table_iter_next (&iter, &bucket, NULL))
    if (read_station (bucket, "station", &station) && has_sales (bucket))
      {
        g_string_append (list, list->len > 1 ? ",\"" : "\"");
        for (guint i = 0; i < sizeof station.bytes; i++)
          g_string_append_printf (list, "%02X", station.bytes[i]);
        g_string_append_c (list, '"');
      }
  g_string_append_c (list, ']');
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
drop_sums (FcWrite     *write,
           const char  *table,
           const char  *stations,
           gint64       before,
           GError     **error)
{
  g_autofree char *sql = g_strdup_printf (
    "DELETE FROM %s WHERE starts_at < ? AND hex (station_id) IN (SELECT value FROM json_each (?))", table);
  g_autoptr (FcStatement) drop = fc_db_prepare (write->db, sql, error);

  if (drop == NULL)
    return FALSE;
  fc_statement_bind_int (drop, 1, before);
  fc_statement_bind_text (drop, 2, stations);
  return fc_statement_run (drop, error);
}

/* What waits here, and what has been answered and not been seen again. */
static gboolean
add_unseen (FcWrite     *write,
            const char  *stations,
            gint64       before,
            GError     **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (write->db,
                   "SELECT DISTINCT station_id FROM sale WHERE version <= 0 AND sold_at < ?"
                   " AND hex (station_id) IN (SELECT value FROM json_each (?))",
                   error);
  gboolean row = TRUE;
  FcId station;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, before);
  fc_statement_bind_text (select, 2, stations);
  while (row)
    if (!fc_statement_step (select, &row, error) ||
        (row && fc_statement_get_id (select, 0, &station) &&
         !fc_rollup_add_unseen (write, &station, G_MININT64, before, error)))
      return FALSE;
  return TRUE;
}

static gboolean
make_way_for_sums (FcWrite   *write,
                   gpointer   data,
                   GError   **error)
{
  g_autofree char *stations = list_sales_stations (write->replica);
  gint64 before = fc_write_get_meta_int (write, FC_META_FACTS_FROM, G_MININT64), any = 0;
  gboolean done;

  if (!fc_db_get_int (write->db, "SELECT EXISTS (SELECT 1 FROM sales_rollup)", &any, error))
    return FALSE;
  if (any == 0)
    return TRUE;
  fc_db_set_triggers (write->db, FALSE);
  done = drop_sums (write, "sales_rollup", stations, before, error) && drop_sums (write, "sales_total", stations, before, error);
  fc_db_set_triggers (write->db, TRUE);
  fc_changes_add (write->changes, FC_SALES_ROLLUP, NULL);
  return done && add_unseen (write, stations, before, error);
}

/**
 * fc_replica_make_way_for_sums_async:
 *
 * The hub's sums from before FC_META_FACTS_FROM come next. Those that are here go, but for what the hub has not seen: the same
 * sales may be added up here under other ids, or by the day where the hub still has hours, and both would count.
 */
void
fc_replica_make_way_for_sums_async (FcReplica           *self,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_SYNC, FALSE, make_way_for_sums, NULL, NULL, g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_make_way_for_sums_finish (FcReplica     *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- several people on one computer ----------------------------------------------------------------------------------------- */

static char *
join_buckets (GHashTable *cursors)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer bucket;

  g_hash_table_iter_init (&iter, cursors);
  while (g_hash_table_iter_next (&iter, &bucket, NULL))
    g_ptr_array_add (names, bucket);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **) names->pdata);
}

/* Adds what was open to the others who sign in here. */
static void
add_others (FcReplica  *replica,
            const char *own_key,
            GHashTable *open)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&replica->lock);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, replica->meta);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) buckets = NULL;

      if (!g_str_has_prefix (key, FC_META_BUCKETS) || g_str_equal (key, own_key))
        continue;
      buckets = g_strsplit (value, "\n", -1);
      for (guint i = 0; buckets[i] != NULL; i++)
        g_hash_table_add (open, g_strdup (buckets[i]));
    }
}

/* What is open to anybody here, whoever pulls now being new; of a pull before anybody is known nothing is kept. */
static GHashTable *
note_open (FcWrite     *write,
           GHashTable  *cursors,
           GError     **error)
{
  g_autoptr (GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *person = fc_replica_dup_meta (write->replica, FC_META_PERSON);
  g_autofree char *reader =
    person != NULL ? g_steal_pointer (&person) : fc_replica_dup_meta (write->replica, FC_META_USER);
  g_autofree char *key = g_strconcat (FC_META_BUCKETS, reader, NULL);
  g_autofree char *now = join_buckets (cursors);
  GHashTableIter iter;
  gpointer bucket;

  g_hash_table_iter_init (&iter, cursors);
  while (g_hash_table_iter_next (&iter, &bucket, NULL))
    g_hash_table_add (open, g_strdup (bucket));
  add_others (write->replica, key, open);
  if (reader != NULL &&
      (!fc_write_set_meta (write, key, now, error) || !fc_write_set_meta (write, FC_META_READER, reader, error)))
    return NULL;
  return g_steal_pointer (&open);
}

/**
 * fc_scope_leave:
 * @cursors: char* → gint64*: the buckets that are open now to whose sign-in pulls
 * @open: (out) (transfer full): those that are open to anybody here
 *
 * Of everybody who signs in here is kept which buckets were open to them when they pulled last. A bucket that is open to nobody
 * any more is let go of: what one may not see is hidden from them and stays for the other. What waits in the outbox stays: the
 * hub decides on it.
 */
gboolean
fc_scope_leave (FcWrite      *write,
                GHashTable   *cursors,
                GHashTable  **open,
                GError      **error)
{
  g_autoptr (GHashTable) before = fc_replica_dup_cursors (write->replica);
  gboolean left = FALSE;
  GHashTableIter iter;
  gpointer bucket;

  *open = note_open (write, cursors, error);
  if (*open == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &bucket, NULL))
    if (!g_hash_table_contains (*open, bucket))
      {
        left = TRUE;
        if (!leave (write, bucket, *open, error))
          return FALSE;
      }
  return !left || fc_write_set_meta (write, FC_META_SWEEP, "1", error);
}
