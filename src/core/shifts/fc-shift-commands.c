/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-commands.h"

#include "fc-shift-args.h"

static const FcCommandLoad station_of_args[] = {
  { FC_STATION, .arg = "station_id", .children = TRUE },
  { FC_SHIFT, .arg = "previous_id", .children = TRUE },
  { FC_N_ENTITIES },
};

static const FcCommandLoad station_of_shift[] = {
  { FC_STATION, .root_field = FC_SHIFT_STATION_ID, .children = TRUE },
  { FC_N_ENTITIES },
};

#define ON_SHIFT(command, may, function)                                                           \
  { .name = command, .root = FC_SHIFT, .permission = may, .children = TRUE, .run = function }

static const FcCommand commands[] = {
  { .name = "shift.open", .root = FC_SHIFT, .permission = "shifts.create", .creates = TRUE,
    .loads = station_of_args, .run = fc_shift_open },
  { .name = "shift.import", .root = FC_SHIFT, .permission = "shifts.create", .creates = TRUE, .children = TRUE,
    .loads = station_of_args, .run = fc_shift_import },
  ON_SHIFT ("shift.read-meter", "shifts.count", fc_shift_read_meter),
  { .name = "shift.dip", .root = FC_SHIFT, .permission = "dips.create", .children = TRUE,
    .loads = station_of_shift, .run = fc_shift_dip },
  ON_SHIFT ("shift.count-cash", "shifts.count", fc_shift_count_cash),
  ON_SHIFT ("shift.set-tender", "shifts.count", fc_shift_set_tender),
  ON_SHIFT ("shift.move-cash", "shifts.count", fc_shift_move_cash),
  ON_SHIFT ("shift.waive", "shifts.submit", fc_shift_waive),
  { .name = "shift.submit", .root = FC_SHIFT, .permission = "shifts.submit", .children = TRUE,
    .loads = station_of_shift, .run = fc_shift_submit },
  ON_SHIFT ("shift.approve", "shifts.approve", fc_shift_approve),
  ON_SHIFT ("shift.dispute", "shifts.approve", fc_shift_dispute),
  { .name = NULL },
};

void
fc_shift_commands_register (void)
{
  fc_commands_register (commands);
}
