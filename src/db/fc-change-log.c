/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-catalog.h"
#include "fc-db-private.h"

#include <string.h>

/* What the hook needs to know of a table; made when it is first written. */
typedef struct {
  const char *name; /* interned */
  int entity;       /* -1: none of the catalog */
  int id_column;
  gboolean ignored;
} FcDbTable;

static int
find_id_column (FcDb       *db,
                const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT cid FROM pragma_table_info('%s') WHERE name = 'id'", table);
  gint64 column = 0;

  fc_db_get_int (db, sql, &column, NULL);
  return (int) column;
}

static void
learn_tables (FcDb *db)
{
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      FcDbTable *table = g_new0 (FcDbTable, 1);

      table->name = g_intern_string (fc_catalog_get (i)->name);
      table->entity = i;
      table->id_column = find_id_column (db, table->name);
      g_hash_table_insert (db->tables, g_strdup (table->name), table);
    }
}

static FcDbTable *
get_table (FcDb       *db,
           const char *name)
{
  FcDbTable *table = g_hash_table_lookup (db->tables, name);

  if (table != NULL)
    return table;
  table = g_new0 (FcDbTable, 1);
  table->name = g_intern_string (name);
  table->entity = -1;
  table->ignored = g_str_has_prefix (name, "search_") || g_str_has_prefix (name, "sqlite_");
  g_hash_table_insert (db->tables, g_strdup (name), table);
  return table;
}

static void
row_changing_cb (gpointer       user_data,
                 sqlite3       *handle,
                 int            operation,
                 const char    *database,
                 const char    *name,
                 sqlite3_int64  old_rowid,
                 sqlite3_int64  new_rowid)
{
  FcDb *db = user_data;
  FcDbTable *table = get_table (db, name);
  sqlite3_value *value = NULL;
  FcId id;

  if (table->ignored)
    return;
  fc_changes_add_table (db->changes, table->name);
  if (table->entity < 0 || fc_changes_is_many (db->changes, table->entity))
    return;
  if (operation == SQLITE_INSERT)
    sqlite3_preupdate_new (handle, table->id_column, &value);
  else
    sqlite3_preupdate_old (handle, table->id_column, &value);
  if (value == NULL || sqlite3_value_bytes (value) != sizeof id.bytes)
    return;
  memcpy (id.bytes, sqlite3_value_blob (value), sizeof id.bytes);
  fc_changes_add (db->changes, table->entity, &id);
}

static void
set_hook (FcDb *db)
{
  gboolean on = db->changes != NULL && !db->watch_paused;

  sqlite3_preupdate_hook (db->handle, on ? row_changing_cb : NULL, db);
}

/**
 * fc_db_watch:
 *
 * Begins or ends collecting what is written. The catalog's tables must be there.
 */
void
fc_db_watch (FcDb     *db,
             gboolean  watch)
{
  if (watch == (db->changes != NULL))
    return;
  if (watch)
    {
      db->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      learn_tables (db);
      db->changes = fc_changes_new ();
    }
  else
    {
      g_clear_pointer (&db->tables, g_hash_table_unref);
      g_clear_pointer (&db->changes, fc_changes_unref);
    }
  set_hook (db);
}

/**
 * fc_db_watch_pause:
 *
 * Bulk inserts without a call per row; who pauses adds "many" to the taken changes.
 */
void
fc_db_watch_pause (FcDb     *db,
                   gboolean  pause)
{
  db->watch_paused = pause;
  set_hook (db);
}

/**
 * fc_db_take_changes:
 *
 * Returns: (transfer full): what was written since the last call; drop it after a rollback
 */
FcChanges *
fc_db_take_changes (FcDb *db)
{
  FcChanges *taken = db->changes;

  g_return_val_if_fail (taken != NULL, NULL);

  db->changes = fc_changes_new ();
  return taken;
}

static int
authorize_cb (gpointer    user_data,
              int         action,
              const char *first,
              const char *second,
              const char *database,
              const char *inner)
{
  GHashTable *names = user_data;

  if (action == SQLITE_READ && first != NULL && !g_str_has_prefix (first, "sqlite_"))
    g_hash_table_add (names, (gpointer) g_intern_string (first));
  return SQLITE_OK;
}

/**
 * fc_db_tables_of:
 * @sql: one SELECT
 *
 * Returns: (transfer full): the names of all tables it reads, also through views and subqueries; %NULL where it
 *   cannot be prepared
 */
GStrv
fc_db_tables_of (FcDb        *db,
                 const char  *sql,
                 GError     **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  sqlite3_stmt *statement = NULL;
  GHashTableIter iter;
  gpointer key;
  int code;

  sqlite3_set_authorizer (db->handle, authorize_cb, names);
  code = sqlite3_prepare_v2 (db->handle, sql, -1, &statement, NULL);
  sqlite3_set_authorizer (db->handle, NULL, NULL);
  sqlite3_finalize (statement);
  if (code != SQLITE_OK)
    {
      fc_db_set_error (db, code, error);
      return NULL;
    }
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_strv_builder_add (builder, key);
  return g_strv_builder_end (builder);
}
