/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fc-context-private.h"
#include "fc-page-private.h"

#define HISTORY_MAX 50
#define USUAL_DPI   (96 * 1024) /* as the setting has it */

G_DEFINE_FINAL_TYPE (FcWindow, fc_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_primary (FcWindow *self,
                gboolean  narrow)
{
  const char *icon = NULL, *action = NULL;
  const char *label = self->page != NULL ? fc_page_get_primary (FC_PAGE (self->page), &icon, &action) : NULL;

  gtk_widget_set_visible (self->primary_button, label != NULL);
  if (label == NULL)
    return;
  gtk_image_set_from_icon_name (self->primary_icon, icon);
  gtk_label_set_label (self->primary_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->primary_icon), icon != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->primary_label), !narrow || icon == NULL);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->primary_button), action);
  gtk_widget_set_tooltip_text (self->primary_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->primary_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_scope_place (FcWindow *self,
                    gboolean  narrow)
{
  GtkWidget *wanted = narrow ? self->scope_narrow : self->scope_wide;
  GtkWidget *place = gtk_widget_get_parent (self->scope_box);
  gboolean station = self->page != NULL && fc_page_get_uses_station (FC_PAGE (self->page));
  gboolean period = self->page != NULL && fc_page_get_uses_period (FC_PAGE (self->page));

  if (place != wanted)
    {
      g_object_ref (self->scope_box);
      gtk_box_remove (GTK_BOX (place), self->scope_box);
      gtk_box_append (GTK_BOX (wanted), self->scope_box);
      g_object_unref (self->scope_box);
    }
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->scope)), station);
  gtk_widget_set_visible (GTK_WIDGET (self->period), period);
  gtk_widget_set_visible (self->scope_narrow, narrow && (station || period));
}

static void
update_header (FcWindow *self)
{
  gboolean narrow = adw_flap_get_folded (self->flap);
  FcPage *page = self->page != NULL ? FC_PAGE (self->page) : NULL;
  GtkWidget *end = page != NULL ? fc_page_get_header_end (page) : NULL;
  const char *subtitle = page != NULL ? fc_page_get_shown_subtitle (page) : NULL;

  adw_window_title_set_title (self->title, page != NULL ? fc_page_get_shown_title (page) : "");
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), adw_window_title_get_title (self->title));
  gtk_window_set_title (GTK_WINDOW (self), page != NULL ? fc_page_get_shown_title (page) : _ ("Forecourt"));
  if (adw_bin_get_child (self->header_end) != end)
    adw_bin_set_child (self->header_end, end);
  gtk_widget_set_visible (GTK_WIDGET (self->header_end), end != NULL && !fc_page_detail_covers (page));
  gtk_widget_set_visible (self->back_button, page != NULL && fc_page_detail_covers (page));
  gtk_widget_set_visible (self->sidebar_button, narrow && (page == NULL || !fc_page_detail_covers (page)));
  gtk_widget_set_visible (self->search_button, page != NULL && fc_page_get_search_enabled (page));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->search_button),
                                page != NULL && fc_page_get_search_mode (page));
  update_primary (self, narrow);
  update_scope_place (self, narrow);
}

static gboolean
header_idle_cb (gpointer data)
{
  FcWindow *self = data;

  self->header_idle = 0;
  update_header (self);
  return G_SOURCE_REMOVE;
}

/* Pages tell of changes in the middle of their allocation, where nothing may be shown or hidden. */
static void
queue_header (FcWindow *self)
{
  if (self->header_idle == 0)
    self->header_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, header_idle_cb, self, NULL);
}

static void
fold (FcWindow *self)
{
  gboolean narrow = adw_flap_get_folded (self->flap);

  adw_flap_set_reveal_flap (self->flap, !narrow);
  if (self->context != NULL)
    fc_context_set_narrow (self->context, narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  update_header (self);
}

static gboolean
fold_idle_cb (gpointer data)
{
  FcWindow *self = data;

  if (self->pages != NULL && self->settings != NULL)
    fold (self);
  return G_SOURCE_REMOVE;
}

static void
folded_cb (FcWindow *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_idle_cb, g_object_ref (self), g_object_unref);
}

static void
header_changed_cb (FcWindow *self)
{
  queue_header (self);
}

static void
search_toggled_cb (FcWindow *self)
{
  gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->search_button));

  if (self->page != NULL && fc_page_get_search_mode (FC_PAGE (self->page)) != active)
    fc_page_set_search_mode (FC_PAGE (self->page), active);
}

static void
page_chosen_cb (FcWindow   *self,
                const char *id)
{
  fc_window_show_page (self, id);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static GtkWidget *
ensure_page (FcWindow         *self,
             const FcPageInfo *info)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, info->id);

  if (page != NULL)
    return page;
  page = fc_page_new (info, self->context);
  gtk_stack_add_named (self->pages, page, info->id);
  return page;
}

static void
leave_page (FcWindow *self)
{
  if (self->page == NULL)
    return;
  g_clear_signal_handler (&self->header_handler, self->page);
  adw_bin_set_child (self->header_end, NULL);
  fc_page_set_on_screen (FC_PAGE (self->page), FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", NULL);
}

static void
enter_page (FcWindow  *self,
            GtkWidget *page)
{
  const FcPageInfo *info = fc_page_get_info (FC_PAGE (page));

  self->page = page;
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (fc_page_get_actions (FC_PAGE (page))));
  self->header_handler = g_signal_connect_swapped (page, "header-changed", G_CALLBACK (header_changed_cb), self);
  gtk_stack_set_visible_child (self->pages, page);
  fc_sidebar_select (self->sidebar, info->id);
  g_settings_set_string (self->settings, "page", info->id);
  fc_page_set_on_screen (FC_PAGE (page), TRUE);
  update_header (self);
}

static gboolean
switch_page (FcWindow   *self,
             const char *id)
{
  const FcPageInfo *info = fc_page_find (id);
  GtkWidget *page;

  if (info == NULL || self->context == NULL || !fc_page_may_open (info, self->context))
    return FALSE;
  page = ensure_page (self, info);
  if (page == self->page)
    return TRUE;
  leave_page (self);
  enter_page (self, page);
  return TRUE;
}

static void
remember (FcWindow *self)
{
  if (self->page == NULL)
    return;
  g_queue_push_head (self->history, g_strdup (fc_page_get_info (FC_PAGE (self->page))->id));
  while (g_queue_get_length (self->history) > HISTORY_MAX)
    g_free (g_queue_pop_tail (self->history));
}

static void
show_first_page (FcWindow *self)
{
  const FcPageInfo *info = fc_page_find_first (self->context);

  if (info != NULL)
    switch_page (self, info->id);
}

static void
drop_pages (FcWindow *self)
{
  GtkWidget *child;

  leave_page (self);
  self->page = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, child);
  g_queue_clear_full (self->history, g_free);
}

static void
save_state (FcWindow *self)
{
  int width, height;

  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (gtk_window_is_maximized (GTK_WINDOW (self)))
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 300));
}

static gboolean
fc_window_close_request (GtkWindow *window)
{
  save_state (FC_WINDOW (window));
  return GTK_WINDOW_CLASS (fc_window_parent_class)->close_request (window);
}

static void
fc_window_dispose (GObject *object)
{
  FcWindow *self = FC_WINDOW (object);

  if (self->pages != NULL && self->page != NULL)
    drop_pages (self);
  g_clear_handle_id (&self->header_idle, g_source_remove);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->notice_bars, g_hash_table_unref);
  if (self->history != NULL)
    g_queue_free_full (g_steal_pointer (&self->history), g_free);

  G_OBJECT_CLASS (fc_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shell/fc-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FcWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, views);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, start);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, header);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, primary_button);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, primary_icon);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, primary_label);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, header_end);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, scope_wide);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, scope_narrow);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, scope_box);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, scope);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, period);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, sync);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, notices);
  gtk_widget_class_bind_template_child (widget_class, FcWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_chosen_cb);
}

static void
fc_window_class_init (FcWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = fc_window_close_request;

  g_type_ensure (FC_TYPE_SIDEBAR);
  g_type_ensure (FC_TYPE_SCOPE_BUTTON);
  g_type_ensure (FC_TYPE_PERIOD_BUTTON);
  g_type_ensure (FC_TYPE_SYNC_BUTTON);
  bind_template (GTK_WIDGET_CLASS (klass));
  fc_window_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
fc_window_init (FcWindow *self)
{
  self->history = g_queue_new ();
  self->notice_bars = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  fc_window_accept_files (self);
}

FcWindow *
fc_window_new (GtkApplication *application,
               GSettings      *settings)
{
  FcWindow *self = g_object_new (FC_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  return self;
}

/**
 * fc_window_of:
 *
 * Returns: (transfer none) (nullable): the window @widget is in
 */
FcWindow *
fc_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL && !FC_IS_WINDOW (root) && GTK_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  return root != NULL && FC_IS_WINDOW (root) ? FC_WINDOW (root) : NULL;
}

FcContext *
fc_window_get_context (FcWindow *self)
{
  return self->context;
}

GtkWidget *
fc_window_get_page (FcWindow *self)
{
  return self->page;
}

void
fc_window_show_start (FcWindow  *self,
                      GtkWidget *widget)
{
  adw_bin_set_child (self->start, widget);
  gtk_stack_set_visible_child_name (self->views, "start");
}

/**
 * fc_window_set_context:
 * @context: (nullable): NULL for the time when nobody is at the desk
 * @first: (transfer floating) (nullable): the first page, where it was made before the window
 */
void
fc_window_set_context (FcWindow  *self,
                       FcContext *context,
                       GtkWidget *first)
{
  drop_pages (self);
  if (self->context != NULL && self->context != context)
    fc_context_set_narrow (self->context, FALSE);
  g_set_object (&self->context, context);
  fc_sidebar_set_context (self->sidebar, context);
  if (context == NULL)
    return;
  fc_context_set_narrow (context, adw_flap_get_folded (self->flap));
  fc_scope_button_set_context (self->scope, context);
  fc_period_button_set_context (self->period, context);
  fc_sync_button_set_context (self->sync, context);
  fc_window_watch_session (self);
  gtk_stack_set_visible_child_name (self->views, "main");
  adw_bin_set_child (self->start, NULL);
  if (first != NULL)
    gtk_stack_add_named (self->pages, first, fc_page_get_info (FC_PAGE (first))->id);
  show_first_page (self);
}

/**
 * fc_window_show_page:
 * @id: of a registered page; one that the person may not see is ignored
 */
void
fc_window_show_page (FcWindow   *self,
                     const char *id)
{
  GtkWidget *before = self->page;

  if (before != NULL && g_strcmp0 (fc_page_get_info (FC_PAGE (before))->id, id) == 0)
    {
      fc_page_go_back (FC_PAGE (before));
      return;
    }
  remember (self);
  if (!switch_page (self, id) && before != NULL)
    g_free (g_queue_pop_head (self->history));
}

/**
 * fc_window_go_back:
 *
 * Closes the page's detail, else shows the page before.
 */
gboolean
fc_window_go_back (FcWindow *self)
{
  g_autofree char *id = NULL;

  if (self->page != NULL && fc_page_go_back (FC_PAGE (self->page)))
    return TRUE;
  id = g_queue_pop_head (self->history);
  return id != NULL && switch_page (self, id);
}

/**
 * fc_record_uri:
 *
 * Returns: (transfer full): the address by which fc_window_open() finds the record
 */
char *
fc_record_uri (const char *kind,
               const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  return g_strdup_printf ("forecourt://%s/%s", kind, text);
}

/**
 * fc_window_open:
 * @uri: forecourt://kind/id of a record, or forecourt://page/id; "#tanks" behind a record's is a place within it,
 *   where its view has an action "record.go"
 *
 * Returns: FALSE where nothing here opens it
 */
gboolean
fc_window_open (FcWindow   *self,
                const char *uri)
{
  g_auto (GStrv) places = g_strsplit (uri, "#", 2);
  g_auto (GStrv) parts = NULL;
  const FcPageInfo *info;
  GtkWidget *detail;
  FcId id;

  if (!g_str_has_prefix (uri, "forecourt://") || self->context == NULL)
    return FALSE;
  parts = g_strsplit (places[0] + strlen ("forecourt://"), "/", 2);
  if (g_strv_length (parts) != 2)
    return FALSE;
  if (g_str_equal (parts[0], "page"))
    {
      fc_window_show_page (self, parts[1]);
      return TRUE;
    }
  info = fc_page_find_for_kind (parts[0]);
  if (info == NULL || !fc_id_from_string (parts[1], &id) || !fc_page_may_open (info, self->context))
    return FALSE;
  if (self->page == NULL || fc_page_get_info (FC_PAGE (self->page)) != info)
    fc_window_show_page (self, info->id);
  if (self->page == NULL || !fc_page_open_record (FC_PAGE (self->page), parts[0], &id))
    return FALSE;
  detail = fc_page_get_detail (FC_PAGE (self->page));
  if (places[1] != NULL && detail != NULL)
    gtk_widget_activate_action (detail, "record.go", "s", places[1]);
  return TRUE;
}

/**
 * fc_window_permissions_changed:
 *
 * The person's roles or stations changed: the sidebar shows what they may open now, and a page they may not see any
 * more closes.
 */
void
fc_window_permissions_changed (FcWindow *self)
{
  const FcPageInfo *info = self->page != NULL ? fc_page_get_info (FC_PAGE (self->page)) : NULL;

  if (self->context == NULL)
    return;
  fc_sidebar_set_context (self->sidebar, self->context);
  if (info != NULL && fc_page_may_open (info, self->context))
    fc_sidebar_select (self->sidebar, info->id);
  else
    {
      drop_pages (self);
      show_first_page (self);
    }
}

/**
 * fc_window_fit_dialog:
 * @width: at the usual size of text
 * @height: likewise; -1 for what it needs
 */
void
fc_window_fit_dialog (FcWindow  *self,
                      GtkWindow *dialog,
                      int        width,
                      int        height)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self)), high = gtk_widget_get_height (GTK_WIDGET (self)), dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  if (dpi > USUAL_DPI)
    {
      width = (int) ((gint64) width * dpi / USUAL_DPI);
      height = height > 0 ? (int) ((gint64) height * dpi / USUAL_DPI) : height;
    }
  gtk_window_set_default_size (dialog, room > 0 ? MIN (width, room) : width, high > 0 ? MIN (height, high) : height);
}
