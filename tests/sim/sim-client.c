/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

/*
 * FcHubClient without HTTP: this program is linked with these functions instead of the real ones, so that the real first pull
 * runs on a stream out of memory. Only what a first pull calls is here.
 */
struct _FcHubClient {
  GObject parent_instance;
  SimOffice *office; /* not owned: lives longer */
};

G_DEFINE_FINAL_TYPE (FcHubClient, fc_hub_client, G_TYPE_OBJECT)

static void
fc_hub_client_class_init (FcHubClientClass *klass)
{
}

static void
fc_hub_client_init (FcHubClient *self)
{
}

FcHubClient *
sim_client_new (SimOffice *office)
{
  FcHubClient *self = g_object_new (FC_TYPE_HUB_CLIENT, NULL);

  self->office = office;
  return self;
}

/* What arrives of a stream: all of it, or not. */
static GBytes *
cut (Sim    *sim,
     GBytes *body)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  guint8 *copy;

  if (sim_chance (sim, SIM_TRUNCATE, 0.3))
    return g_bytes_new (data, (gsize) sim_between (sim, 0, (gint64) size));
  if (!sim_chance (sim, SIM_FLIP, 0.2))
    return g_bytes_ref (body);
  copy = g_memdup2 (data, size);
  copy[sim_between (sim, 0, (gint64) size)] ^= (guint8) (1 << sim_between (sim, 0, 8));
  return g_bytes_new_take (copy, size);
}

void
fc_hub_client_open_async (FcHubClient         *self,
                          const char          *path,
                          GBytes              *body,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Sim *sim = self->office->sim;
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GBytes) arrives = NULL;
  SimAnswer answer = { 0 };

  if (sim->hub.store != NULL && !sim_chance (sim, SIM_DROP, 0.2))
    sim_hub_pull (sim, &self->office->user, body, &answer);
  sim_as_office (self->office);
  if (answer.status == 200)
    {
      arrives = cut (sim, answer.body);
      g_task_return_pointer (task, g_memory_input_stream_new_from_bytes (arrives), g_object_unref);
    }
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "No answer.");
  sim_answer_clear (&answer);
  g_object_unref (task);
}

GInputStream *
fc_hub_client_open_finish (FcHubClient    *self,
                           GAsyncResult   *result,
                           FcSyncFailure **failure)
{
  g_autoptr (GError) error = NULL;
  GInputStream *stream = g_task_propagate_pointer (G_TASK (result), &error);

  if (stream == NULL)
    *failure = fc_hub_client_failure (self, error);
  return stream;
}

FcSyncFailure *
fc_hub_client_failure (FcHubClient  *self,
                       const GError *error)
{
  return fc_sync_failure_new (FC_FAILURE_NETWORK, error->message);
}
