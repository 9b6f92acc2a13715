/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

/*
 * Old mistakes put back, in this program alone: a cursor over a sequence, where a number is given before the commit and so may
 * come to light after a greater one; no row for an op's result, so that a replay happens again. (The edge-triggered uploader
 * is in sim-net.c.) The simulator must catch each.
 */

static SimHub *sabotaged;
static const FcHubStoreClass *honest_store;
static const FcHubReaderClass *honest_reader;

static gboolean
find_no_results (FcHubStore *store, const FcId *tenant, const FcId *op_ids, guint n_ids, GHashTable *results, GError **error)
{
  return TRUE;
}

static gboolean
write_no_results (FcHubStore *store, FcHubWrite *write, GError **error)
{
  GPtrArray *kept = write->results;
  gboolean good;

  write->results = g_ptr_array_new ();
  good = honest_store->write (store, write, error);
  g_ptr_array_unref (write->results);
  write->results = kept;
  return good;
}

/* What has the number that is not committed yet cannot be seen, though the head is beyond it. */
static gboolean
updates_committed (FcHubReader *reader, const FcId *tenant, const FcId *station, guint64 entities, gint64 since, gint64 until,
                   guint limit, GPtrArray *updates, GError **error)
{
  guint first = updates->len;

  if (!honest_reader->updates (reader, tenant, station, entities, since, until, limit, updates, error))
    return FALSE;
  for (guint i = updates->len; i-- > first;)
    if (((FcUpdate *) updates->pdata[i])->seq == sabotaged->hidden)
      g_ptr_array_remove_index (updates, i);
  return TRUE;
}

void
sim_hub_sabotage (SimHub      *self,
                  SimSabotage  sabotage)
{
  sabotaged = self;
  honest_store = self->store->class;
  honest_reader = self->reader->class;
  g_free (self->store_class);
  g_free (self->reader_class);
  self->store_class = g_memdup2 (honest_store, sizeof *honest_store);
  self->reader_class = g_memdup2 (honest_reader, sizeof *honest_reader);
  if (sabotage == SIM_NO_RESULT_ROW)
    {
      self->store_class->find_results = find_no_results;
      self->store_class->write = write_no_results;
    }
  else if (sabotage == SIM_SEQUENCE_CURSOR)
    self->reader_class->updates = updates_committed;
  self->store->class = self->store_class;
  self->reader->class = self->reader_class;
}
