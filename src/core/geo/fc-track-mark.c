/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track.h"

#include "fc-geodesic-private.h"

#define NONE         G_MAXUINT
#define AGREEING     5 /* so many fixes in a row that agree with each other are right, and what they jumped from is past */
#define NOISE        30.0 /* metres: what a receiver that stands still makes of it */
#define PLANE_MARGIN 0.01

const FcMarkRules fc_mark_rules_default = {
  .fastest_kmh = 250,
  .earliest_us = G_GINT64_CONSTANT (946684800000000), /* 2000-01-01: GPS itself starts a clock in 1980 or 1999 */
  .clock_ahead_us = G_GINT64_CONSTANT (300000000),
};

typedef struct {
  FcTrack *track;
  double metres_per_us;
  guint last;      /* the last fix that is believed, NONE before */
  guint run_first; /* of the jumps in a row that agree with each other */
  guint run_last;
  guint run_n;
} Marking;

/* Whether a vehicle can get from one fix to the other in the time between them. */
static gboolean
is_reachable (const Marking *marking,
              guint          from,
              guint          to)
{
  const FcTrack *track = marking->track;
  FcPlane plane = fc_plane_at (track->places[from]);
  double allowed = (double) (track->times[to] - track->times[from]) * marking->metres_per_us + NOISE;

  return fc_plane_distance (&plane, track->places[to]) < allowed * (1 - PLANE_MARGIN) ||
         fc_place_distance (track->places[from], track->places[to]) <= allowed;
}

/* The first fix of the run begins a new piece: what it jumped from is not connected with it. */
static void
believe_run (Marking *marking)
{
  for (guint i = marking->run_first; i <= marking->run_last; i++)
    marking->track->flags[i] &= (guint16) ~FC_FIX_JUMP;
  marking->track->flags[marking->run_first] |= FC_FIX_BREAK;
  marking->last = marking->run_last;
  marking->run_n = 0;
}

static void
judge_step (Marking *marking,
            guint    index)
{
  FcTrack *track = marking->track;

  if (marking->last == NONE || is_reachable (marking, marking->last, index))
    {
      marking->last = index;
      marking->run_n = 0;
      return;
    }
  track->flags[index] |= FC_FIX_JUMP;
  if (marking->run_n > 0 && track->times[index] > track->times[marking->run_last] &&
      is_reachable (marking, marking->run_last, index))
    marking->run_n++;
  else
    {
      marking->run_first = index;
      marking->run_n = 1;
    }
  marking->run_last = index;
  if (marking->run_n == AGREEING)
    believe_run (marking);
}

static void
judge (Marking           *marking,
       const FcMarkRules *rules,
       gint64             latest_us,
       guint              index)
{
  FcTrack *track = marking->track;
  guint16 *flags = &track->flags[index];
  gboolean timed = (*flags & FC_FIX_NO_TIME) == 0;

  *flags &= (guint16) ~(FC_FIX_BAD_TIME | FC_FIX_JUMP | FC_FIX_NOWHERE);
  if (track->places[index].latitude == 0 && track->places[index].longitude == 0)
    *flags |= FC_FIX_NOWHERE;
  if (timed && (track->times[index] < rules->earliest_us || track->times[index] > latest_us))
    *flags |= FC_FIX_BAD_TIME;
  if (*flags & FC_FIX_DOUBTFUL || !timed)
    return;
  if (marking->last != NONE && track->times[index] <= track->times[marking->last])
    *flags |= FC_FIX_STALE;
  else
    judge_step (marking, index);
}

/* Where the first fix of a piece is in doubt, the next one that is not begins it. How many are in doubt. */
static guint
carry_breaks (FcTrack *track)
{
  guint16 carried = 0;
  guint doubtful = 0;

  for (guint i = 0; i < track->n; i++)
    if (track->flags[i] & FC_FIX_DOUBTFUL)
      {
        carried |= track->flags[i] & FC_FIX_BREAK;
        doubtful++;
      }
    else
      {
        track->flags[i] |= carried;
        carried = 0;
      }
  return doubtful;
}

/**
 * fc_track_mark:
 * @rules: such as fc_mark_rules_default
 * @now_us: a fix from after this, and what a clock may be ahead, lies in the future
 *
 * Marks what cannot be believed; drops nothing. A fix is stale where its time is not after the last one that is believed, and
 * a jump where no vehicle gets there from that one. Where five in a row agree with each other instead, they are believed, and
 * begin a new piece. Marking again gives the same marks.
 *
 * Returns: how many fixes are not to be drawn
 */
guint
fc_track_mark (FcTrack           *self,
               const FcMarkRules *rules,
               gint64             now_us)
{
  Marking marking = { .track = self, .metres_per_us = rules->fastest_kmh / 3.6 / G_USEC_PER_SEC, .last = NONE };

  for (guint i = 0; i < self->n; i++)
    judge (&marking, rules, now_us + rules->clock_ahead_us, i);
  return carry_breaks (self);
}
