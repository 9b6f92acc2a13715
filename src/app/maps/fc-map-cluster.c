/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-cluster.h"

#include <math.h>
#include <stdlib.h>

#define TOO_NEAR 0.75 /* of the distance: the middles of two cells that are nearer become one */

/* A square of the grid and where its cluster is in the list. */
typedef struct {
  gint64 key;
  guint point;
} Entry;

static gint64
cell_key (gint64 column,
          gint64 row)
{
  return row * (G_GINT64_CONSTANT (1) << 31) + column;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  gint64 x = ((const Entry *) a)->key, y = ((const Entry *) b)->key;

  return x != y ? (x < y ? -1 : 1) : ((const Entry *) a)->point < ((const Entry *) b)->point ? -1 : 1;
}

static FcMapCluster
cluster_of (const FcMapPoint *points,
            guint             i)
{
  const FcMapPoint *point = &points[i];

  return (FcMapCluster) { point->x, point->y, point->x, point->y, point->x, point->y, 1, i, point->state };
}

static void
join (FcMapCluster       *into,
      const FcMapCluster *other)
{
  guint count = into->count + other->count;

  into->x = (into->x * into->count + other->x * other->count) / count;
  into->y = (into->y * into->count + other->y * other->count) / count;
  into->left = MIN (into->left, other->left);
  into->top = MIN (into->top, other->top);
  into->right = MAX (into->right, other->right);
  into->bottom = MAX (into->bottom, other->bottom);
  into->count = count;
  if (other->state > into->state)
    {
      into->state = other->state;
      into->point = other->point;
    }
}

/* One cluster for each square that has points, in the order of the keys. */
static GArray *
gather (const FcMapPoint *points,
        guint             n,
        double            distance,
        GArray           *keys)
{
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (FcMapCluster));
  g_autofree Entry *entries = g_new (Entry, n);

  for (guint i = 0; i < n; i++)
    entries[i] = (Entry) { cell_key ((gint64) floor (points[i].x / distance), (gint64) floor (points[i].y / distance)),
                           i };
  if (n > 0)
    qsort (entries, n, sizeof *entries, compare_entries);
  for (guint i = 0; i < n; i++)
    {
      FcMapCluster cluster = cluster_of (points, entries[i].point);

      if (i > 0 && entries[i].key == entries[i - 1].key)
        join (&g_array_index (clusters, FcMapCluster, clusters->len - 1), &cluster);
      else
        {
          g_array_append_val (clusters, cluster);
          g_array_append_val (keys, entries[i].key);
        }
    }
  return clusters;
}

static int
find_key (GArray *keys,
          gint64  key)
{
  guint low = 0, high = keys->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (keys, gint64, middle) < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low < keys->len && g_array_index (keys, gint64, low) == key ? (int) low : -1;
}

static int
compare_counts (gconstpointer a,
                gconstpointer b,
                gpointer      clusters)
{
  guint i = *(const guint *) a, k = *(const guint *) b;
  guint x = g_array_index ((GArray *) clusters, FcMapCluster, i).count;
  guint y = g_array_index ((GArray *) clusters, FcMapCluster, k).count;

  return x != y ? (x > y ? -1 : 1) : i < k ? -1 : 1;
}

/* Takes in what lies too near to it in the squares around. Clusters that were taken have a count of 0. */
static void
take_in (GArray *clusters,
         GArray *keys,
         guint   index,
         double  distance)
{
  FcMapCluster *into = &g_array_index (clusters, FcMapCluster, index);
  gint64 key = g_array_index (keys, gint64, index);

  for (int row = -1; row <= 1; row++)
    for (int column = -1; column <= 1; column++)
      {
        int near = row == 0 && column == 0 ? -1 : find_key (keys, key + cell_key (column, row));
        FcMapCluster *other = near >= 0 ? &g_array_index (clusters, FcMapCluster, near) : NULL;

        if (other == NULL || other->count == 0 || other->count > into->count ||
            hypot (other->x - into->x, other->y - into->y) >= TOO_NEAR * distance)
          continue;
        join (into, other);
        other->count = 0;
      }
}

/**
 * fc_map_clusters_new:
 * @distance: how near to each other two may be, in the square of fc-mercator.h; 0: each point stays by itself
 *
 * Puts points into the squares of a grid and joins squares whose middles lie too near; n · log n. The largest come last,
 * so that they are drawn over smaller ones.
 *
 * Returns: (transfer full) (element-type FcMapCluster): each point in one of them
 */
GArray *
fc_map_clusters_new (const FcMapPoint *points,
                     guint             n,
                     double            distance)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) clusters = NULL;
  g_autofree guint *order = NULL;
  GArray *result = g_array_new (FALSE, FALSE, sizeof (FcMapCluster));

  for (guint i = 0; i < n && distance <= 0; i++)
    {
      FcMapCluster cluster = cluster_of (points, i);

      g_array_append_val (result, cluster);
    }
  if (distance <= 0)
    return result;
  clusters = gather (points, n, distance, keys);
  order = g_new (guint, clusters->len + 1);
  for (guint i = 0; i < clusters->len; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) clusters->len, sizeof *order, compare_counts, clusters);
  for (guint i = 0; i < clusters->len; i++)
    if (g_array_index (clusters, FcMapCluster, order[i]).count > 0)
      take_in (clusters, keys, order[i], distance);
  for (guint i = clusters->len; i-- > 0;)
    if (g_array_index (clusters, FcMapCluster, order[i]).count > 0)
      g_array_append_val (result, g_array_index (clusters, FcMapCluster, order[i]));
  return result;
}
