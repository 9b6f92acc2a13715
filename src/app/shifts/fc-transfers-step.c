/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-display.h"
#include "fc-shift-steps.h"

#include <glib/gi18n.h>

/*
 * Product moved from one tank to another, or out of one for the station's own use. Pump tests are entered with the
 * meters; who looks for them here sees them and is led there.
 */
typedef struct {
  FcStepList parent_instance;

  AdwPreferencesGroup *tests;
  GPtrArray *rows;            /* GtkWidget in tests (not owned) */
} FcTransfersStep;
typedef FcStepListClass FcTransfersStepClass;

G_DEFINE_TYPE (FcTransfersStep, fc_transfers_step, FC_TYPE_STEP_LIST)

static void
fc_transfers_step_prepare (FcStepList *self,
                           FcRecord   *record)
{
  fc_record_set_int (record, FC_TANK_TRANSFER_MOVED_AT, g_get_real_time ());
}

static void
fc_transfers_step_add_rows (FcStepList   *self,
                            FcRecordForm *form,
                            GtkWidget    *group)
{
  g_autoptr (GPtrArray) tanks = fc_step_view_list_tanks (FC_STEP_VIEW (self));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("Without a tank to which it went it is own use."));
  fc_record_form_add_ref (form, group, FC_TANK_TRANSFER_FROM_TANK_ID, tanks, FC_TANK_NUMBER);
  fc_record_form_add_ref (form, group, FC_TANK_TRANSFER_TO_TANK_ID, tanks, FC_TANK_NUMBER);
  fc_record_form_add (form, group, FC_TANK_TRANSFER_VOLUME);
  fc_record_form_add (form, group, FC_TANK_TRANSFER_MOVED_AT);
  fc_record_form_add (form, group, FC_TANK_TRANSFER_REASON);
}

static FcOp *
fc_transfers_step_op (FcStepList *self,
                      FcRecord   *record)
{
  static const int fields[] = { FC_TANK_TRANSFER_FROM_TANK_ID, FC_TANK_TRANSFER_TO_TANK_ID, FC_TANK_TRANSFER_VOLUME,
                                FC_TANK_TRANSFER_REASON, FC_TANK_TRANSFER_MOVED_AT, -1 };

  return fc_shift_draft_command (fc_step_view_get_draft (FC_STEP_VIEW (self)), "shift.transfer",
                                 fc_args_of_record (record, fields));
}

static void
fc_transfers_step_show (FcStepList    *self,
                        FcRecord      *transfer,
                        FcStepListRow *row)
{
  const FcId *from = fc_record_get_ref (transfer, FC_TANK_TRANSFER_FROM_TANK_ID);
  const FcId *to = fc_record_get_ref (transfer, FC_TANK_TRANSFER_TO_TANK_ID);
  g_autofree char *source = fc_step_view_dup_tank (FC_STEP_VIEW (self), from);
  g_autofree char *target = to != NULL ? fc_step_view_dup_tank (FC_STEP_VIEW (self), to) : g_strdup (_ ("Own use"));

  row->title = g_strdup_printf ("%s → %s", source, target);
  row->subtitle = g_strdup (fc_record_get_text (transfer, FC_TANK_TRANSFER_REASON));
  row->figure = fc_show_volume_with_unit (fc_record_get_int (transfer, FC_TANK_TRANSFER_VOLUME), 0);
}

static void
add_test_row (FcTransfersStep *self,
              const char      *title,
              const char      *subtitle,
              const char      *figure)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (figure);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", fc_shift_steps_name (FC_STEP_METERS));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "sheet.go");
  adw_preferences_group_add (self->tests, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_test (FcTransfersStep    *self,
          const FcSheetMeter *meter)
{
  FcStepView *step = FC_STEP_VIEW (self);
  const FcId *tank = fc_record_get_ref (meter->reading, FC_METER_READING_TEST_TANK_ID);
  g_autofree char *nozzle
      = fc_step_view_dup_nozzle (step, fc_record_get_ref (meter->reading, FC_METER_READING_NOZZLE_ID));
  g_autofree char *title = g_strdup_printf (_ ("Nozzle %s"), nozzle);
  g_autofree char *target = tank != NULL ? fc_step_view_dup_tank (step, tank) : NULL;
  /* Translators: a tank */
  g_autofree char *back = target != NULL ? g_strdup_printf (_ ("Back to %s"), target)
                                         : g_strdup (_ ("Back to its own tank"));
  g_autofree char *volume = fc_show_volume_with_unit (meter->test, 1);

  add_test_row (self, title, back, volume);
}

static void
fc_transfers_step_show_more (FcStepList *list)
{
  FcTransfersStep *self = (FcTransfersStep *) list;
  GArray *meters = fc_step_view_get_sheet (FC_STEP_VIEW (list))->meters;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->tests, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < meters->len; i++)
    if (g_array_index (meters, FcSheetMeter, i).test != 0)
      add_test (self, &g_array_index (meters, FcSheetMeter, i));
  if (self->rows->len == 0)
    add_test_row (self, _ ("None on this shift"), _ ("Enter a test beside its nozzle, in the column Test"), NULL);
}

static GtkWidget *
fc_transfers_step_make_more (FcStepList *list)
{
  FcTransfersStep *self = (FcTransfersStep *) list;

  self->tests = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->tests, _ ("Pump tests"));
  adw_preferences_group_set_description (self->tests, _ ("They are entered in Meters, with the nozzle."));
  return GTK_WIDGET (self->tests);
}

static void
fc_transfers_step_finalize (GObject *object)
{
  g_clear_pointer (&((FcTransfersStep *) object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_transfers_step_parent_class)->finalize (object);
}

static void
fc_transfers_step_class_init (FcTransfersStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_transfers_step_finalize;
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_TRANSFERS;
  klass->entity = FC_TANK_TRANSFER;
  klass->shift_field = FC_TANK_TRANSFER_SHIFT_ID;
  klass->title = N_ ("Transfers and own use");
  klass->form_title = N_ ("Add a transfer");
  klass->add = N_ ("Add transfer");
  klass->removed = N_ ("Transfer removed");
  klass->prepare = fc_transfers_step_prepare;
  klass->add_rows = fc_transfers_step_add_rows;
  klass->op = fc_transfers_step_op;
  klass->show = fc_transfers_step_show;
  klass->make_more = fc_transfers_step_make_more;
  klass->show_more = fc_transfers_step_show_more;
}

static void
fc_transfers_step_init (FcTransfersStep *self)
{
  self->rows = g_ptr_array_new ();
}
