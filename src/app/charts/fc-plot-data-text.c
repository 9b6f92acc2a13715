/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-data.h"

#include "fc-csv.h"
#include "fc-display.h"
#include "fc-line-table.h"

#include <glib/gi18n.h>
#include <math.h>

#define HOLE "–"

char *
fc_plot_data_say_x (const FcPlotData *data,
                    guint             point)
{
  switch (data->axis)
    {
    case FC_PLOT_X_DATES:
      return fc_show_date ((FcDate) data->x[point]);
    case FC_PLOT_X_TIMES:
      return fc_show_time ((gint64) data->x[point], data->zone);
    case FC_PLOT_X_NUMBERS:
      return fc_plot_unit_say (data->x_unit, data->x[point]);
    case FC_PLOT_X_NAMES:
    default:
      return g_strdup (data->names[point]);
    }
}

static char *
tell (const FcPlotData *data, guint series, guint point, char *(*write) (FcPlotUnit unit, double value))
{
  const FcPlotSeries *column = fc_plot_data_series (data, series);
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (isnan (column->y[point]))
    return g_strdup (HOLE);
  if (column->high == NULL)
    return write (data->unit, column->y[point]);
  low = fc_plot_unit_figure (data->unit, column->y[point]);
  high = write (data->unit, column->high[point]);
  return g_strdup_printf ("%s … %s", low, high);
}

char *
fc_plot_data_say (const FcPlotData *data,
                  guint             series,
                  guint             point)
{
  return tell (data, series, point, fc_plot_unit_say);
}

static char *
titled (const char *title,
        FcPlotUnit  unit)
{
  const char *name = fc_plot_unit_name (unit);

  return name[0] != '\0' ? g_strdup_printf ("%s (%s)", title, name) : g_strdup (title);
}

/**
 * fc_plot_data_title:
 *
 * Returns: (transfer full): the series' name with the unit of its figures: "Sales (EUR)"
 */
char *
fc_plot_data_title (const FcPlotData *data,
                    guint             series)
{
  return titled (fc_plot_data_series (data, series)->name, data->unit);
}

/* As other programs read it, whoever's locale they run in. */
static char *
x_for_file (const FcPlotData *data,
            guint             point)
{
  switch (data->axis)
    {
    case FC_PLOT_X_DATES:
      return fc_date_to_iso ((FcDate) data->x[point]);
    case FC_PLOT_X_TIMES:
      return fc_time_to_iso ((gint64) data->x[point]);
    case FC_PLOT_X_NUMBERS:
      return fc_plot_unit_decimal (data->x_unit, data->x[point]);
    case FC_PLOT_X_NAMES:
    default:
      return g_strdup (data->names[point]);
    }
}

static void
add_cell (GPtrArray  *cells,
          FcPlotUnit  unit,
          double      value)
{
  g_ptr_array_add (cells, isnan (value) ? g_strdup ("") : fc_plot_unit_decimal (unit, value));
}

/* A band has two columns, of its lower and its upper edge. */
static void
add_titles (GPtrArray        *cells,
            const FcPlotData *data,
            guint             series)
{
  const FcPlotSeries *column = fc_plot_data_series (data, series);
  /* Translators: %s is what is known to lie between a low and a high value: “Tolerance, low” */
  g_autofree char *low = g_strdup_printf (_ ("%s, low"), column->name);
  g_autofree char *high = g_strdup_printf (_ ("%s, high"), column->name);

  if (column->high == NULL)
    {
      g_ptr_array_add (cells, titled (column->name, data->unit));
      return;
    }
  g_ptr_array_add (cells, titled (low, data->unit));
  g_ptr_array_add (cells, titled (high, data->unit));
}

typedef void (*AppendRow) (GString *out, const char *const *cells);

static void
append_tabbed (GString           *out,
               const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_autofree char *cell = g_strdelimit (g_strdup (cells[i]), "\t\r\n", ' ');

      g_string_append_printf (out, "%s%s", i > 0 ? "\t" : "", cell);
    }
  g_string_append_c (out, '\n');
}

static char *
write_rows (const FcPlotData *data,
            AppendRow         append_row)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, titled (data->x_title, data->axis == FC_PLOT_X_NUMBERS ? data->x_unit : (FcPlotUnit) { 0 }));
  for (guint s = 0; s < data->series->len; s++)
    add_titles (cells, data, s);
  g_ptr_array_add (cells, NULL);
  append_row (out, (const char *const *) cells->pdata);
  for (guint i = 0; i < data->n; i++)
    {
      g_ptr_array_set_size (cells, 0);
      g_ptr_array_add (cells, x_for_file (data, i));
      for (guint s = 0; s < data->series->len; s++)
        {
          const FcPlotSeries *series = fc_plot_data_series (data, s);

          add_cell (cells, data->unit, series->y[i]);
          if (series->high != NULL)
            add_cell (cells, data->unit, series->high[i]);
        }
      g_ptr_array_add (cells, NULL);
      append_row (out, (const char *const *) cells->pdata);
    }
  return g_string_free (out, FALSE);
}

/**
 * fc_plot_data_to_csv:
 *
 * Returns: (transfer full): a header and a row a point; a band has two columns
 */
char *
fc_plot_data_to_csv (const FcPlotData *data)
{
  return write_rows (data, fc_csv_append_row);
}

/**
 * fc_plot_data_to_tabbed:
 *
 * Returns: (transfer full): the same rows as spreadsheets take them from the clipboard
 */
char *
fc_plot_data_to_tabbed (const FcPlotData *data)
{
  return write_rows (data, append_tabbed);
}

#define FC_TYPE_PLOT_LINES (fc_plot_lines_get_type ())
G_DECLARE_FINAL_TYPE (FcPlotLines, fc_plot_lines, FC, PLOT_LINES, GObject)

struct _FcPlotLines {
  GObject parent_instance;

  FcPlotData *data;
};

static void fc_plot_lines_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FcPlotLines,
                               fc_plot_lines,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fc_plot_lines_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return FC_TYPE_LINE;
}

static guint
get_n_items (GListModel *model)
{
  return FC_PLOT_LINES (model)->data->n;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  const FcPlotData *data = FC_PLOT_LINES (model)->data;
  FcLine *line;

  if (position >= data->n)
    return NULL;
  line = fc_line_new (data->series->len + 1);
  fc_line_take (line, 0, fc_plot_data_say_x (data, position));
  for (guint s = 0; s < data->series->len; s++)
    fc_line_take (line, s + 1, tell (data, s, position, fc_plot_unit_figure));
  return line;
}

static void
fc_plot_lines_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
fc_plot_lines_finalize (GObject *object)
{
  g_clear_pointer (&FC_PLOT_LINES (object)->data, fc_plot_data_unref);

  G_OBJECT_CLASS (fc_plot_lines_parent_class)->finalize (object);
}

static void
fc_plot_lines_class_init (FcPlotLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_plot_lines_finalize;
}

static void
fc_plot_lines_init (FcPlotLines *self)
{
}

GListModel *
fc_plot_data_lines (FcPlotData *data)
{
  FcPlotLines *self = g_object_new (FC_TYPE_PLOT_LINES, NULL);

  self->data = fc_plot_data_ref (data);
  return G_LIST_MODEL (self);
}
