/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-golden.h"

#include "fc-report-layout-private.h"

void
fc_test_compare_with_golden (const char *name,
                             const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "reports", name, NULL);
  g_autofree char *golden = NULL;

  if (g_getenv ("FORECOURT_WRITE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_get_contents (path, &golden, NULL, NULL));
  g_assert_cmpstr (text, ==, golden);
}

static void
append_cells (GString        *text,
              const FcReport *report,
              const FcItem   *item)
{
  for (guint i = 0; i < item->section->columns->len; i++)
    {
      const FcReportColumn *column = &g_array_index (item->section->columns, FcReportColumn, i);
      g_autofree char *cell = item->row != NULL
                                ? fc_report_show (report, column->kind, item->decimals[i], &item->row->values[i])
                                : fc_report_show_title (report, column);

      g_string_append_printf (text, "%s%s", i > 0 ? " | " : "", cell);
    }
}

char *
fc_test_pages (const FcReport *report)
{
  g_autoptr (FcReportLayout) layout = fc_report_layout_new (report, 595.28, 841.89);
  GString *text = g_string_new (NULL);

  for (guint p = 0; p < layout->pages->len; p++)
    {
      const FcSheetPage *page = layout->pages->pdata[p];

      g_string_append_printf (text, "page %u\n", p + 1);
      for (guint i = 0; i < page->items->len; i++)
        {
          const FcItem *item = &g_array_index (page->items, FcItem, i);

          if (item->kind == FC_ITEM_TITLE)
            g_string_append_printf (text, "# %s · %s · %s", layout->report->title, layout->report->subject,
                                    layout->report->state);
          else if (item->kind == FC_ITEM_HEADING)
            g_string_append_printf (text, "## %s", item->section->title);
          else if (item->kind == FC_ITEM_SIGNATURES)
            g_string_append_printf (text, "signatures from %u", item->first);
          else if (item->kind == FC_ITEM_NOTE)
            g_string_append (text, item->section->note);
          else
            append_cells (text, layout->report, item);
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}
