/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-display.h"
#include "fc-shift-totals.h"
#include "fc-shift-words.h"
#include "fc-step-view.h"

#include <glib/gi18n.h>

static gboolean
run (FcShiftView *self,
     const char  *command,
     JsonObject  *args)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (self);
  g_autoptr (GError) error = NULL;

  if (fc_shift_draft_run (draft, fc_shift_draft_command (draft, command, args), &error))
    return TRUE;
  fc_shift_view_failed (self, error->message);
  return FALSE;
}

static GtkWidget *
make_warnings (FcShiftSheet *sheet)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = g_ptr_array_index (sheet->warnings, i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), warning->text);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fc_shift_step_title (warning->step));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name (warning->blocks ? "dialog-error-symbolic"
                                                                               : "dialog-warning-symbolic"));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_widget_set_size_request (scrolled, 380, -1);
  return scrolled;
}

static void
reviewed_cb (FcShiftView *self,
             const char  *response)
{
  if (g_strcmp0 (response, "submit") == 0 && run (self, "shift.submit", json_object_new ()))
    fc_shift_view_tell (self, _ ("Shift submitted"));
  else if (g_strcmp0 (response, "review") == 0)
    fc_shift_view_go (self, FC_N_STEPS);
}

/* One sheet with all that is odd: mend it, or hand the shift in as it is. */
static void
submit_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcShiftView *self = user_data;
  FcShiftSheet *sheet;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean may;
  g_autofree char *line = NULL;
  GtkWidget *dialog;

  gtk_root_set_focus (root, NULL); /* the cell that is being typed in is saved: a mnemonic does not leave it */
  sheet = fc_shift_draft_get_sheet (fc_shift_view_get_draft (self));
  if (sheet == NULL)
    return;
  may = fc_shift_sheet_may_submit (sheet, NULL);
  line = fc_shift_totals_line (sheet);
  dialog = adw_message_dialog_new (GTK_WINDOW (root),
                                   may ? _ ("Submit this shift?") : _ ("Something is still missing"), line);
  if (sheet->warnings->len > 0)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_warnings (sheet));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "review",
                                   sheet->warnings->len > 0 ? _ ("_Review") : _ ("_Not yet"));
  if (may)
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "submit",
                                       sheet->warnings->len > 0 ? _ ("_Submit anyway") : _ ("_Submit"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "submit", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), may ? "submit" : "review");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "review");
  g_signal_connect_object (dialog, "response", G_CALLBACK (reviewed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
approve_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FcShiftView *self = user_data;
  const char *comment = fc_shift_view_get_comment (self);
  JsonObject *args = json_object_new ();

  if (*comment != '\0')
    json_object_set_string_member (args, "comment", comment);
  if (run (self, "shift.approve", args))
    fc_shift_view_tell (self, _ ("Shift approved"));
}

static void
dispute_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FcShiftView *self = user_data;
  const char *comment = fc_shift_view_get_comment (self);
  JsonObject *args;

  if (*comment == '\0')
    {
      fc_shift_view_ask_comment (self);
      return;
    }
  args = json_object_new ();
  json_object_set_string_member (args, "comment", comment);
  if (run (self, "shift.dispute", args))
    fc_shift_view_tell (self, _ ("Shift sent back to be mended"));
}

static void
roll_over_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "nozzle_id", g_variant_get_string (parameter, NULL));
  json_object_set_boolean_member (args, "rolled_over", TRUE);
  run (user_data, "shift.read-meter", args);
}

static void
history_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  fc_shift_view_show_history (user_data);
}

static void
go_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  int step = fc_shift_step_from_name (g_variant_get_string (parameter, NULL));

  fc_shift_view_go (user_data, step >= 0 ? step : FC_N_STEPS);
}

/**
 * fc_shift_view_waive:
 * @reason: (nullable): NULL takes the waiver back
 */
void
fc_shift_view_waive (FcShiftView *self,
                     int          step,
                     const char  *reason)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "step", fc_shift_step_name (step));
  if (reason != NULL)
    json_object_set_string_member (args, "reason", reason);
  else
    json_object_set_null_member (args, "reason");
  run (self, "shift.waive", args);
}

/**
 * fc_shift_view_add_actions:
 *
 * Puts the group "sheet" in reach of everything in the view.
 */
void
fc_shift_view_add_actions (FcShiftView *self)
{
  static const GActionEntry entries[] = {
    { .name = "submit", .activate = submit_cb },
    { .name = "approve", .activate = approve_cb },
    { .name = "dispute", .activate = dispute_cb },
    { .name = "roll-over", .activate = roll_over_cb, .parameter_type = "s" },
    { .name = "history", .activate = history_cb },
    { .name = "go", .activate = go_cb, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sheet", G_ACTION_GROUP (group));
}
