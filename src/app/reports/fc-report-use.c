/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-use.h"

#include "fc-report-layout.h"

#include <glib/gi18n.h>

/* What goes on after the person has answered a dialog: the window may be closed meanwhile. */
typedef struct {
  FcReport *report;
  FcReportLayout *layout; /* (nullable): as it is printed */
  FcReportFormat format;
  char *path;                    /* (nullable): where it is written to */
  GtkFileChooserNative *chooser; /* (nullable) */
  GWeakRef window;
  FcReportTold told;
} Use;

static Use *
use_new (FcReport     *report,
         GtkWindow    *window,
         FcReportTold  told)
{
  Use *use = g_new0 (Use, 1);

  use->report = fc_report_ref (report);
  use->told = told;
  g_weak_ref_init (&use->window, window);
  return use;
}

static void
use_free (gpointer pointer)
{
  Use *use = pointer;

  g_clear_pointer (&use->layout, fc_report_layout_free);
  g_clear_object (&use->chooser);
  g_clear_pointer (&use->report, fc_report_unref);
  g_free (use->path);
  g_weak_ref_clear (&use->window);
  g_free (use);
}

static void
use_free_closure (gpointer  pointer,
                  GClosure *closure)
{
  use_free (pointer);
}

static void
tell (Use          *use,
      const char   *sentence,
      const GError *error)
{
  g_autoptr (GtkWindow) window = g_weak_ref_get (&use->window);

  if (window != NULL)
    use->told (window, sentence, error);
}

static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          Use               *use)
{
  g_clear_pointer (&use->layout, fc_report_layout_free);
  use->layout =
    fc_report_layout_new (use->report, gtk_print_context_get_width (context), gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (operation, (int) fc_report_layout_n_pages (use->layout));
}

static void
draw_cb (GtkPrintOperation *operation,
         GtkPrintContext   *context,
         int                page,
         Use               *use)
{
  fc_report_layout_draw (use->layout, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         Use                     *use)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  tell (use, _ ("This was not printed"), error);
}

void
fc_report_print (FcReport     *report,
                 GtkWindow    *window,
                 FcReportTold  told)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  Use *use = use_new (report, window, told);

  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (operation, report->file_name);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), use);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), use);
  g_signal_connect_data (operation, "done", G_CALLBACK (done_cb), use, use_free_closure, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Use *use = data;
  GError *error = NULL;

  if (fc_report_write (use->report, use->format, use->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Use *use = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (use->path);
  g_autofree char *text = g_strdup_printf (_ ("Saved as %s"), name);

  if (g_task_propagate_boolean (G_TASK (result), &error))
    tell (use, text, NULL);
  else
    tell (use, _ ("The report was not saved"), error);
}

/* The window that asked is closed: so is the question. */
static void
window_closed_cb (GtkNativeDialog *dialog)
{
  gtk_native_dialog_hide (dialog);
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           Use             *use)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GTask) task = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  use->path = file != NULL ? g_file_get_path (file) : NULL;
  if (file != NULL && use->path == NULL)
    tell (use, _ ("That place is not on this computer: choose another folder"), NULL);
  if (use->path == NULL)
    {
      use_free (use);
      return;
    }
  g_clear_object (&use->chooser);
  task = g_task_new (NULL, NULL, written_cb, NULL);
  g_task_set_task_data (task, use, use_free);
  g_task_run_in_thread (task, write_in_thread);
}

void
fc_report_save (FcReport       *report,
                FcReportFormat  format,
                GtkWindow      *window,
                FcReportTold    told)
{
  g_autofree char *file_name = g_strdup_printf ("%s.%s", report->file_name, fc_report_format_name (format));
  Use *use = use_new (report, window, told);

  use->format = format;
  use->chooser =
    gtk_file_chooser_native_new (_ ("Save the report"), window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (use->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (use->chooser), file_name);
  g_signal_connect (use->chooser, "response", G_CALLBACK (chosen_cb), use);
  g_signal_connect_object (window, "destroy", G_CALLBACK (window_closed_cb), use->chooser, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (use->chooser));
}

/**
 * fc_report_save_menu:
 *
 * Returns: (transfer full):
 */
GMenuModel *
fc_report_save_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("Save as P_DF…"), "report.save::pdf");
  g_menu_append (menu, _ ("Save as _spreadsheet…"), "report.save::xlsx");
  g_menu_append (menu, _ ("Save as _CSV…"), "report.save::csv");
  return G_MENU_MODEL (menu);
}
