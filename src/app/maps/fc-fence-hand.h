/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fence-sketch.h"
#include "fc-map-view.h"

G_BEGIN_DECLS

/*
 * Mouse and keys that draw a geofence on a map, from fc_fence_hand_begin() until fc_fence_hand_end(); meanwhile a click opens
 * nothing. Signals: "changed" (the sketch, or what is selected), "finished" (no more points come), "given-up" (Escape).
 */
#define FC_TYPE_FENCE_HAND (fc_fence_hand_get_type ())
G_DECLARE_FINAL_TYPE (FcFenceHand, fc_fence_hand, FC, FENCE_HAND, GObject)

FcFenceHand   *fc_fence_hand_new         (FcMapView       *map);
void           fc_fence_hand_begin       (FcFenceHand     *self,
                                          FcFenceSketch   *sketch,
                                          gboolean         drawing);
void           fc_fence_hand_end         (FcFenceHand     *self);
FcFenceSketch *fc_fence_hand_get_sketch  (FcFenceHand     *self);
gboolean       fc_fence_hand_is_drawing  (FcFenceHand     *self);
void           fc_fence_hand_set_drawing (FcFenceHand     *self,
                                          gboolean         drawing);
void           fc_fence_hand_undo        (FcFenceHand     *self);

/* What its controllers do. */
gboolean       fc_fence_hand_key         (FcFenceHand     *self,
                                          guint            key,
                                          GdkModifierType  state);
void           fc_fence_hand_click       (FcFenceHand     *self,
                                          int              n_press,
                                          double           x,
                                          double           y);
gboolean       fc_fence_hand_grab        (FcFenceHand     *self,
                                          double           x,
                                          double           y);
void           fc_fence_hand_drag        (FcFenceHand     *self,
                                          double           x,
                                          double           y);
void           fc_fence_hand_drop        (FcFenceHand     *self);

G_END_DECLS
