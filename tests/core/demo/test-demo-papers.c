/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-company.h"

#include "fc-shift-sheet.h"

/* What is told of the last days' shifts: each kind of paper is there, and agrees with the figures. */
typedef struct {
  guint n_shared, n_slips, n_drive_offs, n_cuts, n_replaced, n_signatures, n_corrections;
} Papers;

static void
count_papers (Papers       *papers,
              FcShiftSheet *sheet)
{
  papers->n_shared += sheet->has_drawers;
  papers->n_slips += sheet->n_slips[0];
  papers->n_drive_offs += sheet->n_slips[1];
  papers->n_signatures += sheet->signatures->len;
  papers->n_corrections += !fc_record_is_null (sheet->shift, FC_SHIFT_CORRECTS_ID);
  for (guint i = 0; i < sheet->segments->len; i++)
    {
      FcRecord *change = g_array_index (sheet->segments, FcSheetSegment, i).change;

      papers->n_cuts += change != NULL && g_str_equal (fc_record_get_text (change, FC_METER_CHANGE_KIND), "price");
      papers->n_replaced += change != NULL && !g_str_equal (fc_record_get_text (change, FC_METER_CHANGE_KIND), "price");
    }
}

static void
check_papers (FcShiftSheet *sheet,
              FcRowSet     *rows)
{
  for (guint i = 0; i < sheet->signatures->len; i++)
    g_assert_true (g_array_index (sheet->signatures, FcSheetSignature, i).holds);
  if (sheet->n_slips[0] > 0)
    g_assert_cmpint (sheet->slip_amounts[0], ==, sheet->tenders[5]);
  fc_shift_sheet_look_around (sheet, rows, NULL, 0, fc_record_get_int (sheet->shift, FC_SHIFT_CLOSED_AT));
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = sheet->warnings->pdata[i];

      g_test_message ("%s", warning->text);
      g_assert_false (warning->blocks);
      g_assert_true (warning->kind == FC_ANOMALY_CASH || warning->kind == FC_ANOMALY_TANK ||
                     warning->kind == FC_ANOMALY_DRIVE_OFF || warning->kind == FC_ANOMALY_WATER ||
                     warning->kind == FC_ANOMALY_UNSIGNED); /* a shift of one drawer is signed by its supervisor alone */
    }
}

/* Of the shift's station, as an office has them at hand. */
static void
add_prices (DemoCompany *company,
            FcRowSet    *rows,
            FcRecord    *shift)
{
  g_autoptr (GPtrArray) prices = fc_row_set_list_by (company->rows, FC_PRICE, FC_PRICE_STATION_ID,
                                                     fc_record_get_ref (shift, FC_SHIFT_STATION_ID));

  for (guint i = 0; i < prices->len; i++)
    fc_row_set_add (rows, prices->pdata[i]);
}

static void
test_papers_agree (void)
{
  FcDemoOptions options;
  g_autoptr (DemoCompany) company = NULL;
  g_autoptr (GPtrArray) shifts = NULL;
  Papers papers = { 0 };

  fc_demo_options_init (&options, FC_DEMO_SEED, DEMO_NOW);
  options.shift_days = 20;
  company = demo_company_new (&options, DEMO_ROWS);
  shifts = fc_row_set_list (company->rows, FC_SHIFT);
  for (guint i = 0; i < shifts->len; i++)
    {
      const FcId *id = fc_record_get_id (shifts->pdata[i]);
      FcRowSet *rows = demo_company_shift (company, id);
      g_autoptr (FcShiftSheet) sheet = NULL;

      if (fc_record_is_null (shifts->pdata[i], FC_SHIFT_SUBMITTED_AT))
        continue;
      add_prices (company, rows, shifts->pdata[i]);
      sheet = fc_shift_sheet_new (rows, id);
      count_papers (&papers, sheet);
      check_papers (sheet, rows);
    }
  g_assert_cmpuint (papers.n_shared, >=, 15);
  g_assert_cmpuint (papers.n_slips, >, 300);
  g_assert_cmpuint (papers.n_drive_offs, ==, 1);
  g_assert_cmpuint (papers.n_cuts, >=, 2);
  g_assert_cmpuint (papers.n_replaced, ==, 1);
  g_assert_cmpuint (papers.n_signatures, >, 200);
  g_assert_cmpuint (papers.n_corrections, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/papers/agree", test_papers_agree);
  return g_test_run ();
}
