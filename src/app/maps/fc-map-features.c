/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-features.h"

#include "fc-mercator.h"

static void
shape_clear (gpointer data)
{
  FcMapShape *shape = data;

  g_free (shape->x);
  g_free (shape->y);
}

FcMapFeatures *
fc_map_features_new (void)
{
  FcMapFeatures *self = g_new0 (FcMapFeatures, 1);

  self->points = g_array_new (FALSE, TRUE, sizeof (FcMapPoint));
  self->shapes = g_array_new (FALSE, TRUE, sizeof (FcMapShape));
  g_array_set_clear_func (self->shapes, shape_clear);
  self->texts = g_string_chunk_new (4096);
  return self;
}

void
fc_map_features_free (FcMapFeatures *self)
{
  g_array_unref (self->points);
  g_array_unref (self->shapes);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static const char *
keep (FcMapFeatures *self,
      const char    *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

/**
 * fc_map_features_add_point:
 * @subtitle: (nullable)
 *
 * Returns: (transfer none): the point, until the next one is added, so that its state and heading can be set
 */
FcMapPoint *
fc_map_features_add_point (FcMapFeatures *self,
                           const FcId    *id,
                           FcPlace        place,
                           const char    *title,
                           const char    *subtitle)
{
  FcMapPoint point = { .id = *id, .title = keep (self, title), .subtitle = keep (self, subtitle), .heading = -1 };

  point.x = fc_mercator_x (place.longitude / FC_GEO_SCALE);
  point.y = fc_mercator_y (place.latitude / FC_GEO_SCALE);
  g_array_append_val (self->points, point);
  return &g_array_index (self->points, FcMapPoint, self->points->len - 1);
}

/**
 * fc_map_features_add_shape:
 * @subtitle: (nullable)
 *
 * Adds a line through @places; it goes the shorter way around the world from each to the next.
 *
 * Returns: (transfer none): the shape, until the next one is added
 */
FcMapShape *
fc_map_features_add_shape (FcMapFeatures *self,
                           const FcId    *id,
                           const FcPlace *places,
                           guint          n,
                           const char    *title,
                           const char    *subtitle)
{
  FcMapShape shape = { .id = *id, .title = keep (self, title), .subtitle = keep (self, subtitle), .n = n, .width = 2,
                       .left = G_MAXDOUBLE, .top = G_MAXDOUBLE, .right = -G_MAXDOUBLE, .bottom = -G_MAXDOUBLE };

  shape.x = g_new (double, MAX (n, 1));
  shape.y = g_new (double, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      shape.x[i] = fc_mercator_x (places[i].longitude / FC_GEO_SCALE);
      shape.y[i] = fc_mercator_y (places[i].latitude / FC_GEO_SCALE);
      if (i > 0)
        shape.x[i] += round (shape.x[i - 1] - shape.x[i]);
      shape.left = MIN (shape.left, shape.x[i]);
      shape.right = MAX (shape.right, shape.x[i]);
      shape.top = MIN (shape.top, shape.y[i]);
      shape.bottom = MAX (shape.bottom, shape.y[i]);
    }
  g_array_append_val (self->shapes, shape);
  return &g_array_index (self->shapes, FcMapShape, self->shapes->len - 1);
}
