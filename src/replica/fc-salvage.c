/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-salvage.h"

#include "fc-query-help.h"
#include "fc-replica-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* The part of a replica that exists nowhere else: what was done here and has not reached the hub. */
typedef struct {
  const char *table;
  const char *columns;
  const char *key; /* rows are asked for one after the other by this, so that a bad page costs only its own rows */
} Part;

static const Part parts[] = {
  { "outbox",
    "client_seq, op_id, txn_id, lane, priority, actor, kind, entity, row_id, made_at, state, acked_at, ack_seq, "
    "reason, bytes",
    "client_seq" },
  { "pending_change", "client_seq, n, entity, row_id, kind, fields", "client_seq" },
  { "shadow", "entity, row_id, present, version, field_versions, fields", "row_id" },
};

void
fc_salvage_say (GString    *report,
                const char *format,
                ...)
{
  va_list args;

  if (report->len > 0)
    g_string_append_c (report, ' ');
  va_start (args, format);
  g_string_append_vprintf (report, format, args);
  va_end (args);
}

static const char *const file_ends[] = { "", "-wal", "-shm" };

static gboolean
move_files (const char  *from,
            const char  *to,
            GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_ends); i++)
    {
      g_autofree char *source = g_strconcat (from, file_ends[i], NULL);
      g_autofree char *target = g_strconcat (to, file_ends[i], NULL);

      if (!g_file_test (source, G_FILE_TEST_EXISTS) || g_rename (source, target) == 0)
        continue;
      g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY,
                   _ ("The file %s cannot be moved (%s). Check the folder"), source, g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

/**
 * fc_salvage_set_aside:
 * @why: "corrupt"
 *
 * Returns: (transfer full): where the file is now
 */
char *
fc_salvage_set_aside (const char  *folder,
                      const char  *why,
                      GError     **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *name = g_strdup_printf ("replica-%s-%s.db", why, stamp);
  g_autofree char *aside = g_build_filename (folder, name, NULL);
  g_autofree char *present = g_build_filename (folder, FC_REPLICA_FILE, NULL);

  for (int n = 2; g_file_test (aside, G_FILE_TEST_EXISTS); n++)
    {
      g_autofree char *other = g_strdup_printf ("replica-%s-%s-%d.db", why, stamp, n);

      g_free (aside);
      aside = g_build_filename (folder, other, NULL);
    }
  return move_files (present, aside, error) ? g_steal_pointer (&aside) : NULL;
}

void
fc_salvage_put_back (const char *folder,
                     const char *aside)
{
  g_autofree char *present = g_build_filename (folder, FC_REPLICA_FILE, NULL);
  g_autoptr (GError) error = NULL;

  if (!move_files (aside, present, &error))
    g_warning ("%s", error->message);
}

static gboolean
copy_row (FcStatement  *row,
          FcStatement  *insert,
          GError      **error)
{
  for (int i = 0; i < fc_statement_count_columns (row); i++)
    fc_statement_bind_column (insert, i + 1, row, i);
  return fc_statement_run (insert, error);
}

static FcStatement *
prepare_insert (FcDb        *target,
                const Part  *part,
                int          n_columns,
                GError     **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT OR REPLACE INTO %s (%s) VALUES (?", part->table, part->columns);
  for (int i = 1; i < n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  return fc_db_prepare (target, sql->str, error);
}

/* One way through the table; where a page is bad, what comes after it is tried from the other end. */
static gboolean
copy_part (FcDb        *source,
           FcDb        *target,
           const Part  *part,
           const char  *way,
           guint       *copied,
           gboolean    *whole,
           GError     **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM %s ORDER BY %s %s", part->columns, part->table, part->key, way);
  g_autoptr (FcStatement) select = fc_db_prepare (source, sql, NULL);
  g_autoptr (FcStatement) insert = NULL;
  gboolean row = TRUE;

  *whole = FALSE;
  *copied = 0;
  if (select == NULL)
    return TRUE;
  insert = prepare_insert (target, part, fc_statement_count_columns (select), error);
  if (insert == NULL)
    return FALSE;
  while (row)
    {
      if (!fc_statement_step (select, &row, NULL))
        return TRUE;
      if (row && !copy_row (select, insert, error))
        return FALSE;
      *copied += row;
    }
  *whole = TRUE;
  return TRUE;
}

/* A page that is given at the second try: then the way back has met every row. */
static guint
sum_of_ways (guint    copied,
             guint    more,
             gboolean whole)
{
  return whole ? MAX (copied, more) : copied + more;
}

static gboolean
salvage_part (FcDb        *source,
              FcDb        *target,
              const Part  *part,
              GString     *report,
              GError     **error)
{
  guint copied = 0, more = 0;
  gboolean whole;

  if (!copy_part (source, target, part, "ASC", &copied, &whole, error))
    return FALSE;
  if (!whole && !copy_part (source, target, part, "DESC", &more, &whole, error))
    return FALSE;
  if (!whole && part == parts)
    fc_salvage_say (report, _ ("Not all of what was done here could be read."));
  copied = sum_of_ways (copied, more, whole);
  if (copied > 0 && part == parts)
    fc_salvage_say (report, ngettext ("%u change made here was kept.", "%u changes made here were kept.", copied),
                    copied);
  return TRUE;
}

/* Who we are and which hub, and what was set up on this computer; not where the pull stood: everything is pulled anew. */
static gboolean
salvage_meta (FcDb      *source,
              FcDb      *target,
              gboolean   replay,
              GError   **error)
{
  static const char who[] = "key GLOB 'hub.*' OR key GLOB 'tenant.*' OR key GLOB 'client.*' OR key GLOB 'actor.*'";
  /* schedules and reports that are owed, PINs, who is signed in: an older state of the same replica has its own */
  static const char set_up[] = " OR key GLOB 'app.*' OR key GLOB 'pin/*' OR key = 'sync.people'";
  g_autofree char *sql = g_strconcat ("SELECT key, value FROM meta WHERE ", who, replay ? "" : set_up, NULL);
  g_autoptr (FcStatement) select = fc_db_prepare (source, sql, NULL);
  g_autoptr (FcStatement) put = fc_db_prepare (target, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", error);
  gboolean row = TRUE;

  if (put == NULL)
    return FALSE;
  while (select != NULL && row)
    {
      if (!fc_statement_step (select, &row, NULL))
        break;
      if (row && !copy_row (select, put, error))
        return FALSE;
    }
  if (replay)
    return TRUE;
  return fc_db_exec (target, "DELETE FROM meta WHERE key GLOB 'cursor.*' OR (key GLOB 'sync.*' AND key <> 'sync.people')", error);
}

static FcWrite
write_without_replica (FcDb       *target,
                       GHashTable *meta,
                       FcChanges  *changes)
{
  return (FcWrite){ .db = target, .now_us = g_get_real_time (), .has_hub = TRUE, .changes = changes, .meta = meta };
}

/* The visible rows of what waits, anew: the hub's rows are missing until the next pull, the rows made here are not. */
static gboolean
show_pending (FcDb    *target,
              GError **error)
{
  g_autoptr (GHashTable) meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) keys = fc_row_keys_new ();
  g_autoptr (FcChanges) changes = fc_changes_new ();
  FcWrite write = write_without_replica (target, meta, changes);
  g_autoptr (FcStatement) select = fc_db_prepare (target, "SELECT DISTINCT entity, row_id FROM pending_change", error);
  gboolean row = TRUE;

  while (row)
    {
      const FcEntityInfo *about;
      FcId id;

      if (select == NULL || !fc_statement_step (select, &row, error))
        return FALSE;
      about = row ? fc_catalog_find (fc_statement_get_text (select, 0)) : NULL;
      if (about != NULL && about->kind == FC_KIND_ENTITY && fc_statement_get_id (select, 1, &id))
        fc_row_keys_add (keys, about->id, &id);
    }
  return fc_rebase_rows (&write, keys, error);
}

/* Search finds the copied rows of @entity again. */
static gboolean
make_searchable (FcDb      *target,
                 FcEntity   entity,
                 GError   **error)
{
  g_autoptr (GHashTable) meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (FcChanges) changes = fc_changes_new ();
  FcWrite write = write_without_replica (target, meta, changes);
  g_autoptr (GPtrArray) rows = fc_query_all (target, entity, "TRUE", error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!fc_store_put (&write, rows->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Without a server this file is the only one there is: all that can be read of every table is kept. */
static gboolean
salvage_rows (FcDb     *source,
              FcDb     *target,
              GString  *report,
              GError  **error)
{
  g_autoptr (GString) not_whole = g_string_new (NULL);
  guint kept = 0;

  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      const FcEntityInfo *about = fc_catalog_get (i);
      g_autofree char *table = g_strdup_printf ("\"%s\"", about->name);
      Part part = { table, fc_rows_columns (i), "id" };
      guint copied = 0, more = 0;
      gboolean whole;

      if (!copy_part (source, target, &part, "ASC", &copied, &whole, error) ||
          (!whole && !copy_part (source, target, &part, "DESC", &more, &whole, error)) ||
          (about->kind == FC_KIND_ENTITY && !make_searchable (target, i, error)))
        return FALSE;
      if (!whole)
        g_string_append_printf (not_whole, "%s%s", not_whole->len > 0 ? ", " : "", _ (about->label));
      kept += sum_of_ways (copied, more, whole);
    }
  if (not_whole->len > 0)
    /* Translators: what kinds of records: “Shift, Tank” */
    fc_salvage_say (report, _ ("Not every record could be read: %s."), not_whole->str);
  fc_salvage_say (report, ngettext ("%u record was kept.", "%u records were kept.", kept), kept);
  return TRUE;
}

static gboolean
has_hub (FcDb *source)
{
  gint64 n = 0;

  return fc_db_get_int (source, "SELECT count(*) FROM meta WHERE key = '" FC_META_HUB_URI "'", &n, NULL) && n > 0;
}

static gboolean
carry_over (FcDb      *source,
            FcDb      *target,
            gboolean   replay,
            GString   *report,
            GError   **error)
{
  if (replay &&
      !fc_db_exec (target, "DELETE FROM outbox WHERE state = 0; DELETE FROM pending_change; DELETE FROM shadow", error))
    return FALSE;
  if (!salvage_meta (source, target, replay, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!salvage_part (source, target, &parts[i], report, error))
      return FALSE;
  if (!replay && !has_hub (source) && !salvage_rows (source, target, report, error))
    return FALSE;
  return show_pending (target, error);
}

/* What is beside the file belongs to it, and stays as it is, too. */
static FcDb *
open_source (const char *source)
{
  g_autofree char *log = g_strconcat (source, "-wal", NULL);
  FcDb *db = fc_db_open (source, FC_DB_READ_ONLY, NULL);

  if (db == NULL && !g_file_test (log, G_FILE_TEST_EXISTS)) /* and none can be made: the disk takes nothing any more */
    db = fc_db_open (source, FC_DB_READ_ONLY | FC_DB_FOREIGN, NULL);
  return db;
}

/**
 * fc_salvage_into:
 * @source: a file that may be damaged; it is only read
 * @target: a sound one, or a new one
 * @replay: @target is an older state of the same replica: its cursors stay
 * @report: (inout): sentences for the person
 */
gboolean
fc_salvage_into (const char  *source,
                 const char  *target,
                 gboolean     replay,
                 GString     *report,
                 GError     **error)
{
  g_autoptr (FcDb) into = fc_db_open (target, FC_DB_CREATE, error);
  g_autoptr (FcDb) from = NULL;

  if (into == NULL || !fc_replica_migrate (into, error))
    return FALSE;
  from = open_source (source);
  if (from == NULL)
    fc_salvage_say (report, "%s", _ (FC_SALVAGE_NOTHING));
  else
    {
      if (!fc_db_begin (into, error))
        return FALSE;
      if (!carry_over (from, into, replay, report, error) || !fc_db_commit (into, error))
        {
          fc_db_rollback (into);
          return FALSE;
        }
    }
  return fc_db_exec (into, "INSERT OR REPLACE INTO meta (key, value) VALUES ('" FC_META_CLEAN "', '1')", error) &&
         fc_db_checkpoint (into, TRUE, error);
}
