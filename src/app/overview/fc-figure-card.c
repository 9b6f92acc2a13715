/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-figure-card.h"

#include "fc-display.h"
#include "fc-plot.h"
#include "fc-text.h"

#include <glib/gi18n.h>

struct _FcFigureCard {
  GtkWidget parent_instance;

  char *title;
  GtkWidget *button;
  FcText *value;
  FcText *change;
  FcPlot *line;
};

G_DEFINE_FINAL_TYPE (FcFigureCard, fc_figure_card, GTK_TYPE_WIDGET)

/* A figure is never cut: where a narrow card has no room for its currency, that goes to the next line. */
static FcText *
add_text (GtkWidget  *box,
          const char *text,
          const char *css_class)
{
  GtkWidget *widget = fc_text_new (text);

  gtk_widget_add_css_class (widget, css_class);
  gtk_box_append (GTK_BOX (box), widget);
  return FC_TEXT (widget);
}

static void
fc_figure_card_dispose (GObject *object)
{
  FcFigureCard *self = FC_FIGURE_CARD (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (fc_figure_card_parent_class)->dispose (object);
}

static void
fc_figure_card_class_init (FcFigureCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_figure_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fc_figure_card_init (FcFigureCard *self)
{
}

/**
 * fc_figure_card_new:
 * @title: translated
 * @page: (nullable): id of the page behind the figure
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_figure_card_new (const char *title,
                    const char *page)
{
  FcFigureCard *self = g_object_new (FC_TYPE_FIGURE_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *beneath = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->title = g_strdup (title);
  add_text (box, title, "dim-label");
  self->value = add_text (box, "…", "title-2");
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "numeric");
  fc_text_keep_line (self->value);
  self->change = add_text (beneath, "", "caption");
  self->line = FC_PLOT (fc_plot_new (FC_PLOT_SPARK));
  gtk_widget_set_hexpand (GTK_WIDGET (self->line), TRUE);
  gtk_box_append (GTK_BOX (beneath), GTK_WIDGET (self->line));
  gtk_box_append (GTK_BOX (box), beneath);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "card");
  if (page != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", page);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.page");
    }
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  fc_figure_card_show (self, "…", "", NULL, 0);
  return GTK_WIDGET (self);
}

static void
show_line (FcFigureCard *self,
           const char   *change,
           const double *line,
           guint         n_line)
{
  g_autofree double *days = g_new (double, n_line);
  g_autoptr (FcPlotData) data = NULL;

  for (guint i = 0; i < n_line; i++)
    days[i] = fc_today () - (double) (n_line - 1 - i);
  data = fc_plot_data_new (FC_PLOT_X_DATES, _ ("Day"), days, n_line);
  fc_plot_data_add (data, self->title, FC_PLOT_LINE, FC_PLOT_INK, line, NULL);
  fc_plot_set (self->line, data, change);
}

/**
 * fc_figure_card_show:
 * @value: the figure with its unit
 * @change: against what, in words and a sign
 * @line: (nullable) (array length=n_line): the last days
 */
void
fc_figure_card_show (FcFigureCard *self,
                     const char   *value,
                     const char   *change,
                     const double *line,
                     guint         n_line)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", self->title, value);

  fc_text_set (self->value, value);
  fc_text_set (self->change, change);
  gtk_widget_set_visible (GTK_WIDGET (self->line), n_line > 1);
  if (n_line > 1)
    show_line (self, change, line, n_line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, change, -1);
}
