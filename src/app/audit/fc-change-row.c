/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-change-words.h"

#include "fc-strokes.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define PICTURE_WIDTH  120
#define PICTURE_HEIGHT 44
#define MARGIN         4

static void
draw_signature (GtkDrawingArea *area,
                cairo_t        *cr,
                int             width,
                int             height,
                gpointer        user_data)
{
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  gdk_cairo_set_source_rgba (cr, &ink);
  fc_strokes_draw (cr, user_data, MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN);
}

static GtkWidget *
make_picture (const char *strokes)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), PICTURE_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), PICTURE_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_signature, g_strdup (strokes), g_free);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The drawn signature"), -1);
  return area;
}

/**
 * fc_change_line_row:
 *
 * Returns: (transfer floating): an AdwActionRow; a drawn signature stands at its end
 */
GtkWidget *
fc_change_line_row (const FcChangeLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *value = fc_change_line_text (line);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (line->drawing != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_picture (line->drawing));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}
