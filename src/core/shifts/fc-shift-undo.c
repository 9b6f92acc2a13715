/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-undo.h"

/* Records rather than ops are kept: what takes a step back is made when it is wanted, of what was there then. */
typedef struct {
  GPtrArray *changes; /* FcChange, in the order they happened; (nullable): nothing got into the shift */
  gpointer place;
  GDestroyNotify free_place;
} Step;

struct _FcShiftUndo {
  FcId shift_id;
  GPtrArray *steps[2]; /* Step: to be taken back, and to be entered again; the next one last */
  GHashTable *renamed; /* FcId → FcId: by the ops that were asked for last */
};

static void
change_free (gpointer data)
{
  FcChange *change = data;

  g_clear_object (&change->after);
  g_clear_object (&change->before);
  g_free (change);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->changes, g_ptr_array_unref);
  if (step->free_place != NULL)
    step->free_place (step->place);
  g_free (step);
}

/* (transfer full) (nullable): NULL where not all of it is entries */
static GPtrArray *
entries_of (GPtrArray *change_sets)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (change_free);

  for (guint i = 0; i < change_sets->len; i++)
    {
      const FcChangeSet *set = change_sets->pdata[i];

      for (guint j = 0; j < set->changes->len; j++)
        {
          const FcChange *change = set->changes->pdata[j];
          FcChange *copy;

          if (!fc_shift_is_entry (change))
            return NULL;
          copy = g_memdup2 (change, sizeof *change);
          g_object_ref (copy->after);
          if (copy->before != NULL)
            g_object_ref (copy->before);
          g_ptr_array_add (changes, copy);
        }
    }
  return g_steal_pointer (&changes);
}

/* @renamed: (element-type FcId FcId): gets what comes back under another id */
static GPtrArray *
ops_back (FcShiftUndo *self,
          GPtrArray   *changes,
          gint64       now_us,
          GHashTable  *renamed)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  for (guint i = changes->len; i > 0; i--)
    fc_shift_undo_change (changes->pdata[i - 1], &self->shift_id, now_us, ops, renamed);
  return ops;
}

static void
push (FcShiftUndo    *self,
      gboolean        redo,
      GPtrArray      *changes,
      gpointer        place,
      GDestroyNotify  free_place)
{
  Step *step = g_new (Step, 1);

  *step = (Step){ changes, place, free_place };
  g_ptr_array_add (self->steps[redo], step);
  if (self->steps[redo]->len > FC_SHIFT_UNDO_STEPS)
    g_ptr_array_remove_index (self->steps[redo], 0);
}

/* (transfer full): @record with the new ids of itself and of what it names */
static FcRecord *
renamed_record (FcRecord   *record,
                GHashTable *renamed)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (record));
  const FcId *id = g_hash_table_lookup (renamed, fc_record_get_id (record));
  FcRecord *copy = fc_record_new (fc_record_get_entity (record), id != NULL ? id : fc_record_get_id (record));

  for (guint i = 0; i < about->n_fields; i++)
    {
      const FcId *ref = about->fields[i].type == FC_TYPE_REF ? fc_record_get_ref (record, (int) i) : NULL;
      const FcId *now = ref != NULL ? g_hash_table_lookup (renamed, ref) : NULL;

      fc_record_set_value (copy, (int) i, fc_record_get_value (record, (int) i));
      if (now != NULL)
        fc_record_set_ref (copy, (int) i, now);
    }
  fc_record_set_extra (copy, fc_record_get_extra (record));
  return copy;
}

static void
rename_record (FcRecord   **record,
               GHashTable  *renamed)
{
  FcRecord *copy;

  if (*record == NULL)
    return;
  copy = renamed_record (*record, renamed);
  g_object_unref (*record);
  *record = copy;
}

/* The other steps go on about the same thing. */
static void
rename_all (FcShiftUndo *self,
            GHashTable  *renamed)
{
  if (g_hash_table_size (renamed) == 0)
    return;
  for (int way = 0; way < 2; way++)
    for (guint i = 0; i < self->steps[way]->len; i++)
      {
        const Step *step = self->steps[way]->pdata[i];

        for (guint j = 0; step->changes != NULL && j < step->changes->len; j++)
          {
            FcChange *change = step->changes->pdata[j];

            rename_record (&change->after, renamed);
            rename_record (&change->before, renamed);
          }
      }
}

/**
 * fc_shift_undo_new:
 *
 * Returns: (transfer full): the steps of one shift's sheet, none yet
 */
FcShiftUndo *
fc_shift_undo_new (const FcId *shift_id)
{
  FcShiftUndo *self = g_new0 (FcShiftUndo, 1);

  self->shift_id = *shift_id;
  for (int way = 0; way < 2; way++)
    self->steps[way] = g_ptr_array_new_with_free_func (step_free);
  self->renamed = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, g_free);
  return self;
}

void
fc_shift_undo_free (FcShiftUndo *self)
{
  for (int way = 0; way < 2; way++)
    g_ptr_array_unref (self->steps[way]);
  g_hash_table_unref (self->renamed);
  g_free (self);
}

/**
 * fc_shift_undo_forget:
 *
 * What was entered is nobody's to take back any more: the shift was handed in.
 */
void
fc_shift_undo_forget (FcShiftUndo *self)
{
  for (int way = 0; way < 2; way++)
    g_ptr_array_set_size (self->steps[way], 0);
}

/**
 * fc_shift_undo_add:
 * @change_sets: (element-type FcChangeSet): what one transaction changed
 * @place: (transfer full) (nullable): where it was entered; fc_shift_undo_peek() tells it
 *
 * Something was entered: it is what is taken back next, and what had been taken back is not entered again.
 *
 * Returns: whether there is something to be taken back
 */
gboolean
fc_shift_undo_add (FcShiftUndo    *self,
                   GPtrArray      *change_sets,
                   gpointer        place,
                   GDestroyNotify  free_place)
{
  g_autoptr (GPtrArray) changes = entries_of (change_sets);
  g_autoptr (GHashTable) renamed = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, g_free);
  g_autoptr (GPtrArray) back = changes != NULL ? ops_back (self, changes, 0, renamed) : NULL;

  if (back == NULL || back->len == 0)
    {
      if (free_place != NULL)
        free_place (place);
      return FALSE;
    }
  g_ptr_array_set_size (self->steps[TRUE], 0);
  push (self, FALSE, g_steal_pointer (&changes), place, free_place);
  return TRUE;
}

/**
 * fc_shift_undo_add_entry:
 * @place: (transfer full): where it was entered, and what
 *
 * Something was typed that the shift does not take: a step all the same.
 */
void
fc_shift_undo_add_entry (FcShiftUndo    *self,
                         gpointer        place,
                         GDestroyNotify  free_place)
{
  g_ptr_array_set_size (self->steps[TRUE], 0);
  push (self, FALSE, NULL, place, free_place);
}

static Step *
next_step (FcShiftUndo *self,
           gboolean     redo)
{
  GPtrArray *steps = self->steps[redo];

  return steps->len > 0 ? steps->pdata[steps->len - 1] : NULL;
}

/**
 * fc_shift_undo_peek:
 *
 * Returns: (transfer none) (nullable): the place of what is taken back, or entered again, next; NULL: nothing is
 */
gpointer
fc_shift_undo_peek (FcShiftUndo *self,
                    gboolean     redo)
{
  const Step *step = next_step (self, redo);

  return step != NULL ? step->place : NULL;
}

/**
 * fc_shift_undo_ops:
 * @now_us: UTC µs
 *
 * Returns: (transfer full) (nullable) (element-type FcOp): one transaction; NULL where nothing is to be run. To be followed by
 * fc_shift_undo_done() or fc_shift_undo_drop().
 */
GPtrArray *
fc_shift_undo_ops (FcShiftUndo *self,
                   gboolean     redo,
                   gint64       now_us)
{
  const Step *step = next_step (self, redo);

  g_hash_table_remove_all (self->renamed);
  return step != NULL && step->changes != NULL ? ops_back (self, step->changes, now_us, self->renamed) : NULL;
}

/**
 * fc_shift_undo_done:
 * @change_sets: (nullable) (element-type FcChangeSet): what those ops changed
 *
 * The step can now be taken the other way.
 */
void
fc_shift_undo_done (FcShiftUndo *self,
                    gboolean     redo,
                    GPtrArray   *change_sets)
{
  GPtrArray *steps = self->steps[redo];
  Step *step;

  g_return_if_fail (steps->len > 0);

  step = g_ptr_array_steal_index (steps, steps->len - 1);
  g_clear_pointer (&step->changes, g_ptr_array_unref);
  rename_all (self, self->renamed);
  if (change_sets != NULL)
    step->changes = entries_of (change_sets);
  push (self, !redo, g_steal_pointer (&step->changes), step->place, step->free_place);
  g_free (step);
}

/**
 * fc_shift_undo_drop:
 *
 * The step cannot be taken any more: somebody else has changed what it was about.
 */
void
fc_shift_undo_drop (FcShiftUndo *self,
                    gboolean     redo)
{
  GPtrArray *steps = self->steps[redo];

  if (steps->len > 0)
    g_ptr_array_remove_index (steps, steps->len - 1);
}
