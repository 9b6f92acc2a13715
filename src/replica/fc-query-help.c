/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-query-help.h"

FcId *
fc_query_dup_id (const FcId *id)
{
  return id != NULL ? g_memdup2 (id, sizeof *id) : NULL;
}

static FcStatement *
prepare (FcDb        *db,
         FcEntity     entity,
         const char  *where,
         GError     **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM \"%s\" WHERE %s", fc_rows_columns (entity), fc_catalog_get (entity)->name, where);

  return fc_db_prepare (db, sql, error);
}

static FcRecord *
step_one (FcStatement  *select,
          FcEntity      entity,
          GError      **error)
{
  gboolean row;

  if (!fc_statement_step (select, &row, error) || !row)
    return NULL;
  return fc_rows_read (select, entity, 0);
}

/**
 * fc_query_one_by_id:
 *
 * Returns: (transfer full) (nullable): the first row
 */
FcRecord *
fc_query_one_by_id (FcDb        *db,
                    FcEntity     entity,
                    const char  *where,
                    const FcId  *id,
                    GError     **error)
{
  g_autoptr (FcStatement) select = prepare (db, entity, where, error);

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, id);
  return step_one (select, entity, error);
}

/**
 * fc_query_one_by_text:
 *
 * Returns: (transfer full) (nullable): the first row
 */
FcRecord *
fc_query_one_by_text (FcDb        *db,
                      FcEntity     entity,
                      const char  *where,
                      const char  *text,
                      GError     **error)
{
  g_autoptr (FcStatement) select = prepare (db, entity, where, error);

  if (select == NULL)
    return NULL;
  fc_statement_bind_text (select, 1, text);
  return step_one (select, entity, error);
}

/**
 * fc_query_all:
 *
 * Returns: (transfer full) (element-type FcRecord)
 */
GPtrArray *
fc_query_all (FcDb        *db,
              FcEntity     entity,
              const char  *where,
              GError     **error)
{
  g_autoptr (FcStatement) select = prepare (db, entity, where, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  int next;

  if (select == NULL)
    return NULL;
  while ((next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (rows, fc_rows_read (select, entity, 0));
  if (next < 0)
    return NULL;
  return g_steal_pointer (&rows);
}
