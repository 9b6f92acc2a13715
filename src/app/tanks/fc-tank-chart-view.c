/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-chart-view.h"

#include "fc-chart-edit-box.h"
#include "fc-chart-import-box.h"
#include "fc-plot-ticks.h"
#include "fc-plot-pane.h"
#include "fc-record-form.h"
#include "fc-tank-card.h"
#include "fc-tank-chart.h"

#include <glib/gi18n.h>

#define MOST_STEPS 50

struct _FcTankChartView {
  AdwBin parent_instance;

  FcPage *page; /* not owned: it holds us */
  FcRecordForm *form;
  FcRecord *tank;
  FcPlotPane *plot;
  GtkLabel *nothing;
  FcChartImportBox *import;
  FcChartEditBox *edit;
};

G_DEFINE_FINAL_TYPE (FcTankChartView, fc_tank_chart_view, ADW_TYPE_BIN)

static void
show_chart (FcTankChartView *self,
            FcTankChart     *chart)
{
  gint64 top = fc_tank_chart_top (chart), step = (gint64) MAX (1, fc_tick_step (0, (double) top, MOST_STEPS));
  double levels[MOST_STEPS + 2], volumes[MOST_STEPS + 2];
  guint n = 0;
  g_autofree char *full = NULL;
  g_autofree char *description = NULL;
  g_autoptr (FcPlotData) data = NULL;

  for (gint64 level = 0; level <= top && n < G_N_ELEMENTS (levels); level += level < top ? MIN (step, top - level) : 1)
    {
      levels[n] = (double) level; /* round ones, and the top */
      volumes[n++] = (double) fc_tank_chart_volume (chart, level);
    }
  full = fc_show_volume_with_unit (fc_tank_chart_volume (chart, top), 0);
  description = g_strdup_printf (_ ("Volume by level, from empty to %s at %d mm"), full, (int) top);
  data = fc_plot_data_new (FC_PLOT_X_NUMBERS, _ ("Level"), levels, n);
  fc_plot_data_set_x_unit (data, (FcPlotUnit) { FC_PLOT_LEVEL, NULL });
  fc_plot_data_set_unit (data, (FcPlotUnit) { FC_PLOT_VOLUME, NULL });
  fc_plot_data_add (data, _ ("Volume"), FC_PLOT_AREA, FC_PLOT_ACCENT, volumes, NULL);
  fc_plot_pane_set (self->plot, data, description);
}

static void
show_curve (FcTankChartView *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTankChart) chart = fc_tank_chart_new (self->tank, &error);

  gtk_widget_set_visible (GTK_WIDGET (self->plot), chart != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), chart == NULL);
  if (chart != NULL)
    show_chart (self, chart);
  else
    gtk_label_set_text (self->nothing, error != NULL ? error->message
                                                     : _ ("This tank has neither a strapping chart nor dimensions: "
                                                          "a dip cannot be turned into a volume yet."));
}

/* The curve of the file or of what is typed, before anything is changed. */
static void
preview_cb (FcTankChartView *self,
            GArray          *points)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTankChart) chart = NULL;

  if (points != NULL)
    chart = fc_chart_points_to_chart ((const FcChartPoint *) (void *) points->data, points->len, &error);
  if (chart == NULL)
    {
      show_curve (self);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->plot), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), FALSE);
  show_chart (self, chart);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcTankChartView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    fc_page_tell_error (self->page, error);
  else
    fc_page_toast (self->page, _ ("Strapping chart saved"));
}

static void
use_cb (FcTankChartView *self,
        const char      *chart)
{
  g_autoptr (FcRecord) after = fc_record_copy (self->tank);
  FcOp *op;

  fc_record_set_text (after, FC_TANK_CHART, chart);
  op = fc_op_new_patch (self->tank, after, fc_now ());
  if (op != NULL)
    fc_replica_run_op_async (fc_page_get_replica (self->page), op, NULL, saved_cb, g_object_ref (self));
}

static void
import_clicked_cb (FcTankChartView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->edit), FALSE);
  fc_chart_import_box_open (self->import);
}

static void
edit_clicked_cb (FcTankChartView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->import), FALSE);
  fc_chart_edit_box_open (self->edit, fc_record_get_text (self->tank, FC_TANK_CHART),
                          fc_record_get_int (self->tank, FC_TANK_CAPACITY),
                          fc_record_get_int (self->tank, FC_TANK_DIAMETER));
}

static GtkWidget *
make_buttons (FcTankChartView *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *edit = gtk_button_new_with_mnemonic (_ ("_Edit chart…"));
  GtkWidget *open = gtk_button_new_with_mnemonic (_ ("_Import chart…"));

  gtk_widget_add_css_class (edit, "flat");
  gtk_widget_add_css_class (open, "flat");
  g_signal_connect_swapped (edit, "clicked", G_CALLBACK (edit_clicked_cb), self);
  g_signal_connect_swapped (open, "clicked", G_CALLBACK (import_clicked_cb), self);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (buttons), edit);
  gtk_box_append (GTK_BOX (buttons), open);
  return buttons;
}

static void
add_form (FcTankChartView   *self,
          GtkWidget         *box,
          const FcTankState *state)
{
  static const int fields[] = { FC_TANK_CHART, FC_TANK_DIAMETER, FC_TANK_LENGTH };
  FcFieldUnits units = fc_field_units_of (state->station);
  GtkWidget *group = adw_preferences_group_new ();
  gboolean may = fc_context_may (fc_page_get_context (self->page), "tanks.edit");

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Strapping chart"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("Levels with their volumes, as “500 = 4193; 1000 = 10472”. Without a chart "
                                            "the tank is taken for a lying cylinder of these dimensions."));
  self->form = fc_record_form_new (state->tank, &units);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    fc_record_form_add (self->form, group, fields[i]);
  if (may)
    {
      fc_record_form_set_live (self->form, fc_page_get_replica (self->page));
      adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), make_buttons (self));
    }
  fc_record_form_set_editable (self->form, may);
  gtk_box_append (GTK_BOX (box), group);
}

static void
fc_tank_chart_view_dispose (GObject *object)
{
  FcTankChartView *self = FC_TANK_CHART_VIEW (object);

  g_clear_object (&self->form);
  g_clear_object (&self->tank);

  G_OBJECT_CLASS (fc_tank_chart_view_parent_class)->dispose (object);
}

static void
fc_tank_chart_view_class_init (FcTankChartViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_tank_chart_view_dispose;
}

static void
fc_tank_chart_view_init (FcTankChartView *self)
{
}

GtkWidget *
fc_tank_chart_view_new (FcPage            *page,
                        const FcTankState *state)
{
  FcTankChartView *self = g_object_new (FC_TYPE_TANK_CHART_VIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  g_autofree char *name = fc_tank_title (state);

  self->page = page;
  g_set_object (&self->tank, state->tank);
  self->import = FC_CHART_IMPORT_BOX (fc_chart_import_box_new ());
  g_signal_connect_object (self->import, "preview", G_CALLBACK (preview_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->import, "use", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  self->edit = FC_CHART_EDIT_BOX (fc_chart_edit_box_new ());
  g_signal_connect_object (self->edit, "preview", G_CALLBACK (preview_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->edit, "use", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  self->plot = FC_PLOT_PANE (fc_plot_pane_new (FC_PLOT_GRAPH, _ ("Strapping chart")));
  fc_plot_pane_set_subject (self->plot, name);
  gtk_widget_set_size_request (GTK_WIDGET (self->plot), -1, 240);
  self->nothing = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->nothing, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->plot));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->nothing));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->import));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->edit));
  add_form (self, box, state);
  adw_bin_set_child (ADW_BIN (self), box);
  show_curve (self);
  return GTK_WIDGET (self);
}

/**
 * fc_tank_chart_view_refresh:
 * @tank: as it is now, whoever changed it
 */
void
fc_tank_chart_view_refresh (FcTankChartView *self,
                            FcRecord        *tank)
{
  g_return_if_fail (FC_IS_TANK_CHART_VIEW (self));

  g_set_object (&self->tank, tank);
  fc_record_form_refresh (self->form, tank);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->import)) && !gtk_widget_get_visible (GTK_WIDGET (self->edit)))
    show_curve (self);
}
