/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-commands.h"

#include "fc-error.h"
#include "fc-shift-args.h"

static void
want_shift (FcWants  *wants,
            FcRecord *shift,
            FcDate    date)
{
  const FcId *station_id = fc_record_get_ref (shift, FC_SHIFT_STATION_ID);
  FcDate its_date = (FcDate) fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE);

  fc_wants_aggregate (wants, FC_SHIFT, fc_record_get_id (shift), TRUE);
  if (its_date >= date)
    fc_wants_aggregate (wants, FC_SHIFT, fc_record_get_ref (shift, FC_SHIFT_PREVIOUS_ID), TRUE);
  else
    fc_wants_date (wants, FC_SHIFT, station_id, FC_SHIFT_BUSINESS_DATE, its_date);
}

static void
want_products (FcWants  *wants,
               FcRowSet *rows)
{
  g_autoptr (GPtrArray) nozzles = fc_row_set_list (rows, FC_NOZZLE);
  g_autoptr (GPtrArray) tanks = fc_row_set_list (rows, FC_TANK);

  for (guint i = 0; i < nozzles->len; i++)
    fc_wants_aggregate (wants, FC_PRODUCT, fc_record_get_ref (nozzles->pdata[i], FC_NOZZLE_PRODUCT_ID), FALSE);
  for (guint i = 0; i < tanks->len; i++)
    fc_wants_aggregate (wants, FC_PRODUCT, fc_record_get_ref (tanks->pdata[i], FC_TANK_PRODUCT_ID), FALSE);
}

static void
want_day (FcWants    *wants,
          const FcId *station_id,
          FcDate      date)
{
  FcId id = fc_day_close_id (station_id, date);

  fc_wants_aggregate (wants, FC_DAY_CLOSE, &id, TRUE);
}

/* The station; its shifts of the date and the next, and what came before them; the day, its neighbours and the last closed. */
static void
want_rows (FcWants    *wants,
           const FcOp *op,
           FcRowSet   *rows)
{
  FcId station_id;
  FcDate date;
  FcRecord *station;
  g_autoptr (GPtrArray) shifts = NULL;

  if (!fc_args_id (op->fields, "station_id", &station_id, NULL) ||
      !fc_args_date (op->fields, "business_date", &date, NULL))
    return;
  fc_wants_aggregate (wants, FC_STATION, &station_id, TRUE);
  for (int i = -1; i <= 1; i++)
    want_day (wants, &station_id, date + i);
  fc_wants_date (wants, FC_SHIFT, &station_id, FC_SHIFT_BUSINESS_DATE, date);
  fc_wants_date (wants, FC_SHIFT, &station_id, FC_SHIFT_BUSINESS_DATE, date + 1);
  station = fc_row_set_get (rows, FC_STATION, &station_id);
  if (station != NULL && !fc_record_is_null (station, FC_STATION_BUSINESS_DATE))
    want_day (wants, &station_id, (FcDate) fc_record_get_int (station, FC_STATION_BUSINESS_DATE) - 1);
  shifts = fc_row_set_list_by (rows, FC_SHIFT, FC_SHIFT_STATION_ID, &station_id);
  for (guint i = 0; i < shifts->len; i++)
    want_shift (wants, shifts->pdata[i], date);
  want_products (wants, rows);
}

static const FcCommand commands[] = {
  { .name = "day.close", .root = FC_DAY_CLOSE, .permission = "day.close", .children = TRUE, .creates = TRUE,
    .wants = want_rows, .run = fc_day_close },
  { .name = "day.reopen", .root = FC_DAY_CLOSE, .permission = "day.reopen", .run = fc_day_reopen },
  { .name = NULL },
};

void
fc_day_commands_register (void)
{
  fc_commands_register (commands);
}

/**
 * fc_day_close_op_new:
 *
 * Returns: (transfer full): a day.close of the date with nothing entered yet. fc_ops_load() of it brings every row that
 *   fc_day_sheet_new() reads.
 */
FcOp *
fc_day_close_op_new (const FcId *station_id,
                     FcDate      date,
                     gint64      now_us)
{
  g_autofree char *day = fc_date_to_iso (date);
  g_autofree char *station = fc_id_dup_string (station_id);
  FcId id = fc_day_close_id (station_id, date);
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "station_id", station);
  json_object_set_string_member (args, "business_date", day);
  return fc_op_new_command ("day.close", FC_DAY_CLOSE, &id, args, now_us);
}
