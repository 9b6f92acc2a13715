/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-draft-private.h"

#include "fc-error.h"

G_DEFINE_FINAL_TYPE (FcShiftDraft, fc_shift_draft, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, SIGNAL_FAILED, SIGNAL_GONE, N_SIGNALS };
static guint signals[N_SIGNALS];

static FcRowSet *
copy_rows (FcRowSet *rows)
{
  FcRowSet *copy = fc_row_set_new ();

  for (FcEntity entity = 0; entity < FC_N_ENTITIES; entity++)
    {
      g_autoptr (GPtrArray) list = fc_row_set_list (rows, entity);

      for (guint i = 0; i < list->len; i++)
        fc_row_set_add (copy, g_ptr_array_index (list, i));
    }
  return copy;
}

/* @actor: (nullable): who enters it. @change_sets: (nullable): gets what it changed */
static gboolean
apply (const FcActor  *actor,
       FcRowSet       *rows,
       FcOp           *op,
       GPtrArray      *change_sets,
       GError        **error)
{
  g_autoptr (FcChangeSet) changes = NULL;

  if (actor == NULL)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_DENIED, "Nobody is signed in");
      return FALSE;
    }
  changes = fc_op_run (op, actor, rows, error);
  if (changes == NULL)
    return FALSE;
  fc_change_set_apply_to_rows (changes, rows);
  if (change_sets != NULL)
    g_ptr_array_add (change_sets, g_steal_pointer (&changes));
  return TRUE;
}

void
fc_shift_draft_emit_changed (FcShiftDraft *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
fc_shift_draft_emit_failed (FcShiftDraft *self,
                            const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

/* Figures of what is saved, being saved and typed. */
void
fc_shift_draft_recompute (FcShiftDraft *self)
{
  if (self->saved == NULL)
    return;
  g_clear_pointer (&self->rows, fc_row_set_free);
  self->rows = copy_rows (self->saved);
  for (guint i = 0; self->around != NULL && i < self->around->records->len; i++)
    fc_row_set_add (self->rows, g_ptr_array_index (self->around->records, i));
  for (guint i = 0; i < self->saving->len; i++)
    {
      const FcEntered *entered = g_ptr_array_index (self->saving, i);

      apply (entered->actor, self->rows, entered->op, NULL, NULL);
    }
  if (self->trying != NULL)
    apply (fc_replica_get_actor (self->replica), self->rows, self->trying, NULL, NULL);
  g_clear_pointer (&self->sheet, fc_shift_sheet_free);
  self->sheet = fc_shift_sheet_new (self->rows, &self->id);
  if (self->around != NULL)
    fc_shift_sheet_look_around (self->sheet, self->rows, (const FcNozzleHabit *) (gpointer) self->around->habits->data,
                                self->around->habits->len, g_get_real_time ());
  fc_shift_draft_choose_drawer (self);
  fc_shift_draft_drop_refused (self);
  if (fc_shift_draft_is_locked (self))
    fc_shift_undo_forget (self->undo);
  fc_shift_draft_emit_changed (self);
}

static void
forget_saved (FcShiftDraft *self)
{
  /* What was given to the replica before this reading began is part of it. */
  if (g_queue_is_empty (&self->to_save))
    g_ptr_array_set_size (self->saving, 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcShiftDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, &error);

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->again)
    {
      self->again = FALSE;
      fc_shift_draft_load (self);
      return;
    }
  if (rows == NULL || fc_row_set_get (rows, FC_SHIFT, &self->id) == NULL)
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      if (self->error == NULL)
        g_set_error_literal (&self->error, FC_ERROR, FC_ERROR_NOT_FOUND, "This shift is not on this computer");
      g_signal_emit (self, signals[SIGNAL_GONE], 0);
      return;
    }
  g_clear_error (&self->error);
  g_clear_pointer (&self->saved, fc_row_set_free);
  self->saved = g_steal_pointer (&rows);
  forget_saved (self);
  fc_shift_draft_recompute (self);
}

static void
around_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcShiftDraft) self = user_data;
  g_autoptr (FcShiftAround) around = fc_shift_around_finish (FC_REPLICA (source), result, NULL);

  if (around == NULL)
    return;
  g_clear_pointer (&self->around, fc_shift_around_free);
  self->around = g_steal_pointer (&around);
  fc_shift_draft_recompute (self);
}

static void
load_around (FcShiftDraft *self)
{
  fc_shift_around_async (self->replica, &self->id, self->cancellable, around_cb, g_object_ref (self));
}

static gboolean
touches (const FcChanges *changes,
         const FcEntity  *entities,
         guint            n)
{
  for (guint i = 0; i < n; i++)
    if (fc_changes_touch (changes, entities[i]))
      return TRUE;
  return FALSE;
}

static void
replica_changed_cb (FcShiftDraft    *self,
                    const FcChanges *changes)
{
  static const FcEntity beside[] = { FC_PRODUCT, FC_USER, FC_SHORTFALL, FC_ATTACHMENT, FC_CONFLICT };
  static const FcEntity shown[] = { FC_SHIFT,         FC_METER_READING, FC_TANK_READING,  FC_DELIVERY,  FC_TENDER_TOTAL,
                                    FC_CASH_COUNT,    FC_CASH_MOVEMENT, FC_STATION,       FC_TANK,      FC_NOZZLE,
                                    FC_PUMP,          FC_PRICE,         FC_DRAWER,        FC_SLIP,      FC_METER_CHANGE,
                                    FC_TANK_TRANSFER, FC_SIGNATURE };

  if (touches (changes, beside, G_N_ELEMENTS (beside)))
    load_around (self);
  if (touches (changes, shown, G_N_ELEMENTS (shown)))
    fc_shift_draft_load (self);
}

static void
fc_shift_draft_dispose (GObject *object)
{
  FcShiftDraft *self = FC_SHIFT_DRAFT (object);

  /* The sheet went away in the middle of a cell: what was typed there is kept. */
  if (self->trying != NULL)
    fc_replica_run_op_async (self->replica, g_steal_pointer (&self->trying), NULL, NULL, NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_signal_handler (&self->changed_handler, self->replica);

  G_OBJECT_CLASS (fc_shift_draft_parent_class)->dispose (object);
}

static void
fc_shift_draft_finalize (GObject *object)
{
  FcShiftDraft *self = FC_SHIFT_DRAFT (object);

  g_clear_pointer (&self->sheet, fc_shift_sheet_free);
  g_clear_pointer (&self->saved, fc_row_set_free);
  g_clear_pointer (&self->rows, fc_row_set_free);
  g_clear_pointer (&self->saving, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_clear_pointer (&self->around, fc_shift_around_free);
  g_clear_pointer (&self->undo, fc_shift_undo_free);
  g_clear_pointer (&self->at_place, g_free);
  g_clear_pointer (&self->trying, fc_op_free);
  g_clear_error (&self->error);
  g_clear_error (&self->unsaved);
  g_queue_clear_full (&self->to_save, (GDestroyNotify) g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_shift_draft_parent_class)->finalize (object);
}

static void
fc_shift_draft_class_init (FcShiftDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = fc_shift_draft_dispose;
  object_class->finalize = fc_shift_draft_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED]
      = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_GONE] = g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_shift_draft_init (FcShiftDraft *self)
{
  self->saving = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_entered_free);
  self->refused = g_ptr_array_new_with_free_func (fc_refused_free);
  self->cancellable = g_cancellable_new ();
  self->at_view = -1;
}

/**
 * fc_shift_draft_new:
 *
 * Returns: (transfer full): begins to read at once; "changed" tells when there is something to show
 */
FcShiftDraft *
fc_shift_draft_new (FcReplica  *replica,
                    const FcId *shift_id)
{
  FcShiftDraft *self = g_object_new (FC_TYPE_SHIFT_DRAFT, NULL);

  self->replica = g_object_ref (replica);
  self->id = *shift_id;
  self->undo = fc_shift_undo_new (shift_id);
  self->changed_handler
      = g_signal_connect_swapped (replica, "changed", G_CALLBACK (replica_changed_cb), self);
  load_around (self);
  fc_shift_draft_load (self);
  return self;
}

const FcId *
fc_shift_draft_get_id (FcShiftDraft *self)
{
  return &self->id;
}

FcReplica *
fc_shift_draft_get_replica (FcShiftDraft *self)
{
  return self->replica;
}

/**
 * fc_shift_draft_load:
 *
 * Reads the shift again; nothing typed is lost.
 */
void
fc_shift_draft_load (FcShiftDraft *self)
{
  static const int also[] = { FC_SHIFT_STATION_ID, FC_SHIFT_PREVIOUS_ID, FC_SHIFT_CORRECTS_ID, -1 };

  if (self->loading)
    {
      self->again = TRUE;
      return;
    }
  self->loading = TRUE;
  fc_replica_load_async (self->replica, FC_SHIFT, &self->id, also, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

/**
 * fc_shift_draft_get_rows:
 *
 * Returns: (transfer none) (nullable): the rows with all that was typed; NULL until read
 */
FcRowSet *
fc_shift_draft_get_rows (FcShiftDraft *self)
{
  return self->rows;
}

FcRecord *
fc_shift_draft_get_shift (FcShiftDraft *self)
{
  return self->rows != NULL ? fc_row_set_get (self->rows, FC_SHIFT, &self->id) : NULL;
}

FcRecord *
fc_shift_draft_get_station (FcShiftDraft *self)
{
  FcRecord *shift = fc_shift_draft_get_shift (self);

  return shift != NULL ? fc_row_set_get (self->rows, FC_STATION, fc_record_get_ref (shift, FC_SHIFT_STATION_ID))
                       : NULL;
}

/**
 * fc_shift_draft_get_sheet:
 *
 * Returns: (transfer none) (nullable): valid until the next "changed"
 */
FcShiftSheet *
fc_shift_draft_get_sheet (FcShiftDraft *self)
{
  return self->sheet;
}

/**
 * fc_shift_draft_get_currency:
 *
 * Returns: (nullable): the station's currency
 */
const char *
fc_shift_draft_get_currency (FcShiftDraft *self)
{
  FcRecord *station = fc_shift_draft_get_station (self);

  return station != NULL ? fc_record_get_text (station, FC_STATION_CURRENCY) : NULL;
}

/**
 * fc_shift_draft_is_locked:
 *
 * Returns: whether it has been handed in: nothing can be typed any more
 */
gboolean
fc_shift_draft_is_locked (FcShiftDraft *self)
{
  FcRecord *shift = fc_shift_draft_get_shift (self);
  const char *state = shift != NULL ? fc_record_get_text (shift, FC_SHIFT_STATE) : NULL;

  return g_strcmp0 (state, "open") != 0 && g_strcmp0 (state, "disputed") != 0;
}

const GError *
fc_shift_draft_get_error (FcShiftDraft *self)
{
  return self->error;
}

/**
 * fc_shift_draft_command:
 * @args: (transfer full):
 *
 * Returns: (transfer full): the call of command @name for this shift
 */
FcOp *
fc_shift_draft_command (FcShiftDraft *self,
                        const char   *name,
                        JsonObject   *args)
{
  return fc_op_new_command (name, FC_SHIFT, &self->id, args, g_get_real_time ());
}

/**
 * fc_shift_draft_try:
 * @op: (transfer full): what would be saved if the person left the cell now
 *
 * Shows all figures as if @op had been run. Saves nothing.
 */
gboolean
fc_shift_draft_try (FcShiftDraft *self,
                    FcOp         *op,
                    GError      **error)
{
  g_autoptr (FcRowSet) rows = NULL;
  gboolean fits;

  g_clear_pointer (&self->trying, fc_op_free);
  if (self->rows == NULL)
    {
      fc_op_free (op);
      return FALSE;
    }
  rows = copy_rows (self->rows);
  fits = apply (fc_replica_get_actor (self->replica), rows, op, NULL, error);
  if (fits)
    self->trying = op;
  else
    fc_op_free (op);
  fc_shift_draft_recompute (self);
  return fits;
}

/**
 * fc_shift_draft_try_nothing:
 *
 * Forgets what was tried and not run.
 */
void
fc_shift_draft_try_nothing (FcShiftDraft *self)
{
  if (self->trying == NULL)
    return;
  g_clear_pointer (&self->trying, fc_op_free);
  fc_shift_draft_recompute (self);
}

/**
 * fc_shift_draft_apply_all:
 * @ops: (element-type FcOp): one transaction
 * @error: why one is refused
 *
 * Returns: (transfer full) (nullable) (element-type FcChangeSet): what each would change; nothing is saved
 */
GPtrArray *
fc_shift_draft_apply_all (FcShiftDraft *self,
                          GPtrArray    *ops,
                          GError      **error)
{
  g_autoptr (GPtrArray) change_sets = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_change_set_free);
  g_autoptr (FcRowSet) rows = NULL;

  g_clear_pointer (&self->trying, fc_op_free);
  fc_shift_draft_recompute (self);
  rows = copy_rows (self->rows);
  for (guint i = 0; i < ops->len; i++)
    if (!apply (fc_replica_get_actor (self->replica), rows, g_ptr_array_index (ops, i), change_sets, error))
      return NULL;
  return g_steal_pointer (&change_sets);
}

/**
 * fc_shift_draft_run_all:
 * @ops: (element-type FcOp): one transaction
 * @error: why one is refused; nothing was saved then
 *
 * Shows their effect at once and saves them; a refusal by the replica itself comes as "failed". What the disk does not
 * take stays shown and is tried again.
 */
gboolean
fc_shift_draft_run_all (FcShiftDraft  *self,
                        GPtrArray     *ops,
                        GError       **error)
{
  g_autoptr (GPtrArray) change_sets = NULL;

  g_clear_pointer (&self->trying, fc_op_free);
  if (self->saved != NULL)
    {
      change_sets = fc_shift_draft_apply_all (self, ops, error);
      if (change_sets == NULL)
        return FALSE;
      fc_shift_draft_note_step (self, change_sets);
    }
  fc_shift_draft_save (self, ops);
  fc_shift_draft_recompute (self);
  return TRUE;
}

/**
 * fc_shift_draft_run:
 * @op: (transfer full):
 * @error: why the command refuses it; nothing was saved then
 *
 * The same for one op.
 */
gboolean
fc_shift_draft_run (FcShiftDraft *self,
                    FcOp         *op,
                    GError      **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  g_ptr_array_add (ops, op);
  return fc_shift_draft_run_all (self, ops, error);
}
