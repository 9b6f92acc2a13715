/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include "fc-error.h"
#include "fc-money.h"
#include "fc-quantity.h"

#define DEFAULT_CASH_LIMIT_MAJOR 100   /* contract: cash-variance limit, major units */
#define DEFAULT_TOLERANCE_PPM    5000  /* domain.md §3: above 0.5 % investigate */

static const char *const step_names[] = { "meters", "tanks", "deliveries", "transfers",
                                          "cash-movements", "cash-count", "tenders", "slips",
                                          "shop", "over-short", "signatures", NULL };

const char *
fc_shift_step_name (FcShiftStep step)
{
  g_return_val_if_fail ((guint) step < FC_N_STEPS, NULL);

  return step_names[step];
}

/**
 * fc_shift_step_from_name:
 * @name: (nullable)
 *
 * Returns: an FcShiftStep, or -1
 */
int
fc_shift_step_from_name (const char *name)
{
  return fc_choice_index (step_names, name);
}

static const char *
nozzle_label (const FcSheetMeter *line)
{
  const char *label = line->nozzle != NULL ? fc_record_get_text (line->nozzle, FC_NOZZLE_LABEL) : NULL;

  return label != NULL ? label : "?";
}

static void
judge_meter (FcShiftSheet       *self,
             const FcSheetMeter *line)
{
  const FcId *id = fc_record_get_id (line->reading);

  switch (line->problem)
    {
    case FC_METER_MISSING:
      fc_shift_sheet_warn (self, FC_STEP_METERS, id, TRUE, "Nozzle %s: the closing reading is missing",
                           nozzle_label (line));
      break;
    case FC_METER_BACKWARDS:
      fc_shift_sheet_warn (self, FC_STEP_METERS, id, TRUE,
                           line->may_roll
                             ? "Nozzle %s: the closing is below the opening; if the totalizer rolled over, say so"
                             : "Nozzle %s: the closing is below the opening; a totalizer does not go back",
                           nozzle_label (line));
      break;
    case FC_METER_TEST_ABOVE:
      fc_shift_sheet_warn (self, FC_STEP_METERS, id, TRUE, "Nozzle %s: more was tested than was metered",
                           nozzle_label (line));
      break;
    case FC_METER_OK:
    default:
      break;
    }
}

static void
judge_pos_volume (FcShiftSheet       *self,
                  const FcSheetMeter *line)
{
  gint64 difference;
  g_autofree char *text = NULL;

  if (line->problem != FC_METER_OK || fc_record_is_null (line->reading, FC_METER_READING_POS_VOLUME))
    return;
  difference = fc_record_get_int (line->reading, FC_METER_READING_POS_VOLUME) - line->net;
  if (ABS (difference) <= 1000)
    return;
  text = fc_volume_format (difference, FC_VOLUME_LITRE, 1);
  fc_shift_sheet_warn (self, FC_STEP_METERS, fc_record_get_id (line->reading), FALSE,
                       "Nozzle %s: the POS sold %s L more or less than the meter moved", nozzle_label (line), text);
}

static FcStepState
judge_meters (FcShiftSheet *self)
{
  guint done = 0, touched = 0;

  for (guint i = 0; i < self->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (self->meters, FcSheetMeter, i);

      judge_meter (self, line);
      judge_pos_volume (self, line);
      done += line->problem == FC_METER_OK;
      touched += line->problem != FC_METER_MISSING;
    }
  if (done == self->meters->len)
    return done > 0 ? FC_STEP_DONE : FC_STEP_OPTIONAL;
  return touched > 0 ? FC_STEP_TOUCHED : FC_STEP_EMPTY;
}

static void
judge_tank (FcShiftSheet      *self,
            const FcSheetTank *line)
{
  const FcId *id = fc_record_get_id (line->reading);
  int number = line->tank != NULL ? (int) fc_record_get_int (line->tank, FC_TANK_NUMBER) : 0;
  gint64 capacity = line->tank != NULL ? fc_record_get_int (line->tank, FC_TANK_CAPACITY) : 0;
  gint64 ppm = self->station != NULL ? fc_record_get_int (self->station, FC_STATION_VARIANCE_TOLERANCE) : 0;
  gint64 base = MAX (line->sales, line->receipts);
  g_autofree char *amount = NULL;

  if (!line->has_physical)
    {
      fc_shift_sheet_warn (self, FC_STEP_TANKS, id, TRUE, "Tank %d: the closing dip is missing", number);
      return;
    }
  if (capacity > 0 && line->physical > capacity)
    {
      g_autofree char *held = fc_volume_format (line->physical, FC_VOLUME_LITRE, 0);
      g_autofree char *most = fc_volume_format (capacity, FC_VOLUME_LITRE, 0);

      fc_shift_sheet_warn (self, FC_STEP_TANKS, id, TRUE,
                           "Tank %d: closing level is above the tank’s capacity (%s L of %s L)", number, held, most);
    }
  /* Gauge and dip noise swamps a percentage of a quiet shift: half a promille of the tank is always allowed. */
  if (ABS (line->variance) > MAX (base / 1000000 * (ppm > 0 ? ppm : DEFAULT_TOLERANCE_PPM), capacity / 2000))
    {
      amount = fc_volume_format (line->variance, FC_VOLUME_LITRE, 0);
      fc_shift_sheet_warn (self, FC_STEP_TANKS, id, FALSE, "Tank %d: variance of %s L is above tolerance", number,
                           amount);
    }
}

static FcStepState
judge_tanks (FcShiftSheet *self)
{
  guint done = 0;

  for (guint i = 0; i < self->tanks->len; i++)
    {
      const FcSheetTank *line = &g_array_index (self->tanks, FcSheetTank, i);

      judge_tank (self, line);
      done += line->has_physical;
    }
  if (done == self->tanks->len)
    return done > 0 ? FC_STEP_DONE : FC_STEP_OPTIONAL;
  return done > 0 ? FC_STEP_TOUCHED : FC_STEP_EMPTY;
}

static gint64
cash_limit (FcShiftSheet *self)
{
  gint64 limit = DEFAULT_CASH_LIMIT_MAJOR;

  if (self->station != NULL && !fc_record_is_null (self->station, FC_STATION_CASH_VARIANCE_LIMIT))
    return fc_record_get_int (self->station, FC_STATION_CASH_VARIANCE_LIMIT);
  for (int i = fc_currency_exponent (self->currency); i > 0; i--)
    limit *= 10;
  return limit;
}

static void
judge_over_short (FcShiftSheet *self)
{
  const char *reason = fc_record_get_text (self->shift, FC_SHIFT_OVER_SHORT_REASON);
  gboolean above = ABS (self->over_short) > cash_limit (self);
  g_autofree char *amount = fc_money_format (ABS (self->over_short), self->currency);

  if (!self->counted_any)
    {
      fc_shift_sheet_warn (self, FC_STEP_CASH_COUNT, NULL, TRUE, "The drawer has not been counted");
      self->steps[FC_STEP_OVER_SHORT] = FC_STEP_EMPTY;
      return;
    }
  self->steps[FC_STEP_OVER_SHORT] = FC_STEP_DONE;
  if (!above)
    return;
  fc_shift_sheet_warn (self, FC_STEP_OVER_SHORT, NULL, FALSE, "The drawer is %s by %s, above the station’s limit",
                       self->over_short < 0 ? "short" : "over", amount);
  if (reason == NULL || reason[0] == '\0')
    {
      fc_shift_sheet_warn (self, FC_STEP_OVER_SHORT, NULL, TRUE, "Say why the drawer is %s by %s",
                           self->over_short < 0 ? "short" : "over", amount);
      self->steps[FC_STEP_OVER_SHORT] = FC_STEP_TOUCHED;
    }
}

static FcStepState
entered (FcRowSet   *rows,
         FcEntity    entity,
         int         parent,
         const FcId *shift_id)
{
  g_autoptr (GPtrArray) list = fc_row_set_list_by (rows, entity, parent, shift_id);

  return list->len > 0 ? FC_STEP_DONE : FC_STEP_OPTIONAL;
}

static void
apply_waivers (FcShiftSheet *self)
{
  const char *text = fc_record_get_text (self->shift, FC_SHIFT_WAIVED);
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  for (int i = 0; i < FC_N_STEPS; i++)
    if (json_object_has_member (json_node_get_object (node), step_names[i]))
      self->steps[i] = FC_STEP_WAIVED;
}

/* Step states and warnings, from the figures. */
void
fc_shift_sheet_judge (FcShiftSheet *self,
                      FcRowSet     *rows)
{
  const FcId *id = fc_record_get_id (self->shift);

  self->steps[FC_STEP_METERS] = judge_meters (self);
  self->steps[FC_STEP_TANKS] = judge_tanks (self);
  self->steps[FC_STEP_DELIVERIES] = entered (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, id);
  self->steps[FC_STEP_CASH_MOVEMENTS] = entered (rows, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_SHIFT_ID, id);
  self->steps[FC_STEP_TENDERS] = entered (rows, FC_TENDER_TOTAL, FC_TENDER_TOTAL_SHIFT_ID, id);
  self->steps[FC_STEP_SHOP] =
    fc_record_is_null (self->shift, FC_SHIFT_SHOP_SALES) ? FC_STEP_OPTIONAL : FC_STEP_DONE;
  self->steps[FC_STEP_CASH_COUNT] = self->counted_any ? FC_STEP_DONE : FC_STEP_EMPTY;
  judge_over_short (self);
  apply_waivers (self);
}

/**
 * fc_shift_sheet_may_submit:
 * @error: FC_ERROR_INVALID with the first thing that stands in the way
 *
 * Whether every step is done, optional or waived with a reason. Warnings that do not block are for the person to weigh.
 */
gboolean
fc_shift_sheet_may_submit (const FcShiftSheet *self,
                           GError            **error)
{
  for (guint i = 0; i < self->warnings->len; i++)
    {
      const FcSheetWarning *warning = self->warnings->pdata[i];

      if (warning->blocks && self->steps[warning->step] != FC_STEP_WAIVED)
        {
          g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, warning->text);
          return FALSE;
        }
    }
  return TRUE;
}
