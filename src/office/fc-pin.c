/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pin.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "fc-error.h"
#include "fc-replica-sync.h"

#define FIRST_WAIT_US (30 * G_TIME_SPAN_SECOND)
#define MOST_WAIT_US  G_TIME_SPAN_HOUR

/* What is kept of a person: "TRIES LAST-TRY HASH", and " own" where they had shown who they are. */
typedef struct {
  guint tries;     /* wrong ones since the last right one */
  gint64 tried_at; /* UTC µs of the last of them */
  char *hash;
  gboolean own;
} Kept;

typedef struct {
  FcId user_id;
  char *pin;
  Kept kept;
  gboolean right;
} Work;

static char *
key_of (const FcId *user_id)
{
  g_autofree char *id = fc_id_dup_string (user_id);

  return g_strconcat ("pin/", id, NULL);
}

static void
kept_clear (Kept *kept)
{
  g_clear_pointer (&kept->hash, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Kept, kept_clear)

/* FALSE: this person has no PIN here. */
static gboolean
kept_load (FcReplica  *replica,
           const FcId *user_id,
           Kept       *kept)
{
  g_autofree char *key = key_of (user_id);
  g_autofree char *text = fc_replica_dup_meta (replica, key);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, " ", 4) : NULL;

  if (parts == NULL || g_strv_length (parts) < 3)
    return FALSE;
  kept->tries = (guint) g_ascii_strtoull (parts[0], NULL, 10);
  kept->tried_at = g_ascii_strtoll (parts[1], NULL, 10);
  kept->hash = g_strdup (parts[2]);
  kept->own = g_strcmp0 (parts[3], "own") == 0;
  return TRUE;
}

static void
kept_save (FcReplica           *replica,
           const FcId          *user_id,
           const Kept          *kept,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  g_autofree char *key = key_of (user_id);
  g_autofree char *text = g_strdup_printf ("%u %" G_GINT64_FORMAT " %s%s", kept->tries, kept->tried_at, kept->hash,
                                            kept->own ? " own" : "");

  fc_replica_set_meta_async (replica, key, text, callback, user_data);
}

static gint64
wait_of (const Kept *kept,
         gint64      now_us)
{
  gint64 wait = FIRST_WAIT_US;

  if (kept->tries < FC_PIN_FREE_TRIES)
    return 0;
  for (guint i = FC_PIN_FREE_TRIES; i < kept->tries && wait < MOST_WAIT_US; i++)
    wait *= 2;
  /* A clock that was set back must not lock anybody out for longer than that. */
  return CLAMP (kept->tried_at + MIN (wait, MOST_WAIT_US) - now_us, 0, MOST_WAIT_US);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  sodium_memzero (work->pin, strlen (work->pin));
  g_free (work->pin);
  kept_clear (&work->kept);
  g_free (work);
}

static GTask *
new_task (FcReplica           *replica,
          const FcId          *user_id,
          const char          *pin,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (replica, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->user_id = *user_id;
  work->pin = g_strdup (pin);
  g_task_set_task_data (task, work, work_free);
  return task;
}

/**
 * fc_pin_is_good:
 *
 * Errors: FC_ERROR_INVALID where it is too short, too long or too easy.
 */
gboolean
fc_pin_is_good (const char  *pin,
                GError     **error)
{
  gsize length = strlen (pin);
  gboolean easy = TRUE; /* each digit as far from the last one: 1111, 1234, 9876 */

  for (gsize i = 0; i < length; i++)
    {
      easy &= i < 2 || pin[i] - pin[i - 1] == pin[1] - pin[0];
      if (!g_ascii_isdigit (pin[i]))
        length = 0;
    }
  if (length < FC_PIN_LEAST || length > FC_PIN_MOST)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("A PIN has %d to %d digits"), FC_PIN_LEAST, FC_PIN_MOST);
  else if (easy && ABS (pin[1] - pin[0]) <= 1)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("That PIN is too easy: use digits that do not follow one another"));
  else
    return TRUE;
  return FALSE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (fc_replica_set_meta_finish (FC_REPLICA (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
hash_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Work *work = data;

  work->kept.hash = g_malloc0 (crypto_pwhash_STRBYTES);
  if (sodium_init () < 0
      || crypto_pwhash_str (work->kept.hash, work->pin, strlen (work->pin), crypto_pwhash_OPSLIMIT_MODERATE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID,
                             _ ("The PIN could not be kept: this computer lacks memory"));
  else
    g_task_return_boolean (task, TRUE);
}

static void
hashed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    kept_save (FC_REPLICA (source), &work->user_id, &work->kept, saved_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
verify_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Work *work = data;

  work->right = sodium_init () >= 0
                && crypto_pwhash_str_verify (work->kept.hash, work->pin, strlen (work->pin)) == 0;
  g_task_return_boolean (task, work->right);
}

static void
refuse (GTask      *task,
        const Kept *kept)
{
  gint64 wait = wait_of (kept, g_get_real_time ());

  if (wait > 0)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED, _ ("Wrong PIN. The next try is possible in %d s"),
                             (int) (wait / G_USEC_PER_SEC + 1));
  else
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED, _ ("Wrong PIN. Try again"));
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (G_TASK (result));

  g_task_propagate_boolean (G_TASK (result), NULL);
  if (!work->right)
    {
      refuse (task, &work->kept);
      return;
    }
  work->kept.tries = 0;
  kept_save (FC_REPLICA (source), &work->user_id, &work->kept, saved_cb, g_steal_pointer (&task));
}

/* The try is counted before it is made: a program that is killed in between gains nothing. */
static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GTask) inner = NULL;
  GError *error = NULL;

  if (!fc_replica_set_meta_finish (FC_REPLICA (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  inner = new_task (FC_REPLICA (source), &work->user_id, work->pin, verified_cb, g_object_ref (task));
  ((Work *) g_task_get_task_data (inner))->kept = work->kept;
  work->kept.hash = NULL;
  g_task_run_in_thread (inner, verify_thread);
}

/* Whether they sit here. */
gboolean
fc_pin_is_at_desk (FcReplica  *replica,
                   const FcId *user_id)
{
  const FcActor *actor = fc_replica_get_actor (replica);

  return actor != NULL && fc_id_equal (&actor->user_id, user_id);
}

/**
 * fc_pin_is_set:
 *
 * Returns: whether this person has chosen a PIN at this computer
 */
gboolean
fc_pin_is_set (FcReplica  *replica,
               const FcId *user_id)
{
  g_auto (Kept) kept = { 0 };

  return kept_load (replica, user_id, &kept);
}

/**
 * fc_pin_takes_seat:
 *
 * Returns: whether this person's PIN shows who they are to more than a signature: they chose it themselves, and not somebody who
 * sat here while a shift was to be signed
 */
gboolean
fc_pin_takes_seat (FcReplica  *replica,
                   const FcId *user_id)
{
  g_auto (Kept) kept = { 0 };

  return kept_load (replica, user_id, &kept) && kept.own;
}

/**
 * fc_pin_get_wait:
 *
 * Returns: µs until the next try is possible, 0 for now
 */
gint64
fc_pin_get_wait (FcReplica  *replica,
                 const FcId *user_id,
                 gint64      now_us)
{
  g_auto (Kept) kept = { 0 };

  return kept_load (replica, user_id, &kept) ? wait_of (&kept, now_us) : 0;
}

/**
 * fc_pin_set_async:
 * @shown: they have shown who they are; whoever sits here has in any case
 *
 * Gives a person a PIN, in place of the one before. Errors: FC_ERROR_INVALID where it is too short or too easy.
 */
void
fc_pin_set_async (FcReplica           *replica,
                  const FcId          *user_id,
                  const char          *pin,
                  gboolean             shown,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, NULL, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  GError *error = NULL;

  if (!fc_pin_is_good (pin, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  inner = new_task (replica, user_id, pin, hashed_cb, g_steal_pointer (&task));
  ((Work *) g_task_get_task_data (inner))->kept.own = shown || fc_pin_is_at_desk (replica, user_id);
  g_task_run_in_thread (inner, hash_thread);
}

gboolean
fc_pin_set_finish (FcReplica     *replica,
                   GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fc_pin_check_async:
 *
 * Errors: FC_ERROR_NOT_FOUND without a PIN here, FC_ERROR_DENIED where it is wrong or the person has to wait.
 */
void
fc_pin_check_async (FcReplica           *replica,
                    const FcId          *user_id,
                    const char          *pin,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = new_task (replica, user_id, pin, callback, user_data);
  Work *work = g_task_get_task_data (task);
  gint64 now = g_get_real_time ();
  gint64 wait;

  if (!kept_load (replica, user_id, &work->kept))
    {
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("No PIN has been chosen at this computer yet"));
      return;
    }
  wait = wait_of (&work->kept, now);
  if (wait > 0)
    {
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED,
                               _ ("Too many wrong PINs. The next try is possible in %d s"),
                               (int) (wait / G_USEC_PER_SEC + 1));
      return;
    }
  work->kept.tries++;
  work->kept.tried_at = now;
  kept_save (replica, user_id, &work->kept, counted_cb, g_object_ref (task));
}

/**
 * fc_pin_check_finish:
 *
 * Returns: TRUE where the PIN is this person's
 */
gboolean
fc_pin_check_finish (FcReplica     *replica,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
