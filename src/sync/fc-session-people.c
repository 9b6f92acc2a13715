/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include <string.h>

/*
 * Several people share a computer: one replica, and for each of them a sign-in of their own in the keyring. One of them sits at
 * the desk; what the engine sends and fetches goes under theirs. A person's tokens never leave when another takes the seat.
 */
#define META_PEOPLE "sync.people" /* ids of those who signed in here, spaces between */

/* --- who signed in here ---------------------------------------------------------------------------------------------------- */

/**
 * fc_session_dup_people:
 *
 * Returns: (transfer full) (element-type FcId): who has signed in on this computer, whether or not the sign-in still holds
 */
GArray *
fc_session_dup_people (FcSession *self)
{
  g_autofree char *text = fc_replica_dup_meta (self->replica, META_PEOPLE);
  g_auto (GStrv) ids = g_strsplit (text != NULL ? text : "", " ", -1);
  GArray *people = g_array_new (FALSE, FALSE, sizeof (FcId));
  FcId id;

  for (guint i = 0; ids[i] != NULL; i++)
    if (fc_id_from_string (ids[i], &id))
      g_array_append_val (people, id);
  return people;
}

static gboolean
is_known (FcSession  *self,
          const FcId *user_id)
{
  g_autoptr (GArray) people = fc_session_dup_people (self);

  for (guint i = 0; i < people->len; i++)
    if (fc_id_equal (&g_array_index (people, FcId, i), user_id))
      return TRUE;
  return FALSE;
}

/* Remembers that @user_id signed in here. */
void
fc_session_note_person (FcSession  *self,
                        const FcId *user_id)
{
  g_autofree char *before = fc_replica_dup_meta (self->replica, META_PEOPLE);
  g_autofree char *id = fc_id_dup_string (user_id);
  g_autofree char *after = before != NULL ? g_strconcat (before, " ", id, NULL) : g_strdup (id);

  if (!is_known (self, user_id))
    fc_replica_set_meta_async (self->replica, META_PEOPLE, after, NULL, NULL);
}

/* --- the seat -------------------------------------------------------------------------------------------------------------- */

static FcKeyring *
keyring_under (FcSession  *self,
               const char *client_id,
               const FcId *user_id)
{
  g_autofree char *person = fc_id_dup_string (user_id);
  g_autofree char *client = g_strconcat (client_id, "/", person, NULL);

  return fc_keyring_new (self->profile, client);
}

/* Returns: (transfer full): where @user_id's tokens are kept */
FcKeyring *
fc_session_keyring_of (FcSession  *self,
                       const FcId *user_id)
{
  return keyring_under (self, self->client_id, user_id);
}

/* From here on tokens are @user_id's, and so is what is pulled. */
void
fc_session_seat (FcSession  *self,
                 const FcId *user_id)
{
  g_autofree char *id = fc_id_dup_string (user_id);

  if (self->seated && fc_id_equal (&self->person, user_id))
    return;
  self->seated = TRUE;
  self->person = *user_id;
  g_clear_object (&self->keyring);
  self->keyring = fc_session_keyring_of (self, user_id);
  g_hash_table_remove_all (self->absent);
  fc_replica_set_meta_async (self->replica, FC_META_PERSON, id, NULL, NULL);
}

/* Who sat here when the program ended. */
gboolean
fc_session_last_person (FcSession *self,
                        FcId      *user_id)
{
  g_autofree char *text = fc_replica_dup_meta (self->replica, FC_META_PERSON);

  return (text != NULL && fc_id_from_string (text, user_id)) || fc_replica_get_last_user (self->replica, user_id);
}

/* --- another name of the client -------------------------------------------------------------------------------------------- */

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcKeyring) before = user_data;

  if (fc_keyring_store_finish (FC_KEYRING (source), result, NULL))
    fc_keyring_clear (before);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcKeyring) after = user_data;
  g_autofree char *secret = fc_keyring_lookup_finish (FC_KEYRING (source), result, NULL);

  if (secret != NULL)
    fc_keyring_store_async (after, secret, moved_cb, g_object_ref (source));
}

/* The client was called @client_id: what is kept of those who do not sit here follows it to its new name. */
void
fc_session_move_people (FcSession  *self,
                        const char *client_id)
{
  g_autoptr (GArray) people = fc_session_dup_people (self);

  for (guint i = 0; i < people->len; i++)
    {
      const FcId *person = &g_array_index (people, FcId, i);
      g_autoptr (FcKeyring) before = keyring_under (self, client_id, person);

      if (!self->seated || !fc_id_equal (person, &self->person))
        fc_keyring_lookup_async (before, found_cb, fc_session_keyring_of (self, person));
    }
}

/* Nobody's tokens of this computer are kept any more. */
void
fc_session_forget_people (FcSession *self)
{
  g_autoptr (GArray) people = fc_session_dup_people (self);

  for (guint i = 0; i < people->len; i++)
    {
      g_autoptr (FcKeyring) keyring = fc_session_keyring_of (self, &g_array_index (people, FcId, i));

      fc_keyring_clear (keyring);
    }
  fc_keyring_clear (self->keyring);
}

/**
 * fc_session_switch:
 * @user_id: somebody who signed in here before
 *
 * Goes on under their own sign-in, as far as it is still kept; else it is as if they were signed out. Who they are has been
 * shown already, by PIN or password. What others did and is still to be sent goes up under the others' sign-ins.
 */
void
fc_session_switch (FcSession  *self,
                   const FcId *user_id)
{
  if (self->seated && fc_id_equal (&self->person, user_id))
    return;
  fc_session_stop_world (self);
  g_clear_pointer (&self->tokens, fc_token_reply_free);
  fc_session_seat (self, user_id);
  fc_sync_engine_set_signed_in (self->engine, FALSE);
  if (self->client == NULL)
    return;
  fc_hub_client_set_token (self->client, NULL, NULL, self->client_id);
  fc_session_look_up_tokens (self);
}
