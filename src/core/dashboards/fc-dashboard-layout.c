/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-layout.h"

static void
tile_free (gpointer data)
{
  FcDashboardTile *tile = data;

  g_free (tile->kind);
  g_free (tile->settings);
  g_free (tile);
}

FcDashboardLayout *
fc_dashboard_layout_new (void)
{
  FcDashboardLayout *self = g_new0 (FcDashboardLayout, 1);

  self->tiles = g_ptr_array_new_with_free_func (tile_free);
  return self;
}

void
fc_dashboard_layout_free (FcDashboardLayout *self)
{
  g_ptr_array_unref (self->tiles);
  g_free (self);
}

/**
 * fc_dashboard_layout_copy:
 *
 * Returns: (transfer full)
 */
FcDashboardLayout *
fc_dashboard_layout_copy (const FcDashboardLayout *self)
{
  FcDashboardLayout *copy = fc_dashboard_layout_new ();

  for (guint i = 0; i < self->tiles->len; i++)
    {
      FcDashboardTile *tile = g_memdup2 (self->tiles->pdata[i], sizeof *tile);

      tile->kind = g_strdup (tile->kind);
      tile->settings = g_strdup (tile->settings);
      g_ptr_array_add (copy->tiles, tile);
    }
  return copy;
}

gboolean
fc_dashboard_layout_equal (const FcDashboardLayout *a,
                           const FcDashboardLayout *b)
{
  if (a->tiles->len != b->tiles->len)
    return FALSE;
  for (guint i = 0; i < a->tiles->len; i++)
    {
      const FcDashboardTile *one = a->tiles->pdata[i], *other = b->tiles->pdata[i];

      if (one->x != other->x || one->y != other->y || one->w != other->w || one->h != other->h ||
          g_strcmp0 (one->kind, other->kind) != 0 || g_strcmp0 (one->settings, other->settings) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
overlap (const FcDashboardTile *a,
         const FcDashboardTile *b)
{
  return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

/* The first of @others that @tile lies on. */
static const FcDashboardTile *
find_under (const FcDashboardTile *tile,
            const GPtrArray       *others)
{
  for (guint i = 0; i < others->len; i++)
    if (others->pdata[i] != tile && overlap (tile, others->pdata[i]))
      return others->pdata[i];
  return NULL;
}

static gint
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      tiles)
{
  const FcDashboardTile *one = ((GPtrArray *) tiles)->pdata[*(const guint *) a];
  const FcDashboardTile *other = ((GPtrArray *) tiles)->pdata[*(const guint *) b];

  if (one->y != other->y)
    return one->y - other->y;
  if (one->x != other->x)
    return one->x - other->x;
  return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

/**
 * fc_dashboard_layout_order:
 *
 * Returns: (transfer full) (element-type guint): row by row, from left to right: how a narrow window shows them
 */
GArray *
fc_dashboard_layout_order (const FcDashboardLayout *self)
{
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->tiles->len);

  for (guint i = 0; i < self->tiles->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_places, self->tiles);
  return order;
}

int
fc_dashboard_layout_rows (const FcDashboardLayout *self)
{
  int rows = 0;

  for (guint i = 0; i < self->tiles->len; i++)
    {
      const FcDashboardTile *tile = self->tiles->pdata[i];

      rows = MAX (rows, tile->y + tile->h);
    }
  return rows;
}

static void
close_empty_rows (FcDashboardLayout *self)
{
  g_autoptr (GArray) order = fc_dashboard_layout_order (self);
  int taken = 0, closed = 0;

  for (guint i = 0; i < order->len; i++)
    {
      FcDashboardTile *tile = self->tiles->pdata[g_array_index (order, guint, i)];

      closed += MAX (tile->y - closed - taken, 0);
      tile->y -= closed;
      taken = MAX (taken, tile->y + tile->h);
    }
}

static void
keep_inside (FcDashboardTile *tile)
{
  tile->w = CLAMP (tile->w, 1, FC_DASHBOARD_COLUMNS);
  tile->h = CLAMP (tile->h, 1, FC_DASHBOARD_MOST_ROWS);
  tile->x = CLAMP (tile->x, 0, FC_DASHBOARD_COLUMNS - tile->w);
  tile->y = CLAMP (tile->y, 0, FC_DASHBOARD_DEEPEST);
}

/* What @moved has come to lie on changes places with it where it fits above, else it goes down. */
static void
give_way (FcDashboardLayout     *self,
          FcDashboardTile       *tile,
          const FcDashboardTile *moved,
          const GPtrArray       *settled)
{
  const FcDashboardTile *under;
  int before = tile->y;

  if (moved != NULL && overlap (tile, moved) && moved->y >= tile->h)
    {
      tile->y = moved->y - tile->h;
      if (find_under (tile, self->tiles) == NULL)
        return;
      tile->y = before;
    }
  while ((under = find_under (tile, settled)) != NULL)
    tile->y = under->y + under->h;
}

/* @moved stays where it is now; the others settle around it, the upper ones first. */
static void
settle (FcDashboardLayout *self,
        FcDashboardTile   *moved)
{
  g_autoptr (GArray) order = fc_dashboard_layout_order (self);
  g_autoptr (GPtrArray) settled = g_ptr_array_new ();

  if (moved != NULL)
    g_ptr_array_add (settled, moved);
  for (guint i = 0; i < order->len; i++)
    {
      FcDashboardTile *tile = self->tiles->pdata[g_array_index (order, guint, i)];

      if (tile == moved)
        continue;
      give_way (self, tile, moved, settled);
      g_ptr_array_add (settled, tile);
    }
  close_empty_rows (self);
}

/**
 * fc_dashboard_layout_append:
 *
 * One of many that belong together: fc_dashboard_layout_settle() comes when all of them are there.
 *
 * Returns: (transfer none) (nullable): NULL where there are as many as there may be
 */
FcDashboardTile *
fc_dashboard_layout_append (FcDashboardLayout *self,
                            const char        *kind,
                            int                x,
                            int                y,
                            int                w,
                            int                h)
{
  FcDashboardTile *tile;

  if (self->tiles->len >= FC_DASHBOARD_MOST_TILES)
    return NULL;
  tile = g_new0 (FcDashboardTile, 1);
  *tile = (FcDashboardTile){ .kind = g_strdup (kind), .x = x, .y = y, .w = w, .h = h };
  keep_inside (tile);
  g_ptr_array_add (self->tiles, tile);
  return tile;
}

/* What overlaps goes down. */
void
fc_dashboard_layout_settle (FcDashboardLayout *self)
{
  settle (self, NULL);
}

/**
 * fc_dashboard_layout_add:
 *
 * In the first place that is free, which is never further down than beneath all others.
 *
 * Returns: FALSE where there are as many as there may be
 */
gboolean
fc_dashboard_layout_add (FcDashboardLayout *self,
                         const char        *kind,
                         int                w,
                         int                h)
{
  FcDashboardTile tile = { .w = w, .h = h };

  keep_inside (&tile);
  while (find_under (&tile, self->tiles) != NULL)
    {
      if (tile.x + tile.w < FC_DASHBOARD_COLUMNS)
        tile.x++;
      else
        tile.x = 0, tile.y++;
    }
  return fc_dashboard_layout_append (self, kind, tile.x, tile.y, tile.w, tile.h) != NULL;
}

void
fc_dashboard_layout_move (FcDashboardLayout *self,
                          guint              number,
                          int                x,
                          int                y)
{
  FcDashboardTile *tile = fc_dashboard_layout_tile (self, number);

  tile->x = x;
  tile->y = y;
  keep_inside (tile);
  settle (self, tile);
}

/* Its upper left corner stays; a tile does not grow beyond the columns. */
void
fc_dashboard_layout_resize (FcDashboardLayout *self,
                            guint              number,
                            int                w,
                            int                h)
{
  FcDashboardTile *tile = fc_dashboard_layout_tile (self, number);

  tile->w = CLAMP (w, 1, FC_DASHBOARD_COLUMNS - tile->x);
  tile->h = h;
  keep_inside (tile);
  settle (self, tile);
}

/**
 * fc_dashboard_layout_step:
 * @dx: -1, 0 or 1
 * @dy: likewise
 *
 * As an arrow key moves a tile: as far as it takes to make a difference. Past a tall neighbour that is more than one row.
 *
 * Returns: FALSE where there is no way further
 */
gboolean
fc_dashboard_layout_step (FcDashboardLayout *self,
                          guint              number,
                          int                dx,
                          int                dy)
{
  const FcDashboardTile *tile = fc_dashboard_layout_tile (self, number);
  int furthest = dx != 0 ? FC_DASHBOARD_COLUMNS : fc_dashboard_layout_rows (self);

  for (int far = 1; far <= furthest; far++)
    {
      g_autoptr (FcDashboardLayout) tried = fc_dashboard_layout_copy (self);

      fc_dashboard_layout_move (tried, number, tile->x + far * dx, tile->y + far * dy);
      if (fc_dashboard_layout_equal (tried, self))
        continue;
      g_ptr_array_unref (self->tiles);
      self->tiles = g_ptr_array_ref (tried->tiles);
      return TRUE;
    }
  return FALSE;
}

void
fc_dashboard_layout_remove (FcDashboardLayout *self,
                            guint              number)
{
  g_ptr_array_remove_index (self->tiles, number);
  settle (self, NULL);
}

/**
 * fc_dashboard_layout_put_back:
 * @before: as it was when tile @number was removed from it
 *
 * Undoes that one removal: where nothing else was changed since, all is as before; else the tile comes back to its place, and
 * what is there now gives way.
 */
void
fc_dashboard_layout_put_back (FcDashboardLayout       *self,
                              const FcDashboardLayout *before,
                              guint                    number)
{
  g_autoptr (FcDashboardLayout) then = fc_dashboard_layout_copy (before);
  const FcDashboardTile *removed = fc_dashboard_layout_tile (before, number);
  FcDashboardTile *tile;

  fc_dashboard_layout_remove (then, number);
  if (fc_dashboard_layout_equal (self, then))
    {
      FcDashboardLayout *whole = fc_dashboard_layout_copy (before);

      g_ptr_array_unref (self->tiles);
      self->tiles = g_ptr_array_ref (whole->tiles);
      fc_dashboard_layout_free (whole);
      return;
    }
  tile = fc_dashboard_layout_append (self, removed->kind, removed->x, removed->y, removed->w, removed->h);
  if (tile == NULL)
    return;
  tile->settings = g_strdup (removed->settings);
  settle (self, tile);
}
