/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-number-entry.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* Money that went into or out of the drawer beside sales. */
typedef struct {
  FcStepView parent_instance;

  AdwPreferencesGroup *list;
  GPtrArray *rows; /* GtkWidget in the list (not owned) */
  AdwPreferencesGroup *form;
  AdwComboRow *movement;
  GtkWidget *amount;
  AdwEntryRow *reason;
  char *shown; /* what the list was made of */
} FcMovementsStep;
typedef FcStepViewClass FcMovementsStepClass;

GType fc_movements_step_get_type (void);
G_DEFINE_TYPE (FcMovementsStep, fc_movements_step, FC_TYPE_STEP_VIEW)
#define FC_MOVEMENTS_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_movements_step_get_type (), FcMovementsStep))

/* What Undo puts back. */
typedef struct {
  FcShiftDraft *draft;
  FcRecord *movement;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->draft);
  g_object_unref (undo->movement);
  g_free (undo);
}

static FcOp *
move_op (FcShiftDraft *draft,
         const char   *movement,
         gint64        amount,
         const char   *reason)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "movement", movement);
  json_object_set_int_member (args, "amount", amount);
  if (reason != NULL && *reason != '\0')
    json_object_set_string_member (args, "reason", reason);
  return fc_shift_draft_command (draft, "shift.move-cash", args);
}

static void
undo_remove (gpointer user_data)
{
  Undo *undo = user_data;

  fc_shift_draft_run (undo->draft,
                      move_op (undo->draft, fc_record_get_text (undo->movement, FC_CASH_MOVEMENT_MOVEMENT),
                               fc_record_get_int (undo->movement, FC_CASH_MOVEMENT_AMOUNT),
                               fc_record_get_text (undo->movement, FC_CASH_MOVEMENT_REASON)),
                      NULL);
}

static void
tell (FcMovementsStep *self,
      const GError    *error)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (window != NULL)
    fc_window_tell_error (window, NULL, error);
}

static void
remove_clicked_cb (FcMovementsStep *self,
                   GtkWidget       *button)
{
  FcRecord *movement = g_object_get_data (G_OBJECT (button), "movement");
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  Undo *undo = g_new (Undo, 1);

  undo->draft = g_object_ref (draft);
  undo->movement = g_object_ref (movement);
  if (!fc_shift_draft_run (draft, fc_op_new_delete (movement, g_get_real_time ()), &error))
    {
      tell (self, error);
      undo_free (undo);
    }
  else if (window != NULL)
    fc_window_toast_undo (window, _ ("Cash movement removed"), G_CALLBACK (undo_remove), undo, undo_free);
  else
    undo_free (undo);
}

static void
add_clicked_cb (FcMovementsStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  guint selected = adw_combo_row_get_selected (self->movement);
  g_autoptr (GError) error = NULL;
  gint64 amount;

  if (!fc_number_row_get_value (FC_NUMBER_ROW (self->amount), &amount) || amount <= 0)
    {
      gtk_widget_add_css_class (self->amount, "error");
      gtk_widget_grab_focus (self->amount);
      return;
    }
  gtk_widget_remove_css_class (self->amount, "error");
  if (!fc_shift_draft_run (draft,
                           move_op (draft, fc_cash_movements[selected], amount,
                                    gtk_editable_get_text (GTK_EDITABLE (self->reason))),
                           &error))
    {
      tell (self, error);
      return;
    }
  fc_number_row_clear (FC_NUMBER_ROW (self->amount));
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  gtk_widget_grab_focus (self->amount);
}

static GtkWidget *
make_form (FcMovementsStep *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Add cash movement"));

  for (guint i = 0; fc_cash_movements[i] != NULL; i++)
    gtk_string_list_append (labels, fc_choice_label (fc_cash_movements[i]));
  self->form = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->form, _ ("Add a movement"));
  self->movement = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->movement), _ ("Movement"));
  adw_combo_row_set_model (self->movement, G_LIST_MODEL (labels));
  self->amount = fc_number_row_new (FC_NUMBER_MONEY, _ ("Amount"));
  self->reason = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason), _ ("Reason"));
  adw_preferences_group_add (self->form, GTK_WIDGET (self->movement));
  adw_preferences_group_add (self->form, self->amount);
  adw_preferences_group_add (self->form, GTK_WIDGET (self->reason));
  g_signal_connect_swapped (self->reason, "entry-activated", G_CALLBACK (add_clicked_cb), self);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_top (button, 12);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_preferences_group_add (self->form, button);
  return GTK_WIDGET (self->form);
}

static GtkWidget *
make_row (FcMovementsStep *self,
          FcRecord        *movement,
          gboolean         locked)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));
  const char *label = fc_choice_label (fc_record_get_text (movement, FC_CASH_MOVEMENT_MOVEMENT));
  const char *reason = fc_record_get_text (movement, FC_CASH_MOVEMENT_REASON);
  g_autofree char *amount
      = fc_show_money (fc_record_get_int (movement, FC_CASH_MOVEMENT_AMOUNT), sheet->currency);
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s %s"), label, amount);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *figure = gtk_label_new (amount);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               reason != NULL
                                   ? reason
                                   : fc_choice_label (fc_record_get_text (movement, FC_CASH_MOVEMENT_SOURCE)));
  gtk_widget_add_css_class (figure, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  gtk_widget_set_visible (button, !locked);
  g_object_set_data_full (G_OBJECT (button), "movement", g_object_ref (movement), g_object_unref);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* Rows keep their widgets while nothing changed, so that the focus stays. */
static char *
describe (GPtrArray *movements,
          gboolean   locked)
{
  GString *text = g_string_new (locked ? "locked" : "");

  for (guint i = 0; i < movements->len; i++)
    {
      FcRecord *movement = g_ptr_array_index (movements, i);
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (movement));
      const char *reason = fc_record_get_text (movement, FC_CASH_MOVEMENT_REASON);

      g_string_append_printf (text, " %s %" G_GINT64_FORMAT " %s", id,
                              fc_record_get_int (movement, FC_CASH_MOVEMENT_AMOUNT), reason != NULL ? reason : "");
    }
  return g_string_free (text, FALSE);
}

static void
fc_movements_step_refresh (FcStepView *view)
{
  FcMovementsStep *self = FC_MOVEMENTS_STEP (view);
  FcShiftDraft *draft = fc_step_view_get_draft (view);
  gboolean locked = fc_shift_draft_is_locked (draft);
  g_autoptr (GPtrArray) movements = fc_row_set_list_by (fc_shift_draft_get_rows (draft), FC_CASH_MOVEMENT,
                                                        FC_CASH_MOVEMENT_SHIFT_ID, fc_shift_draft_get_id (draft));
  g_autofree char *now = describe (movements, locked);

  g_object_set (self->amount, "currency", fc_shift_draft_get_currency (draft), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->form), !locked);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < movements->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (movements, i), locked);

      adw_preferences_group_add (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (self->list, movements->len > 0 ? NULL : _ ("None on this shift"));
}

static void
fc_movements_step_build (FcStepView *view)
{
  FcMovementsStep *self = FC_MOVEMENTS_STEP (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->rows = g_ptr_array_new ();
  self->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->list, _ ("Drops, pay-ins and pay-outs"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), make_form (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_movements_step_focus (FcStepView *view)
{
  gtk_widget_grab_focus (FC_MOVEMENTS_STEP (view)->amount);
}

static void
fc_movements_step_finalize (GObject *object)
{
  FcMovementsStep *self = FC_MOVEMENTS_STEP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->shown);

  G_OBJECT_CLASS (fc_movements_step_parent_class)->finalize (object);
}

static void
fc_movements_step_class_init (FcMovementsStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_movements_step_finalize;
  klass->step = FC_STEP_CASH_MOVEMENTS;
  klass->build = fc_movements_step_build;
  klass->refresh = fc_movements_step_refresh;
  klass->focus = fc_movements_step_focus;
}

static void
fc_movements_step_init (FcMovementsStep *self)
{
}
