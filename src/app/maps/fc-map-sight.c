/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-drawing-private.h"

#include <string.h>

static int
compare_things (gconstpointer a,
                gconstpointer b)
{
  const FcMapThing *x = a, *y = b;
  const char *title = fc_map_thing_title (x), *other = fc_map_thing_title (y);

  if (fc_map_thing_state (x) != fc_map_thing_state (y))
    return (int) fc_map_thing_state (y) - (int) fc_map_thing_state (x);
  if (x->layer != y->layer)
    return y->layer->order - x->layer->order;
  if (fc_map_thing_weight (x) < fc_map_thing_weight (y) || fc_map_thing_weight (x) > fc_map_thing_weight (y))
    return fc_map_thing_weight (x) < fc_map_thing_weight (y) ? 1 : -1;
  return g_utf8_collate (title != NULL ? title : "", other != NULL ? other : "");
}

static gboolean
has_words (const char *text,
           const char *folded)
{
  g_autofree char *own = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return own != NULL && strstr (own, folded) != NULL;
}

/* Has the words, or lies at least in part within the frame. */
static gboolean
is_listed (const FcMapFrame *frame,
           const FcMapThing *thing,
           const char       *folded)
{
  double turn = round (frame->x - (thing->left + thing->right) / 2), left, top, right, bottom;

  if (folded != NULL)
    return has_words (fc_map_thing_title (thing), folded) || has_words (fc_map_thing_subtitle (thing), folded);
  fc_map_frame_locate (frame, thing->left + turn, thing->top, 0, &left, &top);
  fc_map_frame_locate (frame, thing->right + turn, thing->bottom, 0, &right, &bottom);
  return right >= 0 && left <= frame->width && bottom >= 0 && top <= frame->height;
}

typedef struct {
  FcMapDrawing *drawing;
  const FcMapFrame *frame;
  const char *folded; /* nullable */
  guint most;
  GArray *list;
  guint found;
} Listing;

static void
list_thing (Listing    *listing,
            FcMapThing  thing)
{
  if (!is_listed (listing->frame, &thing, listing->folded))
    return;
  listing->found++;
  if (listing->list->len >= listing->most)
    return;
  fc_map_thing_add_note (listing->drawing, &thing);
  g_array_append_val (listing->list, thing);
}

/* Adds those of one state; areas have none and come last. */
static void
list_state (Listing          *listing,
            const FcMapDrawn *layer,
            FcMapState        state)
{
  for (guint i = 0; i < layer->features->points->len; i++)
    {
      const FcMapPoint *point = &g_array_index (layer->features->points, FcMapPoint, i);

      if (point->state == state)
        list_thing (listing, fc_map_thing_of_point (layer->info, point));
    }
  for (guint i = 0; state == FC_MAP_QUIET && i < layer->features->shapes->len; i++)
    list_thing (listing, fc_map_thing_of_shape (layer->info, &g_array_index (layer->features->shapes, FcMapShape, i)));
}

/**
 * fc_map_drawing_list:
 * @search: (nullable): only what has these words, wherever it is; NULL: what is in the frame
 * @most: how many are wanted
 * @found: (out): how many there are
 *
 * Returns: (transfer full) (element-type FcMapThing): the most pressing first
 */
GArray *
fc_map_drawing_list (FcMapDrawing     *self,
                     const FcMapFrame *frame,
                     const char       *search,
                     guint             most,
                     guint            *found)
{
  g_autofree char *folded = search != NULL ? g_utf8_casefold (search, -1) : NULL;
  Listing listing = { self, frame, folded, most, g_array_new (FALSE, FALSE, sizeof (FcMapThing)), 0 };

  for (int state = FC_MAP_N_STATES - 1; state >= 0; state--)
    for (guint i = 0; i < self->layers->len; i++)
      {
        const FcMapDrawn *layer = self->layers->pdata[i];

        if (layer->shown && layer->features != NULL && !fc_map_heat_is_told_elsewhere (self, layer))
          list_state (&listing, layer, (FcMapState) state);
      }
  *found = listing.found;
  g_array_sort (listing.list, compare_things);
  return listing.list;
}

static const FcMapThing nothing = { .left = G_MAXDOUBLE, .top = G_MAXDOUBLE, .right = -G_MAXDOUBLE, .bottom = -G_MAXDOUBLE };

static void
extend_by_layer (FcMapThing       *extent,
                 const FcMapDrawn *layer,
                 gboolean          shapes)
{
  for (guint i = 0; !shapes && i < layer->features->points->len; i++)
    {
      FcMapThing thing = fc_map_thing_of_point (layer->info, &g_array_index (layer->features->points, FcMapPoint, i));

      fc_map_thing_extend (extent, thing.left, thing.top, thing.right, thing.bottom);
    }
  for (guint i = 0; shapes && i < layer->features->shapes->len; i++)
    {
      FcMapThing thing = fc_map_thing_of_shape (layer->info, &g_array_index (layer->features->shapes, FcMapShape, i));

      fc_map_thing_extend (extent, thing.left, thing.top, thing.right, thing.bottom);
    }
}

/**
 * fc_map_thing_extend:
 * @extent: one that has a count of 0 covers nothing yet
 *
 * Adds a rectangle; on that copy of the world that is nearest to what is covered already.
 */
void
fc_map_thing_extend (FcMapThing *extent,
                     double      left,
                     double      top,
                     double      right,
                     double      bottom)
{
  double turn = extent->count > 0 ? round ((extent->left + extent->right - left - right) / 2) : 0;

  if (extent->count == 0)
    *extent = nothing;
  extent->left = MIN (extent->left, left + turn);
  extent->right = MAX (extent->right, right + turn);
  extent->top = MIN (extent->top, top);
  extent->bottom = MAX (extent->bottom, bottom);
  extent->count++;
}

/**
 * fc_map_drawing_painted:
 * @extent: (out): what that which draws itself covers: a geofence that is being drawn, a track
 *
 * Returns: FALSE where there is nothing of that kind
 */
gboolean
fc_map_drawing_painted (FcMapDrawing *self,
                        FcMapThing   *extent)
{
  gboolean any = FALSE;

  *extent = nothing;
  for (guint i = 0; i < self->painters->len; i++)
    {
      FcMapPainter *painter = self->painters->pdata[i];

      if (painter->extend != NULL)
        any |= painter->extend (painter, extent);
    }
  return any;
}

/**
 * fc_map_drawing_extent:
 * @extent: (out): what all signs that are shown cover, and what draws itself; where there are no signs, what the areas do
 *
 * Returns: FALSE where nothing is shown
 */
gboolean
fc_map_drawing_extent (FcMapDrawing *self,
                       FcMapThing   *extent)
{
  FcMapThing painted;

  *extent = nothing;
  for (int shapes = FALSE; shapes <= TRUE && extent->count == 0; shapes++)
    for (guint i = 0; i < self->layers->len; i++)
      {
        const FcMapDrawn *layer = self->layers->pdata[i];

        if (layer->shown && layer->features != NULL)
          extend_by_layer (extent, layer, shapes);
      }
  if (fc_map_drawing_painted (self, &painted))
    fc_map_thing_extend (extent, painted.left, painted.top, painted.right, painted.bottom);
  return extent->count > 0;
}
