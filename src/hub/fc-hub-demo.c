/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-demo.h"
#include "fc-fact-coding.h"
#include "fc-hub-facts.h"
#include "fc-hub-passwords.h"
#include "fc-hub-provision.h"

/* The demo company as a hub has it: the maker's records, rollups and sales through the store's own writing side. */
typedef struct {
  FcHubStore *store;
  FcHubDemo *demo;
  FcId tenant;
  gboolean has_tenant;
  gint64 head;
  char *hash;          /* of the one password all have */
  GHashTable *waiting; /* FcId of a station → Waiting */
} Filling;

static FcHubWrite *
next_write (Filling *self)
{
  FcHubWrite *write = fc_hub_write_new (&self->tenant);

  write->head = ++self->head;
  write->now = self->demo->now;
  return write;
}

static gboolean
found_tenant (Filling   *self,
              FcRecord  *record,
              GError   **error)
{
  FcHubTenant row = { .id = *fc_record_get_id (record), .slug = (char *) fc_record_get_text (record, FC_TENANT_SLUG) };

  self->tenant = row.id;
  self->has_tenant = TRUE;
  return self->store->class->add_tenant (self->store, &row, self->demo->now, error);
}

static void
add_record (FcHubWrite *write,
            FcRecord   *record)
{
  if (fc_catalog_get (fc_record_get_entity (record))->kind == FC_KIND_LOG)
    {
      fc_record_set_version (record, write->head);
      g_ptr_array_add (write->log, g_object_ref (record));
      return;
    }
  FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);
  row->row = g_object_ref (record);
  row->seq = write->head;
  fc_record_set_version (record, write->head);
  g_ptr_array_add (write->rows, row);
}

static gboolean
take_records (GPtrArray  *records,
              gpointer    user_data,
              GError    **error)
{
  Filling *self = user_data;

  for (guint i = 0; i < records->len && !self->has_tenant; i++)
    if (fc_record_get_entity (records->pdata[i]) == FC_TENANT && !found_tenant (self, records->pdata[i], error))
      return FALSE;
  g_return_val_if_fail (self->has_tenant, FALSE);
  g_autoptr (FcHubWrite) write = next_write (self);
  for (guint i = 0; i < records->len; i++)
    {
      FcRecord *record = records->pdata[i];
      add_record (write, record);
      if (fc_record_get_entity (record) == FC_USER &&
          !self->store->class->put_credential (self->store, &self->tenant, fc_record_get_id (record), self->hash,
                                               FALSE, self->demo->now, error))
        return FALSE;
    }
  return self->store->class->write (self->store, write, error);
}

static gboolean
take_rollups (const FcFactBatch  *batch,
              gpointer            user_data,
              GError            **error)
{
  Filling *self = user_data;
  g_autoptr (FcHubWrite) write = next_write (self);

  g_ptr_array_set_free_func (write->rollups, NULL);
  g_ptr_array_add (write->rollups, (gpointer) batch);
  return self->store->class->write (self->store, write, error);
}

static FcFactBatch *
rows_of_station (const FcFactBatch *batch,
                 const FcId        *station,
                 guint              n,
                 gint64             version)
{
  FcFactBatch *part = fc_fact_batch_new (batch->entity, n);
  guint n_fields = fc_catalog_get (batch->entity)->n_fields, row = 0;

  for (guint i = 0; i < batch->n; i++)
    {
      if (!fc_id_equal (&batch->columns[fc_catalog_station_field (batch->entity)].ids[i], station))
        continue;
      part->row_ids[row] = batch->row_ids[i];
      part->versions[row] = version;
      for (guint field = 0; field < n_fields; field++)
        fc_fact_batch_copy_cell (part, row, batch, i, (int) field);
      row++;
    }
  return part;
}

/* Of one station, until there is a whole chunk of them. */
typedef struct {
  GPtrArray *batches; /* FcFactBatch */
  guint n;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_ptr_array_unref (waiting->batches);
  g_free (waiting);
}

static gboolean
flush (Filling  *self,
       Waiting  *waiting,
       GError  **error)
{
  if (waiting->n == 0)
    return TRUE;
  g_autoptr (FcHubWrite) write = next_write (self);
  FcFactBatch *joined = fc_hub_join_facts (waiting->batches, G_MININT64);
  for (guint i = 0; i < joined->n; i++)
    joined->versions[i] = write->head;
  g_ptr_array_add (write->facts, joined);
  g_ptr_array_set_size (waiting->batches, 0);
  waiting->n = 0;
  return self->store->class->write (self->store, write, error);
}

static gboolean
keep_facts (Filling            *self,
            const FcFactBatch  *batch,
            const FcId         *station,
            guint               n,
            GError            **error)
{
  Waiting *waiting = g_hash_table_lookup (self->waiting, station);

  if (waiting == NULL)
    {
      waiting = g_new0 (Waiting, 1);
      waiting->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_fact_batch_free);
      g_hash_table_insert (self->waiting, g_memdup2 (station, sizeof *station), waiting);
    }
  g_ptr_array_add (waiting->batches, rows_of_station (batch, station, n, 0));
  waiting->n += n;
  return waiting->n < FC_FACT_CHUNK - FC_FACT_CHUNK / 8 || flush (self, waiting, error);
}

static gboolean
take_facts (const FcFactBatch  *batch,
            gpointer            user_data,
            GError            **error)
{
  Filling *self = user_data;
  g_autoptr (GHashTable) counts = g_hash_table_new (fc_id_hash, fc_id_equal);
  GHashTableIter iter;
  gpointer station, count;

  for (guint i = 0; i < batch->n; i++)
    {
      FcId *id = &batch->columns[fc_catalog_station_field (batch->entity)].ids[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, id));
      g_hash_table_insert (counts, id, GUINT_TO_POINTER (n + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &station, &count))
    if (!keep_facts (self, batch, station, GPOINTER_TO_UINT (count), error))
      return FALSE;
  return TRUE;
}

static gboolean
flush_all (Filling  *self,
           GError  **error)
{
  GHashTableIter iter;
  gpointer waiting;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &waiting))
    if (!flush (self, waiting, error))
      return FALSE;
  return TRUE;
}

/* Of one vehicle, which is at home in one station: after the sales, so that what waits is of one sort. */
static gboolean
take_positions (const FcFactBatch  *batch,
                gpointer            user_data,
                GError            **error)
{
  return flush_all (user_data, error) && take_facts (batch, user_data, error) && flush_all (user_data, error);
}

static void
show_progress (const char *step,
               gint64      done,
               gint64      total,
               gpointer    user_data)
{
  Filling *self = user_data;

  if (self->demo->progress)
    self->demo->progress (step, done, total, NULL);
}

static gboolean
fill (Filling  *self,
      GError  **error)
{
  static const FcDemoSink sink = {
    .records = take_records, .rollups = take_rollups, .facts = take_facts, .progress = show_progress,
    .positions = take_positions
  };
  const FcHubStoreClass *class = self->store->class;
  FcDemoOptions options;
  FcDemoSummary summary = { 0 };

  fc_demo_options_init (&options, self->demo->seed, self->demo->now);
  options.sales = self->demo->sales;
  if (self->demo->stations > 0)
    options.stations = self->demo->stations;
  options.pos_files = self->demo->pos_files;
  if (self->demo->years > 0)
    options.years = self->demo->years;
  if (self->demo->shift_days > 0)
    options.shift_days = self->demo->shift_days;
  if (!class->begin (self->store, error) || !fc_demo_generate (&options, &sink, self, NULL, &summary, error) ||
      !flush_all (self, error) || !class->commit (self->store, error))
    return FALSE;
  self->demo->truth = g_steal_pointer (&summary.truth);
  self->demo->files = g_steal_pointer (&summary.files);
  fc_demo_summary_clear (&summary);
  return TRUE;
}

/**
 * fc_hub_create_demo:
 *
 * Makes a new store with the demo company in it.
 */
gboolean
fc_hub_create_demo (const char  *folder,
                    FcHubDemo   *demo,
                    GError     **error)
{
  Filling filling = { .demo = demo };

  filling.hash = fc_hub_password_hash_now (FC_DEMO_PASSWORD, demo->cheap_hashing);
  filling.store = fc_hub_store_open (folder, demo->store, TRUE, error);
  if (filling.store == NULL)
    {
      g_free (filling.hash);
      return FALSE;
    }
  filling.waiting = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, waiting_free);
  gboolean well = fill (&filling, error);
  if (!well)
    filling.store->class->rollback (filling.store);
  filling.store->class->idle (filling.store, TRUE);
  filling.store->class->close (filling.store);
  g_hash_table_unref (filling.waiting);
  g_free (filling.hash);
  return well;
}
