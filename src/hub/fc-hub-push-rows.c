/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-push-private.h"

typedef struct {
  FcEntity entity;
  FcId id;
} RowKey;

/* A row that this request changes: where it was before, what it is now. */
typedef struct {
  RowKey key;
  FcRecord *row; /* (owned) */
  gboolean deleted;
  gint64 seq;
  gboolean was_there;
  FcId old_station; /* null: it was the company's */
} Dirty;

static guint
row_key_hash (gconstpointer key)
{
  return fc_id_hash (&((const RowKey *) key)->id) + ((const RowKey *) key)->entity;
}

static gboolean
row_key_equal (gconstpointer a,
               gconstpointer b)
{
  const RowKey *one = a, *other = b;
  return one->entity == other->entity && fc_id_equal (&one->id, &other->id);
}

static void
dirty_free (gpointer data)
{
  Dirty *self = data;
  g_clear_object (&self->row);
  g_free (self);
}

GHashTable *
fc_hub_run_dirty_new (void)
{
  return g_hash_table_new_full (row_key_hash, row_key_equal, NULL, dirty_free);
}

GHashTable *
fc_hub_run_facts_new (void)
{
  return g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

static void
keep_fact (FcHubRun *run,
           FcRecord *row)
{
  FcId bucket = fc_hub_fact_bucket (fc_record_get_entity (row), fc_hub_row_station (row), &run->write->tenant);
  GPtrArray *list = g_hash_table_lookup (run->facts, &bucket);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (run->facts, g_memdup2 (&bucket, sizeof bucket), list);
    }
  g_ptr_array_add (list, g_object_ref (row));
}

/* Of several changes of a row the last one counts, and where it was before the first. */
void
fc_hub_run_keep_change (FcHubRun       *run,
                        const FcChange *change,
                        gint64          seq)
{
  FcEntity entity = fc_record_get_entity (change->after);
  RowKey key = { entity, *fc_record_get_id (change->after) };

  if (fc_catalog_get (entity)->kind == FC_KIND_FACT)
    {
      keep_fact (run, change->after);
      return;
    }
  if (entity == FC_USER || entity == FC_ROLE || entity == FC_TENANT)
    run->push->auth_changed = TRUE;
  Dirty *dirty = g_hash_table_lookup (run->dirty, &key);
  if (dirty == NULL)
    {
      const FcId *station = change->before ? fc_hub_row_station (change->before) : NULL;
      dirty = g_new0 (Dirty, 1);
      dirty->key = key;
      dirty->was_there = change->before != NULL;
      if (station)
        dirty->old_station = *station;
      g_hash_table_insert (run->dirty, &dirty->key, dirty);
    }
  g_set_object (&dirty->row, change->after);
  dirty->deleted = change->kind == FC_CHANGE_DELETE;
  dirty->seq = seq;
}

/* All that was kept, into the write. */
void
fc_hub_run_gather_rows (FcHubRun *run)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, run->dirty);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Dirty *dirty = value;
      const FcId *station = fc_hub_row_station (dirty->row), nowhere = { { 0 } };
      FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);
      row->row = g_steal_pointer (&dirty->row);
      row->deleted = dirty->deleted;
      row->seq = dirty->seq;
      row->moved = dirty->was_there && !fc_id_equal (&dirty->old_station, station ? station : &nowhere);
      row->left = dirty->old_station;
      g_ptr_array_add (run->write->rows, row);
    }
  g_hash_table_iter_init (&iter, run->facts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (run->write->facts, fc_fact_batch_from_records (value));
}
