/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include "fc-money.h"

#include <string.h>

/* The meters: a line a nozzle, cut into segments where its price or its meter changed. */

#define DEFAULT_DIGITS 7

/* The mL after which a totalizer of so many digits before the point starts again at nought. */
gint64
fc_meter_span (gint64 digits)
{
  gint64 span = 1000;

  for (gint64 i = 0; i < (digits > 0 ? digits : DEFAULT_DIGITS); i++)
    span *= 10;
  return span;
}

const char *
fc_sheet_nozzle_name (const FcSheetMeter *line)
{
  const char *label = line->nozzle != NULL ? fc_record_get_text (line->nozzle, FC_NOZZLE_LABEL) : NULL;

  return label != NULL ? label : "?";
}

static void
measure (FcSheetSegment *segment,
         gboolean        has_closing,
         gboolean        rolled_over,
         gint64          span)
{
  if (!has_closing)
    segment->problem = FC_METER_MISSING;
  else if (segment->closing >= segment->opening)
    segment->gross = segment->closing - segment->opening;
  else if (rolled_over)
    segment->gross = segment->closing + span - segment->opening;
  else
    {
      segment->problem = FC_METER_BACKWARDS;
      segment->may_roll = segment->opening > span - span / 10 && segment->closing < span / 10;
    }
}

/* What the next segment starts with. */
typedef struct {
  gint64 opening, price, digits;
} Start;

static void
end_by_change (FcShiftSheet *self,
               guint         meter,
               FcRecord     *change,
               Start        *start)
{
  FcSheetSegment segment = { .change = change, .meter = meter, .opening = start->opening, .price = start->price };
  gboolean replaced = g_strcmp0 (fc_record_get_text (change, FC_METER_CHANGE_KIND), "replacement") == 0;

  segment.closing = fc_record_get_int (change, FC_METER_CHANGE_CLOSING);
  measure (&segment, TRUE, fc_record_get_bool (change, FC_METER_CHANGE_ROLLED_OVER), fc_meter_span (start->digits));
  g_array_append_val (self->segments, segment);
  start->opening = replaced ? fc_record_get_int (change, FC_METER_CHANGE_OPENING) : segment.closing;
  if (replaced && !fc_record_is_null (change, FC_METER_CHANGE_DIGITS))
    start->digits = fc_record_get_int (change, FC_METER_CHANGE_DIGITS);
  if (!fc_record_is_null (change, FC_METER_CHANGE_PRICE))
    start->price = fc_record_get_int (change, FC_METER_CHANGE_PRICE);
}

static void
end_by_closing (FcShiftSheet *self,
                guint         meter,
                FcRecord     *reading,
                const Start  *start)
{
  FcSheetSegment segment = { .meter = meter, .opening = start->opening, .price = start->price };

  segment.closing = fc_record_get_int (reading, FC_METER_READING_CLOSING);
  measure (&segment, !fc_record_is_null (reading, FC_METER_READING_CLOSING),
           fc_record_get_bool (reading, FC_METER_READING_ROLLED_OVER), fc_meter_span (start->digits));
  g_array_append_val (self->segments, segment);
}

static FcSheetSegment *
segments_of (FcShiftSheet       *self,
             const FcSheetMeter *line)
{
  return &g_array_index (self->segments, FcSheetSegment, line->first_segment);
}

static void
cut_line (FcShiftSheet *self,
          FcSheetMeter *line,
          GPtrArray    *changes,
          guint         meter)
{
  const FcId *nozzle_id = fc_record_get_ref (line->reading, FC_METER_READING_NOZZLE_ID);
  Start start = { fc_record_get_int (line->reading, FC_METER_READING_OPENING),
                  fc_record_get_int (line->reading, FC_METER_READING_PRICE),
                  fc_record_get_int (line->reading, FC_METER_READING_DIGITS) };

  if (start.digits == 0 && line->nozzle != NULL)
    start.digits = fc_record_get_int (line->nozzle, FC_NOZZLE_DIGITS);
  line->first_segment = self->segments->len;
  for (guint i = 0; i < changes->len; i++)
    if (nozzle_id != NULL && fc_id_equal (fc_record_get_ref (changes->pdata[i], FC_METER_CHANGE_NOZZLE_ID), nozzle_id))
      end_by_change (self, meter, changes->pdata[i], &start);
  end_by_closing (self, meter, line->reading, &start);
  line->n_segments = self->segments->len - line->first_segment;
}

/* The tests come out of the last segment, and out of those before it where it is too short. */
static void
take_tests (FcSheetSegment *segments,
            guint           n,
            gint64          test)
{
  for (guint i = n; i-- > 0;)
    {
      segments[i].test = MIN (test, segments[i].gross);
      segments[i].net = segments[i].gross - segments[i].test;
      test -= segments[i].test;
    }
}

static void
clear_segments (FcSheetSegment *segments,
                guint           n)
{
  for (guint i = 0; i < n; i++)
    segments[i].gross = segments[i].test = segments[i].net = segments[i].amount = 0;
}

static void
add_up_line (FcShiftSheet *self,
             FcSheetMeter *line)
{
  FcSheetSegment *segments = segments_of (self, line);

  for (guint i = 0; i < line->n_segments; i++)
    {
      if (line->problem == FC_METER_OK)
        {
          line->problem = segments[i].problem;
          line->may_roll = segments[i].may_roll;
        }
      line->gross += segments[i].gross;
    }
  line->test = fc_record_get_int (line->reading, FC_METER_READING_TEST);
  if (line->problem == FC_METER_OK && line->test > line->gross)
    line->problem = FC_METER_TEST_ABOVE;
  if (line->problem == FC_METER_OK)
    take_tests (segments, line->n_segments, line->test);
  else if (line->problem != FC_METER_TEST_ABOVE)
    {
      line->gross = 0;
      clear_segments (segments, line->n_segments);
    }
}

/* The amount by the rates; where the POS gave one that stands, and the last segment takes the difference. */
static void
price_line (FcShiftSheet *self,
            FcSheetMeter *line)
{
  FcSheetSegment *segments = segments_of (self, line);

  for (guint i = 0; i < line->n_segments; i++)
    {
      segments[i].amount = fc_money_of_volume (segments[i].net, segments[i].price, self->currency);
      line->net += segments[i].net;
      line->amount += segments[i].amount;
    }
  if (fc_record_is_null (line->reading, FC_METER_READING_POS_AMOUNT))
    return;
  segments[line->n_segments - 1].amount +=
    fc_record_get_int (line->reading, FC_METER_READING_POS_AMOUNT) - line->amount;
  line->amount = fc_record_get_int (line->reading, FC_METER_READING_POS_AMOUNT);
}

/* A line with its name, by which lines are sorted. */
typedef struct {
  FcSheetMeter line;
  char *key;
} Named;

static void
named_clear (gpointer pointer)
{
  g_free (((Named *) pointer)->key);
}

static int
compare_named (gconstpointer a,
               gconstpointer b)
{
  const Named *x = a, *y = b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : fc_id_compare (fc_record_get_id (x->line.reading), fc_record_get_id (y->line.reading));
}

static GArray *
named_lines (FcShiftSheet *self,
             FcRowSet     *rows)
{
  g_autoptr (GPtrArray) readings =
    fc_row_set_list_by (rows, FC_METER_READING, FC_METER_READING_SHIFT_ID, fc_record_get_id (self->shift));
  GArray *named = g_array_sized_new (FALSE, TRUE, sizeof (Named), readings->len);

  g_array_set_clear_func (named, named_clear);
  for (guint i = 0; i < readings->len; i++)
    {
      Named one = { .line = { .reading = readings->pdata[i] } };

      one.line.nozzle =
        fc_row_set_get (rows, FC_NOZZLE, fc_record_get_ref (readings->pdata[i], FC_METER_READING_NOZZLE_ID));
      one.line.product =
        fc_row_set_get (rows, FC_PRODUCT, fc_record_get_ref (readings->pdata[i], FC_METER_READING_PRODUCT_ID));
      one.key = g_utf8_collate_key_for_filename (fc_sheet_nozzle_name (&one.line), -1);
      g_array_append_val (named, one);
    }
  g_array_sort (named, compare_named);
  return named;
}

/* Fills meters and segments, and the fuel of each drawer. */
void
fc_sheet_add_meters (FcShiftSheet *self,
                     FcRowSet     *rows)
{
  g_autoptr (GArray) named = named_lines (self, rows);
  g_autoptr (GPtrArray) changes =
    fc_row_set_list_by (rows, FC_METER_CHANGE, FC_METER_CHANGE_SHIFT_ID, fc_record_get_id (self->shift));

  fc_records_sort (changes, FC_METER_CHANGE_CHANGED_AT);
  for (guint i = 0; i < named->len; i++)
    {
      FcSheetMeter line = g_array_index (named, Named, i).line;
      FcSheetDrawer *drawer = fc_sheet_drawer_of (self, line.reading, FC_METER_READING_DRAWER_ID);

      cut_line (self, &line, changes, i);
      add_up_line (self, &line);
      price_line (self, &line);
      line.drawer = drawer->drawer;
      drawer->fuel_volume += line.net;
      drawer->fuel_amount += line.amount;
      g_array_append_val (self->meters, line);
    }
}

/**
 * fc_sheet_meter_segment:
 * @n: below the line's n_segments
 *
 * Returns: (transfer none)
 */
const FcSheetSegment *
fc_sheet_meter_segment (const FcShiftSheet *self,
                        const FcSheetMeter *line,
                        guint               n)
{
  g_return_val_if_fail (n < line->n_segments, NULL);

  return &g_array_index (self->segments, FcSheetSegment, line->first_segment + n);
}
