/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-query-private.h"

static const char *
id_sql (const FcQueryPlan *plan)
{
  return plan->spec->columns[0].sql;
}

static const char *
sort_sql (const FcQueryPlan *plan)
{
  return plan->spec->columns[plan->sort].sql;
}

FcValueKind
fc_query_value_kind (FcColumnKind kind)
{
  switch (kind)
    {
    case FC_COLUMN_TEXT:
    case FC_COLUMN_ENUM:
      return FC_VALUE_TEXT;
    case FC_COLUMN_ID:
      return FC_VALUE_ID;
    case FC_COLUMN_INT:
    case FC_COLUMN_MONEY:
    case FC_COLUMN_VOLUME:
    case FC_COLUMN_PRICE:
    case FC_COLUMN_TIME:
    case FC_COLUMN_DATE:
    case FC_COLUMN_BOOL:
    default:
      return FC_VALUE_INT;
    }
}

static void
append_from (GString           *sql,
             const FcQueryPlan *plan)
{
  g_string_append_printf (sql, " FROM %s WHERE (%s)", plan->spec->from,
                          plan->spec->where != NULL ? plan->spec->where : "TRUE");
}

static void
append_order (GString           *sql,
              const FcQueryPlan *plan,
              gboolean           backwards)
{
  const char *way = plan->descending != backwards ? "DESC" : "ASC";

  if (plan->sort == 0)
    g_string_append_printf (sql, " ORDER BY %s %s", id_sql (plan), way);
  else
    g_string_append_printf (sql, " ORDER BY %s %s, %s %s", sort_sql (plan), way, id_sql (plan), way);
}

/* The rows behind a key. In SQLite nulls come before everything else, and a comparison with them is never true. */
static void
append_after (GString           *sql,
              const FcQueryPlan *plan,
              const FcQueryKey  *after,
              gboolean           backwards)
{
  gboolean down = plan->descending != backwards;
  const char *compare = down ? "<" : ">";

  if (plan->sort == 0)
    g_string_append_printf (sql, " AND %s %s :after_id", id_sql (plan), compare);
  else if (after->value.kind == FC_VALUE_NULL)
    g_string_append_printf (sql, " AND (%s IS NULL AND %s %s :after_id%s%s%s)", sort_sql (plan), id_sql (plan), compare,
                            down ? "" : " OR ", down ? "" : sort_sql (plan), down ? "" : " IS NOT NULL");
  else if (down && plan->has_nulls)
    g_string_append_printf (sql, " AND ((%s, %s) < (:after_value, :after_id) OR %s IS NULL)", sort_sql (plan),
                            id_sql (plan), sort_sql (plan));
  else
    g_string_append_printf (sql, " AND (%s, %s) %s (:after_value, :after_id)", sort_sql (plan), id_sql (plan), compare);
}

char *
fc_query_count_sql (const FcQueryPlan *plan)
{
  GString *sql = g_string_new ("SELECT count(*)");

  append_from (sql, plan);
  return g_string_free (sql, FALSE);
}

/**
 * fc_query_null_sql:
 *
 * Returns: (transfer full): gives 1 where a row has no value in the sort column
 */
char *
fc_query_null_sql (const FcQueryPlan *plan)
{
  GString *sql = g_string_new ("SELECT EXISTS (SELECT 1");

  append_from (sql, plan);
  g_string_append_printf (sql, " AND %s IS NULL)", sort_sql (plan));
  return g_string_free (sql, FALSE);
}

/**
 * fc_query_page_sql:
 * @after: (nullable): begin behind this row; else at the beginning (the end where @backwards)
 *
 * Returns: (transfer full): with parameters :limit and :skip
 */
char *
fc_query_page_sql (const FcQueryPlan *plan,
                   const FcQueryKey  *after,
                   gboolean           backwards)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < plan->n_columns; i++)
    g_string_append_printf (sql, "%s%s", i == 0 ? "" : ", ", plan->spec->columns[i].sql);
  append_from (sql, plan);
  if (after != NULL)
    append_after (sql, plan, after, backwards);
  append_order (sql, plan, backwards);
  g_string_append (sql, " LIMIT :limit OFFSET :skip");
  return g_string_free (sql, FALSE);
}

/**
 * fc_query_keys_sql:
 *
 * Returns: (transfer full): id and sort value of every row in order
 */
char *
fc_query_keys_sql (const FcQueryPlan *plan)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT %s, %s", id_sql (plan), sort_sql (plan));
  append_from (sql, plan);
  append_order (sql, plan, FALSE);
  return g_string_free (sql, FALSE);
}

void
fc_query_bind (const FcQueryPlan *plan,
               FcStatement       *statement)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, plan->binds);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      int index = fc_statement_parameter (statement, name);

      if (index > 0)
        fc_statement_bind_value (statement, index, value);
    }
}
