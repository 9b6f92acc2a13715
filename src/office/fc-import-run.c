/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-run-private.h"

#include "fc-shift-import.h"

G_DEFINE_FINAL_TYPE (FcImportRun, fc_import_run, G_TYPE_OBJECT)

static void
item_free (gpointer data)
{
  FcImportItem *item = data;

  g_free (item->problem);
  g_free (item->digest);
  g_free (item);
}

static void
journal_free (gpointer data)
{
  FcImportJournal *journal = data;

  g_free (journal->problem);
  g_free (journal);
}

static gint
compare_items (gconstpointer a,
               gconstpointer b)
{
  const FcImportItem *first = *(FcImportItem *const *) a;
  const FcImportItem *second = *(FcImportItem *const *) b;
  int by_station = fc_id_compare (&first->store->id, &second->store->id);

  if (by_station != 0)
    return by_station;
  if (first->feed->business_date != second->feed->business_date)
    return first->feed->business_date < second->feed->business_date ? -1 : 1;
  if (first->feed->begin.known && second->feed->begin.known && first->feed->begin.date != second->feed->begin.date)
    return first->feed->begin.date < second->feed->begin.date ? -1 : 1;
  if (first->feed->begin.known && second->feed->begin.known && first->feed->begin.second != second->feed->begin.second)
    return first->feed->begin.second < second->feed->begin.second ? -1 : 1;
  return first->feed->sequence - second->feed->sequence;
}

FcImportItem *
fc_import_run_get_item (FcImportRun *self,
                        guint        at)
{
  return at < self->items->len ? g_ptr_array_index (self->items, at) : NULL;
}

static void
fc_import_run_finalize (GObject *object)
{
  FcImportRun *self = FC_IMPORT_RUN (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->journals, g_ptr_array_unref);
  g_clear_pointer (&self->preview, fc_import_preview_free);
  g_clear_pointer (&self->stores, g_ptr_array_unref);
  g_clear_pointer (&self->station, fc_row_set_free);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_import_run_parent_class)->finalize (object);
}

static void
fc_import_run_class_init (FcImportRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_import_run_finalize;
}

static void
fc_import_run_init (FcImportRun *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->journals = g_ptr_array_new_with_free_func (journal_free);
}

static void
add_items (FcImportRun *self)
{
  FcRecord *tenant = fc_replica_get_tenant (self->replica);

  for (guint i = 0; tenant != NULL && i < self->preview->feeds->len; i++)
    {
      const FcShiftFeed *feed = g_ptr_array_index (self->preview->feeds, i);
      const FcImportStore *store = fc_import_store_find (self->stores, feed->store);
      FcImportItem *item;

      if (store == NULL)
        continue;
      item = g_new0 (FcImportItem, 1);
      item->feed = feed;
      item->store = store;
      item->shift_id = fc_shift_import_id (fc_record_get_id (tenant), &store->id, feed);
      item->newest_id = item->shift_id;
      item->state = feed->period == FC_FEED_DAY && feed->has_shifts ? FC_IMPORT_COVERED : FC_IMPORT_NEW;
      item->wanted = item->state == FC_IMPORT_NEW;
      g_ptr_array_add (self->items, item);
    }
  g_ptr_array_sort (self->items, compare_items);
}

static void
add_journals (FcImportRun *self)
{
  for (guint i = 0; fc_replica_get_tenant (self->replica) != NULL && i < self->preview->files->len; i++)
    {
      const FcNaxmlReport *report = ((FcImportFile *) g_ptr_array_index (self->preview->files, i))->report;
      const FcImportStore *store = report != NULL ? fc_import_store_find (self->stores, report->store) : NULL;
      FcImportJournal *journal;

      if (store == NULL || report->sales->len == 0)
        continue;
      journal = g_new0 (FcImportJournal, 1);
      journal->report = report;
      journal->store = store;
      g_ptr_array_add (self->journals, journal);
    }
}

/**
 * fc_import_run_new:
 * @preview: (transfer full):
 * @stores: (element-type FcImportStore): what it was read with
 *
 * Returns: (transfer full):
 */
FcImportRun *
fc_import_run_new (FcReplica       *replica,
                   FcImportPreview *preview,
                   GPtrArray       *stores)
{
  FcImportRun *self = g_object_new (FC_TYPE_IMPORT_RUN, NULL);

  self->replica = g_object_ref (replica);
  self->preview = preview;
  self->stores = g_ptr_array_ref (stores);
  add_items (self);
  add_journals (self);
  return self;
}

FcImportPreview *
fc_import_run_get_preview (FcImportRun *self)
{
  return self->preview;
}

/**
 * fc_import_run_get_items:
 *
 * Returns: (transfer none) (element-type FcImportItem): the shifts of known stations
 */
GPtrArray *
fc_import_run_get_items (FcImportRun *self)
{
  return self->items;
}

/**
 * fc_import_run_get_journals:
 *
 * Returns: (transfer none) (element-type FcImportJournal): the journals of known stations
 */
GPtrArray *
fc_import_run_get_journals (FcImportRun *self)
{
  return self->journals;
}

/**
 * fc_import_run_count_sales:
 *
 * Returns: the sales of journals in @state; of those that are done the lines that were new
 */
guint
fc_import_run_count_sales (FcImportRun   *self,
                           FcImportState  state)
{
  guint n = 0;

  for (guint i = 0; i < self->journals->len; i++)
    {
      const FcImportJournal *journal = g_ptr_array_index (self->journals, i);

      if (journal->state == state)
        n += state == FC_IMPORT_DONE ? journal->n_new : journal->report->sales->len;
    }
  return n;
}

/**
 * fc_import_run_has_work:
 *
 * Returns: whether there is anything to import
 */
gboolean
fc_import_run_has_work (FcImportRun *self)
{
  return fc_import_run_count_wanted (self) > 0 || fc_import_run_count_sales (self, FC_IMPORT_NEW) > 0;
}

guint
fc_import_run_count (FcImportRun   *self,
                     FcImportState  state)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += fc_import_run_get_item (self, i)->state == state;
  return n;
}

guint
fc_import_run_count_wanted (FcImportRun *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += fc_import_run_get_item (self, i)->wanted;
  return n;
}

/**
 * fc_import_run_count_news:
 *
 * Returns: the shifts that were imported and said something that was not known
 */
guint
fc_import_run_count_news (FcImportRun *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const FcImportItem *item = fc_import_run_get_item (self, i);

      n += item->state == FC_IMPORT_DONE && !item->same && (item->corrected || !item->late);
    }
  return n;
}

/**
 * fc_import_run_want_late:
 *
 * Wants what came late for approved shifts, too: where it says something else a correction is opened.
 */
void
fc_import_run_want_late (FcImportRun *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (fc_import_run_get_item (self, i)->state == FC_IMPORT_LATE)
      fc_import_run_get_item (self, i)->wanted = TRUE;
}

/**
 * fc_import_run_load_version:
 *
 * Looks for the version of the item's shift that is being looked at; see fc_import_run_version().
 */
void
fc_import_run_load_version (FcImportRun         *self,
                            GTask               *task,
                            GAsyncReadyCallback  callback)
{
  fc_replica_load_async (self->replica, FC_SHIFT, &self->version, NULL, g_task_get_cancellable (task), callback,
                         g_object_ref (task));
}

/**
 * fc_import_run_version:
 *
 * Returns: (transfer full) (nullable): the version that was looked for
 */
FcRecord *
fc_import_run_version (FcImportRun  *self,
                       GAsyncResult *result)
{
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (self->replica, result, NULL);
  FcRecord *shift = rows != NULL ? fc_row_set_get (rows, FC_SHIFT, &self->version) : NULL;

  return shift != NULL ? g_object_ref (shift) : NULL;
}
