/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

/*
 * Registers the shift.* and shortfall.* commands; called once at start by every program. row_id is the shift's id; a
 * shift.open and a shortfall.settle take a new one, a shift.correct fc_shift_correction_id(). In arguments null clears.
 * Money in minor units, volumes in mL, prices in 1e-5 per litre, times in UTC µs, dates as "2026-11-20". (own): a person
 * who may only own.count or own.sign may call it for the drawer whose user_id they are.
 *
 *  shift.open        {station_id, business_date, number, cashier?, register?, opening_float?, opened_at?, previous_id?,
 *                    follows?: [{id}, …], part?}   part: only nozzles of pumps of that part get lines, and no tanks;
 *                    follows: more shifts that this one opens with, the latest first: of the other parts, and the last of
 *                    the whole site; an older office says other_previous_id. Refused where the office knows such a shift
 *  shift.discard     {reason?}   open, never handed in, followed by none; reason: where something was entered. A
 *                    correction: open or sent back, by who may shifts.correct; what it corrects stays as it is
 *  shift.restore     {}
 *  shift.renumber    {number}
 *  shift.import      made by fc_shift_import_op_new(); of an approved shift it makes a correction
 *  shift.read-meter  {nozzle_id, closing?, test?, opening?, price?, reason?, rolled_over?, test_tank_id?, drawer_id?,
 *                    photo_id?}                                                                             (own)
 *  shift.change-meter {id?, nozzle_id, kind: price|replacement, changed_at?, closing, opening?, price?, digits?,
 *                    rolled_over?, reason?}   with id: edits that one
 *  shift.dip         {tank_id, level?, water_level?, volume?, water_volume?, temperature?, ullage?, opening_volume?, photo_id?,
 *                    source? ("gauge")}
 *  shift.transfer    {id?, from_tank_id?, to_tank_id?, volume, reason?, moved_at?}   no to: own use
 *  shift.put-drawer  {number, attendant?, user_id?, register?, opening_float?, shop_sales?, shop_tax?, lottery?,
 *                    over_short_reason?}   (own: the last four)
 *  shift.assign      {drawer_id (null: nobody), nozzle_ids: […]}
 *  shift.count-cash  {denomination, quantity, drawer_id?}                                                   (own)
 *  shift.set-tender  {tender, amount, count?, drawer_id?}                                                   (own)
 *  shift.move-cash   {id?, movement, amount, reason?, moved_at?, bag?, photo_id?, drawer_id?}               (own)
 *  shift.put-slips   {drawer_id?, slips: [{id?, kind, customer?, vehicle?, number?, product_id?, quantity?, price?,
 *                    amount?, nozzle_id?, photo_id?, notes?, made_at?, drawer_id?}, …]}                      (own)
 *                    all or none; the error has a line "Slip 3: …" for each that is wrong. A new slip may come with its
 *                    id, and unfinished; amount = quantity × price unless given, at the nozzle's or product's rate
 *  shift.remove-line {entity: drawer|slip|cash_movement|meter_change|tank_transfer|delivery, id}            (own)
 *  shift.confirm     {step, done?: true}   keeps the digest of what the step shows; false takes it back
 *  shift.waive       {step, reason}   reason null takes the waiver back
 *  shift.sign        {role: attendant|supervisor, drawer_id?, method: drawn|pin|password, strokes?, name?}  (own: attendant)
 *  shift.submit      {over_short_reason?, accepted?: fc_shift_sheet_accepted(), method?, strokes?, name?}
 *                    signs as the supervisor, unless that was done and holds
 *  shift.approve     {comment?, method?, strokes?, name?}   signs as the manager; writes shortfalls
 *  shift.dispute     {comment}
 *  shift.correct     {corrects_id, reason}   row_id: fc_shift_correction_id (corrects_id); one that was discarded
 *                    begins anew
 *  shortfall.settle  {station_id, attendant?, user_id?, kind: repayment|write_off, amount, reason?}   amount > 0
 */
void fc_shift_commands_register (void);

G_END_DECLS
