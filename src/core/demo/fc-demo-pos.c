/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-money.h"

/*
 * The movement reports that a point of sale would have left in its outbox for a shift: NAXML-POSBO 3.4, fuel grades (FGM),
 * nozzle totals (FPM), tanks (TPM) and the miscellaneous summary (MSM).
 */

static const char *const grades[FC_DEMO_N_PRODUCTS] = { "1", "2", "3", "4" }; /* as products' pos_codes */
static const char *const tender_codes[FC_DEMO_N_TENDERS] = {
  "cash", "creditCards", "outsideCredit", "mobilePayment", "fleetCards", "houseCharges", "vouchers",
};

static void
put (GString    *out,
     const char *element,
     const char *text)
{
  g_string_append_printf (out, "<%s>%s</%s>\n", element, text, element);
}

static void
put_volume (GString    *out,
            const char *element,
            gint64      volume)
{
  g_autofree char *text = fc_decimal_format (volume, 3, 3);

  put (out, element, text);
}

static void
put_money (GString    *out,
           const char *element,
           gint64      amount)
{
  g_autofree char *text = fc_money_to_decimal (amount, FC_DEMO_CURRENCY);

  put (out, element, text);
}

static void
put_moment (FcDemoSheet *sheet,
            GString     *out,
            const char  *which,
            int          hour)
{
  g_autofree char *date = fc_date_to_iso (fc_demo_date (sheet->world, sheet->day) + hour / 24);

  g_string_append_printf (out, "<%sDate>%s</%sDate>\n<%sTime>%02d:00:00</%sTime>\n", which, date, which, which,
                          hour % 24, which);
}

static GString *
begin (FcDemoSheet *sheet,
       const char  *movement)
{
  g_autofree char *date = fc_date_to_iso (fc_demo_date (sheet->world, sheet->day));
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<NAXML-MovementReport version=\"3.4\">\n");

  g_string_append_printf (out,
                          "<TransmissionHeader>\n<StoreLocationID>%u</StoreLocationID>\n"
                          "<VendorName>Harbour POS</VendorName>\n<VendorModelVersion>4.2</VendorModelVersion>\n"
                          "</TransmissionHeader>\n<%s>\n<MovementHeader>\n"
                          "<ReportSequenceNumber>%u</ReportSequenceNumber>\n"
                          "<PrimaryReportPeriod>98</PrimaryReportPeriod>\n"
                          "<SecondaryReportPeriod>0</SecondaryReportPeriod>\n<BusinessDate>%s</BusinessDate>\n",
                          FC_DEMO_FIRST_STORE + sheet->site->position, movement, sheet->shift->number, date);
  put_moment (sheet, out, "Begin", sheet->shift->from_hour);
  put_moment (sheet, out, "End", sheet->shift->until_hour);
  g_string_append_printf (out,
                          "</MovementHeader>\n<SalesMovementHeader>\n<RegisterID>1</RegisterID>\n"
                          "<CashierID>%s</CashierID>\n<TillID>1</TillID>\n</SalesMovementHeader>\n",
                          sheet->site->cashier_names[sheet->shift->cashier]);
  return out;
}

static void
finish (FcDemoSheet *sheet,
        GString     *out,
        const char  *movement,
        const char  *prefix)
{
  FcDemoSummary *summary = sheet->world->summary;
  FcDemoFile *file = g_new0 (FcDemoFile, 1);
  int year, month, day;

  fc_date_to_civil (fc_demo_date (sheet->world, sheet->day) + sheet->shift->until_hour / 24, &year, &month, &day);
  g_string_append_printf (out, "</%s>\n</NAXML-MovementReport>\n", movement);
  file->name = g_strdup_printf ("%s%04d%02d%02d%02d0000.xml", prefix, year, month, day, sheet->shift->until_hour % 24);
  file->text = g_string_free (out, FALSE);
  g_ptr_array_add (summary->files, file);
}

static void
file_free (gpointer data)
{
  FcDemoFile *file = data;

  g_free (file->name);
  g_free (file->text);
  g_free (file);
}

static void
put_position (FcDemoSheet *sheet,
              GString     *out,
              guint        i)
{
  const FcDemoNozzle *nozzle = &sheet->site->nozzles[i];
  gint64 price = sheet->site->prices[nozzle->product][sheet->day];
  gint64 test_amount = fc_money_of_volume (sheet->tests[i], price, FC_DEMO_CURRENCY);

  g_string_append_printf (out,
                          "<FGMPositionSummary>\n<FuelPositionID>%d</FuelPositionID>\n<FGMPriceTierSummary>\n"
                          "<PriceTierCode>1</PriceTierCode>\n<FGMSalesTotals>\n",
                          nozzle->pump + 1);
  put_volume (out, "FuelGradeSalesVolume", sheet->net[i] + sheet->tests[i]);
  put_money (out, "FuelGradeSalesAmount", sheet->amounts[i] + test_amount);
  g_string_append (out, "<PumpTestTotals>\n");
  put_money (out, "PumpTestAmount", test_amount);
  put_volume (out, "PumpTestVolume", sheet->tests[i]);
  g_string_append (out, "</PumpTestTotals>\n<DiscountAmount>0.00</DiscountAmount>\n</FGMSalesTotals>\n"
                        "</FGMPriceTierSummary>\n</FGMPositionSummary>\n");
}

static void
put_total (FcDemoSheet *sheet,
           GString     *out,
           guint        i)
{
  const FcDemoNozzle *nozzle = &sheet->site->nozzles[i];

  g_string_append_printf (out, "<FPMNonResettableTotals>\n<FuelPositionID>%d</FuelPositionID>\n", nozzle->pump + 1);
  put_volume (out, "FuelProductNonResettableVolumeNumber", nozzle->totalizer);
  put (out, "FuelProductNonResettableAmountNumber", "0");
  g_string_append (out, "</FPMNonResettableTotals>\n");
}

/* FGM and FPM: by product, then by pump. */
static void
write_nozzles (FcDemoSheet *sheet,
               const char *movement,
               const char *prefix,
               const char *detail,
               const char *code,
               void (*put_one) (FcDemoSheet *, GString *, guint))
{
  GString *out = begin (sheet, movement);

  for (guint product = 0; product < FC_DEMO_N_PRODUCTS; product++)
    {
      if (sheet->site->shares[product] <= 0)
        continue;
      g_string_append_printf (out, "<%s>\n", detail);
      put (out, code, grades[product]);
      for (guint i = 0; i < sheet->site->n_nozzles; i++)
        if (sheet->site->nozzles[i].product == product)
          put_one (sheet, out, i);
      g_string_append_printf (out, "</%s>\n", detail);
    }
  finish (sheet, out, movement, prefix);
}

static const FcDemoTank *
tank_of (FcDemoSheet *sheet,
         const FcId  *id)
{
  for (guint i = 0; i < sheet->site->n_tanks; i++)
    if (fc_id_equal (&sheet->site->tanks[i].id, id))
      return &sheet->site->tanks[i];
  return &sheet->site->tanks[0];
}

static void
write_tanks (FcDemoSheet *sheet)
{
  GString *out = begin (sheet, "TankProductMovement");

  for (guint i = 0; i < sheet->children->len; i++)
    {
      FcRecord *row = sheet->children->pdata[i];
      const FcDemoTank *tank;
      g_autofree char *temperature = NULL;

      if (fc_record_get_entity (row) != FC_TANK_READING)
        continue;
      tank = tank_of (sheet, fc_record_get_ref (row, FC_TANK_READING_TANK_ID));
      temperature = fc_decimal_format (fc_record_get_int (row, FC_TANK_READING_TEMPERATURE), 3, 1);
      g_string_append_printf (out, "<TPMDetail>\n<TankID>%d</TankID>\n", tank->number);
      put (out, "FuelProductID", grades[tank->product]);
      put_volume (out, "FuelProductVolume", fc_record_get_int (row, FC_TANK_READING_VOLUME));
      put (out, "FuelProductTemperature", temperature);
      put_volume (out, "Ullage", fc_record_get_int (row, FC_TANK_READING_ULLAGE));
      put_volume (out, "WaterVolume", fc_record_get_int (row, FC_TANK_READING_WATER_VOLUME));
      g_string_append (out, "</TPMDetail>\n");
    }
  finish (sheet, out, "TankProductMovement", "TPM");
}

static void
put_summary (GString    *out,
             const char *code,
             const char *subcode,
             const char *tender,
             gint64      amount,
             gint64      count)
{
  g_string_append (out, "<MSMDetail>\n<MiscellaneousSummaryCodes>\n");
  put (out, "MiscellaneousSummaryCode", code);
  if (subcode != NULL)
    put (out, "MiscellaneousSummarySubCode", subcode);
  g_string_append (out, "</MiscellaneousSummaryCodes>\n<MSMSalesTotals>\n");
  if (tender != NULL)
    g_string_append_printf (out, "<Tender>\n<TenderCode>%s</TenderCode>\n</Tender>\n", tender);
  put_money (out, "MiscellaneousSummaryAmount", amount);
  g_string_append_printf (out,
                          "<MiscellaneousSummaryCount>%" G_GINT64_FORMAT "</MiscellaneousSummaryCount>\n"
                          "</MSMSalesTotals>\n</MSMDetail>\n",
                          count);
}

/* What moved through the drawer, summed by kind as a POS does. */
static void
put_movements (FcDemoSheet *sheet,
               GString     *out)
{
  static const struct {
    const char *movement, *code, *subcode;
  } kinds[] = {
    { "drop", "safeDrop", "safeDrop" },
    { "pay_in", "payins", "other" },
    { "pay_out", "payouts", "vendorPay" },
    { "refund", "refunds", "fuel" },
  };

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      gint64 amount = 0, count = 0;

      for (guint i = 0; i < sheet->children->len; i++)
        {
          FcRecord *row = sheet->children->pdata[i];

          if (fc_record_get_entity (row) != FC_CASH_MOVEMENT ||
              !g_str_equal (fc_record_get_text (row, FC_CASH_MOVEMENT_MOVEMENT), kinds[kind].movement))
            continue;
          amount += fc_record_get_int (row, FC_CASH_MOVEMENT_AMOUNT);
          count++;
        }
      if (count > 0)
        put_summary (out, kinds[kind].code, kinds[kind].subcode, "cash", amount, count);
    }
}

static void
write_summary (FcDemoSheet *sheet)
{
  GString *out = begin (sheet, "MiscellaneousSummaryMovement");

  put_summary (out, "openingBalance", NULL, NULL, FC_DEMO_FLOAT, 1);
  put_movements (sheet, out);
  for (guint i = 0; i < FC_DEMO_N_TENDERS; i++)
    if (sheet->tenders[i].count > 0)
      put_summary (out, "tenders", "sales", tender_codes[i], sheet->tenders[i].amount, sheet->tenders[i].count);
  /* Before the drawer is counted this says nothing; every POS sends it all the same. */
  put_summary (out, "statistics", "overShort", NULL, 0, 0);
  put_summary (out, "statistics", "noSales", NULL, 0, 3);
  finish (sheet, out, "MiscellaneousSummaryMovement", "MSM");
}

/**
 * fc_demo_pos_write:
 *
 * Adds the files of a closed shift to the summary. Its meters have been read: totalizers stand at the closing.
 */
void
fc_demo_pos_write (FcDemoSheet *sheet)
{
  FcDemoSummary *summary = sheet->world->summary;

  if (summary->files == NULL)
    summary->files = g_ptr_array_new_with_free_func (file_free);
  write_nozzles (sheet, "FuelGradeMovement", "FGM", "FGMDetail", "FuelGradeID", put_position);
  write_nozzles (sheet, "FuelProductMovement", "FPM", "FPMDetail", "FuelProductID", put_total);
  write_tanks (sheet);
  write_summary (sheet);
}
