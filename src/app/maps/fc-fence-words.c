/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-words.h"

#include "fc-geofence.h"

#include <glib/gi18n.h>

FcFenceKind
fc_fence_kind_of (FcRecord *geofence)
{
  const char *kind = fc_record_get_text (geofence, FC_GEOFENCE_KIND);

  return g_strcmp0 (kind, "polygon") == 0    ? FC_FENCE_POLYGON
         : g_strcmp0 (kind, "corridor") == 0 ? FC_FENCE_CORRIDOR
                                             : FC_FENCE_CIRCLE;
}

const char *
fc_fence_kind_name (FcFenceKind kind)
{
  return kind == FC_FENCE_POLYGON ? "polygon" : kind == FC_FENCE_CORRIDOR ? "corridor" : "circle";
}

/**
 * fc_fence_say_hint:
 *
 * Returns: what mouse and keys do now
 */
const char *
fc_fence_say_hint (FcFenceHand *hand)
{
  FcFenceSketch *sketch = fc_fence_hand_get_sketch (hand);

  if (sketch->kind == FC_FENCE_CIRCLE)
    return sketch->places->len == 0
             ? _ ("Click on the map where its middle is; without a mouse, move the map and press Insert.")
             : _ (
                 "Drag the middle, or the rim. Page Down chooses one of them, arrow keys move it, with Shift further.");
  if (fc_fence_hand_is_drawing (hand))
    return _ ("Click point after point; a double click or Enter ends. Insert adds a point, arrow keys move it.");
  return _ (
    "Drag a point; click on a side for a new one. Page Down chooses the next point, arrow keys move it, with Shift "
    "further, Delete takes it out.");
}
