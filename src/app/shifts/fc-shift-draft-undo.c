/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-draft-private.h"

#include "fc-shift-steps.h"

/* What was entered is taken back step by step, and entered again: the place of each is shown. */

static void
place_free (gpointer data)
{
  FcSheetPlace *place = data;

  g_free (place->place);
  g_free (place->text);
  g_free (place->message);
  g_free (place->where);
  g_free (place);
}

static FcSheetPlace *
place_new (FcShiftDraft *self,
           int           view,
           const char   *at)
{
  FcSheetPlace *place = g_new0 (FcSheetPlace, 1);

  place->view = view;
  if (fc_shift_steps_is_of_drawer (view))
    place->drawer = self->drawer;
  place->place = g_strdup (at);
  return place;
}

/* Where a row was changed it is shown; where it went, what stands there instead. */
static void
tell_row (FcSheetPlace *place,
          GPtrArray    *change_sets)
{
  place->row = (FcId){ { 0 } };
  for (guint i = 0; i < change_sets->len; i++)
    {
      const FcChangeSet *set = change_sets->pdata[i];

      for (guint j = 0; j < set->changes->len; j++)
        {
          const FcChange *change = set->changes->pdata[j];

          if (change->kind != FC_CHANGE_DELETE)
            place->row = *fc_record_get_id (change->after);
        }
    }
}

/* Somebody else who sits there now takes back nothing of what the one before entered. */
static void
forget_other_person (FcShiftDraft *self)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);

  if (actor != NULL && fc_id_equal (&actor->user_id, &self->undo_person))
    return;
  fc_shift_undo_forget (self->undo);
  self->undo_person = actor != NULL ? actor->user_id : (FcId){ { 0 } };
}

/**
 * fc_shift_draft_stand_at:
 * @view: the step or other view of the sheet
 * @place: (nullable): what the view calls the place
 *
 * What is run next was entered there.
 */
void
fc_shift_draft_stand_at (FcShiftDraft *self,
                         int           view,
                         const char   *place)
{
  g_autofree char *before = g_steal_pointer (&self->at_place);

  self->at_view = view;
  self->at_place = g_strdup (place);
}

/**
 * fc_shift_draft_note_step:
 * @change_sets: (element-type FcChangeSet): what was entered just now changed
 */
void
fc_shift_draft_note_step (FcShiftDraft *self,
                          GPtrArray    *change_sets)
{
  FcSheetPlace *place = place_new (self, self->at_view, self->at_place);

  forget_other_person (self);
  tell_row (place, change_sets);
  fc_shift_undo_add (self->undo, change_sets, place, place_free);
  fc_shift_draft_stand_at (self, -1, NULL);
}

/**
 * fc_shift_draft_note_refused:
 *
 * What was typed and not taken is a step of its own; what was typed there before, and not taken either, is not.
 */
void
fc_shift_draft_note_refused (FcShiftDraft    *self,
                             const FcRefused *refused)
{
  FcSheetPlace *place;

  forget_other_person (self);
  fc_shift_draft_drop_typed (self, refused->view, &refused->drawer, refused->place);
  place = place_new (self, refused->view, refused->place);
  place->drawer = refused->drawer;
  place->row = refused->row;
  place->text = g_strdup (refused->text);
  place->message = g_strdup (refused->message);
  place->where = g_strdup (refused->where);
  fc_shift_undo_add_entry (self->undo, place, place_free);
}

/**
 * fc_shift_draft_drop_typed:
 *
 * Nothing wrong stands there any more: it is no step either, where it was the last.
 */
void
fc_shift_draft_drop_typed (FcShiftDraft *self,
                           int           view,
                           const FcId   *drawer,
                           const char   *at)
{
  const FcSheetPlace *last = fc_shift_undo_peek (self->undo, FALSE);

  if (last != NULL && last->text != NULL && last->view == view && fc_id_equal (&last->drawer, drawer) &&
      g_strcmp0 (last->place, at) == 0)
    fc_shift_undo_drop (self->undo, FALSE);
}

static void
take_typed (FcShiftDraft       *self,
            const FcSheetPlace *place,
            gboolean            redo)
{
  const FcId *drawer = fc_id_is_null (&place->drawer) ? NULL : &place->drawer;
  const FcId *row = fc_id_is_null (&place->row) ? NULL : &place->row;

  fc_shift_undo_done (self->undo, redo, NULL);
  self->undoing = TRUE;
  if (redo)
    fc_shift_draft_refuse (self, place->view, drawer, row, place->place, place->text, place->where, place->message);
  else
    fc_shift_draft_mend (self, place->view, drawer, place->place);
  self->undoing = FALSE;
}

static gboolean
take_entered (FcShiftDraft  *self,
              FcSheetPlace  *place,
              gboolean       redo,
              GError       **error)
{
  g_autoptr (GPtrArray) ops = fc_shift_undo_ops (self->undo, redo, g_get_real_time ());
  g_autoptr (GPtrArray) change_sets = fc_shift_draft_apply_all (self, ops, error);

  if (change_sets == NULL)
    {
      fc_shift_undo_drop (self->undo, redo);
      return FALSE;
    }
  tell_row (place, change_sets);
  fc_shift_undo_done (self->undo, redo, change_sets);
  if (ops->len > 0)
    fc_shift_draft_save (self, ops);
  self->undoing = TRUE;
  if (place->place != NULL)
    fc_shift_draft_mend (self, place->view, fc_id_is_null (&place->drawer) ? NULL : &place->drawer, place->place);
  self->undoing = FALSE;
  fc_shift_draft_recompute (self);
  return TRUE;
}

/**
 * fc_shift_draft_undo:
 * @redo: TRUE enters again what was taken back last
 * @error: why it cannot be taken back any more; it is forgotten then
 *
 * Takes back what was entered last, as a person would who enters what stood there before.
 *
 * Returns: (transfer none) (nullable): where that was; NULL, without an error, where there is nothing to be taken back
 */
const FcSheetPlace *
fc_shift_draft_undo (FcShiftDraft  *self,
                     gboolean       redo,
                     GError       **error)
{
  FcSheetPlace *place;

  if (self->saved == NULL || fc_shift_draft_is_locked (self))
    return NULL;
  forget_other_person (self);
  place = fc_shift_undo_peek (self->undo, redo);
  if (place == NULL)
    return NULL;
  if (place->text != NULL)
    take_typed (self, place, redo);
  else if (!take_entered (self, place, redo, error))
    return NULL;
  return place;
}
