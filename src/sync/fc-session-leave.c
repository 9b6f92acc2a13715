/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include <string.h>

/* With a computer's copy go the sign-ins of all who signed in there, and the hub hears of each. */

typedef struct {
  guint open; /* sign-outs that are under way */
} Leaving;

static void
one_out (GTask *task)
{
  Leaving *leaving = g_task_get_task_data (task);

  if (--leaving->open == 0)
    g_task_return_boolean (task, TRUE);
}

/* Signed out here in any case; at the hub it ends by itself. */
static void
said_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);

  one_out (task);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *secret = fc_keyring_lookup_finish (FC_KEYRING (source), result, NULL);
  g_autoptr (GBytes) bytes = secret != NULL ? g_bytes_new (secret, strlen (secret)) : NULL;
  g_autoptr (FcTokenReply) tokens = bytes != NULL ? fc_token_reply_decode (bytes, NULL) : NULL;
  g_autoptr (FcHubClient) client = tokens != NULL ? fc_session_new_client (g_task_get_source_object (task)) : NULL;
  g_autoptr (GBytes) body = NULL;

  fc_keyring_clear (FC_KEYRING (source));
  if (client == NULL)
    {
      one_out (task);
      return;
    }
  body = fc_session_token_body (tokens->refresh_token);
  fc_hub_client_request_async (client, "POST", FC_WIRE_PATH_LOGOUT, body, FALSE, NULL, said_cb, g_object_ref (task));
}

/**
 * fc_session_end_others_async:
 *
 * Signs out everybody but who sits here. Ends whatever the hub says.
 */
void
fc_session_end_others_async (FcSession          *self,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GArray) people = fc_session_dup_people (self);
  Leaving *leaving = g_new0 (Leaving, 1);

  g_task_set_task_data (task, leaving, g_free);
  leaving->open = 1;
  for (guint i = 0; i < people->len; i++)
    {
      const FcId *person = &g_array_index (people, FcId, i);
      g_autoptr (FcKeyring) keyring = NULL;

      if (self->seated && fc_id_equal (person, &self->person))
        continue;
      keyring = fc_session_keyring_of (self, person);
      leaving->open++;
      fc_keyring_lookup_async (keyring, found_cb, g_object_ref (task));
    }
  one_out (task);
}

static void
own_out_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  fc_session_sign_out_finish (FC_SESSION (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
others_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  fc_session_sign_out_async (FC_SESSION (source), own_out_cb, user_data);
}

/**
 * fc_session_sign_out_all_async:
 *
 * As fc_session_sign_out_async(), for everybody who signed in on this computer.
 */
void
fc_session_sign_out_all_async (FcSession          *self,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  fc_session_end_others_async (self, others_out_cb, g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_session_sign_out_all_finish (FcSession    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
