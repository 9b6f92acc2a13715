/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-preview.h"

#include "fc-report-layout.h"
#include "fc-report-use.h"

#include <glib/gi18n.h>

#define PAGE_SCALE 1.15 /* of the paper's points to pixels */

struct _FcReportPreview {
  AdwWindow parent_instance;

  FcReport *report;
  FcReportLayout *layout;
  double width, height;
  AdwToastOverlay *toasts;
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
  g_autofree char *label = g_strdup_printf (_ ("Page %u of %u"), page + 1, fc_report_layout_n_pages (self->layout));

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
tell (GtkWindow    *window,
      const char   *sentence,
      const GError *error)
{
  FcReportPreview *self = FC_REPORT_PREVIEW (window);
  g_autofree char *text = error != NULL ? g_strdup_printf ("%s: %s", sentence, error->message) : g_strdup (sentence);
  AdwToast *toast = adw_toast_new (text);

  if (error != NULL)
    adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
print_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *target)
{
  fc_report_print (FC_REPORT_PREVIEW (widget)->report, GTK_WINDOW (widget), tell);
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *target)
{
  FcReportFormat format;

  if (fc_report_format_from_name (g_variant_get_string (target, NULL), &format))
    fc_report_save (FC_REPORT_PREVIEW (widget)->report, format, GTK_WINDOW (widget), tell);
}

static GtkWidget *
make_bar (FcReportPreview *self)
{
  GtkWidget *bar = adw_header_bar_new (), *save = gtk_menu_button_new ();
  GtkWidget *print = gtk_button_new_with_mnemonic (_ ("_Print…"));
  g_autoptr (GMenuModel) menu = fc_report_save_menu ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   adw_window_title_new (self->report->title, self->report->subject));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (print), "report.print");
  gtk_widget_add_css_class (print, "suggested-action");
  gtk_widget_set_tooltip_text (print, _ ("Print (Ctrl+P)"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (save), _ ("_Save"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (save), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (save), menu);
  gtk_widget_set_tooltip_text (save, _ ("Save as PDF, spreadsheet or CSV (Ctrl+S saves a PDF)"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), save);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), print);
  return bar;
}

static void
fc_report_preview_finalize (GObject *object)
{
  FcReportPreview *self = FC_REPORT_PREVIEW (object);

  g_clear_pointer (&self->layout, fc_report_layout_free);
  g_clear_pointer (&self->report, fc_report_unref);

  G_OBJECT_CLASS (fc_report_preview_parent_class)->finalize (object);
}

static void
fc_report_preview_class_init (FcReportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_report_preview_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "report.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (widget_class, "report.save", "s", save_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "report.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "report.save", "s", "pdf");
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

  self->report = fc_report_ref (report);
  fc_report_paper (&self->width, &self->height);
  self->layout = fc_report_layout_new (report, self->width, self->height);
  gtk_widget_set_margin_top (pages, 18);
  gtk_widget_set_margin_bottom (pages, 18);
  for (guint page = 0; page < fc_report_layout_n_pages (self->layout); page++)
    gtk_box_append (GTK_BOX (pages), make_page (self, page));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), pages);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, scrolled);
  gtk_widget_set_vexpand (GTK_WIDGET (self->toasts), TRUE);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), box);
  return GTK_WIDGET (self);
}
