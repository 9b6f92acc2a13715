/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "fc-folder.h"
#include "fc-page-private.h"
#include "fc-register.h"

#define RESOURCES "/org/forecourt/Forecourt"

/* So long the window waits for its first page. */
#define PRESENT_DELAY_MS 300

G_DEFINE_FINAL_TYPE (FcApplication, fc_application, ADW_TYPE_APPLICATION)

enum {
  READY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
colour_scheme_changed_cb (FcApplication *self)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      (AdwColorScheme) g_settings_get_enum (self->settings, "colour-scheme"));
}

static void
ensure_settings (FcApplication *self)
{
  self->settings = fc_settings_for_profile (self->profile);
  if (self->settings == NULL)
    {
      g_printerr ("%s\n", _ ("Forecourt is not installed completely: its settings schema is missing. From a build "
                             "folder, start it with: meson devenv -C BUILD forecourt"));
      return;
    }
  fc_display_set_settings (fc_display_get (), self->settings);
  g_signal_connect_object (self->settings, "changed::colour-scheme", G_CALLBACK (colour_scheme_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::sync-interval", G_CALLBACK (fc_application_set_interval), self,
                           G_CONNECT_SWAPPED);
  colour_scheme_changed_cb (self);
}

static void
add_accels (FcApplication *self)
{
  static const struct {
    const char *action;
    const char *const accels[3];
  } accels[] = {
    { "win.palette", { "<Control>k", NULL } },
    { "win.search", { "<Control>f", NULL } },
    { "win.back", { "<Alt>Left", NULL } },
    { "win.sidebar", { "F9", NULL } },
    { "win.preferences", { "<Control>comma", NULL } },
    { "app.switch-person", { "<Control><Shift>l", NULL } },
    { "win.show-help-overlay", { "F1", "<Control>question", NULL } },
    { "win.sync-now", { "<Control>r", NULL } },
    { "page.new", { "<Control>n", NULL } },
    { "window.close", { "<Control>w", NULL } },
    { "app.quit", { "<Control>q", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char **) accels[i].accels);
  for (int i = 1; i <= 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.nth-page(%d)", i);
      g_autofree char *accel = g_strdup_printf ("<Control>%d", i);

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, (const char *[]) { accel, NULL });
    }
}

/* The session ends, or somebody stops the program: the replica still gets its clean end. */
static gboolean
terminated_cb (gpointer data)
{
  g_application_quit (G_APPLICATION (data));
  return G_SOURCE_CONTINUE;
}

/* The replica opens on its threads while GTK starts. */
static void
fc_application_startup (GApplication *application)
{
  FcApplication *self = FC_APPLICATION (application);

  fc_application_open_replica (self);
  G_APPLICATION_CLASS (fc_application_parent_class)->startup (application);

  g_unix_signal_add (SIGTERM, terminated_cb, self);
  g_unix_signal_add (SIGINT, terminated_cb, self);
  ensure_settings (self);
  fc_register_modules ();
  fc_application_install_actions (self);
  add_accels (self);
  gtk_window_set_default_icon_name (FC_APP_ID);
}

static gboolean
present_timeout_cb (gpointer data)
{
  FcApplication *self = data;

  self->present_timeout = 0;
  fc_application_present (self);
  return G_SOURCE_REMOVE;
}

/* The window comes after the first page, whose figures are read while it is built. */
static void
fc_application_activate (GApplication *application)
{
  FcApplication *self = FC_APPLICATION (application);

  if (self->settings == NULL)
    {
      g_application_quit (application);
      return;
    }
  if (self->window != NULL)
    {
      fc_application_present (self);
      return;
    }
  if (self->wanted)
    return;
  self->wanted = TRUE;
  g_application_hold (application);
  if (self->context != NULL)
    {
      fc_application_ensure_window (self);
      fc_application_present_soon (self);
    }
  else if (self->opening)
    self->present_timeout = g_timeout_add (PRESENT_DELAY_MS, present_timeout_cb, self);
  else if (self->replica != NULL)
    fc_application_show_sign_in (self);
  else
    fc_application_open_replica (self);
}

static void
fc_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  FcApplication *self = FC_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->waiting_uris, g_file_get_uri (files[i]));
  g_application_activate (application);
  if (self->context != NULL)
    fc_application_open_waiting (self);
}

static int
fc_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  FcApplication *self = FC_APPLICATION (application);
  const char *profile = NULL, *data_dir = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Forecourt %s\n", FC_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "profile", "&s", &profile))
    {
      if (!fc_profile_is_valid (profile))
        {
          g_printerr (_ ("“%s” cannot be a profile: use a letter, then letters and digits.\n"), profile);
          return 2;
        }
      fc_application_set_profile (self, profile);
    }
  if (g_variant_dict_lookup (options, "data-dir", "^&ay", &data_dir))
    fc_application_set_data_dir (self, data_dir);
  return -1;
}

static void
fc_application_shutdown (GApplication *application)
{
  FcApplication *self = FC_APPLICATION (application);

  g_clear_handle_id (&self->present_timeout, g_source_remove);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  fc_application_close_replica (self);

  G_APPLICATION_CLASS (fc_application_parent_class)->shutdown (application);
}

static void
fc_application_finalize (GObject *object)
{
  FcApplication *self = FC_APPLICATION (object);

  if (self->window != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_clear_object (&self->settings);
  g_clear_object (&self->folder);
  g_clear_object (&self->rescue_into);
  g_ptr_array_unref (self->waiting_uris);
  g_free (self->profile);
  g_free (self->data_dir);

  G_OBJECT_CLASS (fc_application_parent_class)->finalize (object);
}

static void
fc_application_class_init (FcApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_application_finalize;
  application_class->startup = fc_application_startup;
  application_class->activate = fc_application_activate;
  application_class->open = fc_application_open;
  application_class->shutdown = fc_application_shutdown;
  application_class->handle_local_options = fc_application_handle_local_options;

  signals[READY] = g_signal_new ("ready", FC_TYPE_APPLICATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 FC_TYPE_CONTEXT);
}

static void
fc_application_init (FcApplication *self)
{
  static const GOptionEntry options[] = {
    { "profile", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL,
      N_ ("Use a second set of data and settings called NAME"), N_ ("NAME") },
    { "data-dir", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL, N_ ("Keep the data in FOLDER"), N_ ("FOLDER") },
    { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and leave"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  self->waiting_uris = g_ptr_array_new_with_free_func (g_free);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

FcApplication *
fc_application_new (void)
{
  return g_object_new (FC_TYPE_APPLICATION, "application-id", FC_APP_ID, "resource-base-path", RESOURCES, "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}

/**
 * fc_application_set_profile:
 *
 * A second instance with its own folder, settings, keyring label and bus name.
 */
void
fc_application_set_profile (FcApplication *self,
                            const char    *profile)
{
  g_autofree char *id = g_strdup_printf ("%s.%s", FC_APP_ID, profile);

  g_free (self->profile);
  self->profile = g_strdup (profile);
  g_application_set_application_id (G_APPLICATION (self), id);
}

void
fc_application_set_data_dir (FcApplication *self,
                             const char    *path)
{
  g_free (self->data_dir);
  self->data_dir = g_strdup (path);
}

FcWindow *
fc_application_get_window (FcApplication *self)
{
  return self->window;
}

FcContext *
fc_application_get_context (FcApplication *self)
{
  return self->context;
}

static void
make_window (FcApplication *self)
{
  if (self->window != NULL || !self->wanted)
    return;
  self->wanted = FALSE;
  self->window = fc_window_new (GTK_APPLICATION (self), self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_application_release (G_APPLICATION (self));
}

/**
 * fc_application_ensure_window:
 *
 * Makes the window that was asked for; once a person has closed it, only another activation brings one back.
 */
void
fc_application_ensure_window (FcApplication *self)
{
  gboolean had = self->window != NULL;

  make_window (self);
  if (!had && self->window != NULL && self->context != NULL)
    fc_window_set_context (self->window, self->context, NULL);
}

/**
 * fc_application_set_ready:
 *
 * The replica acts as somebody: shows the pages.
 */
void
fc_application_set_ready (FcApplication *self)
{
  GAction *sign_out = g_action_map_lookup_action (G_ACTION_MAP (self), "sign-out");
  GAction *switch_person = g_action_map_lookup_action (G_ACTION_MAP (self), "switch-person");
  const FcPageInfo *info;
  GtkWidget *first = NULL;

  /* Without a server there is nobody who could let the person in again. */
  g_simple_action_set_enabled (G_SIMPLE_ACTION (sign_out), fc_replica_has_hub (self->replica));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (switch_person), fc_replica_has_hub (self->replica));
  g_clear_object (&self->context);
  self->context = fc_context_new (self->replica, self->session, self->settings);
  for (guint i = 0; i < fc_service_list ()->len; i++)
    {
      const FcService *service = fc_service_list ()->pdata[i];

      if (service->start != NULL)
        service->start (self->context);
    }
  info = fc_page_find_first (self->context);
  if (info != NULL && (self->window != NULL || self->wanted))
    first = fc_page_new (info, self->context);
  make_window (self);
  if (self->window != NULL)
    {
      fc_window_set_context (self->window, self->context, first);
      fc_application_present_soon (self);
    }
  fc_application_open_waiting (self);
  g_signal_emit (self, signals[READY], 0, self->context);
}

static void
page_settled_cb (FcApplication *self)
{
  if (self->present_timeout != 0)
    fc_application_present (self);
}

/**
 * fc_application_present:
 *
 * Brings the window to the front as it is.
 */
void
fc_application_present (FcApplication *self)
{
  g_clear_handle_id (&self->present_timeout, g_source_remove);
  fc_application_ensure_window (self);
  if (self->window != NULL)
    gtk_window_present (GTK_WINDOW (self->window));
}

/**
 * fc_application_present_soon:
 *
 * Shows the window once its page has something to show, or after a moment: one frame with the figures instead of an
 * empty one and a loading one before it.
 */
void
fc_application_present_soon (FcApplication *self)
{
  GtkWidget *page = self->context != NULL ? fc_window_get_page (self->window) : NULL;

  if (gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    return;
  if (self->context != NULL && (page == NULL || !fc_page_is_loading (FC_PAGE (page))))
    {
      fc_application_present (self);
      return;
    }
  if (page != NULL)
    g_signal_connect_object (page, "settled", G_CALLBACK (page_settled_cb), self, G_CONNECT_SWAPPED);
  if (self->present_timeout == 0)
    self->present_timeout = g_timeout_add (PRESENT_DELAY_MS, present_timeout_cb, self);
}

void
fc_application_open_waiting (FcApplication *self)
{
  if (self->window == NULL || self->context == NULL)
    return;
  for (guint i = 0; i < self->waiting_uris->len; i++)
    if (!fc_window_open (self->window, self->waiting_uris->pdata[i]))
      fc_window_toast (self->window, _ ("That record is not here"));
  g_ptr_array_set_size (self->waiting_uris, 0);
}
