/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-push.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "fc-error.h"

/*
 * The hub's side of a change: replay check, the same pure command again on the hub's own rows, one seq for each of the
 * client's transactions, and all of it gathered into one set-based write. On the writing thread.
 */

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
  gboolean had_station;
  FcId old_station;
} Dirty;

typedef struct {
  FcHubStore *store;
  FcHubPush *push;
  FcHubWrite *write;
  FcRowSet *rows;
  GHashTable *results; /* FcId* → FcHubResult: stored ones and this request's */
  GHashTable *dirty;   /* RowKey → Dirty */
  GHashTable *facts;   /* FcId of the station → GPtrArray of FcRecord */
  FcRecord *lost;      /* (owned) (nullable): audit line of the op that was just refused */
} Run;

/* One of the client's transactions while it runs: all of it or nothing. */
typedef struct {
  gint64 seq;
  GPtrArray *changes; /* FcChangeSet, applied to the rows */
  GPtrArray *log;     /* FcRecord */
  GPtrArray *results; /* FcHubResult, of its ops so far */
} Group;

/**
 * fc_hub_op_new_own:
 *
 * Returns: (transfer full): an op of the hub itself, which has no person as its actor
 */
FcHubOp *
fc_hub_op_new_own (const FcOp *op)
{
  FcHubOp *self = g_new0 (FcHubOp, 1);
  gsize size;

  self->bytes = fc_op_encode (op);
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  crypto_hash_sha256 (self->hash, data, size);
  self->op = fc_op_copy (op);
  self->op_id = op->op_id;
  return self;
}

/**
 * fc_hub_op_new:
 *
 * Returns: (transfer full): what came, hashed and decoded as far as it can be. Any thread.
 */
FcHubOp *
fc_hub_op_new (GBytes *bytes)
{
  FcHubOp *self = g_new0 (FcHubOp, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  self->bytes = g_bytes_ref (bytes);
  crypto_hash_sha256 (self->hash, data, size);
  self->op = fc_op_decode (bytes, &self->error);
  if (self->op)
    self->op_id = self->op->op_id;
  return self;
}

void
fc_hub_op_free (FcHubOp *self)
{
  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->op, fc_op_free);
  g_clear_error (&self->error);
  g_free (self);
}

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

static const char *
code_of (const GError *error)
{
  static const char *const codes[] = { "invalid", "not-found", "denied", "locked", "conflict", "parse" };

  if (error->domain == FC_ERROR && (guint) error->code < G_N_ELEMENTS (codes))
    return codes[error->code];
  return "invalid";
}

static FcHubResult *
result_new (const Run      *run,
            const FcHubOp  *op,
            FcResultStatus  status,
            gint64          seq)
{
  FcHubResult *result = g_new0 (FcHubResult, 1);

  result->op_id = op->op_id;
  memcpy (result->hash, op->hash, FC_HUB_HASH);
  result->status = status;
  result->seq = seq;
  result->user_id = run->push->actor->user_id;
  result->client_id = run->push->client_id;
  return result;
}

/* A refused op is kept whole before the answer goes. */
static FcHubResult *
refusal_new (const Run      *run,
             const FcHubOp  *op,
             FcResultStatus  status,
             const char     *code,
             const char     *message)
{
  FcHubResult *result = result_new (run, op, status, 0);

  result->error_code = g_strdup (code);
  result->error_message = g_strdup (message);
  result->kept = g_bytes_ref (op->bytes);
  return result;
}

static void
answer (Run               *run,
        const FcHubResult *result)
{
  g_ptr_array_add (run->push->results, fc_wire_result_new (&result->op_id, result->status, result->seq,
                                                           result->error_code, result->error_message));
}

/* Takes @result. */
static void
settle (Run         *run,
        FcHubResult *result)
{
  g_ptr_array_add (run->write->results, result);
  g_hash_table_replace (run->results, &result->op_id, result);
}

static const FcHubResult *
refused_before (Run        *run,
                const FcId *op_id)
{
  const FcHubResult *result = fc_id_is_null (op_id) ? NULL : g_hash_table_lookup (run->results, op_id);

  return result && (result->status == FC_RESULT_REJECTED || result->status == FC_RESULT_BLOCKED) ? result : NULL;
}

/* What is not even run. */
static FcHubResult *
check_op (Run           *run,
          const FcHubOp *op)
{
  const FcHubPush *push = run->push;

  if (op->op == NULL)
    return refusal_new (run, op, FC_RESULT_REJECTED, "parse", op->error->message);
  if (!fc_id_equal (&op->op->actor, &push->actor->user_id))
    return refusal_new (run, op, FC_RESULT_REJECTED, "denied",
                        N_ ("This change was made by another person than the one signed in."));
  if (refused_before (run, &op->op->depends_on))
    return refusal_new (run, op, FC_RESULT_BLOCKED, "blocked", N_ ("A change that this one builds on was refused."));
  return NULL;
}

static gboolean
email_is_free (Run          *run,
               FcChangeSet  *changes,
               GError      **error)
{
  for (guint i = 0; i < changes->changes->len; i++)
    {
      const FcChange *change = changes->changes->pdata[i];
      gboolean taken;
      if (change->kind == FC_CHANGE_DELETE || fc_record_get_entity (change->after) != FC_USER ||
          (change->mask >> FC_USER_EMAIL & 1) == 0)
        continue;
      const char *email = fc_record_get_text (change->after, FC_USER_EMAIL);
      if (!run->store->class->email_taken (run->store, &run->push->tenant, email ? email : "",
                                           fc_record_get_id (change->after), &taken, error))
        return FALSE;
      if (taken)
        {
          g_set_error (error, FC_ERROR, FC_ERROR_CONFLICT, "Another user has the e-mail address %s already.", email);
          return FALSE;
        }
    }
  return TRUE;
}

static void
stamp (const FcChange *change,
       gint64          seq)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (change->after));

  if (change->kind == FC_CHANGE_DELETE)
    return;
  fc_record_set_version (change->after, seq);
  for (guint i = 0; about->kind == FC_KIND_ENTITY && i < about->n_fields; i++)
    if (change->mask >> i & 1 && (change->kind == FC_CHANGE_PATCH || !fc_record_is_null (change->after, (int) i)))
      fc_record_set_field_version (change->after, (int) i, seq);
}

/* Who wrote the state of @row that has the seq @seq: this request's own lines first. */
static gboolean
find_author (Run          *run,
             const Group  *group,
             const char   *row_id,
             gint64        seq,
             FcId         *user,
             gint64       *at,
             GError      **error)
{
  GPtrArray *const logs[] = { group->log, run->write->log };

  for (guint n = 0; n < G_N_ELEMENTS (logs); n++)
    for (guint i = logs[n]->len; i-- > 0;)
      {
        FcRecord *line = logs[n]->pdata[i];
        gint64 version = n == 0 ? group->seq : fc_record_get_version (line);
        if (fc_record_get_entity (line) != FC_AUDIT_ENTRY || version != seq ||
            g_strcmp0 (fc_record_get_text (line, FC_AUDIT_ENTRY_ROW_ID), row_id) != 0 ||
            fc_record_get_ref (line, FC_AUDIT_ENTRY_USER_ID) == NULL)
          continue;
        *user = *fc_record_get_ref (line, FC_AUDIT_ENTRY_USER_ID);
        *at = fc_record_get_int (line, FC_AUDIT_ENTRY_AT);
        return TRUE;
      }
  return run->store->class->last_author == NULL ||
         run->store->class->last_author (run->store, &run->push->tenant, row_id, seq, user, at, error);
}

/* Both sides of a conflict with who and when: what stands was written by somebody else, and only the log says by whom. */
static gboolean
name_author (Run          *run,
             const Group  *group,
             FcRecord     *conflict,
             GError      **error)
{
  const FcEntityInfo *about = fc_catalog_find (fc_record_get_text (conflict, FC_CONFLICT_ENTITY));
  const FcId *id = fc_record_get_ref (conflict, FC_CONFLICT_ROW_ID);
  FcRecord *row = about ? fc_row_set_get (run->rows, about->id, id) : NULL;
  g_autofree char *row_id = fc_id_dup_string (id);
  FcId user = { 0 };
  gint64 at = 0;

  if (row == NULL)
    return TRUE;
  int field = fc_catalog_field (about->id, fc_record_get_text (conflict, FC_CONFLICT_FIELD));
  gint64 seq = field >= 0 ? fc_record_get_field_version (row, field) : 0;
  if (seq == 0)
    seq = fc_record_get_version (row);
  if (!find_author (run, group, row_id, seq, &user, &at, error))
    return FALSE;
  if (!fc_id_is_null (&user))
    fc_record_set_ref (conflict, FC_CONFLICT_KEPT_BY, &user);
  if (at != 0)
    fc_record_set_int (conflict, FC_CONFLICT_KEPT_AT, at);
  return TRUE;
}

/* What a command or a merge made of conflicts; the rows still are as they were before the op. */
static gboolean
name_authors (Run          *run,
              const Group  *group,
              FcChangeSet  *changes,
              GError      **error)
{
  for (guint i = 0; changes->n_conflicts > 0 && i < changes->changes->len; i++)
    {
      FcChange *change = changes->changes->pdata[i];
      if (fc_record_get_entity (change->after) != FC_CONFLICT || change->kind == FC_CHANGE_DELETE)
        continue;
      if (!name_author (run, group, change->after, error))
        return FALSE;
      change->mask |= G_GUINT64_CONSTANT (1) << FC_CONFLICT_KEPT_BY | G_GUINT64_CONSTANT (1) << FC_CONFLICT_KEPT_AT;
    }
  return TRUE;
}

/* The delete wins; what the patch wanted is kept in the audit log, and the op itself in quarantine. */
static void
log_lost_patch (Run           *run,
                const FcHubOp *op,
                const GError  *error)
{
  if (op->op->kind != FC_OP_PATCH || !g_error_matches (error, FC_ERROR, FC_ERROR_NOT_FOUND) ||
      fc_row_set_get (run->rows, op->op->entity, &op->op->row_id) != NULL)
    return;
  run->lost = fc_lost_patch_log (op->op, run->push->actor, run->push->address, run->push->client);
}

/* Runs one op on the rows; what it changes waits in @group. */
static FcHubResult *
run_op (Run           *run,
        Group         *group,
        const FcHubOp *op)
{
  const FcHubPush *push = run->push;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = fc_op_run (op->op, push->actor, run->rows, &error);

  if (changes == NULL || !email_is_free (run, changes, &error) || !name_authors (run, group, changes, &error))
    {
      log_lost_patch (run, op, error);
      return refusal_new (run, op, FC_RESULT_REJECTED, code_of (error), error->message);
    }
  for (guint i = 0; i < changes->changes->len; i++)
    stamp (changes->changes->pdata[i], group->seq);
  fc_change_set_apply_to_rows (changes, run->rows);
  g_autoptr (GPtrArray) log = fc_change_set_log (changes, op->op, push->actor, push->address, push->client);
  g_ptr_array_extend_and_steal (group->log, g_steal_pointer (&log));

  gboolean wrote = changes->changes->len > 0;
  FcResultStatus status = changes->n_conflicts ? FC_RESULT_CONFLICT
                          : changes->merged    ? FC_RESULT_MERGED
                                               : FC_RESULT_APPLIED;
  g_ptr_array_add (group->changes, g_steal_pointer (&changes));
  return result_new (run, op, status, wrote ? group->seq : 0);
}

static void
undo_group (Run   *run,
            Group *group)
{
  for (guint i = group->changes->len; i-- > 0;)
    {
      const FcChangeSet *set = group->changes->pdata[i];
      for (guint j = set->changes->len; j-- > 0;)
        {
          const FcChange *change = set->changes->pdata[j];
          if (change->kind == FC_CHANGE_INSERT)
            fc_row_set_remove (run->rows, fc_record_get_entity (change->after), fc_record_get_id (change->after));
          else
            fc_row_set_add (run->rows, change->before);
        }
    }
}

static void
keep_fact (Run      *run,
           FcRecord *row)
{
  const FcId *station = fc_hub_row_station (row);
  GPtrArray *list = g_hash_table_lookup (run->facts, station);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (run->facts, g_memdup2 (station, sizeof *station), list);
    }
  g_ptr_array_add (list, g_object_ref (row));
}

static void
keep_change (Run            *run,
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
      dirty->had_station = station != NULL;
      if (station)
        dirty->old_station = *station;
      g_hash_table_insert (run->dirty, &dirty->key, dirty);
    }
  g_set_object (&dirty->row, change->after);
  dirty->deleted = change->kind == FC_CHANGE_DELETE;
  dirty->seq = seq;
}

static void
keep_group (Run   *run,
            Group *group)
{
  gboolean wrote = FALSE;

  for (guint i = 0; i < group->changes->len; i++)
    {
      const FcChangeSet *set = group->changes->pdata[i];
      for (guint j = 0; j < set->changes->len; j++)
        {
          keep_change (run, set->changes->pdata[j], group->seq);
          wrote = TRUE;
        }
    }
  if (wrote)
    run->write->head = group->seq;
  for (guint i = 0; i < group->log->len; i++)
    {
      fc_record_set_version (group->log->pdata[i], group->seq);
      g_ptr_array_add (run->write->log, g_object_ref (group->log->pdata[i]));
    }
  for (guint i = 0; i < group->results->len; i++)
    settle (run, group->results->pdata[i]);
  g_ptr_array_set_size (group->results, 0);
}

/* The refused op carries the reason; the others of its transaction could not happen without it. */
static void
refuse_group (Run         *run,
              GPtrArray   *ops,
              guint        first,
              guint        end,
              guint        culprit,
              FcHubResult *reason)
{
  for (guint i = first; i < end; i++)
    {
      const FcHubOp *op = ops->pdata[i];
      if (g_hash_table_contains (run->results, &op->op_id))
        continue;
      settle (run, i == culprit ? reason
                                : refusal_new (run, op, FC_RESULT_BLOCKED, "blocked",
                                               N_ ("Another change of the same step was refused.")));
    }
}

static void
group_clear (Group *group)
{
  g_ptr_array_unref (group->changes);
  g_ptr_array_unref (group->log);
  g_ptr_array_unref (group->results);
}

/* The line comes with a seq of its own, so that the office's next pull brings it. */
static void
keep_lost (Run *run)
{
  if (run->lost == NULL)
    return;
  run->write->head++;
  fc_record_set_version (run->lost, run->write->head);
  g_ptr_array_add (run->write->log, g_steal_pointer (&run->lost));
}

/* Ops [first, end) share a transaction. Those that came before are left out. */
static void
run_group (Run   *run,
           guint  first,
           guint  end)
{
  GPtrArray *ops = run->push->ops;
  Group group = { .seq = run->write->head + 1,
                  .changes = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_change_set_free),
                  .log = g_ptr_array_new_with_free_func (g_object_unref),
                  .results = g_ptr_array_new () };
  FcHubResult *reason = NULL;
  guint i;

  for (i = first; i < end && reason == NULL; i++)
    {
      const FcHubOp *op = ops->pdata[i];
      if (g_hash_table_contains (run->results, &op->op_id))
        continue;
      reason = check_op (run, op);
      FcHubResult *result = reason ? NULL : run_op (run, &group, op);
      if (result && result->status == FC_RESULT_REJECTED)
        reason = result;
      else if (result)
        g_ptr_array_add (group.results, result);
    }
  if (reason)
    {
      undo_group (run, &group);
      keep_lost (run);
      g_ptr_array_set_free_func (group.results, (GDestroyNotify) fc_hub_result_free);
      refuse_group (run, ops, first, end, i - 1, reason);
    }
  else
    keep_group (run, &group);
  group_clear (&group);
}

static gboolean
same_group (const FcHubOp *a,
            const FcHubOp *b)
{
  return a->op && b->op && fc_id_equal (&a->op->txn_id, &b->op->txn_id);
}

static void
gather_rows (Run *run)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, run->dirty);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Dirty *dirty = value;
      const FcId *station = fc_hub_row_station (dirty->row);
      FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);
      row->row = g_steal_pointer (&dirty->row);
      row->deleted = dirty->deleted;
      row->seq = dirty->seq;
      if (dirty->had_station && station && !fc_id_equal (&dirty->old_station, station))
        row->left = dirty->old_station;
      g_ptr_array_add (run->write->rows, row);
    }
  g_hash_table_iter_init (&iter, run->facts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (run->write->facts, fc_fact_batch_from_records (value));
}

/* Every op gets its answer, in the order they came. */
static void
answer_all (Run *run)
{
  for (guint i = 0; i < run->push->ops->len; i++)
    {
      const FcHubOp *op = run->push->ops->pdata[i];
      const FcHubResult *result = g_hash_table_lookup (run->results, &op->op_id);
      if (result && memcmp (result->hash, op->hash, FC_HUB_HASH) == 0)
        {
          answer (run, result);
          continue;
        }
      FcHubResult *clash =
        refusal_new (run, op, FC_RESULT_REJECTED, "hash",
                     N_ ("Another change with the same id came before. This one has been kept aside."));
      answer (run, clash);
      g_ptr_array_add (run->write->results, clash);
    }
}

static gboolean
load (Run     *run,
      GError **error)
{
  FcHubPush *push = run->push;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FcId));
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();
  FcHubLoader loader;

  for (guint i = 0; i < push->ops->len; i++)
    {
      const FcHubOp *op = push->ops->pdata[i];
      g_array_append_val (ids, op->op_id);
      if (op->op && !fc_id_is_null (&op->op->depends_on))
        g_array_append_val (ids, op->op->depends_on);
    }
  if (!run->store->class->find_results (run->store, &push->tenant, (const FcId *) (gpointer) ids->data, ids->len,
                                        run->results, error))
    return FALSE;
  for (guint i = 0; i < push->ops->len; i++)
    {
      const FcHubOp *op = push->ops->pdata[i];
      if (op->op && !g_hash_table_contains (run->results, &op->op_id))
        g_ptr_array_add (fresh, op->op);
    }
  fc_hub_loader_init (&loader, run->store, &push->tenant);
  return fc_ops_load (fresh, &loader.loader, run->rows, error);
}

static gboolean
run_all (Run     *run,
         GError **error)
{
  FcHubPush *push = run->push;
  guint first = 0;

  if (!run->store->class->lock_head (run->store, &push->tenant, &run->write->head, error) || !load (run, error))
    return FALSE;
  gint64 before = run->write->head;
  while (first < push->ops->len)
    {
      guint end = first + 1;
      while (end < push->ops->len && same_group (push->ops->pdata[first], push->ops->pdata[end]))
        end++;
      run_group (run, first, end);
      first = end;
    }
  gather_rows (run);
  answer_all (run);
  push->head = run->write->head;
  push->moved = push->head != before;
  return run->store->class->write (run->store, run->write, error);
}

static void
free_own_result (gpointer key,
                 gpointer value,
                 gpointer stored)
{
  g_ptr_array_add (stored, value);
}

/* Results that were found in the store belong to the table, this request's to the write: only the former are freed here. */
static void
free_stored (Run *run)
{
  g_autoptr (GHashTable) own = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < run->write->results->len; i++)
    g_hash_table_add (own, run->write->results->pdata[i]);
  g_hash_table_foreach (run->results, free_own_result, all);
  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (own, all->pdata[i]))
      fc_hub_result_free (all->pdata[i]);
}

/**
 * fc_hub_push_run:
 *
 * Decides each op and writes what follows from them. May run again after an error: nothing is kept from a failed run.
 *
 * Returns: FALSE with the store's error, or FC_HUB_ERROR_STALE where users or roles have changed since the actor was read
 */
gboolean
fc_hub_push_run (FcHubStore  *store,
                 FcHubPush   *self,
                 GError     **error)
{
  if (self->generation != g_atomic_int_get (self->now_generation))
    {
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_STALE, "Users or roles have changed.");
      return FALSE;
    }
  g_autoptr (FcHubWrite) write = fc_hub_write_new (&self->tenant);
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (GHashTable) results = g_hash_table_new (fc_id_hash, fc_id_equal);
  g_autoptr (GHashTable) dirty = g_hash_table_new_full (row_key_hash, row_key_equal, NULL, dirty_free);
  g_autoptr (GHashTable) facts =
    g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  Run run = { store, self, write, rows, results, dirty, facts, NULL };

  write->now = g_get_real_time ();
  self->auth_changed = FALSE;
  g_clear_pointer (&self->results, g_ptr_array_unref);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_wire_result_free);
  gboolean well = run_all (&run, error);
  free_stored (&run);
  g_clear_object (&run.lost);
  return well;
}
