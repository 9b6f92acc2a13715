/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pin-reset.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "fc-error.h"
#include "fc-pin.h"
#include "fc-row-set.h"

typedef struct {
  FcSession *session; /* (nullable) */
  FcId user_id;
  char *old_pin;      /* (nullable) */
  char *password;     /* (nullable) */
  char *pin;
} Reset;

static void
wipe (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

static void
reset_free (gpointer data)
{
  Reset *reset = data;

  g_clear_object (&reset->session);
  wipe (reset->old_pin);
  wipe (reset->password);
  wipe (reset->pin);
  g_free (reset);
}

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (fc_pin_set_finish (FC_REPLICA (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @task: (transfer full) */
static void
set_pin (GTask *task)
{
  Reset *reset = g_task_get_task_data (task);

  fc_pin_set_async (g_task_get_source_object (task), &reset->user_id, reset->pin, TRUE, set_cb, task);
}

static void
old_pin_checked_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (fc_pin_check_finish (FC_REPLICA (source), result, &error))
    set_pin (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
password_checked_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (fc_session_check_password_finish (FC_SESSION (source), result, &error))
    set_pin (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
user_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Reset *reset = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, &error);
  FcRecord *user = rows != NULL ? fc_row_set_get (rows, FC_USER, &reset->user_id) : NULL;

  if (error != NULL)
    g_task_return_error (task, error);
  else if (user == NULL)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("This person is not known at this computer"));
  else
    fc_session_check_password_async (reset->session, fc_record_get_text (user, FC_USER_EMAIL), reset->password,
                                     g_task_get_cancellable (task), password_checked_cb, g_object_ref (task));
}

static gboolean
may_without_password (FcReplica  *replica,
                      GError    **error)
{
  const FcActor *actor = fc_replica_get_actor (replica);

  if (actor != NULL && fc_actor_may (actor, "users.edit"))
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_DENIED,
                       _ ("This company works without a server, so there is no password to check. Somebody who may change "
                          "users can give a new PIN"));
  return FALSE;
}

static gboolean
is_given (const char  *password,
          FcSession   *session,
          GError     **error)
{
  if (password == NULL || *password == '\0')
    g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("The password is needed to give a new PIN"));
  else if (session == NULL)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_DENIED, _ ("The server is needed to check the password"));
  else
    return TRUE;
  return FALSE;
}

/**
 * fc_pin_reset_get_proof:
 *
 * Returns: what shows that it is @user_id who asks. Without a hub it is the right to change users. With one, who sits here chooses
 * their first PIN as they are; their own PIN, which needs no network, or their password changes it.
 */
FcPinProof
fc_pin_reset_get_proof (FcReplica  *replica,
                        const FcId *user_id)
{
  if (!fc_replica_has_hub (replica))
    return FC_PIN_PROOF_RIGHT;
  if (fc_pin_takes_seat (replica, user_id))
    return FC_PIN_PROOF_PIN;
  return fc_pin_is_at_desk (replica, user_id) ? FC_PIN_PROOF_NONE : FC_PIN_PROOF_PASSWORD;
}

/* @task: (transfer full) */
static void
prove (GTask      *task,
       FcPinProof  proof)
{
  FcReplica *replica = g_task_get_source_object (task);
  Reset *reset = g_task_get_task_data (task);
  GError *error = NULL;

  if ((proof == FC_PIN_PROOF_NONE && reset->password == NULL) || (proof == FC_PIN_PROOF_RIGHT && may_without_password (replica, &error)))
    set_pin (task);
  else if (proof == FC_PIN_PROOF_PIN && reset->old_pin != NULL)
    fc_pin_check_async (replica, &reset->user_id, reset->old_pin, old_pin_checked_cb, task);
  else if (proof != FC_PIN_PROOF_RIGHT && is_given (reset->password, reset->session, &error))
    fc_replica_load_async (replica, FC_USER, &reset->user_id, NULL, g_task_get_cancellable (task), user_loaded_cb, task);
  else
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
}

/**
 * fc_pin_reset_async:
 * @session: (nullable): needed for a password
 * @old_pin: (nullable): the one before, where it is FC_PIN_PROOF_PIN
 * @password: (nullable): @user_id's at the hub
 *
 * Wrong tries that were counted are forgotten with the old PIN. Errors: FC_ERROR_INVALID for an easy PIN or no password,
 * FC_ERROR_DENIED without the right or with a wrong PIN, FC_SYNC_ERROR where the hub does not say yes: then the old PIN stays.
 */
void
fc_pin_reset_async (FcReplica           *replica,
                    FcSession           *session,
                    const FcId          *user_id,
                    const char          *old_pin,
                    const char          *password,
                    const char          *pin,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Reset *reset = g_new0 (Reset, 1);
  GError *error = NULL;

  g_set_object (&reset->session, session);
  reset->user_id = *user_id;
  reset->old_pin = g_strdup (old_pin);
  reset->password = g_strdup (password);
  reset->pin = g_strdup (pin);
  g_task_set_task_data (task, reset, reset_free);
  if (fc_pin_is_good (pin, &error))
    prove (g_steal_pointer (&task), fc_pin_reset_get_proof (replica, user_id));
  else
    g_task_return_error (task, error);
}

gboolean
fc_pin_reset_finish (FcReplica     *replica,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
