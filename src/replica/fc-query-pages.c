/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-query-model-private.h"

/* Pages kept beyond those that somebody shows. */
#define MAX_PAGES 48
#define MAX_JOBS  2
/* Below so many rows an OFFSET is as fast as an anchor. */
#define ANCHORS_FROM 5000

void
fc_query_job_free (gpointer pointer)
{
  FcQueryJob *job = pointer;

  fc_query_plan_unref (job->plan);
  g_clear_pointer (&job->page_numbers, g_array_unref);
  if (job->has_after)
    fc_query_key_clear (&job->after);
  g_free (job);
}

FcQueryJob *
fc_query_job_new (FcQueryPlan *plan)
{
  FcQueryJob *job = g_new0 (FcQueryJob, 1);

  job->plan = fc_query_plan_ref (plan);
  return job;
}

FcQueryReply *
fc_query_reply_new (FcQueryModel *self)
{
  FcQueryReply *reply = g_new0 (FcQueryReply, 1);

  reply->model = g_object_ref (self);
  reply->generation = self->generation;
  return reply;
}

void
fc_query_reply_free (FcQueryReply *reply)
{
  g_object_unref (reply->model);
  g_free (reply);
}

void
fc_query_page_state_free (gpointer pointer)
{
  FcQueryPageState *page = pointer;

  if (page->has_keys)
    {
      fc_query_key_clear (&page->first);
      fc_query_key_clear (&page->last);
    }
  g_free (page);
}

static FcQueryPageState *
get_page (FcQueryModel *self,
          guint         number)
{
  return g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));
}

FcQueryPageState *
fc_query_model_ensure_page (FcQueryModel *self,
                            guint         number)
{
  FcQueryPageState *page = get_page (self, number);

  if (page == NULL)
    {
      page = g_new0 (FcQueryPageState, 1);
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
    }
  return page;
}

FcQueryRow *
fc_query_model_get_row (FcQueryModel *self,
                        guint         position)
{
  return g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
}

FcQueryRow *
fc_query_model_ensure_row (FcQueryModel *self,
                           guint         position)
{
  FcQueryRow *row = fc_query_model_get_row (self, position);

  if (row == NULL)
    {
      row = fc_query_row_new ();
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
    }
  return row;
}

/* Whether somebody else holds a row of the page: it is on the screen. */
gboolean
fc_query_model_is_shown (FcQueryModel *self,
                         guint         number)
{
  for (guint i = number * FC_QUERY_PAGE; i < (number + 1) * FC_QUERY_PAGE; i++)
    {
      FcQueryRow *row = fc_query_model_get_row (self, i);

      if (row != NULL && G_OBJECT (row)->ref_count > 1)
        return TRUE;
    }
  return FALSE;
}

static void
drop_page (FcQueryModel *self,
           guint         number)
{
  for (guint i = number * FC_QUERY_PAGE; i < (number + 1) * FC_QUERY_PAGE; i++)
    g_hash_table_remove (self->rows, GUINT_TO_POINTER (i));
}

void
fc_query_model_evict_pages (FcQueryModel *self)
{
  while (g_hash_table_size (self->pages) > MAX_PAGES)
    {
      GHashTableIter iter;
      gpointer number, value;
      guint oldest = 0;
      guint64 used = G_MAXUINT64;

      g_hash_table_iter_init (&iter, self->pages);
      while (g_hash_table_iter_next (&iter, &number, &value))
        {
          FcQueryPageState *page = value;

          if (page->used < used && !page->loading && !fc_query_model_is_shown (self, GPOINTER_TO_UINT (number)))
            {
              used = page->used;
              oldest = GPOINTER_TO_UINT (number);
            }
        }
      if (used == G_MAXUINT64)
        return;
      drop_page (self, oldest);
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest));
    }
}

void
fc_query_model_take_page (FcQueryModel      *self,
                          const FcQueryPage *data)
{
  FcQueryPageState *page = fc_query_model_ensure_page (self, data->first / FC_QUERY_PAGE);

  page->loaded = TRUE;
  if (page->has_keys)
    {
      fc_query_key_clear (&page->first);
      fc_query_key_clear (&page->last);
    }
  page->has_keys = data->n == FC_QUERY_PAGE;
  if (page->has_keys)
    {
      fc_query_key_of (self->plan, data->cells, &page->first);
      fc_query_key_of (self->plan, data->cells + (data->n - 1) * data->n_columns, &page->last);
    }
  for (guint i = 0; i < data->n && data->first + i < self->n_items; i++)
    fc_query_row_fill (fc_query_model_ensure_row (self, data->first + i), data->cells + i * data->n_columns,
                       data->n_columns);
}

static gpointer
read_page (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  FcQueryJob *job = data;

  return fc_query_read_page (db, job->plan, job->first, job->n, job->has_after ? &job->after : NULL, job->skip,
                             job->backwards, error);
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  FcQueryReply *reply = user_data;
  FcQueryModel *self = reply->model;
  GError *error = NULL;
  FcQueryPage *data = fc_replica_read_finish (FC_REPLICA (source), result, &error);
  gboolean fresh = reply->generation == self->generation;
  FcQueryPageState *page = fresh ? get_page (self, reply->page) : NULL;

  self->jobs--;
  if (page != NULL)
    page->loading = FALSE;
  if (fresh && data != NULL)
    fc_query_model_take_page (self, data);
  else if (fresh && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fc_query_model_set_error (self, g_steal_pointer (&error));
  g_clear_error (&error);
  g_clear_pointer (&data, fc_query_page_free);
  if (self->error == NULL)
    fc_query_model_load_pages (self);
  fc_query_reply_free (reply);
}

static void
copy_key (FcQueryJob       *job,
          const FcQueryKey *key)
{
  fc_value_copy (&key->value, &job->after.value);
  job->after.id = key->id;
  job->has_after = TRUE;
}

/* From the nearest known row: the page before or behind, an anchor, or the nearer end. */
static void
find_start (FcQueryModel *self,
            FcQueryJob   *job,
            guint         number)
{
  FcQueryPageState *before = number > 0 ? get_page (self, number - 1) : NULL;
  FcQueryPageState *behind = get_page (self, number + 1);
  guint anchor = job->first / FC_QUERY_ANCHOR;

  if (before != NULL && before->loaded && before->has_keys)
    copy_key (job, &before->last);
  else if (behind != NULL && behind->loaded && behind->has_keys)
    {
      copy_key (job, &behind->first);
      job->backwards = TRUE;
    }
  else if (self->anchors != NULL && job->first > 0 && anchor < self->anchors->len)
    {
      /* The anchor is a row of its own: rows behind it begin at the next position. */
      if (job->first % FC_QUERY_ANCHOR == 0)
        anchor--;
      copy_key (job, &g_array_index (self->anchors, FcQueryKey, anchor));
      job->skip = job->first - anchor * FC_QUERY_ANCHOR - 1;
    }
  else if (job->first > self->n_items / 2)
    {
      job->backwards = TRUE;
      job->skip = self->n_items - (job->first + job->n);
    }
  else
    job->skip = job->first;
}

static gpointer
read_anchors (FcDb          *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return fc_query_read_anchors (db, ((FcQueryJob *) data)->plan, error);
}

static void
anchors_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  FcQueryReply *reply = user_data;
  FcQueryModel *self = reply->model;
  GArray *anchors = fc_replica_read_finish (FC_REPLICA (source), result, NULL);

  self->anchors_loading = FALSE;
  if (anchors != NULL && reply->generation == self->generation)
    {
      g_clear_pointer (&self->anchors, g_array_unref);
      self->anchors = g_steal_pointer (&anchors);
    }
  g_clear_pointer (&anchors, g_array_unref);
  fc_query_reply_free (reply);
}

/**
 * fc_query_model_load_anchors:
 *
 * Learns where every thousandth row of a long list stands, so that a jump of the scrollbar need not pass over the rows
 * between.
 */
void
fc_query_model_load_anchors (FcQueryModel *self)
{
  if (self->anchors != NULL || self->anchors_loading || self->n_items < ANCHORS_FROM || self->replica == NULL)
    return;
  self->anchors_loading = TRUE;
  fc_replica_read_async (self->replica, read_anchors, fc_query_job_new (self->plan), fc_query_job_free,
                         (GDestroyNotify) g_array_unref, self->cancellable, anchors_read_cb, fc_query_reply_new (self));
}

static void
load_page (FcQueryModel *self,
           guint         number)
{
  FcQueryJob *job = fc_query_job_new (self->plan);
  FcQueryReply *reply = fc_query_reply_new (self);

  job->first = number * FC_QUERY_PAGE;
  job->n = MIN (FC_QUERY_PAGE, self->n_items - job->first);
  reply->page = number;
  find_start (self, job, number);
  if (job->skip > ANCHORS_FROM)
    fc_query_model_load_anchors (self);
  fc_query_model_ensure_page (self, number)->loading = TRUE;
  self->jobs++;
  fc_replica_read_async (self->replica, read_page, job, fc_query_job_free, (GDestroyNotify) fc_query_page_free,
                         self->cancellable, page_read_cb, reply);
}

/* The page asked for last goes first; pages that have scrolled away are not read at all. */
static gboolean
find_wanted (FcQueryModel *self,
             guint        *wanted)
{
  GHashTableIter iter;
  gpointer number, value;
  guint64 used = 0;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &number, &value))
    {
      FcQueryPageState *page = value;

      if (!page->loaded && !page->loading && page->used > used &&
          GPOINTER_TO_UINT (number) * FC_QUERY_PAGE < self->n_items &&
          fc_query_model_is_shown (self, GPOINTER_TO_UINT (number)))
        {
          used = page->used;
          *wanted = GPOINTER_TO_UINT (number);
        }
    }
  return used > 0;
}

void
fc_query_model_load_pages (FcQueryModel *self)
{
  guint number;

  while (self->jobs < MAX_JOBS && self->plan != NULL && self->replica != NULL && !self->loading &&
         find_wanted (self, &number))
    load_page (self, number);
}
