/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-draft-private.h"

#include "fc-error.h"

#include <glib/gi18n.h>

/* What was typed and could not be taken. Somebody believes to have entered it, so its step is only begun and the shift
 * waits until it is mended or cleared. */

void
fc_refused_free (gpointer pointer)
{
  FcRefused *refused = pointer;

  g_free (refused->place);
  g_free (refused->text);
  g_free (refused->message);
  g_free (refused->where);
  g_free (refused);
}

static gboolean
stands_at (const FcRefused *refused,
           int              view,
           const FcId      *drawer,
           const char      *place)
{
  return refused->view == view && g_strcmp0 (refused->place, place) == 0 &&
         fc_id_equal (&refused->drawer, drawer != NULL ? drawer : &(FcId){ { 0 } });
}

static int
index_of (FcShiftDraft *self,
          int           view,
          const FcId   *drawer,
          const char   *place)
{
  for (guint i = 0; i < self->refused->len; i++)
    if (stands_at (self->refused->pdata[i], view, drawer, place))
      return (int) i;
  return -1;
}

static gboolean
is_of_drawer_here (FcShiftDraft    *self,
                   const FcRefused *refused)
{
  GArray *drawers = self->sheet->drawers;

  for (guint i = 0; i < drawers->len; i++)
    {
      FcRecord *drawer = g_array_index (drawers, FcSheetDrawer, i).drawer;

      if (drawer != NULL && fc_id_equal (fc_record_get_id (drawer), &refused->drawer))
        return TRUE;
    }
  return fc_id_is_null (&refused->drawer);
}

/**
 * fc_shift_draft_drop_refused:
 *
 * Forgets what has lost its place: the drawer is gone, or the shift handed in.
 */
void
fc_shift_draft_drop_refused (FcShiftDraft *self)
{
  gboolean locked = fc_shift_draft_is_locked (self);

  for (guint i = self->refused->len; i > 0; i--)
    if (locked || !is_of_drawer_here (self, self->refused->pdata[i - 1]))
      g_ptr_array_remove_index (self->refused, i - 1);
}

/**
 * fc_shift_draft_refuse:
 * @view: the step or other view it stands in
 * @drawer: (nullable): on screen; NULL for what is the whole shift's
 * @row: (nullable): the record it was to go into
 * @place: what the view calls the place it was typed into
 * @text: (nullable): as typed, where it has a place to stand in
 * @where: (nullable): what people call the place, translated
 * @message: why it is not taken, translated
 */
void
fc_shift_draft_refuse (FcShiftDraft *self,
                       int           view,
                       const FcId   *drawer,
                       const FcId   *row,
                       const char   *place,
                       const char   *text,
                       const char   *where,
                       const char   *message)
{
  FcRefused *refused = g_new0 (FcRefused, 1);
  int before = index_of (self, view, drawer, place);

  refused->view = view;
  if (drawer != NULL)
    refused->drawer = *drawer;
  if (row != NULL)
    refused->row = *row;
  refused->place = g_strdup (place);
  refused->text = g_strdup (text);
  refused->where = g_strdup (where);
  refused->message = g_strdup (message);
  if (text != NULL && !self->undoing &&
      (before < 0 || g_strcmp0 (((FcRefused *) self->refused->pdata[before])->text, text) != 0))
    fc_shift_draft_note_refused (self, refused);
  if (before >= 0)
    g_ptr_array_remove_index (self->refused, (guint) before);
  g_ptr_array_add (self->refused, refused);
  fc_shift_draft_emit_changed (self);
}

/**
 * fc_shift_draft_mend:
 *
 * Nothing that is wrong stands at @place any more.
 */
void
fc_shift_draft_mend (FcShiftDraft *self,
                     int           view,
                     const FcId   *drawer,
                     const char   *place)
{
  int before = index_of (self, view, drawer, place);

  if (before < 0)
    return;
  if (!self->undoing)
    fc_shift_draft_drop_typed (self, view, &((FcRefused *) self->refused->pdata[before])->drawer, place);
  g_ptr_array_remove_index (self->refused, (guint) before);
  fc_shift_draft_emit_changed (self);
}

/**
 * fc_shift_draft_find_refused:
 *
 * Returns: (nullable): what was typed there and could not be taken
 */
const FcRefused *
fc_shift_draft_find_refused (FcShiftDraft *self,
                             int           view,
                             const FcId   *drawer,
                             const char   *place)
{
  int i = index_of (self, view, drawer, place);

  return i >= 0 ? g_ptr_array_index (self->refused, i) : NULL;
}

/**
 * fc_shift_draft_list_refused:
 *
 * Returns: (transfer none) (element-type FcRefused): in the order it was typed
 */
GPtrArray *
fc_shift_draft_list_refused (FcShiftDraft *self)
{
  return self->refused;
}

/**
 * fc_shift_draft_blocks:
 *
 * Returns: whether @refused stands in the way of the submit: its step is not left out
 */
gboolean
fc_shift_draft_blocks (FcShiftDraft    *self,
                       const FcRefused *refused)
{
  return refused->view >= FC_N_STEPS || self->sheet->steps[refused->view] != FC_STEP_WAIVED;
}

/**
 * fc_shift_draft_says:
 *
 * Returns: whether @warning misses what was typed and not taken: that it is wrong says all of it
 */
gboolean
fc_shift_draft_says (FcShiftDraft         *self,
                     const FcSheetWarning *warning)
{
  for (guint i = 0; i < self->refused->len && warning->blocks && !fc_id_is_null (&warning->row_id); i++)
    {
      const FcRefused *refused = g_ptr_array_index (self->refused, i);

      if (refused->view == (int) warning->step &&
          (fc_id_equal (&refused->row, &warning->row_id) || fc_id_equal (&refused->drawer, &warning->row_id)))
        return TRUE;
    }
  return FALSE;
}

/**
 * fc_shift_draft_has_refused:
 *
 * Returns: whether something in @view is not taken, for whichever drawer
 */
gboolean
fc_shift_draft_has_refused (FcShiftDraft *self,
                            int           view)
{
  for (guint i = 0; i < self->refused->len; i++)
    {
      const FcRefused *refused = g_ptr_array_index (self->refused, i);

      if (refused->view == view && fc_shift_draft_blocks (self, refused))
        return TRUE;
    }
  return FALSE;
}

/**
 * fc_refused_describe:
 *
 * Returns: (transfer full): "Cards: “abc” is not a number"
 */
char *
fc_refused_describe (const FcRefused *refused)
{
  if (refused->where == NULL || refused->where[0] == '\0')
    return g_strdup (refused->message);
  /* Translators: a place on the shift sheet, and what is wrong with what was typed there */
  return g_strdup_printf (_ ("%s: %s"), refused->where, refused->message);
}

/**
 * fc_shift_draft_may_submit:
 * @error: the first thing that stands in the way
 *
 * Whether the shift's rows are complete and nothing was typed that is not in them.
 */
gboolean
fc_shift_draft_may_submit (FcShiftDraft  *self,
                           GError       **error)
{
  if (self->unsaved != NULL)
    {
      g_propagate_error (error, g_error_copy (self->unsaved));
      return FALSE;
    }
  for (guint i = 0; i < self->refused->len; i++)
    {
      const FcRefused *refused = g_ptr_array_index (self->refused, i);
      g_autofree char *text = NULL;

      if (!fc_shift_draft_blocks (self, refused))
        continue;
      text = fc_refused_describe (refused);
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, text);
      return FALSE;
    }
  return fc_shift_sheet_may_submit (self->sheet, error);
}
