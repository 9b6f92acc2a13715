/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-report-private.h"

#include "fc-shift-args.h"
#include "fc-shift-report-private.h"

#include <glib/gi18n-lib.h>

/* Tomorrow's prices: what the price book says once the day's last shift has begun, until the end of the next date. */
typedef struct {
  FcReportSection *section;
  FcRowSet *rows;
  const FcId *station_id;
  gint64 from;  /* UTC µs: the same instant from which day.close takes a price */
  gint64 until;
} Book;

enum { P_PRODUCT, P_TODAY, P_TOMORROW, P_FROM };

static gint64
last_opening (const FcReport   *report,
              const FcDaySheet *sheet)
{
  gint64 last = G_MININT64;

  for (guint i = 0; i < sheet->shifts->len; i++)
    last = MAX (last, fc_record_get_int (g_array_index (sheet->shifts, FcDayShift, i).sheet->shift, FC_SHIFT_OPENED_AT));
  return sheet->shifts->len > 0 ? last : fc_time_from_local (sheet->date, 0, report->zone);
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  gint64 x = fc_record_get_int (*(FcRecord *const *) a, FC_PRICE_EFFECTIVE_AT);
  gint64 y = fc_record_get_int (*(FcRecord *const *) b, FC_PRICE_EFFECTIVE_AT);

  return x < y ? -1 : x > y;
}

/* (transfer container): the product's prices that begin in the book's time, in its order. */
static GPtrArray *
changes_of (const Book *book,
            const FcId *product_id)
{
  GPtrArray *prices = fc_row_set_list_by (book->rows, FC_PRICE, FC_PRICE_PRODUCT_ID, product_id);

  for (guint i = prices->len; i-- > 0;)
    {
      gint64 at = fc_record_get_int (prices->pdata[i], FC_PRICE_EFFECTIVE_AT);

      if (at <= book->from || at >= book->until ||
          !fc_id_equal (fc_record_get_ref (prices->pdata[i], FC_PRICE_STATION_ID), book->station_id))
        g_ptr_array_remove_index (prices, i);
    }
  g_ptr_array_sort (prices, compare_starts);
  return prices;
}

/* A product whose price stays has one line without a time; one that nobody has priced has none. */
static void
add_product (const Book *book,
             FcRecord   *product)
{
  const FcId *id = fc_record_get_id (product);
  g_autoptr (GPtrArray) changes = changes_of (book, id);
  gint64 price = fc_price_at (book->rows, book->station_id, id, book->from);

  for (guint i = 0; i < MAX (changes->len, price > 0 ? 1 : 0); i++)
    {
      FcReportRow *row = fc_report_add_row (book->section);

      fc_report_row_text (row, P_PRODUCT, fc_report_product_name (product));
      if (price > 0)
        fc_report_row_number (row, P_TODAY, price);
      if (i < changes->len)
        {
          price = fc_record_get_int (changes->pdata[i], FC_PRICE_PRICE);
          fc_report_row_number (row, P_FROM, fc_record_get_int (changes->pdata[i], FC_PRICE_EFFECTIVE_AT));
        }
      fc_report_row_number (row, P_TOMORROW, price);
    }
}

/* Whether no nozzle before the @n-th gives its product. */
static gboolean
is_first_of_product (const FcDaySheet *sheet,
                     guint             n)
{
  FcRecord *product = g_array_index (sheet->nozzles, FcDayNozzle, n).product;

  for (guint i = 0; i < n; i++)
    if (g_array_index (sheet->nozzles, FcDayNozzle, i).product == product)
      return FALSE;
  return product != NULL;
}

void
fc_day_report_add_prices (FcReport         *self,
                          FcRowSet         *rows,
                          const FcDaySheet *sheet)
{
  static const FcReportHead heads[] = { { N_ ("Product"), FC_REPORT_TEXT },
                                        { N_ ("Today"), FC_REPORT_PRICE },
                                        { N_ ("Tomorrow"), FC_REPORT_PRICE },
                                        { N_ ("From"), FC_REPORT_TIME } };
  Book book = {
    .section = fc_report_add_table (self, _ ("Tomorrow’s prices"), heads, G_N_ELEMENTS (heads)),
    .rows = rows,
    .station_id = &sheet->station_id,
    .from = last_opening (self, sheet),
    .until = fc_time_from_local (sheet->date + 2, 0, self->zone),
  };

  for (guint i = 0; i < sheet->nozzles->len; i++)
    if (is_first_of_product (sheet, i))
      add_product (&book, g_array_index (sheet->nozzles, FcDayNozzle, i).product);
  fc_report_drop_empty_section (self);
}
