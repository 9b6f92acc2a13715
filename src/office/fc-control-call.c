/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-control-private.h"

#include "fc-profile.h"

#include <glib/gi18n-lib.h>

/* A call from a script to the app. */
typedef struct {
  char *name; /* of the app on the bus */
  char *folder;
  char *job;
  char *args;
  FcProgressFunc progress;
  gpointer progress_data;
  GDBusConnection *connection;
  guint subscription;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  if (call->subscription != 0)
    g_dbus_connection_signal_unsubscribe (call->connection, call->subscription);
  g_clear_object (&call->connection);
  g_free (call->name);
  g_free (call->folder);
  g_free (call->job);
  g_free (call->args);
  g_free (call);
}

static void
progress_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  Call *call = user_data;
  const char *step;
  gint64 done, total;

  if (call->progress == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sxx)")))
    return;
  g_variant_get (parameters, "(&sxx)", &step, &done, &total);
  call->progress (step, done, total, call->progress_data);
}

static gboolean
nobody_answers (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

static void
return_error (GTask  *task,
              GError *error)
{
  Call *call = g_task_get_task_data (task);

  if (nobody_answers (error))
    {
      g_error_free (error);
      g_task_return_new_error (task, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY,
                               _ ("Another program works on %s, and it does not answer as %s. Close it, or name its "
                                  "profile"), call->folder, call->name);
      return;
    }
  g_dbus_error_strip_remote_error (error);
  g_task_return_error (task, error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *text;
  JsonObject *object;

  if (reply == NULL)
    {
      return_error (task, error);
      return;
    }
  g_variant_get (reply, "(&s)", &text);
  object = fc_control_parse (text, &error);
  if (object == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, object, (GDestroyNotify) json_object_unref);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  call->connection = g_bus_get_finish (result, &error);
  if (call->connection == NULL)
    {
      g_task_return_new_error (task, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY,
                               _ ("Another program works on %s, and there is no session bus to ask it over"),
                               call->folder);
      return;
    }
  call->subscription =
    g_dbus_connection_signal_subscribe (call->connection, call->name, FC_CONTROL_INTERFACE, "Progress", FC_CONTROL_PATH,
                                        NULL, G_DBUS_SIGNAL_FLAGS_NONE, progress_cb, call, NULL);
  g_dbus_connection_call (call->connection, call->name, FC_CONTROL_PATH, FC_CONTROL_INTERFACE, "Run",
                          g_variant_new ("(sss)", call->folder, call->job, call->args), G_VARIANT_TYPE ("(s)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT, g_task_get_cancellable (task), answered_cb,
                          g_object_ref (task));
}

/**
 * fc_control_call_async:
 * @folder: the replica's; the app refuses when it works on another one
 */
void
fc_control_call_async (const char          *profile,
                       GFile               *folder,
                       const char          *job,
                       JsonObject          *args,
                       FcProgressFunc       progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  fc_control_register_errors ();
  call->name = fc_profile_app_id (profile);
  call->folder = g_file_get_path (folder);
  call->job = g_strdup (job);
  call->args = fc_control_print (args);
  call->progress = progress;
  call->progress_data = progress_data;
  g_task_set_task_data (task, call, call_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

/**
 * fc_control_call_finish:
 *
 * Returns: (transfer full) (nullable):
 */
JsonObject *
fc_control_call_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
