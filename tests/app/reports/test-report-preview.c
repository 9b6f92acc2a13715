/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-preview.h"

/* The window that shows a report prints and saves it, too. */

#define PATIENCE_US (30 * G_USEC_PER_SEC)

static GtkWindow *
open_preview (void)
{
  g_autoptr (FcReport) report = fc_report_new ("Shift report", "EUR", NULL);
  FcReportSection *section = fc_report_add_section (report, "Cash");
  GtkWidget *preview;

  fc_report_add_figure (section, "Counted", 12345, TRUE);
  report->file_name = g_strdup ("shift-HF01-2026-11-20-2");
  report->subject = g_strdup ("Shift 2");
  report->company = g_strdup ("Harbour Fuel");
  report->station = g_strdup ("Carrigmore");
  preview = fc_report_preview_new (report, NULL);
  gtk_window_present (GTK_WINDOW (preview));
  return GTK_WINDOW (preview);
}

static GtkWidget *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static void
wait_for (gboolean (*is_so) (gpointer),
          gpointer data)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  while (!is_so (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static gboolean
has_chooser (gpointer data)
{
  return (find_chooser () != NULL) == GPOINTER_TO_INT (data);
}

static void
test_asks_where_to_save (void)
{
  static const char *const formats[] = { "pdf", "xlsx", "csv" };
  GtkWindow *preview = open_preview ();

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *expected = g_strdup_printf ("shift-HF01-2026-11-20-2.%s", formats[i]), *name = NULL;

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (preview), "report.save", "s", formats[i]));
      wait_for (has_chooser, GINT_TO_POINTER (TRUE));
      name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (find_chooser ()));
      g_assert_cmpstr (name, ==, expected);
      gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_CANCEL);
      wait_for (has_chooser, GINT_TO_POINTER (FALSE));
    }
  gtk_window_destroy (preview);
}

static void
test_may_be_closed_while_it_asks (void)
{
  GtkWindow *preview = open_preview ();

  gtk_widget_activate_action (GTK_WIDGET (preview), "report.save", "s", "pdf");
  wait_for (has_chooser, GINT_TO_POINTER (TRUE));
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_CANCEL);
  wait_for (has_chooser, GINT_TO_POINTER (FALSE));
  gtk_widget_activate_action (GTK_WIDGET (preview), "report.save", "s", "pdf");
  wait_for (has_chooser, GINT_TO_POINTER (TRUE));
  gtk_window_destroy (preview);
  wait_for (has_chooser, GINT_TO_POINTER (FALSE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/reports/preview/asks-where-to-save", test_asks_where_to_save);
  g_test_add_func ("/reports/preview/may-be-closed-while-it-asks", test_may_be_closed_while_it_asks);
  return g_test_run ();
}
