/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include <glib/gi18n-lib.h>
#include <sys/utsname.h>

G_DEFINE_FINAL_TYPE (FcSession, fc_session, G_TYPE_OBJECT)

enum {
  PROP_STATE = 1,
  PROP_STATUS_TEXT,
  PROP_OFFLINE_SINCE,
  PROP_PROGRESS_DONE,
  PROP_PROGRESS_TOTAL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* --- what is shown ------------------------------------------------------------------------------------------------------------ */

static void
set_number (FcSession *self,
            gint64    *field,
            gint64     value,
            guint      property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
take_error (FcSession *self)
{
  const FcSyncFailure *failure = fc_sync_engine_get_failure (self->engine);

  g_clear_error (&self->error);
  if (failure != NULL)
    self->error = fc_sync_failure_to_error (failure);
}

/* Reads the engine again and tells what is another. */
static void
show (FcSession *self)
{
  FcSyncState state = fc_session_get_state (self);
  g_autofree char *text = fc_session_dup_status_text (self);
  gint64 done, total;

  take_error (self);
  fc_sync_engine_get_progress (self->engine, &done, &total);
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (g_strcmp0 (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_steal_pointer (&text);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_TEXT]);
    }
  set_number (self, &self->offline_since, fc_sync_engine_get_offline_since (self->engine), PROP_OFFLINE_SINCE);
  set_number (self, &self->done, done, PROP_PROGRESS_DONE);
  set_number (self, &self->total, total, PROP_PROGRESS_TOTAL);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
changed_cb (gpointer user_data)
{
  g_autoptr (FcSession) self = g_object_ref (user_data);

  self->notify_id = 0;
  fc_session_check_sign_in (self);
  fc_session_mind_people (self);
  fc_session_send_for_others (self);
  fc_blob_transfer_set_hub (self->blobs, self->client, fc_replica_get_meta_int (self->replica, FC_META_EPOCH, 0),
                            fc_sync_engine_is_at_rest (self->engine) || fc_session_sends_last_photos (self));
  show (self);
  return G_SOURCE_REMOVE;
}

/* The engine has moved; looked at in a moment, when it has come to rest. */
void
fc_session_changed (FcSession *self)
{
  if (self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_DEFAULT, changed_cb, self, NULL);
}

/* --- callbacks ---------------------------------------------------------------------------------------------------------------- */

static void
pending_changed_cb (FcReplica  *replica,
                    GParamSpec *pspec,
                    FcSession  *self)
{
  if (!self->courier_out)
    g_hash_table_remove_all (self->absent);
  fc_sync_engine_replica_changed (self->engine);
}

static void
rows_changed_cb (FcReplica       *replica,
                 const FcChanges *changes,
                 FcSession       *self)
{
  if (!fc_changes_touch (changes, FC_USER))
    return;
  self->people_minded = FALSE;
  fc_session_changed (self);
}

static void
blobs_expired_cb (FcBlobTransfer *blobs,
                  FcSession      *self)
{
  if (!self->farewell)
    fc_sync_engine_refresh_token (self->engine);
}

static void
blobs_settled_cb (FcBlobTransfer *blobs,
                  FcSession      *self)
{
  fc_session_photos_sent (self);
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    FcSession       *self)
{
  fc_sync_engine_network_changed (self->engine, available);
}

/* --- life --------------------------------------------------------------------------------------------------------------------- */

static void
fc_session_get_property (GObject    *object,
                         guint       property,
                         GValue     *value,
                         GParamSpec *pspec)
{
  FcSession *self = FC_SESSION (object);

  switch (property)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_STATUS_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_OFFLINE_SINCE:
      g_value_set_int64 (value, self->offline_since);
      break;
    case PROP_PROGRESS_DONE:
      g_value_set_int64 (value, self->done);
      break;
    case PROP_PROGRESS_TOTAL:
      g_value_set_int64 (value, self->total);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
fc_session_dispose (GObject *object)
{
  FcSession *self = FC_SESSION (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  fc_session_stop_world (self);
  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_handle_id (&self->farewell_timer, g_source_remove);
  g_clear_handle_id (&self->courier_timer, g_source_remove);
  g_clear_signal_handler (&self->network_changed, self->monitor);
  if (self->blobs != NULL)
    fc_blob_transfer_set_hub (self->blobs, NULL, 0, FALSE);
  g_clear_object (&self->blobs);
  g_clear_object (&self->client);
  g_clear_object (&self->sign_in);
  G_OBJECT_CLASS (fc_session_parent_class)->dispose (object);
}

static void
fc_session_finalize (GObject *object)
{
  FcSession *self = FC_SESSION (object);

  g_clear_pointer (&self->watch, fc_hint_watch_free);
  g_clear_pointer (&self->engine, fc_sync_engine_free);
  g_clear_object (&self->replica);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->absent, g_hash_table_unref);
  g_clear_pointer (&self->tokens, fc_token_reply_free);
  g_clear_pointer (&self->after_refresh, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->farewell_sent, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self->profile);
  g_free (self->new_password);
  g_free (self->client_id);
  g_free (self->text);
  g_free (self->device.platform);
  g_free (self->device.version);
  g_free (self->device.model);
  g_free (self->device.app_version);
  G_OBJECT_CLASS (fc_session_parent_class)->finalize (object);
}

static void
fc_session_class_init (FcSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fc_session_get_property;
  object_class->dispose = fc_session_dispose;
  object_class->finalize = fc_session_finalize;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, FC_SYNC_NO_HUB, FC_SYNC_OLD, FC_SYNC_NO_HUB, flags);
  properties[PROP_STATUS_TEXT] = g_param_spec_string ("status-text", NULL, NULL, NULL, flags);
  properties[PROP_OFFLINE_SINCE] = g_param_spec_int64 ("offline-since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PROGRESS_DONE] = g_param_spec_int64 ("progress-done", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PROGRESS_TOTAL] = g_param_spec_int64 ("progress-total", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /* The company wants this computer's copy gone; what waits is sent first. */
  g_signal_new ("parting", FC_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* All that waited has been sent, and the company wants this computer's copy gone. */
  g_signal_new ("to-be-cleared", FC_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
read_device (FcDeviceInfo *device)
{
  struct utsname name = { 0 };

  uname (&name);
  device->platform = g_strdup ("linux");
  device->version = g_strdup (name.release);
  device->model = g_strdup (name.machine);
  device->app_version = g_strdup (FC_VERSION);
}

static void
fc_session_init (FcSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->absent = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  fc_sync_batch_reset (&self->errand_batch);
  self->after_refresh = g_ptr_array_new_with_free_func (g_object_unref);
  self->engine = fc_sync_engine_new (&fc_session_world, self);
  self->watch = fc_hint_watch_new (fc_session_head_seen, self);
  self->monitor = g_network_monitor_get_default ();
  self->text = g_strdup ("");
  read_device (&self->device);
}

/**
 * fc_session_new:
 * @profile: (nullable): tells the keyring entries of several profiles apart
 *
 * Returns: (transfer full): does nothing until fc_session_resume() or a sign-in
 */
FcSession *
fc_session_new (FcReplica  *replica,
                const char *profile)
{
  FcSession *self = g_object_new (FC_TYPE_SESSION, NULL);

  self->replica = g_object_ref (replica);
  self->profile = g_strdup (profile);
  self->client_id = fc_replica_dup_meta (replica, FC_META_CLIENT_ID);
  if (self->client_id == NULL || !fc_id_from_string (self->client_id, &self->position.client_id))
    g_warning ("The replica has no client id.");
  self->keyring = fc_keyring_new (profile, self->client_id);
  self->blobs = fc_blob_transfer_new (replica);
  g_signal_connect_object (self->blobs, "expired", G_CALLBACK (blobs_expired_cb), self, 0);
  g_signal_connect_object (self->blobs, "settled", G_CALLBACK (blobs_settled_cb), self, 0);
  if (g_strcmp0 (g_getenv ("FORECOURT_OFFLINE"), "1") == 0)
    fc_sync_engine_set_paused (self->engine, TRUE);
  g_signal_connect_object (replica, "notify::pending", G_CALLBACK (pending_changed_cb), self, 0);
  g_signal_connect_object (replica, "changed", G_CALLBACK (rows_changed_cb), self, 0);
  self->network_changed = g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
  show (self);
  return self;
}

/* Looks at both sides now, whatever the back-off. */
void
fc_session_sync_now (FcSession *self)
{
  fc_sync_engine_sync_now (self->engine);
  fc_blob_transfer_retry (self->blobs);
}

void
fc_session_set_paused (FcSession *self,
                       gboolean   paused)
{
  fc_sync_engine_set_paused (self->engine, paused);
}

gboolean
fc_session_get_paused (FcSession *self)
{
  return fc_sync_engine_get_paused (self->engine);
}

/**
 * fc_session_set_interval:
 * @seconds: between looks that nobody asked for; 30 at least
 */
void
fc_session_set_interval (FcSession *self,
                         guint      seconds)
{
  fc_sync_engine_set_interval (self->engine, seconds);
}

/**
 * fc_session_set_fact_days:
 * @days: single sales of that many days come with a first pull, sums before; 0: as many as the hub finds right
 */
void
fc_session_set_fact_days (FcSession *self,
                          int        days)
{
  fc_sync_engine_set_fact_days (self->engine, days);
}

/**
 * fc_session_get_state:
 *
 * Returns: as it is now; notify::state comes a moment later. "Signed out" is said once it is known.
 */
FcSyncState
fc_session_get_state (FcSession *self)
{
  FcSyncState state = fc_sync_engine_get_state (self->engine);

  return state == FC_SYNC_SIGNED_OUT && self->resuming ? FC_SYNC_SYNCING : state;
}

/**
 * fc_session_is_resuming:
 *
 * Returns: whether the kept sign-in is still being fetched: a Secret Service that has to start takes seconds
 */
gboolean
fc_session_is_resuming (FcSession *self)
{
  return self->resuming;
}

/**
 * fc_session_dup_status_text:
 *
 * Returns: (transfer full): a sentence
 */
char *
fc_session_dup_status_text (FcSession *self)
{
  if (self->resuming)
    return g_strdup (_ ("Connecting to the server."));
  if (self->farewell)
    return fc_session_dup_farewell_text (self);
  return fc_sync_engine_dup_text (self->engine);
}

/**
 * fc_session_get_offline_since:
 *
 * Returns: UTC µs, 0 while the hub answers
 */
gint64
fc_session_get_offline_since (FcSession *self)
{
  return fc_sync_engine_get_offline_since (self->engine);
}

void
fc_session_get_progress (FcSession *self,
                         gint64    *done,
                         gint64    *total)
{
  fc_sync_engine_get_progress (self->engine, done, total);
}

/**
 * fc_session_get_last_error:
 *
 * Returns: (transfer none) (nullable): why it does not go on, until something works again
 */
const GError *
fc_session_get_last_error (FcSession *self)
{
  take_error (self);
  return self->error;
}

/* The next sign-in changes the password to @new_password; nullable. */
void
fc_session_set_new_password (FcSession  *self,
                             const char *new_password)
{
  g_free (self->new_password);
  self->new_password = g_strdup (new_password);
}

const char *
fc_session_get_hub_uri (FcSession *self)
{
  return self->client != NULL ? fc_hub_client_get_uri (self->client) : NULL;
}

const char *
fc_session_get_email (FcSession *self)
{
  return self->tokens != NULL ? self->tokens->email : NULL;
}

FcBlobTransfer *
fc_session_get_blobs (FcSession *self)
{
  return self->blobs;
}

/**
 * fc_session_keeps_credentials:
 *
 * Returns: FALSE where no Secret Service runs: the sign-in is gone when the program ends
 */
gboolean
fc_session_keeps_credentials (FcSession *self)
{
  return fc_keyring_is_lasting (self->keyring);
}
