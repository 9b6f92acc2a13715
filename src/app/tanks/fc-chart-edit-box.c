/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chart-edit-box.h"

#include <glib/gi18n.h>

#include "fc-calculator.h"
#include "fc-display.h"
#include "fc-grid.h"

#define HEIGHT 240 /* of the table: a chart may have hundreds of rows */

enum { LEVEL, VOLUME, N_COLUMNS };

static const FcNumberKind kinds[N_COLUMNS] = { FC_NUMBER_LENGTH, FC_NUMBER_VOLUME };

/* A row of the table; the last is empty and waits for a new point. */
typedef struct {
  gboolean is_known[N_COLUMNS];
  gboolean is_wrong[N_COLUMNS]; /* what stands there is no number */
  gint64 values[N_COLUMNS];
} Row;

struct _FcChartEditBox {
  AdwBin parent_instance;

  FcGrid *grid;
  GtkLabel *told;
  GtkWidget *use;

  GArray *rows;   /* Row, as in the table */
  GArray *points; /* FcChartPoint, by level: what can be used of them */
  gint64 capacity;
  gint64 diameter;
};

G_DEFINE_FINAL_TYPE (FcChartEditBox, fc_chart_edit_box, ADW_TYPE_BIN)

enum {
  PREVIEW,
  USE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_whole (const Row *row)
{
  return row->is_known[LEVEL] && row->is_known[VOLUME];
}

static gboolean
is_begun (const Row *row)
{
  return row->is_known[LEVEL] || row->is_known[VOLUME] || row->is_wrong[LEVEL] || row->is_wrong[VOLUME];
}

static void
show_row (FcChartEditBox *self,
          guint           at)
{
  const Row *row = &g_array_index (self->rows, Row, at);
  g_autofree char *name = g_strdup_printf (_ ("line %u"), at + 1);

  fc_grid_set_row_name (self->grid, at, name);
  for (int column = 0; column < N_COLUMNS; column++)
    {
      g_autofree char *text =
        row->is_known[column] ? fc_number_edit (kinds[column], row->values[column], NULL) : g_strdup ("");

      if (!row->is_wrong[column])
        fc_grid_set_text (self->grid, at, (guint) column, text);
    }
}

static void
add_row (FcChartEditBox *self,
         const Row      *row)
{
  g_array_append_val (self->rows, *row);
  fc_grid_set_n_rows (self->grid, self->rows->len);
  show_row (self, self->rows->len - 1);
}

/* The row of the table that holds this level. */
static guint
row_of (FcChartEditBox *self,
        gint64          level)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_whole (&g_array_index (self->rows, Row, i)) && g_array_index (self->rows, Row, i).values[LEVEL] == level)
      return i;
  return 0;
}

/* What is not whole, or has a level for the second time; TRUE: none. */
static gboolean
collect (FcChartEditBox *self)
{
  gboolean good = TRUE;

  g_array_set_size (self->points, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      FcChartPoint point = { row->values[LEVEL], row->values[VOLUME] };
      guint before = self->points->len;
      const char *trouble = NULL;

      if (is_whole (row))
        {
          fc_chart_points_insert (self->points, &point);
          trouble = self->points->len == before ? _ ("This level stands in another line, too") : NULL;
        }
      else if (is_begun (row))
        trouble = _ ("A level and a volume are needed");
      fc_grid_set_note (self->grid, i, FC_GRID_NOTE_ERROR, trouble, NULL, NULL, NULL);
      good = good && trouble == NULL;
    }
  return good;
}

static void
tell (FcChartEditBox *self,
      FcMessages     *messages)
{
  g_autoptr (GString) general = g_string_new (NULL);

  for (guint i = 0; i < fc_messages_get_n_items (messages); i++)
    {
      const FcMessage *message = fc_messages_get (messages, i);

      if (message->line == 0 || message->severity != FC_SEVERITY_ERROR)
        g_string_append_printf (general, "%s%s", general->len > 0 ? "\n" : "", message->text);
      else
        fc_grid_set_note (self->grid,
                          row_of (self, g_array_index (self->points, FcChartPoint, message->line - 1).level),
                          FC_GRID_NOTE_ERROR, message->text, NULL, NULL, NULL);
    }
  gtk_label_set_text (self->told, general->str);
  gtk_widget_set_visible (GTK_WIDGET (self->told), general->len > 0);
}

/* The curve follows every figure; a chart that is not one yet leaves the old curve standing. */
static void
check (FcChartEditBox *self)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  gboolean good = collect (self);

  good = fc_chart_points_check ((const FcChartPoint *) (void *) self->points->data, self->points->len, self->capacity,
                                self->diameter, messages) == 0 && good;
  tell (self, messages);
  gtk_widget_set_sensitive (self->use, good);
  if (good)
    g_signal_emit (self, signals[PREVIEW], 0, self->points);
}

static void
committed_cb (FcChartEditBox *self,
              guint           at,
              guint           column,
              const char     *text)
{
  Row *row = &g_array_index (self->rows, Row, at);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GError) error = NULL;

  row->is_wrong[column] = FALSE;
  row->is_known[column] = stripped[0] != '\0';
  if (row->is_known[column] && !fc_number_parse (kinds[column], stripped, NULL, &row->values[column], &error))
    {
      row->is_known[column] = FALSE;
      row->is_wrong[column] = TRUE;
    }
  fc_grid_set_error (self->grid, at, column, error != NULL ? error->message : NULL);
  show_row (self, at);
  if (at == self->rows->len - 1 && is_begun (row))
    add_row (self, &(Row) { .values = { 0 } });
  check (self);
}

static void
removed_cb (FcChartEditBox *self,
            guint           at)
{
  if (at + 1 >= self->rows->len)
    return;
  g_array_remove_index (self->rows, at);
  fc_grid_set_n_rows (self->grid, self->rows->len);
  for (guint i = at; i < self->rows->len; i++)
    {
      for (guint column = 0; column < N_COLUMNS; column++)
        fc_grid_set_error (self->grid, i, column, NULL);
      show_row (self, i);
    }
  check (self);
}

static void
put_away (FcChartEditBox *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[PREVIEW], 0, NULL);
}

static void
use_cb (FcChartEditBox *self)
{
  g_autofree char *chart =
    fc_chart_points_to_json ((const FcChartPoint *) (void *) self->points->data, self->points->len);

  g_signal_emit (self, signals[USE], 0, chart);
  put_away (self);
}

static void
fc_chart_edit_box_finalize (GObject *object)
{
  FcChartEditBox *self = FC_CHART_EDIT_BOX (object);

  g_array_unref (self->rows);
  g_array_unref (self->points);

  G_OBJECT_CLASS (fc_chart_edit_box_parent_class)->finalize (object);
}

static void
fc_chart_edit_box_class_init (FcChartEditBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_chart_edit_box_finalize;
  signals[PREVIEW] = g_signal_new ("preview", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[USE] = g_signal_new ("use", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
}

static GtkWidget *
make_buttons (FcChartEditBox *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *away = gtk_button_new_with_mnemonic (_ ("_Discard"));

  self->use = gtk_button_new_with_mnemonic (_ ("_Use this chart"));
  gtk_widget_add_css_class (self->use, "suggested-action");
  g_signal_connect_swapped (self->use, "clicked", G_CALLBACK (use_cb), self);
  g_signal_connect_swapped (away, "clicked", G_CALLBACK (put_away), self);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), away);
  gtk_box_append (GTK_BOX (buttons), self->use);
  return buttons;
}

static void
fc_chart_edit_box_init (FcChartEditBox *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scrolled = gtk_scrolled_window_new ();

  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->points = g_array_new (FALSE, FALSE, sizeof (FcChartPoint));
  self->grid = FC_GRID (fc_grid_new (_ ("Strapping chart")));
  fc_grid_add_column (self->grid, _ ("Level"), C_ ("unit", "mm"), FC_GRID_NUMERIC | FC_GRID_EDITABLE, 10);
  fc_grid_add_column (self->grid, _ ("Volume"), fc_show_volume_unit (), FC_GRID_NUMERIC | FC_GRID_EDITABLE, 12);
  g_signal_connect_swapped (self->grid, "committed", G_CALLBACK (committed_cb), self);
  g_signal_connect_swapped (self->grid, "removed", G_CALLBACK (removed_cb), self);
  self->told = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->told, TRUE);
  gtk_label_set_xalign (self->told, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->told), "warning");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), HEIGHT);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->told));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
fc_chart_edit_box_new (void)
{
  return g_object_new (FC_TYPE_CHART_EDIT_BOX, NULL);
}

/**
 * fc_chart_edit_box_open:
 * @chart: (nullable): as the tank keeps it; one that cannot be read is begun anew
 * @capacity: mL, to warn where the top does not go with the tank; 0: not known
 * @diameter: mm, likewise
 */
void
fc_chart_edit_box_open (FcChartEditBox *self,
                        const char     *chart,
                        gint64          capacity,
                        gint64          diameter)
{
  g_autoptr (GArray) points = chart != NULL ? fc_chart_points_from_json (chart, NULL) : NULL;

  g_return_if_fail (FC_IS_CHART_EDIT_BOX (self));

  self->capacity = capacity;
  self->diameter = diameter;
  g_array_set_size (self->rows, 0);
  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const FcChartPoint *point = &g_array_index (points, FcChartPoint, i);
      Row row = { { TRUE, TRUE }, { FALSE, FALSE }, { point->level, point->volume } };

      g_array_append_val (self->rows, row);
    }
  g_array_set_size (self->rows, self->rows->len + 1);
  fc_grid_set_n_rows (self->grid, 0);
  fc_grid_set_n_rows (self->grid, self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, i);
  check (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  fc_grid_focus_first (self->grid);
}
