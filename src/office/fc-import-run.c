/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-run.h"

#include "fc-import-journal.h"
#include "fc-sale-queries.h"
#include "fc-shift-import.h"
#include "fc-shift-queries.h"
#include "fc-shift-versions.h"
#include "fc-station-queries.h"

struct _FcImportRun {
  GObject parent_instance;

  FcReplica *replica;
  FcImportPreview *preview;
  GPtrArray *stores;
  GPtrArray *items; /* FcImportItem, oldest first in each station */
  GPtrArray *journals; /* FcImportJournal */
  guint journal;    /* the one at work */
  guint at;         /* the item at work */
  guint done;
  FcId version;      /* of the item's shift, being looked at */
  FcId previous;     /* shift before the item, or null */
  FcRowSet *station; /* (nullable): rows of the item's station */
  FcProgressFunc progress;
  gpointer progress_data;
};

G_DEFINE_FINAL_TYPE (FcImportRun, fc_import_run, G_TYPE_OBJECT)

static void look_at_version (GTask *task);
static void look_next (GTask *task);
static void import_next (GTask *task);

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

static FcImportItem *
get_item (FcImportRun *self,
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
    n += get_item (self, i)->state == state;
  return n;
}

guint
fc_import_run_count_wanted (FcImportRun *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += get_item (self, i)->wanted;
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
      const FcImportItem *item = get_item (self, i);

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
    if (get_item (self, i)->state == FC_IMPORT_LATE)
      get_item (self, i)->wanted = TRUE;
}

static FcImportState
state_of (FcRecord *shift)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);

  if (g_strcmp0 (state, "open") == 0 || g_strcmp0 (state, "disputed") == 0)
    return FC_IMPORT_KNOWN;
  return g_strcmp0 (state, "approved") == 0 ? FC_IMPORT_LATE : FC_IMPORT_LOCKED;
}

/* A shift that was corrected is what its newest version is. */
static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = get_item (self, self->at);
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, NULL);
  FcRecord *shift = rows != NULL ? fc_row_set_get (rows, FC_SHIFT, &self->version) : NULL;

  if (shift != NULL && item->state != FC_IMPORT_COVERED)
    {
      item->state = state_of (shift);
      item->wanted = item->state == FC_IMPORT_KNOWN;
      item->newest_id = self->version;
      g_free (item->digest);
      item->digest = g_strdup (fc_record_get_text (shift, FC_SHIFT_SOURCE_DIGEST));
      self->version = fc_shift_correction_id (&self->version);
      look_at_version (task);
      return;
    }
  self->at++;
  look_next (task);
}

static void
look_at_version (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);

  fc_replica_load_async (self->replica, FC_SHIFT, &self->version, NULL, g_task_get_cancellable (task), looked_cb,
                         g_object_ref (task));
}

static void
look_next (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = get_item (self, self->at);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (item == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->version = item->shift_id;
  look_at_version (task);
}

/**
 * fc_import_run_look_async:
 *
 * Finds out which of the shifts are here already.
 */
void
fc_import_run_look_async (FcImportRun         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->at = 0;
  look_next (task);
}

gboolean
fc_import_run_look_finish (FcImportRun   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
item_finished (GTask         *task,
               FcImportState  state,
               const GError  *error)
{
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = get_item (self, self->at);

  item->state = state;
  item->wanted = FALSE;
  if (error != NULL)
    item->problem = g_strdup (error->message);
  else
    self->previous = item->shift_id;
  self->done++;
  self->at++;
  import_next (task);
}

static void
corrected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = get_item (self, self->at);
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, NULL);

  item->corrected = rows != NULL && fc_row_set_get (rows, FC_SHIFT, &self->version) != NULL;
  if (item->corrected)
    item->newest_id = self->version;
  item_finished (task, FC_IMPORT_DONE, NULL);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = get_item (self, self->at);
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      item_finished (task, FC_IMPORT_FAILED, error);
      return;
    }
  item->late = item->state == FC_IMPORT_LATE;
  if (!item->late)
    {
      item_finished (task, FC_IMPORT_DONE, NULL);
      return;
    }
  self->version = fc_shift_correction_id (&item->newest_id);
  fc_replica_load_async (self->replica, FC_SHIFT, &self->version, NULL, g_task_get_cancellable (task), corrected_cb,
                         g_object_ref (task));
}

static void
covers_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcOp *op = g_object_steal_data (G_OBJECT (task), "op");

  if (fc_journal_covers_finish (FC_REPLICA (source), result, NULL))
    json_object_set_boolean_member (op->fields, "sales", FALSE);
  fc_replica_run_op_async (FC_REPLICA (source), op, g_task_get_cancellable (task), ran_cb, g_object_ref (task));
}

/* Where the single sales of its time are here from a journal, the shift's sums are no sales of their own. */
static void
run_shift (GTask              *task,
           const FcImportItem *item,
           FcOp               *op)
{
  FcImportRun *self = g_task_get_source_object (task);
  gint64 from = json_object_get_int_member_with_default (op->fields, "opened_at", 0);
  gint64 until = json_object_get_int_member_with_default (op->fields, "closed_at", 0);

  g_object_set_data_full (G_OBJECT (task), "op", op, (GDestroyNotify) fc_op_free);
  fc_journal_covers_async (self->replica, &item->store->id, from, until, g_task_get_cancellable (task), covers_cb,
                           g_object_ref (task));
}

static void
run_item (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = get_item (self, self->at);
  FcRecord *tenant = fc_replica_get_tenant (self->replica);
  gboolean follows = !fc_id_is_null (&self->previous) && !fc_id_equal (&self->previous, &item->shift_id);
  FcOp *op = fc_shift_import_op_new (self->station, fc_record_get_id (tenant), &item->store->id, item->feed,
                                     follows ? &self->previous : NULL, g_get_real_time (), self->preview->messages);
  g_autofree char *digest = fc_shift_import_digest (op->fields);

  item->same = g_strcmp0 (digest, item->digest) == 0;
  run_shift (task, item, op);
}

static gboolean
is_before (FcRecord           *shift,
           const FcImportItem *item)
{
  gint64 date = fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE);

  if (fc_id_equal (fc_record_get_id (shift), &item->shift_id))
    return FALSE;
  return date < item->feed->business_date || (date == item->feed->business_date && item->feed->sequence > 0 &&
                                              fc_record_get_int (shift, FC_SHIFT_NUMBER) < item->feed->sequence);
}

static void
latest_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  g_autoptr (FcRecord) latest = fc_shift_latest_finish (FC_REPLICA (source), result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (latest != NULL && is_before (latest, get_item (self, self->at)))
    self->previous = *fc_record_get_id (latest);
  run_item (task);
}

static void
station_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->station, fc_row_set_free);
  self->station = fc_station_load_finish (FC_REPLICA (source), result, &error);
  if (self->station == NULL)
    {
      item_finished (task, FC_IMPORT_FAILED, error);
      return;
    }
  fc_shift_latest_async (self->replica, &get_item (self, self->at)->store->id, g_task_get_cancellable (task), latest_cb,
                         g_object_ref (task));
}

static gboolean
same_station_as_before (FcImportRun *self)
{
  return self->station != NULL &&
         fc_row_set_get (self->station, FC_STATION, &get_item (self, self->at)->store->id) != NULL;
}

static void
journal_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  FcImportJournal *journal = g_ptr_array_index (self->journals, self->journal++);
  g_autoptr (GError) error = NULL;
  gboolean done = fc_import_journal_finish (result, &journal->n_new, &journal->n_known, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  journal->state = done ? FC_IMPORT_DONE : FC_IMPORT_FAILED;
  if (!done)
    journal->problem = g_strdup (error->message);
  import_next (task);
}

static gboolean
import_journal (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);
  const FcImportJournal *journal;

  while (self->journal < self->journals->len &&
         ((FcImportJournal *) g_ptr_array_index (self->journals, self->journal))->state != FC_IMPORT_NEW)
    self->journal++;
  if (self->journal == self->journals->len)
    return FALSE;
  journal = g_ptr_array_index (self->journals, self->journal);
  fc_import_journal_async (self->replica, journal->store, journal->report, self->preview->messages,
                           g_task_get_cancellable (task), journal_cb, g_object_ref (task));
  return TRUE;
}

static void
import_next (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task) || import_journal (task))
    return;
  while (get_item (self, self->at) != NULL && !get_item (self, self->at)->wanted)
    self->at++;
  if (self->progress != NULL)
    self->progress ("", self->done, self->done + fc_import_run_count_wanted (self), self->progress_data);
  if (get_item (self, self->at) == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (same_station_as_before (self))
    {
      run_item (task);
      return;
    }
  self->previous = (FcId){ 0 };
  fc_station_load_async (self->replica, &get_item (self, self->at)->store->id, g_get_real_time (),
                         g_task_get_cancellable (task), station_cb, g_object_ref (task));
}

/**
 * fc_import_run_async:
 * @progress: (nullable): shifts done and to do
 *
 * Imports the wanted items. A refused item keeps its reason; the others go on.
 */
void
fc_import_run_async (FcImportRun         *self,
                     FcProgressFunc       progress,
                     gpointer             progress_data,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->at = 0;
  self->journal = 0;
  self->done = 0;
  self->progress = progress;
  self->progress_data = progress_data;
  g_clear_pointer (&self->station, fc_row_set_free);
  import_next (task);
}

gboolean
fc_import_run_finish (FcImportRun   *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
