/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence.h"

const FcFenceRules fc_fence_rules_default = { .margin = 50, .dwell_us = G_GINT64_CONSTANT (600000000) };

/* The edge counts as where the vehicle was before: it comes in at the line itself, and goes out the margin beyond it. */
static gboolean
is_inside (const FcFence      *fence,
           const FcFenceRules *rules,
           const FcFenceState *state,
           FcPlace             place)
{
  if (state->known && state->inside)
    return fc_fence_distance (fence, place, rules->margin) <= rules->margin;
  return fc_fence_contains (fence, place);
}

/**
 * fc_fence_step:
 * @state: (inout): of this vehicle and this fence
 * @fix: after fc_track_mark()
 * @event: (out): what happened
 *
 * Takes the next fix of a vehicle. The first one only tells where it stands. One in doubt, without a time, or not after the last
 * one changes nothing, so that what is fed twice is told once. A stay is told once for each time that it came in, at the moment
 * at which it was long enough, and only where a fix shows that it was still there.
 *
 * Returns: whether something happened
 */
gboolean
fc_fence_step (const FcFence      *fence,
               const FcFenceRules *rules,
               FcFenceState       *state,
               const FcFix        *fix,
               FcFenceEvent       *event)
{
  gboolean told = FALSE, inside;

  if (fix->flags & (FC_FIX_DOUBTFUL | FC_FIX_NO_TIME) || (state->known && fix->time_us <= state->last_us))
    return FALSE;
  inside = is_inside (fence, rules, state, fix->place);
  if (!state->known || inside != state->inside)
    {
      told = state->known;
      *event = (FcFenceEvent){ inside ? FC_FENCE_ENTER : FC_FENCE_LEAVE, fix->time_us, fix->place };
      state->since_us = fix->time_us;
      state->dwelt = FALSE;
    }
  else if (inside && !state->dwelt && rules->dwell_us > 0 && fix->time_us - state->since_us >= rules->dwell_us)
    {
      told = state->dwelt = TRUE;
      *event = (FcFenceEvent){ FC_FENCE_DWELL, state->since_us + rules->dwell_us, fix->place };
    }
  state->known = TRUE;
  state->inside = inside;
  state->last_us = fix->time_us;
  return told;
}
