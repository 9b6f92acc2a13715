/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-query-model-private.h"

static GArray *
list_shown_pages (FcQueryModel *self)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    if (fc_query_model_is_shown (self, GPOINTER_TO_UINT (number)))
      {
        guint shown = GPOINTER_TO_UINT (number);

        g_array_append_val (numbers, shown);
      }
  return numbers;
}

static gpointer
read_count (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  FcQueryJob *job = data;

  return fc_query_read_count (db, job->plan, job->learn_tables, (const guint *) (gpointer) job->page_numbers->data,
                              job->page_numbers->len, error);
}

static gboolean
differs (FcQueryModel      *self,
         const FcQueryPage *page,
         guint              i)
{
  FcQueryRow *row = fc_query_model_get_row (self, page->first + i);
  const FcValue *cells = row != NULL ? fc_query_row_get_cells (row) : NULL;

  return cells != NULL && !fc_value_equal (&cells[0], &page->cells[i * page->n_columns]);
}

/* The first position at which another row stands now, as far as is known. */
static guint
first_difference (FcQueryModel *self,
                  GPtrArray    *pages,
                  guint         n_items)
{
  guint first = MIN (self->n_items, n_items);

  for (guint p = 0; p < pages->len; p++)
    {
      const FcQueryPage *page = pages->pdata[p];

      for (guint i = 0; i < page->n && page->first + i < first; i++)
        if (differs (self, page, i))
          first = page->first + i;
    }
  return first;
}

/* Rows behind @from move: what shows them keeps showing the same object. */
static void
shift_rows (FcQueryModel *self,
            guint         from,
            guint         removed,
            guint         added)
{
  GHashTable *moved = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_object_unref);
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      guint position = GPOINTER_TO_UINT (key);

      if (position >= from && position < from + removed)
        continue;
      if (position >= from)
        position = position - removed + added;
      g_hash_table_insert (moved, GUINT_TO_POINTER (position), g_object_ref (row));
    }
  g_hash_table_unref (self->rows);
  self->rows = moved;
}

/* Nothing is known of any page any more, but rows that are shown want to be read. */
static void
forget_pages (FcQueryModel *self)
{
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_remove_all (self->pages);
  g_clear_pointer (&self->anchors, g_array_unref);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    if (G_OBJECT (row)->ref_count > 1)
      fc_query_model_ensure_page (self, GPOINTER_TO_UINT (key) / FC_QUERY_PAGE)->used = ++self->clock;
    else
      g_hash_table_iter_remove (&iter);
}

static void
take_pages (FcQueryModel *self,
            GPtrArray    *pages)
{
  for (guint i = 0; i < pages->len; i++)
    fc_query_model_take_page (self, pages->pdata[i]);
}

/* The same list after a commit. */
static void
follow_change (FcQueryModel *self,
               FcQueryCount *count)
{
  guint first = first_difference (self, count->pages, count->n_items);
  guint removed = self->n_items > count->n_items ? self->n_items - count->n_items : 0;
  guint added = count->n_items > self->n_items ? count->n_items - self->n_items : 0;

  if (first + removed > self->n_items)
    first = self->n_items - removed;
  if (removed + added > 0)
    shift_rows (self, first, removed, added);
  self->n_items = count->n_items;
  forget_pages (self);
  take_pages (self, count->pages);
  fc_query_model_tell (self, first, removed, added);
}

/* Another list: clear, then add. */
static void
begin_list (FcQueryModel *self,
            FcQueryCount *count)
{
  guint before = self->n_items;

  self->n_items = 0;
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->pages);
  g_clear_pointer (&self->anchors, g_array_unref);
  fc_query_model_tell (self, 0, before, 0);
  self->n_items = count->n_items;
  take_pages (self, count->pages);
  fc_query_model_tell (self, 0, 0, count->n_items);
}

static void
take_count (FcQueryModel *self,
            FcQueryCount *count,
            gboolean      renew)
{
  self->generation++;
  fc_query_plan_unref (self->plan);
  self->plan = fc_query_plan_new (self->spec, self->sort, self->descending, self->binds, count->has_nulls);
  if (count->tables != NULL)
    {
      g_strfreev (self->tables);
      self->tables = g_steal_pointer (&count->tables);
    }
  fc_query_model_set_error (self, NULL);
  if (renew)
    begin_list (self, count);
  else
    follow_change (self, count);
  fc_query_model_set_loading (self, FALSE);
  fc_query_model_load_pages (self);
  if (renew)
    fc_query_model_load_anchors (self);
}

static void
count_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  FcQueryReply *reply = user_data;
  FcQueryModel *self = reply->model;
  GError *error = NULL;
  FcQueryCount *count = fc_replica_read_finish (FC_REPLICA (source), result, &error);

  self->refreshing = FALSE;
  self->count_took_us = g_get_monotonic_time () - self->counted_at;
  self->counted_at += self->count_took_us;
  if (count != NULL && !self->renew)
    take_count (self, count, reply->renew);
  else if (count == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fc_query_model_set_loading (self, FALSE);
      fc_query_model_set_error (self, g_steal_pointer (&error));
    }
  g_clear_error (&error);
  g_clear_pointer (&count, fc_query_count_free);
  if (self->renew || self->dirty)
    fc_query_model_schedule (self);
  fc_query_reply_free (reply);
}

static void
start_count (FcQueryModel *self)
{
  FcQueryJob *job;
  FcQueryReply *reply = fc_query_reply_new (self);
  guint first_page = 0;

  reply->renew = self->renew || self->plan == NULL;
  self->renew = FALSE;
  self->dirty = FALSE;
  self->refreshing = TRUE;
  self->counted_at = g_get_monotonic_time ();
  if (reply->renew)
    {
      g_clear_pointer (&self->plan, fc_query_plan_unref);
      self->plan = fc_query_plan_new (self->spec, self->sort, self->descending, self->binds, TRUE);
      self->generation++;
    }
  job = fc_query_job_new (self->plan);
  job->learn_tables = self->tables == NULL;
  if (reply->renew)
    {
      job->page_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (job->page_numbers, first_page);
    }
  else
    job->page_numbers = list_shown_pages (self);
  fc_replica_read_async (self->replica, read_count, job, fc_query_job_free, (GDestroyNotify) fc_query_count_free,
                         self->cancellable, count_read_cb, reply);
}

static gboolean
idle_cb (gpointer user_data)
{
  FcQueryModel *self = user_data;

  self->idle = 0;
  if (!self->refreshing)
    start_count (self);
  return G_SOURCE_REMOVE;
}

/* Several changes of sort and values in one turn of the main loop make one reading. While rows stream in, a long list is
 * counted a sixth of the time at most. */
void
fc_query_model_schedule (FcQueryModel *self)
{
  gint64 wait_us = self->renew ? 0 : self->counted_at + 5 * self->count_took_us - g_get_monotonic_time ();

  if (self->refreshing || self->replica == NULL || (self->idle != 0 && !self->renew))
    return;
  g_clear_handle_id (&self->idle, g_source_remove);
  self->idle = g_timeout_add (wait_us > 0 ? (guint) (wait_us / 1000) : 0, idle_cb, self);
}

void
fc_query_model_renew (FcQueryModel *self)
{
  self->renew = TRUE;
  fc_query_model_set_loading (self, TRUE);
  fc_query_model_schedule (self);
}

void
fc_query_model_follow (FcReplica    *replica,
                       FcChanges    *changes,
                       FcQueryModel *self)
{
  if (self->tables == NULL)
    return;
  for (guint i = 0; self->tables[i] != NULL; i++)
    if (fc_changes_touch_table (changes, self->tables[i]))
      {
        self->dirty = TRUE;
        fc_query_model_schedule (self);
        return;
      }
}
