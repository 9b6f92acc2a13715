/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-passwords.h"

#include <sodium.h>
#include <string.h>

#include "fc-hub.h"

#define WORKERS     2
#define MOST_QUEUED 64
#define LEAST       8
#define MOST        200

struct _FcHubPasswords {
  GThreadPool *pool;
  gboolean cheap;
  char *nobody; /* hash to check against where there is no such account, so that the answer takes as long */
};

typedef struct {
  char *hash; /* NULL: make one */
  char *password;
  gboolean real;
  FcHubPasswordDone done;
  gpointer data;
  GMainContext *context;
  gboolean right;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;
  sodium_memzero (work->password, strlen (work->password));
  g_free (work->password);
  g_free (work->hash);
  g_main_context_unref (work->context);
  g_free (work);
}

static gboolean
work_done_cb (gpointer data)
{
  Work *work = data;
  work->done (work->right, work->hash, work->data);
  return G_SOURCE_REMOVE;
}

static void
work_run (gpointer data,
          gpointer user_data)
{
  FcHubPasswords *self = user_data;
  Work *work = data;

  if (work->hash == NULL)
    {
      work->hash = fc_hub_password_hash_now (work->password, self->cheap);
      work->right = work->hash != NULL;
    }
  else
    work->right = crypto_pwhash_str_verify (work->hash, work->password, strlen (work->password)) == 0 && work->real;

  GSource *source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, work_done_cb, work, work_free);
  g_source_attach (source, work->context);
  g_source_unref (source);
}

FcHubPasswords *
fc_hub_passwords_new (gboolean cheap)
{
  FcHubPasswords *self = g_new0 (FcHubPasswords, 1);
  g_autofree char *password = fc_hub_password_generate ();

  self->cheap = cheap;
  self->nobody = fc_hub_password_hash_now (password, cheap);
  self->pool = g_thread_pool_new (work_run, self, WORKERS, FALSE, NULL);
  return self;
}

void
fc_hub_passwords_free (FcHubPasswords *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self->nobody);
  g_free (self);
}

static gboolean
push (FcHubPasswords    *self,
      const char        *hash,
      gboolean           real,
      const char        *password,
      FcHubPasswordDone  done,
      gpointer           data)
{
  if (g_thread_pool_unprocessed (self->pool) >= MOST_QUEUED)
    return FALSE;
  Work *work = g_new0 (Work, 1);
  *work = (Work){ .hash = g_strdup (hash),
                  .password = g_strdup (password),
                  .real = real,
                  .done = done,
                  .data = data,
                  .context = g_main_context_ref_thread_default () };
  g_thread_pool_push (self->pool, work, NULL);
  return TRUE;
}

/**
 * fc_hub_passwords_verify:
 * @hash: (nullable): what is stored; NULL for an account that does not exist: the same work is done and the answer is no
 * @done: called in the caller's main context
 *
 * Returns: FALSE where too many wait already; @done is not called then
 */
gboolean
fc_hub_passwords_verify (FcHubPasswords    *self,
                         const char        *hash,
                         const char        *password,
                         FcHubPasswordDone  done,
                         gpointer           data)
{
  return push (self, hash ? hash : self->nobody, hash != NULL, password, done, data);
}

/**
 * fc_hub_passwords_hash:
 *
 * Hashes a new password; as fc_hub_passwords_verify().
 */
gboolean
fc_hub_passwords_hash (FcHubPasswords    *self,
                       const char        *password,
                       FcHubPasswordDone  done,
                       gpointer           data)
{
  return push (self, NULL, TRUE, password, done, data);
}

/**
 * fc_hub_password_hash_now:
 * @cheap: for tests: the least work libsodium allows
 *
 * Returns: (transfer full) (nullable): an Argon2id string; NULL where memory is short. Any thread.
 */
char *
fc_hub_password_hash_now (const char *password,
                          gboolean    cheap)
{
  char hash[crypto_pwhash_STRBYTES];
  unsigned long long operations = cheap ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_MODERATE;
  size_t memory = cheap ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE;

  if (sodium_init () < 0 || crypto_pwhash_str (hash, password, strlen (password), operations, memory) != 0)
    return NULL;
  return g_strdup (hash);
}

/**
 * fc_hub_password_check:
 *
 * Whether a password may be set at all.
 */
gboolean
fc_hub_password_check (const char  *password,
                       GError     **error)
{
  glong length = password && g_utf8_validate (password, -1, NULL) ? g_utf8_strlen (password, -1) : 0;
  if (length >= LEAST && length <= MOST)
    return TRUE;
  g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_INVALID, "The password must have %d to %d characters.", LEAST, MOST);
  return FALSE;
}

/**
 * fc_hub_password_generate:
 *
 * Returns: (transfer full): four groups of five letters and digits that are not taken for each other (about 98 bits)
 */
char *
fc_hub_password_generate (void)
{
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (sodium_init () >= 0, g_string_free (out, FALSE));
  for (int i = 0; i < 20; i++)
    {
      if (i > 0 && i % 5 == 0)
        g_string_append_c (out, '-');
      g_string_append_c (out, letters[randombytes_uniform (sizeof letters - 1)]);
    }
  return g_string_free (out, FALSE);
}
