/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-report-private.h"

#include "fc-json.h"
#include "fc-shift-report-private.h"

#include <glib/gi18n-lib.h>

static void
add_shifts (FcReport         *self,
            const FcDaySheet *sheet)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Shifts"));
  FcReportRow *row;

  fc_report_add_column (section, _ ("Shift"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Cashier"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("State"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Volume"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Fuel"), FC_REPORT_MONEY);
  fc_report_add_column (section, _ ("Shop"), FC_REPORT_MONEY);
  fc_report_add_column (section, _ ("Over/short"), FC_REPORT_MONEY);
  for (guint i = 0; i < sheet->shifts->len; i++)
    {
      const FcShiftSheet *shift = g_array_index (sheet->shifts, FcDayShift, i).sheet;
      g_autofree char *number = g_strdup_printf ("%d", (int) fc_record_get_int (shift->shift, FC_SHIFT_NUMBER));

      row = fc_report_add_row (section);
      fc_report_row_text (row, 0, number);
      fc_report_row_text (row, 1, fc_record_get_text (shift->shift, FC_SHIFT_CASHIER));
      fc_report_row_text (row, 2, _ (fc_choice_text (fc_record_get_text (shift->shift, FC_SHIFT_STATE))));
      fc_report_row_number (row, 3, shift->fuel_volume);
      fc_report_row_number (row, 4, shift->fuel_amount);
      fc_report_row_number (row, 5, shift->shop_sales);
      if (shift->counted_any)
        fc_report_row_number (row, 6, shift->over_short);
    }
  row = fc_report_add_row (section);
  row->is_total = TRUE;
  fc_report_row_text (row, 0, _ ("Total"));
  fc_report_row_number (row, 3, sheet->fuel_volume);
  fc_report_row_number (row, 4, sheet->fuel_amount);
  fc_report_row_number (row, 5, sheet->shop_sales);
  fc_report_row_number (row, 6, sheet->over_short);
}

static void
add_products (FcReport         *self,
              const FcDaySheet *sheet)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Fuel by product"));
  FcReportRow *row;

  fc_report_add_column (section, _ ("Product"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Gross"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Test"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Net"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Amount"), FC_REPORT_MONEY);
  for (guint i = 0; i < sheet->products->len; i++)
    {
      const FcDayProduct *product = &g_array_index (sheet->products, FcDayProduct, i);

      row = fc_report_add_row (section);
      fc_report_row_text (row, 0, fc_report_product_name (product->product));
      fc_report_row_number (row, 1, product->gross);
      fc_report_row_number (row, 2, product->test);
      fc_report_row_number (row, 3, product->net);
      fc_report_row_number (row, 4, product->amount);
    }
  row = fc_report_add_row (section);
  row->is_total = TRUE;
  fc_report_row_text (row, 0, _ ("Total"));
  fc_report_row_number (row, 1, sheet->fuel_gross);
  fc_report_row_number (row, 2, sheet->fuel_test);
  fc_report_row_number (row, 3, sheet->fuel_volume);
  fc_report_row_number (row, 4, sheet->fuel_amount);
}

static void
add_nozzles (FcReport         *self,
             const FcDaySheet *sheet)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Nozzles"));

  fc_report_add_column (section, _ ("Nozzle"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Product"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Opening"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Closing"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Net"), FC_REPORT_VOLUME);
  fc_report_add_column (section, _ ("Amount"), FC_REPORT_MONEY);
  fc_report_add_column (section, _ ("Chain"), FC_REPORT_TEXT);
  for (guint i = 0; i < sheet->nozzles->len; i++)
    {
      const FcDayNozzle *nozzle = &g_array_index (sheet->nozzles, FcDayNozzle, i);
      FcReportRow *row = fc_report_add_row (section);

      fc_report_row_text (row, 0, nozzle->nozzle != NULL ? fc_record_get_text (nozzle->nozzle, FC_NOZZLE_LABEL) : "?");
      fc_report_row_text (row, 1, fc_report_product_name (nozzle->product));
      if (nozzle->n_shifts > 0)
        fc_report_row_number (row, 2, nozzle->opening);
      if (nozzle->has_closing)
        fc_report_row_number (row, 3, nozzle->closing);
      fc_report_row_number (row, 4, nozzle->net);
      fc_report_row_number (row, 5, nozzle->amount);
      fc_report_row_text (row, 6, nozzle->chained ? _ ("whole") : _ ("broken"));
    }
}

static const char *
verdict_word (FcDayTankVerdict verdict)
{
  switch (verdict)
    {
    case FC_DAY_TANK_FINE:
      return _ ("fine");
    case FC_DAY_TANK_INVESTIGATE:
      return _ ("investigate");
    case FC_DAY_TANK_ESCALATE:
      return _ ("escalate");
    case FC_DAY_TANK_NO_DIP:
    default:
      return _ ("no dip");
    }
}

static void
add_tank (FcReportSection *section,
          const FcDayTank *tank)
{
  FcReportRow *row = fc_report_add_row (section);
  g_autofree char *name =
    g_strdup_printf ("%d · %s", tank->tank != NULL ? (int) fc_record_get_int (tank->tank, FC_TANK_NUMBER) : 0,
                     fc_report_product_name (tank->product));

  fc_report_row_text (row, 0, name);
  fc_report_row_number (row, 1, tank->opening);
  fc_report_row_number (row, 2, tank->receipts);
  fc_report_row_number (row, 3, tank->tests + tank->transfers);
  fc_report_row_number (row, 4, tank->sales);
  fc_report_row_number (row, 5, tank->book);
  fc_report_row_text (row, 10, verdict_word (tank->verdict));
  if (!tank->has_physical)
    return;
  fc_report_row_number (row, 6, tank->physical);
  fc_report_row_number (row, 7, tank->variance);
  fc_report_row_number (row, 8, tank->ppm);
  fc_report_row_number (row, 9, tank->cumulative);
}

static void
add_tanks (FcReport         *self,
           const FcDaySheet *sheet)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Wet stock"));

  fc_report_add_column (section, _ ("Tank"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Opening"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("In"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Moved"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Sales"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Book"), FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Dip"), FC_REPORT_WHOLE);
  fc_report_add_column (section, "±", FC_REPORT_WHOLE);
  fc_report_add_column (section, "%", FC_REPORT_PPM);
  fc_report_add_column (section, "Σ ±", FC_REPORT_WHOLE);
  fc_report_add_column (section, _ ("Verdict"), FC_REPORT_TEXT);
  for (guint i = 0; i < sheet->tanks->len; i++)
    add_tank (section, &g_array_index (sheet->tanks, FcDayTank, i));
  section->note = g_strdup (_ ("In: deliveries by their tickets. Moved: tests returned and transfers. ±: dip − book."));
}

static void
add_cash (FcReport         *self,
          const FcDaySheet *sheet)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Cash and deposit"));
  gint64 all = sheet->brought + sheet->collected;

  fc_report_add_figure (section, _ ("Brought forward: safe and floats"), sheet->brought, FALSE);
  fc_report_add_figure (section, _ ("Collected by the shifts"), sheet->collected, FALSE);
  fc_report_add_figure (section, _ ("To be accounted for"), all, TRUE);
  if (sheet->day == NULL)
    return;
  fc_report_add_figure (section, _ ("Deposited"), fc_record_get_int (sheet->day, FC_DAY_CLOSE_DEPOSITED), FALSE);
  fc_report_add_figure (section, _ ("In the safe"), fc_record_get_int (sheet->day, FC_DAY_CLOSE_SAFE), FALSE);
  fc_report_add_figure (section, _ ("Carried as float"), fc_record_get_int (sheet->day, FC_DAY_CLOSE_CARRIED), FALSE);
  fc_report_add_figure (section, _ ("Accounted for"),
                        fc_record_get_int (sheet->day, FC_DAY_CLOSE_DEPOSITED) +
                          fc_record_get_int (sheet->day, FC_DAY_CLOSE_SAFE) +
                          fc_record_get_int (sheet->day, FC_DAY_CLOSE_CARRIED),
                        TRUE);
  if (fc_record_get_text (sheet->day, FC_DAY_CLOSE_DEPOSIT_REFERENCE) != NULL)
    section->note = g_strdup_printf (_ ("Deposit slip %s"), fc_record_get_text (sheet->day, FC_DAY_CLOSE_DEPOSIT_REFERENCE));
}

static void
add_people (FcReport         *self,
            const FcDaySheet *sheet)
{
  FcReportSection *section;

  if (sheet->people->len == 0)
    return;
  section = fc_report_add_section (self, _ ("Over/short by person"));
  fc_report_add_column (section, _ ("Person"), FC_REPORT_TEXT);
  fc_report_add_column (section, _ ("Expected"), FC_REPORT_MONEY);
  fc_report_add_column (section, _ ("Counted"), FC_REPORT_MONEY);
  fc_report_add_column (section, _ ("Over/short"), FC_REPORT_MONEY);
  fc_report_add_column (section, _ ("Reason"), FC_REPORT_TEXT);
  for (guint i = 0; i < sheet->people->len; i++)
    {
      const FcDayPerson *person = &g_array_index (sheet->people, FcDayPerson, i);
      FcReportRow *row = fc_report_add_row (section);

      fc_report_row_text (row, 0, person->name != NULL ? person->name : _ ("nobody named"));
      fc_report_row_number (row, 1, person->expected);
      fc_report_row_number (row, 2, person->counted);
      fc_report_row_number (row, 3, person->over_short);
      fc_report_row_text (row, 4, person->reason);
    }
}

/* What was accepted when the day was closed, each with its reason. */
static void
add_accepted (FcReportSection *section,
              FcRecord        *day)
{
  g_autoptr (JsonNode) node = fc_json_parse (fc_record_get_text (day, FC_DAY_CLOSE_ACCEPTED), -1, NULL);
  JsonArray *accepted = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; accepted != NULL && i < json_array_get_length (accepted); i++)
    {
      JsonNode *entry = json_array_get_element (accepted, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;
      const char *text = object != NULL ? json_object_get_string_member_with_default (object, "text", NULL) : NULL;
      g_autofree char *remark = NULL;

      if (text == NULL)
        continue;
      /* Translators: an anomaly of the day, and why it was accepted */
      remark = g_strdup_printf (_ ("%s Accepted: %s"), text,
                                json_object_get_string_member_with_default (object, "reason", "?"));
      fc_report_row_text (fc_report_add_row (section), 0, remark);
    }
}

static void
add_remarks (FcReport         *self,
             const FcDaySheet *sheet)
{
  const char *notes = sheet->day != NULL ? fc_record_get_text (sheet->day, FC_DAY_CLOSE_NOTES) : NULL;
  const char *reopened = sheet->day != NULL ? fc_record_get_text (sheet->day, FC_DAY_CLOSE_REOPEN_REASON) : NULL;
  gboolean is_closed = sheet->state == FC_DAY_CLOSED && sheet->day != NULL;
  FcReportSection *section = fc_report_add_section (self, _ ("Remarks"));

  fc_report_add_column (section, "", FC_REPORT_TEXT);
  if (is_closed)
    add_accepted (section, sheet->day);
  for (guint i = 0; !is_closed && i < sheet->obstacles->len; i++)
    fc_report_row_text (fc_report_add_row (section), 0, ((FcDayObstacle *) sheet->obstacles->pdata[i])->text);
  if (reopened != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("The day was reopened: %s"), reopened);

      fc_report_row_text (fc_report_add_row (section), 0, text);
    }
  if (notes != NULL)
    fc_report_row_text (fc_report_add_row (section), 0, notes);
  fc_report_drop_empty_section (self);
}

static char *
state_line (FcReport         *self,
            const FcDaySheet *sheet)
{
  g_autofree char *at = NULL;

  if (sheet->state == FC_DAY_CLOSED && sheet->day != NULL)
    {
      at = fc_report_show_time (self, fc_record_get_int (sheet->day, FC_DAY_CLOSE_CLOSED_AT));
      return g_strdup_printf (_ ("Closed %s · version %d"), at,
                              (int) MAX (1, fc_record_get_int (sheet->day, FC_DAY_CLOSE_REVISION)));
    }
  return g_strdup (sheet->state == FC_DAY_REOPENED ? _ ("Draft: the day was reopened") : _ ("Draft: the day is not closed"));
}

/* Who closed the day, where that is known; (nullable). */
static const char *
closer_of (FcRowSet         *rows,
           const FcDaySheet *sheet)
{
  const FcId *id = sheet->state == FC_DAY_CLOSED ? fc_record_get_ref (sheet->day, FC_DAY_CLOSE_CLOSED_BY) : NULL;
  FcRecord *user = id != NULL ? fc_row_set_get (rows, FC_USER, id) : NULL;

  return user != NULL ? fc_record_get_text (user, FC_USER_NAME) : NULL;
}

/* Who closed the day signs for it, as long as its figures are those that were signed. */
static void
add_signature (FcReport         *self,
               FcRowSet         *rows,
               const FcDaySheet *sheet)
{
  const char *signer = fc_day_sheet_get_signer (sheet);
  g_autofree char *how = NULL;

  if (signer == NULL)
    {
      fc_report_add_signature (self, _ ("Manager"), closer_of (rows, sheet),
                               sheet->state == FC_DAY_CLOSED ? self->state : NULL, NULL);
      return;
    }
  how = g_strdup_printf (_ ("%s, %s"), _ (fc_choice_text (fc_record_get_text (sheet->day, FC_DAY_CLOSE_METHOD))),
                         self->state);
  fc_report_add_signature (self, _ ("Manager"), signer, how, fc_record_get_text (sheet->day, FC_DAY_CLOSE_STROKES));
}

FcReport *
fc_day_report_new (FcRowSet         *rows,
                   const FcDaySheet *sheet,
                   FcRecord         *tenant,
                   const char       *made_by,
                   gint64            made_at)
{
  const char *zone_name = sheet->station != NULL ? fc_record_get_text (sheet->station, FC_STATION_TIME_ZONE) : NULL;
  g_autoptr (GTimeZone) zone = zone_name != NULL ? g_time_zone_new_identifier (zone_name) : NULL;
  g_autofree char *iso = fc_date_to_iso (sheet->date);
  FcReport *self = fc_report_new (_ ("Day report"), sheet->currency, zone);

  fc_report_set_company (self, tenant, sheet->station);
  self->subject = fc_report_show_date (sheet->date);
  self->file_name = g_strdup_printf ("day-%s-%s",
                                     sheet->station != NULL ? fc_record_get_text (sheet->station, FC_STATION_CODE) : "station",
                                     iso);
  self->state = state_line (self, sheet);
  self->made_by = g_strdup (made_by);
  self->made_at = made_at;
  add_shifts (self, sheet);
  add_products (self, sheet);
  add_nozzles (self, sheet);
  add_tanks (self, sheet);
  fc_report_add_deliveries (self, rows, sheet->deliveries, sheet->station);
  add_cash (self, sheet);
  if (sheet->non_cash != 0)
    fc_report_add_tenders (self, sheet->tenders);
  add_people (self, sheet);
  fc_day_report_add_prices (self, rows, sheet);
  fc_report_add_slips (self, rows, sheet->slips);
  add_remarks (self, sheet);
  add_signature (self, rows, sheet);
  return self;
}
