/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-audit-queries.h"

#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

static const FcQueryColumn columns[] = {
  { "id", "a.id", NULL, FC_COLUMN_ID, FALSE },
  { "at", "a.at", N_ ("Time"), FC_COLUMN_TIME, TRUE },
  { "user", "u.name", N_ ("Who"), FC_COLUMN_TEXT, TRUE },
  { "action", "a.action", N_ ("What"), FC_COLUMN_TEXT, FALSE },
  { "entity", "a.entity", N_ ("Record"), FC_COLUMN_TEXT, TRUE },
  { "station", "s.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "new", "a.new_values", N_ ("Change"), FC_COLUMN_TEXT, FALSE },
  { "row_id", "a.row_id", NULL, FC_COLUMN_TEXT, FALSE },
  { "old", "a.old_values", NULL, FC_COLUMN_TEXT, FALSE },
  { "address", "a.address", NULL, FC_COLUMN_TEXT, FALSE },
  { "client", "a.client", NULL, FC_COLUMN_TEXT, FALSE },
  { "by", "a.user_id", NULL, FC_COLUMN_ID, FALSE },
  FC_QUERY_COLUMNS_END,
};

#define HAS_SEARCH(value) value " LIKE '%' || replace (replace (:search, '%', ''), '_', '') || '%'"

const FcQuerySpec fc_audit_list = {
  .name = "audit",
  .from = "audit_entry a LEFT JOIN user u ON u.id = a.user_id LEFT JOIN station s ON s.id = a.station_id",
  .where = "(a.station_id IS NULL OR a.station_id IN (SELECT id FROM visible_station))"
           " AND (:station IS NULL OR a.station_id = :station) AND (:from IS NULL OR a.at >= :from)"
           " AND (:until IS NULL OR a.at < :until) AND (:user IS NULL OR a.user_id = :user)"
           " AND (:entity IS NULL OR a.entity = :entity)"
           " AND (:search IS NULL OR " HAS_SEARCH ("u.name") " OR " HAS_SEARCH ("a.new_values") " OR "
           HAS_SEARCH ("a.old_values") ")",
  .columns = columns,
  .default_sort = FC_AUDIT_LIST_AT,
  .default_descending = TRUE,
};

/* Every sort of record that people call by a name: entity's name, id, text, detail, number, date. */
static const char names_sql[] =
  "SELECT 'station', id, name, NULL, 0, 0 FROM station UNION ALL"
  " SELECT 'product', id, name, NULL, 0, 0 FROM product UNION ALL"
  " SELECT 'user', id, name, NULL, 0, 0 FROM user UNION ALL"
  " SELECT 'role', id, coalesce (label, name), NULL, 0, 0 FROM role UNION ALL"
  " SELECT 'tenant', id, name, NULL, 0, 0 FROM tenant UNION ALL"
  " SELECT 'tank', t.id, NULL, p.name, t.number, 0 FROM tank t LEFT JOIN product p ON p.id = t.product_id UNION ALL"
  " SELECT 'pump', id, name, NULL, number, 0 FROM pump UNION ALL"
  " SELECT 'nozzle', n.id, n.label, NULL, p.number, 0 FROM nozzle n LEFT JOIN pump p ON p.id = n.pump_id UNION ALL"
  " SELECT 'shift', id, NULL, NULL, number, business_date FROM shift WHERE id = ?1";

void
fc_record_name_free (gpointer name)
{
  FcRecordName *self = name;

  g_free (self->text);
  g_free (self->detail);
  g_free (self);
}

static gpointer
read_names (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, names_sql, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (fc_record_name_free);
  int next;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, data);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcRecordName *name = g_new0 (FcRecordName, 1);

      name->entity = fc_catalog_find (fc_statement_get_text (select, 0))->id;
      fc_statement_get_id (select, 1, &name->id);
      name->text = g_strdup (fc_statement_get_text (select, 2));
      name->detail = g_strdup (fc_statement_get_text (select, 3));
      name->number = fc_statement_get_int (select, 4);
      name->date = fc_statement_get_int (select, 5);
      g_ptr_array_add (names, name);
    }
  if (next < 0)
    return NULL;
  return g_steal_pointer (&names);
}

/**
 * fc_record_names_async:
 * @shift: (nullable): one more record to name
 */
void
fc_record_names_async (FcReplica           *replica,
                       const FcId          *shift,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  fc_replica_read_async (replica, read_names, fc_query_dup_id (shift), g_free, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, callback, user_data);
}

/**
 * fc_record_names_finish:
 *
 * Returns: (transfer full) (element-type FcRecordName)
 */
GPtrArray *
fc_record_names_finish (FcReplica     *replica,
                        GAsyncResult  *result,
                        GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
