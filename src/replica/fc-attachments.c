/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-attachments.h"

#include "fc-query-help.h"
#include "fc-replica-sync.h"

typedef struct {
  char *names; /* a JSON array */
  FcId tenant;
  FcRecord *row; /* (nullable): the tenant's */
  GPtrArray *records;
} Named;

static void
named_free (gpointer data)
{
  Named *named = data;

  g_free (named->names);
  g_clear_object (&named->row);
  g_clear_pointer (&named->records, g_ptr_array_unref);
  g_free (named);
}

static GPtrArray *
read_attachments (FcDb        *db,
                  const char  *names,
                  GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM attachment WHERE sha256 IN (SELECT value FROM json_each(?1))"
                                          " ORDER BY id",
                                          fc_rows_columns (FC_ATTACHMENT));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  int next = -1;

  if (select != NULL)
    fc_statement_bind_text (select, 1, names);
  while (select != NULL && (next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (records, fc_rows_read (select, FC_ATTACHMENT, 0));
  return next == 0 ? g_steal_pointer (&records) : NULL;
}

static gpointer
read_named (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Named *asked = data;
  Named *named = g_new0 (Named, 1);
  g_autoptr (GError) failed = NULL;

  named->row = fc_rows_get (db, NULL, FC_TENANT, &asked->tenant, &failed);
  if (failed == NULL)
    named->records = read_attachments (db, asked->names, &failed);
  if (failed == NULL)
    return named;
  named_free (named);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/**
 * fc_attachments_named_async:
 * @sha256s: (element-type utf8): in hex digits
 */
void
fc_attachments_named_async (FcReplica           *replica,
                            GPtrArray           *sha256s,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GString) list = g_string_new ("[");
  g_autofree char *tenant = fc_replica_dup_meta (replica, FC_META_TENANT_ID);
  Named *named = g_new0 (Named, 1);

  if (tenant != NULL)
    fc_id_from_string (tenant, &named->tenant);
  for (guint i = 0; i < sha256s->len; i++)
    g_string_append_printf (list, "%s\"%s\"", i > 0 ? "," : "", (const char *) sha256s->pdata[i]);
  g_string_append_c (list, ']');
  named->names = g_string_free (g_steal_pointer (&list), FALSE);
  fc_replica_read_async (replica, read_named, named, named_free, named_free, cancellable, callback, user_data);
}

/**
 * fc_attachments_named_finish:
 * @tenant: (out) (transfer full) (nullable): the company's row; NULL where it is not here yet
 *
 * Returns: (transfer full) (element-type FcRecord) (nullable): oldest first; several may name the same
 */
GPtrArray *
fc_attachments_named_finish (FcReplica     *replica,
                             GAsyncResult  *result,
                             FcRecord     **tenant,
                             GError       **error)
{
  Named *named = fc_replica_read_finish (replica, result, error);
  GPtrArray *records = named != NULL ? g_steal_pointer (&named->records) : NULL;

  *tenant = named != NULL ? g_steal_pointer (&named->row) : NULL;
  g_clear_pointer (&named, named_free);
  return records;
}
