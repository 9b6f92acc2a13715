/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-report.h"
#include "fc-random-day.h"
#include "fc-report-write.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <stdlib.h>

/*
 * write-days FOLDER FIRST-SEED N: random days as reports, FOLDER/SEED.{csv,xlsx,pdf}, and on standard output a line of JSON
 * each with the figures of the model that the screen shows:
 *   {"seed": 7, "rows": [{"section": "Shifts", "label": "Total", "figures": [["volume", 123456], ["money", 789], …]}, …]}
 */

static void
add_row (JsonBuilder *out,
         const char  *section,
         const char  *label)
{
  json_builder_begin_object (out);
  json_builder_set_member_name (out, "section");
  json_builder_add_string_value (out, section);
  json_builder_set_member_name (out, "label");
  json_builder_add_string_value (out, label);
  json_builder_set_member_name (out, "figures");
  json_builder_begin_array (out);
}

static void
end_row (JsonBuilder *out)
{
  json_builder_end_array (out);
  json_builder_end_object (out);
}

static void
add_figure (JsonBuilder *out,
            const char  *kind,
            gint64       value)
{
  json_builder_begin_array (out);
  json_builder_add_string_value (out, kind);
  json_builder_add_int_value (out, value);
  json_builder_end_array (out);
}

static void
add_one (JsonBuilder *out,
         const char  *section,
         const char  *label,
         gint64       money)
{
  add_row (out, section, label);
  add_figure (out, "money", money);
  end_row (out);
}

static void
add_sales (JsonBuilder      *out,
           const FcDaySheet *sheet)
{
  gint64 tenders = 0;

  add_row (out, "Shifts", "Total");
  add_figure (out, "volume", sheet->fuel_volume);
  add_figure (out, "money", sheet->fuel_amount);
  add_figure (out, "money", sheet->shop_sales);
  add_figure (out, "money", sheet->over_short);
  end_row (out);
  add_row (out, "Fuel by product", "Total");
  add_figure (out, "volume", sheet->fuel_gross);
  add_figure (out, "volume", sheet->fuel_test);
  add_figure (out, "volume", sheet->fuel_volume);
  add_figure (out, "money", sheet->fuel_amount);
  end_row (out);
  for (guint i = 1; i < FC_N_TENDERS; i++)
    tenders += sheet->tenders[i];
  if (tenders != 0)
    add_one (out, "Other tenders", "Total", tenders);
  add_one (out, "Cash and deposit", "Brought forward: safe and floats", sheet->brought);
  add_one (out, "Cash and deposit", "Collected by the shifts", sheet->collected);
  add_one (out, "Cash and deposit", "To be accounted for", sheet->brought + sheet->collected);
}

static void
add_tank (JsonBuilder     *out,
          const FcDayTank *tank)
{
  g_autofree char *label = g_strdup_printf ("%d · %s", (int) fc_record_get_int (tank->tank, FC_TANK_NUMBER),
                                            fc_record_get_text (tank->product, FC_PRODUCT_NAME));

  add_row (out, "Wet stock", label);
  add_figure (out, "whole", tank->opening);
  add_figure (out, "whole", tank->receipts);
  add_figure (out, "whole", tank->tests + tank->transfers);
  add_figure (out, "whole", tank->sales);
  add_figure (out, "whole", tank->book);
  if (tank->has_physical)
    {
      add_figure (out, "whole", tank->physical);
      add_figure (out, "whole", tank->variance);
      add_figure (out, "ppm", tank->ppm);
      add_figure (out, "whole", tank->cumulative);
    }
  end_row (out);
}

static void
add_person (JsonBuilder       *out,
            const FcDayPerson *person)
{
  add_row (out, "Over/short by person", person->name != NULL ? person->name : "nobody named");
  add_figure (out, "money", person->expected);
  if (person->n_uncounted < person->n_drawers)
    {
      add_figure (out, "money", person->counted);
      add_figure (out, "money", person->over_short);
    }
  end_row (out);
}

static void
say_figures (const FcDaySheet *sheet,
             guint32           seed)
{
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (out);
  json_builder_set_member_name (out, "seed");
  json_builder_add_int_value (out, seed);
  json_builder_set_member_name (out, "rows");
  json_builder_begin_array (out);
  add_sales (out, sheet);
  for (guint i = 0; i < sheet->tanks->len; i++)
    add_tank (out, &g_array_index (sheet->tanks, FcDayTank, i));
  for (guint i = 0; i < sheet->people->len; i++)
    add_person (out, &g_array_index (sheet->people, FcDayPerson, i));
  json_builder_end_array (out);
  json_builder_end_object (out);
  root = json_builder_get_root (out);
  line = json_to_string (root, FALSE);
  g_print ("%s\n", line);
}

static void
write_day (const char *folder,
           guint32     seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (FcDaySheet) sheet = NULL;
  g_autoptr (FcReport) report = NULL;
  FcTestDay day = { 0 };

  fc_test_day_set_up (&day, NULL);
  fc_random_day (&day, rand);
  sheet = fc_day_sheet_new (day.rows, &day.station, FC_TEST_DATE);
  report = fc_day_report_new (day.rows, sheet, NULL, NULL, FC_TEST_START);
  for (int format = FC_REPORT_PDF; format <= FC_REPORT_CSV; format++)
    {
      g_autofree char *path =
        g_strdup_printf ("%s/%u.%s", folder, seed, fc_report_format_name ((FcReportFormat) format));
      g_autoptr (GError) error = NULL;

      if (!fc_report_write (report, (FcReportFormat) format, path, &error))
        g_error ("%s", error->message);
    }
  say_figures (sheet, seed);
  fc_test_day_tear_down (&day, NULL);
}

int
main (int    argc,
      char **argv)
{
  guint32 first = argc == 4 ? (guint32) strtoul (argv[2], NULL, 10) : 0;

  if (argc != 4)
    return EXIT_FAILURE;
  setlocale (LC_ALL, "");
  for (guint32 i = 0; i < (guint32) atoi (argv[3]); i++)
    write_day (argv[1], first + i);
  return EXIT_SUCCESS;
}
