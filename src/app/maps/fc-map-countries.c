/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-drawing-private.h"

#include "fc-base-map.h"

#include <string.h>

/* The names of countries: the wide ones first, and none over another. */

#define LETTER    7.0  /* pixels, about */
#define HEIGHT    16.0
#define OVERHANG  1.15 /* a name may be that much wider than its land */
#define ALL_NAMED 6    /* from this zoom even the smallest has its name */

typedef struct {
  const FcBaseMapName *name;
  double letters;
} Name;

static int
compare_width (gconstpointer a,
               gconstpointer b)
{
  double x = ((const Name *) a)->name->width, y = ((const Name *) b)->name->width;

  return x != y ? (x > y ? -1 : 1) : strcmp (((const Name *) a)->name->name, ((const Name *) b)->name->name);
}

static GArray *
sorted_names (void)
{
  static GArray *names;
  const FcBaseMapName *all;
  guint n;

  if (names != NULL)
    return names;
  names = g_array_new (FALSE, FALSE, sizeof (Name));
  all = fc_base_map_names (fc_base_map_get (), &n);
  for (guint i = 0; i < n; i++)
    {
      Name name = { &all[i], (double) g_utf8_strlen (all[i].name, -1) };

      g_array_append_val (names, name);
    }
  g_array_sort (names, compare_width);
  return names;
}

/* What fits is found for the whole world, so that a name does not come and go while the map is moved. */
static GArray *
place_names (double world)
{
  GArray *all = sorted_names (), *placed = g_array_new (FALSE, FALSE, sizeof (Name));
  gboolean every = world >= fc_mercator_world (ALL_NAMED);

  for (guint i = 0; i < all->len; i++)
    {
      const Name *name = &g_array_index (all, Name, i);
      gboolean free = every || name->letters * LETTER <= name->name->width * world * OVERHANG;

      for (guint k = 0; free && k < placed->len; k++)
        {
          const Name *other = &g_array_index (placed, Name, k);

          free = fabs (other->name->y - name->name->y) * world > HEIGHT ||
                 fabs (other->name->x - name->name->x) * world > (other->letters + name->letters) * LETTER / 2;
        }
      if (free)
        g_array_append_val (placed, *name);
    }
  return placed;
}

void
fc_map_draw_countries (FcMapDrawing     *self,
                       const FcMapFrame *frame,
                       cairo_t          *cr)
{
  g_autoptr (GArray) names = place_names (frame->world);
  int first, last;

  fc_map_frame_turns (frame, &first, &last);
  for (guint i = 0; i < names->len; i++)
    for (int turn = first - 1; turn <= last; turn++)
      {
        const Name *name = &g_array_index (names, Name, i);
        double left, top, half = name->letters * LETTER;
        FcMapMark mark;

        fc_map_frame_locate (frame, name->name->x, name->name->y, turn, &left, &top);
        if (left < -half || left > frame->width + half || top < -HEIGHT || top > frame->height + HEIGHT)
          continue;
        mark = fc_map_marks_name (self->marks, name->name->name, FC_MAP_NAME_COUNTRY);
        fc_map_draw_mark (&mark, left, top, cr);
      }
}
