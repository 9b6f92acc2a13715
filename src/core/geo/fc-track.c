/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track.h"

#include <math.h>

#define SMALLEST_ROOM 64

static void
resize (FcTrack *self,
        guint    room)
{
  self->times = g_renew (gint64, self->times, room);
  self->places = g_renew (FcPlace, self->places, room);
  self->speeds = g_renew (guint16, self->speeds, room);
  self->headings = g_renew (guint16, self->headings, room);
  self->flags = g_renew (guint16, self->flags, room);
  self->room = room;
}

/**
 * fc_track_new:
 * @expected: how many fixes will come, where that is known; else 0
 *
 * Returns: (transfer full):
 */
FcTrack *
fc_track_new (guint expected)
{
  FcTrack *self = g_new0 (FcTrack, 1);

  resize (self, MAX (expected, SMALLEST_ROOM));
  return self;
}

/**
 * fc_track_free:
 * @self: (nullable) (transfer full):
 */
void
fc_track_free (FcTrack *self)
{
  if (self == NULL)
    return;
  g_free (self->times);
  g_free (self->places);
  g_free (self->speeds);
  g_free (self->headings);
  g_free (self->flags);
  g_free (self);
}

/**
 * fc_track_add:
 *
 * Adds a copy of @fix at the end.
 */
void
fc_track_add (FcTrack     *self,
              const FcFix *fix)
{
  if (self->n == self->room)
    resize (self, self->room * 2);
  self->times[self->n] = fix->time_us;
  self->places[self->n] = fix->place;
  self->speeds[self->n] = fix->speed;
  self->headings[self->n] = fix->heading;
  self->flags[self->n] = fix->flags;
  self->n++;
}

/**
 * fc_track_get:
 *
 * Returns: the fix at @index
 */
FcFix
fc_track_get (const FcTrack *self,
              guint          index)
{
  g_return_val_if_fail (index < self->n, (FcFix){ 0 });

  return (FcFix){ self->times[index], self->places[index], self->speeds[index], self->headings[index],
                  self->flags[index] };
}

/**
 * fc_fix_speed:
 *
 * Returns: @kmh as a fix keeps it; unknown where it is negative, no number, or more than a fix can say
 */
guint16
fc_fix_speed (double kmh)
{
  return kmh >= 0 && kmh * 100 < FC_SPEED_UNKNOWN - 1 ? (guint16) lround (kmh * 100) : FC_SPEED_UNKNOWN;
}

/**
 * fc_fix_heading:
 *
 * Returns: @degrees as a fix keeps them, 360 as 0; unknown where it is no bearing
 */
guint16
fc_fix_heading (double degrees)
{
  return degrees >= 0 && degrees <= 360 ? (guint16) (lround (degrees * 100) % 36000) : FC_HEADING_UNKNOWN;
}
