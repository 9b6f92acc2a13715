/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-strokes.h"

#include "fc-json.h"

static JsonArray *
get_stroke (JsonArray *strokes,
            guint      i)
{
  JsonNode *element = json_array_get_element (strokes, i);

  return JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
}

/* Points a thousandth: as large as the box has room, so that a high pad's signature does not run into the text below. */
static double
find_scale (JsonArray *strokes,
            double     width,
            double     height)
{
  double lowest = 1;

  for (guint i = 0; i < json_array_get_length (strokes); i++)
    {
      JsonArray *stroke = get_stroke (strokes, i);

      for (guint n = 1; stroke != NULL && n < json_array_get_length (stroke); n += 2)
        lowest = MAX (lowest, json_array_get_double_element (stroke, n));
    }
  return MIN (width / 1000, height / lowest);
}

/**
 * fc_strokes_draw:
 * @strokes: [[x, y, x, y, …], …], both in thousandths of the width of the pad it was drawn on
 *
 * Draws with the source that is set, within the box. What is no strokes draws nothing.
 */
void
fc_strokes_draw (cairo_t    *cr,
                 const char *strokes,
                 double      x,
                 double      y,
                 double      width,
                 double      height)
{
  g_autoptr (JsonNode) node = fc_json_parse (strokes, -1, NULL);
  JsonArray *lines = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  double scale = lines != NULL ? find_scale (lines, width, height) : 0;

  cairo_set_line_width (cr, 1.1);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonArray *line = get_stroke (lines, i);

      cairo_new_sub_path (cr);
      for (guint n = 0; line != NULL && n + 1 < json_array_get_length (line); n += 2)
        cairo_line_to (cr, x + json_array_get_double_element (line, n) * scale,
                       y + json_array_get_double_element (line, n + 1) * scale);
    }
  cairo_stroke (cr);
}
