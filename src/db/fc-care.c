/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-care.h"

#include "fc-db-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/**
 * fc_db_backup:
 * @target: path of the copy, which must not exist
 *
 * A compact copy of one consistent state. Writes beside @target first, so a copy under its name is whole.
 */
gboolean
fc_db_backup (FcDb        *db,
              const char  *target,
              GError     **error)
{
  g_autofree char *unfinished = g_strconcat (target, ".part", NULL);
  g_autoptr (FcStatement) vacuum = NULL;

  g_remove (unfinished);
  vacuum = fc_db_prepare (db, "VACUUM INTO ?", error);
  if (vacuum == NULL)
    return FALSE;
  fc_statement_bind_text (vacuum, 1, unfinished);
  if (!fc_statement_run (vacuum, error))
    {
      g_remove (unfinished);
      return FALSE;
    }
  if (g_rename (unfinished, target) == 0)
    return TRUE;
  g_set_error (error, FC_DB_ERROR, FC_DB_ERROR_IO, _ ("The backup %s could not be put in its place. Check the folder"),
               target);
  g_remove (unfinished);
  return FALSE;
}

static GPtrArray *
list_tables (FcDb    *db,
             GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FcStatement) tables = fc_db_prepare (db,
                                                  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT "
                                                  "LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'",
                                                  error);
  gboolean row = TRUE;

  if (tables == NULL)
    return NULL;
  while (row)
    {
      if (!fc_statement_step (tables, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (names, g_strdup (fc_statement_get_text (tables, 0)));
    }
  return g_steal_pointer (&names);
}

/* Returns: the result code for which SQLite could not read a page, 0 where none. The check tells it among what is damaged. */
static int
unread_code (const char *finding)
{
  static const char words[] = "unable to get the page. error code=";
  int code = 0;

  while (code == 0 && (finding = strstr (finding, words)) != NULL)
    {
      finding += strlen (words);
      code = (int) g_ascii_strtoll (finding, NULL, 10);
      if ((code & 0xff) == SQLITE_CORRUPT)
        code = 0;
    }
  return code;
}

static gboolean
check_table (FcDb        *db,
             const char  *table,
             GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA quick_check(\"%s\")", table);
  g_autoptr (FcStatement) check = fc_db_prepare (db, sql, error);
  g_autoptr (GString) findings = g_string_new (NULL);
  gboolean row = TRUE;
  int unread = 0;

  if (check == NULL)
    return FALSE;
  for (int n = 0; row && n < 5; n++)
    {
      if (!fc_statement_step (check, &row, error))
        return FALSE;
      if (row && unread == 0)
        unread = unread_code (fc_statement_get_text (check, 0));
      if (row && g_strcmp0 (fc_statement_get_text (check, 0), "ok") != 0)
        g_string_append_printf (findings, "%s%s", findings->len > 0 ? "; " : "", fc_statement_get_text (check, 0));
    }
  if (findings->len == 0)
    return TRUE;
  if (unread != 0)
    {
      fc_db_set_error (db, unread, error); /* the disk, or the network before it: the file may be whole */
      return FALSE;
    }
  g_set_error (error, FC_DB_ERROR, FC_DB_ERROR_CORRUPT, _ ("The data file is damaged. (%s: %s)"), fc_db_get_path (db),
               findings->str);
  return FALSE;
}

/**
 * fc_db_quick_check:
 * @progress: (nullable): told after each table
 *
 * Reads the whole file table by table (seconds on 200 MB), on any connection.
 */
gboolean
fc_db_quick_check (FcDb          *db,
                   FcDbProgress   progress,
                   gpointer       user_data,
                   GError       **error)
{
  g_autoptr (GPtrArray) tables = list_tables (db, error);

  if (tables == NULL)
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    {
      if (!check_table (db, tables->pdata[i], error))
        return FALSE;
      if (progress != NULL)
        progress (i + 1, tables->len, user_data);
    }
  return TRUE;
}
