/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-track.h"

G_BEGIN_DECLS

/* How fast, in steps: a line is coloured by them, and its legend names them. */
#define FC_PACE_STEPS   5
#define FC_PACE_UNKNOWN FC_PACE_STEPS
#define FC_PACE_KINDS   (FC_PACE_STEPS + 1)

guint    fc_pace_of    (guint16 speed);
guint    fc_pace_least (guint   pace);

/* A corner of the line; in the square of side 1 that Web Mercator makes of the world, x going on over the antimeridian. */
typedef struct {
  double x, y;
  guint fix;     /* of the track */
  guint8 pace;   /* up to the next corner */
  guint8 begins; /* nothing is drawn to it */
} FcTrackCorner;

#define FC_TRACK_SPAN 128

/* What FC_TRACK_SPAN corners and the one after them cover. */
typedef struct {
  double left, top, right, bottom;
} FcTrackSpan;

/* The line as it is drawn up to a zoom. */
typedef struct {
  guint zoom;
  guint n;
  FcTrackCorner *corners;
  FcTrackSpan *spans; /* one for each FC_TRACK_SPAN corners begun */
  guint n_spans;
} FcTrackLevel;

/* A track as it is drawn at any zoom: what cannot be seen is left out, so that a million fixes move as one does. */
typedef struct _FcTrackLine FcTrackLine;

FcTrackLine        *fc_track_line_new    (const FcTrack     *track);
void                fc_track_line_free   (FcTrackLine       *self);
const FcTrackLevel *fc_track_line_level  (const FcTrackLine *self,
                                          double             zoom);
gboolean            fc_track_line_extent (const FcTrackLine *self,
                                          FcTrackSpan       *extent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTrackLine, fc_track_line_free)

gboolean            fc_track_find        (const FcTrack     *track,
                                          gint64             time_us,
                                          guint             *fix);
guint16             fc_track_speed_at    (const FcTrack     *track,
                                          guint              fix);

G_END_DECLS
