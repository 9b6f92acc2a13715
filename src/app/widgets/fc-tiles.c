/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tiles.h"

struct _FcTiles {
  GtkWidget parent_instance;

  int spacing;
  int n_children;
};

G_DEFINE_FINAL_TYPE (FcTiles, fc_tiles, GTK_TYPE_WIDGET)

/* What the widest child needs. */
static int
tile_width (FcTiles  *self,
            gboolean  wanted)
{
  int width = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
      width = MAX (width, wanted ? natural : least);
    }
  return width;
}

/* Rows are filled evenly: four tiles stand as four, two and two, or one by one. */
static int
columns_for (FcTiles *self,
             int      width)
{
  int least = tile_width (self, FALSE), rows = 1, columns = self->n_children;

  while (columns > 1 && columns * least + (columns - 1) * self->spacing > width)
    columns = (self->n_children + rows) / (rows + 1), rows++;
  return MAX (columns, 1);
}

/* The height of the row that begins with @child; @next is the first of the one beneath. */
static int
row_height (GtkWidget  *child,
            int         columns,
            int         width,
            GtkWidget **next)
{
  int height = 0;

  for (; child != NULL && columns > 0; child = gtk_widget_get_next_sibling (child), columns--)
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  *next = child;
  return height;
}

static GtkSizeRequestMode
fc_tiles_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fc_tiles_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  FcTiles *self = FC_TILES (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int columns, width;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = tile_width (self, FALSE);
      *natural = self->n_children * tile_width (self, TRUE) + MAX (self->n_children - 1, 0) * self->spacing;
      return;
    }
  width = for_size >= 0 ? for_size : tile_width (self, FALSE);
  columns = columns_for (self, width);
  width = (width - (columns - 1) * self->spacing) / columns;
  *minimum = 0;
  while (child != NULL)
    {
      *minimum += row_height (child, columns, width, &child);
      *minimum += child != NULL ? self->spacing : 0;
    }
  *natural = *minimum;
}

static void
fc_tiles_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  FcTiles *self = FC_TILES (widget);
  int columns = columns_for (self, width), each = (width - (columns - 1) * self->spacing) / columns, y = 0;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL)
    {
      GtkWidget *next;
      int tall = row_height (child, columns, each, &next), x = 0;

      for (; child != next; child = gtk_widget_get_next_sibling (child))
        {
          gtk_widget_size_allocate (child, &(GtkAllocation){ mirrored ? width - x - each : x, y, each, tall }, -1);
          x += each + self->spacing;
        }
      y += tall + self->spacing;
    }
}

static void
fc_tiles_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fc_tiles_parent_class)->dispose (object);
}

static void
fc_tiles_class_init (FcTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_tiles_dispose;
  widget_class->get_request_mode = fc_tiles_get_request_mode;
  widget_class->measure = fc_tiles_measure;
  widget_class->size_allocate = fc_tiles_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "tiles");
}

static void
fc_tiles_init (FcTiles *self)
{
}

/**
 * fc_tiles_new:
 * @spacing: in pixels, between tiles and between rows
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_tiles_new (int spacing)
{
  FcTiles *self = g_object_new (FC_TYPE_TILES, NULL);

  self->spacing = spacing;
  return GTK_WIDGET (self);
}

/* All of them are shown: none may be hidden. */
void
fc_tiles_append (FcTiles   *self,
                 GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  self->n_children++;
}
