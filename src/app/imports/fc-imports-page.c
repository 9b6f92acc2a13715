/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-imports-page.h"

#include "fc-import-list.h"
#include "fc-import-service.h"
#include "fc-movement-file.h"
#include "fc-station-queries.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _FcImportsPage {
  FcPage parent_instance;

  GPtrArray *files;         /* (nullable): GFile being looked at */
  GPtrArray *stores;        /* (nullable): FcImportStore */
  GPtrArray *stations;      /* (nullable): FcRecord, beside stores */
  FcImportRun *run;         /* (nullable): what they say */
  gboolean visible;
  GCancellable *cancellable; /* (nullable): of what is under way */
  GtkNativeDialog *chooser;

  GtkStack *stack;          /* nothing, working, preview */
  FcImportList *list;
  GtkProgressBar *progress;
  GtkLabel *working;
  GtkLabel *summary;
  GtkWidget *import_button;
};

G_DEFINE_FINAL_TYPE (FcImportsPage, fc_imports_page, FC_TYPE_PAGE)

static void read_files (FcImportsPage *self);

static void
show_working (FcImportsPage *self,
              const char    *text)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (self->working, text);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->stack, "working");
}

static void
progressed (const char *step,
            gint64      done,
            gint64      total,
            gpointer    user_data)
{
  FcImportsPage *self = user_data;
  g_autofree char *text
      = g_strdup_printf (_ ("%" PRId64 " of %" PRId64), done, total);

  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / (double) total : 0);
  gtk_progress_bar_set_text (self->progress, text);
}

static char *
shifts_summary (FcImportRun *run)
{
  guint wanted = fc_import_run_count_wanted (run);
  guint done = fc_import_run_count (run, FC_IMPORT_DONE);
  guint failed = fc_import_run_count (run, FC_IMPORT_FAILED);

  if (done == 0 && failed == 0)
    return g_strdup_printf (ngettext ("%u shift to import", "%u shifts to import", wanted), wanted);
  return failed > 0 ? g_strdup_printf (_ ("%u imported, %u refused"), done, failed)
                    : g_strdup_printf (ngettext ("%u shift imported", "%u shifts imported", done), done);
}

/* (nullable) */
static char *
sales_summary (FcImportRun *run)
{
  guint waiting = fc_import_run_count_sales (run, FC_IMPORT_NEW), done = fc_import_run_count_sales (run, FC_IMPORT_DONE);

  if (waiting > 0)
    return g_strdup_printf (ngettext ("%u single sale", "%u single sales", waiting), waiting);
  if (fc_import_run_count_sales (run, FC_IMPORT_FAILED) > 0)
    return g_strdup (_ ("single sales refused"));
  if (done > 0)
    return g_strdup_printf (ngettext ("%u line of single sales", "%u lines of single sales", done), done);
  return fc_import_run_get_journals (run)->len > 0 ? g_strdup (_ ("no single sale was new")) : NULL;
}

static void
show_summary (FcImportsPage *self)
{
  g_autofree char *shifts = shifts_summary (self->run), *sales = sales_summary (self->run);
  gboolean only_sales = fc_import_run_get_items (self->run)->len == 0 && sales != NULL;
  g_autofree char *text = only_sales    ? g_strdup (sales)
                          : sales != NULL ? g_strdup_printf ("%s · %s", shifts, sales)
                                          : g_strdup (shifts);

  gtk_label_set_text (self->summary, text);
  gtk_widget_set_sensitive (self->import_button, fc_import_run_has_work (self->run));
}

static void
show_preview (FcImportsPage *self)
{
  fc_import_list_show (self->list, self->run, self->stores);
  show_summary (self);
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

static void
show_nothing (FcImportsPage *self)
{
  g_clear_object (&self->run);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcImportsPage) self = user_data;

  if (fc_import_run_look_finish (FC_IMPORT_RUN (source), result, NULL))
    show_preview (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcImportsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  FcImportPreview *preview = fc_import_read_finish (result, &error);

  if (preview == NULL)
    {
      show_nothing (self);
      return;
    }
  g_clear_object (&self->run);
  self->run = fc_import_run_new (fc_page_get_replica (FC_PAGE (self)), preview, self->stores);
  fc_import_run_look_async (self->run, self->cancellable, looked_cb, g_object_ref (self));
}

static void
stations_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcImportsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stations = fc_stations_finish (FC_REPLICA (source), result, &error);

  if (stations == NULL)
    {
      show_nothing (self);
      fc_page_tell_error (FC_PAGE (self), error);
      return;
    }
  g_clear_pointer (&self->stations, g_ptr_array_unref);
  g_clear_pointer (&self->stores, g_ptr_array_unref);
  self->stores = g_ptr_array_new_with_free_func (fc_import_store_free);
  for (guint i = 0; i < stations->len; i++)
    g_ptr_array_add (self->stores, fc_import_store_new (g_ptr_array_index (stations, i)));
  self->stations = g_steal_pointer (&stations);
  if (self->files != NULL)
    fc_import_read_async (self->files, self->stores, progressed, self, self->cancellable, read_cb,
                          g_object_ref (self));
}

static void
read_files (FcImportsPage *self)
{
  show_working (self, _ ("Reading the files…"));
  fc_stations_async (fc_page_get_replica (FC_PAGE (self)), self->cancellable, stations_cb, g_object_ref (self));
}

static void
store_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FcImportsPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    fc_page_tell_error (FC_PAGE (self), error);
  else if (self->files != NULL)
    read_files (self);
}

static void
store_chosen_cb (FcImportsPage *self,
                 const char    *store,
                 guint          position)
{
  FcRecord *station = g_ptr_array_index (self->stations, position);
  g_autoptr (FcRecord) after = fc_record_copy (station);

  fc_record_set_text (after, FC_STATION_STORE_LOCATION_ID, store);
  fc_replica_run_op_async (fc_page_get_replica (FC_PAGE (self)),
                           fc_op_new_patch (station, after, g_get_real_time ()), NULL, store_saved_cb,
                           g_object_ref (self));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcImportsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  fc_import_run_finish (FC_IMPORT_RUN (source), result, &error);
  if (self->run == NULL)
    return;
  show_preview (self);
  text = g_strdup (gtk_label_get_text (self->summary));
  fc_page_toast (FC_PAGE (self), text);
}

static void
import_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcImportsPage *self = user_data;

  if (self->run == NULL || !fc_import_run_has_work (self->run))
    return;
  show_working (self, _ ("Importing…"));
  fc_import_run_async (self->run, progressed, self, self->cancellable, imported_cb, g_object_ref (self));
}

static void
cancel_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcImportsPage *self = user_data;

  g_cancellable_cancel (self->cancellable);
}

/* What the watched folder brought and nobody has looked at. */
static void
take_offered (FcImportsPage *self)
{
  g_autoptr (GPtrArray) files = NULL;

  if (!self->visible || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "nothing") != 0)
    return;
  files = fc_import_service_take_files (fc_page_get_context (FC_PAGE (self)));
  if (files != NULL)
    fc_imports_page_read (self, files);
}

static void
clear_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  show_nothing (user_data);
  take_offered (user_data);
}

static void
take_list (FcImportsPage *self,
           GListModel    *list)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (files, g_list_model_get_item (list, i));
  if (files->len > 0)
    fc_imports_page_read (self, files);
}

static void
chooser_response_cb (FcImportsPage *self,
                     int            response)
{
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
      take_list (self, files);
    }
  g_clear_object (&self->chooser);
}

static void
choose_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcImportsPage *self = user_data;
  GtkFileFilter *filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = GTK_NATIVE_DIALOG (
      gtk_file_chooser_native_new (_ ("Choose POS files"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel")));
  gtk_file_filter_set_name (filter, _ ("NAXML movement files"));
  gtk_file_filter_add_suffix (filter, "xml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (chooser_response_cb), self);
  gtk_native_dialog_show (self->chooser);
}

static GtkWidget *
make_nothing (FcImportsPage *self)
{
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Choose files…"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "document-open-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Import POS files"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (status),
      _ ("Choose the movement files of a day (FGM, FPM, MSM, TPM) and its journal (PJR), or drop them here. Nothing is imported before you "
         "have seen what they say."));
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.choose");
  adw_clamp_set_child (ADW_CLAMP (clamp), fc_import_watch_settings_new (fc_page_get_context (FC_PAGE (self))));
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), clamp);
  adw_status_page_set_child (ADW_STATUS_PAGE (status), box);
  return status;
}

static GtkWidget *
make_working (FcImportsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->working = GTK_LABEL (gtk_label_new (NULL));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (self->progress, TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), 300, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->working), "title-4");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.cancel");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->working));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
make_bar (FcImportsPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *other = gtk_button_new_with_mnemonic (_ ("Choose _other files"));

  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  self->import_button = gtk_button_new_with_mnemonic (_ ("_Import"));
  gtk_widget_add_css_class (self->import_button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->import_button), "page.import");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (other), "page.clear");
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (bar), other);
  gtk_box_append (GTK_BOX (bar), self->import_button);
  return bar;
}

static GtkWidget *
make_preview (FcImportsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = FC_IMPORT_LIST (fc_import_list_new ());
  g_signal_connect_swapped (self->list, "store-chosen", G_CALLBACK (store_chosen_cb), self);
  g_signal_connect_swapped (self->list, "edited", G_CALLBACK (show_summary), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_bar (self));
  return box;
}

static void
fc_imports_page_setup (FcPage *page)
{
  FcImportsPage *self = FC_IMPORTS_PAGE (page);
  FcImportService *service = fc_import_service_get (fc_page_get_context (page));
  static const GActionEntry entries[] = {
    { .name = "choose", .activate = choose_cb },
    { .name = "import", .activate = import_cb },
    { .name = "cancel", .activate = cancel_cb },
    { .name = "clear", .activate = clear_cb },
  };

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_nothing (self), "nothing");
  gtk_stack_add_named (self->stack, make_working (self), "working");
  gtk_stack_add_named (self->stack, make_preview (self), "preview");
  fc_page_set_content (page, GTK_WIDGET (self->stack));
  if (service != NULL)
    g_signal_connect_object (service, "offered", G_CALLBACK (take_offered), self, G_CONNECT_SWAPPED);
}

static void
fc_imports_page_shown (FcPage *page)
{
  FcImportsPage *self = FC_IMPORTS_PAGE (page);

  self->visible = TRUE;
  take_offered (self);
}

static void
fc_imports_page_hidden (FcPage *page)
{
  FC_IMPORTS_PAGE (page)->visible = FALSE;
}

static void
fc_imports_page_dispose (GObject *object)
{
  FcImportsPage *self = FC_IMPORTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->run);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->stores, g_ptr_array_unref);
  g_clear_pointer (&self->stations, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_imports_page_parent_class)->dispose (object);
}

static void
fc_imports_page_class_init (FcImportsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_imports_page_dispose;
  FC_PAGE_CLASS (klass)->setup = fc_imports_page_setup;
  FC_PAGE_CLASS (klass)->shown = fc_imports_page_shown;
  FC_PAGE_CLASS (klass)->hidden = fc_imports_page_hidden;
}

static void
fc_imports_page_init (FcImportsPage *self)
{
  g_object_set (self, "uses-station", FALSE, "uses-period", FALSE, NULL);
}

/* Files of one close stand together. */
static gint
compare_files (gconstpointer a,
               gconstpointer b)
{
  g_autofree char *first = g_file_get_basename (*(GFile *const *) a);
  g_autofree char *second = g_file_get_basename (*(GFile *const *) b);

  return fc_movement_file_compare (first, second);
}

/**
 * fc_imports_page_read:
 * @files: (element-type GFile):
 *
 * Shows what @files would bring.
 */
void
fc_imports_page_read (FcImportsPage *self,
                      GPtrArray     *files)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = g_ptr_array_ref (files);
  g_ptr_array_sort (files, compare_files);
  read_files (self);
}

static void
take_files (FcPage    *page,
            GPtrArray *files)
{
  fc_imports_page_read (FC_IMPORTS_PAGE (page), files);
}

static const FcPageAction actions[] = {
  { N_ ("Choose POS files to import"), "page.choose", "shifts.create" },
  { NULL, NULL, NULL },
};

static const FcPageInfo info = {
  .id = "imports",
  .title = N_ ("Import"),
  .icon_name = "document-open-symbolic",
  .section = FC_SECTION_FORECOURT,
  .order = 40,
  .permission = "shifts.create",
  .get_type = fc_imports_page_get_type,
  .actions = actions,
  .take_files = take_files,
};

static const FcService service = {
  .start = fc_import_service_start,
  .preferences = fc_import_watch_settings_new,
};

void
fc_imports_register_pages (void)
{
  fc_page_register (&info);
  fc_service_register (&service);
}
