/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-shift-versions.h"

#include <glib/gi18n-lib.h>

/* An approved shift is never edited: a correction is a new version with copies of all its rows. */

/**
 * fc_shift_correction_id:
 *
 * Returns: the id of the version that corrects @shift_id: one, the same in every office
 */
FcId
fc_shift_correction_id (const FcId *shift_id)
{
  return fc_shift_child_id (shift_id, "correction", "1");
}

/* The id of a copy of a row that has no key of its own. */
FcId
fc_shift_copy_id (const FcId *version_id,
                  FcEntity    entity,
                  const FcId *row_id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (row_id, text);
  return fc_shift_child_id (version_id, fc_catalog_get (entity)->name, text);
}

typedef struct {
  FcRowSet *rows;
  FcRecord *version;
  GHashTable *drawers; /* FcId → FcId, owned: theirs in the old version and in the new */
  GHashTable *taken;   /* FcId*: ids of the copies so far */
  GPtrArray *copies;   /* FcRecord, owned */
} Copier;

static FcId
copy_id (Copier   *self,
         FcRecord *row)
{
  FcEntity entity = fc_record_get_entity (row);
  const FcId *version_id = fc_record_get_id (self->version);
  g_autofree char *key = fc_shift_natural_key (self->rows, row);
  FcId id = key != NULL ? fc_shift_child_id (version_id, fc_catalog_get (entity)->name, key)
                        : fc_shift_copy_id (version_id, entity, fc_record_get_id (row));

  /* Two rows of one key, entered past the commands: both are kept. */
  if (g_hash_table_contains (self->taken, &id))
    id = fc_shift_copy_id (version_id, entity, fc_record_get_id (row));
  return id;
}

static void
point_to_new_drawer (Copier   *self,
                     FcRecord *row)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (row));

  for (guint i = 0; i < about->n_fields; i++)
    {
      const FcId *ref = about->fields[i].type == FC_TYPE_REF && about->fields[i].target == FC_DRAWER
                          ? fc_record_get_ref (row, (int) i)
                          : NULL;

      if (ref != NULL)
        fc_record_set_ref (row, (int) i, g_hash_table_lookup (self->drawers, ref));
    }
}

static void
copy_row (Copier   *self,
          FcRecord *row)
{
  FcEntity entity = fc_record_get_entity (row);
  const FcEntityInfo *about = fc_catalog_get (entity);
  FcId id = copy_id (self, row);
  FcRecord *copy = fc_record_new (entity, &id);

  for (guint i = 0; i < about->n_fields; i++)
    fc_record_set_value (copy, (int) i, fc_record_get_value (row, (int) i));
  fc_record_set_extra (copy, fc_record_get_extra (row));
  fc_record_set_ref (copy, fc_catalog_parent_field (entity), fc_record_get_id (self->version));
  point_to_new_drawer (self, copy);
  if (entity == FC_DRAWER)
    g_hash_table_insert (self->drawers, g_memdup2 (fc_record_get_id (row), sizeof (FcId)), g_memdup2 (&id, sizeof id));
  g_hash_table_add (self->taken, (gpointer) fc_record_get_id (copy));
  g_ptr_array_add (self->copies, copy);
}

static void
copy_children (Copier     *self,
               FcEntity    entity,
               const FcId *shift_id)
{
  g_autoptr (GPtrArray) list = fc_row_set_list_by (self->rows, entity, fc_catalog_parent_field (entity), shift_id);

  for (guint i = 0; i < list->len; i++)
    copy_row (self, list->pdata[i]);
}

static FcRecord *
new_version (FcRecord   *shift,
             const char *reason)
{
  static const int cleared[] = { FC_SHIFT_SUBMITTED_BY, FC_SHIFT_SUBMITTED_AT, FC_SHIFT_DECIDED_BY, FC_SHIFT_DECIDED_AT,
                                 FC_SHIFT_COMMENT,      FC_SHIFT_CONFIRMED,    FC_SHIFT_SOURCE_KEY };
  FcId id = fc_shift_correction_id (fc_record_get_id (shift));
  FcRecord *version = fc_record_new (FC_SHIFT, &id);

  for (int i = 0; i < FC_SHIFT_N_FIELDS; i++)
    fc_record_set_value (version, i, fc_record_get_value (shift, i));
  fc_record_set_extra (version, fc_record_get_extra (shift));
  for (gsize i = 0; i < G_N_ELEMENTS (cleared); i++)
    fc_record_set_null (version, cleared[i]);
  fc_record_set_text (version, FC_SHIFT_STATE, "open");
  fc_record_set_ref (version, FC_SHIFT_CORRECTS_ID, fc_record_get_id (shift));
  fc_record_set_int (version, FC_SHIFT_REVISION, fc_record_get_int (shift, FC_SHIFT_REVISION) + 1);
  fc_record_set_text (version, FC_SHIFT_CORRECTION_REASON, reason);
  return version;
}

/* The next version of @shift, (transfer full), and the copies of its children in @copies; signatures stay where they are. */
FcRecord *
fc_shift_copy_version (FcRowSet   *rows,
                       FcRecord   *shift,
                       const char *reason,
                       GPtrArray  *copies)
{
  const FcId *shift_id = fc_record_get_id (shift);
  g_autoptr (GHashTable) drawers = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, g_free);
  g_autoptr (GHashTable) taken = g_hash_table_new (fc_id_hash, fc_id_equal);
  Copier copier = { .rows = rows, .version = new_version (shift, reason), .drawers = drawers, .taken = taken,
                    .copies = copies };

  copy_children (&copier, FC_DRAWER, shift_id);
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (fc_catalog_parent_field ((FcEntity) i) >= 0 && fc_catalog_get ((FcEntity) i)->root == FC_SHIFT &&
        i != FC_DRAWER && i != FC_SIGNATURE)
      copy_children (&copier, (FcEntity) i, shift_id);
  return copier.version;
}

/**
 * fc_shift_take_version:
 *
 * Returns: (transfer full) (element-type FcRecord): the rows of the version @version_id, which are in @rows no more: none
 * where there is no such version
 */
GPtrArray *
fc_shift_take_version (FcRowSet   *rows,
                       const FcId *version_id)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (g_object_unref);
  FcRecord *version = fc_row_set_get (rows, FC_SHIFT, version_id);

  if (version == NULL)
    return taken;
  g_ptr_array_add (taken, g_object_ref (version));
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      int parent = fc_catalog_parent_field ((FcEntity) i);
      g_autoptr (GPtrArray) list = NULL;

      if (parent < 0 || fc_catalog_get ((FcEntity) i)->root != FC_SHIFT)
        continue;
      list = fc_row_set_list_by (rows, (FcEntity) i, parent, version_id);
      for (guint j = 0; j < list->len; j++)
        g_ptr_array_add (taken, g_object_ref (list->pdata[j]));
    }
  for (guint i = 0; i < taken->len; i++)
    fc_row_set_remove (rows, fc_record_get_entity (taken->pdata[i]), fc_record_get_id (taken->pdata[i]));
  return taken;
}

static FcRecord *
find_record (GPtrArray *records,
             FcRecord  *like)
{
  for (guint i = 0; i < records->len; i++)
    if (fc_record_get_entity (records->pdata[i]) == fc_record_get_entity (like) &&
        fc_id_equal (fc_record_get_id (records->pdata[i]), fc_record_get_id (like)))
      return records->pdata[i];
  return NULL;
}

/**
 * fc_shift_put_version:
 * @discarded: (element-type FcRecord): rows of a version of the same id, given up before; none where there was none
 * @records: (element-type FcRecord): those of the new one
 *
 * It begins as what it corrects is: nothing that was entered in the discarded one is left.
 */
void
fc_shift_put_version (FcChangeSet *changes,
                      GPtrArray   *discarded,
                      GPtrArray   *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      FcRecord *record = records->pdata[i], *before = find_record (discarded, record), *after;

      if (before == NULL)
        {
          fc_change_set_insert (changes, g_object_ref (record));
          continue;
        }
      after = fc_record_copy (before);
      for (guint field = 0; field < fc_catalog_get (fc_record_get_entity (record))->n_fields; field++)
        fc_record_set_value (after, (int) field, fc_record_get_value (record, (int) field));
      fc_record_set_extra (after, fc_record_get_extra (record));
      fc_change_set_patch (changes, before, after);
    }
  for (guint i = 0; i < discarded->len; i++)
    if (find_record (records, discarded->pdata[i]) == NULL)
      fc_change_set_delete (changes, discarded->pdata[i]);
}

static gboolean
check_correctable (FcRecord    *shift,
                   const char  *reason,
                   GError     **error)
{
  if (shift == NULL)
    g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The shift to be corrected is not here"));
  else if (g_strcmp0 (fc_record_get_text (shift, FC_SHIFT_STATE), "approved") != 0)
    g_set_error (error, FC_ERROR, FC_ERROR_LOCKED, _ ("Shift %d is “%s”; only an approved shift is corrected"),
                 (int) fc_record_get_int (shift, FC_SHIFT_NUMBER),
                 _ (fc_choice_text (fc_record_get_text (shift, FC_SHIFT_STATE))));
  else if (reason == NULL || reason[0] == '\0')
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("Say why the approved shift is corrected"));
  else
    return TRUE;
  return FALSE;
}

/**
 * fc_shift_correct:
 *
 * shift.correct: opens a new version of an approved shift, which stays in effect until the new one is approved. Whoever
 * comes second finds the version that is open already; one that was discarded begins anew.
 */
FcChangeSet *
fc_shift_correct (FcCommandContext *context,
                  FcRowSet         *rows,
                  JsonObject       *args,
                  GError          **error)
{
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) discarded = NULL;
  FcRecord *there = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  const char *reason = fc_args_text (args, "reason");
  FcId corrects_id, id;
  FcRecord *shift;

  if (!fc_args_id (args, "corrects_id", &corrects_id, error))
    return NULL;
  id = fc_shift_correction_id (&corrects_id);
  if (!fc_id_equal (&id, &context->op->row_id))
    {
      fc_args_unusable ("corrects_id", error);
      return NULL;
    }
  if (there != NULL && !fc_shift_is_discarded (there))
    return g_steal_pointer (&changes);
  shift = fc_row_set_get (rows, FC_SHIFT, &corrects_id);
  if (!check_correctable (shift, reason, error))
    return NULL;
  g_ptr_array_insert (copies, 0, fc_shift_copy_version (rows, shift, reason, copies));
  discarded = fc_shift_take_version (rows, &id);
  fc_shift_put_version (changes, discarded, copies);
  for (guint i = 0; i < discarded->len; i++)
    fc_row_set_add (rows, discarded->pdata[i]);
  fc_change_set_event (changes, "shift.correction-opened", FC_SHIFT, &corrects_id, NULL);
  return g_steal_pointer (&changes);
}
