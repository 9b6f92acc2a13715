/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "fc-db.h"
#include "fc-rows.h"
#include "fc-test-totals.h"

#include <string.h>

/* The promises of sync.md, looked at after every step of an office, and as a whole when all is level. */

enum { WAITS, ACKED, REFUSED, CONFLICT, BLOCKED };

static void
check_op (SimOffice  *self,
          const FcId *op_id,
          int         state)
{
  Sim *sim = self->sim;
  gboolean same_story =
    sim->hub.store != NULL && fc_replica_get_meta_int (self->replica, FC_META_EPOCH, 0) == sim->hub.store->epoch;
  const SimSaid *said = g_hash_table_lookup (sim->hub.said, op_id);

  if (!same_story || state == WAITS)
    return;
  if (said == NULL && (state == ACKED || state == CONFLICT))
    sim_fail (sim, "promise 1: office %u takes an op for applied that the hub does not know", self->n);
  else if (said != NULL && (state == ACKED || state == CONFLICT) &&
           (said->status == FC_RESULT_REJECTED || said->status == FC_RESULT_BLOCKED))
    sim_fail (sim, "promise 1: office %u takes an op for applied that the hub refused", self->n);
  else if (said != NULL && (state == REFUSED || state == BLOCKED) && said->status != FC_RESULT_REJECTED &&
           said->status != FC_RESULT_BLOCKED)
    sim_fail (sim, "promise 1: office %u takes an op for refused that the hub applied", self->n);
}

/* Promise 1: what was committed here is in the outbox, in one state that agrees with the hub. */
static void
check_outbox (SimOffice *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcStatement) select = fc_db_prepare (self->eyes, "SELECT op_id, state FROM outbox", &error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;
  guint waiting = 0;

  while (sim_next (select))
    {
      FcId op_id = { { 0 } };
      int state = (int) fc_statement_get_int (select, 1);

      fc_statement_get_id (select, 0, &op_id);
      g_hash_table_insert (seen, g_memdup2 (&op_id, sizeof op_id), GINT_TO_POINTER (state));
      waiting += state == WAITS;
      check_op (self, &op_id, state);
    }
  g_assert_no_error (error);
  g_hash_table_iter_init (&iter, self->ops);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (seen, id))
      sim_fail (self->sim, "promise 1: an op of office %u has vanished", self->n);
  g_hash_table_unref (self->ops);
  self->ops = g_steal_pointer (&seen);
  if (self->engine != NULL && fc_sync_engine_get_state (self->engine) == FC_SYNC_LEVEL && waiting > 0)
    sim_fail (self->sim, "promise 7: office %u says that all is level, and %u ops wait", self->n, waiting);
}

/* Promise 4: within an epoch no cursor goes back. A restarted pull begins with none. */
static void
check_cursors (SimOffice *self)
{
  g_autoptr (GHashTable) now = fc_replica_dup_cursors (self->replica);
  gint64 epoch = fc_replica_get_meta_int (self->replica, FC_META_EPOCH, 0);
  GHashTableIter iter;
  gpointer bucket, seq;

  g_hash_table_iter_init (&iter, now);
  while (self->cursors != NULL && epoch == self->epoch && g_hash_table_iter_next (&iter, &bucket, &seq))
    {
      const gint64 *before = g_hash_table_lookup (self->cursors, bucket);

      if (before != NULL && *before > *(gint64 *) seq)
        sim_fail (self->sim, "promise 4: office %u went back from %d to %d in %s", self->n, (int) *before,
                  (int) *(gint64 *) seq, (char *) bucket);
    }
  g_clear_pointer (&self->cursors, g_hash_table_unref);
  self->cursors = g_steal_pointer (&now);
  self->epoch = epoch;
}

/* Promise 5: nothing of another company's. */
static void
check_tenant (SimOffice *self)
{
  g_autoptr (FcRecord) rival = fc_rows_get (self->eyes, NULL, FC_PRODUCT, &self->sim->hub.rival_product, NULL);

  if (rival != NULL)
    sim_fail (self->sim, "promise 5: office %u has a row of another company", self->n);
}

/**
 * sim_check_step:
 *
 * After each thing an office's replica did.
 */
void
sim_check_step (SimOffice *self)
{
  if (self->eyes == NULL || self->disk->state == SIM_DISK_DEAD)
    return;
  sim_disk_spare = TRUE;
  check_outbox (self);
  check_cursors (self);
  check_tenant (self);
  sim_disk_spare = FALSE;
}

/* --- when all is level -------------------------------------------------------------------------------------------------------- */

static char *
row_text (FcRecord *row)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), fc_record_to_json (row, FC_ALL_FIELDS));
  char *json = json_to_string (node, FALSE);
  char *text = g_strdup_printf ("%s v%d %s", fc_catalog_get (fc_record_get_entity (row))->name,
                                (int) fc_record_get_version (row), json);

  json_object_unref (json_node_get_object (node));
  json_node_unref (node);
  g_free (json);
  return text;
}

static void
put_row (GHashTable *rows,
         FcRecord   *row)
{
  g_hash_table_replace (rows, fc_id_dup_string (fc_record_get_id (row)), row_text (row));
}

/* What the hub would give to a computer that begins anew: id → text. */
static GHashTable *
rows_of_hub (SimOffice *self)
{
  g_autoptr (FcSyncReply) all = sim_hub_all (self->sim, &self->user);
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < all->updates->len; i++)
    {
      const FcUpdate *update = all->updates->pdata[i];
      g_autoptr (FcRecord) row = update->deleted || update->removed ? NULL : fc_update_get_record (update, NULL);

      if (row != NULL)
        put_row (rows, row);
    }
  for (guint i = 0; i < all->facts->len; i++)
    for (guint j = 0; j < ((FcFactBatch *) all->facts->pdata[i])->n; j++)
      {
        const FcFactBatch *batch = all->facts->pdata[i];
        g_autoptr (FcRecord) fact = fc_fact_batch_get_record (batch, j);

        if (batch->entity == FC_SALE)
          put_row (rows, fact);
      }
  return rows;
}

static void
add_rows (SimOffice  *self,
          FcEntity    entity,
          GHashTable *rows)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\"", fc_rows_columns (entity), fc_catalog_get (entity)->name);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcStatement) select = fc_db_prepare (self->eyes, sql, &error);

  while (sim_next (select))
    {
      g_autoptr (FcRecord) row = fc_rows_read (select, entity, 0);

      put_row (rows, row);
    }
  g_assert_no_error (error);
}

static GHashTable *
rows_of_office (SimOffice *self)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  sim_disk_spare = TRUE;
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (fc_catalog_get ((FcEntity) i)->kind == FC_KIND_ENTITY || i == FC_SALE)
      add_rows (self, (FcEntity) i, rows);
  sim_disk_spare = FALSE;
  return rows;
}

/* Promises 3 and 5: the office holds what it may see, all of it, as the hub has it. */
static void
compare (SimOffice *self)
{
  g_autoptr (GHashTable) theirs = rows_of_hub (self);
  g_autoptr (GHashTable) ours = rows_of_office (self);
  GHashTableIter iter;
  gpointer id, text;

  g_hash_table_iter_init (&iter, theirs);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      const char *mine = g_hash_table_lookup (ours, id);

      if (g_strcmp0 (mine, text) != 0)
        sim_fail (self->sim, "promise 3: office %u: %s: hub has %s, office has %s", self->n, (char *) id, (char *) text,
                  mine != NULL ? mine : "nothing");
    }
  g_hash_table_iter_init (&iter, ours);
  while (g_hash_table_iter_next (&iter, &id, &text))
    if (!g_hash_table_contains (theirs, id))
      sim_fail (self->sim, "promise 5: office %u has what it should not: %s %s", self->n, (char *) id, (char *) text);
}

/* The sums of products and tenders have a total, however they came: with sales, from the hub, by a check, out of a scope. */
static void
check_totals (SimOffice *self)
{
  gint64 wrong = 0;

  sim_disk_spare = TRUE;
  fc_db_get_int (self->eyes, FC_TEST_WRONG_TOTALS, &wrong, NULL);
  sim_disk_spare = FALSE;
  if (wrong != 0)
    sim_fail (self->sim, "office %u: %d totals do not say what their sums do", self->n, (int) wrong);
}

/* Promise 1 at the end: nothing waits, and the hub knows of all. */
static void
check_all_known (SimOffice *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ops);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->sim->hub.said, id))
      sim_fail (self->sim, "promise 1: the hub never heard of an op of office %u", self->n);
}

/**
 * sim_check_end:
 *
 * When the faults are over and every office says that it is level.
 */
void
sim_check_end (Sim *sim)
{
  for (guint i = 0; i < sim->offices->len && sim->wrong == NULL; i++)
    {
      SimOffice *office = sim->offices->pdata[i];

      sim_check_step (office);
      check_all_known (office);
      compare (office);
      check_totals (office);
      sim_verify_end (office);
      compare (office);
    }
}
