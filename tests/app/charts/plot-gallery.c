/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-picture.h"
#include "plot-samples.h"

#include <pango/pangocairo.h>

/* Pictures of every form of a plot, and one as it is saved, to be looked at: plot-gallery FOLDER. */

#define GAP 24

static void
draw_sample (cairo_t          *cr,
             const PlotSample *sample,
             FcPlotLook        look,
             PangoContext     *text,
             double            width,
             gboolean          mirrored)
{
  g_autoptr (FcPlotData) data = plot_sample_data (sample);
  FcPlotView view = plot_sample_view (sample, data);
  cairo_surface_t *picture;

  view.look = look;
  view.text = text;
  view.mirrored = mirrored;
  view.width = MIN (width, view.width);
  if (sample->form != FC_PLOT_SPARK && sample->form != FC_PLOT_GAUGE)
    {
      view.point = (int) data->n / 2;
      view.series = sample->form == FC_PLOT_DONUT ? 0 : (int) data->series->len - 1;
    }
  picture = plot_draw (&view, sample->form == FC_PLOT_DONUT || sample->form == FC_PLOT_HEAT || sample->name[0] == 'l' ||
                                sample->name[0] == 'v');
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  cairo_surface_destroy (picture);
}

static void
draw_page (const char   *folder,
           const char   *name,
           FcPlotLook    look,
           PangoContext *text,
           int           width,
           gboolean      mirrored)
{
  g_autofree char *file = g_strdup_printf ("%s/%s.png", folder, name);
  cairo_surface_t *page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, width < 800 ? 3200 : 2000);
  cairo_t *cr = cairo_create (page);
  double x = GAP, y = GAP;

  gdk_cairo_set_source_rgba (cr, &look.ground);
  cairo_paint (cr);
  for (guint i = 0; i < plot_n_samples; i++)
    {
      double wide = MIN (plot_samples[i].width, width - 2 * GAP);

      if (x > GAP && x + wide > width)
        {
          x = GAP;
          y += 260 + 2 * GAP;
        }
      cairo_save (cr);
      cairo_translate (cr, x, y);
      draw_sample (cr, &plot_samples[i], look, text, wide, mirrored);
      cairo_restore (cr);
      x += wide + 2 * GAP;
    }
  cairo_destroy (cr);
  cairo_surface_write_to_png (page, file);
  cairo_surface_destroy (page);
}

static void
save_one (const char   *folder,
          PangoContext *text)
{
  g_autofree char *png = g_strdup_printf ("%s/saved.png", folder), *svg = g_strdup_printf ("%s/saved.svg", folder);
  g_autoptr (FcPlotData) data = plot_sample_data (&plot_samples[1]);
  FcPlotPicture picture = { .view = plot_sample_view (&plot_samples[1], data), .dark = TRUE };
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) drawing = NULL;

  picture.view.text = text;
  picture.title = "Variance · Tank 3 · Diesel · 24 Oct – 22 Nov";
  picture.note = "Variance of 30 days, 2 outside the tolerance";
  texture = fc_plot_picture_texture (&picture, 2);
  gdk_texture_save_to_png (texture, png);
  picture.dark = FALSE;
  drawing = fc_plot_picture_svg (&picture);
  g_file_set_contents (svg, g_bytes_get_data (drawing, NULL), (gssize) g_bytes_get_size (drawing), NULL);
}

int
main (int    argc,
      char **argv)
{
  PangoContext *text = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell 11");

  if (argc != 2)
    g_error ("plot-gallery FOLDER");
  pango_context_set_font_description (text, font);
  pango_font_description_free (font);
  pango_cairo_context_set_resolution (text, 96);
  draw_page (argv[1], "light", fc_plot_look (FALSE, FALSE), text, 1366, FALSE);
  draw_page (argv[1], "dark", fc_plot_look (TRUE, FALSE), text, 1366, FALSE);
  draw_page (argv[1], "high-contrast", fc_plot_look (FALSE, TRUE), text, 1366, FALSE);
  draw_page (argv[1], "narrow", fc_plot_look (FALSE, FALSE), text, 480, FALSE);
  draw_page (argv[1], "right-to-left", fc_plot_look (FALSE, FALSE), text, 1366, TRUE);
  save_one (argv[1], text);
  g_object_unref (text);
  return 0;
}
