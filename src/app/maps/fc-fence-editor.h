/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"
#include "fc-fence-hand.h"
#include "fc-record.h"

G_BEGIN_DECLS

/*
 * The form beside the map in which a geofence is drawn, by hand or by numbers: what is drawn stands in the rows, and what is
 * typed there on the map. Signals: "closed" (it was saved or given up), "opened" (what was given up is taken up again).
 */
#define FC_TYPE_FENCE_EDITOR (fc_fence_editor_get_type ())
G_DECLARE_FINAL_TYPE (FcFenceEditor, fc_fence_editor, FC, FENCE_EDITOR, GtkWidget)

GtkWidget   *fc_fence_editor_new      (FcContext     *context,
                                       FcMapView     *map);
void         fc_fence_editor_add      (FcFenceEditor *self);
void         fc_fence_editor_open     (FcFenceEditor *self,
                                       const FcId    *geofence_id);
gboolean     fc_fence_editor_resume   (FcFenceEditor *self);
void         fc_fence_editor_take_up  (FcFenceEditor *self,
                                       FcRecord      *saved,
                                       FcRecord      *record);
gboolean     fc_fence_editor_is_open  (FcFenceEditor *self);
FcFenceHand *fc_fence_editor_get_hand (FcFenceEditor *self);

G_END_DECLS
