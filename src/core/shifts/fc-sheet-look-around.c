/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include "fc-money.h"
#include "fc-quantity.h"
#include "fc-shift-args.h"
#include "fc-shift-versions.h"
#include "fc-time.h"

#include <glib/gi18n-lib.h>

/* Anomalies that need more than the shift's own rows: a nozzle's habit, the price book, conflicts, the clock. */

#define LEAST_SHIFTS  8    /* a habit of fewer is none */
#define MAD_FACTOR_PM 5189 /* 3.5 × 1.4826, in 1/1000 */
#define LEAST_PERCENT 30
#define CLOCK_SLACK   (10 * 60 * G_USEC_PER_SEC)
#define LATE_HOURS    24
#define LONG_HOURS    26   /* a 24-hour site's shift on the night the clocks go back, and a little */

static int
compare_volumes (gconstpointer a,
                 gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static gint64
median_of (gint64 *numbers,
           guint   n)
{
  qsort (numbers, n, sizeof *numbers, compare_volumes);
  return n % 2 == 1 ? numbers[n / 2] : numbers[n / 2 - 1] + (numbers[n / 2] - numbers[n / 2 - 1]) / 2;
}

/**
 * fc_nozzle_habit_init:
 * @volumes: net volumes of past shifts in mL; used up
 *
 * Median and median absolute deviation, which a single wild reading does not move (Iglewicz and Hoaglin 1993).
 */
void
fc_nozzle_habit_init (FcNozzleHabit *self,
                      const FcId    *nozzle_id,
                      gint64        *volumes,
                      guint          n_volumes)
{
  self->nozzle_id = *nozzle_id;
  self->n = n_volumes;
  self->median = n_volumes > 0 ? median_of (volumes, n_volumes) : 0;
  for (guint i = 0; i < n_volumes; i++)
    volumes[i] = ABS (volumes[i] - self->median);
  self->mad = n_volumes > 0 ? median_of (volumes, n_volumes) : 0;
}

static gboolean
is_far (const FcNozzleHabit *habit,
        gint64               net)
{
  FcInt128 apart = ABS ((FcInt128) net - habit->median);

  return habit->n >= LEAST_SHIFTS && apart * 1000 > (FcInt128) habit->mad * MAD_FACTOR_PM &&
         apart * 100 > (FcInt128) habit->median * LEAST_PERCENT;
}

static void
look_at_habit (FcShiftSheet        *self,
               const FcSheetMeter  *line,
               const FcNozzleHabit *habit)
{
  g_autofree char *volume = fc_volume_say (line->net, self->volume_unit, 0);
  g_autofree char *usual = fc_volume_say (habit->median, self->volume_unit, 0);
  gint64 tenths = habit->median > 0 ? fc_divide_half_even ((FcInt128) line->net * 10, habit->median) : 0;
  g_autofree char *times = fc_decimal_format_grouped (tenths, 1, 1);

  if (line->problem != FC_METER_OK || !is_far (habit, line->net))
    return;
  if (line->net > habit->median && habit->median > 0)
    fc_shift_sheet_odd (self, FC_ANOMALY_HABIT, FC_LEVEL_ODD, FC_STEP_METERS, fc_record_get_id (line->reading),
                        /* Translators: a nozzle, a volume and how many times: “1A: 900 L is 3.1 × this …” */
                        _ ("%s: %s is %s × what this nozzle usually sells"), fc_sheet_nozzle_name (line), volume, times);
  else
    fc_shift_sheet_odd (self, FC_ANOMALY_HABIT, FC_LEVEL_ODD, FC_STEP_METERS, fc_record_get_id (line->reading),
                        _ ("%s: %s, where this nozzle usually sells %s"), fc_sheet_nozzle_name (line), volume, usual);
}

static void
look_at_habits (FcShiftSheet        *self,
                const FcNozzleHabit *habits,
                guint                n_habits)
{
  for (guint i = 0; i < self->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (self->meters, FcSheetMeter, i);
      const FcId *nozzle_id = fc_record_get_ref (line->reading, FC_METER_READING_NOZZLE_ID);

      for (guint j = 0; nozzle_id != NULL && j < n_habits; j++)
        if (fc_id_equal (&habits[j].nozzle_id, nozzle_id))
          look_at_habit (self, line, &habits[j]);
    }
}

/* What the book had in force between two instants. */
typedef struct {
  guint n;
  gint64 latest;
  gboolean has_price;
} Book;

static Book
read_book (FcShiftSheet *self,
           FcRowSet     *rows,
           const FcId   *product_id,
           gint64        from,
           gint64        until,
           gint64        price)
{
  const FcId *station_id = fc_record_get_ref (self->shift, FC_SHIFT_STATION_ID);
  g_autoptr (GPtrArray) prices = fc_row_set_list_by (rows, FC_PRICE, FC_PRICE_PRODUCT_ID, product_id);
  gint64 first = fc_price_at (rows, station_id, product_id, from);
  Book book = { first > 0, first, first > 0 && first == price };

  for (guint i = 0; i < prices->len; i++)
    {
      gint64 at = fc_record_get_int (prices->pdata[i], FC_PRICE_EFFECTIVE_AT);
      gint64 one = fc_record_get_int (prices->pdata[i], FC_PRICE_PRICE);

      if (at <= from || at >= until || !fc_id_equal (fc_record_get_ref (prices->pdata[i], FC_PRICE_STATION_ID), station_id))
        continue;
      book.n += one != first;
      book.latest = one;
      book.has_price |= one == price;
    }
  return book;
}

static gint64
end_of_line (FcShiftSheet       *self,
             const FcSheetMeter *line)
{
  if (!fc_record_is_null (self->shift, FC_SHIFT_CLOSED_AT))
    return fc_record_get_int (self->shift, FC_SHIFT_CLOSED_AT);
  return fc_record_get_int (line->reading, FC_METER_READING_READ_AT);
}

static void
look_at_price (FcShiftSheet         *self,
               FcRowSet             *rows,
               const FcSheetMeter   *line,
               const FcSheetSegment *segment,
               gint64                from,
               gint64                until)
{
  const FcId *product_id = fc_record_get_ref (line->reading, FC_METER_READING_PRODUCT_ID);
  const FcId *id = fc_record_get_id (line->reading);
  g_autofree char *price = fc_price_format (segment->price);
  g_autofree char *right = NULL;
  Book book;

  if (product_id == NULL || segment->net == 0)
    return;
  book = read_book (self, rows, product_id, from, until, segment->price);
  right = fc_price_format (book.latest);
  if (book.n > 0 && !book.has_price)
    fc_shift_sheet_odd (self, FC_ANOMALY_PRICE, FC_LEVEL_ODD, FC_STEP_METERS, id,
                        _ ("Nozzle %s: sold at %s, where the price book says %s"), fc_sheet_nozzle_name (line), price,
                        right);
  else if (book.n > 1 && fc_record_is_null (line->reading, FC_METER_READING_POS_AMOUNT))
    fc_shift_sheet_odd (self, FC_ANOMALY_PRICE, FC_LEVEL_ODD, FC_STEP_METERS, id,
                        _ ("Nozzle %s: the price changed to %s during the shift, but its meter was not read then"),
                        fc_sheet_nozzle_name (line), right);
}

static void
look_at_prices (FcShiftSheet *self,
                FcRowSet     *rows)
{
  for (guint i = 0; i < self->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (self->meters, FcSheetMeter, i);
      gint64 from = fc_record_get_int (self->shift, FC_SHIFT_OPENED_AT);

      for (guint j = 0; j < line->n_segments; j++)
        {
          const FcSheetSegment *segment = fc_sheet_meter_segment (self, line, j);
          gint64 until = segment->change != NULL ? fc_record_get_int (segment->change, FC_METER_CHANGE_CHANGED_AT)
                                                 : end_of_line (self, line);

          look_at_price (self, rows, line, segment, from, until);
          from = until;
        }
    }
}

/* A figure of the shift that two people entered: the first one counts until somebody decides. */
static void
look_at_conflict (FcShiftSheet *self,
                  FcRecord     *conflict)
{
  const FcEntityInfo *info = fc_catalog_find (fc_record_get_text (conflict, FC_CONFLICT_ENTITY));
  int field = info != NULL ? fc_catalog_field (info->id, fc_record_get_text (conflict, FC_CONFLICT_FIELD)) : -1;
  FcShiftStep step = info != NULL ? fc_shift_step_of (info->id) : FC_N_STEPS;

  if (field < 0)
    return;
  fc_shift_sheet_odd (self, FC_ANOMALY_CONFLICT, FC_LEVEL_ODD, step < FC_N_STEPS ? step : FC_STEP_OVER_SHORT,
                      fc_record_get_ref (conflict, FC_CONFLICT_ROW_ID),
                      /* Translators: what kind of record, and which of its fields: “Meter reading, Closing: …” */
                      _ ("%s, %s: two people entered different figures. Decide in the sync centre which one stands"),
                      _ (info->label), _ (info->fields[field].label));
}

static void
look_at_conflicts (FcShiftSheet *self,
                   FcRowSet     *rows)
{
  g_autoptr (GPtrArray) conflicts = fc_row_set_list_by (rows, FC_CONFLICT, FC_CONFLICT_ROOT_ID,
                                                        fc_record_get_id (self->shift));

  for (guint i = 0; i < conflicts->len; i++)
    if (g_strcmp0 (fc_record_get_text (conflicts->pdata[i], FC_CONFLICT_STATE), "open") == 0)
      look_at_conflict (self, conflicts->pdata[i]);
}

static void
look_for_twin (FcShiftSheet *self,
               FcRowSet     *rows)
{
  FcRecord *twin = fc_shift_twin (rows, self->shift);
  g_autofree char *here = twin != NULL ? fc_shift_dup_source (rows, self->shift) : NULL;
  g_autofree char *there = twin != NULL ? fc_shift_dup_source (rows, twin) : NULL;

  if (twin != NULL)
    fc_shift_sheet_odd (self, FC_ANOMALY_TWIN, FC_LEVEL_ODD, FC_STEP_METERS, NULL,
                        /* Translators: a shift’s number, and who opened the two */
                        _ ("Shift %d was opened twice: by %s and by %s"),
                        (int) fc_record_get_int (self->shift, FC_SHIFT_NUMBER), here, there);
}

/* How late it is speaks to who is to hand the shift in, not to who reads it weeks later. */
static void
look_at_clock (FcShiftSheet *self,
               gint64        now_us)
{
  gboolean pending = fc_shift_check_writable (self->shift, NULL);
  gint64 opened = fc_record_get_int (self->shift, FC_SHIFT_OPENED_AT);
  gint64 closed = fc_record_get_int (self->shift, FC_SHIFT_CLOSED_AT);

  if (fc_record_is_null (self->shift, FC_SHIFT_CLOSED_AT))
    closed = now_us;
  if (pending && closed > now_us + CLOCK_SLACK)
    fc_shift_sheet_odd (self, FC_ANOMALY_TIME, FC_LEVEL_ODD, FC_STEP_METERS, NULL,
                        _ ("The shift closes in the future"));
  else if (pending && now_us - closed > LATE_HOURS * FC_HOUR_US)
    fc_shift_sheet_odd (self, FC_ANOMALY_TIME, FC_LEVEL_NOTE, FC_STEP_METERS, NULL,
                        ngettext ("The shift closed %d hour ago", "The shift closed %d hours ago",
                                  (gulong) ((now_us - closed) / FC_HOUR_US)),
                        (int) ((now_us - closed) / FC_HOUR_US));
  if (closed < opened)
    fc_shift_sheet_odd (self, FC_ANOMALY_TIME, FC_LEVEL_ODD, FC_STEP_METERS, NULL,
                        _ ("The shift closes before it opens"));
  else if (closed - opened > LONG_HOURS * FC_HOUR_US)
    fc_shift_sheet_odd (self, FC_ANOMALY_TIME, FC_LEVEL_NOTE, FC_STEP_METERS, NULL,
                        ngettext ("The shift lasted %d hour", "The shift lasted %d hours",
                                  (gulong) ((closed - opened) / FC_HOUR_US)),
                        (int) ((closed - opened) / FC_HOUR_US));
}

/**
 * fc_shift_sheet_look_around:
 * @rows: the sheet's, with the station's prices where they are to be compared
 * @habits: (array length=n_habits) (nullable)
 * @now_us: UTC µs: the clock of who asks
 *
 * Adds the anomalies that need more than the shift's rows. Before "Review / Submit anyway", and in shift.submit, where
 * there are no habits. Not for every key stroke: it reads the price book.
 */
void
fc_shift_sheet_look_around (FcShiftSheet        *self,
                            FcRowSet            *rows,
                            const FcNozzleHabit *habits,
                            guint                n_habits,
                            gint64               now_us)
{
  look_at_habits (self, habits, n_habits);
  look_at_prices (self, rows);
  look_at_conflicts (self, rows);
  look_for_twin (self, rows);
  look_at_clock (self, now_us);
}
