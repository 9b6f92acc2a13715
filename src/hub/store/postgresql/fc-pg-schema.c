/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg-schema.h"

#include "fc-catalog.h"
#include "fc-hub.h"
#include "fc-pg-rows.h"

/* Making the schema and bringing an older one up to date, by one process at a time. As the role that the URI names. */
#define LOCK "SELECT pg_advisory_xact_lock (hashtext ('forecourt.schema'))"

/* The database as one place: another one, or another line of time, means that it was restored from a backup. */
#define HOME                                                                                                  \
  "SELECT s.system_identifier || '/' || d.oid || '/' ||"                                                     \
  " substr (pg_walfile_name (pg_current_wal_insert_lsn ()), 1, 8) FROM pg_control_system () s, pg_database d" \
  " WHERE d.datname = current_database ()"

/* One step brings the hub's own tables from version - 1 to version. What the catalog gained is added besides. */
typedef struct {
  int version;
  void (*run) (GString *sql);
} Step;

static const Step steps[] = { { 1, fc_pg_ddl_own_tables }, { 6, fc_pg_ddl_devices }, { 8, fc_pg_ddl_client_marks },
                               { 10, fc_pg_ddl_months } };
#define VERSION (steps[G_N_ELEMENTS (steps) - 1].version)

gboolean
fc_pg_schema_exists (FcPg      *pg,
                     gboolean  *exists,
                     GError   **error)
{
  gint64 number;

  fc_pg_call (pg, "SELECT to_regclass ('" FC_PG_SCHEMA ".hub_meta') IS NOT NULL");
  if (!fc_pg_only_int (fc_pg_ask (pg, error), &number))
    return FALSE;
  *exists = number != 0;
  return TRUE;
}

static gboolean
finish (FcPg      *pg,
        gboolean   well,
        GError   **error)
{
  if (well)
    return fc_pg_script (pg, "COMMIT", error);
  if (fc_pg_is_up (pg))
    fc_pg_script (pg, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * fc_pg_schema_create:
 *
 * A new schema, a new epoch, and the present months.
 */
gboolean
fc_pg_schema_create (FcPg    *pg,
                     GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  fc_pg_ddl_role (sql);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    steps[i].run (sql);
  fc_pg_ddl_catalog (sql, NULL);
  g_string_append_printf (sql,
                          "INSERT INTO hub_meta VALUES ('version', '%d'), ('epoch', '%" G_GINT64_FORMAT "');"
                          "INSERT INTO hub_meta SELECT 'home', (" HOME ");",
                          VERSION, g_get_real_time ());
  return fc_pg_script (pg, "BEGIN; " LOCK, error) && finish (pg, fc_pg_script (pg, sql->str, error), error);
}

static GHashTable *
list_columns (FcPg    *pg,
              GError **error)
{
  fc_pg_call (pg, "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                  " WHERE c.relnamespace = '" FC_PG_SCHEMA "'::regnamespace AND c.relkind = 'p' AND a.attnum > 0"
                  " AND NOT a.attisdropped");
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result == NULL)
    return NULL;
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (int i = 0; i < PQntuples (result); i++)
    g_hash_table_add (columns, g_strdup (fc_pg_text (result, i, 0)));
  return columns;
}

/* What is to be done, as text; empty where the schema is today's. */
static GString *
plan (FcPg        *pg,
      GHashTable **columns,
      GError     **error)
{
  gint64 version;

  fc_pg_call (pg, "SELECT value::bigint FROM hub_meta WHERE key = 'version'");
  if (!fc_pg_only_int (fc_pg_ask (pg, error), &version) || (*columns = list_columns (pg, error)) == NULL)
    return NULL;
  if (version > VERSION)
    {
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_NEWER,
                           "This database was used by a newer version of forecourt-hub. Update this one.");
      return NULL;
    }
  GString *sql = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].version > version)
      {
        steps[i].run (sql);
        g_string_append_printf (sql, "UPDATE hub_meta SET value = '%d' WHERE key = 'version';", steps[i].version);
      }
  fc_pg_ddl_catalog (sql, *columns);
  return sql;
}

/**
 * fc_pg_schema_migrate:
 *
 * Brings an older schema up to date. Only then does the role that the URI names have to own it.
 */
gboolean
fc_pg_schema_migrate (FcPg    *pg,
                      GError **error)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (GString) first = plan (pg, &before, error);
  g_autoptr (GString) sql = NULL;

  if (first == NULL || first->len == 0)
    return first != NULL;
  if (!fc_pg_script (pg, "BEGIN; " LOCK, error))
    return FALSE;
  sql = plan (pg, &columns, error); /* another process may have done it meanwhile */
  return finish (pg, sql && (sql->len == 0 || (fc_pg_script (pg, sql->str, error) &&
                                               fc_pg_rows_promote (pg, columns, error))),
                 error);
}

/**
 * fc_pg_new_epoch:
 *
 * Clients offer again what they sent lately: for a database that was restored from a backup. By a number of chance: the same
 * backup restored twice, by a clock that is wrong, must be two epochs.
 */
gboolean
fc_pg_new_epoch (FcPg    *pg,
                 GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE hub_meta SET value = (greatest (value::bigint, %" G_GINT64_FORMAT
                                          ") + %d)::text WHERE key = 'epoch';"
                                          "UPDATE hub_meta SET value = (" HOME ") WHERE key = 'home'",
                                          g_get_real_time (), 1 + g_random_int_range (0, 1000000000));
  return fc_pg_script (pg, sql, error);
}

/**
 * fc_pg_check_home:
 *
 * With every connection: a new epoch where the database has been restored since it was used last.
 */
gboolean
fc_pg_check_home (FcPg    *pg,
                  GError **error)
{
  gint64 moved;

  fc_pg_call (pg, "SELECT value <> (" HOME ") FROM hub_meta WHERE key = 'home'");
  return fc_pg_only_int (fc_pg_ask (pg, error), &moved) && (!moved || fc_pg_new_epoch (pg, error));
}

/**
 * fc_pg_epoch:
 *
 * The schema's epoch, once its home was checked.
 */
gboolean
fc_pg_epoch (FcPg    *pg,
             gint64  *epoch,
             GError **error)
{
  if (!fc_pg_check_home (pg, error))
    return FALSE;
  fc_pg_call (pg, "SELECT value::bigint FROM hub_meta WHERE key = 'epoch'");
  return fc_pg_only_int (fc_pg_ask (pg, error), epoch);
}
