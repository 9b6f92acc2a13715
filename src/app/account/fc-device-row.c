/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-account.h"

#include <glib/gi18n.h>

/* One computer in the list: who, where, when, and the two ways to end it, each of which asks first. */
typedef struct {
  GtkWidget *row; /* borrowed: this is its data */
  FcDevice *device;
  FcDeviceEnd end;
  gpointer page; /* borrowed: the row is in it */
} Device;

#define KEY "fc-device"

static void
device_free (gpointer data)
{
  Device *self = data;

  fc_device_free (self->device);
  g_free (self);
}

static const char *
name_of (const FcDevice *device)
{
  return device->name != NULL && *device->name != '\0' ? device->name : _ ("A computer");
}

/* --- asking -------------------------------------------------------------------------------------------------------------------- */

static void
answered_cb (GtkWidget  *row,
             const char *response)
{
  Device *self = g_object_get_data (G_OBJECT (row), KEY);

  if (g_str_equal (response, "end") || g_str_equal (response, "clear"))
    self->end (self->page, self->device, g_str_equal (response, "clear"));
}

static void
ask (Device     *self,
     const char *heading,
     const char *text,
     const char *response,
     const char *label)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (self->row)), heading, text);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), response, label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), response, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self->row, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_end_cb (Device *self)
{
  /* Translators: the name of a computer */
  g_autofree char *heading = g_strdup_printf (_ ("End the sign-in on %s?"), name_of (self->device));

  ask (self, heading,
       _ ("Somebody there has to sign in again before anything is sent or fetched. What was done there is not lost, and the copy "
          "of your company’s data stays on that computer. If it was lost or stolen, have its data cleared instead."),
       "end", _ ("_End sign-in"));
}

static void
ask_wipe_cb (Device *self)
{
  /* Translators: the name of a computer */
  g_autofree char *heading = g_strdup_printf (_ ("Clear the data on %s?"), name_of (self->device));

  ask (self, heading,
       _ ("The next time that computer reaches the server it sends the work and photos that still wait there. Then the copy of your "
          "company’s data, its backups and everybody’s sign-in are deleted from it. This cannot be taken back."),
       "clear", _ ("C_lear data"));
}

/* --- the row ------------------------------------------------------------------------------------------------------------------- */

static char *
when_of (const FcDevice *device)
{
  g_autofree char *seen = fc_show_time (device->used_at, NULL);
  g_autofree char *cleared = fc_show_time (device->wiped_at, NULL);

  if (device->wiped_at > 0)
    /* Translators: date and time */
    return g_strdup_printf (_ ("Cleared on %s"), cleared);
  if (device->wipe_at > 0)
    /* Translators: date and time */
    return g_strdup_printf (_ ("To be cleared at its next contact. Last seen %s"), seen);
  if (device->current)
    return g_strdup (_ ("This computer, just now"));
  if (device->shut_out)
    /* Translators: date and time */
    return g_strdup_printf (_ ("May not sign in any more; the copy there stays until it is cleared. Last seen %s"), seen);
  /* Translators: date and time */
  return device->here ? g_strdup_printf (_ ("This computer, last %s"), seen) : g_strdup_printf (_ ("Last seen %s"), seen);
}

/* Person, when, address, version: as far as the hub knows them. */
static char *
subtitle_of (const FcDevice *device,
             gboolean        own)
{
  g_autofree char *when = when_of (device);
  /* Translators: the version of Forecourt on a computer */
  g_autofree char *version = device->app_version != NULL ? g_strdup_printf (_ ("Forecourt %s"), device->app_version) : NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (!own)
    g_ptr_array_add (parts, (gpointer) name_of (device));
  g_ptr_array_add (parts, when);
  if (device->address != NULL)
    g_ptr_array_add (parts, device->address);
  if (version != NULL)
    g_ptr_array_add (parts, version);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
add_button (Device     *self,
            const char *icon_name,
            const char *label,
            GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  const char *person = self->device->user_name != NULL ? self->device->user_name : "";
  /* Translators: what a button does; the name of a person; of a computer */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s, %s"), label, person, name_of (self->device));

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), button);
}

/**
 * fc_device_row_new:
 * @device: (transfer full):
 * @own: of the person who looks
 */
GtkWidget *
fc_device_row_new (FcDevice   *device,
                   gboolean    own,
                   FcDeviceEnd end,
                   gpointer    page)
{
  GtkWidget *row = adw_action_row_new ();
  Device *self = g_new (Device, 1);
  g_autofree char *subtitle = subtitle_of (device, own);
  /* Translators: instead of the name of somebody who is not known any more */
  const char *person = device->user_name != NULL ? device->user_name : _ ("Somebody");

  *self = (Device){ row, device, end, page };
  g_object_set_data_full (G_OBJECT (row), KEY, self, device_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), own ? name_of (device) : person);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "computer-symbolic");
  if (device->current || device->wiped_at > 0 || device->wipe_at > 0)
    return row;
  add_button (self, "system-log-out-symbolic", _ ("End sign-in…"), G_CALLBACK (ask_end_cb));
  if (!device->here) /* for this one there is “Clear this computer’s data” */
    add_button (self, "user-trash-symbolic", _ ("Lost: clear its data…"), G_CALLBACK (ask_wipe_cb));
  return row;
}
