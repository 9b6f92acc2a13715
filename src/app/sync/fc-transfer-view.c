/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-transfer-view.h"

#include "fc-display.h"
#include "fc-quantity.h"
#include "fc-transfer-log.h"
#include "fc-verify.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define DATA_KEY "fc-transfer-view"

typedef struct {
  GtkWidget *page;     /* borrowed: owns us */
  FcReplica *replica;
  FcVerify *verify;    /* (nullable): without a hub there is nothing to compare with */
  GtkWidget *result;   /* AdwActionRow: what the last one found */
  GtkWidget *start, *cancel, *progress;
  GtkFilter *filter;
  GtkWidget *errors_only;
  GtkWidget *nothing; /* in the list's place */
} View;

static void
view_free (gpointer data)
{
  View *self = data;

  g_clear_object (&self->verify);
  g_object_unref (self->replica);
  g_object_unref (self->filter);
  g_free (self);
}

/* --- this copy ---------------------------------------------------------------------------------------------------------------- */

static void
show_result (View *self)
{
  g_autofree char *result = fc_verify_dup_result (self->verify);
  g_autofree char *safe = result != NULL ? g_markup_escape_text (result, -1) : NULL;
  g_autofree char *when = fc_verify_get_last (self->verify) > 0 ? fc_show_time (fc_verify_get_last (self->verify), NULL) : NULL;
  g_autofree char *last = NULL;

  if (fc_verify_is_running (self->verify))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), _ ("Comparing with the server…"));
  else if (fc_verify_has_failed (self->verify))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), _ ("Not verified"));
  else if (result == NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), _ ("Not verified yet"));
  else
    {
      /* Translators: %s is a date and a time */
      last = g_strdup_printf (_ ("Verified %s"), when);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), last);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->result), fc_verify_is_running (self->verify) || safe == NULL ? "" : safe);
}

static void
update_verify (View *self)
{
  gboolean running = fc_verify_is_running (self->verify);
  gboolean had_focus = gtk_widget_has_focus (self->cancel) || gtk_widget_has_focus (self->start);

  gtk_widget_set_visible (self->start, !running);
  gtk_widget_set_visible (self->cancel, running);
  gtk_widget_set_visible (self->progress, running);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fc_verify_get_progress (self->verify));
  if (had_focus)
    gtk_widget_grab_focus (running ? self->cancel : self->start);
  show_result (self);
}

static void
verify_changed_cb (GtkWidget *page)
{
  update_verify (g_object_get_data (G_OBJECT (page), DATA_KEY));
}

static GtkWidget *
button_new (const char *label,
            GCallback   clicked,
            gpointer    data)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, data);
  return button;
}

static void
add_verify (View *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("This copy"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (group),
    _ ("The records on this computer are compared with the server’s and repaired where they differ. It happens by itself once a "
       "week. What waits to be sent is left alone."));
  self->result = adw_action_row_new ();
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->result), 0);
  self->start = button_new (_ ("_Verify now"), G_CALLBACK (fc_verify_start), self->verify);
  self->cancel = button_new (_ ("_Cancel"), G_CALLBACK (fc_verify_cancel), self->verify);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_margin_top (self->progress, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Comparing with the server"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->result), self->start);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->result), self->cancel);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->result);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->progress);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  g_signal_connect_object (self->verify, "notify::running", G_CALLBACK (verify_changed_cb), self->page, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->verify, "notify::progress", G_CALLBACK (verify_changed_cb), self->page, G_CONNECT_SWAPPED);
  update_verify (self);
}

/* --- transfers ------------------------------------------------------------------------------------------------------------------ */

static const char *
icon_of (FcTransfer *transfer)
{
  if (fc_transfer_is_error (transfer))
    return "dialog-warning-symbolic";
  if (transfer->kind == FC_TRANSFER_CHECK)
    return "object-select-symbolic";
  return transfer->sent > 0 ? "go-up-symbolic" : "go-down-symbolic";
}

static const char *
kind_of (FcTransfer *transfer)
{
  static const char *const kinds[] = { N_ ("Exchange"), N_ ("First fetch"), N_ ("Verification"), N_ ("Attachment") };

  return _ (kinds[transfer->kind]);
}

/* @took: in µs */
static char *
took_of (gint64 took)
{
  gint64 ms = took / G_TIME_SPAN_MILLISECOND;
  g_autofree char *number = fc_show_number (ms);
  g_autofree char *seconds = fc_decimal_format_grouped (ms / 100, 1, 1);

  /* Translators: milliseconds; seconds */
  return ms < 1000 ? g_strdup_printf (_ ("%s ms"), number) : g_strdup_printf (_ ("%s s"), seconds);
}

static GtkWidget *
row_of (gpointer item,
        gpointer user_data)
{
  FcTransfer *transfer = item;
  GtkWidget *row = adw_action_row_new (), *icon = gtk_image_new_from_icon_name (icon_of (transfer));
  g_autofree char *outcome = fc_transfer_say (transfer);
  g_autofree char *safe = g_markup_escape_text (outcome, -1);
  g_autofree char *when = fc_show_time_long (transfer->at, NULL);
  g_autofree char *up = g_format_size (transfer->up), *down = g_format_size (transfer->down);
  g_autofree char *took = took_of (transfer->took);
  /* Translators: when, what, how much up, how much down, how long it took */
  g_autofree char *about = g_strdup_printf (_ ("%s · %s · %s up, %s down · %s"), when, kind_of (transfer), up, down, took);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (fc_transfer_is_error (transfer))
    gtk_widget_add_css_class (icon, "error");
  return row;
}

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  View *self = user_data;

  return self->errors_only == NULL || !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->errors_only)) ||
         fc_transfer_is_error (item);
}

static void
errors_only_cb (View *self)
{
  gboolean errors_only = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->errors_only));

  gtk_label_set_text (GTK_LABEL (self->nothing), errors_only ? _ ("No errors") : _ ("Nothing went up or down yet"));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
copy_cb (View *self)
{
  g_autofree char *text = fc_transfers_text (fc_transfers_of (self->replica));
  FcWindow *window = fc_window_of (self->page);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), text);
  if (window != NULL)
    fc_window_toast (window, _ ("The list of transfers was copied"));
}

static GtkWidget *
list_new (View *self)
{
  GtkWidget *list = gtk_list_box_new (), *nothing = gtk_label_new (_ ("Nothing went up or down yet"));
  GtkFilterListModel *shown = gtk_filter_list_model_new (g_object_ref (fc_transfers_of (self->replica)), g_object_ref (self->filter));

  self->nothing = nothing;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (nothing, "dim-label");
  gtk_widget_set_margin_top (nothing, 18);
  gtk_widget_set_margin_bottom (nothing, 18);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), nothing);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), G_LIST_MODEL (shown), row_of, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Transfers"), -1);
  g_object_unref (shown);
  return list;
}

static void
add_transfers (View *self)
{
  GtkWidget *group = adw_preferences_group_new (), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Transfers"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("What went up and down since the program was started, newest first."));
  self->errors_only = gtk_toggle_button_new_with_mnemonic (_ ("_Errors only"));
  gtk_widget_set_valign (self->errors_only, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->errors_only, "toggled", G_CALLBACK (errors_only_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->errors_only);
  gtk_box_append (GTK_BOX (buttons), button_new (_ ("C_opy"), G_CALLBACK (copy_cb), self));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), buttons);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list_new (self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

/**
 * fc_transfer_view_new:
 *
 * Returns: (transfer floating)
 */
GtkWidget *
fc_transfer_view_new (FcContext *context)
{
  View *self = g_new0 (View, 1);
  FcSession *session = fc_context_get_session (context);

  self->page = adw_preferences_page_new ();
  self->replica = g_object_ref (fc_context_get_replica (context));
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->verify = session != NULL && fc_replica_has_hub (self->replica) ? g_object_ref (fc_verify_of (session)) : NULL;
  g_object_set_data_full (G_OBJECT (self->page), DATA_KEY, self, view_free);
  if (self->verify != NULL)
    add_verify (self);
  add_transfers (self);
  return self->page;
}
