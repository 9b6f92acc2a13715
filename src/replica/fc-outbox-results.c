/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-outbox-private.h"
#include "fc-pull-private.h"

/**
 * fc_op_result_new:
 * @reason: (nullable): the hub's sentence
 */
FcOpResult *
fc_op_result_new (const FcId *op_id,
                  FcOutcome   outcome,
                  gint64      seq,
                  const char *reason)
{
  FcOpResult *self = g_new0 (FcOpResult, 1);

  self->op_id = *op_id;
  self->outcome = outcome;
  self->seq = seq;
  self->reason = g_strdup (reason);
  return self;
}

void
fc_op_result_free (FcOpResult *self)
{
  g_free (self->reason);
  g_free (self);
}

static FcOpResult *
copy_result (const FcOpResult *result)
{
  FcOpResult *copy = fc_op_result_new (&result->op_id, result->outcome, result->seq, result->reason);

  copy->unheard = result->unheard;
  return copy;
}

static int
state_after (FcOutcome outcome)
{
  switch (outcome)
    {
    case FC_OUTCOME_APPLIED:
    case FC_OUTCOME_MERGED:
      return FC_OUTBOX_ACKED;
    case FC_OUTCOME_CONFLICT:
      return FC_OUTBOX_CONFLICT;
    case FC_OUTCOME_BLOCKED:
      return FC_OUTBOX_BLOCKED;
    case FC_OUTCOME_REJECTED:
    default:
      return FC_OUTBOX_REJECTED;
    }
}

/* Gives the op's client_seq where it still waits, 0 where it does not. */
static gboolean
mark (FcWrite           *write,
      const FcOpResult  *result,
      gint64            *client_seq,
      GError           **error)
{
  g_autoptr (FcStatement) update = fc_db_prepare (
    write->db,
    "UPDATE outbox SET state = ?2, acked_at = ?3, ack_seq = ?4, reason = ?5 WHERE op_id = ?1 AND state = 0"
    " RETURNING client_seq",
    error);
  gboolean row;

  if (update == NULL)
    return FALSE;
  fc_statement_bind_id (update, 1, &result->op_id);
  fc_statement_bind_int (update, 2, state_after (result->outcome));
  fc_statement_bind_int (update, 3, write->now_us);
  fc_statement_bind_int (update, 4, result->seq);
  fc_statement_bind_text (update, 5, result->reason);
  if (!fc_statement_step (update, &row, error))
    return FALSE;
  *client_seq = row ? fc_statement_get_int (update, 0) : 0;
  return TRUE;
}

/* --- what was answered last ------------------------------------------------------------------------------------------------ */

/* Returns: (transfer full): pairs, of whom and which op */
static GStrv
dup_after (FcReplica *replica)
{
  g_autofree char *text = fc_replica_dup_meta (replica, FC_META_AFTER);

  return g_strsplit (text != NULL ? text : "", " ", -1);
}

/**
 * fc_replica_get_after:
 * @person: who made it
 * @op_id: (out): the last op of theirs that was sent and answered
 */
gboolean
fc_replica_get_after (FcReplica  *self,
                      const FcId *person,
                      FcId       *op_id)
{
  g_auto (GStrv) pairs = dup_after (self);
  g_autofree char *id = fc_id_dup_string (person);

  for (guint i = 0; pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    if (g_str_equal (pairs[i], id))
      return fc_id_from_string (pairs[i + 1], op_id);
  return FALSE;
}

static gboolean
read_actor (FcWrite     *write,
            const FcId  *op_id,
            FcId        *actor,
            gboolean    *found,
            GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (write->db, "SELECT actor FROM outbox WHERE op_id = ?", error);

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, op_id);
  if (!fc_statement_step (select, found, error))
    return FALSE;
  if (*found)
    fc_statement_get_id (select, 0, actor);
  return TRUE;
}

/* The hub answers in the order that they went in, and a request has the ops of one person. */
static gboolean
note_last (FcWrite    *write,
           GPtrArray  *results,
           GError    **error)
{
  const FcOpResult *last = results->len > 0 ? results->pdata[results->len - 1] : NULL;
  g_auto (GStrv) pairs = dup_after (write->replica);
  g_autofree char *op = NULL, *person = NULL;
  g_autoptr (GString) text = NULL;
  gboolean found;
  FcId actor;

  if (last == NULL || last->unheard)
    return TRUE;
  if (!read_actor (write, &last->op_id, &actor, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  op = fc_id_dup_string (&last->op_id);
  person = fc_id_dup_string (&actor);
  text = g_string_new (NULL);
  g_string_printf (text, "%s %s", person, op);
  for (guint i = 0; pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    if (!g_str_equal (pairs[i], person))
      g_string_append_printf (text, " %s %s", pairs[i], pairs[i + 1]);
  return fc_write_set_meta (write, FC_META_AFTER, text->str, error);
}

/* --- results --------------------------------------------------------------------------------------------------------------- */

static gboolean
record_results (FcWrite   *write,
                gpointer   data,
                GError   **error)
{
  GPtrArray *results = data;
  gint64 head = fc_write_get_meta_int (write, FC_META_HEAD, 0);
  g_autoptr (GHashTable) touched = fc_row_keys_new ();

  if (!note_last (write, results, error))
    return FALSE;
  for (guint i = 0; i < results->len; i++)
    {
      const FcOpResult *result = results->pdata[i];
      gboolean refused = result->outcome == FC_OUTCOME_REJECTED || result->outcome == FC_OUTCOME_BLOCKED;
      gint64 client_seq;

      if (!mark (write, result, &client_seq, error))
        return FALSE;
      /* The effect of an accepted op holds here until the pull brings the hub's rows of that commit. */
      if (client_seq != 0 && (refused || result->seq <= head) &&
          !fc_rebase_drop_op (write, client_seq, refused, touched, error))
        return FALSE;
    }
  return fc_rebase_rows (write, touched, error);
}

/**
 * fc_replica_record_results_async:
 * @results: (element-type FcOpResult): copied
 *
 * What the hub said of ops that were sent. A result that was recorded before changes nothing.
 */
void
fc_replica_record_results_async (FcReplica           *self,
                                 GPtrArray           *results,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_result_free);

  for (guint i = 0; i < results->len; i++)
    g_ptr_array_add (copy, copy_result (results->pdata[i]));
  fc_replica_push (self, FC_URGENT_SYNC, TRUE, record_results, copy, (GDestroyNotify) g_ptr_array_unref,
                   g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_record_results_finish (FcReplica     *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GArray *
list_seqs (FcWrite     *write,
           const char  *sql,
           gint64       parameter,
           GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (write->db, sql, error);
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  if (select == NULL)
    return NULL;
  fc_statement_bind_int (select, 1, parameter);
  while (row)
    {
      gint64 seq;

      if (!fc_statement_step (select, &row, error))
        return NULL;
      seq = row ? fc_statement_get_int (select, 0) : 0;
      if (row)
        g_array_append_val (seqs, seq);
    }
  return g_steal_pointer (&seqs);
}

/**
 * fc_outbox_settle:
 * @head: the tenant's seq that the pull has reached
 * @touched: (inout): rows to bring up to date
 *
 * The hub's rows now hold what was acknowledged up to @head; those local effects go. Acknowledged and discarded ops older
 * than 30 days are forgotten.
 */
gboolean
fc_outbox_settle (FcWrite     *write,
                  gint64       head,
                  GHashTable  *touched,
                  GError     **error)
{
  g_autoptr (GArray) settled =
    list_seqs (write,
               "SELECT client_seq FROM outbox WHERE state IN (1, 3) AND ack_seq <= ? AND client_seq IN"
               " (SELECT client_seq FROM pending_change)",
               head, error);
  g_autoptr (FcStatement) forget =
    fc_db_prepare (write->db,
                   "DELETE FROM outbox WHERE (state IN (1, 3) OR state >= 10) AND acked_at < ?"
                   " AND NOT EXISTS (SELECT 1 FROM conflict c WHERE c.op_id = outbox.op_id AND c.state = 'open')",
                   error);

  if (settled == NULL || forget == NULL)
    return FALSE;
  for (guint i = 0; i < settled->len; i++)
    if (!fc_rebase_drop_op (write, g_array_index (settled, gint64, i), FALSE, touched, error))
      return FALSE;
  fc_statement_bind_int (forget, 1, write->now_us - FC_OUTBOX_KEEP_US);
  return fc_statement_run (forget, error);
}
