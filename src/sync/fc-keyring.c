/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-keyring.h"

#include <libsecret/secret.h>

#define SECRET_TIMEOUT_MS 8000 /* a Secret Service that does not answer must not hold up the start */

struct _FcKeyring
{
  GObject parent_instance;

  char *profile;
  char *client_id;
  gboolean in_memory;
};

G_DEFINE_FINAL_TYPE (FcKeyring, fc_keyring, G_TYPE_OBJECT)

/* "profile/client id" → secret, for the life of the program */
static GHashTable *memory;

static const SecretSchema schema = {
  "org.forecourt.Forecourt.Session",
  SECRET_SCHEMA_NONE,
  {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "client", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
  0,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
};

static void
fc_keyring_finalize (GObject *object)
{
  FcKeyring *self = FC_KEYRING (object);

  g_free (self->profile);
  g_free (self->client_id);
  G_OBJECT_CLASS (fc_keyring_parent_class)->finalize (object);
}

static void
fc_keyring_class_init (FcKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_keyring_finalize;
}

static void
fc_keyring_init (FcKeyring *self)
{
}

static gboolean
memory_only (void)
{
  return g_strcmp0 (g_getenv ("FORECOURT_KEYRING"), "memory") == 0;
}

static char *
memory_key (FcKeyring *self)
{
  return g_strconcat (self->profile, "/", self->client_id, NULL);
}

static void
remember (FcKeyring  *self,
          const char *secret)
{
  g_autofree char *key = memory_key (self);

  if (memory == NULL)
    memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (secret != NULL)
    g_hash_table_replace (memory, g_steal_pointer (&key), g_strdup (secret));
  else
    g_hash_table_remove (memory, key);
}

static char *
recall (FcKeyring *self)
{
  g_autofree char *key = memory_key (self);

  return memory != NULL ? g_strdup (g_hash_table_lookup (memory, key)) : NULL;
}

static void
fall_back (FcKeyring    *self,
           const GError *error)
{
  if (!self->in_memory)
    g_message ("No Secret Service (%s): the sign-in is kept until the program ends.", error->message);
  self->in_memory = TRUE;
}

static gboolean
gave_up_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* A cancellable that fires by itself. */
static GCancellable *
patience (void)
{
  GCancellable *cancellable = g_cancellable_new ();

  g_timeout_add_full (G_PRIORITY_DEFAULT, SECRET_TIMEOUT_MS, gave_up_cb, g_object_ref (cancellable), g_object_unref);
  return cancellable;
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    fall_back (g_task_get_source_object (task), error);
  g_task_return_boolean (task, TRUE);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcKeyring *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);
  char *own;

  if (error != NULL)
    {
      fall_back (self, error);
      g_task_return_pointer (task, recall (self), g_free);
      return;
    }
  own = g_strdup (secret);
  secret_password_free (secret);
  g_task_return_pointer (task, own, g_free);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcKeyring) self = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    fall_back (self, error);
}

/**
 * fc_keyring_new:
 * @profile: (nullable):
 * @client_id: of the replica
 *
 * Returns: (transfer full):
 */
FcKeyring *
fc_keyring_new (const char *profile,
                const char *client_id)
{
  FcKeyring *self = g_object_new (FC_TYPE_KEYRING, NULL);

  self->profile = g_strdup (profile != NULL ? profile : "default");
  self->client_id = g_strdup (client_id);
  self->in_memory = memory_only ();
  return self;
}

/**
 * fc_keyring_store_async:
 *
 * Keeps @secret in memory in any case, so that it does not fail for want of a Secret Service.
 */
void
fc_keyring_store_async (FcKeyring          *self,
                        const char         *secret,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GCancellable) limit = NULL;
  g_autofree char *label = g_strdup_printf ("Forecourt sign-in (%s)", self->profile);

  remember (self, secret);
  if (self->in_memory)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  limit = patience ();
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, limit, stored_cb, g_steal_pointer (&task),
                         "profile", self->profile, "client", self->client_id, NULL);
}

gboolean
fc_keyring_store_finish (FcKeyring    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
fc_keyring_lookup_async (FcKeyring          *self,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GCancellable) limit = NULL;

  if (self->in_memory)
    {
      g_task_return_pointer (task, recall (self), g_free);
      return;
    }
  limit = patience ();
  secret_password_lookup (&schema, limit, looked_up_cb, g_steal_pointer (&task), "profile", self->profile, "client",
                          self->client_id, NULL);
}

/**
 * fc_keyring_lookup_finish:
 *
 * Returns: (transfer full) (nullable): NULL where nothing is kept
 */
char *
fc_keyring_lookup_finish (FcKeyring    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fc_keyring_clear (FcKeyring *self)
{
  g_autoptr (GCancellable) limit = NULL;

  remember (self, NULL);
  if (self->in_memory)
    return;
  limit = patience ();
  secret_password_clear (&schema, limit, cleared_cb, g_object_ref (self), "profile", self->profile, "client", self->client_id,
                         NULL);
}

static gboolean
is_of_profile (gpointer key,
               gpointer secret,
               gpointer prefix)
{
  return g_str_has_prefix (key, prefix);
}

static void
profile_cleared_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_message ("Secrets of %s may be left in the keyring: %s", (const char *) user_data, error->message);
  g_free (user_data);
}

/**
 * fc_keyring_clear_profile:
 *
 * Forgets every secret that is kept for @profile, whoever its client was.
 */
void
fc_keyring_clear_profile (const char *profile)
{
  g_autofree char *prefix = g_strconcat (profile, "/", NULL);
  g_autoptr (GCancellable) limit = NULL;

  if (memory != NULL)
    g_hash_table_foreach_remove (memory, is_of_profile, prefix);
  if (memory_only ())
    return;
  limit = patience ();
  secret_password_clear (&schema, limit, profile_cleared_cb, g_strdup (profile), "profile", profile, NULL);
}

/**
 * fc_keyring_is_lasting:
 *
 * Returns: FALSE where the secret is gone when the program ends
 */
gboolean
fc_keyring_is_lasting (FcKeyring *self)
{
  return !self->in_memory;
}
