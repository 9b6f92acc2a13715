/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include <glib/gi18n-lib.h>

/*
 * Whether somebody knows a password, without making them the one who is signed in: a sign-in at the hub whose tokens are
 * handed back at once.
 */

static void
handed_back_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);

  /* The password was right in any case; tokens that nobody has end by themselves. */
  g_task_return_boolean (task, TRUE);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcHubClient *client = FC_HUB_CLIENT (source);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (client, result);
  g_autoptr (FcTokenReply) tokens = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  if (answer == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else if (answer->failure != NULL && answer->failure->kind == FC_FAILURE_STATUS && answer->failure->status == 401)
    g_task_return_new_error (task, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS,
                             _ ("The password is wrong. Check it and try again."));
  else if (answer->failure != NULL)
    g_task_return_error (task, fc_session_login_error (answer->failure));
  else if ((tokens = fc_token_reply_decode (answer->body, &error)) == NULL)
    g_task_return_error (task, fc_session_answer_error (client, error));
  else
    {
      body = fc_session_token_body (tokens->refresh_token);
      fc_hub_client_request_async (client, "POST", FC_WIRE_PATH_LOGOUT, body, FALSE, NULL, handed_back_cb,
                                   g_steal_pointer (&task));
    }
}

/**
 * fc_session_check_password_async:
 * @email: whose password; anybody of this company
 *
 * Needs the hub now; who is signed in here stays so. Fails with FC_SYNC_ERROR, CREDENTIALS where the password is wrong.
 */
void
fc_session_check_password_async (FcSession          *self,
                                 const char         *email,
                                 const char         *password,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  FcRecord *tenant = fc_replica_get_tenant (self->replica);
  g_autofree char *pem = fc_replica_dup_meta (self->replica, FC_META_HUB_AUTHORITY);
  g_autoptr (GTlsCertificate) authority = pem != NULL ? g_tls_certificate_new_from_pem (pem, -1, NULL) : NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (FcHubClient) client = NULL;
  GError *error = NULL;

  if (self->client == NULL || tenant == NULL || fc_session_get_paused (self))
    {
      g_task_return_new_error (task, FC_SYNC_ERROR, FC_SYNC_ERROR_OFFLINE,
                               _ ("Passwords are checked by the server, and you work offline now."));
      return;
    }
  client = fc_hub_client_new (fc_hub_client_get_uri (self->client), authority, &error);
  if (client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  fc_hub_client_set_token (client, NULL, NULL, self->client_id);
  body = fc_session_login_body (self, fc_record_get_text (tenant, FC_TENANT_SLUG), email, password);
  fc_hub_client_request_async (client, "POST", FC_WIRE_PATH_LOGIN, body, FALSE, cancellable, checked_cb,
                               g_object_ref (task));
  g_task_set_task_data (task, g_steal_pointer (&client), g_object_unref);
}

/**
 * fc_session_check_password_finish:
 *
 * Returns: TRUE where the password is this person's
 */
gboolean
fc_session_check_password_finish (FcSession    *self,
                                  GAsyncResult *result,
                                  GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
