/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-track.h"

G_BEGIN_DECLS

#define FC_FENCE_MOST_CORNERS 1000
#define FC_FENCE_WIDEST       (2000000.0) /* metres from its middle to its furthest corner */

typedef enum {
  FC_FENCE_CIRCLE,
  FC_FENCE_POLYGON,
  FC_FENCE_CORRIDOR, /* what is near enough to a line, as a road */
} FcFenceKind;

/* An area on the ellipsoid; its sides are geodesics. Never changes; any thread. */
typedef struct _FcFence FcFence;

FcFence  *fc_fence_new      (FcFenceKind     kind,
                             const FcPlace  *places,
                             guint           n,
                             double          metres,
                             GError        **error);
void      fc_fence_free     (FcFence        *self);
double    fc_fence_distance (const FcFence  *self,
                             FcPlace         place,
                             double          reach);
gboolean  fc_fence_contains (const FcFence  *self,
                             FcPlace         place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFence, fc_fence_free)

typedef enum {
  FC_FENCE_ENTER,
  FC_FENCE_LEAVE,
  FC_FENCE_DWELL,
} FcFenceEventKind;

typedef struct {
  FcFenceEventKind kind;
  gint64 time_us;
  FcPlace place;
} FcFenceEvent;

typedef struct {
  double margin;     /* metres: it has left when it is that far outside, so that one who stands at the edge does not flicker */
  gint64 dwell_us;   /* inside for so long is a stay; 0 for none */
} FcFenceRules;

extern const FcFenceRules fc_fence_rules_default;

/* What is known of one vehicle and one fence; starts as zeros, and may be kept between runs. */
typedef struct {
  gboolean known;    /* a fix has told where it stands */
  gboolean inside;
  gboolean dwelt;    /* the stay was told */
  gint64 since_us;   /* when it came in */
  gint64 last_us;    /* of the last fix that was looked at */
} FcFenceState;

gboolean  fc_fence_step     (const FcFence       *fence,
                             const FcFenceRules  *rules,
                             FcFenceState        *state,
                             const FcFix         *fix,
                             FcFenceEvent        *event);

G_END_DECLS
