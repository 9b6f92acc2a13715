/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-versions.h"

#include "fc-money.h"
#include "fc-shift-args.h"
#include "fc-shift-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Two versions of a shift side by side: what differs, row by row and field by field. */

typedef struct {
  FcRowSet *rows;
  FcRecord *before, *after; /* the shifts */
  const char *currency;
  GPtrArray *differences;
} Comparison;

static void
difference_free (gpointer pointer)
{
  FcShiftDifference *one = pointer;

  g_free (one->what);
  fc_value_clear (&one->before);
  fc_value_clear (&one->after);
  g_free (one);
}

static const struct {
  FcEntity entity;
  FcShiftStep step;
} kinds[] = {
  { FC_METER_READING, FC_STEP_METERS },   { FC_METER_CHANGE, FC_STEP_METERS },
  { FC_TANK_READING, FC_STEP_TANKS },     { FC_DELIVERY, FC_STEP_DELIVERIES },
  { FC_TANK_TRANSFER, FC_STEP_TRANSFERS }, { FC_CASH_MOVEMENT, FC_STEP_CASH_MOVEMENTS },
  { FC_DRAWER, FC_STEP_CASH_COUNT },      { FC_CASH_COUNT, FC_STEP_CASH_COUNT },
  { FC_TENDER_TOTAL, FC_STEP_TENDERS },   { FC_SLIP, FC_STEP_SLIPS },
};

/* Where rows of @entity are entered; FC_N_STEPS for the shift itself. */
FcShiftStep
fc_shift_step_of (FcEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == entity)
      return kinds[i].step;
  return FC_N_STEPS;
}

static const char *
text_or (FcRecord   *row,
         int         field,
         const char *otherwise)
{
  const char *text = row != NULL ? fc_record_get_text (row, field) : NULL;

  return text != NULL ? text : otherwise;
}

static char *
nozzle_of (Comparison *self,
           FcRecord   *row,
           int         field)
{
  FcRecord *nozzle = fc_row_set_get (self->rows, FC_NOZZLE, fc_record_get_ref (row, field));

  /* Translators: a nozzle’s label, such as 3A */
  return g_strdup_printf (_ ("Nozzle %s"), text_or (nozzle, FC_NOZZLE_LABEL, "?"));
}

static char *
tank_of (Comparison *self,
         FcRecord   *row,
         int         field)
{
  return g_strdup_printf (_ ("Tank %d"),
                          fc_sheet_tank_number (fc_row_set_get (self->rows, FC_TANK, fc_record_get_ref (row, field))));
}

static char *
what_of (Comparison *self,
         FcRecord   *row)
{
  switch ((int) fc_record_get_entity (row))
    {
    case FC_METER_READING:
      return nozzle_of (self, row, FC_METER_READING_NOZZLE_ID);
    case FC_METER_CHANGE:
      return nozzle_of (self, row, FC_METER_CHANGE_NOZZLE_ID);
    case FC_TANK_READING:
      return tank_of (self, row, FC_TANK_READING_TANK_ID);
    case FC_DELIVERY:
      return g_strdup (text_or (row, FC_DELIVERY_DOCUMENT, _ ("Delivery")));
    case FC_CASH_MOVEMENT:
      return g_strdup (text_or (row, FC_CASH_MOVEMENT_MOVEMENT, "?"));
    case FC_DRAWER:
      return g_strdup_printf (_ ("Drawer %d"), (int) fc_record_get_int (row, FC_DRAWER_NUMBER));
    case FC_CASH_COUNT:
      return fc_money_to_decimal (fc_record_get_int (row, FC_CASH_COUNT_DENOMINATION), self->currency);
    case FC_TENDER_TOTAL:
      return g_strdup (text_or (row, FC_TENDER_TOTAL_TENDER, "?"));
    case FC_SLIP:
      return fc_shift_slip_name (row);
    default:
      return g_strdup (_ (fc_catalog_get (fc_record_get_entity (row))->label));
    }
}

static FcShiftDifference *
add (Comparison  *self,
     FcShiftStep  step,
     FcEntity     entity,
     int          field,
     FcRecord    *before,
     FcRecord    *after)
{
  FcShiftDifference *one = g_new0 (FcShiftDifference, 1);

  one->step = step;
  one->entity = entity;
  one->field = field;
  if (before != NULL)
    one->row_before = *fc_record_get_id (before);
  if (after != NULL)
    one->row_after = *fc_record_get_id (after);
  one->what = entity == FC_SHIFT ? g_strdup ("") : what_of (self, before != NULL ? before : after);
  if (field >= 0 && before != NULL)
    fc_value_copy (fc_record_get_value (before, field), &one->before);
  if (field >= 0 && after != NULL)
    fc_value_copy (fc_record_get_value (after, field), &one->after);
  g_ptr_array_add (self->differences, one);
  return one;
}

/* What every version has its own of, and when and by what a figure was entered, is no difference. */
static gboolean
is_of_interest (FcEntity entity,
                int      field)
{
  static const int of_shift[] = { FC_SHIFT_OPENED_AT,     FC_SHIFT_CLOSED_AT, FC_SHIFT_CASHIER,   FC_SHIFT_REGISTER,
                                  FC_SHIFT_OPENING_FLOAT, FC_SHIFT_SHOP_SALES, FC_SHIFT_SHOP_TAX, FC_SHIFT_LOTTERY,
                                  FC_SHIFT_VOIDS,         FC_SHIFT_OVER_SHORT_REASON, FC_SHIFT_NOTES, FC_SHIFT_WAIVED };
  static const char *const aside[] = { "source", "read_at", "shift_id", "station_id", "drawer_id", "expected_cash",
                                       "counted_cash", "over_short", NULL };

  for (gsize i = 0; entity == FC_SHIFT && i < G_N_ELEMENTS (of_shift); i++)
    if (of_shift[i] == field)
      return TRUE;
  return entity != FC_SHIFT && !g_strv_contains (aside, fc_catalog_get (entity)->fields[field].name);
}

static gint64
drawer_number (Comparison *self,
               FcRecord   *row,
               int         field)
{
  FcRecord *drawer = fc_row_set_get (self->rows, FC_DRAWER, fc_record_get_ref (row, field));

  return drawer != NULL ? fc_record_get_int (drawer, FC_DRAWER_NUMBER) : 0;
}

static void
compare_rows (Comparison  *self,
              FcShiftStep  step,
              FcRecord    *before,
              FcRecord    *after)
{
  FcEntity entity = fc_record_get_entity (before);
  int drawer = fc_catalog_field (entity, "drawer_id");

  for (guint i = 0; i < fc_catalog_get (entity)->n_fields; i++)
    if (is_of_interest (entity, (int) i) &&
        !fc_value_equal (fc_record_get_value (before, (int) i), fc_record_get_value (after, (int) i)))
      add (self, step, entity, (int) i, before, after);
  if (drawer >= 0 && drawer_number (self, before, drawer) != drawer_number (self, after, drawer))
    add (self, step, entity, drawer, before, after);
}

/* The row of the later version that @row has become: by its key, or as its copy. */
static FcRecord *
counterpart (Comparison *self,
             FcRecord   *row)
{
  FcEntity entity = fc_record_get_entity (row);
  const FcId *version = fc_record_get_id (self->after);
  g_autofree char *key = fc_shift_natural_key (self->rows, row);
  FcId keyed = fc_shift_child_id (version, fc_catalog_get (entity)->name, key != NULL ? key : "");
  FcId copied = fc_shift_copy_id (version, entity, fc_record_get_id (row));
  FcRecord *copy = fc_row_set_get (self->rows, entity, &copied);

  return copy != NULL || key == NULL ? copy : fc_row_set_get (self->rows, entity, &keyed);
}

static void
compare_children (Comparison  *self,
                  FcEntity     entity,
                  FcShiftStep  step)
{
  int parent = fc_catalog_parent_field (entity);
  g_autoptr (GPtrArray) old = fc_row_set_list_by (self->rows, entity, parent, fc_record_get_id (self->before));
  g_autoptr (GPtrArray) new = fc_row_set_list_by (self->rows, entity, parent, fc_record_get_id (self->after));

  for (guint i = 0; i < old->len; i++)
    {
      FcRecord *after = counterpart (self, old->pdata[i]);

      if (after == NULL)
        add (self, step, entity, -1, old->pdata[i], NULL);
      else
        {
          compare_rows (self, step, old->pdata[i], after);
          g_ptr_array_remove (new, after);
        }
    }
  for (guint i = 0; i < new->len; i++)
    add (self, step, entity, -1, NULL, new->pdata[i]);
}

static void
compare_figure (Comparison *self,
                int         field,
                gint64      before,
                gint64      after)
{
  FcShiftDifference *one;

  if (before == after)
    return;
  one = add (self, FC_N_STEPS, FC_SHIFT, field, self->before, self->after);
  fc_value_clear (&one->before);
  fc_value_clear (&one->after);
  one->before = (FcValue) { .kind = FC_VALUE_INT, .number = before };
  one->after = (FcValue) { .kind = FC_VALUE_INT, .number = after };
}

static void
compare_figures (Comparison *self)
{
  g_autoptr (FcShiftSheet) a = fc_shift_sheet_new (self->rows, fc_record_get_id (self->before));
  g_autoptr (FcShiftSheet) b = fc_shift_sheet_new (self->rows, fc_record_get_id (self->after));

  compare_figure (self, FC_SHIFT_FUEL_VOLUME, a->fuel_volume, b->fuel_volume);
  compare_figure (self, FC_SHIFT_FUEL_AMOUNT, a->fuel_amount, b->fuel_amount);
  compare_figure (self, FC_SHIFT_EXPECTED_CASH, a->expected_cash, b->expected_cash);
  compare_figure (self, FC_SHIFT_COUNTED_CASH, a->counted_cash, b->counted_cash);
  compare_figure (self, FC_SHIFT_OVER_SHORT, a->over_short, b->over_short);
}

/**
 * fc_shift_compare:
 * @rows: both versions with their children, and the station with its tanks and nozzles
 * @before_id: the version that was corrected
 * @after_id: the one that corrects it
 *
 * Returns: (transfer container) (element-type FcShiftDifference): the shift's figures first, then its rows by step; empty
 *   where one of the two is not there
 */
GPtrArray *
fc_shift_compare (FcRowSet   *rows,
                  const FcId *before_id,
                  const FcId *after_id)
{
  Comparison self = { .rows = rows, .differences = g_ptr_array_new_with_free_func (difference_free) };
  FcRecord *station;

  self.before = fc_row_set_get (rows, FC_SHIFT, before_id);
  self.after = fc_row_set_get (rows, FC_SHIFT, after_id);
  if (self.before == NULL || self.after == NULL)
    return self.differences;
  station = fc_row_set_get (rows, FC_STATION, fc_record_get_ref (self.before, FC_SHIFT_STATION_ID));
  self.currency = station != NULL ? fc_record_get_text (station, FC_STATION_CURRENCY) : NULL;
  compare_figures (&self);
  compare_rows (&self, FC_N_STEPS, self.before, self.after);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    compare_children (&self, kinds[i].entity, kinds[i].step);
  return self.differences;
}
