/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../fc-test-seeds.h"
#include "demo-company.h"

#include "fc-money.h"
#include "fc-shift-sheet.h"
#include "fc-time.h"

#include <math.h>
#include <string.h>

static const guint64 seeds[] = { 1, 77, FC_DEMO_SEED };

static FcDemoOptions
options_of (guint64 seed,
            gint64  now)
{
  FcDemoOptions options;

  fc_demo_options_init (&options, seed, now);
  return options;
}

/* The usual company for the last seed, a younger one for the others. */
static FcDemoOptions
options_nth (guint  i,
             gint64 now)
{
  FcDemoOptions options = options_of (seeds[i], now);

  if (i < 2)
    {
      options.years = 1;
      options.shift_days = 20;
    }
  return options;
}

/* The company that `forecourtctl demo` makes, for tests that only look at it. */
static DemoCompany *
usual_company (void)
{
  static DemoCompany *company;
  FcDemoOptions options = options_of (FC_DEMO_SEED, DEMO_NOW);

  if (company == NULL)
    company = demo_company_new (&options, DEMO_SOLD);
  return company;
}

static void
test_same_seed_same_bytes (void)
{
  FcDemoOptions options = options_nth (0, DEMO_NOW), other = options_nth (1, DEMO_NOW);
  g_autoptr (DemoCompany) first = NULL, again = NULL, different = NULL;

  if (FC_TEST_SANITISED)
    options.shift_days = other.shift_days = options.sale_days = other.sale_days = 5;
  first = demo_company_new (&options, DEMO_SUM);
  again = demo_company_new (&options, DEMO_SUM);
  different = demo_company_new (&other, DEMO_SUM);
  g_assert_cmpstr (g_checksum_get_string (first->sum), ==, g_checksum_get_string (again->sum));
  g_assert_cmpstr (first->summary.truth, ==, again->summary.truth);
  g_assert_cmpstr (g_checksum_get_string (first->sum), !=, g_checksum_get_string (different->sum));
}

static void
test_rows_are_valid (void)
{
  guint n = fc_test_seeds (G_N_ELEMENTS (seeds), 1);

  for (guint i = 0; i < n; i++)
    {
      FcDemoOptions options = options_nth (i, i == 1 ? DEMO_NIGHT : DEMO_NOW);
      g_autoptr (DemoCompany) company = demo_company_new (&options, DEMO_VALID);

      g_test_message ("seed %" G_GUINT64_FORMAT, seeds[i]);
      g_assert_cmpint (company->first_sale, >=, company->summary.sales_horizon);
      g_assert_cmpint (company->last_sale, <=, options.now_us);
      g_assert_cmpuint (company->n_hourly + company->n_daily, ==, company->summary.n_rollups);
      g_assert_cmpuint (company->n_hourly, >, 50000);
      g_assert_cmpuint (company->n_daily, >, 30000);
      g_assert_cmpuint (company->progress, ==, options.years * 365);
    }
}

static gboolean
is_single (DemoCompany *company,
           FcRecord    *shift)
{
  return fc_record_get_int (shift, FC_SHIFT_OPENED_AT) >= company->summary.sales_horizon;
}

static void
check_meters (DemoCompany  *company,
              FcShiftSheet *sheet)
{
  const FcId *corrects = fc_record_get_ref (sheet->shift, FC_SHIFT_CORRECTS_ID);
  const FcId *shift_id = corrects != NULL ? corrects : fc_record_get_id (sheet->shift); /* single sales are the first version's */

  for (guint i = 0; i < sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (sheet->meters, FcSheetMeter, i);
      const FcId *nozzle = fc_record_get_ref (line->reading, FC_METER_READING_NOZZLE_ID);
      const Sold *sold = demo_company_sold (company, shift_id, nozzle);

      g_assert_cmpint (line->problem, ==, FC_METER_OK);
      /* What the till added up is what the meter moved, and volume × price agrees to the cent (a replaced meter cuts a
       * shift where the till knows of no cut: a cent may fall on either side). */
      for (guint j = 0; j < line->n_segments; j++)
        {
          const FcSheetSegment *segment = fc_sheet_meter_segment (sheet, line, j);

          g_assert_cmpint (ABS (segment->amount - fc_money_of_volume (segment->net, segment->price, "EUR")), <=,
                           line->n_segments - 1);
        }
      if (!is_single (company, sheet->shift))
        continue;
      g_assert_cmpint (line->net, ==, sold->volume);
      g_assert_cmpint (line->amount, ==, sold->amount);
    }
}

static void
check_cash (FcShiftSheet *sheet)
{
  g_assert_cmpint (sheet->expected_cash, >, 0);
  g_assert_cmpint (sheet->expected_cash, ==, fc_record_get_int (sheet->shift, FC_SHIFT_EXPECTED_CASH));
  g_assert_cmpint (sheet->counted_cash, ==, fc_record_get_int (sheet->shift, FC_SHIFT_COUNTED_CASH));
  g_assert_cmpint (sheet->over_short, ==, fc_record_get_int (sheet->shift, FC_SHIFT_OVER_SHORT));
  g_assert_cmpint (sheet->fuel_amount, ==, fc_record_get_int (sheet->shift, FC_SHIFT_FUEL_AMOUNT));
  g_assert_cmpint (sheet->fuel_volume, ==, fc_record_get_int (sheet->shift, FC_SHIFT_FUEL_VOLUME));
  g_assert_cmpint (sheet->cash_sales, ==, sheet->tenders[0]);
}

static void
check_shifts (DemoCompany *company)
{
  g_autoptr (GPtrArray) shifts = fc_row_set_list (company->rows, FC_SHIFT);
  guint n_done = 0;

  for (guint i = 0; i < shifts->len; i++)
    {
      const FcId *id = fc_record_get_id (shifts->pdata[i]);
      g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (demo_company_shift (company, id), id);
      g_autoptr (GError) error = NULL;

      if (fc_record_is_null (sheet->shift, FC_SHIFT_CLOSED_AT))
        continue;
      check_meters (company, sheet);
      if (g_strcmp0 (fc_record_get_text (sheet->shift, FC_SHIFT_STATE), "open") == 0)
        continue;
      check_cash (sheet);
      fc_shift_sheet_may_submit (sheet, &error);
      g_assert_no_error (error);
      n_done++;
    }
  g_assert_cmpuint (n_done, >, 250);
}

static void
test_shifts_agree_with_sales (void)
{
  guint n = fc_test_seeds (G_N_ELEMENTS (seeds), 1);

  for (guint i = 0; i < n; i++)
    {
      FcDemoOptions options = options_nth (i, DEMO_NOW);
      g_autoptr (DemoCompany) company = seeds[i] != FC_DEMO_SEED ? demo_company_new (&options, DEMO_SOLD) : NULL;

      g_test_message ("seed %" G_GUINT64_FORMAT, seeds[i]);
      check_shifts (company != NULL ? company : usual_company ());
    }
}

static gint64
reading_of (DemoCompany *company,
            FcRecord    *shift,
            FcEntity     entity,
            int          parent,
            int          what,
            const FcId  *id,
            int          value)
{
  g_autoptr (GPtrArray) list = fc_row_set_list_by (demo_company_shift (company, fc_record_get_id (shift)), entity,
                                                   parent, fc_record_get_id (shift));

  for (guint i = 0; i < list->len; i++)
    if (fc_id_equal (fc_record_get_ref (list->pdata[i], what), id))
      return fc_record_get_int (list->pdata[i], value);
  g_assert_not_reached ();
}

static void
check_chain (DemoCompany *company,
             FcRecord    *shift,
             FcRecord    *before)
{
  FcRowSet *rows = demo_company_shift (company, fc_record_get_id (shift));
  g_autoptr (GPtrArray) meters = fc_row_set_list (rows, FC_METER_READING);
  g_autoptr (GPtrArray) tanks = fc_row_set_list (rows, FC_TANK_READING);

  for (guint i = 0; i < meters->len; i++)
    g_assert_cmpint (fc_record_get_int (meters->pdata[i], FC_METER_READING_OPENING), ==,
                     reading_of (company, before, FC_METER_READING, FC_METER_READING_SHIFT_ID,
                                 FC_METER_READING_NOZZLE_ID,
                                 fc_record_get_ref (meters->pdata[i], FC_METER_READING_NOZZLE_ID),
                                 FC_METER_READING_CLOSING));
  for (guint i = 0; i < tanks->len; i++)
    g_assert_cmpint (fc_record_get_int (tanks->pdata[i], FC_TANK_READING_OPENING_VOLUME), ==,
                     reading_of (company, before, FC_TANK_READING, FC_TANK_READING_SHIFT_ID, FC_TANK_READING_TANK_ID,
                                 fc_record_get_ref (tanks->pdata[i], FC_TANK_READING_TANK_ID), FC_TANK_READING_VOLUME));
}

static void
test_openings_chain (void)
{
  FcDemoOptions options = options_of (3, DEMO_NIGHT);
  g_autoptr (DemoCompany) company = NULL;
  g_autoptr (GPtrArray) shifts = NULL;
  guint n_first = 0, n_rolled = 0;

  options.shift_days = 20;
  company = demo_company_new (&options, DEMO_ROWS);
  shifts = fc_row_set_list (company->rows, FC_SHIFT);
  for (guint i = 0; i < shifts->len; i++)
    {
      const FcId *previous = fc_record_get_ref (shifts->pdata[i], FC_SHIFT_PREVIOUS_ID);
      FcRowSet *rows = demo_company_shift (company, fc_record_get_id (shifts->pdata[i]));
      g_autoptr (GPtrArray) meters = fc_row_set_list (rows, FC_METER_READING);

      for (guint j = 0; j < meters->len; j++)
        n_rolled += fc_record_get_bool (meters->pdata[j], FC_METER_READING_ROLLED_OVER);
      if (previous == NULL)
        n_first++;
      else
        check_chain (company, shifts->pdata[i], fc_row_set_get (company->rows, FC_SHIFT, previous));
    }
  g_assert_cmpuint (n_first, ==, options.stations);
  g_assert_cmpuint (n_rolled, ==, 1);
}

static void
test_work_waits (void)
{
  g_autoptr (GPtrArray) shifts = fc_row_set_list (usual_company ()->rows, FC_SHIFT);
  guint states[4] = { 0 };

  for (guint i = 0; i < shifts->len; i++)
    for (guint state = 0; state < 4; state++)
      states[state] += g_str_equal (fc_record_get_text (shifts->pdata[i], FC_SHIFT_STATE), fc_shift_states[state]);
  g_assert_cmpuint (states[0], ==, 7); /* one under way at each station, one of the supervisor's to count */
  g_assert_cmpuint (states[1], >=, 6);
  g_assert_cmpuint (states[2], >, 500);
  g_assert_cmpuint (states[3], ==, 1);
}

/* Sums that were drawn and sums of single sales tell of the same customers: no jump where one becomes the other. */
static void
test_no_seam (void)
{
  FcDemoOptions options = options_of (FC_DEMO_SEED, DEMO_NOW);
  g_autoptr (DemoCompany) drawn = NULL, single = NULL;
  double by_draw, by_sale;

  if (FC_TEST_SANITISED)
    {
      g_test_skip ("statistics over ten months: not under the sanitiser");
      return;
    }
  options.years = 1;
  options.stations = 3;
  options.shift_days = options.sale_days = 1;
  drawn = demo_company_new (&options, DEMO_ROWS);
  options.shift_days = 300; /* rollups are sums of single sales for ten months */
  single = demo_company_new (&options, DEMO_ROWS);
  by_draw = (double) drawn->rollup_volume / (double) drawn->rollup_count;
  by_sale = (double) single->rollup_volume / (double) single->rollup_count;
  g_assert_cmpint (drawn->rollup_count, >, 300000);
  g_assert_cmpfloat (fabs (by_draw / by_sale - 1.0), <, 0.01);
  g_assert_cmpfloat (fabs ((double) drawn->rollup_count / (double) single->rollup_count - 1.0), <, 0.01);
}

static void
test_pos_files (void)
{
  FcDemoOptions options = options_of (FC_DEMO_SEED, DEMO_NOW);
  const DemoCompany *recorded = usual_company ();
  g_autoptr (DemoCompany) left = NULL;
  g_autoptr (GPtrArray) all = fc_row_set_list (recorded->rows, FC_SHIFT);
  g_autoptr (GPtrArray) some = NULL;

  options.pos_files = TRUE;
  left = demo_company_new (&options, DEMO_VALID);
  some = fc_row_set_list (left->rows, FC_SHIFT);
  g_assert_null (recorded->summary.files);
  g_assert_cmpuint (left->summary.files->len, ==, 4);
  g_assert_cmpuint (some->len, ==, all->len - 2);
  g_assert_cmpuint (left->summary.n_sales, <, recorded->summary.n_sales);
  for (guint i = 0; i < 4; i++)
    {
      const FcDemoFile *file = left->summary.files->pdata[i];

      g_assert_true (g_str_has_suffix (file->name, ".xml"));
      g_assert_nonnull (strstr (file->text, "<StoreLocationID>1001<"));
    }
}

static void
test_exact_sizes (void)
{
  static const guint64 sizes[] = { 1, 1000, 40000, 300000, 5000000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      FcDemoOptions options = options_of (9, DEMO_NOW);
      g_autoptr (DemoCompany) company = NULL;

      if (sizes[i] > (FC_TEST_SANITISED ? 100000 : 1000000) && !g_test_slow ())
        continue;
      options.sales = sizes[i];
      company = demo_company_new (&options, sizes[i] <= 40000 ? DEMO_VALID : DEMO_ROWS);
      g_assert_cmpuint (company->summary.n_sales, ==, sizes[i]);
      g_assert_cmpint (company->first_sale, >=, company->summary.sales_horizon);
    }
}

static void
test_small_companies (void)
{
  for (guint stations = 1; stations <= (FC_TEST_SANITISED ? 2 : FC_DEMO_MAX_STATIONS); stations += 23)
    {
      FcDemoOptions options = options_of (11, DEMO_NIGHT);
      g_autoptr (DemoCompany) company = NULL;

      options.stations = stations;
      options.years = 1;
      options.shift_days = 5;
      options.sale_days = 2;
      company = demo_company_new (&options, DEMO_VALID);
      g_assert_cmpuint (company->summary.n_sales, >, 100);
    }
}

/* Each planted truth must show in the figures that the analytics will see, and nowhere else. */

static double
variance_a_day (DemoCompany *company,
                const FcId  *tank,
                double      *spread)
{
  g_autoptr (GPtrArray) readings = fc_row_set_list_by (company->rows, FC_TANK_READING, FC_TANK_READING_TANK_ID, tank);
  double sum = 0, squares = 0;
  guint n = 0;

  for (guint i = 0; i < readings->len; i++)
    {
      const FcId *shift_id = fc_record_get_ref (readings->pdata[i], FC_TANK_READING_SHIFT_ID);
      g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (demo_company_shift (company, shift_id), shift_id);
      FcDate date = (FcDate) fc_record_get_int (sheet->shift, FC_SHIFT_BUSINESS_DATE);

      if (date <= (FcDate) (DEMO_NOW / FC_DAY_US) - 34)
        continue;
      for (guint j = 0; j < sheet->tanks->len; j++)
        {
          const FcSheetTank *line = &g_array_index (sheet->tanks, FcSheetTank, j);

          if (!line->has_physical || !fc_id_equal (fc_record_get_id (line->tank), tank))
            continue;
          sum += (double) line->variance / 1000;
          squares += pow ((double) line->variance / 1000, 2);
          n++;
        }
    }
  *spread = sqrt (squares / n);
  return sum / 34;
}

static FcId
told (JsonObject *truth,
      const char *trouble,
      const char *member)
{
  FcId id;

  g_assert_true (
    fc_id_from_string (json_object_get_string_member (json_object_get_object_member (truth, trouble), member), &id));
  return id;
}

static void
check_tanks (DemoCompany *company,
             JsonObject  *truth)
{
  FcId leaking = told (truth, "leak", "tank_id"), dying = told (truth, "dying_gauge", "tank_id");
  FcId meter = told (truth, "drifting_meter", "nozzle_id");
  const FcId *drifting = fc_record_get_ref (fc_row_set_get (company->rows, FC_NOZZLE, &meter), FC_NOZZLE_TANK_ID);
  g_autoptr (GPtrArray) tanks = fc_row_set_list (company->rows, FC_TANK);

  for (guint i = 0; i < tanks->len; i++)
    {
      const FcId *tank = fc_record_get_id (tanks->pdata[i]);
      double spread, lost = -variance_a_day (company, tank, &spread);

      g_test_message ("tank %u: %.1f L a day lost, %.1f L spread", i, lost, spread);
      if (fc_id_equal (tank, &leaking))
        g_assert_cmpfloat_with_epsilon (lost, 18.2, 6.0);
      else if (fc_id_equal (tank, drifting))
        g_assert_cmpfloat (lost, >, 10.0);
      else if (fc_id_equal (tank, &dying))
        g_assert_cmpfloat (spread, >, 40.0);
      else
        {
          g_assert_cmpfloat (fabs (lost), <, 8.0);
          g_assert_cmpfloat (spread, <, 30.0);
        }
    }
}

static void
check_cashiers (DemoCompany *company,
                JsonObject  *truth)
{
  JsonObject *skimming = json_object_get_object_member (truth, "skimming_cashier");
  const char *thief = json_object_get_string_member (skimming, "cashier");
  g_autoptr (GPtrArray) shifts = fc_row_set_list (company->rows, FC_SHIFT);
  gint64 short_of_thief = 0, n = 0, all = 0;

  for (guint i = 0; i < shifts->len; i++)
    {
      gint64 over_short = fc_record_get_int (shifts->pdata[i], FC_SHIFT_OVER_SHORT);

      if (ABS (over_short) >= 10000)
        continue;
      all += over_short;
      if (!g_str_equal (fc_record_get_text (shifts->pdata[i], FC_SHIFT_CASHIER), thief))
        continue;
      short_of_thief += over_short;
      n++;
    }
  g_assert_cmpint (n, >, 8);
  g_assert_cmpint (short_of_thief, <, -10000);
  g_assert_cmpint (short_of_thief / n, <, 10 * (all - short_of_thief) / (gint64) shifts->len - 500);
}

static void
test_truths_show (void)
{
  DemoCompany *company = usual_company ();
  g_autoptr (JsonNode) truth = json_from_string (company->summary.truth, NULL);

  g_assert_nonnull (truth);
  check_tanks (company, json_node_get_object (truth));
  check_cashiers (company, json_node_get_object (truth));
}

static gboolean
refuse_records (GPtrArray  *records,
                gpointer    user_data,
                GError    **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full");
  return FALSE;
}

static gboolean
ignore_batch (const FcFactBatch  *batch,
              gpointer            user_data,
              GError            **error)
{
  return TRUE;
}

static void
test_vehicles_drive (void)
{
  FcDemoOptions options = options_of (FC_DEMO_SEED, DEMO_NOW);
  g_autoptr (DemoCompany) company = demo_company_new (&options, DEMO_VALID);

  g_assert_cmpuint (company->n_vehicles, ==, 10); /* one is in the workshop, one retired */
  g_assert_cmpuint (company->n_positions, >, 10000);
  g_assert_cmpuint (company->n_positions, <, 60000);
  g_assert_cmpuint (company->n_marked, >, 5); /* one receiver is bad */
  g_assert_cmpuint (company->n_marked, <, company->n_positions / 100);
  g_assert_cmpint (company->last_position, <, DEMO_NOW);
  g_assert_cmpint (company->last_position, >, DEMO_NOW - 2 * FC_HOUR_US);
}

static void
test_ends_early (void)
{
  static const FcDemoSink sink = { refuse_records, ignore_batch, ignore_batch, NULL, NULL };
  FcDemoOptions options = options_of (1, DEMO_NOW);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) full = NULL, cancelled = NULL, absurd = NULL;
  FcDemoSummary summary;

  g_assert_false (fc_demo_generate (&options, &sink, NULL, NULL, &summary, &full));
  g_assert_error (full, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_null (summary.truth);
  g_cancellable_cancel (cancellable);
  g_assert_false (fc_demo_generate (&options, &sink, NULL, cancellable, &summary, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  options.stations = 0;
  g_assert_false (fc_demo_generate (&options, &sink, NULL, NULL, &summary, &absurd));
  g_assert_nonnull (absurd);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demo/same-seed-same-bytes", test_same_seed_same_bytes);
  g_test_add_func ("/demo/rows-are-valid-and-point-to-rows-before", test_rows_are_valid);
  g_test_add_func ("/demo/shifts-agree-with-their-sales", test_shifts_agree_with_sales);
  g_test_add_func ("/demo/openings-are-the-closings-before", test_openings_chain);
  g_test_add_func ("/demo/work-waits-for-supervisor-and-manager", test_work_waits);
  g_test_add_func ("/demo/has-no-seam", test_no_seam);
  g_test_add_func ("/demo/leaves-a-shift-to-be-imported", test_pos_files);
  g_test_add_func ("/demo/exactly-so-many-sales", test_exact_sizes);
  g_test_add_func ("/demo/one-station-and-many", test_small_companies);
  g_test_add_func ("/demo/planted-truths-show", test_truths_show);
  g_test_add_func ("/demo/vehicles-drive", test_vehicles_drive);
  g_test_add_func ("/demo/ends-early", test_ends_early);
  return g_test_run ();
}
