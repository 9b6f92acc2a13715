/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-view-private.h"

#include "fc-day-commands.h"
#include "fc-day-words.h"
#include "fc-display.h"
#include "fc-window.h"

#include <glib/gi18n.h>

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcDayView) self = user_data;
  g_autoptr (GError) error = NULL;
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  fc_day_view_set_busy (self, FALSE);
  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      fc_day_view_refused (self, error->message);
      return;
    }
  fc_day_view_refused (self, NULL);
  fc_day_draft_clear (fc_day_view_get_draft (self));
  if (window != NULL)
    fc_window_toast (window, _ ("Day closed"));
}

static JsonArray *
accepted (FcDayView *self)
{
  const FcDaySheet *sheet = fc_day_view_get_sheet (self);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = sheet->obstacles->pdata[i];
      const char *reason = fc_day_reason (fc_day_view_get_draft (self), obstacle);
      JsonObject *entry;

      if (reason == NULL)
        continue;
      entry = json_object_new ();
      json_object_set_string_member (entry, "what", obstacle->what);
      json_object_set_string_member (entry, "reason", reason);
      json_array_add_object_element (list, entry);
    }
  return list;
}

/**
 * fc_day_view_close_day:
 * @method: how it was signed
 * @strokes: (nullable): what was drawn
 */
void
fc_day_view_close_day (FcDayView  *self,
                       const char *method,
                       JsonArray  *strokes)
{
  const FcDaySheet *sheet = fc_day_view_get_sheet (self);
  const char *notes = fc_day_view_get_notes (self);
  FcOp *op = fc_day_close_op_new (&sheet->station_id, sheet->date, g_get_real_time ());

  fc_day_cash_box_to_args (fc_day_view_get_cash (self), op->fields);
  json_object_set_array_member (op->fields, "accepted", accepted (self));
  json_object_set_string_member (op->fields, "method", method);
  if (strokes != NULL)
    json_object_set_array_member (op->fields, "strokes", json_array_ref (strokes));
  if (*notes != '\0')
    json_object_set_string_member (op->fields, "notes", notes);
  if (!fc_day_prices_box_to_args (fc_day_view_get_prices (self), op->fields))
    {
      fc_op_free (op);
      fc_day_view_refused (self, _ ("One of tomorrow’s prices, or the time they begin, cannot be read"));
      return;
    }
  fc_day_view_set_busy (self, TRUE);
  fc_replica_run_op_async (fc_context_get_replica (fc_day_view_get_context (self)), op, NULL, closed_cb,
                           g_object_ref (self));
}

/* What stands in the way and has neither been mended nor been given a reason: untranslated, the first of it. */
static const char *
first_in_the_way (FcDayView *self)
{
  const FcDaySheet *sheet = fc_day_view_get_sheet (self);

  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = sheet->obstacles->pdata[i];

      if (obstacle->blocks || fc_day_reason (fc_day_view_get_draft (self), obstacle) == NULL)
        return obstacle->text;
    }
  return NULL;
}

static void
close_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  FcDayView *self = user_data;
  const FcDaySheet *sheet = fc_day_view_get_sheet (self);

  if (sheet == NULL || sheet->state == FC_DAY_CLOSED)
    return;
  if (first_in_the_way (self) != NULL)
    {
      fc_day_view_refused (self, first_in_the_way (self));
      return;
    }
  if (!fc_day_cash_box_balances (fc_day_view_get_cash (self), sheet))
    {
      fc_day_cash_box_focus (fc_day_view_get_cash (self));
      fc_day_view_refused (self, fc_day_cash_box_get_words (fc_day_view_get_cash (self)));
      return;
    }
  fc_day_view_ask_signature (self);
}

static void
reopened_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcDayView) self = user_data;
  g_autoptr (GError) error = NULL;
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  fc_day_view_set_busy (self, FALSE);
  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    fc_day_view_refused (self, error->message);
  else if (window != NULL)
    fc_window_toast (window, _ ("Day reopened"));
}

static void
reopen_day (FcDayView  *self,
            const char *reason)
{
  const FcDaySheet *sheet = fc_day_view_get_sheet (self);
  FcId id = fc_day_close_id (&sheet->station_id, sheet->date);
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "reason", reason);
  fc_day_view_set_busy (self, TRUE);
  fc_replica_run_op_async (fc_context_get_replica (fc_day_view_get_context (self)),
                           fc_op_new_command ("day.reopen", FC_DAY_CLOSE, &id, args, g_get_real_time ()), NULL,
                           reopened_cb, g_object_ref (self));
}

static void
reopen_answered_cb (FcDayView  *self,
                    const char *response,
                    GtkWidget  *dialog)
{
  GtkEditable *reason = GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog)));

  if (g_str_equal (response, "reopen") && fc_day_view_get_sheet (self) != NULL)
    reopen_day (self, gtk_editable_get_text (reason));
}

static void
reason_typed_cb (GtkEditable *reason,
                 GtkWidget   *dialog)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "reopen",
                                           *gtk_editable_get_text (reason) != '\0');
}

static void
reopen_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcDayView *self = user_data;
  const FcDaySheet *sheet = fc_day_view_get_sheet (self);
  GtkWidget *dialog, *reason;
  g_autofree char *date = NULL;
  g_autofree char *heading = NULL;

  if (sheet == NULL || sheet->state != FC_DAY_CLOSED)
    return;
  date = fc_show_date_long (sheet->date);
  heading = g_strdup_printf (_ ("Reopen %s?"), date);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
                                   _ ("Its shifts can then be corrected, and it must be closed again. Days that were "
                                      "closed after it are told where its figures change."));
  reason = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (reason), _ ("Reason"));
  gtk_entry_set_activates_default (GTK_ENTRY (reason), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (reason), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), reason);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "reopen", _ ("_Reopen"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reopen", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "reopen", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "reopen");
  g_signal_connect (reason, "changed", G_CALLBACK (reason_typed_cb), dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (reopen_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (reason);
}

static void
history_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  fc_day_view_show_history (user_data);
}

static void
deposit_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  fc_day_cash_box_focus (fc_day_view_get_cash (user_data));
}

/**
 * fc_day_view_add_actions:
 *
 * Puts the group "day" in reach of everything in the view: Ctrl+Return closes, Ctrl+D goes to the deposit.
 */
void
fc_day_view_add_actions (FcDayView *self)
{
  static const GActionEntry entries[] = {
    { .name = "close", .activate = close_cb },
    { .name = "reopen", .activate = reopen_cb },
    { .name = "deposit", .activate = deposit_cb },
    { .name = "history", .activate = history_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "day", G_ACTION_GROUP (group));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return"), gtk_named_action_new ("day.close")));
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>d"), gtk_named_action_new ("day.deposit")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
