/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-query-private.h"

#include <string.h>

static void
value_free (gpointer pointer)
{
  fc_value_clear (pointer);
  g_free (pointer);
}

/**
 * fc_query_plan_new:
 * @binds: char * → FcValue *: copied
 */
FcQueryPlan *
fc_query_plan_new (const FcQuerySpec *spec,
                   int                sort,
                   gboolean           descending,
                   GHashTable        *binds,
                   gboolean           has_nulls)
{
  FcQueryPlan *self = g_new0 (FcQueryPlan, 1);
  GHashTableIter iter;
  gpointer name, value;

  g_atomic_ref_count_init (&self->refs);
  self->spec = spec;
  while (spec->columns[self->n_columns].name != NULL)
    self->n_columns++;
  self->sort = sort;
  self->descending = descending;
  self->has_nulls = has_nulls;
  self->binds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
  g_hash_table_iter_init (&iter, binds);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      FcValue *copy = g_new0 (FcValue, 1);

      fc_value_copy (value, copy);
      g_hash_table_insert (self->binds, g_strdup (name), copy);
    }
  return self;
}

FcQueryPlan *
fc_query_plan_ref (FcQueryPlan *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
fc_query_plan_unref (FcQueryPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->binds);
  g_free (self);
}

void
fc_query_key_clear (FcQueryKey *self)
{
  fc_value_clear (&self->value);
}

/**
 * fc_query_key_of:
 * @key: (out): overwritten; fc_query_key_clear()
 */
void
fc_query_key_of (const FcQueryPlan *plan,
                 const FcValue     *cells,
                 FcQueryKey        *key)
{
  fc_value_copy (&cells[plan->sort], &key->value);
  key->id = cells[0].id;
}

void
fc_query_page_free (FcQueryPage *self)
{
  for (guint i = 0; i < self->n * self->n_columns; i++)
    fc_value_clear (&self->cells[i]);
  g_free (self->cells);
  g_free (self);
}

void
fc_query_count_free (FcQueryCount *self)
{
  g_strfreev (self->tables);
  g_ptr_array_unref (self->pages);
  g_free (self);
}

static void
bind_int (FcStatement *statement,
          const char  *name,
          gint64       value)
{
  int index = fc_statement_parameter (statement, name);

  if (index > 0)
    fc_statement_bind_int (statement, index, value);
}

static void
bind_key (FcStatement      *statement,
          const FcQueryKey *after)
{
  int value = fc_statement_parameter (statement, ":after_value");
  int id = fc_statement_parameter (statement, ":after_id");

  if (value > 0)
    fc_statement_bind_value (statement, value, &after->value);
  if (id > 0)
    fc_statement_bind_id (statement, id, &after->id);
}

static void
read_row (const FcQueryPlan *plan,
          FcStatement       *select,
          FcValue           *cells)
{
  for (guint i = 0; i < plan->n_columns; i++)
    fc_statement_get_value (select, (int) i, fc_query_value_kind (plan->spec->columns[i].kind), &cells[i]);
}

static void
turn_round (FcQueryPage *page)
{
  gsize size = page->n_columns * sizeof (FcValue);
  g_autofree FcValue *spare = g_malloc (size);

  for (guint i = 0, last = page->n - 1; page->n > 0 && i < page->n / 2; i++, last--)
    {
      FcValue *one = page->cells + i * page->n_columns, *other = page->cells + last * page->n_columns;

      memcpy (spare, one, size);
      memcpy (one, other, size);
      memcpy (other, spare, size);
    }
}

static gboolean
fill_page (const FcQueryPlan  *plan,
           FcStatement        *select,
           FcQueryPage        *page,
           guint               room,
           GError            **error)
{
  gboolean row = TRUE;

  while (page->n < room)
    {
      if (!fc_statement_step (select, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      read_row (plan, select, page->cells + page->n * page->n_columns);
      page->n++;
    }
  return TRUE;
}

/**
 * fc_query_read_page:
 * @first: position of the first row wanted
 * @n: rows wanted
 * @after: (nullable): a row before @first (behind the page where @backwards)
 * @skip: rows between @after (or the beginning or end) and the page
 * @backwards: read from the end towards the beginning; the page comes in order all the same
 *
 * Returns: (transfer full): maybe of fewer rows
 */
FcQueryPage *
fc_query_read_page (FcDb               *db,
                    const FcQueryPlan  *plan,
                    guint               first,
                    guint               n,
                    const FcQueryKey   *after,
                    guint               skip,
                    gboolean            backwards,
                    GError            **error)
{
  g_autofree char *sql = fc_query_page_sql (plan, after, backwards);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  FcQueryPage *page;

  if (select == NULL)
    return NULL;
  fc_query_bind (plan, select);
  bind_int (select, ":limit", n);
  bind_int (select, ":skip", skip);
  if (after != NULL)
    bind_key (select, after);
  page = g_new0 (FcQueryPage, 1);
  page->first = first;
  page->n_columns = plan->n_columns;
  page->cells = g_new0 (FcValue, MAX (n, 1) * plan->n_columns);
  if (!fill_page (plan, select, page, n, error))
    {
      fc_query_page_free (page);
      return NULL;
    }
  if (backwards)
    turn_round (page);
  return page;
}

static gboolean
read_number (FcDb               *db,
             const FcQueryPlan  *plan,
             const char         *sql,
             gint64             *number,
             GError            **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  fc_query_bind (plan, select);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  *number = row ? fc_statement_get_int (select, 0) : 0;
  return TRUE;
}

static gboolean
count_rows (FcDb               *db,
            const FcQueryPlan  *plan,
            FcQueryCount       *count,
            GError            **error)
{
  g_autofree char *count_sql = fc_query_count_sql (plan);
  g_autofree char *null_sql = fc_query_null_sql (plan);
  gint64 n_items, nulls = 0;

  if (!read_number (db, plan, count_sql, &n_items, error))
    return FALSE;
  if (plan->sort != 0 && !read_number (db, plan, null_sql, &nulls, error))
    return FALSE;
  count->n_items = (guint) MIN (n_items, G_MAXINT);
  count->has_nulls = nulls != 0;
  return TRUE;
}

/**
 * fc_query_read_count:
 * @learn_tables: also tell which tables the list reads
 * @pages: numbers of pages to read of the same state
 *
 * Returns: (transfer full)
 */
FcQueryCount *
fc_query_read_count (FcDb               *db,
                     const FcQueryPlan  *plan,
                     gboolean            learn_tables,
                     const guint        *pages,
                     guint               n_pages,
                     GError            **error)
{
  FcQueryCount *count = g_new0 (FcQueryCount, 1);
  gboolean done = TRUE;

  count->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_query_page_free);
  if (learn_tables)
    {
      g_autofree char *sql = fc_query_page_sql (plan, NULL, FALSE);

      count->tables = fc_db_tables_of (db, sql, error);
      done = count->tables != NULL;
    }
  done = done && count_rows (db, plan, count, error);
  for (guint i = 0; done && i < n_pages; i++)
    {
      guint first = pages[i] * FC_QUERY_PAGE;
      FcQueryPage *page = NULL;

      if (first >= count->n_items)
        continue;
      page = fc_query_read_page (db, plan, first, FC_QUERY_PAGE, NULL, first, FALSE, error);
      done = page != NULL;
      if (done)
        g_ptr_array_add (count->pages, page);
    }
  if (!done)
    g_clear_pointer (&count, fc_query_count_free);
  return count;
}

/**
 * fc_query_read_anchors:
 *
 * Returns: (transfer full) (element-type FcQueryKey): the keys of rows 0, 1000, 2000 and so on
 */
GArray *
fc_query_read_anchors (FcDb               *db,
                       const FcQueryPlan  *plan,
                       GError            **error)
{
  g_autofree char *sql = fc_query_keys_sql (plan);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  g_autoptr (GArray) anchors = g_array_new (FALSE, TRUE, sizeof (FcQueryKey));
  FcValueKind kind = fc_query_value_kind (plan->spec->columns[plan->sort].kind);
  gboolean row = TRUE;

  g_array_set_clear_func (anchors, (GDestroyNotify) fc_query_key_clear);
  if (select == NULL)
    return NULL;
  fc_query_bind (plan, select);
  for (guint i = 0; row; i++)
    {
      FcQueryKey key = { 0 };

      if (!fc_statement_step (select, &row, error))
        return NULL;
      if (!row || i % FC_QUERY_ANCHOR != 0)
        continue;
      fc_statement_get_id (select, 0, &key.id);
      fc_statement_get_value (select, 1, kind, &key.value);
      g_array_append_val (anchors, key);
    }
  return g_steal_pointer (&anchors);
}
