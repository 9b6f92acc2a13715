/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-control-private.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>

struct _FcControl {
  GDBusConnection *connection;
  FcReplica *replica;
  FcSession *session; /* nullable */
  GCancellable *cancellable;
  guint registration;
};

/* One call under way. */
typedef struct {
  GDBusMethodInvocation *invocation;
} Call;

static const char interface_xml[] =
  "<node><interface name='" FC_CONTROL_INTERFACE "'>"
  "<method name='Run'>"
  "<arg name='folder' type='s' direction='in'/><arg name='job' type='s' direction='in'/>"
  "<arg name='arguments' type='s' direction='in'/><arg name='result' type='s' direction='out'/>"
  "</method>"
  "<signal name='Progress'><arg name='step' type='s'/><arg name='done' type='x'/><arg name='total' type='x'/></signal>"
  "</interface></node>";

static void
progress_cb (const char *step,
             gint64      done,
             gint64      total,
             gpointer    user_data)
{
  Call *call = user_data;

  g_dbus_connection_emit_signal (g_dbus_method_invocation_get_connection (call->invocation),
                                 g_dbus_method_invocation_get_sender (call->invocation), FC_CONTROL_PATH,
                                 FC_CONTROL_INTERFACE, "Progress", g_variant_new ("(sxx)", step, done, total), NULL);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autofree Call *call = user_data;
  GDBusMethodInvocation *invocation = call->invocation;
  GError *error = NULL;
  g_autoptr (JsonObject) object = fc_job_run_finish (result, &error);

  if (object == NULL)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  else
    {
      g_autofree char *text = fc_control_print (object);

      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", text));
    }
}

static gboolean
check_call (FcControl   *self,
            const char  *folder,
            JsonObject  *args,
            GError     **error)
{
  g_autofree char *own = g_file_get_path (fc_replica_get_folder (self->replica));

  if (g_strcmp0 (own, folder) != 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The Forecourt that is running works on %s, not on %s"), own,
                   folder);
      return FALSE;
    }
  if (json_object_has_member (args, "sign_in"))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_DENIED,
                           _ ("Sign in in the window; passwords do not travel over the bus"));
      return FALSE;
    }
  if (fc_replica_get_actor (self->replica) == NULL)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_DENIED, _ ("Nobody is signed in in the running Forecourt"));
      return FALSE;
    }
  return TRUE;
}

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  FcControl *self = user_data;
  const char *folder, *job, *text;
  g_autoptr (JsonObject) args = NULL;
  GError *error = NULL;
  Call *call;

  g_variant_get (parameters, "(&s&s&s)", &folder, &job, &text);
  args = fc_control_parse (text, &error);
  if (args == NULL || !check_call (self, folder, args, &error))
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  call = g_new0 (Call, 1);
  call->invocation = invocation;
  fc_job_run_async (self->replica, self->session, job, args, progress_cb, call, self->cancellable, ran_cb, call);
}

/**
 * fc_control_new:
 *
 * Answers until it is freed. What is under way then is cancelled.
 *
 * Returns: (transfer full) (nullable):
 */
FcControl *
fc_control_new (GDBusConnection  *connection,
                FcReplica        *replica,
                FcSession        *session,
                GError          **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  FcControl *self = g_new0 (FcControl, 1);

  fc_control_register_errors ();
  self->connection = g_object_ref (connection);
  self->replica = g_object_ref (replica);
  self->session = session != NULL ? g_object_ref (session) : NULL;
  self->cancellable = g_cancellable_new ();
  self->registration =
    g_dbus_connection_register_object (connection, FC_CONTROL_PATH, node->interfaces[0], &vtable, self, NULL, error);
  if (self->registration == 0)
    g_clear_pointer (&self, fc_control_free);
  return self;
}

void
fc_control_free (FcControl *self)
{
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->connection);
  g_object_unref (self->replica);
  g_clear_object (&self->session);
  g_free (self);
}
