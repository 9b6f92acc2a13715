/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-commands.h"

#include "fc-shift-args.h"

static const FcCommandLoad for_open[] = {
  { FC_STATION, .arg = "station_id", .children = TRUE },
  { FC_SHIFT, .arg = "previous_id", .children = TRUE },
  { FC_SHIFT, .arg = "other_previous_id", .children = TRUE },
  { FC_SHIFT, .arg = "follows", .children = TRUE },
  { FC_N_ENTITIES },
};

/* A file may come late: then it is compared with the newest version. */
static const FcCommandLoad for_import[] = {
  { FC_STATION, .arg = "station_id", .children = TRUE },
  { FC_SHIFT, .arg = "previous_id", .children = TRUE },
  { FC_SHIFT, .arg = "version_2", .children = TRUE },
  { FC_SHIFT, .arg = "version_3", .children = TRUE },
  { FC_SHIFT, .arg = "version_4", .children = TRUE },
  { FC_SHIFT, .arg = "version_5", .children = TRUE },
  { FC_N_ENTITIES },
};

static const FcCommandLoad station[] = {
  { FC_STATION, .root_field = FC_SHIFT_STATION_ID, .children = TRUE },
  { FC_N_ENTITIES },
};

static const FcCommandLoad station_and_person[] = {
  { FC_STATION, .root_field = FC_SHIFT_STATION_ID, .children = TRUE },
  { FC_USER, .arg = "user_id" },
  { FC_N_ENTITIES },
};

/* A slip's id is made where it is typed: it must not be that of another shift's. */
static const FcCommandLoad station_and_slips[] = {
  { FC_STATION, .root_field = FC_SHIFT_STATION_ID, .children = TRUE },
  { FC_SLIP, .arg = "slips" },
  { FC_N_ENTITIES },
};

static const FcCommandLoad station_and_corrected[] = {
  { FC_STATION, .root_field = FC_SHIFT_STATION_ID, .children = TRUE },
  { FC_SHIFT, .root_field = FC_SHIFT_CORRECTS_ID, .children = TRUE },
  { FC_N_ENTITIES },
};

static const FcCommandLoad corrected[] = {
  { FC_SHIFT, .arg = "corrects_id", .children = TRUE },
  { FC_N_ENTITIES },
};

static const FcCommandLoad what_it_corrects[] = {
  { FC_SHIFT, .root_field = FC_SHIFT_CORRECTS_ID, .children = TRUE },
  { FC_N_ENTITIES },
};

static const FcCommandLoad person[] = {
  { FC_USER, .arg = "user_id" },
  { FC_N_ENTITIES },
};

#define ON_SHIFT(command, may, with, function)                                                     \
  { .name = command, .root = FC_SHIFT, .permission = may, .children = TRUE, .loads = with, .run = function }
#define ON_OWN_DRAWER(command, may, mine, with, function)                                          \
  { .name = command, .root = FC_SHIFT, .permission = may, .own = mine, .children = TRUE, .loads = with, .run = function }

static const FcCommand commands[] = {
  { .name = "shift.open", .root = FC_SHIFT, .permission = "shifts.create", .creates = TRUE, .loads = for_open,
    .wants = fc_shift_want_opening, .run = fc_shift_open, .check_new = fc_shift_name_is_free },
  { .name = "shift.import", .root = FC_SHIFT, .permission = "shifts.create", .creates = TRUE, .children = TRUE,
    .loads = for_import, .run = fc_shift_import },
  { .name = "shift.discard", .root = FC_SHIFT, .permission = "shifts.create", .children = TRUE, .loads = what_it_corrects,
    .wants = fc_shift_want_followers, .run = fc_shift_discard },
  { .name = "shift.restore", .root = FC_SHIFT, .permission = "shifts.create", .wants = fc_shift_want_namesakes,
    .run = fc_shift_restore, .check_new = fc_shift_name_is_free },
  { .name = "shift.renumber", .root = FC_SHIFT, .permission = "shifts.create", .wants = fc_shift_want_namesakes,
    .run = fc_shift_renumber, .check_new = fc_shift_name_is_free },
  ON_OWN_DRAWER ("shift.read-meter", "shifts.count", "own.count", NULL, fc_shift_read_meter),
  ON_SHIFT ("shift.change-meter", "shifts.count", station, fc_shift_change_meter),
  ON_SHIFT ("shift.dip", "dips.create", station, fc_shift_dip),
  ON_SHIFT ("shift.transfer", "shifts.count", station, fc_shift_transfer),
  ON_OWN_DRAWER ("shift.put-drawer", "shifts.count", "own.count", station_and_person, fc_shift_put_drawer),
  ON_SHIFT ("shift.assign", "shifts.count", NULL, fc_shift_assign),
  ON_OWN_DRAWER ("shift.count-cash", "shifts.count", "own.count", NULL, fc_shift_count_cash),
  ON_OWN_DRAWER ("shift.set-tender", "shifts.count", "own.count", NULL, fc_shift_set_tender),
  ON_OWN_DRAWER ("shift.move-cash", "shifts.count", "own.count", NULL, fc_shift_move_cash),
  ON_OWN_DRAWER ("shift.put-slips", "shifts.count", "own.count", station_and_slips, fc_shift_put_slips),
  ON_OWN_DRAWER ("shift.remove-line", "shifts.count", "own.count", station, fc_shift_remove_line),
  ON_SHIFT ("shift.confirm", "shifts.count", station, fc_shift_confirm),
  ON_SHIFT ("shift.waive", "shifts.submit", NULL, fc_shift_waive),
  ON_OWN_DRAWER ("shift.sign", "shifts.count", "own.sign", station, fc_shift_sign),
  ON_SHIFT ("shift.submit", "shifts.submit", station, fc_shift_submit),
  ON_SHIFT ("shift.approve", "shifts.approve", station_and_corrected, fc_shift_approve),
  ON_SHIFT ("shift.dispute", "shifts.approve", NULL, fc_shift_dispute),
  { .name = "shift.correct", .root = FC_SHIFT, .permission = "shifts.correct", .creates = TRUE, .children = TRUE,
    .loads = corrected, .run = fc_shift_correct },
  { .name = "shortfall.settle", .root = FC_SHORTFALL, .permission = "shifts.approve", .creates = TRUE,
    .loads = person, .run = fc_shortfall_settle },
  { .name = NULL },
};

void
fc_shift_commands_register (void)
{
  fc_commands_register (commands);
}
