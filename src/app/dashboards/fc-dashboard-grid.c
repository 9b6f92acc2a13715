/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-grid.h"

#define SPACING    18
#define ROW_HEIGHT 36
#define N_FORMS    3 /* as it was arranged; tiles twice as wide; one beneath the other */

struct _FcDashboardGrid {
  GtkWidget parent_instance;

  GPtrArray *children; /* owned by the widget tree */
  FcDashboardLayout *forms[N_FORMS];
  guint form;          /* of the last allocation */
  int width;           /* likewise */
  GArray *heights;     /* int: of its rows */
};

G_DEFINE_FINAL_TYPE (FcDashboardGrid, fc_dashboard_grid, GTK_TYPE_WIDGET)

static int
width_of (int columns,
          int width)
{
  return (width + SPACING) * columns / FC_DASHBOARD_COLUMNS - SPACING;
}

static int
least_width (GtkWidget *child)
{
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

static guint
n_tiles (FcDashboardGrid *self)
{
  return self->forms[0] != NULL ? MIN (self->children->len, self->forms[0]->tiles->len) : 0;
}

static gboolean
fits (FcDashboardGrid         *self,
      const FcDashboardLayout *form,
      int                      width)
{
  for (guint i = 0; i < n_tiles (self); i++)
    if (least_width (self->children->pdata[i]) > width_of (fc_dashboard_layout_tile (form, i)->w, width))
      return FALSE;
  return TRUE;
}

static guint
form_for (FcDashboardGrid *self,
          int              width)
{
  for (guint i = 0; i < N_FORMS - 1; i++)
    if (self->forms[i] != NULL && fits (self, self->forms[i], width))
      return i;
  return N_FORMS - 1;
}

/* The heights of @count rows from @first, with what lies between them. */
static int
height_of (const GArray *heights,
           int           first,
           int           count)
{
  int height = MAX (count - 1, 0) * SPACING;

  for (int i = first; i < first + count; i++)
    height += g_array_index (heights, int, i);
  return height;
}

static gint
compare_ends (gconstpointer a,
              gconstpointer b,
              gpointer      layout)
{
  const FcDashboardTile *one = fc_dashboard_layout_tile (layout, *(const guint *) a);
  const FcDashboardTile *other = fc_dashboard_layout_tile (layout, *(const guint *) b);

  return one->y + one->h - other->y - other->h;
}

/* Each row is as high as it has to be; what a tile needs beyond its rows, its last row gives. */
static GArray *
row_heights (FcDashboardGrid *self,
             guint            form,
             int              width)
{
  FcDashboardLayout *layout = self->forms[form];
  int rows = layout != NULL ? fc_dashboard_layout_rows (layout) : 0, each = form < N_FORMS - 1 ? ROW_HEIGHT : 0;
  GArray *heights = g_array_sized_new (FALSE, FALSE, sizeof (int), (guint) rows);
  g_autoptr (GArray) order = layout != NULL ? fc_dashboard_layout_order (layout) : NULL;

  for (int i = 0; i < rows; i++)
    g_array_append_val (heights, each);
  if (order != NULL)
    g_array_sort_with_data (order, compare_ends, layout);
  for (guint i = 0; order != NULL && i < order->len; i++)
    {
      guint number = g_array_index (order, guint, i);
      const FcDashboardTile *tile = fc_dashboard_layout_tile (layout, number);
      int needed;

      if (number >= n_tiles (self))
        continue;
      gtk_widget_measure (self->children->pdata[number], GTK_ORIENTATION_VERTICAL, width_of (tile->w, width), NULL, &needed,
                          NULL, NULL);
      g_array_index (heights, int, tile->y + tile->h - 1) += MAX (needed - height_of (heights, tile->y, tile->h), 0);
    }
  return heights;
}

static GtkSizeRequestMode
fc_dashboard_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fc_dashboard_grid_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  FcDashboardGrid *self = FC_DASHBOARD_GRID (widget);
  int least = 0;

  for (guint i = 0; i < self->children->len; i++)
    least = MAX (least, least_width (self->children->pdata[i]));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (least, FC_DASHBOARD_COLUMNS * 100);
    }
  else
    {
      int width = MAX (for_size, least);
      g_autoptr (GArray) heights = row_heights (self, form_for (self, width), width);

      *minimum = *natural = height_of (heights, 0, (int) heights->len);
    }
}

static void
fc_dashboard_grid_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  FcDashboardGrid *self = FC_DASHBOARD_GRID (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  self->width = width;
  self->form = form_for (self, width);
  g_array_unref (self->heights);
  self->heights = row_heights (self, self->form, width);
  for (guint i = 0; i < n_tiles (self); i++)
    {
      const FcDashboardTile *tile = fc_dashboard_layout_tile (self->forms[self->form], i);
      int x = width_of (tile->x, width) + SPACING, wide = width_of (tile->w, width);
      int y = height_of (self->heights, 0, tile->y) + (tile->y > 0 ? SPACING : 0);

      gtk_widget_size_allocate (self->children->pdata[i],
                                &(GtkAllocation){ mirrored ? width - x - wide : x, y, wide,
                                                  height_of (self->heights, tile->y, tile->h) },
                                -1);
    }
}

static void
forget_forms (FcDashboardGrid *self)
{
  for (guint i = 0; i < N_FORMS; i++)
    g_clear_pointer (&self->forms[i], fc_dashboard_layout_free);
}

static void
fc_dashboard_grid_dispose (GObject *object)
{
  FcDashboardGrid *self = FC_DASHBOARD_GRID (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->children, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  forget_forms (self);

  G_OBJECT_CLASS (fc_dashboard_grid_parent_class)->dispose (object);
}

static void
fc_dashboard_grid_finalize (GObject *object)
{
  FcDashboardGrid *self = FC_DASHBOARD_GRID (object);

  g_ptr_array_unref (self->children);
  g_array_unref (self->heights);

  G_OBJECT_CLASS (fc_dashboard_grid_parent_class)->finalize (object);
}

static void
fc_dashboard_grid_class_init (FcDashboardGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_dashboard_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_dashboard_grid_finalize;
  widget_class->get_request_mode = fc_dashboard_grid_get_request_mode;
  widget_class->measure = fc_dashboard_grid_measure;
  widget_class->size_allocate = fc_dashboard_grid_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "dashboardgrid");
}

static void
fc_dashboard_grid_init (FcDashboardGrid *self)
{
  self->children = g_ptr_array_new ();
  self->heights = g_array_new (FALSE, FALSE, sizeof (int));
}

GtkWidget *
fc_dashboard_grid_new (void)
{
  return g_object_new (FC_TYPE_DASHBOARD_GRID, NULL);
}

void
fc_dashboard_grid_append (FcDashboardGrid *self,
                          GtkWidget       *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_ptr_array_add (self->children, child);
}

void
fc_dashboard_grid_remove (FcDashboardGrid *self,
                          guint            number)
{
  gtk_widget_unparent (g_ptr_array_steal_index (self->children, number));
}

GtkWidget *
fc_dashboard_grid_child (FcDashboardGrid *self,
                         guint            number)
{
  return self->children->pdata[number];
}

/* The same tiles, numbered as before, each so many times as wide; those beneath one another need no height of their own. */
static FcDashboardLayout *
widened (const FcDashboardLayout *layout,
         int                      times)
{
  g_autoptr (GArray) order = fc_dashboard_layout_order (layout);
  g_autoptr (FcDashboardLayout) flowed = fc_dashboard_layout_new ();
  FcDashboardLayout *wide = fc_dashboard_layout_copy (layout);

  for (guint i = 0; i < order->len; i++)
    {
      FcDashboardTile *tile = fc_dashboard_layout_tile (wide, g_array_index (order, guint, i));

      fc_dashboard_layout_add (flowed, tile->kind, tile->w * times, times < FC_DASHBOARD_COLUMNS ? tile->h : 1);
      tile->x = fc_dashboard_layout_tile (flowed, i)->x;
      tile->y = fc_dashboard_layout_tile (flowed, i)->y;
      tile->w = fc_dashboard_layout_tile (flowed, i)->w;
      tile->h = fc_dashboard_layout_tile (flowed, i)->h;
    }
  return wide;
}

/**
 * fc_dashboard_grid_arrange:
 * @layout: with a tile for each child
 */
void
fc_dashboard_grid_arrange (FcDashboardGrid         *self,
                           const FcDashboardLayout *layout)
{
  forget_forms (self);
  self->forms[0] = fc_dashboard_layout_copy (layout);
  self->forms[1] = widened (layout, 2);
  self->forms[2] = widened (layout, FC_DASHBOARD_COLUMNS);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
fc_dashboard_grid_is_full (FcDashboardGrid *self)
{
  return self->form == 0;
}

void
fc_dashboard_grid_cell (FcDashboardGrid *self,
                        double           x,
                        double           y,
                        int             *column,
                        int             *row)
{
  double each = (double) (self->width + SPACING) / FC_DASHBOARD_COLUMNS, top = 0;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = self->width - x;
  *column = (int) (x / each + 0.5);
  for (*row = 0; *row < (int) self->heights->len; (*row)++)
    {
      int height = g_array_index (self->heights, int, *row);

      if (y < top + height / 2.0)
        return;
      top += height + SPACING;
    }
}
