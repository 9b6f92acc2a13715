/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-push-private.h"

#include <glib/gi18n-lib.h>

#include "fc-error.h"

/* What a result is made of, who keeps it, and what the office is told of it. */

static const char *
code_of (const GError *error)
{
  static const char *const codes[] = { "invalid", "not-found", "denied", "locked", "conflict", "parse" };

  if (error->domain == FC_ERROR && (guint) error->code < G_N_ELEMENTS (codes))
    return codes[error->code];
  return "invalid";
}

FcHubResult *
fc_hub_run_result (const FcHubRun *run,
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
FcHubResult *
fc_hub_run_refusal (const FcHubRun *run,
                    const FcHubOp  *op,
                    FcResultStatus  status,
                    const char     *code,
                    const char     *message)
{
  FcHubResult *result = fc_hub_run_result (run, op, status, 0);

  result->error_code = g_strdup (code);
  result->error_message = g_strdup (message);
  result->kept = g_bytes_ref (op->bytes);
  return result;
}

FcHubResult *
fc_hub_run_refusal_of (const FcHubRun *run,
                       const FcHubOp  *op,
                       const GError   *error)
{
  return fc_hub_run_refusal (run, op, FC_RESULT_REJECTED, code_of (error), error->message);
}

static void
answer (FcHubRun          *run,
        const FcHubResult *result)
{
  g_ptr_array_add (run->push->results, fc_wire_result_new (&result->op_id, result->status, result->seq,
                                                           result->error_code, result->error_message));
}

/* Takes @result. */
void
fc_hub_run_settle (FcHubRun    *run,
                   FcHubResult *result)
{
  g_ptr_array_add (run->write->results, result);
  g_hash_table_replace (run->results, &result->op_id, result);
}

/* Whether the op @op_id, which may be null, came before and was not applied. */
gboolean
fc_hub_run_refused_before (FcHubRun   *run,
                           const FcId *op_id)
{
  const FcHubResult *result = fc_id_is_null (op_id) ? NULL : g_hash_table_lookup (run->results, op_id);

  return result && (result->status == FC_RESULT_REJECTED || result->status == FC_RESULT_BLOCKED);
}

/* Every op gets its answer, in the order they came. */
void
fc_hub_run_answer_all (FcHubRun *run)
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
        fc_hub_run_refusal (run, op, FC_RESULT_REJECTED, "hash",
                            N_ ("Another change with the same id came before. This one has been kept aside."));
      answer (run, clash);
      g_ptr_array_add (run->write->results, clash);
    }
}

static void
free_own_result (gpointer key,
                 gpointer value,
                 gpointer stored)
{
  g_ptr_array_add (stored, value);
}

/* Results that were found in the store belong to the table, this request's to the write: only the former are freed here. */
void
fc_hub_run_free_stored (FcHubRun *run)
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
