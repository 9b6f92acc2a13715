/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include "fc-error.h"
#include "fc-json.h"
#include "fc-money.h"
#include "fc-quantity.h"
#include "fc-tank-chart.h"

#include <glib/gi18n-lib.h>

/* The checklist: what each step lacks, from the figures. */

static const char *const step_names[] = { "meters", "tanks", "deliveries", "transfers",
                                          "cash-movements", "cash-count", "tenders", "slips",
                                          "shop", "over-short", "signatures", NULL };

static const char *const step_titles[FC_N_STEPS] = {
  N_ ("Meters"), N_ ("Tanks"), N_ ("Deliveries"), N_ ("Tests and transfers"), N_ ("Drops and pay-ins"),
  N_ ("Cash count"), N_ ("Tenders"), N_ ("Account slips"), N_ ("Shop sales"), N_ ("Over/short"), N_ ("Signatures")
};

const char *
fc_shift_step_name (FcShiftStep step)
{
  g_return_val_if_fail ((guint) step < FC_N_STEPS, NULL);

  return step_names[step];
}

const char *
fc_shift_step_words (FcShiftStep step)
{
  g_return_val_if_fail ((guint) step < FC_N_STEPS, NULL);

  return _ (step_titles[step]);
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

static void
judge_meter (FcShiftSheet       *self,
             const FcSheetMeter *line)
{
  const FcId *id = fc_record_get_id (line->reading);
  const char *name = fc_sheet_nozzle_name (line);

  switch (line->problem)
    {
    case FC_METER_MISSING:
      fc_shift_sheet_warn (self, FC_STEP_METERS, id, TRUE, _ ("Nozzle %s: the closing reading is missing"), name);
      break;
    case FC_METER_BACKWARDS:
      fc_shift_sheet_warn (self, FC_STEP_METERS, id, TRUE,
                           line->may_roll
                             ? _ ("Nozzle %s: the closing is below the opening; if the totalizer rolled over, say so")
                             : _ ("Nozzle %s: the closing is below the opening; a totalizer does not go back"),
                           name);
      break;
    case FC_METER_TEST_ABOVE:
      fc_shift_sheet_warn (self, FC_STEP_METERS, id, TRUE, _ ("Nozzle %s: more was tested than was metered"), name);
      break;
    case FC_METER_OK:
    default:
      break;
    }
}

static FcStepState
judge_meters (FcShiftSheet *self)
{
  guint done = 0, touched = 0;

  for (guint i = 0; i < self->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (self->meters, FcSheetMeter, i);

      judge_meter (self, line);
      done += line->problem == FC_METER_OK;
      touched += line->problem != FC_METER_MISSING;
    }
  if (done == self->meters->len)
    return done > 0 ? FC_STEP_DONE : FC_STEP_OPTIONAL;
  return touched > 0 ? FC_STEP_TOUCHED : FC_STEP_EMPTY;
}

/* Above its top a chart has nothing to say but that the tank is full: 9999 for 999 would pass for a full one. */
static void
judge_level (FcShiftSheet      *self,
             const FcSheetTank *line)
{
  g_autoptr (FcTankChart) chart = line->tank != NULL ? fc_tank_chart_new (line->tank, NULL) : NULL;
  gint64 level = fc_record_get_int (line->reading, FC_TANK_READING_LEVEL);

  if (chart != NULL && level > fc_tank_chart_top (chart))
    fc_shift_sheet_warn (self, FC_STEP_TANKS, fc_record_get_id (line->reading), TRUE,
                         _ ("Tank %d: a level of %d mm is above the top of its chart (%d mm)"),
                         fc_sheet_tank_number (line->tank), (int) level, (int) fc_tank_chart_top (chart));
}

static void
judge_tank (FcShiftSheet      *self,
            const FcSheetTank *line)
{
  const FcId *id = fc_record_get_id (line->reading);
  int number = fc_sheet_tank_number (line->tank);
  gint64 capacity = line->tank != NULL ? fc_record_get_int (line->tank, FC_TANK_CAPACITY) : 0;

  if (!line->has_physical)
    fc_shift_sheet_warn (self, FC_STEP_TANKS, id, TRUE, _ ("Tank %d: the closing dip is missing"), number);
  else if (capacity > 0 && line->physical > capacity)
    {
      g_autofree char *held = fc_volume_say (line->physical, self->volume_unit, 0);
      g_autofree char *most = fc_volume_say (capacity, self->volume_unit, 0);

      fc_shift_sheet_warn (self, FC_STEP_TANKS, id, TRUE,
                           _ ("Tank %d: closing level is above the tank’s capacity (%s of %s)"), number, held, most);
    }
  judge_level (self, line);
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

static const FcId *
id_of (const FcSheetDrawer *drawer)
{
  return drawer->drawer != NULL ? fc_record_get_id (drawer->drawer) : NULL;
}

static FcStepState
judge_counts (FcShiftSheet *self)
{
  guint done = 0;

  for (guint i = 0; i < self->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (self->drawers, FcSheetDrawer, i);
      g_autofree char *name = drawer->counted_any ? NULL : fc_sheet_drawer_name (drawer);

      done += drawer->counted_any;
      if (name != NULL)
        fc_shift_sheet_warn (self, FC_STEP_CASH_COUNT, id_of (drawer), TRUE, _ ("%s has not been counted"), name);
    }
  if (done == self->drawers->len)
    return FC_STEP_DONE;
  return done > 0 ? FC_STEP_TOUCHED : FC_STEP_EMPTY;
}

/* An over/short above the limit wants a reason. */
static FcStepState
judge_over_short (FcShiftSheet *self)
{
  FcStepState state = self->counted_any ? FC_STEP_DONE : FC_STEP_EMPTY;

  for (guint i = 0; i < self->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (self->drawers, FcSheetDrawer, i);
      g_autofree char *amount = NULL, *name = NULL;

      if (!drawer->counted_any && self->counted_any)
        state = FC_STEP_TOUCHED;
      if (!drawer->counted_any || !drawer->above_limit || (drawer->reason != NULL && drawer->reason[0] != '\0'))
        continue;
      amount = fc_money_format (ABS (drawer->over_short), self->currency);
      name = fc_sheet_drawer_name (drawer);
      fc_shift_sheet_warn (self, FC_STEP_OVER_SHORT, id_of (drawer), TRUE,
                           drawer->over_short < 0 ? _ ("%s is short by %s: say why") : _ ("%s is over by %s: say why"),
                           name, amount);
      state = FC_STEP_TOUCHED;
    }
  return state;
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

static gboolean
any_test (FcShiftSheet *self)
{
  for (guint i = 0; i < self->meters->len; i++)
    if (g_array_index (self->meters, FcSheetMeter, i).test != 0)
      return TRUE;
  return FALSE;
}

static gboolean
any_shop (FcShiftSheet *self)
{
  static const int shift[] = { FC_SHIFT_SHOP_SALES, FC_SHIFT_SHOP_TAX, FC_SHIFT_LOTTERY };
  static const int drawer[] = { FC_DRAWER_SHOP_SALES, FC_DRAWER_SHOP_TAX, FC_DRAWER_LOTTERY };

  for (gsize i = 0; i < G_N_ELEMENTS (shift); i++)
    {
      if (!fc_record_is_null (self->shift, shift[i]))
        return TRUE;
      for (guint j = 0; self->has_drawers && j < self->drawers->len; j++)
        if (!fc_record_is_null (g_array_index (self->drawers, FcSheetDrawer, j).drawer, drawer[i]))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_nought (const gint64 *numbers,
           guint         n)
{
  for (guint i = 0; i < n; i++)
    if (numbers[i] != 0)
      return FALSE;
  return TRUE;
}

/* With drawers, every unit of money belongs to one of them. */
static void
judge_nobody (FcShiftSheet *self)
{
  const FcSheetDrawer *nobody = &self->nobody;

  if (!self->has_drawers)
    return;
  for (guint i = 0; i < self->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (self->meters, FcSheetMeter, i);
      g_autofree char *amount = NULL;

      if (line->drawer != NULL || (line->amount == 0 && line->net == 0))
        continue;
      amount = fc_money_format (line->amount, self->currency);
      fc_shift_sheet_warn (self, FC_STEP_METERS, fc_record_get_id (line->reading), TRUE,
                           _ ("Nozzle %s: %s belongs to no drawer; say whose it is"), fc_sheet_nozzle_name (line),
                           amount);
    }
  if (!is_nought (nobody->tenders, FC_N_TENDERS))
    fc_shift_sheet_warn (self, FC_STEP_TENDERS, NULL, TRUE,
                         _ ("A tender total belongs to no drawer; say whose it is"));
  if (!is_nought (nobody->movements, FC_N_MOVEMENTS))
    fc_shift_sheet_warn (self, FC_STEP_CASH_MOVEMENTS, NULL, TRUE,
                         _ ("A drop, pay-in or pay-out belongs to no drawer; say whose it is"));
  if (!is_nought (nobody->slips, FC_N_SLIP_KINDS))
    fc_shift_sheet_warn (self, FC_STEP_SLIPS, NULL, TRUE, _ ("A slip belongs to no drawer; say whose it is"));
  if (nobody->counted_cash != 0)
    fc_shift_sheet_warn (self, FC_STEP_CASH_COUNT, NULL, TRUE,
                         _ ("Counted cash belongs to no drawer; say whose it is"));
  if (nobody->shop_sales != 0 || nobody->shop_tax != 0 || nobody->lottery != 0)
    fc_shift_sheet_warn (self, FC_STEP_SHOP, NULL, TRUE,
                         _ ("The shift’s shop sales, tax or lottery belongs to no drawer; say whose it is"));
}

/* A slip typed cell by cell is kept as far as it goes. */
static FcStepState
judge_slips (FcShiftSheet *self)
{
  FcStepState state = self->slips->len > 0 ? FC_STEP_DONE : FC_STEP_OPTIONAL;

  for (guint i = 0; i < self->slips->len; i++)
    {
      FcRecord *slip = self->slips->pdata[i];
      g_autofree char *name = fc_shift_slip_name (slip);
      const char *customer = fc_record_get_text (slip, FC_SLIP_CUSTOMER);
      gboolean nameless = g_strcmp0 (fc_record_get_text (slip, FC_SLIP_KIND), "account") == 0 &&
                          (customer == NULL || customer[0] == '\0');

      if (!nameless && fc_record_get_int (slip, FC_SLIP_AMOUNT) != 0)
        continue;
      fc_shift_sheet_warn (self, FC_STEP_SLIPS, fc_record_get_id (slip), TRUE,
                           nameless ? _ ("%s: the customer is missing")
                                    : _ ("%s: the amount is missing, or the quantity and the rate"),
                           name);
      state = FC_STEP_TOUCHED;
    }
  return state;
}

/* A shift may go without a signature, but nobody hands it in without having been told. */
static gboolean
is_signed_by (FcShiftSheet *self,
              const char   *role,
              const FcId   *drawer_id,
              const char   *sentence)
{
  const FcSheetSignature *signature = fc_shift_sheet_signature (self, role, drawer_id);

  if (signature == NULL) /* one that was withdrawn is told by itself */
    fc_shift_sheet_odd (self, FC_ANOMALY_UNSIGNED, FC_LEVEL_NOTE, FC_STEP_SIGNATURES, drawer_id, "%s", sentence);
  return signature != NULL && signature->holds;
}

static guint
count_signed (FcShiftSheet *self)
{
  guint n = 0;

  for (guint i = 0; i < self->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (self->drawers, FcSheetDrawer, i);
      g_autofree char *name = fc_sheet_drawer_name (drawer);
      /* Translators: a drawer, such as “Drawer 2 (Asha)” */
      g_autofree char *sentence = g_strdup_printf (_ ("%s: the attendant has not signed"), name);

      n += is_signed_by (self, "attendant", id_of (drawer), sentence);
    }
  return n;
}

static FcStepState
judge_signatures (FcShiftSheet *self)
{
  gboolean demanded = self->station != NULL && fc_record_get_bool (self->station, FC_STATION_SUPERVISOR_SIGNS);
  const FcSheetSignature *supervisor = fc_shift_sheet_signature (self, "supervisor", NULL);
  guint n_signed;

  for (guint i = 0; i < self->signatures->len; i++)
    {
      const FcSheetSignature *one = &g_array_index (self->signatures, FcSheetSignature, i);

      if (one->holds)
        continue;
      fc_shift_sheet_odd (self, FC_ANOMALY_SIGNATURE, FC_LEVEL_NOTE, FC_STEP_SIGNATURES,
                          fc_record_get_id (one->signature), /* Translators: the name of a person */
                          _ ("%s’s signature is withdrawn: the figures changed after it"),
                          fc_record_get_text (one->signature, FC_SIGNATURE_NAME));
    }
  n_signed = count_signed (self);
  if (demanded && (supervisor == NULL || !supervisor->holds))
    {
      fc_shift_sheet_warn (self, FC_STEP_SIGNATURES, NULL, TRUE, _ ("The supervisor has not signed these figures"));
      return supervisor != NULL || n_signed > 0 ? FC_STEP_TOUCHED : FC_STEP_EMPTY;
    }
  n_signed += is_signed_by (self, "supervisor", NULL, _ ("The supervisor has not signed"));
  if (n_signed == self->drawers->len + 1)
    return FC_STEP_DONE;
  return self->signatures->len > 0 ? FC_STEP_TOUCHED : FC_STEP_OPTIONAL;
}

static JsonObject *
object_of (FcRecord *row,
           int       field)
{
  const char *text = fc_record_get_text (row, field);
  g_autoptr (JsonNode) node = text != NULL ? fc_json_parse (text, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

/* A step that was confirmed is done while it shows what it showed then. */
static void
apply_confirmed (FcShiftSheet *self,
                 FcRowSet     *rows)
{
  g_autoptr (JsonObject) confirmed = object_of (self->shift, FC_SHIFT_CONFIRMED);

  for (int i = 0; confirmed != NULL && i < FC_N_STEPS; i++)
    {
      const char *then = json_object_get_string_member_with_default (confirmed, step_names[i], NULL);
      g_autofree char *now = then != NULL ? fc_shift_sheet_step_digest (self, rows, (FcShiftStep) i) : NULL;

      if (then == NULL || (self->steps[i] != FC_STEP_DONE && self->steps[i] != FC_STEP_OPTIONAL))
        continue;
      self->steps[i] = g_str_equal (then, now) ? FC_STEP_DONE : FC_STEP_TOUCHED;
      if (self->steps[i] == FC_STEP_TOUCHED)
        fc_shift_sheet_warn (self, (FcShiftStep) i, NULL, TRUE,
                             _ ("%s: something changed after this step was confirmed; look at it again"),
                             _ (step_titles[i]));
    }
}

static void
apply_waivers (FcShiftSheet *self)
{
  g_autoptr (JsonObject) waived = object_of (self->shift, FC_SHIFT_WAIVED);

  for (int i = 0; waived != NULL && i < FC_N_STEPS; i++)
    if (json_object_has_member (waived, step_names[i]))
      {
        self->steps[i] = FC_STEP_WAIVED;
        self->waived[i] = g_strdup (json_object_get_string_member_with_default (waived, step_names[i], NULL));
      }
}

/* Step states and warnings, from the figures. */
void
fc_shift_sheet_judge (FcShiftSheet *self,
                      FcRowSet     *rows)
{
  const FcId *id = fc_record_get_id (self->shift);
  FcStepState transfers = self->transfers->len > 0 || any_test (self) ? FC_STEP_DONE : FC_STEP_OPTIONAL;

  self->steps[FC_STEP_METERS] = judge_meters (self);
  self->steps[FC_STEP_TANKS] = judge_tanks (self);
  self->steps[FC_STEP_DELIVERIES] = entered (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, id);
  self->steps[FC_STEP_TRANSFERS] = transfers;
  self->steps[FC_STEP_CASH_MOVEMENTS] = entered (rows, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_SHIFT_ID, id);
  self->steps[FC_STEP_CASH_COUNT] = judge_counts (self);
  self->steps[FC_STEP_TENDERS] = entered (rows, FC_TENDER_TOTAL, FC_TENDER_TOTAL_SHIFT_ID, id);
  self->steps[FC_STEP_SLIPS] = judge_slips (self);
  self->steps[FC_STEP_SHOP] = any_shop (self) ? FC_STEP_DONE : FC_STEP_OPTIONAL;
  self->steps[FC_STEP_OVER_SHORT] = judge_over_short (self);
  judge_nobody (self);
  self->steps[FC_STEP_SIGNATURES] = judge_signatures (self);
  fc_sheet_find_odd (self);
  fc_sheet_find_odd_deliveries (self, rows);
  apply_confirmed (self, rows);
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

      if (fc_shift_sheet_blocks (self, warning))
        {
          g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, warning->text);
          return FALSE;
        }
    }
  return TRUE;
}
