/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg-rows.h"

#include "fc-rows.h"

/* What newer offices sent of fields before this database had columns for them waits in "extra"; now it moves there. */

static gboolean
grew (FcEntity    entity,
      GHashTable *columns)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  g_autofree char *id = g_strconcat (about->name, ".id", NULL);

  if (about->kind != FC_KIND_ENTITY || !g_hash_table_contains (columns, id))
    return FALSE;
  for (guint i = 0; i < about->n_fields; i++)
    {
      g_autofree char *column = g_strconcat (about->name, ".", about->fields[i].name, NULL);
      if (!g_hash_table_contains (columns, column))
        return TRUE;
    }
  return FALSE;
}

static gboolean
promote (FcPg        *pg,
         const FcId  *tenant,
         FcEntity     entity,
         GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE tenant = $1::uuid AND extra IS NOT NULL",
                                          fc_rows_columns (entity), fc_catalog_get (entity)->name);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, sql);
  fc_pg_put_id (pg, tenant);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  for (int i = 0; result && i < PQntuples (result); i++)
    {
      g_autoptr (FcRecord) record = fc_pg_rows_read (result, i, entity);
      if (fc_rows_take_in_extra (record))
        g_ptr_array_add (changed, g_steal_pointer (&record));
    }
  return result && (changed->len == 0 || (fc_pg_rows_put (pg, tenant, changed, error) && fc_pg_flush (pg, error)));
}

/**
 * fc_pg_rows_promote:
 * @columns: (element-type utf8): "table.column" that were there before
 *
 * Inside the transaction of the migration.
 */
gboolean
fc_pg_rows_promote (FcPg        *pg,
                    GHashTable  *columns,
                    GError     **error)
{
  fc_pg_set_within (pg, TRUE);
  fc_pg_use (pg, NULL);
  fc_pg_call (pg, "SELECT tenant FROM tenant_head");
  g_autoptr (PGresult) tenants = fc_pg_ask (pg, error);
  gboolean well = tenants != NULL;
  for (int i = 0; well && i < PQntuples (tenants); i++)
    for (int entity = 0; well && entity < FC_N_ENTITIES; entity++)
      {
        FcId tenant = { 0 };
        fc_pg_id (tenants, i, 0, &tenant);
        well = !grew ((FcEntity) entity, columns) || promote (pg, &tenant, (FcEntity) entity, error);
      }
  fc_pg_set_within (pg, FALSE);
  return well;
}
