/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-push-private.h"

#include <glib/gi18n-lib.h>

#include "fc-error.h"

/*
 * The hub's side of a change: replay check, the same pure command again on the hub's own rows, one seq for each of the
 * client's transactions, and all of it gathered into one set-based write. On the writing thread.
 */

/* What is not even run. */
static FcHubResult *
check_op (FcHubRun *run,
          guint     index)
{
  const FcHubPush *push = run->push;
  const FcHubOp *op = push->ops->pdata[index];

  if (index < run->n_forgotten)
    return fc_hub_run_refusal (
      run, op, FC_RESULT_REJECTED, "too-old",
      N_ ("This was sent once before, so long ago that the server has forgotten whether it took it. "
          "Look whether it is there; if not, try it again."));
  if (op->newer)
    return fc_hub_run_refusal (
      run, op, FC_RESULT_REJECTED, "schema",
      N_ ("This change comes from a newer program than the server’s. Update the server, then try it again."));
  if (op->op == NULL)
    return fc_hub_run_refusal (run, op, FC_RESULT_REJECTED, "parse", op->error->message);
  if (!fc_id_equal (&op->op->actor, &push->actor->user_id))
    return fc_hub_run_refusal (run, op, FC_RESULT_REJECTED, "denied",
                               N_ ("This change was made by another person than the one signed in."));
  if (fc_hub_run_refused_before (run, &op->op->depends_on))
    return fc_hub_run_refusal (run, op, FC_RESULT_BLOCKED, "blocked",
                               N_ ("A change that this one builds on was refused."));
  return NULL;
}

static gboolean
email_is_free (FcHubRun     *run,
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

/* The delete wins; what the patch wanted is kept in the audit log, and the op itself in quarantine. */
static void
log_lost_patch (FcHubRun      *run,
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
run_op (FcHubRun      *run,
        FcHubGroup    *group,
        const FcHubOp *op)
{
  const FcHubPush *push = run->push;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = fc_op_run (op->op, push->actor, run->rows, &error);

  if (changes == NULL || !email_is_free (run, changes, &error) ||
      !fc_hub_run_name_authors (run, group, changes, &error))
    {
      if (changes && error->domain != FC_ERROR && run->failure == NULL)
        run->failure = g_error_copy (error); /* no word on the op */
      log_lost_patch (run, op, error);
      return fc_hub_run_refusal_of (run, op, error);
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
  return fc_hub_run_result (run, op, status, wrote ? group->seq : 0);
}

static void
undo_group (FcHubRun   *run,
            FcHubGroup *group)
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
keep_group (FcHubRun   *run,
            FcHubGroup *group)
{
  gboolean wrote = FALSE;

  for (guint i = 0; i < group->changes->len; i++)
    {
      const FcChangeSet *set = group->changes->pdata[i];
      for (guint j = 0; j < set->changes->len; j++)
        {
          fc_hub_run_keep_change (run, set->changes->pdata[j], group->seq);
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
    fc_hub_run_settle (run, group->results->pdata[i]);
  g_ptr_array_set_size (group->results, 0);
}

/* The refused op carries the reason; the others of its transaction could not happen without it. */
static void
refuse_group (FcHubRun    *run,
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
      fc_hub_run_settle (run, i == culprit ? reason
                                           : fc_hub_run_refusal (run, op, FC_RESULT_BLOCKED, "blocked",
                                                                 N_ ("Another change of the same step was refused.")));
    }
}

static void
group_clear (FcHubGroup *group)
{
  g_ptr_array_unref (group->changes);
  g_ptr_array_unref (group->log);
  g_ptr_array_unref (group->results);
}

/* The line comes with a seq of its own, so that the office's next pull brings it. */
static void
keep_lost (FcHubRun *run)
{
  if (run->lost == NULL)
    return;
  run->write->head++;
  fc_record_set_version (run->lost, run->write->head);
  g_ptr_array_add (run->write->log, g_steal_pointer (&run->lost));
}

/* Ops [first, end) share a transaction. Those that came before are left out. */
static void
run_group (FcHubRun *run,
           guint     first,
           guint     end)
{
  GPtrArray *ops = run->push->ops;
  FcHubGroup group = { .seq = run->write->head + 1,
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
      reason = check_op (run, i);
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
  return fc_id_equal (&a->txn_id, &b->txn_id);
}

static gboolean
load (FcHubRun  *run,
      GError   **error)
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
fail_stale (GError **error)
{
  g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_STALE, "Users or roles have changed.");
  return FALSE;
}

/*
 * What was written to the store as it was before a restore counts for nothing: its sender may have had an answer to it already.
 * The office hears of the new epoch and offers its changes again.
 */
static gboolean
is_of_other_epoch (const FcHubPush     *push,
                   const FcHubStanding *standing)
{
  return push->epoch != 0 && push->epoch != standing->epoch;
}

/* Returns: -1: it is not among them */
static int
index_of (const FcHubPush *push,
          const FcId      *op_id)
{
  for (guint i = 0; i < push->ops->len; i++)
    if (fc_id_equal (&((const FcHubOp *) push->ops->pdata[i])->op_id, op_id))
      return (int) i;
  return -1;
}

/*
 * A file that was copied to another computer, or put back from a backup, goes on from where it was: what the hub heard last of
 * its client is neither what it had an answer to last, nor comes again with this request because that answer was lost. Of
 * several people at one computer each has a sign-in of their own, and what was lost comes again under the same one: so there is
 * a mark for each of them.
 */
static gboolean
check_fork (FcHubRun  *run,
            GError   **error)
{
  const FcHubPush *push = run->push;
  g_autofree char *person = fc_id_dup_string (&push->actor->user_id);
  FcId seat = fc_id_derive (&push->client_id, person, 0);

  if (fc_id_is_null (&push->client_id) || push->ops->len == 0)
    return TRUE;
  const FcHubOp *last = push->ops->pdata[push->ops->len - 1];
  if (!run->store->class->mark_client (run->store, &push->tenant, &seat, &last->op_id, &run->heard, error))
    return FALSE;
  if (fc_id_is_null (&push->after) || fc_id_is_null (&run->heard) || fc_id_equal (&run->heard, &push->after) ||
      index_of (push, &run->heard) >= 0)
    return TRUE;
  g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_FORKED,
                       "Another computer works with a copy of this one’s data.");
  return FALSE;
}

/*
 * Who was offline for longer than results are kept sends what had no answer again. That the hub heard it is still known, what
 * became of it is not: applied once more, it could happen twice. No clock is asked.
 */
static void
find_forgotten (FcHubRun *run)
{
  int heard = fc_id_is_null (&run->heard) ? -1 : index_of (run->push, &run->heard);

  if (heard >= 0 && !g_hash_table_contains (run->results, &run->heard))
    run->n_forgotten = (guint) heard + 1;
}

static gboolean
run_all (FcHubRun  *run,
         GError   **error)
{
  FcHubPush *push = run->push;
  FcHubStanding standing;
  guint first = 0;

  if (!run->store->class->lock_head (run->store, &push->tenant, &standing, error))
    return FALSE;
  if (push->auth && *push->auth != standing.auth)
    return fail_stale (error); /* another process changed them */
  push->head = run->write->head = standing.head;
  push->moved = FALSE;
  if (is_of_other_epoch (push, &standing))
    return TRUE;
  if (!check_fork (run, error) || !load (run, error))
    return FALSE;
  find_forgotten (run);
  while (first < push->ops->len)
    {
      guint end = first + 1;
      while (end < push->ops->len && same_group (push->ops->pdata[first], push->ops->pdata[end]))
        end++;
      run_group (run, first, end);
      first = end;
    }
  if (run->failure)
    {
      g_propagate_error (error, g_steal_pointer (&run->failure));
      return FALSE;
    }
  fc_hub_run_gather_rows (run);
  fc_hub_run_answer_all (run);
  push->head = run->write->head;
  push->moved = push->head != standing.head;
  return run->store->class->write (run->store, run->write, error);
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
    return fail_stale (error);
  g_autoptr (FcHubWrite) write = fc_hub_write_new (&self->tenant);
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (GHashTable) results = g_hash_table_new (fc_id_hash, fc_id_equal);
  g_autoptr (GHashTable) dirty = fc_hub_run_dirty_new ();
  g_autoptr (GHashTable) facts = fc_hub_run_facts_new ();
  FcHubRun run = {
    .store = store, .push = self, .write = write, .rows = rows, .results = results, .dirty = dirty, .facts = facts
  };

  write->now = g_get_real_time ();
  self->auth_changed = FALSE;
  g_clear_pointer (&self->results, g_ptr_array_unref);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_wire_result_free);
  gboolean well = run_all (&run, error);
  fc_hub_run_free_stored (&run);
  g_clear_object (&run.lost);
  return well;
}
