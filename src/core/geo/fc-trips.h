/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-track.h"

G_BEGIN_DECLS

/* Where a vehicle stood: the fixes from first to last, those in doubt among them not counted. */
typedef struct {
  guint first;
  guint last;
  gint64 start_us;
  gint64 end_us;
  FcPlace place; /* the middle of its fixes */
} FcStop;

/* What it drove from one stop to the next. */
typedef struct {
  guint first; /* the last fix of the stop before, where there is one */
  guint last;  /* the first fix of the stop after */
  gint64 start_us;
  gint64 end_us;
  double metres;
  guint16 top_speed; /* 0.01 km/h, FC_SPEED_UNKNOWN where no fix says one */
} FcTrip;

typedef struct {
  double radius;    /* metres within which it stands */
  gint64 least_us;  /* shorter ones are traffic */
} FcStopRules;

extern const FcStopRules fc_stop_rules_default;

GArray *fc_track_stops    (const FcTrack      *track,
                           const FcStopRules  *rules);
GArray *fc_track_trips    (const FcTrack      *track,
                           const GArray       *stops);
GArray *fc_track_simplify (const FcTrack      *track,
                           double              zoom,
                           double              pixels);

G_END_DECLS
