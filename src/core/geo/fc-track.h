/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-geodesic.h"

G_BEGIN_DECLS

#define FC_SPEED_UNKNOWN   (G_MAXUINT16)
#define FC_HEADING_UNKNOWN (G_MAXUINT16)

/* What is to be known of a fix besides where it was. The readers set the first four, fc_track_mark() the others. */
typedef enum {
  FC_FIX_BREAK    = 1 << 0, /* begins a piece: no line is drawn to it, nothing was driven in between */
  FC_FIX_VOID     = 1 << 1, /* the receiver itself says that it has no position */
  FC_FIX_NO_TIME  = 1 << 2, /* it came without a time; time_us is 0 */
  FC_FIX_STALE    = 1 << 3, /* an old position sent again, or one out of its turn */
  FC_FIX_BAD_TIME = 1 << 4, /* 1901, 1970, the future: a clock that was never set */
  FC_FIX_JUMP     = 1 << 5, /* no vehicle gets there in that time */
  FC_FIX_NOWHERE  = 1 << 6, /* 0° 0°: what a receiver says before it knows */
} FcFixFlags;

/* Fixes with one of these are marked, kept, and not drawn. */
#define FC_FIX_DOUBTFUL (FC_FIX_VOID | FC_FIX_STALE | FC_FIX_BAD_TIME | FC_FIX_JUMP | FC_FIX_NOWHERE)

/* Where a vehicle was at one moment. */
typedef struct {
  gint64 time_us;
  FcPlace place;
  guint16 speed;   /* 0.01 km/h, or FC_SPEED_UNKNOWN */
  guint16 heading; /* 0.01°, clockwise from north, or FC_HEADING_UNKNOWN */
  guint16 flags;   /* FcFixFlags */
} FcFix;

/* The fixes of one vehicle in the order in which they came: arrays side by side, 22 bytes a fix. Read them, but do not write. */
typedef struct {
  guint n;
  gint64 *times;
  FcPlace *places;
  guint16 *speeds;
  guint16 *headings;
  guint16 *flags;
  guint room; /* private */
} FcTrack;

FcTrack  *fc_track_new       (guint           expected);
void      fc_track_free      (FcTrack        *self);
void      fc_track_add       (FcTrack        *self,
                              const FcFix    *fix);
FcFix     fc_track_get       (const FcTrack  *self,
                              guint           index);
guint16   fc_fix_speed       (double          kmh);
guint16   fc_fix_heading     (double          degrees);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTrack, fc_track_free)

/* What is beyond belief. */
typedef struct {
  double fastest_kmh;  /* above it a step between two fixes is a jump */
  gint64 earliest_us;  /* before it the clock was never set */
  gint64 clock_ahead_us; /* how far a device's clock may be ahead of ours */
} FcMarkRules;

extern const FcMarkRules fc_mark_rules_default;

guint     fc_track_mark      (FcTrack           *self,
                              const FcMarkRules *rules,
                              gint64             now_us);

G_END_DECLS
