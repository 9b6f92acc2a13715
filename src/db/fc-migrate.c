/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-migrate.h"

#include <glib/gi18n-lib.h>

static gboolean
get_pragma (FcDb        *db,
            const char  *sql,
            int         *value,
            GError     **error)
{
  gint64 number;

  if (!fc_db_get_int (db, sql, &number, error))
    return FALSE;
  *value = (int) number;
  return TRUE;
}

static gboolean
is_empty_file (FcDb *db)
{
  gint64 tables = 0;

  return fc_db_get_int (db, "SELECT count(*) FROM sqlite_schema", &tables, NULL) && tables == 0;
}

static gboolean
run_step (FcDb               *db,
          int                 application_id,
          const FcMigration  *step,
          gpointer            user_data,
          GError            **error)
{
  g_autofree char *mark =
    g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d", application_id, step->version);

  if (!fc_db_begin (db, error))
    return FALSE;
  if (step->run (db, user_data, error) && fc_db_exec (db, mark, error) && fc_db_commit (db, error))
    return TRUE;
  fc_db_rollback (db);
  return FALSE;
}

/**
 * fc_db_migrate:
 * @error: FC_DB_ERROR_NEWER, FC_DB_ERROR_FOREIGN, or what a step said; the file is then as it was after the last
 *   step that went through
 *
 * Brings a new or older file to the last step's version.
 */
gboolean
fc_db_migrate (FcDb               *db,
               int                 application_id,
               const FcMigration  *steps,
               gpointer            user_data,
               GError            **error)
{
  int owner = 0, version = 0, last = 0;

  if (!get_pragma (db, "PRAGMA application_id", &owner, error) ||
      !get_pragma (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (owner != application_id && !(owner == 0 && version == 0 && is_empty_file (db)))
    {
      g_set_error (error, FC_DB_ERROR, FC_DB_ERROR_FOREIGN,
                   _ ("%s belongs to another program. Choose another folder; the file was not touched"),
                   fc_db_get_path (db));
      return FALSE;
    }
  for (const FcMigration *step = steps; step->version != 0; step++)
    last = step->version;
  if (version > last)
    {
      g_set_error (error, FC_DB_ERROR, FC_DB_ERROR_NEWER,
                   _ ("%s was written by a newer version of Forecourt (its format is %d, this version knows %d). "
                      "Update Forecourt on this computer; nothing was changed"),
                   fc_db_get_path (db), version, last);
      return FALSE;
    }
  for (const FcMigration *step = steps; step->version != 0; step++)
    if (step->version > version && !run_step (db, application_id, step, user_data, error))
      return FALSE;
  return TRUE;
}

/**
 * fc_db_get_version:
 *
 * Returns: the number of the last migration step the file has been through
 */
int
fc_db_get_version (FcDb *db)
{
  int version = 0;

  get_pragma (db, "PRAGMA user_version", &version, NULL);
  return version;
}
