/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-draft-private.h"

#include "fc-step-view.h"

/* Whose drawer the sheet is at: what is counted, paid and moved goes there. */

/**
 * fc_shift_draft_choose_drawer:
 *
 * Stays with the drawer on screen as long as it is there.
 */
void
fc_shift_draft_choose_drawer (FcShiftDraft *self)
{
  GArray *drawers = self->sheet->drawers;

  for (guint i = 0; self->sheet->has_drawers && i < drawers->len; i++)
    if (fc_id_equal (fc_record_get_id (g_array_index (drawers, FcSheetDrawer, i).drawer), &self->drawer))
      return;
  if (self->sheet->has_drawers && drawers->len > 0)
    self->drawer = *fc_record_get_id (g_array_index (drawers, FcSheetDrawer, 0).drawer);
  else
    self->drawer = (FcId){ { 0 } };
}

/**
 * fc_shift_draft_get_drawer:
 *
 * Returns: (nullable): the drawer on screen; NULL where the shift is the only one
 */
const FcId *
fc_shift_draft_get_drawer (FcShiftDraft *self)
{
  return fc_id_is_null (&self->drawer) ? NULL : &self->drawer;
}

void
fc_shift_draft_set_drawer (FcShiftDraft *self,
                           const FcId   *drawer_id)
{
  if (fc_id_equal (&self->drawer, drawer_id))
    return;
  self->drawer = *drawer_id;
  fc_shift_draft_recompute (self);
}

/**
 * fc_shift_draft_get_money:
 *
 * Returns: (nullable): the figures of the drawer on screen, valid until the next "changed"
 */
const FcSheetDrawer *
fc_shift_draft_get_money (FcShiftDraft *self)
{
  GArray *drawers = self->sheet != NULL ? self->sheet->drawers : NULL;
  const FcId *here = fc_shift_draft_get_drawer (self);

  for (guint i = 0; drawers != NULL && i < drawers->len; i++)
    {
      const FcSheetDrawer *money = &g_array_index (drawers, FcSheetDrawer, i);

      if (here == NULL || (money->drawer != NULL && fc_id_equal (fc_record_get_id (money->drawer), here)))
        return money;
    }
  return NULL;
}

/**
 * fc_shift_draft_is_here:
 *
 * Returns: whether @record belongs to the drawer on screen
 */
gboolean
fc_shift_draft_is_here (FcShiftDraft *self,
                        FcRecord     *record,
                        int           drawer_field)
{
  const FcId *here = fc_shift_draft_get_drawer (self);
  const FcId *of = fc_record_get_ref (record, drawer_field);

  return here == NULL || (of != NULL && fc_id_equal (of, here));
}

/**
 * fc_shift_draft_add_drawer:
 *
 * Puts the drawer on screen into a command's arguments, where there is one.
 */
void
fc_shift_draft_add_drawer (FcShiftDraft *self,
                           JsonObject   *args)
{
  if (fc_shift_draft_get_drawer (self) != NULL)
    fc_args_set_id (args, "drawer_id", fc_shift_draft_get_drawer (self));
}
