/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-care.h"
#include "fc-replica-private.h"

/*
 * What the file needs while nobody waits: a backup each night, hours that become days, a check each week. What a person has to
 * know of it: that the last backup was not made, and that the disk is nearly full.
 */

#define FIRST_LOOK_S 120
#define LOOK_EVERY_S 1800
#define QUIET_US     (30 * G_USEC_PER_SEC)
#define ROOM_EVERY_S 20
#define SCARCE       (G_GINT64_CONSTANT (200) * 1000 * 1000) /* bytes */
#define ENOUGH       (2 * SCARCE)                            /* so that the notice does not come and go */

static gboolean
is_due (FcReplica  *self,
        const char *key,
        gint64      every_us)
{
  gint64 now = g_get_real_time ();
  gint64 last = fc_replica_get_meta_int (self, key, 0);

  return last > now || now - last >= every_us;
}

static void
set_done (FcReplica  *self,
          const char *key)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());

  if (!self->closed)
    fc_replica_set_meta_async (self, key, now, NULL, NULL);
}

static void
backup_noted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  if (fc_replica_set_meta_finish (FC_REPLICA (source), result, NULL))
    g_object_notify (source, "backup-failure");
}

/* @why: (nullable) */
static void
note_backup (FcReplica  *self,
             const char *why)
{
  g_autofree char *before = fc_replica_dup_meta (self, FC_META_BACKUP_FAILED);

  if (self->closed || g_strcmp0 (before, why) == 0)
    return;
  fc_replica_set_meta_async (self, FC_META_BACKUP_FAILED, why, backup_noted_cb, NULL);
}

static void
backed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = fc_replica_backup_finish (FC_REPLICA (source), result, &error);

  if (file != NULL)
    {
      set_done (FC_REPLICA (source), FC_META_BACKED_UP);
      note_backup (FC_REPLICA (source), NULL);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_message ("The nightly backup was not made: %s", error->message);
      note_backup (FC_REPLICA (source), error->message);
    }
}

static gboolean
compact (FcWrite   *write,
         gpointer   data,
         GError   **error)
{
  return fc_rollup_compact (write, error) && fc_write_set_meta_int (write, FC_META_COMPACTED, write->now_us, error);
}

static gpointer
check (FcDb          *db,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  return GINT_TO_POINTER (fc_db_quick_check (db, NULL, NULL, error));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  FcReplica *self = FC_REPLICA (source);
  g_autoptr (GError) error = NULL;

  fc_replica_read_finish (self, result, &error);
  if (error == NULL)
    set_done (self, FC_META_CHECKED);
  else if (g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_CORRUPT))
    fc_replica_found_damage (self);
}

/**
 * fc_replica_dup_backup_failure:
 *
 * Returns: (transfer full) (nullable): why the last nightly backup was not made
 */
char *
fc_replica_dup_backup_failure (FcReplica *self)
{
  return fc_replica_dup_meta (self, FC_META_BACKUP_FAILED);
}

/**
 * fc_replica_look_after:
 *
 * Begins what is due, unless something is going on.
 */
void
fc_replica_look_after (FcReplica *self)
{
  if (g_get_monotonic_time () - self->told_at < QUIET_US)
    return;
  if (is_due (self, FC_META_COMPACTED, FC_DAY_US))
    fc_replica_push (self, FC_URGENT_CARE, FALSE, compact, NULL, NULL, NULL);
  if (is_due (self, FC_META_BACKED_UP, FC_DAY_US))
    fc_replica_backup_async (self, NULL, backed_up_cb, NULL);
  else if (is_due (self, FC_META_CHECKED, 7 * FC_DAY_US))
    fc_replica_read_async (self, check, NULL, NULL, NULL, NULL, checked_cb, NULL);
}

static gboolean
look_cb (gpointer user_data)
{
  FcReplica *self = user_data;

  self->care = g_timeout_source_new_seconds (LOOK_EVERY_S);
  g_source_set_callback (self->care, look_cb, self, NULL);
  g_source_attach (self->care, self->context);
  g_source_unref (self->care);
  fc_replica_look_after (self);
  return G_SOURCE_REMOVE;
}

/* --- room ----------------------------------------------------------------------------------------------------------------- */

/**
 * fc_replica_note_room:
 * @room: bytes left on the disk of the folder
 */
void
fc_replica_note_room (FcReplica *self,
                      gint64     room)
{
  gint64 scarce = room < SCARCE || (self->scarce_room >= 0 && room < ENOUGH) ? room : -1;

  if (self->closed || scarce == self->scarce_room)
    return;
  self->scarce_room = scarce;
  g_object_notify (G_OBJECT (self), "scarce-room");
}

/**
 * fc_replica_get_scarce_room:
 *
 * Returns: bytes left on the disk where these are few, -1 where there is room enough
 */
gint64
fc_replica_get_scarce_room (FcReplica *self)
{
  return self->scarce_room;
}

static void
room_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcReplica) self = user_data;
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info_finish (G_FILE (source), result, NULL);

  if (info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    fc_replica_note_room (self, (gint64) MIN (g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE), G_MAXINT64));
}

static gboolean
look_for_room_cb (gpointer user_data)
{
  FcReplica *self = user_data;

  g_file_query_filesystem_info_async (self->folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, G_PRIORITY_LOW, NULL, room_cb,
                                      g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

/**
 * fc_replica_begin_care:
 *
 * Looks now and then, in the replica's context, whether something is due and nothing else happens.
 */
void
fc_replica_begin_care (FcReplica *self)
{
  self->care = g_timeout_source_new_seconds (FIRST_LOOK_S);
  g_source_set_callback (self->care, look_cb, self, NULL);
  g_source_attach (self->care, self->context);
  g_source_unref (self->care);
  self->room_watch = g_timeout_source_new_seconds (ROOM_EVERY_S);
  g_source_set_callback (self->room_watch, look_for_room_cb, self, NULL);
  g_source_attach (self->room_watch, self->context);
  g_source_unref (self->room_watch);
}

/**
 * fc_replica_found_damage:
 *
 * The file will be checked, and rescued if need be, when it is opened next.
 */
void
fc_replica_found_damage (FcReplica *self)
{
  g_mutex_lock (&self->lock);
  self->damaged = TRUE;
  g_mutex_unlock (&self->lock);
}
