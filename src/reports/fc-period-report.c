/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-period-report.h"

#include "fc-shift-report-private.h"

#include <glib/gi18n-lib.h>

char *
fc_report_show_span (FcSpan span)
{
  g_autofree char *from = NULL, *until = NULL;

  if (fc_span_is_month (span))
    {
      int year, month, day;
      g_autoptr (GDateTime) first = NULL;

      fc_date_to_civil (span.from, &year, &month, &day);
      first = g_date_time_new_utc (year, month, 1, 0, 0, 0);
      /* Translators: a month that stands alone, strftime */
      return g_date_time_format (first, _ ("%OB %Y"));
    }
  from = fc_report_show_date (span.from);
  if (span.from == span.until)
    return g_steal_pointer (&from);
  until = fc_report_show_date (span.until);
  /* Translators: the first and the last of some days */
  return g_strdup_printf (_ ("%s – %s"), from, until);
}

static void
say_left_out (FcReport *self,
              guint     n)
{
  FcReportSection *last = self->sections->len > 0 ? self->sections->pdata[self->sections->len - 1] : NULL;

  if (n > 0 && last != NULL && last->note == NULL)
    last->note = g_strdup_printf (ngettext ("%u station that counts in another currency is left out.",
                                            "%u stations that count in another currency are left out.", n),
                                  n);
}

static FcReport *
begin (const char         *title,
       const FcPeriodHead *head)
{
  FcReport *self = fc_report_begin (title, head->currency, head->tenant, head->station, head->made_by, head->made_at);

  self->subject = fc_report_show_span (head->span);
  self->volume_unit = head->volume_unit;
  if (head->station == NULL)
    /* Translators: how many stations, and the currency of the figures */
    self->station = g_strdup_printf (ngettext ("%u station · %s", "%u stations · %s", head->n_stations),
                                     head->n_stations, head->currency);
  return self;
}

/* A report without a line says so: an empty page could be a mistake. */
static void
say_nothing (FcReport   *self,
             const char *text)
{
  FcReportSection *section;

  if (self->sections->len > 0)
    return;
  section = fc_report_add_section (self, self->title);
  fc_report_add_column (section, "", FC_REPORT_TEXT);
  fc_report_add_text (section, text);
}

static gint64
share (gint64 part,
       gint64 whole)
{
  return fc_divide_half_even ((FcInt128) part * 1000000, whole);
}

static void
fill_sales (FcReportRow       *row,
            const FcSalesPart *part,
            gint64             whole)
{
  const gint64 numbers[] = { part->count, part->volume, part->amount };

  fc_report_row_numbers (row, 1, numbers, G_N_ELEMENTS (numbers));
  if (whole > 0)
    fc_report_row_number (row, 4, share (part->amount, whole));
}

static void
add_sales (FcReport   *self,
           const char *title,
           const char *what,
           GArray     *parts)
{
  const FcReportHead heads[] = { { what, FC_REPORT_TEXT },
                                 { N_ ("Sales"), FC_REPORT_INTEGER },
                                 { N_ ("Volume"), FC_REPORT_VOLUME },
                                 { N_ ("Amount"), FC_REPORT_MONEY },
                                 { "%", FC_REPORT_PPM } };
  FcReportSection *section = fc_report_add_table (self, title, heads, G_N_ELEMENTS (heads));
  FcSalesPart all = { NULL };

  for (guint i = 0; i < parts->len; i++)
    {
      const FcSalesPart *part = &g_array_index (parts, FcSalesPart, i);

      all.count += part->count;
      all.volume += part->volume;
      all.amount += part->amount;
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const FcSalesPart *part = &g_array_index (parts, FcSalesPart, i);
      FcReportRow *row = fc_report_add_row (section);

      fc_report_row_text (row, 0, part->name);
      fill_sales (row, part, all.amount);
    }
  if (parts->len > 0)
    fill_sales (fc_report_add_total (section), &all, all.amount);
  fc_report_drop_empty_section (self);
}

/**
 * fc_sales_report_new:
 *
 * What was sold, by product and by payment, and by station where there are several.
 *
 * Returns: (transfer full):
 */
FcReport *
fc_sales_report_new (const FcPeriodHead *head,
                     GArray             *products,
                     GArray             *payments,
                     GArray             *stations)
{
  FcReport *self = begin (_ ("Sales"), head);

  add_sales (self, _ ("By product"), N_ ("Product"), products);
  add_sales (self, _ ("By payment"), N_ ("Payment"), payments);
  if (head->station == NULL)
    add_sales (self, _ ("By station"), N_ ("Station"), stations);
  say_nothing (self, _ ("Nothing was sold on these days."));
  say_left_out (self, head->left_out);
  return self;
}

static void
fill_stock (FcReportRow       *row,
            const FcStockPart *part)
{
  const gint64 numbers[] = { part->receipts, part->moved, part->sales, part->variance };

  fc_report_row_number (row, 2, part->days);
  fc_report_row_numbers (row, 3, numbers, G_N_ELEMENTS (numbers));
  if (part->sales > 0)
    fc_report_row_number (row, 7, share (part->variance, part->sales));
}

static const FcReportHead stock_heads[] = {
  { N_ ("Station"), FC_REPORT_TEXT }, { N_ ("Tank"), FC_REPORT_TEXT },
  { N_ ("Days"), FC_REPORT_INTEGER }, { N_ ("In"), FC_REPORT_WHOLE },
  { N_ ("Moved"), FC_REPORT_WHOLE },  { N_ ("Sales"), FC_REPORT_WHOLE },
  { "±", FC_REPORT_WHOLE },           { "%", FC_REPORT_PPM },
};

static void
add_tanks (FcReport *self,
           GArray   *tanks)
{
  FcReportSection *section = fc_report_add_table (self, _ ("Wet stock"), stock_heads, G_N_ELEMENTS (stock_heads));
  FcStockPart all = { NULL };

  for (guint i = 0; i < tanks->len; i++)
    {
      const FcStockPart *part = &g_array_index (tanks, FcStockPart, i);
      FcReportRow *row = fc_report_add_row (section);
      g_autofree char *name =
        g_strdup_printf ("%d · %s", (int) part->number, part->product != NULL ? part->product : "?");

      fc_report_row_text (row, 0, part->station);
      fc_report_row_text (row, 1, name);
      fill_stock (row, part);
      all.receipts += part->receipts;
      all.moved += part->moved;
      all.sales += part->sales;
      all.variance += part->variance;
    }
  if (tanks->len > 0)
    {
      FcReportRow *total = fc_report_add_total (section);

      fill_stock (total, &all);
      total->values[2].is_set = FALSE; /* days of tanks are no sum */
    }
  section->note =
    g_strdup (_ ("Of the days that are closed. In: deliveries by their tickets. Moved: tests returned and "
                 "transfers. ±: what the dips found more or less than the books."));
  fc_report_drop_empty_section (self);
}

/**
 * fc_wet_stock_report_new:
 *
 * Returns: (transfer full):
 */
FcReport *
fc_wet_stock_report_new (const FcPeriodHead *head,
                         GArray             *tanks)
{
  FcReport *self = begin (_ ("Wet stock"), head);

  add_tanks (self, tanks);
  say_nothing (self, _ ("No day of these is closed with a dip."));
  return self;
}

/**
 * fc_over_short_report_new:
 *
 * Returns: (transfer full):
 */
FcReport *
fc_over_short_report_new (const FcPeriodHead *head,
                          GArray             *people)
{
  static const FcReportHead heads[] = { { N_ ("Person"), FC_REPORT_TEXT },
                                        { N_ ("Drawers"), FC_REPORT_INTEGER },
                                        { N_ ("Short"), FC_REPORT_INTEGER },
                                        { N_ ("Over/short"), FC_REPORT_MONEY } };
  FcReport *self = begin (_ ("Over/short by attendant"), head);
  FcReportSection *section = fc_report_add_table (self, _ ("Over/short by attendant"), heads, G_N_ELEMENTS (heads));
  FcOverShortPart all = { NULL };
  FcReportRow *row;

  for (guint i = 0; i < people->len; i++)
    {
      const FcOverShortPart *part = &g_array_index (people, FcOverShortPart, i);

      row = fc_report_add_row (section);
      fc_report_row_text (row, 0, part->name[0] != '\0' ? part->name : _ ("nobody named"));
      fc_report_row_numbers (row, 1, (const gint64[]){ part->drawers, part->short_drawers, part->over_short }, 3);
      all.drawers += part->drawers;
      all.short_drawers += part->short_drawers;
      all.over_short += part->over_short;
    }
  if (people->len > 0)
    fc_report_row_numbers (fc_report_add_total (section), 1,
                           (const gint64[]){ all.drawers, all.short_drawers, all.over_short }, 3);
  section->note = g_strdup (_ ("Of the shifts that were handed in or approved."));
  fc_report_drop_empty_section (self);
  say_nothing (self, _ ("No drawer was counted on these days."));
  say_left_out (self, head->left_out);
  return self;
}
