/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-fold-private.h"

#include <glib/gi18n-lib.h>

static char *
plain_id (const char *id)
{
  return id != NULL ? fc_naxml_normalise_id (id) : NULL;
}

static gboolean
is_code (const char *code,
         const char *wanted)
{
  return code != NULL && g_ascii_strcasecmp (code, wanted) == 0;
}

FcFold *
fc_fold_new (void)
{
  FcFold *self = g_new0 (FcFold, 1);

  self->feed = fc_shift_feed_new ();
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->misc_sales = g_ptr_array_new_with_free_func (fc_feed_grade_sales_free);
  return self;
}

void
fc_fold_free (FcFold *self)
{
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->misc_sales);
  fc_shift_feed_free (self->feed);
  g_free (self);
}

/* Takes @line, which has its key; one with the same key gets its figures added. */
static void
take_line (FcFold        *self,
           FcFeedShapeId  shape,
           gpointer       line)
{
  GPtrArray *array = fc_feed_array (self->feed, shape);
  char *key = *(char **) line;
  gpointer there = g_hash_table_lookup (self->by_key, key);

  if (there == NULL && array->len < FC_SHIFT_FEED_MAX_LINES)
    {
      g_ptr_array_add (array, line);
      g_hash_table_insert (self->by_key, key, line);
      return;
    }
  self->full |= there == NULL;
  /* Two readings of one meter or tank do not add up: the first one stands. */
  if (there != NULL && shape != FC_SHAPE_TOTALIZER && shape != FC_SHAPE_TANK_READING)
    fc_feed_lines_sum (shape, there, line);
  fc_feed_shapes[shape].free_line (line);
}

static void
add_line (FcFold        *self,
          FcFeedShapeId  shape,
          gpointer       line)
{
  *(char **) line = fc_feed_line_key (self->feed, shape, line);
  take_line (self, shape, line);
}

static void
fold_grade_sales (FcFold                  *self,
                  const FcNaxmlGradeSales *from)
{
  if (from->tender != NULL)
    {
      FcFeedFuelTender *line = g_new0 (FcFeedFuelTender, 1);

      line->grade = plain_id (from->grade);
      line->tender = g_strdup (from->tender);
      line->subcode = g_strdup (from->tender_sub);
      line->price = from->price;
      line->volume = from->volume;
      line->amount = from->amount;
      add_line (self, FC_SHAPE_FUEL_TENDER, line);
    }
  else
    {
      FcFeedGradeSales *line = g_new0 (FcFeedGradeSales, 1);

      line->grade = plain_id (from->grade);
      line->position = plain_id (from->position);
      line->tier = plain_id (from->tier);
      line->price = from->price;
      line->volume = from->volume;
      line->amount = from->amount;
      line->test_volume = from->test_volume;
      line->test_amount = from->test_amount;
      line->return_tank = plain_id (from->return_tank);
      line->discount = from->discount;
      add_line (self, FC_SHAPE_GRADE_SALES, line);
    }
}

static void
fold_totalizer (FcFold                 *self,
                const FcNaxmlTotalizer *from)
{
  FcFeedTotalizer *line;

  /* The total of a grade over the whole site is nobody's meter. */
  if (from->position == NULL)
    return;
  line = g_new0 (FcFeedTotalizer, 1);
  line->position = plain_id (from->position);
  line->product = plain_id (from->product);
  line->by_grade = from->kind == FC_NAXML_FGM;
  line->volume = from->volume;
  line->has_amount = from->has_amount;
  line->amount = from->has_amount ? from->amount : 0;
  add_line (self, FC_SHAPE_TOTALIZER, line);
}

static void
fold_tank (FcFold                   *self,
           const FcNaxmlTankReading *from)
{
  FcFeedTankReading *line = g_new0 (FcFeedTankReading, 1);

  line->tank = plain_id (from->tank);
  line->product = plain_id (from->product);
  line->volume = from->volume;
  line->has_temperature = from->has_temperature;
  line->temperature = from->has_temperature ? from->temperature : 0;
  line->has_ullage = from->has_ullage;
  line->ullage = from->has_ullage ? from->ullage : 0;
  line->has_water = from->has_water;
  line->water = from->has_water ? from->water : 0;
  add_line (self, FC_SHAPE_TANK_READING, line);
}

static gboolean
cash_kind (const FcNaxmlMisc *misc,
           FcFeedCashKind    *kind)
{
  static const struct {
    const char *code;
    FcFeedCashKind kind;
  } codes[] = {
    { "safeDrop", FC_CASH_SAFE_DROP },     { "safeDrops", FC_CASH_SAFE_DROP },
    { "safeLoan", FC_CASH_SAFE_LOAN },     { "safeLoans", FC_CASH_SAFE_LOAN },
    { "payins", FC_CASH_PAY_IN },          { "payin", FC_CASH_PAY_IN },
    { "payouts", FC_CASH_PAY_OUT },        { "payout", FC_CASH_PAY_OUT },
    { "refunds", FC_CASH_REFUND },         { "refund", FC_CASH_REFUND },
    { "openingBalance", FC_CASH_OPENING }, { "closingBalance", FC_CASH_CLOSING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (is_code (misc->code, codes[i].code))
      {
        *kind = codes[i].kind;
        return TRUE;
      }
  return FALSE;
}

static void
fold_cash (FcFold            *self,
           const FcNaxmlMisc *misc,
           const char        *register_id,
           FcFeedCashKind     kind)
{
  FcFeedCash *line;

  if (misc->amount == 0 && misc->count_milli == 0)
    return;
  line = g_new0 (FcFeedCash, 1);
  line->kind = kind;
  line->subcode = g_strdup (misc->subcode);
  line->tender = g_strdup (misc->tender);
  line->register_id = plain_id (register_id);
  line->amount = ABS (misc->amount);
  line->count = ABS (misc->count_milli) / 1000;
  add_line (self, FC_SHAPE_CASH, line);
}

static void
fold_note (FcFold            *self,
           const FcNaxmlMisc *misc,
           const char        *register_id)
{
  FcFeedNote *line = g_new0 (FcFeedNote, 1);

  line->code = g_strdup (misc->code);
  line->subcode = g_strdup (misc->subcode);
  line->modifier = plain_id (misc->modifier);
  line->register_id = plain_id (register_id);
  line->amount = misc->amount;
  line->count_milli = misc->count_milli;
  add_line (self, FC_SHAPE_NOTE, line);
}

/* For fuel the count is a volume. These stand in where there is no FGM. */
static void
fold_misc_sales (FcFold              *self,
                 const FcNaxmlReport *report,
                 const FcNaxmlMisc   *misc)
{
  FcFeedGradeSales *line;

  if (!is_code (misc->code, "fuelSalesByGrade") || misc->modifier == NULL || misc->count_milli < 0 ||
      misc->amount < 0 || !(misc->subcode == NULL || is_code (misc->subcode, "fuel")) ||
      self->misc_sales->len >= FC_SHIFT_FEED_MAX_LINES)
    return;
  line = g_new0 (FcFeedGradeSales, 1);
  line->grade = plain_id (misc->modifier);
  line->volume = fc_volume_from_unit (misc->count_milli, report->units.volume_unit);
  line->amount = misc->amount;
  g_ptr_array_add (self->misc_sales, line);
}

/* A line with a tender is what was taken with it, unless its code says that it is something else. */
static gboolean
is_tender_total (const FcNaxmlMisc *misc)
{
  static const char *const others[] = { "statistics", "taxTotals", "fuelSalesByGrade", "discount", "fees", "tax", NULL };

  if (misc->tender == NULL)
    return FALSE;
  for (int i = 0; others[i] != NULL; i++)
    if (is_code (misc->code, others[i]))
      return FALSE;
  return TRUE;
}

static void
fold_misc (FcFold              *self,
           const FcNaxmlReport *report,
           const FcNaxmlMisc   *misc)
{
  const char *register_id = misc->register_id != NULL ? misc->register_id : report->register_id;
  FcFeedCashKind kind;

  if (cash_kind (misc, &kind))
    fold_cash (self, misc, register_id, kind);
  else if (is_tender_total (misc))
    {
      FcFeedTender *line = g_new0 (FcFeedTender, 1);

      line->tender = g_strdup (misc->tender);
      line->subcode = g_strdup (misc->tender_sub);
      line->register_id = plain_id (register_id);
      line->outside = misc->outside || g_ascii_strncasecmp (misc->tender, "outside", 7) == 0;
      line->amount = misc->amount;
      line->count = ABS (misc->count_milli) / 1000;
      add_line (self, FC_SHAPE_TENDER, line);
    }
  else if (misc->code != NULL)
    {
      fold_misc_sales (self, report, misc);
      fold_note (self, misc, register_id);
    }
}

static void
fold_head (FcFold              *self,
           const FcNaxmlReport *report,
           const char          *key)
{
  FcShiftFeed *feed = self->feed;

  feed->key = g_strdup (key);
  feed->store = plain_id (report->store);
  feed->currency = g_strdup (report->units.currency);
  feed->vendor = g_strdup (report->vendor);
  feed->register_id = plain_id (report->register_id);
  feed->cashier = plain_id (report->cashier);
  feed->till = plain_id (report->till);
}

/**
 * fc_fold_report:
 * @key: the natural key of the shift or day the report belongs to
 *
 * Returns: (transfer full): the lines of one report as a feed's, each key once
 */
FcFold *
fc_fold_report (const FcNaxmlReport *report,
                const char          *key)
{
  FcFold *self = fc_fold_new ();

  fold_head (self, report, key);
  for (guint i = 0; i < report->grade_sales->len; i++)
    fold_grade_sales (self, g_ptr_array_index (report->grade_sales, i));
  for (guint i = 0; i < report->totalizers->len; i++)
    fold_totalizer (self, g_ptr_array_index (report->totalizers, i));
  for (guint i = 0; i < report->tank_readings->len; i++)
    fold_tank (self, g_ptr_array_index (report->tank_readings, i));
  for (guint i = 0; i < report->misc->len; i++)
    fold_misc (self, report, g_ptr_array_index (report->misc, i));
  return self;
}

static void
take_head (FcShiftFeed *into,
           FcShiftFeed *from)
{
  char **fields[][2] = {
    { &into->store, &from->store },   { &into->currency, &from->currency },
    { &into->vendor, &from->vendor },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (*fields[i][0] == NULL)
      *fields[i][0] = g_steal_pointer (fields[i][1]);
  /* The lowest register stands at the head, with its own cashier and till. */
  if (from->register_id != NULL &&
      (into->register_id == NULL || fc_feed_compare_ids (from->register_id, into->register_id) < 0))
    {
      g_free (into->register_id);
      g_free (into->cashier);
      g_free (into->till);
      into->register_id = g_steal_pointer (&from->register_id);
      into->cashier = g_steal_pointer (&from->cashier);
      into->till = g_steal_pointer (&from->till);
    }
}

/* FPM and FGM both have the meters: FPM's is the product's own, FGM's has the money. */
static gboolean
settle_totalizer (FcFeedTotalizer *there,
                  FcFeedTotalizer *line)
{
  FcFeedTotalizer *product = there->by_grade ? line : there;
  FcFeedTotalizer *grade = there->by_grade ? there : line;

  if (there->by_grade == line->by_grade || ABS (there->volume - line->volume) > 1000)
    return FALSE;
  there->volume = product->volume;
  there->amount = product->has_amount ? product->amount : grade->amount;
  there->has_amount = product->has_amount || grade->has_amount;
  there->by_grade = FALSE;
  return TRUE;
}

static void
settle_line (FcFold        *self,
             FcFeedShapeId  shape,
             gpointer       there,
             gpointer       line,
             const char    *file,
             FcMessages    *messages)
{
  GPtrArray *array = fc_feed_array (self->feed, shape);
  guint index;

  if (fc_feed_lines_equal (shape, there, line) ||
      (shape == FC_SHAPE_TOTALIZER && settle_totalizer (there, line)) || !g_ptr_array_find (array, there, &index))
    {
      fc_feed_shapes[shape].free_line (line);
      return;
    }
  fc_messages_add (messages, FC_SEVERITY_WARNING, file, 0,
                   _ ("Two files disagree on %s; the one that was written later stands"), *(char **) line);
  g_hash_table_remove (self->by_key, *(char **) line);
  fc_feed_shapes[shape].free_line (there);
  array->pdata[index] = line;
  g_hash_table_insert (self->by_key, *(char **) line, line);
}

/**
 * fc_fold_merge:
 * @from: (transfer full): lines of a report that was written later, or at the same time
 * @file: (nullable): its name, for messages
 */
void
fc_fold_merge (FcFold     *self,
               FcFold     *from,
               const char *file,
               FcMessages *messages)
{
  take_head (self->feed, from->feed);
  if (from->full)
    fc_messages_add (messages, FC_SEVERITY_ERROR, file, 0,
                     _ ("The file has more than %d lines of one sort for a single shift; the rest is left out"),
                     FC_SHIFT_FEED_MAX_LINES);
  for (FcFeedShapeId shape = 0; shape < FC_SHAPE_N; shape++)
    {
      gsize n;
      g_autofree gpointer *lines = g_ptr_array_steal (fc_feed_array (from->feed, shape), &n);

      for (gsize i = 0; i < n; i++)
        {
          gpointer there = g_hash_table_lookup (self->by_key, *(char **) lines[i]);

          if (there == NULL)
            take_line (self, shape, lines[i]);
          else
            settle_line (self, shape, there, lines[i], file, messages);
        }
    }
  for (guint i = 0; i < from->misc_sales->len; i++)
    g_ptr_array_add (self->misc_sales, from->misc_sales->pdata[i]);
  g_ptr_array_set_free_func (from->misc_sales, NULL);
  fc_fold_free (from);
}

/* Totals of a grade give way to the positions they are made of, which another report has. */
static void
drop_grade_totals (FcFold *self)
{
  GPtrArray *lines = self->feed->grade_sales;
  g_autoptr (GHashTable) positioned = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      FcFeedGradeSales *line = g_ptr_array_index (lines, i);

      if (line->position != NULL)
        g_hash_table_add (positioned, line->grade);
    }
  for (guint i = lines->len; i > 0; i--)
    {
      FcFeedGradeSales *line = g_ptr_array_index (lines, i - 1);

      if (line->position == NULL && g_hash_table_contains (positioned, line->grade))
        {
          g_hash_table_remove (self->by_key, line->key);
          g_ptr_array_remove_index_fast (lines, i - 1);
        }
    }
}

/* "total" among the drops of a register is the sum of the others. */
static void
drop_cash_totals (FcFold *self)
{
  GPtrArray *lines = self->feed->cash;
  g_autoptr (GHashTable) detailed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const FcFeedCash *line = g_ptr_array_index (lines, i);

      if (!is_code (line->subcode, "total"))
        g_hash_table_add (detailed, g_strdup_printf ("%d/%s", line->kind, line->register_id));
    }
  for (guint i = lines->len; i > 0; i--)
    {
      FcFeedCash *line = g_ptr_array_index (lines, i - 1);
      g_autofree char *group = g_strdup_printf ("%d/%s", line->kind, line->register_id);

      if (is_code (line->subcode, "total") && g_hash_table_contains (detailed, group))
        {
          g_hash_table_remove (self->by_key, line->key);
          g_ptr_array_remove_index_fast (lines, i - 1);
        }
    }
}

static void
stand_in_sales (FcFold *self)
{
  FcShiftFeed *feed = self->feed;
  gsize n;
  g_autofree gpointer *misc = NULL;

  if (feed->grade_sales->len > 0)
    return;
  for (guint i = 0; i < feed->fuel_tenders->len; i++)
    {
      const FcFeedFuelTender *from = g_ptr_array_index (feed->fuel_tenders, i);
      FcFeedGradeSales *line = g_new0 (FcFeedGradeSales, 1);

      line->grade = g_strdup (from->grade);
      line->price = from->price;
      line->volume = from->volume;
      line->amount = from->amount;
      add_line (self, FC_SHAPE_GRADE_SALES, line);
    }
  if (feed->grade_sales->len > 0)
    return;
  misc = g_ptr_array_steal (self->misc_sales, &n);
  for (gsize i = 0; i < n; i++)
    add_line (self, FC_SHAPE_GRADE_SALES, misc[i]);
}

static void
take_statistics (FcShiftFeed *feed)
{
  for (guint i = 0; i < feed->notes->len; i++)
    {
      const FcFeedNote *note = g_ptr_array_index (feed->notes, i);

      if (is_code (note->subcode, "driveoff") || is_code (note->subcode, "driveoffs") || is_code (note->code, "driveoff"))
        {
          feed->drive_off_count = fc_feed_add (feed->drive_off_count, ABS (note->count_milli) / 1000);
          feed->drive_off_amount = fc_feed_add (feed->drive_off_amount, ABS (note->amount));
        }
      else if (is_code (note->subcode, "overShort") || is_code (note->code, "overShort"))
        {
          feed->has_over_short = TRUE;
          feed->over_short = fc_feed_add (feed->over_short, note->amount);
        }
    }
}

/**
 * fc_fold_finish:
 * @self: (transfer full):
 *
 * Returns: (transfer full): the feed, its lines in order
 */
FcShiftFeed *
fc_fold_finish (FcFold *self)
{
  FcShiftFeed *feed;

  drop_grade_totals (self);
  drop_cash_totals (self);
  stand_in_sales (self);
  take_statistics (self->feed);
  fc_feed_sort_lines (self->feed);
  feed = self->feed;
  self->feed = fc_shift_feed_new ();
  fc_fold_free (self);
  return feed;
}
