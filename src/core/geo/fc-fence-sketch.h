/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fence.h"

G_BEGIN_DECLS

#define FC_SKETCH_NONE (G_MAXUINT)

/*
 * A geofence while somebody draws it. Its handles are its points; those of a circle its middle and its rim. Each change is a
 * step that can be taken back; moves of one handle that go on are one step.
 */
typedef struct {
  FcFenceKind kind;
  GArray *places;  /* FcPlace */
  double metres;   /* radius of a circle, half the width of a corridor */
  guint selected;  /* handle, or FC_SKETCH_NONE */
  GPtrArray *steps; /* private: as it was before each */
  guint moving;    /* private: the handle whose move goes on */
} FcFenceSketch;

FcFenceSketch *fc_fence_sketch_new         (FcFenceKind          kind,
                                            const FcPlace       *places,
                                            guint                n,
                                            double               metres);
void           fc_fence_sketch_free        (FcFenceSketch       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFenceSketch, fc_fence_sketch_free)
guint          fc_fence_sketch_n_handles   (const FcFenceSketch *self);
FcPlace        fc_fence_sketch_get_handle  (const FcFenceSketch *self,
                                            guint                handle);
void           fc_fence_sketch_select      (FcFenceSketch       *self,
                                            guint                handle);
void           fc_fence_sketch_add         (FcFenceSketch       *self,
                                            FcPlace              place);
void           fc_fence_sketch_insert      (FcFenceSketch       *self,
                                            guint                before,
                                            FcPlace              place);
void           fc_fence_sketch_move        (FcFenceSketch       *self,
                                            guint                handle,
                                            FcPlace              place,
                                            gboolean             goes_on);
gboolean       fc_fence_sketch_remove      (FcFenceSketch       *self,
                                            guint                handle);
void           fc_fence_sketch_set         (FcFenceSketch       *self,
                                            FcFenceKind          kind,
                                            const FcPlace       *places,
                                            guint                n,
                                            double               metres);
gboolean       fc_fence_sketch_undo        (FcFenceSketch       *self);
gboolean       fc_fence_sketch_can_undo    (const FcFenceSketch *self);
gboolean       fc_fence_sketch_check       (const FcFenceSketch *self,
                                            GError             **error);
gboolean       fc_fence_sides_cross        (const FcPlace       *places,
                                            guint                n,
                                            guint               *first,
                                            guint               *second);

G_END_DECLS
