/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-log.h"

#include "fc-conflict.h"
#include "fc-error.h"
#include "fc-query-help.h"
#include "fc-rows.h"

#include <glib/gi18n-lib.h>

/* One refused change, conflict or handed over piece of work, read in one go. */

static FcSyncCase *
case_new (void)
{
  FcSyncCase *self = g_new0 (FcSyncCase, 1);

  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  self->conflicts = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->people = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, g_free);
  return self;
}

void
fc_sync_case_free (FcSyncCase *self)
{
  g_clear_object (&self->about);
  g_clear_object (&self->root);
  g_free (self->state);
  g_free (self->reason);
  g_ptr_array_unref (self->ops);
  g_ptr_array_unref (self->conflicts);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->people);
  g_free (self);
}

/**
 * fc_sync_case_get_row:
 *
 * Returns: (transfer none) (nullable): the record as it is here now
 */
FcRecord *
fc_sync_case_get_row (FcSyncCase *self,
                      FcEntity    entity,
                      const FcId *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (fc_record_get_entity (self->rows->pdata[i]) == entity &&
        fc_id_equal (fc_record_get_id (self->rows->pdata[i]), id))
      return self->rows->pdata[i];
  return NULL;
}

/**
 * fc_sync_case_get_who:
 * @user: (nullable)
 *
 * Returns: (transfer none) (nullable): the name, where that person is known here
 */
const char *
fc_sync_case_get_who (FcSyncCase *self,
                      const FcId *user)
{
  return user != NULL ? g_hash_table_lookup (self->people, user) : NULL;
}

/**
 * fc_sync_case_get_station:
 *
 * Returns: (transfer none) (nullable): the station it is about
 */
const FcId *
fc_sync_case_get_station (FcSyncCase *self)
{
  int field = self->root != NULL ? fc_catalog_station_field (fc_record_get_entity (self->root)) : -1;

  if (self->root != NULL && fc_record_get_entity (self->root) == FC_STATION)
    return fc_record_get_id (self->root);
  return field >= 0 ? fc_record_get_ref (self->root, field) : NULL;
}

/* A failed read is no row here: the page then shows what it has. */
static FcRecord *
row_of (FcDb       *db,
        FcEntity    entity,
        const FcId *id)
{
  return id != NULL ? fc_rows_get (db, NULL, entity, id, NULL) : NULL;
}

static void
add_row (FcSyncCase *self,
         FcDb       *db,
         FcEntity    entity,
         const FcId *id)
{
  FcRecord *row;

  if (id == NULL || fc_catalog_get (entity)->kind != FC_KIND_ENTITY || fc_sync_case_get_row (self, entity, id) != NULL)
    return;
  row = row_of (db, entity, id);
  if (row != NULL)
    g_ptr_array_add (self->rows, row);
}

static void
add_name_of (FcSyncCase *self,
             FcDb       *db,
             const FcId *id)
{
  g_autoptr (FcRecord) user = row_of (db, FC_USER, id);

  if (user != NULL)
    g_hash_table_insert (self->people, g_memdup2 (id, sizeof *id), g_strdup (fc_record_get_text (user, FC_USER_NAME)));
}

static void
add_person (FcSyncCase *self,
            FcDb       *db,
            FcRecord   *named,
            int         field)
{
  add_name_of (self, db, fc_record_get_ref (named, field));
}

static void
add_conflict (FcSyncCase *self,
              FcDb       *db,
              FcRecord   *conflict)
{
  g_ptr_array_add (self->conflicts, g_object_ref (conflict));
  add_person (self, db, conflict, FC_CONFLICT_KEPT_BY);
  add_person (self, db, conflict, FC_CONFLICT_WANTED_BY);
  add_person (self, db, conflict, FC_CONFLICT_DECIDED_BY);
}

static gboolean
take_conflict (FcSyncCase  *self,
               FcDb        *db,
               GError     **error)
{
  const FcEntityInfo *about = fc_catalog_find (fc_record_get_text (self->about, FC_CONFLICT_ENTITY));
  const FcId *id = fc_record_get_ref (self->about, FC_CONFLICT_ROW_ID);
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (GPtrArray) others = NULL;

  self->state = g_strdup (fc_record_get_text (self->about, FC_CONFLICT_STATE));
  add_conflict (self, db, self->about);
  if (about == NULL || id == NULL)
    return TRUE;
  add_row (self, db, about->id, id);
  self->root = row_of (db, about->root, fc_record_get_ref (self->about, FC_CONFLICT_ROOT_ID));
  if (!fc_rows_load (db, NULL, FC_CONFLICT, FC_CONFLICT_ROW_ID, id, 1, rows, error))
    return FALSE;
  others = fc_row_set_list (rows, FC_CONFLICT);
  for (guint i = 0; i < others->len; i++)
    if (g_strcmp0 (fc_record_get_text (others->pdata[i], FC_CONFLICT_STATE), "open") == 0 &&
        !fc_id_equal (fc_record_get_id (others->pdata[i]), fc_record_get_id (self->about)))
      add_conflict (self, db, others->pdata[i]);
  return TRUE;
}

static void
add_rows_of_ops (FcSyncCase *self,
                 FcDb       *db)
{
  const FcOp *first;

  if (self->ops->len == 0)
    return;
  first = self->ops->pdata[0];
  for (guint i = 0; i < self->ops->len; i++)
    add_row (self, db, ((const FcOp *) self->ops->pdata[i])->entity, &((const FcOp *) self->ops->pdata[i])->row_id);
  self->root = row_of (db, fc_catalog_get (first->entity)->root, &first->lane);
}

static gboolean
take_handover (FcSyncCase  *self,
               FcDb        *db,
               GError     **error)
{
  g_autoptr (GPtrArray) ops = fc_handover_get_ops (self->about, error);

  if (ops == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (self->ops, g_steal_pointer (&ops));
  self->state = g_strdup (fc_record_get_text (self->about, FC_HANDOVER_STATE));
  self->reason = g_strdup (fc_record_get_text (self->about, FC_HANDOVER_REASON));
  add_person (self, db, self->about, FC_HANDOVER_BY);
  add_person (self, db, self->about, FC_HANDOVER_DECIDED_BY);
  add_rows_of_ops (self, db);
  return TRUE;
}

static gboolean
read_ops (FcSyncCase  *self,
          FcDb        *db,
          const FcId  *id,
          GError     **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT bytes FROM outbox WHERE txn_id = (SELECT txn_id FROM outbox WHERE op_id = ?)"
                   " ORDER BY client_seq",
                   error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, id);
  while (row)
    {
      g_autoptr (GBytes) bytes = NULL;
      FcOp *op;

      if (!fc_statement_step (select, &row, error))
        return FALSE;
      bytes = row ? fc_statement_dup_bytes (select, 0) : NULL;
      op = row ? fc_op_decode (bytes, error) : NULL;
      if (row && op == NULL)
        return FALSE;
      if (row)
        g_ptr_array_add (self->ops, op);
    }
  return TRUE;
}

static gboolean
take_op (FcSyncCase  *self,
         FcDb        *db,
         const FcId  *id,
         GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, fc_sync_state_sql, error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, id);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("This has been decided already"));
      return FALSE;
    }
  self->state = g_strdup (fc_statement_get_text (select, 0));
  self->reason = g_strdup (fc_statement_get_text (select, 1));
  if (!read_ops (self, db, id, error))
    return FALSE;
  if (self->ops->len > 0)
    add_name_of (self, db, &((const FcOp *) self->ops->pdata[0])->actor);
  add_rows_of_ops (self, db);
  return TRUE;
}

static gpointer
read_case (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (FcSyncCase) self = case_new ();
  gboolean good;

  self->about = row_of (db, FC_CONFLICT, data);
  if (self->about != NULL)
    good = take_conflict (self, db, error);
  else if ((self->about = row_of (db, FC_HANDOVER, data)) != NULL)
    good = take_handover (self, db, error);
  else
    good = take_op (self, db, data, error);
  return good ? g_steal_pointer (&self) : NULL;
}

/**
 * fc_sync_case_async:
 * @id: of a conflict, of a handover, or of any op of the outbox
 */
void
fc_sync_case_async (FcReplica           *replica,
                    const FcId          *id,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  fc_replica_read_async (replica, read_case, fc_query_dup_id (id), g_free, (GDestroyNotify) fc_sync_case_free, cancellable,
                         callback, user_data);
}

/**
 * fc_sync_case_finish:
 *
 * Returns: (transfer full) (nullable)
 */
FcSyncCase *
fc_sync_case_finish (FcReplica     *replica,
                     GAsyncResult  *result,
                     GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
