/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-draft-private.h"

#include "fc-error.h"

/*
 * What was entered goes to the replica one transaction after the other. What the disk does not take stays on screen and
 * in the queue, and is tried again until it is taken: also when the sheet has been left meanwhile.
 */
#define TRY_AGAIN 3 /* s */

static void save_next (FcShiftDraft *self);

void
fc_entered_free (FcEntered *self)
{
  fc_op_free (self->op);
  g_clear_pointer (&self->actor, fc_actor_free);
  g_free (self);
}

static FcEntered *
entered_new (const FcOp    *op,
             const FcActor *actor)
{
  FcEntered *self = g_new0 (FcEntered, 1);

  self->op = fc_op_copy (op);
  self->actor = actor != NULL ? fc_actor_copy (actor) : NULL;
  return self;
}

static gboolean
try_again_cb (gpointer user_data)
{
  FcShiftDraft *self = user_data;

  self->try_again = 0;
  save_next (self);
  return G_SOURCE_REMOVE;
}

/* The disk's fault, not that of what was entered: it stays, and so does whoever is typing. */
static void
keep_for_later (FcShiftDraft *self,
                const GError *error)
{
  g_clear_error (&self->unsaved);
  self->unsaved = g_error_copy (error);
  if (self->try_again == 0)
    self->try_again =
      g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, TRY_AGAIN, try_again_cb, g_object_ref (self), g_object_unref);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcShiftDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = fc_replica_run_finish (FC_REPLICA (source), result, &error);

  self->in_flight = FALSE;
  if (error != NULL && error->domain == FC_REPLICA_ERROR)
    keep_for_later (self, error);
  else
    {
      g_ptr_array_unref (g_queue_pop_head (&self->to_save));
      g_clear_error (&self->unsaved);
      if (saved)
        self->saved_at = g_get_real_time ();
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fc_shift_draft_emit_failed (self, error);
      save_next (self);
    }
  fc_shift_draft_load (self);
}

/* Nobody's work goes out in the name of whoever sits there now. */
static gboolean
is_the_same_person (FcShiftDraft *self)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);

  return actor != NULL && fc_id_equal (&actor->user_id, &self->person);
}

static void
save_next (FcShiftDraft *self)
{
  GPtrArray *next = g_queue_peek_head (&self->to_save);

  if (next == NULL || self->in_flight)
    return;
  if (self->unsaved != NULL && !is_the_same_person (self))
    {
      g_autoptr (GError) still = g_error_copy (self->unsaved);

      keep_for_later (self, still);
      return;
    }
  g_clear_handle_id (&self->try_again, g_source_remove);
  self->in_flight = TRUE;
  fc_replica_run_async (self->replica, next, NULL, saved_cb, g_object_ref (self));
}

/**
 * fc_shift_draft_save:
 * @ops: (element-type FcOp): one transaction; known to be allowed
 */
void
fc_shift_draft_save (FcShiftDraft *self,
                     GPtrArray    *ops)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);

  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (self->saving, entered_new (g_ptr_array_index (ops, i), actor));
  if (actor != NULL && g_queue_is_empty (&self->to_save))
    self->person = actor->user_id;
  g_queue_push_tail (&self->to_save, g_ptr_array_ref (ops));
  save_next (self);
}

gboolean
fc_shift_draft_is_saving (FcShiftDraft *self)
{
  return !g_queue_is_empty (&self->to_save) && self->unsaved == NULL;
}

/**
 * fc_shift_draft_get_saved_at:
 *
 * Returns: UTC µs of the last thing saved here; 0 where nothing was typed yet
 */
gint64
fc_shift_draft_get_saved_at (FcShiftDraft *self)
{
  return self->saved_at;
}

/**
 * fc_shift_draft_get_unsaved:
 *
 * Returns: (nullable) (transfer none): why what was entered last is not on the disk yet; it is tried again by itself
 */
const GError *
fc_shift_draft_get_unsaved (FcShiftDraft *self)
{
  return self->unsaved;
}
