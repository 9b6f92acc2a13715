/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-list-row.h"

#include "fc-text.h"

#define SPACE      12 /* between picture, text and end */
#define LINE_SPACE 3

struct _FcListRow {
  GtkListBoxRow parent_instance;

  GtkWidget *image;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *end;
};

G_DEFINE_FINAL_TYPE (FcListRow, fc_list_row, GTK_TYPE_LIST_BOX_ROW)

/* The row measures its parts itself: boxes in boxes would ask each text for a dozen sizes. */
#define FC_TYPE_LIST_ROW_LAYOUT (fc_list_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (FcListRowLayout, fc_list_row_layout, FC, LIST_ROW_LAYOUT, GtkLayoutManager)

struct _FcListRowLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (FcListRowLayout, fc_list_row_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
measured (GtkWidget      *part,
          GtkOrientation  orientation,
          int             for_size,
          gboolean        natural)
{
  int least = 0, wanted = 0;

  if (part != NULL && gtk_widget_get_visible (part))
    gtk_widget_measure (part, orientation, for_size, &least, &wanted, NULL, NULL);
  return natural ? wanted : least;
}

/* What picture and end take of the row's width. */
static int
sides (FcListRow *self)
{
  int image = measured (self->image, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
  int end = measured (self->end, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);

  return image + (image > 0 ? SPACE : 0) + end + (end > 0 ? SPACE : 0);
}

static int
text_width (FcListRow *self,
            gboolean   natural)
{
  return MAX (measured (self->title, GTK_ORIENTATION_HORIZONTAL, -1, natural),
              measured (self->subtitle, GTK_ORIENTATION_HORIZONTAL, -1, natural));
}

static int
text_height (FcListRow *self,
             int        width,
             int       *title)
{
  int subtitle = measured (self->subtitle, GTK_ORIENTATION_VERTICAL, width, TRUE);

  *title = measured (self->title, GTK_ORIENTATION_VERTICAL, width, TRUE);
  return *title + (subtitle > 0 ? LINE_SPACE + subtitle : 0);
}

static GtkSizeRequestMode
fc_list_row_layout_get_request_mode (GtkLayoutManager *layout,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fc_list_row_layout_measure (GtkLayoutManager *layout,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  FcListRow *self = FC_LIST_ROW (widget);
  int room, title;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = text_width (self, FALSE) + sides (self);
      *natural = text_width (self, TRUE) + sides (self);
      return;
    }
  room = for_size < 0 ? text_width (self, TRUE) : MAX (for_size - sides (self), 0);
  *minimum = text_height (self, room, &title);
  *minimum = MAX (*minimum, measured (self->image, GTK_ORIENTATION_VERTICAL, -1, TRUE));
  *minimum = MAX (*minimum, measured (self->end, GTK_ORIENTATION_VERTICAL, -1, TRUE));
  *natural = *minimum;
}

static void
place (GtkWidget *part,
       int        x,
       int        y,
       int        width,
       int        height,
       int        row_width)
{
  if (part == NULL || !gtk_widget_get_visible (part))
    return;
  if (gtk_widget_get_direction (part) == GTK_TEXT_DIR_RTL)
    x = row_width - x - width;
  gtk_widget_size_allocate (part, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
fc_list_row_layout_allocate (GtkLayoutManager *layout,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  FcListRow *self = FC_LIST_ROW (widget);
  int image = measured (self->image, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
  int end = measured (self->end, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
  int room = MAX (width - sides (self), 0), x = image > 0 ? image + SPACE : 0;
  int title, whole = text_height (self, room, &title), y = MAX ((height - whole) / 2, 0);

  place (self->image, 0, 0, image, height, width);
  place (self->title, x, y, room, title, width);
  place (self->subtitle, x, y + title + LINE_SPACE, room, whole - title - LINE_SPACE, width);
  place (self->end, width - end, 0, end, height, width);
}

static void
fc_list_row_layout_class_init (FcListRowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = fc_list_row_layout_get_request_mode;
  layout_class->measure = fc_list_row_layout_measure;
  layout_class->allocate = fc_list_row_layout_allocate;
}

static void
fc_list_row_layout_init (FcListRowLayout *self)
{
}

static void
fc_list_row_dispose (GObject *object)
{
  FcListRow *self = FC_LIST_ROW (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->subtitle, gtk_widget_unparent);
  g_clear_pointer (&self->end, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_list_row_parent_class)->dispose (object);
}

static void
fc_list_row_class_init (FcListRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_list_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), FC_TYPE_LIST_ROW_LAYOUT);
}

static void
fc_list_row_init (FcListRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "list-row");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

static GtkWidget *
add_text (FcListRow  *self,
          const char *text,
          const char *css_class)
{
  GtkWidget *widget = fc_text_new (text);

  gtk_widget_add_css_class (widget, css_class);
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  return widget;
}

/**
 * fc_list_row_new:
 * @icon_name: (nullable): symbolic
 * @title: translated, or data
 * @subtitle: (nullable)
 * @end: (transfer floating) (nullable): a picture, a level, a button
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_list_row_new (const char *icon_name,
                 const char *title,
                 const char *subtitle,
                 GtkWidget  *end)
{
  FcListRow *self = g_object_new (FC_TYPE_LIST_ROW, NULL);

  if (icon_name != NULL)
    {
      self->image = gtk_image_new_from_icon_name (icon_name);
      gtk_widget_set_parent (self->image, GTK_WIDGET (self));
    }
  self->title = add_text (self, title, "title");
  if (subtitle != NULL)
    self->subtitle = add_text (self, subtitle, "subtitle");
  if (end != NULL)
    {
      self->end = end;
      gtk_widget_set_parent (end, GTK_WIDGET (self));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle != NULL ? subtitle : "", -1);
  return GTK_WIDGET (self);
}

/**
 * fc_list_row_set_action:
 * @action: its name, of an action with a text
 */
void
fc_list_row_set_action (FcListRow  *self,
                        const char *action,
                        const char *target)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), action);
}
