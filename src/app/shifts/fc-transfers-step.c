/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-display.h"

#include <glib/gi18n.h>

/* Product moved from one tank to another, or out of one for the station's own use; tests stand with the meters. */
typedef struct {
  FcStepList parent_instance;
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
fc_transfers_step_class_init (FcTransfersStepClass *klass)
{
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
}

static void
fc_transfers_step_init (FcTransfersStep *self)
{
}
