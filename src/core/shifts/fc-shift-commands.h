/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

/*
 * Registers the shift.* commands; called once at start by every program:
 *  shift.open       {station_id, business_date, number, cashier?, register?, opening_float?, previous_id?}
 *  shift.import     made by fc_shift_import_op_new()
 *  shift.read-meter {nozzle_id, closing?, test?, opening?, price?, reason?, rolled_over?}   null clears
 *  shift.dip        {tank_id, level?, water_level?, volume?, water_volume?, temperature?, ullage?}
 *  shift.count-cash {denomination, quantity}
 *  shift.set-tender {tender, amount, count?}
 *  shift.move-cash  {movement, amount, reason?}
 *  shift.waive      {step, reason}   reason null takes the waiver back
 *  shift.submit     {over_short_reason?}
 *  shift.approve    {comment?}
 *  shift.dispute    {comment}
 * row_id is the shift's id; a shift.open takes a new one.
 */
void fc_shift_commands_register (void);

G_END_DECLS
