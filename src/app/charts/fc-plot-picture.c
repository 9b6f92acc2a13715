/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-picture.h"

#include <cairo-svg.h>
#include <math.h>
#include <pango/pangocairo.h>

#define MARGIN       24.0
#define GAP          6.0  /* between title and note */
#define BELOW        18.0 /* between them and the plot */
#define LEAST_WIDTH  640.0
#define LEAST_HEIGHT 320.0
#define TITLE_SIZE   1.25
#define NOTE_SIZE    0.9
#define NOTE_INK     0.75

static double
plot_width (const FcPlotPicture *picture)
{
  return ceil (MAX (picture->view.width, LEAST_WIDTH));
}

static double
plot_height (const FcPlotPicture *picture)
{
  return ceil (MAX (picture->view.height, LEAST_HEIGHT));
}

/* (nullable): where there is nothing to be written, or nothing to write with */
static PangoLayout *
make_layout (const FcPlotPicture *picture,
             const char          *text,
             double               size)
{
  PangoLayout *layout;
  PangoAttrList *attributes;

  if (picture->view.text == NULL || text == NULL || text[0] == '\0')
    return NULL;
  layout = pango_layout_new (picture->view.text);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (size));
  if (size > 1)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, (int) plot_width (picture) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (picture->view.mirrored)
    pango_layout_set_auto_dir (layout, FALSE); /* the side is the context's, whatever the script */
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  if (layout == NULL)
    return 0;
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* What stands above the plot, and the room below that. */
static double
head_height (const FcPlotPicture *picture)
{
  g_autoptr (PangoLayout) title = make_layout (picture, picture->title, TITLE_SIZE);
  g_autoptr (PangoLayout) note = make_layout (picture, picture->note, NOTE_SIZE);

  return height_of (title) + (note != NULL ? GAP + height_of (note) : 0) + (title != NULL || note != NULL ? BELOW : 0);
}

static void
draw_head (const FcPlotPicture *picture,
           const FcPlotLook    *look,
           cairo_t             *cr)
{
  g_autoptr (PangoLayout) title = make_layout (picture, picture->title, TITLE_SIZE);
  g_autoptr (PangoLayout) note = make_layout (picture, picture->note, NOTE_SIZE);
  GdkRGBA dim = fc_plot_faded (look->ink, look->high_contrast ? 1 : NOTE_INK);

  cairo_move_to (cr, MARGIN, MARGIN);
  gdk_cairo_set_source_rgba (cr, &look->ink);
  if (title != NULL)
    pango_cairo_show_layout (cr, title);
  cairo_move_to (cr, MARGIN, MARGIN + height_of (title) + GAP);
  gdk_cairo_set_source_rgba (cr, &dim);
  if (note != NULL)
    pango_cairo_show_layout (cr, note);
}

static void
draw (const FcPlotPicture *picture,
      cairo_t             *cr)
{
  FcPlotView view = picture->view;

  view.look = fc_plot_look (picture->dark, picture->high_contrast);
  view.point = view.series = -1;
  view.width = plot_width (picture);
  view.height = plot_height (picture);
  gdk_cairo_set_source_rgba (cr, &view.look.ground);
  cairo_paint (cr);
  draw_head (picture, &view.look, cr);
  cairo_translate (cr, MARGIN, MARGIN + head_height (picture));
  fc_plot_view_lay_out (&view);
  fc_plot_view_draw (&view, cr);
}

/**
 * fc_plot_picture_measure:
 * @width: (out): so is @height: what it takes, in pixels, at a scale of 1
 */
void
fc_plot_picture_measure (const FcPlotPicture *picture,
                         int                 *width,
                         int                 *height)
{
  *width = (int) (plot_width (picture) + 2 * MARGIN);
  *height = (int) ceil (plot_height (picture) + head_height (picture) + 2 * MARGIN);
}

/**
 * fc_plot_picture_texture:
 * @scale: dots of the texture to a pixel: 2 is sharp in print, too
 *
 * Returns: (transfer full): opaque
 */
GdkTexture *
fc_plot_picture_texture (const FcPlotPicture *picture,
                         int                  scale)
{
  int width, height;
  cairo_surface_t *surface;
  cairo_t *cr;
  g_autoptr (GBytes) dots = NULL;

  fc_plot_picture_measure (picture, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  draw (picture, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  dots = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                     (gsize) cairo_image_surface_get_stride (surface) * height * scale,
                                     (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, dots,
                                 (gsize) cairo_image_surface_get_stride (surface));
}

static cairo_status_t
append_cb (void                *svg,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (svg, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * fc_plot_picture_svg:
 *
 * Returns: (transfer full): SVG of lines and shapes only; letters are shapes, too, so that no font is needed to see it
 */
GBytes *
fc_plot_picture_svg (const FcPlotPicture *picture)
{
  GByteArray *svg = g_byte_array_new ();
  int width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  fc_plot_picture_measure (picture, &width, &height);
  surface = cairo_svg_surface_create_for_stream (append_cb, svg, width, height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cr = cairo_create (surface);
  draw (picture, cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (svg);
}
