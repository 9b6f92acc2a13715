/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-feed-private.h"

void
fc_feed_totalizer_free (gpointer data)
{
  FcFeedTotalizer *self = data;

  g_free (self->key);
  g_free (self->position);
  g_free (self->product);
  g_free (self);
}

void
fc_feed_grade_sales_free (gpointer data)
{
  FcFeedGradeSales *self = data;

  g_free (self->key);
  g_free (self->grade);
  g_free (self->position);
  g_free (self->tier);
  g_free (self->return_tank);
  g_free (self);
}

void
fc_feed_fuel_tender_free (gpointer data)
{
  FcFeedFuelTender *self = data;

  g_free (self->key);
  g_free (self->grade);
  g_free (self->tender);
  g_free (self->subcode);
  g_free (self);
}

void
fc_feed_tank_reading_free (gpointer data)
{
  FcFeedTankReading *self = data;

  g_free (self->key);
  g_free (self->tank);
  g_free (self->product);
  g_free (self);
}

void
fc_feed_tender_free (gpointer data)
{
  FcFeedTender *self = data;

  g_free (self->key);
  g_free (self->tender);
  g_free (self->subcode);
  g_free (self->register_id);
  g_free (self);
}

void
fc_feed_cash_free (gpointer data)
{
  FcFeedCash *self = data;

  g_free (self->key);
  g_free (self->subcode);
  g_free (self->tender);
  g_free (self->register_id);
  g_free (self);
}

void
fc_feed_note_free (gpointer data)
{
  FcFeedNote *self = data;

  g_free (self->key);
  g_free (self->code);
  g_free (self->subcode);
  g_free (self->modifier);
  g_free (self->register_id);
  g_free (self);
}

/**
 * fc_shift_feed_new:
 *
 * Returns: (transfer full): an empty feed; free it with fc_shift_feed_free(). A plain value: one thread at a time
 */
FcShiftFeed *
fc_shift_feed_new (void)
{
  FcShiftFeed *self = g_new0 (FcShiftFeed, 1);

  self->totalizers = g_ptr_array_new_with_free_func (fc_feed_totalizer_free);
  self->grade_sales = g_ptr_array_new_with_free_func (fc_feed_grade_sales_free);
  self->fuel_tenders = g_ptr_array_new_with_free_func (fc_feed_fuel_tender_free);
  self->tank_readings = g_ptr_array_new_with_free_func (fc_feed_tank_reading_free);
  self->tenders = g_ptr_array_new_with_free_func (fc_feed_tender_free);
  self->cash = g_ptr_array_new_with_free_func (fc_feed_cash_free);
  self->notes = g_ptr_array_new_with_free_func (fc_feed_note_free);
  self->files = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
fc_shift_feed_free (FcShiftFeed *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->store);
  g_free (self->currency);
  g_free (self->vendor);
  g_free (self->register_id);
  g_free (self->cashier);
  g_free (self->till);
  g_ptr_array_unref (self->totalizers);
  g_ptr_array_unref (self->grade_sales);
  g_ptr_array_unref (self->fuel_tenders);
  g_ptr_array_unref (self->tank_readings);
  g_ptr_array_unref (self->tenders);
  g_ptr_array_unref (self->cash);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/**
 * fc_shift_feed_sum_volume:
 *
 * Returns: mL sold over all grades
 */
gint64
fc_shift_feed_sum_volume (const FcShiftFeed *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->grade_sales->len; i++)
    sum = fc_feed_add (sum, ((const FcFeedGradeSales *) g_ptr_array_index (self->grade_sales, i))->volume);
  return sum;
}

/**
 * fc_shift_feed_sum_amount:
 *
 * Returns: minor units of fuel sold over all grades
 */
gint64
fc_shift_feed_sum_amount (const FcShiftFeed *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->grade_sales->len; i++)
    sum = fc_feed_add (sum, ((const FcFeedGradeSales *) g_ptr_array_index (self->grade_sales, i))->amount);
  return sum;
}

/**
 * fc_feed_cash_kind_to_string:
 *
 * Returns: "safe_drop", "pay_out" …: as JSON and the catalog spell it
 */
const char *
fc_feed_cash_kind_to_string (FcFeedCashKind kind)
{
  static const char *const names[] = { "safe_drop", "safe_loan", "pay_in", "pay_out", "refund", "opening", "closing" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "safe_drop");

  return names[kind];
}
