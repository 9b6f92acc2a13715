/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-report-private.h"

#include "fc-delivery-check.h"

#include <glib/gi18n-lib.h>

enum { M_NOZZLE, M_PRODUCT, M_OPENING, M_CLOSING, M_GROSS, M_TEST, M_NET, M_RATE, M_AMOUNT };

static void
add_segment (FcReportSection      *section,
             const FcSheetMeter   *line,
             const FcSheetSegment *segment,
             gboolean              is_first)
{
  FcReportRow *row = fc_report_add_row (section);

  if (is_first)
    {
      fc_report_row_text (row, M_NOZZLE, fc_report_nozzle_name (line->nozzle));
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
  static const FcReportHead heads[] = {
    { N_ ("Nozzle"), FC_REPORT_TEXT },    { N_ ("Product"), FC_REPORT_TEXT }, { N_ ("Opening"), FC_REPORT_VOLUME },
    { N_ ("Closing"), FC_REPORT_VOLUME }, { N_ ("Gross"), FC_REPORT_VOLUME }, { N_ ("Test"), FC_REPORT_VOLUME },
    { N_ ("Net"), FC_REPORT_VOLUME },     { N_ ("Rate"), FC_REPORT_PRICE },   { N_ ("Amount"), FC_REPORT_MONEY },
  };
  FcReportSection *section = fc_report_add_table (self, _ ("Meters"), heads, G_N_ELEMENTS (heads));
  FcReportRow *total;
  gint64 gross = 0, test = 0;

  for (guint i = 0; i < sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (sheet->meters, FcSheetMeter, i);

      for (guint n = 0; n < line->n_segments; n++)
        add_segment (section, line, fc_sheet_meter_segment (sheet, line, n), n == 0);
      gross += line->gross;
      test += line->test;
    }
  total = fc_report_add_total (section);
  fc_report_row_number (total, M_GROSS, gross);
  fc_report_row_number (total, M_TEST, test);
  fc_report_row_number (total, M_NET, sheet->fuel_volume);
  fc_report_row_number (total, M_AMOUNT, sheet->fuel_amount);
}

enum { T_TANK, T_OPENING, T_RECEIPTS, T_MOVED, T_AVAILABLE, T_SALES, T_BOOK, T_LEVEL, T_PHYSICAL, T_WATER, T_TEMPERATURE,
       T_VARIANCE, T_PERCENT, T_CUMULATIVE };

static char *
tank_number (FcRecord   *tank,
             const char *otherwise)
{
  return tank != NULL ? g_strdup_printf ("%d", (int) fc_record_get_int (tank, FC_TANK_NUMBER)) : g_strdup (otherwise);
}

static void
add_tank (FcReportSection   *section,
          const FcSheetTank *line)
{
  FcReportRow *row = fc_report_add_row (section);
  const gint64 moved = line->tests + line->transfers;
  const gint64 book[] = { line->opening, line->receipts, moved, line->opening + line->receipts + moved, line->sales,
                          line->book };
  g_autofree char *number = tank_number (line->tank, "?");
  static const struct
  {
    int column, field;
  } read[] = { { T_LEVEL, FC_TANK_READING_LEVEL },
               { T_WATER, FC_TANK_READING_WATER_LEVEL },
               { T_TEMPERATURE, FC_TANK_READING_TEMPERATURE } };

  fc_report_row_text (row, T_TANK, number);
  fc_report_row_numbers (row, T_OPENING, book, G_N_ELEMENTS (book));
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
  static const FcReportHead heads[] = {
    { N_ ("Tank"), FC_REPORT_TEXT },    { N_ ("Opening"), FC_REPORT_WHOLE },   { N_ ("In"), FC_REPORT_WHOLE },
    { N_ ("Moved"), FC_REPORT_WHOLE },  { N_ ("Available"), FC_REPORT_WHOLE }, { N_ ("Sales"), FC_REPORT_WHOLE },
    { N_ ("Book"), FC_REPORT_WHOLE },   { N_ ("Dip"), FC_REPORT_LENGTH },      { N_ ("Dip"), FC_REPORT_WHOLE },
    { N_ ("Water"), FC_REPORT_LENGTH }, { "", FC_REPORT_TEMPERATURE },         { "±", FC_REPORT_WHOLE },
    { "%", FC_REPORT_PPM },             { "Σ±", FC_REPORT_WHOLE },
  };
  FcReportSection *section = fc_report_add_table (self, _ ("Tanks"), heads, G_N_ELEMENTS (heads));

  for (guint i = 0; i < sheet->tanks->len; i++)
    add_tank (section, &g_array_index (sheet->tanks, FcSheetTank, i));
  section->note = g_strdup (_ ("In: deliveries by their tickets. Moved: tests returned and transfers. ±: dip − book. Σ±: since the book "
                               "was begun."));
}

void
fc_report_add_deliveries (FcReport  *self,
                          FcRowSet  *rows,
                          GPtrArray *deliveries,
                          FcRecord  *station)
{
  static const FcReportHead heads[] = {
    { N_ ("Tank"), FC_REPORT_TEXT },         { N_ ("Supplier"), FC_REPORT_TEXT },
    { N_ ("Document"), FC_REPORT_TEXT },     { N_ ("Ticketed"), FC_REPORT_VOLUME },
    { N_ ("By the dips"), FC_REPORT_VOLUME }, { N_ ("Difference"), FC_REPORT_VOLUME },
    { N_ ("Short"), FC_REPORT_MONEY },
  };
  FcReportSection *section;
  gint64 ppm = station != NULL ? fc_record_get_int (station, FC_STATION_DELIVERY_TOLERANCE) : 0;

  if (deliveries->len == 0)
    return;
  section = fc_report_add_table (self, _ ("Deliveries"), heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < deliveries->len; i++)
    {
      FcRecord *delivery = deliveries->pdata[i];
      FcRecord *tank = fc_row_set_get (rows, FC_TANK, fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID));
      FcRecord *product =
        tank != NULL ? fc_row_set_get (rows, FC_PRODUCT, fc_record_get_ref (tank, FC_TANK_PRODUCT_ID)) : NULL;
      FcDeliveryCheck check = fc_delivery_check (
        delivery, product != NULL ? fc_record_get_int (product, FC_PRODUCT_DENSITY) : 0, ppm, self->currency);
      FcReportRow *row = fc_report_add_row (section);
      g_autofree char *name = fc_report_tank_name (tank, product);

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
  static const FcReportHead heads[] = { { N_ ("From tank"), FC_REPORT_TEXT },
                                        { N_ ("To tank"), FC_REPORT_TEXT },
                                        { N_ ("Reason"), FC_REPORT_TEXT },
                                        { N_ ("Volume"), FC_REPORT_VOLUME } };
  FcReportSection *section;

  if (sheet->transfers->len == 0)
    return;
  section = fc_report_add_table (self, _ ("Transfers"), heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < sheet->transfers->len; i++)
    {
      FcRecord *transfer = sheet->transfers->pdata[i];
      FcReportRow *row = fc_report_add_row (section);
      const int fields[] = { FC_TANK_TRANSFER_FROM_TANK_ID, FC_TANK_TRANSFER_TO_TANK_ID };

      for (guint n = 0; n < 2; n++)
        {
          const FcId *id = fc_record_get_ref (transfer, fields[n]);
          FcRecord *tank = id != NULL ? fc_row_set_get (rows, FC_TANK, id) : NULL;
          g_autofree char *number = tank_number (tank, "–");

          fc_report_row_text (row, n, number);
        }
      fc_report_row_text (row, 2, fc_record_get_text (transfer, FC_TANK_TRANSFER_REASON));
      fc_report_row_number (row, 3, fc_record_get_int (transfer, FC_TANK_TRANSFER_VOLUME));
    }
}

/* Steps that were left out, each with its reason. */
static void
add_waivers (FcReportSection    *section,
             const FcShiftSheet *sheet)
{
  for (int step = 0; step < FC_N_STEPS; step++)
    {
      g_autofree char *text = NULL;

      if (sheet->waived[step] == NULL)
        continue;
      /* Translators: a step of the shift sheet, and why it was left out */
      text = g_strdup_printf (_ ("“%s” was left out: %s"), fc_shift_step_words ((FcShiftStep) step), sheet->waived[step]);
      fc_report_add_text (section, text);
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
      const char *nozzle = fc_report_nozzle_name (line->nozzle);

      for (guint n = 0; n < line->n_segments; n++)
        {
          FcRecord *change = fc_sheet_meter_segment (sheet, line, n)->change;
          const char *reason = change != NULL ? fc_record_get_text (change, FC_METER_CHANGE_REASON)
                                              : fc_record_get_text (line->reading, FC_METER_READING_REASON);
          g_autofree char *text = NULL;

          if (reason == NULL)
            continue;
          text = g_strdup_printf (_ ("Nozzle %s: %s"), nozzle, reason);
          fc_report_add_text (section, text);
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

      fc_report_add_text (section, text);
    }
  add_waivers (section, sheet);
  add_meter_reasons (section, sheet);
  for (guint i = 0; i < sheet->warnings->len; i++)
    if (((FcSheetWarning *) sheet->warnings->pdata[i])->kind != FC_ANOMALY_UNSIGNED) /* the line for it stands empty */
      fc_report_add_text (section, ((FcSheetWarning *) sheet->warnings->pdata[i])->text);
  fc_report_add_text (section, fc_record_get_text (sheet->shift, FC_SHIFT_NOTES));
  fc_report_add_text (section, fc_record_get_text (sheet->shift, FC_SHIFT_COMMENT));
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
  else if (g_strcmp0 (state, "discarded") == 0)
    words = g_strdup_printf (_ ("Discarded %s"), at);
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
  g_autofree char *of_date = g_strdup_printf ("%s-%d", iso, number);

  self->subject = cashier != NULL ? g_strdup_printf (_ ("Shift %d, %s · %s"), number, date, cashier)
                                  : g_strdup_printf (_ ("Shift %d, %s"), number, date);
  self->file_name = fc_report_file_name ("shift", station, of_date);
}

FcReport *
fc_shift_report_new (FcRowSet           *rows,
                     const FcShiftSheet *sheet,
                     FcRecord           *tenant,
                     const char         *made_by,
                     gint64              made_at)
{
  g_autoptr (GPtrArray) deliveries =
    fc_row_set_list_by (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, fc_record_get_id (sheet->shift));
  FcReport *self = fc_report_begin (_ ("Shift report"), sheet->currency, tenant, sheet->station, made_by, made_at);

  set_subject (self, sheet->shift, sheet->station);
  self->state = state_line (self, sheet->shift);
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
