/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "fc-db.h"

/* An office's program: starts, is killed, starts again on the files it left. */

#define RESTART_LATER (20 * G_USEC_PER_SEC)

void
sim_office_finished_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
sim_office_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* One more row of what the test itself reads. */
gboolean
sim_next (FcStatement *select)
{
  g_autoptr (GError) error = NULL;
  gboolean there = FALSE;

  fc_statement_step (select, &there, &error);
  g_assert_no_error (error);
  return there;
}

/* An empty replica, made once: all begin with a copy of it. */
const char *
sim_office_template (void)
{
  static const char *folder;
  g_autoptr (FcReplica) replica = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = NULL;
  g_autofree char *path = NULL;

  if (folder != NULL)
    return folder;
  folder = sim_make_folder ();
  file = g_file_new_for_path (folder);
  replica = fc_replica_open_sync (file, &error);
  g_assert_no_error (error);
  fc_replica_close_sync (replica);
  path = g_build_filename (folder, "replica.db", NULL);
  db = fc_db_open (path, 0, &error);
  g_assert_no_error (error);
  fc_db_exec (db, "DELETE FROM meta WHERE key = 'client.id'", &error);
  g_assert_no_error (error);
  fc_db_checkpoint (db, TRUE, &error);
  return folder;
}

static void
bind (SimOffice *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (fc_replica_has_hub (self->replica))
    return;
  fc_replica_bind_async (self->replica, "http://sim", NULL, "acme", &self->sim->hub.tenant, &self->user,
                         sim_office_finished_cb, &result);
  sim_office_wait (&result);
  if (!fc_replica_bind_finish (self->replica, result, &error))
    sim_note (self->sim, "office %u cannot bind: %s", self->n, error->message);
}

/**
 * sim_office_sit_down:
 *
 * Returns: whether the person of this desk is known here and acts from now on
 */
gboolean
sim_office_sit_down (SimOffice *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_replica_act_as_async (self->replica, &self->user, sim_office_finished_cb, &result);
  sim_office_wait (&result);
  return fc_replica_act_as_finish (self->replica, result, NULL);
}

static void
start_again (Sim      *sim,
             gpointer  data)
{
  sim_office_start (data);
}

static gboolean
open_replica (SimOffice *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->folder);
  g_autofree char *path = g_build_filename (self->folder, "replica.db", NULL);
  g_autoptr (GError) error = NULL;

  self->replica = fc_replica_open_sync (file, &error);
  if (self->replica != NULL)
    bind (self);
  if (self->replica != NULL && fc_replica_has_hub (self->replica))
    {
      sim_disk_spare = TRUE;
      self->eyes = fc_db_open (path, FC_DB_READ_ONLY, &error);
      sim_disk_spare = FALSE;
      g_assert_no_error (error);
      return TRUE;
    }
  if (error != NULL && g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_CORRUPT) &&
      self->disk->state == SIM_DISK_WELL)
    sim_fail (self->sim, "office %u: %s", self->n, error->message);
  sim_note (self->sim, "office %u does not start: %s", self->n, error != NULL ? error->message : "not bound");
  if (self->replica != NULL)
    fc_replica_close_sync (self->replica);
  g_clear_object (&self->replica);
  return FALSE;
}

/**
 * sim_office_start:
 *
 * Where its disk does not let it, it tries again later.
 */
void
sim_office_start (SimOffice *self)
{
  if (self->replica != NULL)
    return;
  sim_as_office (self);
  if (!open_replica (self))
    {
      sim_disk_heal (self->disk);
      sim_at (self->sim, RESTART_LATER, start_again, self, NULL);
      return;
    }
  self->client = sim_client_new (self);
  self->engine = fc_sync_engine_new (&sim_world, self);
  self->edge = TRUE;
  sim_note (self->sim, "office %u starts, %u pending", self->n, fc_replica_get_pending (self->replica));
  sim_check_step (self);
  fc_sync_engine_set_bound (self->engine, TRUE);
  fc_sync_engine_set_signed_in (self->engine, TRUE);
}

static void
let_go (SimOffice *self)
{
  self->life++;
  g_clear_pointer (&self->pull, fc_pull_job_stop);
  g_clear_pointer (&self->verify, sim_verify_free);
  g_clear_pointer (&self->pull_failure, fc_sync_failure_free);
  g_clear_pointer (&self->engine, fc_sync_engine_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->eyes, fc_db_close);
  g_clear_object (&self->client);
  self->watching = FALSE;
}

/**
 * sim_office_kill:
 *
 * Ends the program with nothing written any more. The files stay as they are.
 */
void
sim_office_kill (SimOffice *self)
{
  if (self->replica == NULL)
    return;
  sim_note (self->sim, "office %u killed", self->n);
  self->disk->state = SIM_DISK_DEAD;
  let_go (self);
  fc_replica_close_sync (self->replica);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->replica);
  sim_disk_heal (self->disk);
  self->pull_steps = -1;
}

/* All faults of its own are over. */
void
sim_office_heal (SimOffice *self)
{
  sim_disk_heal (self->disk);
  self->pull_steps = -1;
  sim_office_start (self);
}

gboolean
sim_office_is_level (SimOffice *self)
{
  return self->engine != NULL && fc_sync_engine_get_state (self->engine) == FC_SYNC_LEVEL &&
         fc_replica_get_pending (self->replica) == 0;
}

SimOffice *
sim_office_new (Sim   *sim,
                guint  n)
{
  SimOffice *self = g_new0 (SimOffice, 1);
  g_autofree char *name = g_strdup_printf ("office%u", n);

  self->sim = sim;
  self->n = n;
  self->folder = g_build_filename (sim->folder, name, NULL);
  self->user = sim->hub.users[n % SIM_MOST_OFFICES];
  self->pull_steps = -1;
  self->ops = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  sim_copy_folder (sim_office_template (), self->folder);
  self->disk = sim_disk_add (self->folder);
  return self;
}

void
sim_office_free (SimOffice *self)
{
  if (self->replica != NULL)
    {
      let_go (self);
      fc_replica_close_sync (self->replica);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_clear_object (&self->replica);
    }
  sim_disk_remove (self->disk);
  g_clear_pointer (&self->cursors, g_hash_table_unref);
  g_hash_table_unref (self->ops);
  g_free (self->folder);
  g_free (self);
}
