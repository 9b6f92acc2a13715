/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-display.h"

#include <glib/gi18n.h>

/* Money that went into or out of the drawer beside sales. */
typedef struct {
  FcStepList parent_instance;
} FcMovementsStep;
typedef FcStepListClass FcMovementsStepClass;

G_DEFINE_TYPE (FcMovementsStep, fc_movements_step, FC_TYPE_STEP_LIST)

static void
fc_movements_step_prepare (FcStepList *self,
                           FcRecord   *record)
{
  fc_record_set_text (record, FC_CASH_MOVEMENT_MOVEMENT, fc_cash_movements[0]);
  fc_record_set_int (record, FC_CASH_MOVEMENT_MOVED_AT, g_get_real_time ());
}

static void
fc_movements_step_add_rows (FcStepList   *self,
                            FcRecordForm *form,
                            GtkWidget    *group)
{
  fc_record_form_add (form, group, FC_CASH_MOVEMENT_MOVEMENT);
  fc_record_form_add (form, group, FC_CASH_MOVEMENT_AMOUNT);
  fc_record_form_add (form, group, FC_CASH_MOVEMENT_MOVED_AT);
  fc_record_form_add (form, group, FC_CASH_MOVEMENT_BAG);
  fc_record_form_add (form, group, FC_CASH_MOVEMENT_REASON);
}

static FcOp *
fc_movements_step_op (FcStepList *self,
                      FcRecord   *record)
{
  static const int fields[] = { FC_CASH_MOVEMENT_MOVEMENT, FC_CASH_MOVEMENT_AMOUNT, FC_CASH_MOVEMENT_MOVED_AT,
                                FC_CASH_MOVEMENT_BAG, FC_CASH_MOVEMENT_REASON, FC_CASH_MOVEMENT_PHOTO_ID, -1 };
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  JsonObject *args = fc_args_of_record (record, fields);

  if (!fc_record_is_null (record, FC_CASH_MOVEMENT_DRAWER_ID)) /* taken back: to where it came from */
    fc_args_set_id (args, "drawer_id", fc_record_get_ref (record, FC_CASH_MOVEMENT_DRAWER_ID));
  else
    fc_shift_draft_add_drawer (draft, args);
  return fc_shift_draft_command (draft, "shift.move-cash", args);
}

/* "Bag 4711 · 14:02 · bank" */
static char *
describe (FcStepList *self,
          FcRecord   *movement)
{
  FcRecord *station = fc_shift_draft_get_station (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  const char *bag = fc_record_get_text (movement, FC_CASH_MOVEMENT_BAG);
  const char *reason = fc_record_get_text (movement, FC_CASH_MOVEMENT_REASON);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (bag != NULL)
    /* Translators: the number on a bag of money */
    g_ptr_array_add (parts, g_strdup_printf (_ ("Bag %s"), bag));
  if (!fc_record_is_null (movement, FC_CASH_MOVEMENT_MOVED_AT))
    g_ptr_array_add (parts, fc_show_time_of_day (fc_record_get_int (movement, FC_CASH_MOVEMENT_MOVED_AT),
                                                 fc_field_units_of (station).zone));
  g_ptr_array_add (parts, g_strdup (reason != NULL
                                      ? reason
                                      : fc_choice_label (fc_record_get_text (movement, FC_CASH_MOVEMENT_SOURCE))));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
fc_movements_step_show (FcStepList    *self,
                        FcRecord      *movement,
                        FcStepListRow *row)
{
  row->title = g_strdup (fc_choice_label (fc_record_get_text (movement, FC_CASH_MOVEMENT_MOVEMENT)));
  row->subtitle = describe (self, movement);
  row->figure = fc_show_money (fc_record_get_int (movement, FC_CASH_MOVEMENT_AMOUNT),
                               fc_step_view_get_sheet (FC_STEP_VIEW (self))->currency);
  row->name = g_strdup_printf ("%s %s", row->title, row->figure);
}

static void
fc_movements_step_class_init (FcMovementsStepClass *klass)
{
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_CASH_MOVEMENTS;
  klass->entity = FC_CASH_MOVEMENT;
  klass->shift_field = FC_CASH_MOVEMENT_SHIFT_ID;
  klass->drawer_field = FC_CASH_MOVEMENT_DRAWER_ID;
  klass->photo_field = FC_CASH_MOVEMENT_PHOTO_ID;
  klass->title = N_ ("Drops, pay-ins and pay-outs");
  klass->form_title = N_ ("Add a movement");
  klass->add = N_ ("Add cash movement");
  klass->removed = N_ ("Cash movement removed");
  klass->prepare = fc_movements_step_prepare;
  klass->add_rows = fc_movements_step_add_rows;
  klass->op = fc_movements_step_op;
  klass->show = fc_movements_step_show;
}

static void
fc_movements_step_init (FcMovementsStep *self)
{
}
