/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-store.h"

void
fc_hub_result_free (FcHubResult *self)
{
  g_free (self->error_code);
  g_free (self->error_message);
  g_clear_pointer (&self->kept, g_bytes_unref);
  g_free (self);
}

void
fc_hub_row_write_free (FcHubRowWrite *self)
{
  g_clear_object (&self->row);
  g_free (self);
}

void
fc_hub_family_free (FcHubFamily *self)
{
  g_free (self->device);
  g_free (self->address);
  g_free (self);
}

void
fc_hub_tenant_free (FcHubTenant *self)
{
  g_free (self->slug);
  g_free (self->status);
  g_free (self);
}

void
fc_hub_chunk_free (FcHubChunk *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

FcHubWrite *
fc_hub_write_new (const FcId *tenant)
{
  FcHubWrite *self = g_new0 (FcHubWrite, 1);

  self->tenant = *tenant;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_row_write_free);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_fact_batch_free);
  self->rollups = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_fact_batch_free);
  self->log = g_ptr_array_new_with_free_func (g_object_unref);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_result_free);
  return self;
}

void
fc_hub_write_free (FcHubWrite *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->rollups);
  g_ptr_array_unref (self->log);
  g_ptr_array_unref (self->results);
  g_free (self);
}

static gboolean
loader_load (FcLoader    *loader,
             FcEntity     entity,
             int          field,
             const FcId  *ids,
             guint        n_ids,
             FcRowSet    *rows,
             GError     **error)
{
  FcHubLoader *self = (FcHubLoader *) loader;
  return self->store->class->load (self->store, self->tenant, entity, field, ids, n_ids, rows, error);
}

static gboolean
loader_load_date (FcLoader    *loader,
                  FcEntity     entity,
                  const FcId  *station_id,
                  int          date_field,
                  FcDate       date,
                  FcRowSet    *rows,
                  GError     **error)
{
  FcHubLoader *self = (FcHubLoader *) loader;
  return self->store->class->load_date (self->store, self->tenant, entity, station_id, date_field, date, rows, error);
}

/**
 * fc_hub_loader_init:
 * @tenant: must outlive @self
 */
void
fc_hub_loader_init (FcHubLoader *self,
                    FcHubStore  *store,
                    const FcId  *tenant)
{
  *self = (FcHubLoader){ .loader = { .load = loader_load, .load_date = loader_load_date },
                          .store = store,
                          .tenant = tenant };
}

/**
 * fc_hub_row_station:
 *
 * Returns: (transfer none) (nullable): the station whose bucket @row belongs to; %NULL for the tenant's own bucket
 */
const FcId *
fc_hub_row_station (FcRecord *row)
{
  FcEntity entity = fc_record_get_entity (row);
  int field = fc_catalog_station_field (entity);

  if (entity == FC_STATION)
    return fc_record_get_id (row);
  return field >= 0 ? fc_record_get_ref (row, field) : NULL;
}

/**
 * fc_hub_apart:
 *
 * Returns: (nullable): the name of the buckets that hold nothing but @entity: what others may read than the rest of a
 *   station, and is large
 */
const char *
fc_hub_apart (FcEntity entity)
{
  return entity == FC_AUDIT_ENTRY ? "log" : entity == FC_POSITION ? "track" : NULL;
}

/**
 * fc_hub_fact_bucket:
 * @station: (nullable): of the fact or line
 *
 * Returns: what the bucket of its chunks is kept under
 */
FcId
fc_hub_fact_bucket (FcEntity    entity,
                    const FcId *station,
                    const FcId *tenant)
{
  const char *apart = fc_hub_apart (entity);
  const FcId *place = station ? station : tenant;

  return apart ? fc_id_derive (place, apart, 0) : *place;
}
