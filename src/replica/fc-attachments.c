/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-attachments.h"

#include "fc-query-help.h"

static gpointer
read_named (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM attachment WHERE sha256 IN (SELECT value FROM json_each(?1))"
                                          " ORDER BY id",
                                          fc_rows_columns (FC_ATTACHMENT));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  int next = -1;

  if (select != NULL)
    fc_statement_bind_text (select, 1, data);
  while (select != NULL && (next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (records, fc_rows_read (select, FC_ATTACHMENT, 0));
  return next == 0 ? g_steal_pointer (&records) : NULL;
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

  for (guint i = 0; i < sha256s->len; i++)
    g_string_append_printf (list, "%s\"%s\"", i > 0 ? "," : "", (const char *) sha256s->pdata[i]);
  g_string_append_c (list, ']');
  fc_replica_read_async (replica, read_named, g_string_free (g_steal_pointer (&list), FALSE), g_free,
                         (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * fc_attachments_named_finish:
 *
 * Returns: (transfer full) (element-type FcRecord) (nullable): oldest first; several may name the same
 */
GPtrArray *
fc_attachments_named_finish (FcReplica     *replica,
                             GAsyncResult  *result,
                             GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
