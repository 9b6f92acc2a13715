/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-report-private.h"

#include "fc-delivery-check.h"
#include "fc-json.h"

#include <glib/gi18n-lib.h>

const char *
fc_report_product_name (FcRecord *product)
{
  const char *name = product != NULL ? fc_record_get_text (product, FC_PRODUCT_NAME) : NULL;

  return name != NULL ? name : "?";
}

enum { M_NOZZLE, M_PRODUCT, M_OPENING, M_CLOSING, M_GROSS, M_TEST, M_NET, M_RATE, M_AMOUNT };

static void
add_meter_columns (FcReportSection *section)
{
  fc_report_add_column (section, _ ("Nozzle"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Product"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Opening"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Closing"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Gross"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Test"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Net"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Rate"), FC_REPORT_PRICE);
  fc_report_add_column (section, _ ("Amount"), FC_REPORT_MONEY);
}

static void
add_segment (FcReportSection      *section,
             const FcSheetMeter   *line,
             const FcSheetSegment *segment,
             gboolean              is_first)
{
  FcReportRow *row = fc_report_add_row (section);

  if (is_first)
    {
      fc_report_row_text (row, M_NOZZLE, line->nozzle != NULL ? fc_record_get_text (line->nozzle, FC_NOZZLE_LABEL) : "?");
      fc_report_row_text (row, M_PRODUCT, fc_report_product_name (line->product));
    }
  fc_report_row_number (row, M_OPENING, segment->opening);
  if (line->problem != FC_METER_MISSING)
    fc_report_row_number (row, M_CLOSING, segment->closing);
  if (line->problem != FC_METER_OK)
    return;
  fc_report_row_number (row, M_GROSS, segment->gross);
  fc_report_row_number (row, M_TEST, segment->test);
  fc_report_row_number (row, M_NET, segment->net);
  fc_report_row_number (row, M_RATE, segment->price);
  fc_report_row_number (row, M_AMOUNT, segment->amount);
}

static void
add_meters (FcReport           *self,
            const FcShiftSheet *sheet)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Meters"));
  FcReportRow *total;
  gint64 gross = 0, test = 0;

  add_meter_columns (section);
  for (guint i = 0; i < sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (sheet->meters, FcSheetMeter, i);

      for (guint n = 0; n < line->n_segments; n++)
        add_segment (section, line, fc_sheet_meter_segment (sheet, line, n), n == 0);
      gross += line->gross;
      test += line->test;
    }
  total = fc_report_add_row (section);
  total->is_total = TRUE;
  fc_report_row_text (total, M_NOZZLE, _ ("Total"));
  fc_report_row_number (total, M_GROSS, gross);
  fc_report_row_number (total, M_TEST, test);
  fc_report_row_number (total, M_NET, sheet->fuel_volume);
  fc_report_row_number (total, M_AMOUNT, sheet->fuel_amount);
}

enum { T_TANK, T_OPENING, T_RECEIPTS, T_MOVED, T_AVAILABLE, T_SALES, T_BOOK, T_LEVEL, T_PHYSICAL, T_WATER, T_TEMPERATURE,
       T_VARIANCE, T_PERCENT, T_CUMULATIVE };

static void
add_tank (FcReportSection   *section,
          const FcSheetTank *line)
{
  FcReportRow *row = fc_report_add_row (section);
  g_autofree char *number =
    line->tank != NULL ? g_strdup_printf ("%d", (int) fc_record_get_int (line->tank, FC_TANK_NUMBER)) : g_strdup ("?");
  static const struct
  {
    int column, field;
  } read[] = { { T_LEVEL, FC_TANK_READING_LEVEL },
               { T_WATER, FC_TANK_READING_WATER_LEVEL },
               { T_TEMPERATURE, FC_TANK_READING_TEMPERATURE } };

  fc_report_row_text (row, T_TANK, number);
  fc_report_row_number (row, T_OPENING, line->opening);
  fc_report_row_number (row, T_RECEIPTS, line->receipts);
  fc_report_row_number (row, T_MOVED, line->tests + line->transfers);
  fc_report_row_number (row, T_AVAILABLE, line->opening + line->receipts + line->tests + line->transfers);
  fc_report_row_number (row, T_SALES, line->sales);
  fc_report_row_number (row, T_BOOK, line->book);
  for (gsize i = 0; i < G_N_ELEMENTS (read); i++)
    if (!fc_record_is_null (line->reading, read[i].field))
      fc_report_row_number (row, (guint) read[i].column, fc_record_get_int (line->reading, read[i].field));
  if (!line->has_physical)
    return;
  fc_report_row_number (row, T_PHYSICAL, line->physical);
  fc_report_row_number (row, T_VARIANCE, line->variance);
  /* To hundredths at once, as on the screen: rounded twice it could differ. */
  if (line->sales > 0)
    fc_report_row_number (row, T_PERCENT, 100 * fc_divide_half_even ((FcInt128) line->variance * 10000, line->sales));
  fc_report_row_number (row, T_CUMULATIVE, line->cumulative);
}

static void
add_tanks (FcReport           *self,
           const FcShiftSheet *sheet)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Tanks"));

  fc_report_add_column (section, _ ("Tank"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Opening"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("In"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Moved"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Available"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Sales"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Book"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Dip"), FC_REPORT_LENGTH);
  fc_report_add_column (section, _ ("Dip"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Water"), FC_REPORT_LENGTH);
  fc_report_add_column (section, "", FC_REPORT_TEMPERATURE);
  fc_report_add_column (section, "±", FC_REPORT_WHOLE);
  fc_report_add_column (section, "%", FC_REPORT_PPM);
  fc_report_add_column (section, "Σ ±", FC_REPORT_WHOLE);
  for (guint i = 0; i < sheet->tanks->len; i++)
    add_tank (section, &g_array_index (sheet->tanks, FcSheetTank, i));
  section->note = g_strdup (_ ("In: deliveries by their tickets. Moved: tests returned and transfers. ±: dip − book. Σ ±: since the book "
                               "was begun."));
}

void
fc_report_add_deliveries (FcReport  *self,
                          FcRowSet  *rows,
                          GPtrArray *deliveries,
                          FcRecord  *station)
{
  FcReportSection *section;
  gint64 ppm = station != NULL ? fc_record_get_int (station, FC_STATION_DELIVERY_TOLERANCE) : 0;

  if (deliveries->len == 0)
    return;
  section = fc_report_add_section (self, _ ("Deliveries"));
  fc_report_add_column (section, _ ("Tank"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Supplier"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Document"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Ticketed"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("By the dips"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Difference"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Short"), FC_REPORT_MONEY);
  for (guint i = 0; i < deliveries->len; i++)
    {
      FcRecord *delivery = deliveries->pdata[i];
      FcRecord *tank = fc_row_set_get (rows, FC_TANK, fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID));
      FcRecord *product =
        tank != NULL ? fc_row_set_get (rows, FC_PRODUCT, fc_record_get_ref (tank, FC_TANK_PRODUCT_ID)) : NULL;
      FcDeliveryCheck check = fc_delivery_check (
        delivery, product != NULL ? fc_record_get_int (product, FC_PRODUCT_DENSITY) : 0, ppm, self->currency);
      FcReportRow *row = fc_report_add_row (section);
      g_autofree char *name = tank != NULL ? g_strdup_printf ("%d · %s", (int) fc_record_get_int (tank, FC_TANK_NUMBER),
                                                              fc_report_product_name (product))
                                           : g_strdup ("?");

      fc_report_row_text (row, 0, name);
      fc_report_row_text (row, 1, fc_record_get_text (delivery, FC_DELIVERY_SUPPLIER));
      fc_report_row_text (row, 2, fc_record_get_text (delivery, FC_DELIVERY_DOCUMENT));
      fc_report_row_number (row, 3, check.ticketed);
      if (!check.has_gauge)
        continue;
      fc_report_row_number (row, 4, check.gauged);
      fc_report_row_number (row, 5, check.difference);
      if (check.shortage_amount > 0)
        fc_report_row_number (row, 6, check.shortage_amount);
    }
}

static void
add_transfers (FcReport           *self,
               FcRowSet           *rows,
               const FcShiftSheet *sheet)
{
  FcReportSection *section;

  if (sheet->transfers->len == 0)
    return;
  section = fc_report_add_section (self, _ ("Transfers"));
  fc_report_add_column (section, _ ("From tank"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("To tank"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Reason"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Volume"), FC_REPORT_VOLUME);
  for (guint i = 0; i < sheet->transfers->len; i++)
    {
      FcRecord *transfer = sheet->transfers->pdata[i];
      FcReportRow *row = fc_report_add_row (section);
      const int fields[] = { FC_TANK_TRANSFER_FROM_TANK_ID, FC_TANK_TRANSFER_TO_TANK_ID };

      for (guint n = 0; n < 2; n++)
        {
          const FcId *id = fc_record_get_ref (transfer, fields[n]);
          FcRecord *tank = id != NULL ? fc_row_set_get (rows, FC_TANK, id) : NULL;
          g_autofree char *number =
            tank != NULL ? g_strdup_printf ("%d", (int) fc_record_get_int (tank, FC_TANK_NUMBER)) : NULL;

          fc_report_row_text (row, n, number != NULL ? number : "–");
        }
      fc_report_row_text (row, 2, fc_record_get_text (transfer, FC_TANK_TRANSFER_REASON));
      fc_report_row_number (row, 3, fc_record_get_int (transfer, FC_TANK_TRANSFER_VOLUME));
    }
}

static void
add_remark (FcReportSection *section,
            const char      *text)
{
  if (text != NULL)
    fc_report_row_text (fc_report_add_row (section), 0, text);
}

/* Steps that were left out, each with its reason. */
static void
add_waivers (FcReportSection *section,
             FcRecord        *shift)
{
  g_autoptr (JsonNode) node = fc_json_parse (fc_record_get_text (shift, FC_SHIFT_WAIVED), -1, NULL);

  for (int step = 0; node != NULL && JSON_NODE_HOLDS_OBJECT (node) && step < FC_N_STEPS; step++)
    {
      const char *reason = json_object_get_string_member_with_default (json_node_get_object (node),
                                                                       fc_shift_step_name ((FcShiftStep) step), NULL);
      g_autofree char *text = NULL;

      if (reason == NULL)
        continue;
      /* Translators: a step of the shift sheet, and why it was left out */
      text = g_strdup_printf (_ ("“%s” was left out: %s"), fc_shift_step_words ((FcShiftStep) step), reason);
      add_remark (section, text);
    }
}

/* Why an opening was corrected, a meter replaced or a rate changed. */
static void
add_meter_reasons (FcReportSection    *section,
                   const FcShiftSheet *sheet)
{
  for (guint i = 0; i < sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (sheet->meters, FcSheetMeter, i);
      const char *nozzle = line->nozzle != NULL ? fc_record_get_text (line->nozzle, FC_NOZZLE_LABEL) : "?";

      for (guint n = 0; n < line->n_segments; n++)
        {
          FcRecord *change = fc_sheet_meter_segment (sheet, line, n)->change;
          const char *reason = change != NULL ? fc_record_get_text (change, FC_METER_CHANGE_REASON)
                                              : fc_record_get_text (line->reading, FC_METER_READING_REASON);
          g_autofree char *text = NULL;

          if (reason == NULL)
            continue;
          text = g_strdup_printf (_ ("Nozzle %s: %s"), nozzle, reason);
          add_remark (section, text);
        }
    }
}

static void
add_remarks (FcReport           *self,
             const FcShiftSheet *sheet)
{
  const char *correction = fc_record_get_text (sheet->shift, FC_SHIFT_CORRECTION_REASON);
  FcReportSection *section = fc_report_add_section (self, _ ("Remarks"));

  fc_report_add_column (section, "", FC_REPORT_TEXT);
  if (correction != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("This version corrects the one before: %s"), correction);

      add_remark (section, text);
    }
  add_waivers (section, sheet->shift);
  add_meter_reasons (section, sheet);
  for (guint i = 0; i < sheet->warnings->len; i++)
    add_remark (section, ((FcSheetWarning *) sheet->warnings->pdata[i])->text);
  add_remark (section, fc_record_get_text (sheet->shift, FC_SHIFT_NOTES));
  add_remark (section, fc_record_get_text (sheet->shift, FC_SHIFT_COMMENT));
  fc_report_drop_empty_section (self);
}

static char *
state_line (FcReport *self,
            FcRecord *shift)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);
  int at_field = g_strcmp0 (state, "submitted") == 0 ? (int) FC_SHIFT_SUBMITTED_AT : (int) FC_SHIFT_DECIDED_AT;
  g_autofree char *at = fc_report_show_time (self, fc_record_get_int (shift, at_field));
  g_autofree char *words = NULL;
  gint64 revision = fc_record_get_int (shift, FC_SHIFT_REVISION);

  if (g_strcmp0 (state, "open") == 0)
    words = g_strdup (_ ("Draft: not handed in yet"));
  else if (g_strcmp0 (state, "submitted") == 0)
    words = g_strdup_printf (_ ("Handed in %s, waits for approval"), at);
  else if (g_strcmp0 (state, "approved") == 0)
    words = g_strdup_printf (_ ("Approved %s"), at);
  else if (g_strcmp0 (state, "disputed") == 0)
    words = g_strdup_printf (_ ("Disputed %s"), at);
  else
    words = g_strdup (_ ("Replaced by a correction"));
  if (revision > 1)
    return g_strdup_printf (_ ("%s · version %d"), words, (int) revision);
  return g_steal_pointer (&words);
}

static void
add_signature (FcReport               *self,
               const char             *role,
               const FcSheetSignature *sheet_signature)
{
  FcRecord *signature = sheet_signature != NULL && sheet_signature->holds ? sheet_signature->signature : NULL;
  g_autofree char *at = NULL;
  g_autofree char *how = NULL;

  if (signature == NULL)
    {
      fc_report_add_signature (self, role, NULL, NULL, NULL);
      return;
    }
  at = fc_report_show_time (self, fc_record_get_int (signature, FC_SIGNATURE_SIGNED_AT));
  how = g_strdup_printf (_ ("%s, %s"), _ (fc_choice_text (fc_record_get_text (signature, FC_SIGNATURE_METHOD))), at);
  fc_report_add_signature (self, role, fc_record_get_text (signature, FC_SIGNATURE_NAME), how,
                           fc_record_get_text (signature, FC_SIGNATURE_STROKES));
}

static void
add_signatures (FcReport           *self,
                const FcShiftSheet *sheet)
{
  for (guint i = 0; i < sheet->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (sheet->drawers, FcSheetDrawer, i);
      g_autofree char *role = drawer->attendant != NULL ? g_strdup_printf (_ ("Attendant %s"), drawer->attendant)
                                                        : g_strdup (_ ("Attendant"));

      add_signature (self, role,
                     fc_shift_sheet_signature (sheet, "attendant",
                                               drawer->drawer != NULL ? fc_record_get_id (drawer->drawer) : NULL));
    }
  add_signature (self, _ ("Supervisor"), fc_shift_sheet_signature (sheet, "supervisor", NULL));
  add_signature (self, _ ("Manager"), fc_shift_sheet_signature (sheet, "manager", NULL));
}

static void
set_subject (FcReport *self,
             FcRecord *shift,
             FcRecord *station)
{
  FcDate business_date = (FcDate) fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE);
  g_autofree char *date = fc_report_show_date (business_date);
  g_autofree char *iso = fc_date_to_iso (business_date);
  const char *cashier = fc_record_get_text (shift, FC_SHIFT_CASHIER);
  int number = (int) fc_record_get_int (shift, FC_SHIFT_NUMBER);

  self->subject = cashier != NULL ? g_strdup_printf (_ ("Shift %d, %s · %s"), number, date, cashier)
                                  : g_strdup_printf (_ ("Shift %d, %s"), number, date);
  self->file_name = g_strdup_printf ("shift-%s-%s-%d",
                                     station != NULL ? fc_record_get_text (station, FC_STATION_CODE) : "station", iso,
                                     number);
}

FcReport *
fc_shift_report_new (FcRowSet           *rows,
                     const FcShiftSheet *sheet,
                     FcRecord           *tenant,
                     const char         *made_by,
                     gint64              made_at)
{
  const char *zone_name = sheet->station != NULL ? fc_record_get_text (sheet->station, FC_STATION_TIME_ZONE) : NULL;
  g_autoptr (GTimeZone) zone = zone_name != NULL ? g_time_zone_new_identifier (zone_name) : NULL;
  g_autoptr (GPtrArray) deliveries =
    fc_row_set_list_by (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, fc_record_get_id (sheet->shift));
  FcReport *self = fc_report_new (_ ("Shift report"), sheet->currency, zone);

  fc_report_set_company (self, tenant, sheet->station);
  set_subject (self, sheet->shift, sheet->station);
  self->state = state_line (self, sheet->shift);
  self->made_by = g_strdup (made_by);
  self->made_at = made_at;
  add_meters (self, sheet);
  if (sheet->tanks->len > 0)
    add_tanks (self, sheet);
  fc_report_add_deliveries (self, rows, deliveries, sheet->station);
  add_transfers (self, rows, sheet);
  fc_shift_report_add_money (self, rows, sheet);
  add_remarks (self, sheet);
  add_signatures (self, sheet);
  return self;
}
