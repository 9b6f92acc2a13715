/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-report-private.h"

#include "fc-json.h"
#include "fc-shift-report-private.h"

#include <glib/gi18n-lib.h>

static void
add_shift (FcReportSection    *section,
           const FcShiftSheet *shift)
{
  FcReportRow *row = fc_report_add_row (section);
  g_autofree char *number = g_strdup_printf ("%d", (int) fc_record_get_int (shift->shift, FC_SHIFT_NUMBER));
  const gint64 sales[] = { shift->fuel_volume, shift->fuel_amount, shift->shop_sales };

  fc_report_row_text (row, 0, number);
  fc_report_row_text (row, 1, fc_record_get_text (shift->shift, FC_SHIFT_CASHIER));
  fc_report_row_text (row, 2, _ (fc_choice_text (fc_record_get_text (shift->shift, FC_SHIFT_STATE))));
  fc_report_row_numbers (row, 3, sales, G_N_ELEMENTS (sales));
  if (shift->counted_any)
    fc_report_row_number (row, 6, shift->over_short);
}

static void
add_shifts (FcReport         *self,
            const FcDaySheet *sheet)
{
  static const FcReportHead heads[] = {
    { N_ ("Shift"), FC_REPORT_TEXT },    { N_ ("Cashier"), FC_REPORT_TEXT }, { N_ ("State"), FC_REPORT_TEXT },
    { N_ ("Volume"), FC_REPORT_VOLUME }, { N_ ("Fuel"), FC_REPORT_MONEY },   { N_ ("Shop"), FC_REPORT_MONEY },
    { N_ ("Over/short"), FC_REPORT_MONEY },
  };
  const gint64 sums[] = { sheet->fuel_volume, sheet->fuel_amount, sheet->shop_sales, sheet->over_short };
  FcReportSection *section = fc_report_add_table (self, _ ("Shifts"), heads, G_N_ELEMENTS (heads));

  for (guint i = 0; i < sheet->shifts->len; i++)
    add_shift (section, g_array_index (sheet->shifts, FcDayShift, i).sheet);
  fc_report_row_numbers (fc_report_add_total (section), 3, sums, G_N_ELEMENTS (sums));
}

static void
add_products (FcReport         *self,
              const FcDaySheet *sheet)
{
  static const FcReportHead heads[] = {
    { N_ ("Product"), FC_REPORT_TEXT }, { N_ ("Gross"), FC_REPORT_VOLUME }, { N_ ("Test"), FC_REPORT_VOLUME },
    { N_ ("Net"), FC_REPORT_VOLUME },   { N_ ("Amount"), FC_REPORT_MONEY },
  };
  const gint64 sums[] = { sheet->fuel_gross, sheet->fuel_test, sheet->fuel_volume, sheet->fuel_amount };
  FcReportSection *section = fc_report_add_table (self, _ ("Fuel by product"), heads, G_N_ELEMENTS (heads));

  for (guint i = 0; i < sheet->products->len; i++)
    {
      const FcDayProduct *product = &g_array_index (sheet->products, FcDayProduct, i);
      const gint64 figures[] = { product->gross, product->test, product->net, product->amount };
      FcReportRow *row = fc_report_add_row (section);

      fc_report_row_text (row, 0, fc_report_product_name (product->product));
      fc_report_row_numbers (row, 1, figures, G_N_ELEMENTS (figures));
    }
  fc_report_row_numbers (fc_report_add_total (section), 1, sums, G_N_ELEMENTS (sums));
}

static void
add_nozzles (FcReport         *self,
             const FcDaySheet *sheet)
{
  static const FcReportHead heads[] = {
    { N_ ("Nozzle"), FC_REPORT_TEXT },    { N_ ("Product"), FC_REPORT_TEXT }, { N_ ("Opening"), FC_REPORT_VOLUME },
    { N_ ("Closing"), FC_REPORT_VOLUME }, { N_ ("Net"), FC_REPORT_VOLUME },   { N_ ("Amount"), FC_REPORT_MONEY },
    { N_ ("Chain"), FC_REPORT_TEXT },
  };
  FcReportSection *section = fc_report_add_table (self, _ ("Nozzles"), heads, G_N_ELEMENTS (heads));

  for (guint i = 0; i < sheet->nozzles->len; i++)
    {
      const FcDayNozzle *nozzle = &g_array_index (sheet->nozzles, FcDayNozzle, i);
      FcReportRow *row = fc_report_add_row (section);

      fc_report_row_text (row, 0, fc_report_nozzle_name (nozzle->nozzle));
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
  const gint64 book[] = { tank->opening, tank->receipts, tank->tests + tank->transfers, tank->sales, tank->book };
  const gint64 dip[] = { tank->physical, tank->variance };
  FcReportRow *row = fc_report_add_row (section);
  g_autofree char *name = fc_report_tank_name (tank->tank, tank->product);

  fc_report_row_text (row, 0, name);
  fc_report_row_numbers (row, 1, book, G_N_ELEMENTS (book));
  fc_report_row_text (row, 10, verdict_word (tank->verdict));
  if (!tank->has_physical)
    return;
  fc_report_row_numbers (row, 6, dip, G_N_ELEMENTS (dip));
  if (tank->sales > 0)
    fc_report_row_number (row, 8, tank->ppm);
  fc_report_row_number (row, 9, tank->cumulative);
}

static void
add_tanks (FcReport         *self,
           const FcDaySheet *sheet)
{
  static const FcReportHead heads[] = {
    { N_ ("Tank"), FC_REPORT_TEXT },   { N_ ("Opening"), FC_REPORT_WHOLE }, { N_ ("In"), FC_REPORT_WHOLE },
    { N_ ("Moved"), FC_REPORT_WHOLE }, { N_ ("Sales"), FC_REPORT_WHOLE },   { N_ ("Book"), FC_REPORT_WHOLE },
    { N_ ("Dip"), FC_REPORT_WHOLE },   { "±", FC_REPORT_WHOLE },            { "%", FC_REPORT_PPM },
    { "Σ±", FC_REPORT_WHOLE },         { N_ ("Verdict"), FC_REPORT_TEXT },
  };
  FcReportSection *section = fc_report_add_table (self, _ ("Wet stock"), heads, G_N_ELEMENTS (heads));

  for (guint i = 0; i < sheet->tanks->len; i++)
    add_tank (section, &g_array_index (sheet->tanks, FcDayTank, i));
  section->note = g_strdup (_ ("In: deliveries by their tickets. Moved: tests returned and transfers. ±: dip − book."));
}

static void
add_cash (FcReport         *self,
          const FcDaySheet *sheet)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Cash and deposit"));
  FcRecord *day = sheet->day;
  gint64 deposited, safe, carried;

  fc_report_add_figure (section, _ ("Brought forward: safe and floats"), sheet->brought, FALSE);
  fc_report_add_figure (section, _ ("Collected by the shifts"), sheet->collected, FALSE);
  fc_report_add_figure (section, _ ("To be accounted for"), sheet->brought + sheet->collected, TRUE);
  if (day == NULL)
    return;
  deposited = fc_record_get_int (day, FC_DAY_CLOSE_DEPOSITED);
  safe = fc_record_get_int (day, FC_DAY_CLOSE_SAFE);
  carried = fc_record_get_int (day, FC_DAY_CLOSE_CARRIED);
  fc_report_add_figure (section, _ ("Deposited"), deposited, FALSE);
  fc_report_add_figure (section, _ ("In the safe"), safe, FALSE);
  fc_report_add_figure (section, _ ("Carried as float"), carried, FALSE);
  fc_report_add_figure (section, _ ("Accounted for"), deposited + safe + carried, TRUE);
  if (fc_record_get_text (day, FC_DAY_CLOSE_DEPOSIT_REFERENCE) != NULL)
    section->note = g_strdup_printf (_ ("Deposit slip %s"), fc_record_get_text (day, FC_DAY_CLOSE_DEPOSIT_REFERENCE));
}

static void
add_people (FcReport         *self,
            const FcDaySheet *sheet)
{
  static const FcReportHead heads[] = {
    { N_ ("Person"), FC_REPORT_TEXT },      { N_ ("Expected"), FC_REPORT_MONEY }, { N_ ("Counted"), FC_REPORT_MONEY },
    { N_ ("Over/short"), FC_REPORT_MONEY }, { N_ ("Reason"), FC_REPORT_TEXT },
  };
  FcReportSection *section;

  if (sheet->people->len == 0)
    return;
  section = fc_report_add_table (self, _ ("Over/short by person"), heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < sheet->people->len; i++)
    {
      const FcDayPerson *person = &g_array_index (sheet->people, FcDayPerson, i);
      FcReportRow *row = fc_report_add_row (section);

      fc_report_row_text (row, 0, person->name != NULL ? person->name : _ ("nobody named"));
      fc_report_row_number (row, 1, person->expected);
      if (person->n_uncounted < person->n_drawers)
        {
          fc_report_row_number (row, 2, person->counted);
          fc_report_row_number (row, 3, person->over_short);
        }
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
      fc_report_add_text (section, remark);
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
    fc_report_add_text (section, ((FcDayObstacle *) sheet->obstacles->pdata[i])->text);
  if (reopened != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("The day was reopened: %s"), reopened);

      fc_report_add_text (section, text);
    }
  if (notes != NULL)
    fc_report_add_text (section, notes);
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
  FcReport *self = fc_report_begin (_ ("Day report"), sheet->currency, tenant, sheet->station, made_by, made_at);
  g_autofree char *iso = fc_date_to_iso (sheet->date);

  self->subject = fc_report_show_date (sheet->date);
  self->file_name = fc_report_file_name ("day", sheet->station, iso);
  self->state = state_line (self, sheet);
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
