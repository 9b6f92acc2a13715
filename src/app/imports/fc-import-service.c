/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-service.h"

#include "fc-import-run.h"
#include "fc-import-watch.h"
#include "fc-station-queries.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define SETTLE_MS 2500
#define DATA_KEY  "fc-import-service"
#define NOTICE_ID "imports"
#define LATE_ID   "late-files"

struct _FcImportService {
  GObject parent_instance;

  FcContext *context;    /* owns the service; NULL once it has ended, which callbacks under way may outlive */
  FcImportWatch *watch;  /* (nullable) */
  GPtrArray *incoming;   /* GFile: settled, not read yet */
  GPtrArray *offered;    /* GFile: to be reviewed by the person */
  GPtrArray *stores;     /* (nullable) FcImportStore */
  GPtrArray *reading;    /* (nullable) GFile */
  FcImportRun *run;      /* (nullable) */
  gboolean settled;      /* what lay there at the start has been looked at */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FcImportService, fc_import_service, G_TYPE_OBJECT)

enum { SIGNAL_OFFERED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void read_incoming (FcImportService *self);

static FcWindow *
find_window (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  for (GList *at = application != NULL ? gtk_application_get_windows (application) : NULL; at != NULL; at = at->next)
    if (FC_IS_WINDOW (at->data))
      return at->data;
  return NULL;
}

static void
tell (const char *text)
{
  FcWindow *window = find_window ();
  g_autoptr (GNotification) notification = NULL;

  if (window != NULL)
    fc_window_toast (window, text);
  if (window != NULL && gtk_window_is_active (GTK_WINDOW (window)))
    return;
  notification = g_notification_new (_ ("POS files"));
  g_notification_set_body (notification, text);
  g_application_send_notification (g_application_get_default (), NOTICE_ID, notification);
}

static void
offer (FcImportService *self)
{
  FcWindow *window = find_window ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->reading->len; i++)
    g_ptr_array_add (self->offered, g_object_ref (g_ptr_array_index (self->reading, i)));
  g_signal_emit (self, signals[SIGNAL_OFFERED], 0);
  if (self->offered->len == 0)
    return; /* looked at already */
  text = g_strdup_printf (ngettext ("%u new file of the point of sale waits to be looked at",
                                    "%u new files of the point of sale wait to be looked at", self->offered->len),
                          self->offered->len);
  if (window != NULL)
    fc_window_set_notice (window, NOTICE_ID, GTK_MESSAGE_INFO, text, _ ("Look at them"), "win.page::imports");
}

static void
finish_round (FcImportService *self)
{
  g_clear_object (&self->run);
  g_clear_pointer (&self->reading, g_ptr_array_unref);
  self->settled = TRUE;
  if (self->incoming->len > 0)
    read_incoming (self);
}

/* What could not be read now is named once more at a later look. */
static void
fail_round (FcImportService *self)
{
  if (self->context == NULL)
    return;
  for (guint i = 0; self->watch != NULL && i < self->reading->len; i++)
    fc_import_watch_try_again (self->watch, g_ptr_array_index (self->reading, i));
  finish_round (self);
}

G_GNUC_PRINTF (1, 0)
static void
tell_count (const char *format,
            guint       n)
{
  g_autofree char *text = g_strdup_printf (format, n);

  tell (text);
}

/* Files that came after an approval, and said something else. */
static void
tell_corrections (FcImportRun *run)
{
  GPtrArray *items = fc_import_run_get_items (run);
  FcWindow *window = find_window ();
  const FcImportItem *first = NULL;
  g_autofree char *text = NULL, *uri = NULL, *action = NULL;
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const FcImportItem *item = g_ptr_array_index (items, i);

      if (item->corrected && n++ == 0)
        first = item;
    }
  if (n == 0 || window == NULL)
    return;
  uri = fc_record_uri ("shift", &first->newest_id);
  action = n == 1 ? g_strdup_printf ("win.open::%s", uri) : g_strdup ("win.page::shifts");
  text = g_strdup_printf (ngettext ("POS files came late for an approved shift of %s and say something else: a correction was opened",
                                    "POS files came late for approved shifts of %s and say something else: corrections were opened",
                                    n),
                          first->store->name);
  fc_window_set_notice (window, LATE_ID, GTK_MESSAGE_WARNING, text, n == 1 ? _ ("Open it") : _ ("Show the shifts"), action);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcImportService) self = user_data;
  FcImportRun *run = FC_IMPORT_RUN (source);
  guint news, sales;

  if (!fc_import_run_finish (run, result, NULL) || self->context == NULL)
    {
      fail_round (self);
      return;
    }
  news = fc_import_run_count_news (run);
  sales = fc_import_run_count_sales (run, FC_IMPORT_DONE);
  if (news > 0)
    tell_count (ngettext ("%u shift imported from the watched folder", "%u shifts imported from the watched folder", news),
                news);
  else if (sales > 0)
    tell_count (ngettext ("%u line of single sales imported from the watched folder",
                          "%u lines of single sales imported from the watched folder", sales),
                sales);
  tell_corrections (run);
  if (fc_import_run_count (run, FC_IMPORT_FAILED) > 0 || fc_import_run_count_sales (run, FC_IMPORT_FAILED) > 0)
    offer (self);
  finish_round (self);
}

static gboolean
is_plain (FcImportRun *run)
{
  FcImportPreview *preview = fc_import_run_get_preview (run);

  return preview->unknown->len == 0 && preview->messages->n_errors == 0;
}

/*
 * What was imported before is imported again by itself: it adds what is new. A person who wants to see it first is not
 * asked about what has always been lying there.
 */
static gboolean
has_news (FcImportService *self,
          gboolean         automatic)
{
  guint n = fc_import_run_count (self->run, FC_IMPORT_NEW) + fc_import_run_count_sales (self->run, FC_IMPORT_NEW);

  if (automatic || self->settled)
    n += fc_import_run_count (self->run, FC_IMPORT_KNOWN) + fc_import_run_count (self->run, FC_IMPORT_LATE);
  return n > 0;
}

static void
try_unfinished_again (FcImportService *self)
{
  FcImportPreview *preview = fc_import_run_get_preview (self->run);

  for (guint i = 0; i < preview->files->len; i++)
    {
      FcImportFile *file = g_ptr_array_index (preview->files, i);

      if (file->report == NULL && file->try_again)
        fc_import_watch_try_again (self->watch, file->file);
    }
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcImportService) self = user_data;
  gboolean automatic;

  if (!fc_import_run_look_finish (FC_IMPORT_RUN (source), result, NULL) || self->context == NULL)
    {
      fail_round (self);
      return;
    }
  automatic = g_settings_get_boolean (fc_context_get_settings (self->context), "watch-automatic");
  if (self->watch != NULL)
    try_unfinished_again (self);
  if (automatic)
    fc_import_run_want_late (self->run);
  if (!has_news (self, automatic) && is_plain (self->run))
    finish_round (self);
  else if (automatic && is_plain (self->run))
    fc_import_run_async (self->run, NULL, NULL, self->cancellable, imported_cb, g_object_ref (self));
  else
    {
      offer (self);
      finish_round (self);
    }
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcImportService) self = user_data;
  FcImportPreview *preview = fc_import_read_finish (result, NULL);

  if (preview == NULL)
    {
      fail_round (self);
      return;
    }
  g_clear_object (&self->run);
  self->run = fc_import_run_new (fc_context_get_replica (self->context), preview, self->stores);
  fc_import_run_look_async (self->run, self->cancellable, looked_cb, g_object_ref (self));
}

static void
stations_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcImportService) self = user_data;
  g_autoptr (GPtrArray) stations = fc_stations_finish (FC_REPLICA (source), result, NULL);

  if (stations == NULL)
    {
      fail_round (self);
      return;
    }
  g_clear_pointer (&self->stores, g_ptr_array_unref);
  self->stores = g_ptr_array_new_with_free_func (fc_import_store_free);
  for (guint i = 0; i < stations->len; i++)
    g_ptr_array_add (self->stores, fc_import_store_new (g_ptr_array_index (stations, i)));
  fc_import_read_async (self->reading, self->stores, NULL, NULL, self->cancellable, read_cb, g_object_ref (self));
}

static void
read_incoming (FcImportService *self)
{
  self->reading = self->incoming;
  self->incoming = g_ptr_array_new_with_free_func (g_object_unref);
  fc_stations_async (fc_context_get_replica (self->context), self->cancellable, stations_cb, g_object_ref (self));
}

static void
settled_cb (FcImportService *self,
            GListModel      *files)
{
  if (self->context == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (self->incoming, g_list_model_get_item (files, i));
  if (self->reading == NULL && self->incoming->len > 0)
    read_incoming (self);
}

static void
folder_changed_cb (FcImportService *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) folder = NULL;

  if (self->context == NULL)
    return;
  path = g_settings_get_string (fc_context_get_settings (self->context), "watch-folder");
  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  self->settled = FALSE;
  if (*path == '\0' || !fc_context_may (self->context, "shifts.create"))
    return;
  folder = g_file_new_for_path (path);
  self->watch = fc_import_watch_new (folder, SETTLE_MS);
  g_signal_connect_object (self->watch, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
}

static void
fc_import_service_dispose (GObject *object)
{
  FcImportService *self = FC_IMPORT_SERVICE (object);

  self->context = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->watch);
  g_clear_object (&self->run);

  G_OBJECT_CLASS (fc_import_service_parent_class)->dispose (object);
}

static void
fc_import_service_finalize (GObject *object)
{
  FcImportService *self = FC_IMPORT_SERVICE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->incoming, g_ptr_array_unref);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_clear_pointer (&self->reading, g_ptr_array_unref);
  g_clear_pointer (&self->stores, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_import_service_parent_class)->finalize (object);
}

static void
fc_import_service_class_init (FcImportServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_import_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_import_service_finalize;

  signals[SIGNAL_OFFERED] = g_signal_new ("offered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
fc_import_service_init (FcImportService *self)
{
  self->incoming = g_ptr_array_new_with_free_func (g_object_unref);
  self->offered = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

static void
stop (gpointer service)
{
  g_object_run_dispose (service);
  g_object_unref (service);
}

/**
 * fc_import_service_start:
 *
 * Begins to watch the folder of the settings; stops with @context.
 */
void
fc_import_service_start (FcContext *context)
{
  FcImportService *self;

  if (g_object_get_data (G_OBJECT (context), DATA_KEY) != NULL)
    return;
  self = g_object_new (FC_TYPE_IMPORT_SERVICE, NULL);
  self->context = context;
  g_object_set_data_full (G_OBJECT (context), DATA_KEY, self, stop);
  g_signal_connect_object (fc_context_get_settings (context), "changed::watch-folder",
                           G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
  folder_changed_cb (self);
}

/**
 * fc_import_service_get:
 *
 * Returns: (transfer none) (nullable): what looks after @context's watched folder
 */
FcImportService *
fc_import_service_get (FcContext *context)
{
  return g_object_get_data (G_OBJECT (context), DATA_KEY);
}

/**
 * fc_import_service_take_files:
 *
 * Returns: (transfer full) (nullable) (element-type GFile): what waits to be looked at; it is offered no more
 */
GPtrArray *
fc_import_service_take_files (FcContext *context)
{
  FcImportService *self = fc_import_service_get (context);
  FcWindow *window = find_window ();
  GPtrArray *files;

  if (self == NULL || self->offered->len == 0)
    return NULL;
  files = self->offered;
  self->offered = g_ptr_array_new_with_free_func (g_object_unref);
  if (window != NULL)
    fc_window_set_notice (window, NOTICE_ID, GTK_MESSAGE_INFO, NULL, NULL, NULL);
  return files;
}
