/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-base-map-private.h"

#include "fc-mercator.h"

#include <string.h>

/* The form of the file is told in data/scripts/make-base-map.py. */
#define UNITS     500.0 /* in a degree */
#define MOST      1000000
#define BELOW_ALL 1.5   /* further south than any picture */

typedef struct {
  const guint8 *at, *end;
  gboolean bad;
} Bytes;

static guint64
read_number (Bytes *bytes)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 63 && bytes->at < bytes->end; shift += 7)
    {
      guint8 byte = *bytes->at++;

      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
  bytes->bad = TRUE;
  return 0;
}

static gint64
read_signed (Bytes *bytes)
{
  guint64 value = read_number (bytes);

  return (gint64) (value >> 1) ^ -(gint64) (value & 1);
}

static guint
read_count (Bytes *bytes)
{
  guint64 count = read_number (bytes);

  /* Whatever it counts takes a byte at least. */
  if (count > MOST || count > (guint64) (bytes->end - bytes->at))
    bytes->bad = TRUE;
  return bytes->bad ? 0 : (guint) count;
}

static void
outline_clear (gpointer data)
{
  FcOutline *outline = data;

  g_free (outline->x);
  g_free (outline->y);
}

static void
measure (FcOutline *outline)
{
  outline->left = outline->top = G_MAXDOUBLE;
  outline->right = outline->bottom = -G_MAXDOUBLE;
  for (guint i = 0; i < outline->n; i++)
    {
      outline->left = MIN (outline->left, outline->x[i]);
      outline->right = MAX (outline->right, outline->x[i]);
      outline->top = MIN (outline->top, outline->y[i]);
      outline->bottom = MAX (outline->bottom, outline->y[i]);
    }
}

static FcOutline
outline_new (guint n)
{
  return (FcOutline) { .n = n, .x = g_new (double, MAX (n, 1)), .y = g_new (double, MAX (n, 1)) };
}

static void
read_lines (Bytes     *bytes,
            FcBaseMap *self)
{
  guint n_lines = read_count (bytes);

  for (guint i = 0; i < n_lines && !bytes->bad; i++)
    {
      gboolean border = read_number (bytes) != 0;
      FcOutline line = outline_new (read_count (bytes));
      double longitude = 0, latitude = 0;

      line.border = border;
      for (guint k = 0; k < line.n; k++)
        {
          longitude += (double) read_signed (bytes);
          latitude += (double) read_signed (bytes);
          line.x[k] = fc_mercator_x (longitude / UNITS);
          line.y[k] = fc_mercator_y (latitude / UNITS);
        }
      measure (&line);
      g_array_append_val (self->lines, line);
    }
}

/* Adds the places of a line to a ring, as whole turns away as makes it go on where the ring ended. */
static void
add_line (const FcOutline *line,
          gboolean         backwards,
          GArray          *x,
          GArray          *y)
{
  double turns = 0;

  if (line->n > 0 && x->len > 0)
    turns = round (g_array_index (x, double, x->len - 1) - line->x[backwards ? line->n - 1 : 0]);
  for (guint i = 0; i < line->n; i++)
    {
      guint k = backwards ? line->n - 1 - i : i;
      double place = line->x[k] + turns;

      g_array_append_val (x, place);
      g_array_append_val (y, line->y[k]);
    }
}

/* A ring around a pole does not end where it began, but a turn further on: it is closed below the map. */
static void
close_ring (GArray *x,
            GArray *y)
{
  double first = g_array_index (x, double, 0), last = g_array_index (x, double, x->len - 1), below = BELOW_ALL;

  if (fabs (last - first) < 0.5)
    return;
  g_array_append_val (x, last);
  g_array_append_val (y, below);
  g_array_append_val (x, first);
  g_array_append_val (y, below);
}

static void
read_ring (Bytes     *bytes,
           FcBaseMap *self,
           guint      country)
{
  guint n = read_count (bytes);
  g_autoptr (GArray) x = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) y = g_array_new (FALSE, FALSE, sizeof (double));
  FcOutline ring = { 0 };

  for (guint i = 0; i < n && !bytes->bad; i++)
    {
      gint64 number = read_signed (bytes);
      gint64 index = number >= 0 ? number : -1 - number;

      if (index < self->lines->len)
        add_line (&g_array_index (self->lines, FcOutline, index), number < 0, x, y);
      else
        bytes->bad = TRUE;
    }
  if (bytes->bad || x->len == 0)
    return;
  close_ring (x, y);
  ring.n = x->len;
  ring.country = country;
  ring.x = (double *) (gpointer) g_array_free (g_steal_pointer (&x), FALSE);
  ring.y = (double *) (gpointer) g_array_free (g_steal_pointer (&y), FALSE);
  measure (&ring);
  g_array_append_val (self->rings, ring);
}

static void
read_countries (Bytes     *bytes,
                FcBaseMap *self)
{
  guint n_countries = read_count (bytes);

  for (guint i = 0; i < n_countries && !bytes->bad; i++)
    {
      guint length = read_count (bytes), n_rings;
      FcBaseMapName name = { .name = g_strndup ((const char *) bytes->at, length) };

      bytes->at += length;
      name.x = fc_mercator_x ((double) read_signed (bytes) / UNITS);
      name.y = fc_mercator_y ((double) read_signed (bytes) / UNITS);
      name.width = (double) read_number (bytes) / UNITS / 360;
      g_array_append_val (self->names, name);
      n_rings = read_count (bytes);
      for (guint k = 0; k < n_rings && !bytes->bad; k++)
        read_ring (bytes, self, i);
    }
}

static void
name_clear (gpointer data)
{
  g_free ((char *) ((FcBaseMapName *) data)->name);
}

/**
 * fc_base_map_read:
 *
 * Returns: (nullable): NULL where this is no base map, or a part of one
 */
FcBaseMap *
fc_base_map_read (const guint8 *data,
                  gsize         size)
{
  Bytes bytes = { data + 4, data + size, FALSE };
  FcBaseMap *self;

  if (size < 4 || memcmp (data, "FCB1", 4) != 0)
    return NULL;
  self = g_new0 (FcBaseMap, 1);
  self->lines = g_array_new (FALSE, FALSE, sizeof (FcOutline));
  self->rings = g_array_new (FALSE, FALSE, sizeof (FcOutline));
  self->names = g_array_new (FALSE, FALSE, sizeof (FcBaseMapName));
  g_array_set_clear_func (self->lines, outline_clear);
  g_array_set_clear_func (self->rings, outline_clear);
  g_array_set_clear_func (self->names, name_clear);
  read_lines (&bytes, self);
  read_countries (&bytes, self);
  if (bytes.bad)
    g_clear_pointer (&self, fc_base_map_free);
  return self;
}

void
fc_base_map_free (FcBaseMap *self)
{
  g_array_unref (self->lines);
  g_array_unref (self->rings);
  g_array_unref (self->names);
  g_free (self);
}
