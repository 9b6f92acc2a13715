/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-preview.h"

#include "fc-report-layout.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define PAGE_SCALE 1.15 /* of the paper's points to pixels */

struct _FcReportPreview {
  AdwWindow parent_instance;

  FcReport *report;
  FcReportLayout *layout;
  double width, height;
};

G_DEFINE_FINAL_TYPE (FcReportPreview, fc_report_preview, ADW_TYPE_WINDOW)

static void
draw_page (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        user_data)
{
  FcReportPreview *self = user_data;
  guint page = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area), "page"));

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / self->width, height / self->height);
  fc_report_layout_draw (self->layout, page, cr);
}

static GtkWidget *
make_page (FcReportPreview *self,
           guint            page)
{
  GtkWidget *area = gtk_drawing_area_new ();
  g_autofree char *label =
    g_strdup_printf (_ ("Page %u of %u"), page + 1, fc_report_layout_n_pages (self->layout));

  g_object_set_data (G_OBJECT (area), "page", GUINT_TO_POINTER (page));
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), (int) (self->width * PAGE_SCALE));
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) (self->height * PAGE_SCALE));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_page, self, NULL);
  gtk_widget_set_halign (area, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (area, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return area;
}

static void
fc_report_preview_finalize (GObject *object)
{
  FcReportPreview *self = FC_REPORT_PREVIEW (object);

  g_clear_pointer (&self->layout, fc_report_layout_free);
  g_clear_pointer (&self->report, fc_report_free);

  G_OBJECT_CLASS (fc_report_preview_parent_class)->finalize (object);
}

static void
fc_report_preview_class_init (FcReportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_report_preview_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_report_preview_init (FcReportPreview *self)
{
}

GtkWidget *
fc_report_preview_new (FcReport  *report,
                       GtkWindow *parent)
{
  FcReportPreview *self = g_object_new (FC_TYPE_REPORT_PREVIEW, "transient-for", parent, "title", report->title, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pages = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *bar = adw_header_bar_new ();

  self->report = report;
  fc_report_paper (&self->width, &self->height);
  self->layout = fc_report_layout_new (report, self->width, self->height);
  gtk_widget_set_margin_top (pages, 18);
  gtk_widget_set_margin_bottom (pages, 18);
  for (guint page = 0; page < fc_report_layout_n_pages (self->layout); page++)
    gtk_box_append (GTK_BOX (pages), make_page (self, page));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), pages);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (report->title, report->subject));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  return GTK_WIDGET (self);
}

/* What the print operation holds on to until it is done. */
typedef struct {
  FcReport *report;
  FcReportLayout *layout;
  GtkWindow *parent;
} Printing;

static void
printing_free (gpointer   pointer,
               GClosure  *closure)
{
  Printing *printing = pointer;

  g_clear_pointer (&printing->layout, fc_report_layout_free);
  fc_report_free (printing->report);
  g_object_unref (printing->parent);
  g_free (printing);
}

static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          Printing          *printing)
{
  g_clear_pointer (&printing->layout, fc_report_layout_free);
  printing->layout = fc_report_layout_new (printing->report, gtk_print_context_get_width (context),
                                           gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (operation, (int) fc_report_layout_n_pages (printing->layout));
}

static void
draw_cb (GtkPrintOperation *operation,
         GtkPrintContext   *context,
         int                page,
         Printing          *printing)
{
  fc_report_layout_draw (printing->layout, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         Printing                *printing)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || !FC_IS_WINDOW (printing->parent))
    return;
  gtk_print_operation_get_error (operation, &error);
  fc_window_tell_error (FC_WINDOW (printing->parent), _ ("This was not printed"), error);
}

void
fc_report_print (FcReport  *report,
                 GtkWindow *parent)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  Printing *printing = g_new0 (Printing, 1);

  printing->report = report;
  printing->parent = g_object_ref (parent);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (operation, report->file_name);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), printing);
  g_signal_connect_data (operation, "done", G_CALLBACK (done_cb), printing, printing_free, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
