/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-state.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (fc-sync-error-quark, fc_sync_error)

/**
 * fc_sync_failure_new:
 * @message: a sentence for the person
 *
 * Returns: (transfer full):
 */
FcSyncFailure *
fc_sync_failure_new (FcFailureKind  kind,
                     const char    *message)
{
  FcSyncFailure *self = g_new0 (FcSyncFailure, 1);

  self->kind = kind;
  self->message = g_strdup (message);
  return self;
}

/* What the hub's words for a refusal mean, before its own sentence, which is English. */
static const struct {
  const char *code;
  const char *sentence;
} refusals[] = {
  { "invalid", N_ ("Something in it breaks a rule. The server says: %s") },
  { "not-found", N_ ("The server has not got what it is about. The server says: %s") },
  { "denied", N_ ("Your roles do not allow it. The server says: %s") },
  { "locked", N_ ("What it changes is approved or closed. The server says: %s") },
  { "conflict", N_ ("Somebody else changed the same thing. The server says: %s") },
  { "parse", N_ ("The server cannot read it. The server says: %s") },
  { "too-old", N_ ("It was sent once before, and the server has forgotten what became of it. The server says: %s") },
  { "schema", N_ ("The server and this program are of different versions. The server says: %s") },
  { "expired", N_ ("Sign in again. The server says: %s") },
};

/**
 * fc_sync_say:
 * @code: (nullable): the hub's word for a refusal
 * @message: the hub's sentence; hubs speak English
 *
 * Returns: (transfer full): the hub's sentence in the person's language where it is one without names or figures; else
 *   after what @code means, for those who read another language
 */
char *
fc_sync_say (const char *code,
             const char *message)
{
  const char *same = message[0] != '\0' ? _ (message) : message; /* "" is the catalogue's head */

  if (same != message)
    return g_strdup (same);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (refusals[i].code, code) == 0 && _ (refusals[i].sentence) != refusals[i].sentence)
      return g_strdup_printf (_ (refusals[i].sentence), message);
  return g_strdup (message);
}

static char *
status_sentence (int status)
{
  if (status >= 500)
    return g_strdup_printf (_ ("The server has a problem of its own (HTTP %d)."), status);
  if (status == 429)
    return g_strdup (_ ("The server asks to slow down."));
  if (status == 413)
    return g_strdup (_ ("The server finds what was sent too large."));
  return g_strdup_printf (_ ("The server refused the request (HTTP %d)."), status);
}

/**
 * fc_sync_failure_new_status:
 * @code: (nullable):
 * @message: (nullable): the hub's sentence
 * @retry_after: seconds
 *
 * Returns: (transfer full):
 */
FcSyncFailure *
fc_sync_failure_new_status (int         status,
                            const char *code,
                            const char *message,
                            gint64      retry_after)
{
  FcSyncFailure *self = fc_sync_failure_new (FC_FAILURE_STATUS, NULL);

  self->status = status;
  self->code = g_strdup (code);
  self->message = message != NULL && message[0] != '\0' ? fc_sync_say (code, message) : status_sentence (status);
  self->retry_after = CLAMP (retry_after, 0, 3600);
  return self;
}

FcSyncFailure *
fc_sync_failure_copy (const FcSyncFailure *self)
{
  FcSyncFailure *copy = g_memdup2 (self, sizeof *self);

  copy->code = g_strdup (self->code);
  copy->message = g_strdup (self->message);
  return copy;
}

void
fc_sync_failure_free (FcSyncFailure *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

/**
 * fc_sync_failure_is_suspended:
 *
 * Returns: TRUE where the hub says that the company is suspended: the sign-in still counts, and nothing has gone wrong here
 */
gboolean
fc_sync_failure_is_suspended (const FcSyncFailure *self)
{
  return self->kind == FC_FAILURE_STATUS && self->status == 423 && g_strcmp0 (self->code, "suspended") == 0;
}

static FcSyncError
code_of_status (const FcSyncFailure *self)
{
  if (fc_sync_failure_is_suspended (self))
    return FC_SYNC_ERROR_SUSPENDED;
  if (self->status == 429)
    return FC_SYNC_ERROR_SLOW_DOWN;
  if (self->status == 401)
    return g_strcmp0 (self->code, "credentials") == 0 ? FC_SYNC_ERROR_CREDENTIALS : FC_SYNC_ERROR_EXPIRED;
  return FC_SYNC_ERROR_HUB;
}

/**
 * fc_sync_failure_to_error:
 *
 * Returns: (transfer full): of FC_SYNC_ERROR
 */
GError *
fc_sync_failure_to_error (const FcSyncFailure *self)
{
  FcSyncError code = FC_SYNC_ERROR_HUB;

  switch (self->kind)
    {
    case FC_FAILURE_NETWORK:
      code = FC_SYNC_ERROR_OFFLINE;
      break;
    case FC_FAILURE_CERTIFICATE:
      code = FC_SYNC_ERROR_CERTIFICATE;
      break;
    case FC_FAILURE_STATUS:
      code = code_of_status (self);
      break;
    case FC_FAILURE_PROTOCOL:
    case FC_FAILURE_GARBAGE:
      code = FC_SYNC_ERROR_PROTOCOL;
      break;
    case FC_FAILURE_REPLICA:
      code = FC_SYNC_ERROR_REPLICA;
      break;
    case FC_FAILURE_EPOCH:
    default:
      break;
    }
  return g_error_new_literal (FC_SYNC_ERROR, (int) code, self->message);
}
