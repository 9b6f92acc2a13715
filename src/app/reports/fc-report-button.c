/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-button.h"

#include "fc-logo.h"
#include "fc-report-company.h"
#include "fc-report-preview.h"
#include "fc-report-use.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcReportButton {
  GtkWidget parent_instance;

  GtkWidget *button;
  FcReportMaker make;
  gpointer make_data;
  FcReportFormat format; /* of the next to be saved */
};

G_DEFINE_FINAL_TYPE (FcReportButton, fc_report_button, GTK_TYPE_WIDGET)

/* What is done with a report once its logo has been read. */
typedef void (*FcReportUse) (FcReportButton *self, FcWindow *window, FcReport *report);

typedef struct {
  FcReportButton *button;
  FcReport *report;
  FcReportUse use;
} Using;

static void
logo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Using *using = user_data;
  g_autoptr (FcReportButton) self = using->button;
  g_autoptr (FcReport) report = using->report;
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  fc_report_take_logo (report, fc_logo_load_finish (FC_REPLICA (source), result));
  if (window != NULL)
    using->use (self, window, report);
}

static void
use_report (GtkWidget   *widget,
            FcReportUse  use)
{
  FcReportButton *self = FC_REPORT_BUTTON (widget);
  FcWindow *window = fc_window_of (widget);
  FcReport *report = window != NULL ? self->make (self->make_data) : NULL;
  Using *using;

  if (window == NULL)
    return;
  if (report == NULL)
    {
      fc_window_toast (window, _ ("There is nothing to report yet"));
      return;
    }
  using = g_new (Using, 1);
  *using = (Using){ g_object_ref (self), report, use };
  fc_logo_load_async (fc_context_get_replica (fc_window_get_context (window)), NULL, logo_cb, using);
}

static void
tell (GtkWindow    *window,
      const char   *sentence,
      const GError *error)
{
  if (error != NULL)
    fc_window_tell_error (FC_WINDOW (window), sentence, error);
  else
    fc_window_toast (FC_WINDOW (window), sentence);
}

static void
preview (FcReportButton *self,
         FcWindow       *window,
         FcReport       *report)
{
  GtkWidget *dialog = fc_report_preview_new (report, GTK_WINDOW (window));

  fc_window_fit_dialog (window, GTK_WINDOW (dialog), 780, 760);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
preview_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *target)
{
  use_report (widget, preview);
}

static void
print (FcReportButton *self,
       FcWindow       *window,
       FcReport       *report)
{
  fc_report_print (report, GTK_WINDOW (window), tell);
}

static void
print_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *target)
{
  use_report (widget, print);
}

static void
save (FcReportButton *self,
      FcWindow       *window,
      FcReport       *report)
{
  fc_report_save (report, self->format, GTK_WINDOW (window), tell);
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *target)
{
  FcReportButton *self = FC_REPORT_BUTTON (widget);

  if (fc_report_format_from_name (g_variant_get_string (target, NULL), &self->format))
    use_report (widget, save);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) paper = g_menu_new ();
  g_autoptr (GMenuModel) save = fc_report_save_menu ();

  g_menu_append (paper, _ ("P_review"), "report.preview");
  g_menu_append (paper, _ ("_Print…"), "report.print");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (paper));
  g_menu_append_section (menu, NULL, save);
  return G_MENU_MODEL (menu);
}

static void
fc_report_button_dispose (GObject *object)
{
  FcReportButton *self = FC_REPORT_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_report_button_parent_class)->dispose (object);
}

static void
fc_report_button_class_init (FcReportButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_report_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "report.preview", NULL, preview_activated_cb);
  gtk_widget_class_install_action (widget_class, "report.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (widget_class, "report.save", "s", save_activated_cb);
}

static void
add_shortcut (GtkEventController *controller,
              const char         *keys,
              const char         *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys),
                                                          gtk_named_action_new (action)));
}

static void
fc_report_button_init (FcReportButton *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  g_autoptr (GMenuModel) menu = make_menu ();

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "printer-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), menu);
  gtk_widget_set_tooltip_text (self->button, _ ("Report"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Report"), -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_MANAGED);
  add_shortcut (controller, "<Control>p", "report.print");
  add_shortcut (controller, "<Control><Shift>p", "report.preview");
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/**
 * fc_report_button_new:
 * @make: called for each use, with what is on the screen then
 * @user_data: must outlive the button: the view that holds it
 */
GtkWidget *
fc_report_button_new (FcReportMaker make,
                      gpointer      user_data)
{
  FcReportButton *self = g_object_new (FC_TYPE_REPORT_BUTTON, NULL);

  self->make = make;
  self->make_data = user_data;
  return GTK_WIDGET (self);
}
