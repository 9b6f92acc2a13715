/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-sheet-private.h"

#include "fc-date-style.h"
#include "fc-day-lock.h"
#include "fc-money.h"
#include "fc-quantity.h"
#include "fc-shift-versions.h"

#include <glib/gi18n-lib.h>

/* What stands in the way of the close: some of it only work removes, some may be accepted with a reason. */

static FcDayObstacle *add (FcDaySheet *self,
                           FcDayStep   step,
                           gboolean    blocks,
                           char       *what,
                           FcEntity    entity,
                           const FcId *row_id,
                           const char *format,
                           ...) G_GNUC_PRINTF (7, 8);

void
fc_day_obstacle_free (gpointer pointer)
{
  FcDayObstacle *obstacle = pointer;

  g_free (obstacle->what);
  g_free (obstacle->text);
  g_free (obstacle);
}

/* @what: (transfer full) */
static FcDayObstacle *
add (FcDaySheet *self,
     FcDayStep   step,
     gboolean    blocks,
     char       *what,
     FcEntity    entity,
     const FcId *row_id,
     const char *format,
     ...)
{
  FcDayObstacle *obstacle = g_new0 (FcDayObstacle, 1);
  va_list args;

  obstacle->step = step;
  obstacle->blocks = blocks;
  obstacle->what = what;
  obstacle->entity = entity;
  obstacle->row_id = *row_id;
  obstacle->shift_step = -1;
  va_start (args, format);
  obstacle->text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->obstacles, obstacle);
  return obstacle;
}

static char *
about (const char *what,
       const FcId *id,
       const FcId *other)
{
  char text[FC_ID_STRING_LENGTH + 1], more[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  if (other == NULL)
    return g_strdup_printf ("%s:%s", what, text);
  fc_id_to_string (other, more);
  return g_strdup_printf ("%s:%s:%s", what, text, more);
}

static FcVolumeUnit
unit_of (const FcDaySheet *self)
{
  const char *unit = self->station != NULL ? fc_record_get_text (self->station, FC_STATION_VOLUME_UNIT) : NULL;

  return fc_volume_unit_named (unit);
}

static char *
volume (const FcDaySheet *self,
        gint64            ml)
{
  return fc_volume_say (ml, unit_of (self), 1);
}

static int
number_of (FcRecord *shift)
{
  return (int) fc_record_get_int (shift, FC_SHIFT_NUMBER);
}

/* The day before is not closed: its safe and its closings are not known for sure. */
static void
find_days_before (FcDaySheet *self)
{
  FcDate due = 0;
  g_autofree char *before = NULL;
  g_autofree char *from = NULL;

  if (self->day_before != NULL &&
      g_strcmp0 (fc_record_get_text (self->day_before, FC_DAY_CLOSE_STATE), "reopened") == 0)
    {
      before = fc_date_format ((FcDate) fc_record_get_int (self->day_before, FC_DAY_CLOSE_BUSINESS_DATE));
      add (self, FC_DAY_STEP_SHIFTS, TRUE, g_strdup ("before"), FC_DAY_CLOSE, fc_record_get_id (self->day_before),
           _ ("%s was reopened: close that day again first"), before);
    }
  if (self->station == NULL || fc_record_is_null (self->station, FC_STATION_BUSINESS_DATE))
    return;
  due = (FcDate) fc_record_get_int (self->station, FC_STATION_BUSINESS_DATE);
  if (due >= self->date)
    return;
  from = fc_date_format (due);
  before = fc_date_format (self->date - 1);
  if (due == self->date - 1)
    add (self, FC_DAY_STEP_SHIFTS, FALSE, g_strdup ("gap"), FC_STATION, &self->station_id,
         _ ("%s is not closed: close that day first, or say why it stays open"), from);
  else
    add (self, FC_DAY_STEP_SHIFTS, FALSE, g_strdup ("gap"), FC_STATION, &self->station_id,
         _ ("The days from %s to %s are not closed: close them first, or say why they stay open"), from, before);
}

/* Translators: the state of a shift stands in quotes: “Open” */
static const char *
not_approved (const char *state)
{
  return g_strcmp0 (state, "submitted") == 0
           ? _ ("Shift %d is waiting for approval: it must be approved before the day closes")
           : _ ("Shift %d is “%s”: it must be approved before the day closes");
}

static void
find_unapproved (FcDaySheet *self)
{
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FcDayShift *shift = &g_array_index (self->shifts, FcDayShift, i);
      FcRecord *record = fc_day_shift_record (shift);
      const char *state = fc_record_get_text (record, FC_SHIFT_STATE);

      if (g_strcmp0 (state, "approved") != 0)
        add (self, FC_DAY_STEP_SHIFTS, TRUE, about ("shift", fc_record_get_id (record), NULL), FC_SHIFT,
             fc_record_get_id (record), not_approved (state), number_of (record), _ (fc_choice_text (state)));
      else if (shift->newest != record)
        add (self, FC_DAY_STEP_SHIFTS, TRUE, about ("correction", fc_record_get_id (shift->newest), NULL), FC_SHIFT,
             fc_record_get_id (shift->newest), _ ("Shift %d has a correction that is “%s”: it must be approved first"),
             number_of (record), _ (fc_choice_text (fc_record_get_text (shift->newest, FC_SHIFT_STATE))));
    }
}

static gboolean
has_number (const FcDaySheet *self,
            int               number)
{
  for (guint i = 0; i < self->shifts->len; i++)
    if (number_of (fc_day_shift_record (&g_array_index (self->shifts, FcDayShift, i))) == number)
      return TRUE;
  return FALSE;
}

static void
find_missing_shifts (FcDaySheet *self)
{
  int highest = 0, lowest = G_MAXINT;

  if (self->shifts->len == 0)
    {
      add (self, FC_DAY_STEP_SHIFTS, FALSE, g_strdup ("no-shifts"), FC_STATION, &self->station_id,
           _ ("No shift was kept on this day: enter what is missing, or say why the station did not trade"));
      return;
    }
  for (guint i = 0; i < self->shifts->len; i++)
    {
      int number = number_of (fc_day_shift_record (&g_array_index (self->shifts, FcDayShift, i)));

      highest = MAX (highest, number);
      lowest = MIN (lowest, number);
    }
  for (int n = lowest + 1; n < highest; n++)
    if (!has_number (self, n))
      add (self, FC_DAY_STEP_SHIFTS, FALSE, g_strdup_printf ("missing-shift:%d", n), FC_STATION, &self->station_id,
           _ ("Shift %d is missing between shifts %d and %d: enter it, or say why there is none"), n, lowest, highest);
}

/* Two offices that were offline opened the same shift: the day has its figures twice. */
static void
find_twins (FcDaySheet *self,
            FcRowSet   *rows)
{
  for (guint i = 1; i < self->shifts->len; i++)
    for (guint j = 0; j < i; j++)
      {
        FcRecord *one = fc_day_shift_record (&g_array_index (self->shifts, FcDayShift, j));
        FcRecord *other = fc_day_shift_record (&g_array_index (self->shifts, FcDayShift, i));
        g_autofree char *here = NULL, *there = NULL;

        if (!fc_shift_is_twin (one, other))
          continue;
        here = fc_shift_dup_source (rows, one);
        there = fc_shift_dup_source (rows, other);
        add (self, FC_DAY_STEP_SHIFTS, FALSE, about ("twin", fc_record_get_id (one), fc_record_get_id (other)), FC_SHIFT,
             fc_record_get_id (other),
             /* Translators: a shift’s number, and who opened the two */
             _ ("Shift %d was opened twice, by %s and by %s: discard one or give it another number, or say why both count"),
             number_of (other), here, there);
      }
}

static const char *
label_of (FcRecord *nozzle)
{
  return nozzle != NULL ? fc_record_get_text (nozzle, FC_NOZZLE_LABEL) : "?";
}

static void
find_holes (FcDaySheet *self)
{
  for (guint i = 0; i < self->holes->len; i++)
    {
      const FcDayHole *hole = &g_array_index (self->holes, FcDayHole, i);
      g_autofree char *closing = volume (self, hole->closing), *opening = volume (self, hole->opening);
      g_autofree char *date = NULL;
      FcDayObstacle *obstacle;

      if (hole->after == NULL)
        {
          add (self, FC_DAY_STEP_METERS, FALSE, about ("nozzle", &hole->nozzle_id, NULL), FC_NOZZLE, &hole->nozzle_id,
               _ ("Nozzle %s has no line in any shift of the day: enter it, or say why it was not read"),
               label_of (hole->nozzle));
          continue;
        }
      date = fc_date_format ((FcDate) fc_record_get_int (hole->before, FC_SHIFT_BUSINESS_DATE));
      obstacle = add (self, FC_DAY_STEP_METERS, FALSE,
                      about ("hole", &hole->nozzle_id, fc_record_get_id (hole->after)), FC_SHIFT,
                      fc_record_get_id (hole->after),
                      /* Translators: shift 2 of a date closed with a volume */
                      _ ("Nozzle %s: shift %d of %s closed with %s, but shift %d opened with %s"),
                      label_of (hole->nozzle), number_of (hole->before), date, closing, number_of (hole->after),
                      opening);
      obstacle->shift_step = FC_STEP_METERS;
      obstacle->chain = fc_record_get_int (hole->before, FC_SHIFT_BUSINESS_DATE) < self->date;
    }
}

static int
tank_number (const FcDayTank *tank)
{
  return tank->tank != NULL ? (int) fc_record_get_int (tank->tank, FC_TANK_NUMBER) : 0;
}

static FcRecord *
last_shift (const FcDaySheet *self)
{
  guint n = self->shifts->len;

  return n > 0 ? fc_day_shift_record (&g_array_index (self->shifts, FcDayShift, n - 1)) : NULL;
}

static gboolean
is_approved (FcRecord *shift)
{
  return g_strcmp0 (fc_record_get_text (shift, FC_SHIFT_STATE), "approved") == 0;
}

static void
judge_tank (FcDaySheet      *self,
            const FcDayTank *tank)
{
  g_autofree char *variance = volume (self, tank->variance), *sales = volume (self, tank->sales);
  g_autofree char *opening = volume (self, tank->opening), *before = volume (self, tank->before);
  FcDayObstacle *obstacle;

  if (tank->verdict == FC_DAY_TANK_NO_DIP && self->shifts->len > 0 && is_approved (last_shift (self)))
    {
      obstacle = add (self, FC_DAY_STEP_TANKS, FALSE, about ("tank-dip", &tank->tank_id, NULL), FC_SHIFT,
                      fc_record_get_id (last_shift (self)),
                      _ ("Tank %d has no dip at the end of the day: enter it, or say why there is none"),
                      tank_number (tank));
      obstacle->shift_step = FC_STEP_TANKS;
    }
  if (tank->verdict >= FC_DAY_TANK_INVESTIGATE)
    add (self, FC_DAY_STEP_TANKS, FALSE, about ("tank-variance", &tank->tank_id, NULL), FC_TANK, &tank->tank_id,
         tank->verdict == FC_DAY_TANK_ESCALATE
           ? _ ("Tank %d: variance %s on sales of %s is far above tolerance: find the cause, and say what it was")
           : _ ("Tank %d: variance %s on sales of %s is above tolerance: look into it, and say what it was"),
         tank_number (tank), variance, sales);
  if (tank->has_before && tank->before != tank->opening)
    {
      obstacle = add (self, FC_DAY_STEP_TANKS, FALSE, about ("tank-opening", &tank->tank_id, NULL), FC_TANK,
                      &tank->tank_id, _ ("Tank %d: the day before ended with %s, but this day began with %s"),
                      tank_number (tank), before, opening);
      obstacle->chain = TRUE;
    }
}

static void
find_uncounted (FcDaySheet *self)
{
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FcShiftSheet *sheet = g_array_index (self->shifts, FcDayShift, i).sheet;
      g_autofree char *expected = fc_money_format (sheet->expected_cash, self->currency);
      gboolean all = sheet->counted_any;
      FcDayObstacle *obstacle;

      for (guint j = 0; j < sheet->drawers->len; j++)
        all &= g_array_index (sheet->drawers, FcSheetDrawer, j).counted_any;
      if (all || !is_approved (sheet->shift))
        continue;
      obstacle = add (self, FC_DAY_STEP_CASH, FALSE, about ("uncounted", fc_record_get_id (sheet->shift), NULL),
                      FC_SHIFT, fc_record_get_id (sheet->shift),
                      _ ("Shift %d: a drawer was not counted, and is taken to hold what it should (%s)"),
                      number_of (sheet->shift), expected);
      obstacle->shift_step = FC_STEP_CASH_COUNT;
    }
}

/* A closed day that no longer begins with what the day before ended with. */
static void
find_changed_brought (FcDaySheet *self)
{
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  FcDayObstacle *obstacle;

  if (self->state != FC_DAY_CLOSED || fc_record_get_int (self->day, FC_DAY_CLOSE_BROUGHT) == self->brought)
    return;
  was = fc_money_format (fc_record_get_int (self->day, FC_DAY_CLOSE_BROUGHT), self->currency);
  is = fc_money_format (self->brought, self->currency);
  obstacle = add (self, FC_DAY_STEP_CASH, FALSE, g_strdup ("brought"), FC_DAY_CLOSE, fc_record_get_id (self->day),
                  _ ("%s was brought forward when this day closed, but the day before now ends with %s"), was, is);
  obstacle->chain = TRUE;
}

static int
compare_obstacles (gconstpointer a,
                   gconstpointer b)
{
  const FcDayObstacle *x = *(const FcDayObstacle *const *) a, *y = *(const FcDayObstacle *const *) b;

  if (x->step != y->step)
    return x->step < y->step ? -1 : 1;
  return (y->blocks != FALSE) - (x->blocks != FALSE);
}

/* Fills obstacles; all figures are there already. */
void
fc_day_find_obstacles (FcDaySheet *self,
                       FcRowSet   *rows)
{
  find_days_before (self);
  find_unapproved (self);
  find_twins (self, rows);
  find_missing_shifts (self);
  find_holes (self);
  for (guint i = 0; i < self->tanks->len; i++)
    judge_tank (self, &g_array_index (self->tanks, FcDayTank, i));
  find_uncounted (self);
  find_changed_brought (self);
  g_ptr_array_sort (self->obstacles, compare_obstacles);
}
