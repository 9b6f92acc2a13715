/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-sheet-private.h"

#include "fc-day-lock.h"
#include "fc-money.h"

#include <glib/gi18n-lib.h>

static void
day_shift_clear (gpointer shift)
{
  g_clear_pointer (&((FcDayShift *) shift)->sheet, fc_shift_sheet_free);
}

static FcRecord *
day_at (FcRowSet   *rows,
        const FcId *station_id,
        FcDate      date)
{
  FcId id = fc_day_close_id (station_id, date);

  return fc_row_set_get (rows, FC_DAY_CLOSE, &id);
}

/* Yesterday's; where that was left open, the last that was closed before. */
static FcRecord *
find_day_before (FcDaySheet *self,
                 FcRowSet   *rows)
{
  FcRecord *day = day_at (rows, &self->station_id, self->date - 1);
  FcDate due;

  if (day != NULL || self->station == NULL || fc_record_is_null (self->station, FC_STATION_BUSINESS_DATE))
    return day;
  due = (FcDate) fc_record_get_int (self->station, FC_STATION_BUSINESS_DATE);
  return due < self->date ? day_at (rows, &self->station_id, due - 1) : NULL;
}

static FcDayState
recorded_state (FcDaySheet *self)
{
  const char *state = self->day != NULL ? fc_record_get_text (self->day, FC_DAY_CLOSE_STATE) : NULL;

  if (g_strcmp0 (state, "closed") == 0)
    return FC_DAY_CLOSED;
  return g_strcmp0 (state, "reopened") == 0 ? FC_DAY_REOPENED : FC_DAY_OPEN;
}

static gboolean
any_blocks (const FcDaySheet *self)
{
  for (guint i = 0; i < self->obstacles->len; i++)
    if (((const FcDayObstacle *) self->obstacles->pdata[i])->blocks)
      return TRUE;
  return FALSE;
}

/**
 * fc_day_sheet_new:
 * @rows: the station with its children; its shifts of the date, and those that came before them, with children; the
 *   day_close of the date and of the day before with children; products where names are wanted. Must outlive the sheet.
 *
 * Computes all figures of a business date afresh from the shifts' versions that count. The order in which @rows were
 * filled does not matter.
 *
 * Returns: (transfer full)
 */
FcDaySheet *
fc_day_sheet_new (FcRowSet   *rows,
                  const FcId *station_id,
                  FcDate      date)
{
  FcDaySheet *self = g_new0 (FcDaySheet, 1);

  self->station_id = *station_id;
  self->date = date;
  self->station = fc_row_set_get (rows, FC_STATION, station_id);
  self->currency = self->station != NULL ? fc_record_get_text (self->station, FC_STATION_CURRENCY) : NULL;
  self->day = day_at (rows, station_id, date);
  self->day_before = find_day_before (self, rows);
  self->shifts = g_array_new (FALSE, TRUE, sizeof (FcDayShift));
  g_array_set_clear_func (self->shifts, day_shift_clear);
  self->nozzles = g_array_new (FALSE, TRUE, sizeof (FcDayNozzle));
  self->products = g_array_new (FALSE, TRUE, sizeof (FcDayProduct));
  self->holes = g_array_new (FALSE, TRUE, sizeof (FcDayHole));
  self->tanks = g_array_new (FALSE, TRUE, sizeof (FcDayTank));
  self->people = g_array_new (FALSE, TRUE, sizeof (FcDayPerson));
  self->deliveries = g_ptr_array_new ();
  self->slips = g_ptr_array_new ();
  self->obstacles = g_ptr_array_new_with_free_func (fc_day_obstacle_free);
  self->state = recorded_state (self);
  fc_day_find_shifts (self, rows);
  fc_day_add_meters (self, rows);
  fc_day_add_tanks (self, rows);
  fc_day_add_cash (self, rows);
  fc_day_find_obstacles (self, rows);
  if (self->state == FC_DAY_OPEN && self->shifts->len == 0)
    self->state = FC_DAY_MISSING;
  else if (self->state == FC_DAY_OPEN && !any_blocks (self))
    self->state = FC_DAY_READY;
  return self;
}

void
fc_day_sheet_free (FcDaySheet *self)
{
  g_array_unref (self->shifts);
  g_array_unref (self->nozzles);
  g_array_unref (self->products);
  g_array_unref (self->holes);
  g_array_unref (self->tanks);
  g_array_unref (self->people);
  g_ptr_array_unref (self->deliveries);
  g_ptr_array_unref (self->slips);
  g_ptr_array_unref (self->obstacles);
  g_free (self);
}

/**
 * fc_day_sheet_missing:
 *
 * Returns: brought + collected − (deposited + safe + carried), in minor units: positive, money is missing from the
 *   split; negative, there is more than there can be; nought, the day may close
 */
gint64
fc_day_sheet_missing (const FcDaySheet *self,
                      gint64            deposited,
                      gint64            safe,
                      gint64            carried)
{
  return self->brought + self->collected - deposited - safe - carried;
}

/**
 * fc_day_sheet_explain:
 *
 * Returns: (transfer full) (nullable): a sentence with the difference; %NULL where there is none
 */
char *
fc_day_sheet_explain (const FcDaySheet *self,
                      gint64            deposited,
                      gint64            safe,
                      gint64            carried)
{
  gint64 missing = fc_day_sheet_missing (self, deposited, safe, carried);
  g_autofree char *gap = fc_money_format (ABS (missing), self->currency);
  g_autofree char *split = fc_money_format (deposited + safe + carried, self->currency);
  g_autofree char *brought = fc_money_format (self->brought, self->currency);
  g_autofree char *collected = fc_money_format (self->collected, self->currency);

  if (missing == 0)
    return NULL;
  return g_strdup_printf (
    missing > 0
      ? _ ("%s is missing: deposited, safe and float come to %s, but %s was brought forward and %s collected")
      : _ ("%s is too much: deposited, safe and float come to %s, but %s was brought forward and %s collected"),
    gap, split, brought, collected);
}

/**
 * fc_day_sheet_blocking:
 *
 * Returns: how many obstacles of @step only work removes
 */
guint
fc_day_sheet_blocking (const FcDaySheet *self,
                       FcDayStep         step)
{
  guint n = 0;

  for (guint i = 0; i < self->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = self->obstacles->pdata[i];

      n += obstacle->step == step && obstacle->blocks;
    }
  return n;
}

/**
 * fc_day_sheet_shift:
 * @shift_id: a version that counts, or one that waits for approval
 *
 * Returns: (transfer none) (nullable)
 */
const FcDayShift *
fc_day_sheet_shift (const FcDaySheet *self,
                    const FcId       *shift_id)
{
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FcDayShift *shift = &g_array_index (self->shifts, FcDayShift, i);

      if (fc_id_equal (fc_record_get_id (fc_day_shift_record (shift)), shift_id) ||
          fc_id_equal (fc_record_get_id (shift->newest), shift_id))
        return shift;
    }
  return NULL;
}

/**
 * fc_day_state_name:
 *
 * Returns: "missing", "open", "ready", "closed" or "reopened"
 */
const char *
fc_day_state_name (FcDayState state)
{
  static const char *const names[FC_N_DAY_STATES] = { "missing", "open", "ready", "closed", "reopened" };

  return names[state];
}
