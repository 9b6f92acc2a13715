/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-random-day.h"

static gint64
pick (GRand *rand,
      gint32 most)
{
  return g_rand_int_range (rand, 0, most + 1);
}

static gboolean
chance (GRand *rand,
        int    of_ten)
{
  return g_rand_int_range (rand, 0, 10) < of_ten;
}

/* What the next shift of a nozzle or tank opens with. */
typedef struct {
  gint64 meters[FC_TEST_NOZZLES];
  gint64 tanks[FC_TEST_TANKS];
  FcId last[2]; /* of the whole site or part A; of part B */
} Ends;

static void
add_money (FcTestDay  *self,
           const FcId *shift_id,
           const FcId *drawer_id,
           GRand      *rand)
{
  for (guint i = 1; fc_tenders[i] != NULL; i++)
    if (chance (rand, 4))
      fc_test_tender (self, shift_id, drawer_id, fc_tenders[i], pick (rand, 50000));
  for (guint i = 0; fc_cash_movements[i] != NULL; i++)
    if (chance (rand, 3))
      fc_test_move (self, shift_id, drawer_id, fc_cash_movements[i], pick (rand, 30000));
  if (chance (rand, 9))
    fc_test_count (self, shift_id, drawer_id, pick (rand, 500000));
}

static void
add_slip (FcTestDay  *self,
          const FcId *shift_id,
          const FcId *drawer_id,
          GRand      *rand)
{
  g_autofree char *key = g_strdup_printf ("%u", g_rand_int (rand));
  FcRecord *slip = fc_test_add_to (self, FC_SLIP, shift_id, key);

  fc_record_set_text (slip, FC_SLIP_KIND, fc_slip_kinds[g_rand_int_range (rand, 0, 3)]);
  fc_record_set_int (slip, FC_SLIP_AMOUNT, pick (rand, 9000));
  fc_record_set_int (slip, FC_SLIP_QUANTITY, pick (rand, 90000));
  if (drawer_id != NULL)
    fc_record_set_ref (slip, FC_SLIP_DRAWER_ID, drawer_id);
}

static void
add_drawers (FcTestDay  *self,
             const FcId *shift_id,
             GRand      *rand)
{
  static const char *const names[] = { "Asha", "Ben", "Carla" };
  int n = g_rand_int_range (rand, 0, 4);
  FcRecord *shift = fc_row_set_get (self->rows, FC_SHIFT, shift_id);

  fc_record_set_int (shift, FC_SHIFT_OPENING_FLOAT, pick (rand, 30000));
  if (n == 0)
    {
      fc_record_set_int (shift, FC_SHIFT_SHOP_SALES, pick (rand, 40000));
      fc_record_set_int (shift, FC_SHIFT_SHOP_TAX, pick (rand, 4000));
      fc_record_set_int (shift, FC_SHIFT_LOTTERY, pick (rand, 4000) - 2000);
      add_money (self, shift_id, NULL, rand);
      add_slip (self, shift_id, NULL, rand);
    }
  for (int i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%d", i);
      FcRecord *drawer = fc_test_add_to (self, FC_DRAWER, shift_id, key);

      fc_record_set_int (drawer, FC_DRAWER_NUMBER, i + 1);
      fc_record_set_text (drawer, FC_DRAWER_ATTENDANT, names[i]);
      fc_record_set_int (drawer, FC_DRAWER_OPENING_FLOAT, pick (rand, 20000));
      fc_record_set_int (drawer, FC_DRAWER_SHOP_SALES, pick (rand, 20000));
      add_money (self, shift_id, fc_record_get_id (drawer), rand);
      if (chance (rand, 5))
        add_slip (self, shift_id, fc_record_get_id (drawer), rand);
    }
}

static void
give_to_a_drawer (FcTestDay  *self,
                  const FcId *shift_id,
                  FcRecord   *reading,
                  GRand      *rand)
{
  g_autoptr (GPtrArray) drawers = fc_row_set_list_by (self->rows, FC_DRAWER, FC_DRAWER_SHIFT_ID, shift_id);

  if (drawers->len > 0)
    fc_record_set_ref (reading, FC_METER_READING_DRAWER_ID,
                       fc_record_get_id (drawers->pdata[g_rand_int_range (rand, 0, (gint32) drawers->len)]));
}

static void
add_stock (FcTestDay  *self,
           const FcId *shift_id,
           int         part, /* -1: the whole site */
           Ends       *ends,
           GRand      *rand)
{
  for (int i = 0; i < FC_TEST_NOZZLES; i++)
    {
      gint64 closing = ends->meters[i] + pick (rand, 900000), test = pick (rand, 20000);
      FcRecord *reading;

      if (part >= 0 && i / 2 != part)
        continue;
      reading = fc_test_meter (self, shift_id, i, ends->meters[i] + (chance (rand, 1) ? pick (rand, 5000) : 0), closing);
      if (fc_record_get_int (reading, FC_METER_READING_OPENING) > closing)
        fc_record_set_int (reading, FC_METER_READING_OPENING, closing);
      fc_record_set_int (reading, FC_METER_READING_TEST,
                         MIN (test, closing - fc_record_get_int (reading, FC_METER_READING_OPENING)));
      give_to_a_drawer (self, shift_id, reading, rand);
      ends->meters[i] = closing;
    }
  for (int i = 0; part < 0 && i < FC_TEST_TANKS; i++)
    {
      gint64 physical = MAX (0, ends->tanks[i] - pick (rand, 900000));

      fc_test_dip (self, shift_id, i, ends->tanks[i], chance (rand, 9) ? physical : -1);
      ends->tanks[i] = physical;
    }
}

static void
add_deliveries (FcTestDay  *self,
                const FcId *shift_id,
                GRand      *rand)
{
  FcRecord *row;

  if (chance (rand, 3))
    {
      row = fc_test_add_to (self, FC_DELIVERY, shift_id, "delivery");
      fc_record_set_ref (row, FC_DELIVERY_TANK_ID, &self->tanks[g_rand_int_range (rand, 0, FC_TEST_TANKS)]);
      fc_record_set_int (row, FC_DELIVERY_TICKETED_VOLUME, 1 + pick (rand, 9000000));
    }
  if (chance (rand, 2))
    {
      row = fc_test_add_to (self, FC_TANK_TRANSFER, shift_id, "transfer");
      fc_record_set_ref (row, FC_TANK_TRANSFER_FROM_TANK_ID, &self->tanks[0]);
      fc_record_set_ref (row, FC_TANK_TRANSFER_TO_TANK_ID, &self->tanks[2]);
      fc_record_set_int (row, FC_TANK_TRANSFER_VOLUME, 1 + pick (rand, 90000));
    }
}

static FcId
add_shift (FcTestDay *self,
           int        number,
           int        part,
           Ends      *ends,
           GRand     *rand)
{
  FcId *last = &ends->last[MAX (part, 0)];
  FcId id = fc_test_shift (self, FC_TEST_DATE, number, "approved", fc_id_is_null (last) ? NULL : last);

  if (part >= 0)
    fc_record_set_text (fc_row_set_get (self->rows, FC_SHIFT, &id), FC_SHIFT_PART, part == 0 ? "A" : "B");
  add_drawers (self, &id, rand);
  add_stock (self, &id, part, ends, rand);
  add_deliveries (self, &id, rand);
  *last = id;
  return id;
}

/* A day of one to four shifts, sometimes in two halves. Returns its last shift. */
FcId
fc_random_day (FcTestDay *self,
               GRand     *rand)
{
  gboolean halves = chance (rand, 3);
  int n = g_rand_int_range (rand, 1, 5);
  Ends ends = { 0 };
  FcId last = { 0 };

  for (int i = 0; i < FC_TEST_NOZZLES; i++)
    ends.meters[i] = pick (rand, 900000000);
  for (int i = 0; i < FC_TEST_TANKS; i++)
    ends.tanks[i] = 5000000 + pick (rand, 30000000);
  for (int i = 0; i < n; i++)
    last = add_shift (self, i + 1, halves ? i % 2 : -1, &ends, rand);
  return last;
}
