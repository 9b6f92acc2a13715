/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-account.h"

#include <glib/gi18n.h>

#define FC_TYPE_DEVICES_PAGE (fc_devices_page_get_type ())
G_DECLARE_FINAL_TYPE (FcDevicesPage, fc_devices_page, FC, DEVICES_PAGE, FcPage)

struct _FcDevicesPage {
  FcPage parent_instance;

  GtkWidget *box;
  GtkWidget *lists;
  gboolean failed;           /* what the lists say is why they are not there */
  GCancellable *cancellable; /* (nullable): of the list that is being read */
  gboolean gone;
};

G_DEFINE_FINAL_TYPE (FcDevicesPage, fc_devices_page, FC_TYPE_PAGE)

static void read_devices (FcDevicesPage *self);
static void fc_devices_page_retry (FcPage *page);

static FcSession *
session_of (FcDevicesPage *self)
{
  return fc_context_get_session (fc_page_get_context (FC_PAGE (self)));
}

/* --- ending one ---------------------------------------------------------------------------------------------------------------- */

static void
end_told (FcDevicesPage *self,
          FcSession     *session,
          GAsyncResult  *result,
          const char    *words)
{
  g_autoptr (GError) error = NULL;
  gboolean well = fc_session_end_device_finish (session, result, &error);

  if (self->gone)
    return;
  if (well)
    fc_page_toast (FC_PAGE (self), words);
  else
    fc_page_tell_error (FC_PAGE (self), error);
  read_devices (self);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FcDevicesPage) self = data;

  end_told (self, FC_SESSION (source), result, _ ("The sign-in has ended"));
}

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FcDevicesPage) self = data;

  end_told (self, FC_SESSION (source), result, _ ("It is cleared the next time it reaches the server"));
}

static void
end_device (gpointer        page,
            const FcDevice *device,
            gboolean        wipe)
{
  FcSession *session = session_of (page);

  if (session == NULL)
    return;
  fc_session_end_device_async (session, &device->id, wipe, wipe ? marked_cb : ended_cb, g_object_ref (page));
}

/* --- the list ------------------------------------------------------------------------------------------------------------------ */

static void
add_group (FcDevicesPage *self,
           GPtrArray     *devices,
           const FcId    *me,
           gboolean       own)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint n = 0;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), own ? _ ("Where you are signed in") : _ ("Where others are signed in"));
  if (own)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                           _ ("End the sign-ins that you do not know, and have the data of a lost computer cleared."));
  for (guint i = 0; i < devices->len; i++)
    {
      FcDevice *device = devices->pdata[i];

      if (device == NULL || fc_id_equal (&device->user_id, me) != own)
        continue;
      devices->pdata[i] = NULL;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fc_device_row_new (device, own, end_device, self));
      n++;
    }
  if (n > 0)
    gtk_box_append (GTK_BOX (self->lists), group);
  else
    g_object_unref (g_object_ref_sink (group));
}

static void
clear_lists (FcDevicesPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->lists)) != NULL)
    gtk_box_remove (GTK_BOX (self->lists), child);
}

/* In the lists' place; the rest of the page needs no network. @button: (nullable) */
static void
show_instead (FcDevicesPage *self,
              const char    *icon_name,
              const char    *title,
              const char    *text,
              GtkWidget     *button)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  clear_lists (self);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Where you are signed in"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (text != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_name);
  if (button != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_box_append (GTK_BOX (self->lists), group);
}

static void
show_failure (FcDevicesPage *self,
              const GError  *error)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Try again"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fc_devices_page_retry), self, G_CONNECT_SWAPPED);
  show_instead (self, "network-offline-symbolic", _ ("The list is kept by the server"), error->message, button);
  self->failed = TRUE;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FcDevicesPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = fc_session_list_devices_finish (FC_SESSION (source), result, &error);
  FcRecord *user = NULL;

  if (!self->gone && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    user = fc_replica_get_user (fc_page_get_replica (FC_PAGE (self)));
  if (user == NULL)
    return;
  if (devices == NULL)
    {
      show_failure (self, error);
      return;
    }
  clear_lists (self);
  g_ptr_array_set_free_func (devices, NULL); /* each goes to its row */
  add_group (self, devices, fc_record_get_id (user), TRUE);
  add_group (self, devices, fc_record_get_id (user), FALSE);
}

static void
read_devices (FcDevicesPage *self)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  FcSession *session = fc_context_get_session (context);

  if (session == NULL || !fc_replica_has_hub (fc_context_get_replica (context)))
    {
      fc_page_set_empty (FC_PAGE (self), "computer-symbolic", _ ("This computer works alone"),
                         _ ("Your company has no server, so nobody signs in anywhere."), NULL, NULL);
      return;
    }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->failed = FALSE;
  fc_session_list_devices_async (session, fc_context_may (context, "users.edit"), self->cancellable, listed_cb,
                                 g_object_ref (self));
}

/* --- the page ------------------------------------------------------------------------------------------------------------------ */

static void
show_spinner (FcDevicesPage *self)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  show_instead (self, "computer-symbolic", _ ("Asking the server…"), NULL, spinner);
}

/* Where the network is back, the lists are, too. */
static void
state_changed_cb (FcDevicesPage *self)
{
  FcSyncState state = fc_session_get_state (session_of (self));

  if (self->failed && (state == FC_SYNC_SYNCING || state == FC_SYNC_LEVEL))
    read_devices (self);
}

static void
fc_devices_page_setup (FcPage *page)
{
  FcDevicesPage *self = FC_DEVICES_PAGE (page);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_margin_top (self->box, 24);
  gtk_widget_set_margin_bottom (self->box, 24);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  self->lists = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (self->box), fc_own_account_new (page));
  gtk_box_append (GTK_BOX (self->box), self->lists);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  fc_page_set_content (page, scrolled);
  fc_page_set_ready (page);
  if (session_of (self) != NULL)
    g_signal_connect_object (session_of (self), "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
fc_devices_page_shown (FcPage *page)
{
  FcDevicesPage *self = FC_DEVICES_PAGE (page);

  if (gtk_widget_get_first_child (self->lists) == NULL)
    show_spinner (self);
  read_devices (self);
}

static void
fc_devices_page_retry (FcPage *page)
{
  show_spinner (FC_DEVICES_PAGE (page));
  read_devices (FC_DEVICES_PAGE (page));
}

static void
fc_devices_page_dispose (GObject *object)
{
  FcDevicesPage *self = FC_DEVICES_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->gone = TRUE;

  G_OBJECT_CLASS (fc_devices_page_parent_class)->dispose (object);
}

static void
fc_devices_page_class_init (FcDevicesPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_devices_page_dispose;
  page_class->setup = fc_devices_page_setup;
  page_class->shown = fc_devices_page_shown;
  page_class->retry = fc_devices_page_retry;
}

static void
fc_devices_page_init (FcDevicesPage *self)
{
  g_object_set (self, "uses-station", FALSE, "uses-period", FALSE, NULL);
}

static const FcPageInfo info = {
  .id = "sign-ins",
  .title = N_ ("Sign-ins"),
  .icon_name = "computer-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 45,
  .get_type = fc_devices_page_get_type,
};

/**
 * fc_account_register_pages:
 *
 * The person's own sign-in, and where people are signed in.
 */
void
fc_account_register_pages (void)
{
  fc_page_register (&info);
}
