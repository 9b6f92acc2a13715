/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-sheet-private.h"

#include "fc-shift-versions.h"

/* The day's money as the sum of its shifts' drawers, and what each person's came to. */

enum { DROP = 0, LOAN = 5 }; /* of fc_cash_movements[] */

static FcDayPerson *
person_for (FcDaySheet *self,
            const char *name,
            const FcId *user_id)
{
  FcDayPerson person = { .name = name };

  if (user_id != NULL)
    person.user_id = *user_id;
  for (guint i = 0; i < self->people->len; i++)
    {
      FcDayPerson *known = &g_array_index (self->people, FcDayPerson, i);
      gboolean same = user_id != NULL || !fc_id_is_null (&known->user_id)
                        ? fc_id_equal (&known->user_id, &person.user_id)
                        : g_strcmp0 (known->name, name) == 0;

      if (same)
        return known;
    }
  g_array_append_val (self->people, person);
  return &g_array_index (self->people, FcDayPerson, self->people->len - 1);
}

static void
add_person (FcDaySheet          *self,
            const FcSheetDrawer *drawer)
{
  const FcId *user_id = drawer->drawer != NULL ? fc_record_get_ref (drawer->drawer, FC_DRAWER_USER_ID) : NULL;
  const char *name = drawer->attendant != NULL && drawer->attendant[0] != '\0' ? drawer->attendant : NULL;
  FcDayPerson *person = person_for (self, name, user_id);

  if (person->name == NULL)
    person->name = name;
  person->expected += drawer->expected_cash;
  person->counted += drawer->counted_cash;
  person->over_short += drawer->over_short;
  person->n_drawers++;
  person->n_uncounted += !drawer->counted_any;
  if (drawer->reason != NULL && drawer->reason[0] != '\0')
    person->reason = drawer->reason;
}

static void
add_shift (FcDaySheet         *self,
           const FcShiftSheet *sheet)
{
  self->fuel_volume += sheet->fuel_volume;
  self->fuel_amount += sheet->fuel_amount;
  self->shop_sales += sheet->shop_sales;
  self->shop_tax += sheet->shop_tax;
  self->lottery += sheet->lottery;
  for (int i = 0; i < FC_N_TENDERS; i++)
    self->tenders[i] += sheet->tenders[i];
  for (int i = 0; i < FC_N_MOVEMENTS; i++)
    self->movements[i] += sheet->movements[i];
  for (int i = 0; i < FC_N_SLIP_KINDS; i++)
    {
      self->slip_amounts[i] += sheet->slip_amounts[i];
      self->slip_volumes[i] += sheet->slip_volumes[i];
      self->n_slips[i] += sheet->n_slips[i];
    }
  g_ptr_array_extend (self->slips, sheet->slips, NULL, NULL);
  self->non_cash += sheet->non_cash;
  self->cash_sales += sheet->cash_sales;
  self->floats += sheet->opening_float;
  self->expected_cash += sheet->expected_cash;
  self->counted_cash += sheet->counted_cash;
  self->over_short += sheet->over_short;
}

/* A drawer that nobody counted is taken to hold what it should. */
static void
add_drawers (FcDaySheet         *self,
             const FcShiftSheet *sheet)
{
  for (guint i = 0; i < sheet->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (sheet->drawers, FcSheetDrawer, i);

      add_person (self, drawer);
      if (!drawer->counted_any)
        self->uncounted_cash += drawer->expected_cash;
    }
  if (sheet->has_drawers && !sheet->nobody.counted_any)
    self->uncounted_cash += sheet->nobody.expected_cash;
}

static gboolean
follows_one_of_the_day (FcDaySheet *self,
                        FcRowSet   *rows,
                        FcRecord   *shift)
{
  FcRecord *previous = fc_shift_followed (rows, shift);

  return previous != NULL && fc_record_get_int (previous, FC_SHIFT_BUSINESS_DATE) == self->date;
}

static gint64
first_floats (FcDaySheet *self,
              FcRowSet   *rows)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FcShiftSheet *sheet = g_array_index (self->shifts, FcDayShift, i).sheet;

      if (!follows_one_of_the_day (self, rows, sheet->shift))
        sum += sheet->opening_float;
    }
  return sum;
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const FcDayPerson *x = a, *y = b;
  int order = (x->name == NULL) - (y->name == NULL);

  if (order == 0)
    order = g_utf8_collate (x->name != NULL ? x->name : "", y->name != NULL ? y->name : "");
  return order != 0 ? order : fc_id_compare (&x->user_id, &y->user_id);
}

/* Fills the sums, the people, and what was brought forward and collected. */
void
fc_day_add_cash (FcDaySheet *self,
                 FcRowSet   *rows)
{
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FcShiftSheet *sheet = g_array_index (self->shifts, FcDayShift, i).sheet;

      add_shift (self, sheet);
      add_drawers (self, sheet);
    }
  g_array_sort (self->people, compare_people);
  self->collected = self->counted_cash + self->uncounted_cash + self->movements[DROP] - self->movements[LOAN] -
                    self->floats;
  if (self->day_before != NULL)
    self->brought = fc_record_get_int (self->day_before, FC_DAY_CLOSE_SAFE) +
                    fc_record_get_int (self->day_before, FC_DAY_CLOSE_CARRIED);
  else
    self->brought = first_floats (self, rows);
}
