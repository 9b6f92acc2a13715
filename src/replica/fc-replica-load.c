/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

typedef struct {
  FcEntity root;
  FcId id;
  GArray *also; /* int: reference fields of the root */
} LoadJob;

static void
load_job_free (gpointer pointer)
{
  LoadJob *job = pointer;

  g_array_unref (job->also);
  g_free (job);
}

static gboolean
load_aggregate (FcDb        *db,
                FcEntity     root,
                const FcId  *id,
                FcRowSet    *rows,
                GError     **error)
{
  if (!fc_rows_load (db, NULL, root, -1, id, 1, rows, error))
    return FALSE;
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      int parent = fc_catalog_parent_field (i);

      if (parent >= 0 && fc_catalog_get (i)->root == root && i != (int) root &&
          !fc_rows_load (db, NULL, i, parent, id, 1, rows, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
load_rows (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  LoadJob *job = data;
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  FcRecord *root;

  if (!load_aggregate (db, job->root, &job->id, rows, error))
    return NULL;
  root = fc_row_set_get (rows, job->root, &job->id);
  for (guint i = 0; root != NULL && i < job->also->len; i++)
    {
      int field = g_array_index (job->also, int, i);
      const FcId *ref = fc_record_get_ref (root, field);

      if (ref != NULL && !load_aggregate (db, fc_catalog_get (job->root)->fields[field].target, ref, rows, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/**
 * fc_replica_load_async:
 * @also: (nullable): reference fields of the root whose aggregates are loaded too; ends with -1
 *
 * Reads the root, its children and what @also names, as one state. A root that is not there gives an empty set.
 */
void
fc_replica_load_async (FcReplica           *self,
                       FcEntity             root,
                       const FcId          *id,
                       const int           *also,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  LoadJob *job = g_new0 (LoadJob, 1);

  job->root = root;
  job->id = *id;
  job->also = g_array_new (FALSE, FALSE, sizeof (int));
  for (; also != NULL && *also >= 0; also++)
    g_array_append_vals (job->also, also, 1);
  fc_replica_read_async (self, load_rows, job, load_job_free, (GDestroyNotify) fc_row_set_free, cancellable, callback,
                         user_data);
}

FcRowSet *
fc_replica_load_finish (FcReplica     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return fc_replica_read_finish (self, result, error);
}
