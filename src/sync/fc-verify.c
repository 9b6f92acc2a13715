/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-verify.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "fc-session-private.h"
#include "fc-transfer-log.h"
#include "fc-verify-job.h"

#define DATA_KEY    "fc-verify"
#define META_LAST   "sync.verified"       /* UTC µs */
#define META_RESULT "sync.verified.found" /* numbers of FcVerified */
#define WEEK        (7 * FC_DAY_US)
#define MOST_MISSES 3 /* in a row, before only a person begins again */

struct _FcVerify {
  GObject parent_instance;

  FcSession *session; /* unowned: owns us */
  FcVerifyJob *job;   /* (nullable) */
  FcTransfer *transfer; /* (nullable) */
  GCancellable *cancellable; /* of the request under way */
  double progress;
  char *why;          /* (nullable): it did not come to its end */
  guint misses;       /* times in a row that it did not; MOST_MISSES when a person ended it */
  char *left;         /* (nullable): it did, but for positions of vehicles, and why */
  char *found;        /* (nullable): numbers of the last one that did */
  gint64 last;        /* UTC µs, 0 none */
};

typedef enum { PROP_RUNNING = 1, PROP_PROGRESS, PROP_RESULT, PROP_FAILED, N_PROPS } FcVerifyProp;

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (FcVerify, fc_verify, G_TYPE_OBJECT)

static void
notify_all (FcVerify *self)
{
  for (int i = PROP_RUNNING; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
}

static void
stop (FcVerify *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->transfer);
  g_clear_pointer (&self->job, fc_verify_job_stop);
}

/* --- world of the job ------------------------------------------------------------------------------------------------- */

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcVerify) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fc_session_request_finish (FC_SESSION (source), result, &error);

  if (self->transfer != NULL && body != NULL)
    self->transfer->down += g_bytes_get_size (body);
  if (self->job != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fc_verify_job_answered (self->job, body, error);
}

static void
send_question (gpointer data,
               GBytes  *body)
{
  FcVerify *self = data;

  self->transfer->up += g_bytes_get_size (body);
  fc_session_send_async (self->session, "POST", FC_WIRE_PATH_CHECK, body, self->cancellable, answered_cb, g_object_ref (self));
  g_bytes_unref (body);
}

static void
progress (gpointer data,
          double   fraction)
{
  FcVerify *self = data;

  self->progress = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
}

static void
set_last (FcVerify *self)
{
  g_autofree char *text = NULL;

  self->last = g_get_real_time ();
  text = g_strdup_printf ("%" G_GINT64_FORMAT, self->last);
  fc_replica_set_meta_async (self->session->replica, META_LAST, text, NULL, NULL);
}

static void
keep_result (FcVerify         *self,
             const FcVerified *verified)
{
  g_free (self->found);
  self->found = g_strdup_printf ("%u %u %u %u", verified->rows, verified->findings.missing, verified->findings.different,
                                 verified->findings.extra + verified->stray);
  fc_replica_set_meta_async (self->session->replica, META_RESULT, self->found, NULL, NULL);
  set_last (self);
  g_message ("This copy was compared with the hub: %u records, %u were missing, %u different, %u too many.", verified->rows,
             verified->findings.missing, verified->findings.different, verified->findings.extra + verified->stray);
}

static void
ended (gpointer          data,
       const FcVerified *verified,
       const GError     *error)
{
  FcVerify *self = data;

  fc_transfer_end (self->transfer, self->session->replica, error != NULL ? error->message : NULL);
  if (verified != NULL)
    {
      self->misses = 0;
      self->left = error != NULL ? g_strdup (error->message) : NULL;
      keep_result (self, verified);
    }
  else
    {
      self->misses++;
      self->why = g_strdup (error->message);
    }
  stop (self);
  notify_all (self);
}

/* --- what people see ----------------------------------------------------------------------------------------------------- */

/* What was found, in words: "1,234 records compared." and what was put right. */
static char *
say (guint rows,
     guint missing,
     guint different,
     guint extra)
{
  guint repaired = missing + different + extra;
  g_autofree char *compared =
    g_strdup_printf (ngettext ("%u record was compared with the server.", "%u records were compared with the server.", rows), rows);
  g_autofree char *found = NULL;

  if (repaired == 0)
    return g_strdup_printf (_ ("%s All of them are the same."), compared);
  found = g_strdup_printf (ngettext ("%u was not the same and has been repaired: %u missing, %u different, %u too many.",
                                     "%u were not the same and have been repaired: %u missing, %u different, %u too many.",
                                     repaired),
                           repaired, missing, different, extra);
  return g_strdup_printf ("%s %s", compared, found);
}

/**
 * fc_verify_dup_result:
 *
 * Returns: (transfer full) (nullable): why the last run did not end, else what the last one that did has found
 */
char *
fc_verify_dup_result (FcVerify *self)
{
  g_autofree char *result = NULL;
  guint rows, missing, different, extra;

  if (self->why != NULL)
    return g_strdup (self->why);
  if (self->found == NULL || sscanf (self->found, "%u %u %u %u", &rows, &missing, &different, &extra) != 4)
    return NULL;
  result = say (rows, missing, different, extra);
  /* Translators: after what was compared; the last %s is a sentence that says why */
  return self->left != NULL ? g_strdup_printf (_ ("%s Positions of vehicles could not be compared: %s"), result, self->left)
                            : g_steal_pointer (&result);
}

gboolean
fc_verify_is_running (FcVerify *self)
{
  return self->job != NULL;
}

double
fc_verify_get_progress (FcVerify *self)
{
  return self->progress;
}

gboolean
fc_verify_has_failed (FcVerify *self)
{
  return self->why != NULL;
}

gint64
fc_verify_get_last (FcVerify *self)
{
  return self->last;
}

/**
 * fc_verify_start:
 *
 * Begins where nothing is under way. Needs the hub now.
 */
void
fc_verify_start (FcVerify *self)
{
  static const FcVerifyWorld world = { send_question, progress, ended };

  if (self->job != NULL)
    return;
  g_clear_pointer (&self->why, g_free);
  g_clear_pointer (&self->left, g_free);
  self->progress = 0;
  self->cancellable = g_cancellable_new ();
  self->transfer = fc_transfer_new (FC_TRANSFER_CHECK);
  self->job = fc_verify_job_start (self->session->replica, &self->session->position.client_id, &world, self);
  notify_all (self);
}

/* What has been repaired stays so. */
void
fc_verify_cancel (FcVerify *self)
{
  if (self->job == NULL)
    return;
  stop (self);
  self->misses = MOST_MISSES;
  self->why = g_strdup (_ ("Verifying was cancelled. What had been repaired stays repaired."));
  notify_all (self);
}

/* Once a week, when all else is done; where the line or the hub went away meanwhile, when they are back. A copy that was never
 * compared waits for its week, too. */
static void
state_changed_cb (FcVerify *self)
{
  if (fc_session_get_state (self->session) != FC_SYNC_LEVEL || self->job != NULL || self->misses >= MOST_MISSES)
    return;
  if (self->last == 0)
    set_last (self);
  else if (g_get_real_time () - self->last > WEEK)
    fc_verify_start (self);
}

/* --- object --------------------------------------------------------------------------------------------------------------- */

static void
fc_verify_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *spec)
{
  FcVerify *self = FC_VERIFY (object);

  switch ((FcVerifyProp) id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->job != NULL);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_RESULT:
      g_value_take_string (value, fc_verify_dup_result (self));
      break;
    case PROP_FAILED:
      g_value_set_boolean (value, self->why != NULL);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
fc_verify_dispose (GObject *object)
{
  FcVerify *self = FC_VERIFY (object);

  stop (self);
  g_clear_pointer (&self->why, g_free);
  g_clear_pointer (&self->left, g_free);
  g_clear_pointer (&self->found, g_free);
  G_OBJECT_CLASS (fc_verify_parent_class)->dispose (object);
}

static void
fc_verify_class_init (FcVerifyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fc_verify_get_property;
  object_class->dispose = fc_verify_dispose;
  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  props[PROP_RESULT] = g_param_spec_string ("result", NULL, NULL, NULL, flags);
  props[PROP_FAILED] = g_param_spec_boolean ("failed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
fc_verify_init (FcVerify *self)
{
}

/**
 * fc_verify_of:
 *
 * Returns: (transfer none): the one of this session, which lives as long
 */
FcVerify *
fc_verify_of (FcSession *session)
{
  FcVerify *self = g_object_get_data (G_OBJECT (session), DATA_KEY);

  if (self != NULL)
    return self;
  self = g_object_new (FC_TYPE_VERIFY, NULL);
  self->session = session;
  self->last = fc_replica_get_meta_int (session->replica, META_LAST, 0);
  self->found = fc_replica_dup_meta (session->replica, META_RESULT);
  g_object_set_data_full (G_OBJECT (session), DATA_KEY, self, g_object_unref);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
