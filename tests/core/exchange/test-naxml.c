/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "fc-money.h"

static void
test_header (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) report = sample_report ("northgate", "FGM20260314140031.xml", messages);

  g_assert_cmpint (report->kind, ==, FC_NAXML_FGM);
  g_assert_cmpint (report->state, ==, FC_NAXML_COMPLETE);
  g_assert_cmpstr (report->version, ==, "3.4");
  g_assert_cmpstr (report->store, ==, "4417");
  g_assert_cmpstr (report->vendor, ==, "Gilbarco-VeederRoot");
  g_assert_cmpstr (report->vendor_version, ==, "22.01.26.01");
  g_assert_cmpint (report->sequence, ==, 1);
  g_assert_cmpint (report->period, ==, FC_NAXML_PERIOD_SHIFT);
  g_assert_true (report->has_business_date);
  g_assert_cmpint (report->business_date, ==, fc_date_from_civil (2026, 3, 14));
  g_assert_true (report->begin.known);
  g_assert_cmpint (report->begin.second, ==, 6 * 3600 + 12);
  g_assert_cmpint (report->end.second, ==, 14 * 3600 + 31);
  g_assert_false (report->open);
  g_assert_cmpstr (report->register_id, ==, "1");
  g_assert_cmpstr (report->cashier, ==, "101");
  g_assert_cmpstr (report->till, ==, "4131");
  g_assert_cmpuint (strlen (report->digest), ==, 64);
  g_assert_cmpuint (fc_messages_get_n_items (messages), ==, 0);
}

static void
test_gallons (void)
{
  g_autoptr (FcNaxmlReport) report = sample_report ("northgate", "FGM20260314140031.xml", NULL);
  const FcNaxmlGradeSales *first = g_ptr_array_index (report->grade_sales, 0);
  const FcNaxmlTotalizer *total = g_ptr_array_index (report->totalizers, 0);
  g_autoptr (GBytes) bytes = sample_bytes ("northgate", "FGM20260314140031.xml");
  const char *text = g_bytes_get_data (bytes, NULL);
  const char *volume = strstr (text, "<FuelGradeSalesVolume>") + strlen ("<FuelGradeSalesVolume>");
  g_autofree char *written = g_strndup (volume, strcspn (volume, "<"));
  gint64 expected;

  g_assert_cmpuint (report->grade_sales->len, ==, 12);
  g_assert_cmpuint (report->totalizers->len, ==, 12);
  g_assert_cmpstr (first->grade, ==, "001");
  g_assert_cmpstr (first->position, ==, "1");
  g_assert_cmpstr (first->tier, ==, "0001");
  g_assert_null (first->tender);
  g_assert_cmpint (first->discount, ==, 50);
  g_assert_true (fc_volume_parse (written, FC_VOLUME_US_GALLON, &expected, NULL));
  g_assert_cmpint (first->volume, ==, expected);
  g_assert_true (total->has_amount);
  g_assert_cmpint (total->kind, ==, FC_NAXML_FGM);
  g_assert_cmpstr (total->position, ==, "1");
}

static void
test_money_of_zero_is_unknown (void)
{
  g_autoptr (FcNaxmlReport) report = sample_report ("northgate", "FPM20260314140031.xml", NULL);
  const FcNaxmlTotalizer *total = g_ptr_array_index (report->totalizers, 0);

  g_assert_cmpint (report->kind, ==, FC_NAXML_FPM);
  g_assert_cmpuint (report->totalizers->len, ==, 12);
  g_assert_false (total->has_amount);
  g_assert_cmpstr (total->product, ==, "1");
}

static void
test_tanks (void)
{
  g_autoptr (FcNaxmlReport) report = sample_report ("northgate", "TPM20260314140031.xml", NULL);
  const FcNaxmlTankReading *tank = g_ptr_array_index (report->tank_readings, 0);

  g_assert_cmpuint (report->tank_readings->len, ==, 3);
  g_assert_cmpstr (tank->tank, ==, "1");
  g_assert_true (tank->has_temperature);
  g_assert_cmpint (tank->temperature, >, 14000);
  g_assert_cmpint (tank->temperature, <, 15500);
  g_assert_cmpint (tank->water, ==, fc_volume_from_unit (4200, FC_VOLUME_US_GALLON));
  g_assert_true (tank->has_ullage);
}

static const FcNaxmlMisc *
find_misc (const FcNaxmlReport *report,
           const char          *code,
           const char          *subcode)
{
  for (guint i = 0; i < report->misc->len; i++)
    {
      const FcNaxmlMisc *misc = g_ptr_array_index (report->misc, i);

      if (g_strcmp0 (misc->code, code) == 0 && g_strcmp0 (misc->subcode, subcode) == 0)
        return misc;
    }
  g_assert_not_reached ();
}

static void
test_outside_terminals (void)
{
  g_autoptr (FcNaxmlReport) report = sample_report ("northgate", "MSM20260314140031.xml", NULL);
  const FcNaxmlMisc *pay_out = find_misc (report, "payouts", "vendorPay");
  const FcNaxmlMisc *outside = g_ptr_array_index (report->misc, report->misc->len - 1);

  g_assert_cmpint (pay_out->amount, ==, 3650);
  g_assert_cmpint (pay_out->count_milli, ==, 1000);
  g_assert_cmpstr (pay_out->tender, ==, "cash");
  g_assert_false (pay_out->outside);
  g_assert_true (outside->outside);
  g_assert_null (outside->code);
  g_assert_cmpstr (outside->register_id, ==, "10003");
  g_assert_cmpstr (outside->cashier, ==, "20000");
  g_assert_cmpstr (outside->tender, ==, "outsideCredit");
}

static void
test_namespaces (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) report = sample_report ("harbour", "fgm20260502-1.xml", messages);

  g_assert_cmpint (report->kind, ==, FC_NAXML_FGM);
  g_assert_cmpstr (report->store, ==, "AB012");
  g_assert_cmpuint (report->grade_sales->len, ==, 12);
  g_assert_cmpuint (fc_messages_get_n_items (messages), ==, 0);
}

static void
test_capitals_in_utf16 (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) open = sample_report ("oasis", "MSM_32.XML", messages);
  g_autoptr (FcNaxmlReport) fuel = sample_report ("oasis", "FGM_31.XML", messages);
  g_autoptr (FcNaxmlReport) totals = sample_report ("oasis", "FPM_31.XML", messages);
  const FcNaxmlGradeSales *sales = g_ptr_array_index (fuel->grade_sales, 0);
  const FcNaxmlMisc *outside = g_ptr_array_index (open->misc, open->misc->len - 1);

  g_assert_cmpstr (open->store, ==, "Estación 9");
  g_assert_cmpstr (open->vendor, ==, "Tokheim Ötigo");
  g_assert_cmpint (open->period, ==, FC_NAXML_PERIOD_UNKNOWN);
  g_assert_true (open->open);
  g_assert_false (open->end.known);
  g_assert_cmpstr (outside->register_id, ==, "OPT-7");
  g_assert_cmpstr (sales->tender, ==, "cash");
  g_assert_null (sales->position);
  g_assert_cmpint (sales->price, ==, 2015000);
  g_assert_cmpuint (fuel->grade_sales->len, ==, 4);
  g_assert_cmpuint (totals->totalizers->len, ==, 4);
  g_assert_cmpuint (messages->n_errors, ==, 0);
  g_assert_cmpuint (messages->n_warnings, ==, 0);
  g_assert_cmpuint (messages->n_notes, ==, 3); /* one for the decimal commas of each file */
}

static void
test_journal (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) report = sample_report ("harbour", "PJR20260502-1.xml", messages);
  const FcNaxmlSale *outside = g_ptr_array_index (report->sales, 0);
  const FcNaxmlSale *shop = g_ptr_array_index (report->sales, 1);
  const FcNaxmlSale *refund = g_ptr_array_index (report->sales, 2);
  const FcNaxmlSaleLine *fuel = g_ptr_array_index (outside->lines, 0);
  const FcNaxmlSaleLine *coffee = g_ptr_array_index (shop->lines, 1);
  const FcNaxmlSaleTender *change = g_ptr_array_index (shop->tenders, 1);

  g_assert_cmpint (report->kind, ==, FC_NAXML_PJR);
  g_assert_cmpuint (report->sales->len, ==, 3); /* the lesson was training */
  g_assert_true (outside->outside);
  g_assert_cmpstr (outside->transaction, ==, "5001");
  g_assert_true (outside->at.known);
  g_assert_cmpint (outside->at.second, ==, 6 * 3600 + 11 * 60 + 52);
  g_assert_cmpint (fuel->volume, ==, 41270);
  g_assert_cmpint (fuel->price, ==, 165900);
  g_assert_cmpint (fuel->amount, ==, fc_money_of_volume (fuel->volume, fuel->price, "EUR"));
  g_assert_cmpstr (fuel->description, ==, "Gazole été");
  g_assert_cmpuint (shop->lines->len, ==, 2); /* the magazine was cancelled */
  g_assert_cmpstr (coffee->code, ==, "4006381333931");
  g_assert_cmpstr (coffee->description, ==, "Coffee & roll");
  g_assert_true (change->change);
  g_assert_true (refund->refund);
  g_assert_cmpint (((FcNaxmlSaleLine *) g_ptr_array_index (refund->lines, 0))->amount, ==, -420);
  g_assert_cmpuint (messages->n_notes, ==, 1);
}

static gboolean
know_northgate (const char   *store,
                FcNaxmlUnits *units,
                gpointer      user_data)
{
  guint *asked = user_data;

  (*asked)++;
  units->volume_unit = FC_VOLUME_US_GALLON;
  units->currency = "USD";
  return fc_naxml_ids_equal (store, "04417");
}

static void
test_units_of_the_store (void)
{
  guint asked = 0;
  FcNaxmlOptions options = { .store_func = know_northgate, .store_data = &asked };
  g_autoptr (GBytes) known = sample_bytes ("northgate", "FPM20260314140031.xml");
  g_autoptr (GBytes) unknown = sample_bytes ("bad", "FPM-unknown-store.xml");
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) expected = sample_report ("northgate", "FPM20260314140031.xml", NULL);
  g_autoptr (FcNaxmlReport) report = fc_naxml_parse_bytes ("FPM1.xml", known, &options, messages, NULL);
  g_autoptr (FcNaxmlReport) refused = fc_naxml_parse_bytes ("FPM2.xml", unknown, &options, messages, NULL);
  g_autofree char *text = messages_text (messages);

  g_assert_cmpuint (asked, ==, 2);
  g_assert_cmpint (((FcNaxmlTotalizer *) report->totalizers->pdata[0])->volume, ==,
                   ((FcNaxmlTotalizer *) expected->totalizers->pdata[0])->volume);
  g_assert_cmpstr (report->units.currency, ==, "USD");
  g_assert_true (refused->store_refused);
  g_assert_cmpstr (text, ==,
                   "FPM2.xml:4: error: Store “9999” is not one of your stations: set the station's store id, "
                   "or leave the file out\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/naxml/reads-the-header", test_header);
  g_test_add_func ("/exchange/naxml/reads-grade-sales-in-gallons", test_gallons);
  g_test_add_func ("/exchange/naxml/takes-money-of-zero-as-unknown", test_money_of_zero_is_unknown);
  g_test_add_func ("/exchange/naxml/reads-tanks", test_tanks);
  g_test_add_func ("/exchange/naxml/reads-outside-terminals-beside-the-movement", test_outside_terminals);
  g_test_add_func ("/exchange/naxml/ignores-namespaces", test_namespaces);
  g_test_add_func ("/exchange/naxml/reads-capitals-in-utf-16", test_capitals_in_utf16);
  g_test_add_func ("/exchange/naxml/reads-the-journal", test_journal);
  g_test_add_func ("/exchange/naxml/asks-for-the-units-of-the-store", test_units_of_the_store);
  return g_test_run ();
}
