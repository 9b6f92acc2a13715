/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-info.h"

#include "fc-catalog.h"
#include "fc-day-queries.h"
#include "fc-day-report.h"
#include "fc-overview.h"
#include "fc-period-report.h"

#include <glib/gi18n-lib.h>

/* The reports that come with the program: their figures are those of the day's sheet and of the Overview. */

static void
day_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const FcReportAsk *ask = fc_report_ask_of (task);
  GError *error = NULL;
  g_autoptr (FcRowSet) rows = fc_day_rows_finish (FC_REPLICA (source), result, &error);
  g_autoptr (FcDaySheet) sheet = NULL;

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  sheet = fc_day_sheet_new (rows, fc_record_get_id (ask->station), ask->span.from);
  g_task_return_pointer (task, fc_day_report_new (rows, sheet, ask->tenant, ask->made_by, ask->now_us),
                         (GDestroyNotify) fc_report_unref);
}

static void
make_day (GTask *task)
{
  const FcReportAsk *ask = fc_report_ask_of (task);

  fc_day_rows_async (g_task_get_source_object (task), fc_record_get_id (ask->station), ask->span.from,
                     g_task_get_cancellable (task), day_cb, task);
}

/* --- from the Overview's figures --------------------------------------------------------------------------------------------- */

static void
begin (GTask               *task,
       guint                parts,
       GAsyncReadyCallback  callback)
{
  const FcReportAsk *ask = fc_report_ask_of (task);
  FcOverviewAsk overview = { .station = ask->station != NULL ? fc_record_get_id (ask->station) : NULL,
                             .now_us = ask->now_us,
                             .from = ask->span.from,
                             .until = ask->span.until,
                             .comparison = FC_COMPARE_NOTHING,
                             .parts = parts };

  fc_overview_async (g_task_get_source_object (task), &overview, g_task_get_cancellable (task), callback, task);
}

/* The unit of the stations, where they have one in common. */
static FcVolumeUnit
unit_of (const FcReportAsk *ask)
{
  FcRecord *first = ask->station != NULL ? ask->station : ask->stations->len > 0 ? ask->stations->pdata[0] : NULL;
  const char *unit = first != NULL ? fc_record_get_text (first, FC_STATION_VOLUME_UNIT) : NULL;

  for (guint i = 0; ask->station == NULL && i < ask->stations->len; i++)
    if (g_strcmp0 (fc_record_get_text (ask->stations->pdata[i], FC_STATION_VOLUME_UNIT), unit) != 0)
      return fc_volume_unit_named (NULL);
  return fc_volume_unit_named (unit);
}

static FcPeriodHead
head_of (const FcReportAsk *ask,
         const FcOverview  *figures)
{
  return (FcPeriodHead){ .tenant = ask->tenant,
                         .station = ask->station,
                         .n_stations = ask->stations->len,
                         .currency = figures->currency,
                         .volume_unit = unit_of (ask),
                         .span = ask->span,
                         .made_by = ask->made_by,
                         .made_at = ask->now_us,
                         .left_out = figures->other_currency };
}

/* (transfer full) (nullable): what was read; the task has the error where nothing was. */
static FcOverview *
finish (GTask        *task,
        GAsyncResult *result)
{
  GError *error = NULL;
  FcOverview *figures = fc_overview_finish (g_task_get_source_object (task), result, &error);

  if (figures == NULL)
    g_task_return_error (task, error);
  return figures;
}

static GArray *
sales_parts (GPtrArray *shares,
             gboolean   payments)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (FcSalesPart));

  for (guint i = 0; i < shares->len; i++)
    {
      const FcSalesShare *share = shares->pdata[i];
      const char *name = share->name == NULL ? "?" : payments ? _ (fc_choice_text (share->name)) : share->name;
      FcSalesPart part = { name, share->figures.count, share->figures.volume, share->figures.amount };

      g_array_append_val (parts, part);
    }
  return parts;
}

static void
sales_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FcOverview) figures = finish (task, result);
  g_autoptr (GArray) products = NULL, payments = NULL, stations = NULL;
  FcPeriodHead head;

  if (figures == NULL)
    return;
  head = head_of (fc_report_ask_of (task), figures);
  products = sales_parts (figures->products, FALSE);
  payments = sales_parts (figures->payments, TRUE);
  stations = sales_parts (figures->stations, FALSE);
  g_task_return_pointer (task, fc_sales_report_new (&head, products, payments, stations),
                         (GDestroyNotify) fc_report_unref);
}

static void
make_sales (GTask *task)
{
  begin (task, FC_OVERVIEW_PRODUCTS | FC_OVERVIEW_PAYMENTS | FC_OVERVIEW_BY_STATION, sales_cb);
}

/* The Overview has the largest first; a list of tanks is read by station and number. */
static int
compare_tanks (gconstpointer a,
               gconstpointer b)
{
  const FcStockPart *x = a, *y = b;
  int order = g_utf8_collate (x->station, y->station);

  return order != 0 ? order : x->number < y->number ? -1 : x->number > y->number;
}

static void
wet_stock_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FcOverview) figures = finish (task, result);
  g_autoptr (GArray) tanks = g_array_new (FALSE, TRUE, sizeof (FcStockPart));
  FcPeriodHead head;

  if (figures == NULL)
    return;
  for (guint i = 0; i < figures->variances->len; i++)
    {
      const FcTankVariance *tank = figures->variances->pdata[i];
      FcStockPart part = { tank->station,  tank->product, tank->number, tank->days,
                           tank->receipts, tank->moved,   tank->sales,  tank->variance };

      g_array_append_val (tanks, part);
    }
  g_array_sort (tanks, compare_tanks);
  head = head_of (fc_report_ask_of (task), figures);
  g_task_return_pointer (task, fc_wet_stock_report_new (&head, tanks), (GDestroyNotify) fc_report_unref);
}

static void
make_wet_stock (GTask *task)
{
  begin (task, FC_OVERVIEW_VARIANCES, wet_stock_cb);
}

static void
over_short_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FcOverview) figures = finish (task, result);
  g_autoptr (GArray) people = g_array_new (FALSE, TRUE, sizeof (FcOverShortPart));
  FcPeriodHead head;

  if (figures == NULL)
    return;
  for (guint i = 0; i < figures->attendants->len; i++)
    {
      const FcAttendantFigures *one = figures->attendants->pdata[i];
      FcOverShortPart part = { one->name != NULL ? one->name : "", one->drawers, one->short_drawers, one->over_short };

      g_array_append_val (people, part);
    }
  head = head_of (fc_report_ask_of (task), figures);
  g_task_return_pointer (task, fc_over_short_report_new (&head, people), (GDestroyNotify) fc_report_unref);
}

static void
make_over_short (GTask *task)
{
  begin (task, FC_OVERVIEW_ATTENDANTS, over_short_cb);
}

const FcReportInfo fc_day_report_info = {
  .name = "day",
  .title = N_ ("Day report"),
  .about = N_ ("The sheet of a date at a station: shifts, meters, tanks, cash and deposit"),
  .permission = "reports.day",
  .one_day = TRUE,
  .one_station = TRUE,
  .order = 10,
  .make = make_day,
};

const FcReportInfo fc_sales_report_info = {
  .name = "sales",
  .title = N_ ("Sales"),
  .about = N_ ("What was sold, by product, payment and station"),
  .permission = "reports.day",
  .order = 20,
  .make = make_sales,
};

const FcReportInfo fc_wet_stock_report_info = {
  .name = "wet-stock",
  .title = N_ ("Wet stock"),
  .about = N_ ("Deliveries, sales and what the dips found, by tank"),
  .permission = "reports.day",
  .order = 30,
  .make = make_wet_stock,
};

const FcReportInfo fc_over_short_report_info = {
  .name = "over-short",
  .title = N_ ("Over/short by attendant"),
  .about = N_ ("What the drawers were over or short, by who stood for them"),
  .permission = "reports.view",
  .order = 40,
  .make = make_over_short,
};
