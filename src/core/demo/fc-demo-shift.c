/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#define TEST_ML 20000
#define SPAN_ML (G_GINT64_CONSTANT (10000000) * 1000) /* seven digits of litres */
#define REPLACED_DAYS_AGO 9
#define SHARED_DAYS       8 /* on the last days of the story two attendants share each shift of the fourth station */
#define MINUTE  (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

typedef enum {
  STATE_OPEN,
  STATE_SUBMITTED,
  STATE_APPROVED,
  STATE_DISPUTED,
} State; /* as fc_shift_states */

/**
 * fc_demo_sheet_row:
 * @key: (nullable): what the shift's commands know the row by; it makes the id they look for
 *
 * Returns: (transfer none): a new child of the shift
 */
FcRecord *
fc_demo_sheet_row (FcDemoSheet *sheet,
                   FcEntity     entity,
                   int          shift_field,
                   int          station_field,
                   const char  *key)
{
  FcId id = fc_demo_random_id (&sheet->random, sheet->shift->opens);
  g_autofree char *shift = fc_id_dup_string (&sheet->shift->id);
  FcRecord *record;

  if (key != NULL)
    id = fc_id_from_key (shift, fc_catalog_get (entity)->name, key, NULL);
  record = fc_record_new (entity, &id);

  fc_record_set_ref (record, shift_field, &sheet->shift->id);
  fc_record_set_ref (record, station_field, &sheet->site->id);
  g_ptr_array_add (sheet->children, record);
  return record;
}

/* The newest shifts are the supervisor's and the manager's work of today; older ones are done. */
static State
state_of (FcDemoSheet *sheet)
{
  gint64 age = sheet->world->options.now_us - sheet->shift->closes;

  if (age < 0 || (sheet->site->position == 0 && age < 8 * FC_HOUR_US))
    return STATE_OPEN;
  if (age < 20 * FC_HOUR_US)
    return STATE_SUBMITTED;
  if (sheet->site->position == 2 && sheet->shift->number == 1 && age < 44 * FC_HOUR_US)
    return STATE_DISPUTED;
  return STATE_APPROVED;
}

static void
add_up (FcDemoSheet *sheet,
        GArray      *sales,
        guint        position)
{
  gint64 change = fc_demo_price_change (sheet->world, sheet->site, sheet->day);

  for (guint i = 0; i < sales->len; i++)
    {
      const FcDemoSale *sale = &g_array_index (sales, FcDemoSale, i);
      FcDemoDrawer *drawer;

      if (sale->shift != position)
        continue;
      drawer = fc_demo_sheet_drawer_of (sheet, sale->nozzle);
      sheet->net[sale->nozzle] += sale->volume;
      sheet->amounts[sale->nozzle] += sale->amount;
      if (sale->at < change)
        sheet->early[sale->nozzle] += sale->volume;
      drawer->tenders[sale->payment].amount += sale->amount;
      drawer->tenders[sale->payment].count++;
      sheet->fuel_volume += sale->volume;
      sheet->fuel_amount += sale->amount;
    }
}

/* On Monday mornings one pump after the other proves its measure: 20 L each, back into the tank. */
static void
test_pump (FcDemoSheet *sheet)
{
  FcDate date = fc_demo_date (sheet->world, sheet->day);
  guint pump = (guint) (date / 7) % sheet->site->n_pumps;

  if (fc_date_weekday (date) != 1 || sheet->shift->number != 1)
    return;
  for (guint i = 0; i < sheet->site->n_nozzles; i++)
    if (sheet->site->nozzles[i].pump == (int) pump)
      sheet->tests[i] = TEST_ML;
}

/* The totalizer of a nozzle's meter that was changed in mid-shift, or whose rate was. */
static FcRecord *
change_meter (FcDemoSheet *sheet,
              guint        i,
              const char  *kind,
              gint64       at,
              gint64       moved)
{
  FcDemoNozzle *nozzle = &sheet->site->nozzles[i];
  FcRecord *record =
    fc_demo_sheet_row (sheet, FC_METER_CHANGE, FC_METER_CHANGE_SHIFT_ID, FC_METER_CHANGE_STATION_ID, NULL);

  fc_record_set_ref (record, FC_METER_CHANGE_NOZZLE_ID, &nozzle->id);
  fc_record_set_text (record, FC_METER_CHANGE_KIND, kind);
  fc_record_set_int (record, FC_METER_CHANGE_CHANGED_AT, at);
  fc_record_set_int (record, FC_METER_CHANGE_CLOSING, (nozzle->totalizer + moved) % SPAN_ML);
  fc_record_set_int (record, FC_METER_CHANGE_ROLLED_OVER, nozzle->totalizer + moved >= SPAN_ML);
  return record;
}

/* Returns what the totalizer has moved from its opening on, or from nought where it was replaced. */
static gint64
change_meters (FcDemoSheet *sheet,
               guint        i,
               gint64       moved)
{
  FcDemoNozzle *nozzle = &sheet->site->nozzles[i];
  gint64 change = fc_demo_price_change (sheet->world, sheet->site, sheet->day);
  gint64 half = (sheet->shift->opens + sheet->shift->closes) / 2;
  FcRecord *record;

  if (nozzle->product == FC_DEMO_DIESEL && change > sheet->shift->opens && change < sheet->shift->closes)
    {
      record = change_meter (sheet, i, "price", change, sheet->early[i]);
      fc_record_set_int (record, FC_METER_CHANGE_PRICE,
                         fc_demo_price_of (sheet->world, sheet->site, nozzle->product, sheet->day, change));
    }
  if (sheet->site->position != 4 || i != 1 || sheet->day + REPLACED_DAYS_AGO != sheet->world->n_days ||
      sheet->shift->number != 2)
    return moved;
  record = change_meter (sheet, i, "replacement", half, moved / 2);
  fc_record_set_int (record, FC_METER_CHANGE_OPENING, 0);
  fc_record_set_text (record, FC_METER_CHANGE_REASON, "Totalizer display failed");
  nozzle->totalizer = 0;
  return moved - moved / 2;
}

static void
read_meter (FcDemoSheet *sheet,
            guint        i)
{
  FcDemoNozzle *nozzle = &sheet->site->nozzles[i];
  FcDemoDrawer *drawer = fc_demo_sheet_drawer_of (sheet, i);
  g_autofree char *key = fc_id_dup_string (&nozzle->id);
  FcRecord *record =
    fc_demo_sheet_row (sheet, FC_METER_READING, FC_METER_READING_SHIFT_ID, FC_METER_READING_STATION_ID, key);
  gint64 closing;

  fc_record_set_ref (record, FC_METER_READING_NOZZLE_ID, &nozzle->id);
  fc_record_set_ref (record, FC_METER_READING_PRODUCT_ID, &sheet->world->products[nozzle->product]);
  fc_record_set_int (record, FC_METER_READING_OPENING, nozzle->totalizer);
  fc_record_set_int (record, FC_METER_READING_PRICE,
                     fc_demo_price_of (sheet->world, sheet->site, nozzle->product, sheet->day, sheet->shift->opens));
  if (drawer->record != NULL)
    fc_record_set_ref (record, FC_METER_READING_DRAWER_ID, fc_record_get_id (drawer->record));
  fc_record_set_int (record, FC_METER_READING_ROLLED_OVER, 0);
  if (!sheet->closed)
    return;
  closing = sheet->net[i] + sheet->tests[i];
  closing = change_meters (sheet, i, closing) + nozzle->totalizer;
  fc_record_set_int (record, FC_METER_READING_ROLLED_OVER, closing >= SPAN_ML);
  nozzle->totalizer = closing % SPAN_ML;
  fc_record_set_int (record, FC_METER_READING_CLOSING, nozzle->totalizer);
  fc_record_set_int (record, FC_METER_READING_TEST, sheet->tests[i]);
  fc_record_set_int (record, FC_METER_READING_POS_VOLUME, sheet->net[i]);
  fc_record_set_int (record, FC_METER_READING_POS_AMOUNT, sheet->amounts[i]);
  fc_record_set_int (record, FC_METER_READING_READ_AT, sheet->shift->closes);
  fc_record_set_text (record, FC_METER_READING_SOURCE, "pos");
}

static void
set_decision (FcDemoSheet *sheet,
              FcRecord    *record,
              State        state)
{
  gint64 now = sheet->world->options.now_us;
  gint64 submitted = sheet->shift->closes + MINUTE * (8 + fc_demo_random_below (&sheet->random, 30));
  gint64 decided =
    fc_demo_hour (sheet->world, sheet->day, 24 + 9) + MINUTE * (5 + fc_demo_random_below (&sheet->random, 50));

  if (state == STATE_OPEN)
    return;
  fc_record_set_int (record, FC_SHIFT_FUEL_AMOUNT, sheet->fuel_amount);
  fc_record_set_int (record, FC_SHIFT_FUEL_VOLUME, sheet->fuel_volume);
  fc_record_set_int (record, FC_SHIFT_EXPECTED_CASH, sheet->expected);
  fc_record_set_int (record, FC_SHIFT_COUNTED_CASH, sheet->expected + sheet->over_short);
  fc_record_set_int (record, FC_SHIFT_OVER_SHORT, sheet->over_short);
  fc_record_set_ref (record, FC_SHIFT_SUBMITTED_BY, &sheet->site->supervisor);
  fc_record_set_int (record, FC_SHIFT_SUBMITTED_AT, MIN (submitted, now));
  if (ABS (sheet->over_short) > FC_DEMO_CASH_LIMIT && sheet->drawers[0].record == NULL)
    fc_record_set_text (record, FC_SHIFT_OVER_SHORT_REASON,
                        sheet->over_short < 0 ? "Drop envelope not found yet"
                                              : "Drop of the shift before counted here");
  if (state == STATE_SUBMITTED)
    return;
  fc_record_set_ref (record, FC_SHIFT_DECIDED_BY, &sheet->world->manager);
  fc_record_set_int (record, FC_SHIFT_DECIDED_AT, MIN (decided, now));
  if (state == STATE_DISPUTED)
    fc_record_set_text (record, FC_SHIFT_COMMENT,
                        "Card batch of the outside terminal does not agree. Please look again.");
}

static FcRecord *
make_shift (FcDemoSheet *sheet)
{
  FcRecord *record = fc_record_new (FC_SHIFT, &sheet->shift->id);
  State state = state_of (sheet);
  gboolean corrected = state == STATE_APPROVED && fc_demo_is_miscounted (sheet);

  fc_record_set_ref (record, FC_SHIFT_STATION_ID, &sheet->site->id);
  fc_record_set_int (record, FC_SHIFT_NUMBER, sheet->shift->number);
  fc_record_set_int (record, FC_SHIFT_BUSINESS_DATE, fc_demo_date (sheet->world, sheet->day));
  fc_record_set_int (record, FC_SHIFT_OPENED_AT, sheet->shift->opens);
  if (sheet->closed)
    {
      fc_record_set_int (record, FC_SHIFT_CLOSED_AT, sheet->shift->closes);
      if (sheet->drawers[0].record == NULL)
        fc_record_set_int (record, FC_SHIFT_SHOP_SALES, sheet->shop_sales);
    }
  fc_record_set_text (record, FC_SHIFT_STATE, corrected ? "superseded" : fc_shift_states[state]);
  fc_record_set_text (record, FC_SHIFT_CASHIER, sheet->site->cashier_names[sheet->shift->cashier]);
  fc_record_set_text (record, FC_SHIFT_REGISTER, "1");
  fc_record_set_int (record, FC_SHIFT_OPENING_FLOAT, FC_DEMO_FLOAT);
  fc_record_set_text (record, FC_SHIFT_SOURCE, "pos");
  fc_record_set_int (record, FC_SHIFT_REVISION, 1);
  if (!fc_id_is_null (&sheet->site->last_shift))
    fc_record_set_ref (record, FC_SHIFT_PREVIOUS_ID, &sheet->site->last_shift);
  set_decision (sheet, record, state);
  return record;
}

static gboolean
emit_sheet (FcDemoSheet  *sheet,
            GError      **error)
{
  g_autoptr (FcRecord) shift = make_shift (sheet);

  fc_demo_sheet_sign (sheet, shift);
  if (!fc_demo_emit_record (sheet->world, g_object_ref (shift), error))
    return FALSE;
  for (guint i = 0; i < sheet->children->len; i++)
    if (!fc_demo_emit_record (sheet->world, g_object_ref (sheet->children->pdata[i]), error))
      return FALSE;
  return fc_demo_log_emit (sheet, shift, error) && fc_demo_sheet_settle (sheet, shift, error);
}

/* Half the pumps each. */
static void
open_drawers (FcDemoSheet *sheet)
{
  gboolean shared = sheet->counted && sheet->site->position == 3 && sheet->day + SHARED_DAYS >= sheet->world->n_days;

  sheet->n_drawers = shared ? FC_DEMO_MAX_DRAWERS : 1;
  sheet->drawers[0].cashier = sheet->shift->cashier;
  for (guint i = 0; shared && i < sheet->n_drawers; i++)
    {
      FcDemoDrawer *drawer = &sheet->drawers[i];
      g_autofree char *key = g_strdup_printf ("%u", i + 1);

      drawer->cashier = (sheet->shift->cashier + i) % FC_DEMO_N_CASHIERS;
      drawer->record = fc_demo_sheet_row (sheet, FC_DRAWER, FC_DRAWER_SHIFT_ID, FC_DRAWER_STATION_ID, key);
      fc_record_set_int (drawer->record, FC_DRAWER_NUMBER, i + 1);
      fc_record_set_text (drawer->record, FC_DRAWER_ATTENDANT, sheet->site->cashier_names[drawer->cashier]);
      fc_record_set_ref (drawer->record, FC_DRAWER_USER_ID, &sheet->site->cashiers[drawer->cashier]);
      fc_record_set_text (drawer->record, FC_DRAWER_REGISTER, key);
      fc_record_set_int (drawer->record, FC_DRAWER_OPENING_FLOAT, FC_DEMO_FLOAT);
    }
}

/* Whose nozzle it is. */
FcDemoDrawer *
fc_demo_sheet_drawer_of (FcDemoSheet *sheet,
                         guint        nozzle)
{
  guint pump = (guint) sheet->site->nozzles[nozzle].pump;

  return &sheet->drawers[pump * sheet->n_drawers / sheet->site->n_pumps];
}

/* Whether the shift is one of the last days', whose papers are all there. */
gboolean
fc_demo_sheet_is_recent (FcDemoSheet *sheet)
{
  return sheet->counted && sheet->shift->left == FC_DEMO_RECORDED && sheet->day + SHARED_DAYS >= sheet->world->n_days;
}

/**
 * fc_demo_shift_emit:
 * @sales: (element-type FcDemoSale): the day's
 * @position: of the shift in the day
 *
 * A shift with its readings, deliveries, tenders and cash, all of which agree with its sales.
 */
gboolean
fc_demo_shift_emit (FcDemoWorld        *world,
                    FcDemoSite         *site,
                    guint               day,
                    const FcDemoShift  *shift,
                    GArray             *sales,
                    guint               position,
                    GError            **error)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);
  FcDemoSheet sheet = { .world = world, .site = site, .day = day, .shift = shift, .children = children };

  if (shift->left == FC_DEMO_LEFT_OUT)
    return TRUE;
  fc_demo_random_init (&sheet.random, world->options.seed, "sheet", site->position,
                       (gint64) fc_demo_date (world, day) * FC_DEMO_MAX_SHIFTS + position);
  sheet.closed = shift->closes <= world->options.now_us;
  sheet.counted = sheet.closed && state_of (&sheet) != STATE_OPEN;
  open_drawers (&sheet);
  add_up (&sheet, sales, position);
  fc_demo_sheet_slips (&sheet, sales, position);
  if (sheet.closed)
    test_pump (&sheet);
  for (guint i = 0; i < site->n_nozzles; i++)
    read_meter (&sheet, i);
  fc_demo_sheet_stock (&sheet);
  fc_demo_sheet_cash (&sheet);
  if (shift->left == FC_DEMO_LEFT_FILES)
    {
      fc_demo_pos_write (&sheet);
      return TRUE;
    }
  if (!emit_sheet (&sheet, error))
    return FALSE;
  site->last_shift = shift->id;
  return TRUE;
}
