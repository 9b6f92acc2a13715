/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

/* The scheduler: events in the order of their time, then of their making. First faults and work, then healing. */

#define SECONDS(n) ((gint64) (n) * G_USEC_PER_SEC)
#define WORK_TIME  SECONDS (300)
#define HEAL_TIME  SECONDS (3600) /* so long may it take until all is level */
#define LOOK_EVERY SECONDS (10)
#define VERIFY_EVERY SECONDS (17)

typedef struct {
  gint64 at;
  guint64 n;
  SimFunc func;
  gpointer data;
  GDestroyNotify data_free;
} Event;

static int
compare_events (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Event *one = a, *other = b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;
  return one->n < other->n ? -1 : one->n > other->n;
}

static void
event_free (gpointer data)
{
  Event *event = data;

  if (event->data_free != NULL)
    event->data_free (event->data);
  g_free (event);
}

void
sim_at (Sim            *self,
        gint64          delay,
        SimFunc         func,
        gpointer        data,
        GDestroyNotify  data_free)
{
  Event *event = g_new0 (Event, 1);

  *event = (Event){ self->now + MAX (delay, 1), self->n_events++, func, data, data_free };
  g_sequence_insert_sorted (self->events, event, compare_events, NULL);
}

void
sim_note (Sim        *self,
          const char *format,
          ...)
{
  g_autofree char *text = NULL;
  char *path;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  while (self->folder != NULL && (path = strstr (text, self->folder)) != NULL) /* another in each run */
    memset (path, '.', strlen (self->folder));
  for (const char *p = text; *p != '\0'; p++)
    self->trace = (self->trace ^ (guint8) *p) * G_GUINT64_CONSTANT (1099511628211);
  self->trace = (self->trace ^ (guint64) self->now) * G_GUINT64_CONSTANT (1099511628211);
  if (sim_verbose)
    g_print ("# %9.3f %s\n", (double) self->now / G_USEC_PER_SEC, text);
}

/* The first broken promise ends the run. */
void
sim_fail (Sim        *self,
          const char *format,
          ...)
{
  va_list args;

  if (self->wrong != NULL)
    return;
  va_start (args, format);
  self->wrong = g_strdup_vprintf (format, args);
  va_end (args);
  sim_note (self, "WRONG: %s", self->wrong);
}

gboolean
sim_chance (Sim      *self,
            SimFault  fault,
            double    p)
{
  return (self->faults & fault) != 0 && g_rand_double (self->rand) < p;
}

gint64
sim_between (Sim    *self,
             gint64  from,
             gint64  until)
{
  return from + (gint64) (g_rand_double (self->rand) * (double) (until - from));
}

void
sim_as_hub (Sim *self)
{
  sim_clock = SIM_EPOCH + self->now + self->hub.skew;
}

void
sim_as_office (SimOffice *office)
{
  sim_clock = SIM_EPOCH + office->sim->now + office->skew;
}

/* --- mischief ------------------------------------------------------------------------------------------------------------------ */

static SimOffice *
some_office (Sim *self)
{
  return self->offices->pdata[sim_between (self, 0, self->offices->len)];
}

static void
start_office (Sim      *self,
              gpointer  data)
{
  sim_office_start (data);
}

static void
kill_office (Sim *self)
{
  SimOffice *office = some_office (self);

  if (sim_between (self, 0, 2) == 0)
    {
      sim_office_kill (office);
      sim_at (self, sim_between (self, 1, 60) * G_USEC_PER_SEC, start_office, office, NULL);
    }
  else if (sim_between (self, 0, 2) == 0)
    sim_disk_plan (office->disk, SIM_DISK_DEAD, (int) sim_between (self, 0, 60), 0); /* in the middle of a write */
  else
    office->pull_steps = (int) sim_between (self, 0, 6);
}

static void
spoil_disk (Sim     *self,
            SimDisk *disk)
{
  SimDiskState state = (SimDiskState) sim_between (self, SIM_DISK_IO_ERROR, SIM_DISK_DEAD);

  sim_disk_plan (disk, state, (int) sim_between (self, 0, 200), (int) sim_between (self, 1, 40));
}

static void
start_hub (Sim      *self,
           gpointer  data)
{
  sim_hub_open (self);
}

static void
kill_hub (Sim *self)
{
  if (sim_between (self, 0, 2) == 0)
    sim_disk_plan (self->hub.disk, SIM_DISK_DEAD, (int) sim_between (self, 0, 100), 0);
  else
    {
      sim_hub_close (self, TRUE);
      sim_at (self, sim_between (self, 1, 40) * G_USEC_PER_SEC, start_hub, NULL, NULL);
    }
}

/* Now and then the power goes while the file is brought up to date. */
static void
upgrade_office (Sim *self)
{
  SimOffice *office = some_office (self);

  sim_office_kill (office);
  sim_age_office (office);
  if (sim_between (self, 0, 2) == 0)
    sim_disk_plan (office->disk, SIM_DISK_DEAD, (int) sim_between (self, 0, 200), 0);
  sim_at (self, sim_between (self, 1, 30) * G_USEC_PER_SEC, start_office, office, NULL);
}

static void
upgrade_hub (Sim *self)
{
  sim_hub_close (self, TRUE);
  sim_age_hub (self);
  if (sim_between (self, 0, 2) == 0)
    sim_disk_plan (self->hub.disk, SIM_DISK_DEAD, (int) sim_between (self, 0, 200), 0);
  sim_at (self, sim_between (self, 1, 30) * G_USEC_PER_SEC, start_hub, NULL, NULL);
}

static void
change_scope (Sim *self)
{
  SimOffice *office = some_office (self);
  g_autoptr (FcRecord) before = self->hub.store != NULL ? sim_hub_get (self, FC_USER, &office->user) : NULL;
  g_autoptr (FcRecord) after = before != NULL ? fc_record_copy (before) : NULL;
  g_autofree char *text = fc_id_dup_string (&self->hub.stations[sim_between (self, 0, SIM_STATIONS)]);
  FcOp *op;

  if (before == NULL)
    return;
  sim_as_hub (self);
  fc_record_set_int (after, FC_USER_ALL_STATIONS, sim_between (self, 0, 4) == 0);
  fc_record_set_set (after, FC_USER_STATIONS, (const char *const[]){ text, NULL });
  op = fc_op_new_patch (before, after, sim_clock);
  if (op != NULL && sim_hub_change (self, op))
    sim_note (self, "office %u: another scope", office->n);
}

/* Somebody copies a computer's disk to another one; both go on. */
static void
clone_office (Sim *self)
{
  SimOffice *from = some_office (self), *copy;
  gboolean ran = from->replica != NULL;

  if (self->offices->len >= SIM_MOST_OFFICES)
    return;
  sim_office_kill (from);
  copy = sim_office_new (self, self->offices->len);
  copy->user = from->user;
  sim_remove_folder (copy->folder);
  sim_copy_folder (from->folder, copy->folder);
  g_ptr_array_add (self->offices, copy);
  sim_note (self, "office %u is a copy of %u", copy->n, from->n);
  if (ran)
    sim_office_start (from);
  sim_office_start (copy);
}

static void
restore_hub (Sim *self)
{
  if (self->hub.store == NULL || self->hub.disk->state != SIM_DISK_WELL)
    return;
  if (self->hub.backup == NULL)
    sim_hub_backup (self);
  else
    sim_hub_restore (self);
}

static void
mischief (Sim *self)
{
  if (sim_chance (self, SIM_KILL, 0.15))
    kill_office (self);
  if (sim_chance (self, SIM_DISK, 0.2))
    spoil_disk (self, some_office (self)->disk);
  if (sim_chance (self, SIM_CLOCK, 0.12))
    some_office (self)->skew = sim_between (self, -3 * 86400, 3 * 86400) * G_USEC_PER_SEC;
  if (sim_chance (self, SIM_CLOCK, 0.03))
    self->hub.skew = sim_between (self, -3 * 86400, 3 * 86400) * G_USEC_PER_SEC;
  if (sim_chance (self, SIM_HUB_KILL, 0.08))
    kill_hub (self);
  if (sim_chance (self, SIM_HUB_DISK, 0.12))
    spoil_disk (self, self->hub.disk);
  if (sim_chance (self, SIM_RESTORE, 0.1))
    restore_hub (self);
  if (sim_chance (self, SIM_SCOPE, 0.12))
    change_scope (self);
  if (sim_chance (self, SIM_CLONE, 0.04))
    clone_office (self);
  if (sim_chance (self, SIM_UPGRADE, 0.1))
    upgrade_office (self);
  if (sim_chance (self, SIM_UPGRADE, 0.05))
    upgrade_hub (self);
}

/* Who lost the disk under their feet is dead by now. */
static void
bury (Sim *self)
{
  for (guint i = 0; i < self->offices->len; i++)
    {
      SimOffice *office = self->offices->pdata[i];

      if (office->disk->state != SIM_DISK_DEAD)
        continue;
      sim_office_kill (office);
      sim_disk_heal (office->disk);
      sim_at (self, sim_between (self, 1, 60) * G_USEC_PER_SEC, start_office, office, NULL);
    }
  if (self->hub.disk->state == SIM_DISK_DEAD)
    {
      sim_hub_close (self, TRUE);
      sim_disk_heal (self->hub.disk);
      sim_at (self, sim_between (self, 1, 40) * G_USEC_PER_SEC, start_hub, NULL, NULL);
    }
}

static void
work_now (Sim      *self,
          gpointer  data)
{
  if (self->faults == 0 && data != NULL)
    return;
  mischief (self);
  sim_work (some_office (self));
}

/* By turns, so that chance has no part in it. */
static void
verify_some (Sim      *self,
             gpointer  data)
{
  sim_verify_begin (self->offices->pdata[self->n_verified++ % self->offices->len]);
}

/* --- a run ------------------------------------------------------------------------------------------------------------------------ */

static void
run_until (Sim    *self,
           gint64  until)
{
  while (self->wrong == NULL && g_sequence_get_length (self->events) > 0)
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->events);
      Event *event = g_sequence_get (first);

      if (event->at > until)
        break;
      self->now = event->at;
      event->func (self, event->data);
      g_sequence_remove (first);
      bury (self);
    }
  self->now = MAX (self->now, until);
}

static gboolean
all_level (Sim *self)
{
  gint64 epoch = 0, head = 0;

  if (self->hub.store == NULL)
    return FALSE;
  sim_hub_head (self, &epoch, &head);
  for (guint i = 0; i < self->offices->len; i++)
    {
      SimOffice *office = self->offices->pdata[i];

      if (!sim_office_is_level (office) || fc_replica_get_meta_int (office->replica, "sync.head", 0) != head ||
          fc_replica_get_meta_int (office->replica, FC_META_EPOCH, 0) != epoch)
        return FALSE;
    }
  return TRUE;
}

static void
heal (Sim *self)
{
  self->faults = 0;
  sim_note (self, "all is healed");
  sim_disk_heal (self->hub.disk);
  sim_hub_open (self);
  for (guint i = 0; i < self->offices->len; i++)
    sim_office_heal (self->offices->pdata[i]);
}

static void
say_who_is_not_level (Sim *self)
{
  g_autoptr (GString) who = g_string_new (NULL);

  for (guint i = 0; i < self->offices->len; i++)
    {
      SimOffice *office = self->offices->pdata[i];

      if (office->engine == NULL)
        g_string_append_printf (who, " %u (down)", office->n);
      else
        {
          g_autofree char *text = fc_sync_engine_dup_text (office->engine);

          g_string_append_printf (who, " %u (state %d, %u pending, at %d: %s)", office->n,
                                  fc_sync_engine_get_state (office->engine), fc_replica_get_pending (office->replica),
                                  (int) fc_replica_get_meta_int (office->replica, "sync.head", 0), text);
        }
    }
  sim_fail (self, "promise 3: not level after %d s:%s", (int) (HEAL_TIME / G_USEC_PER_SEC), who->str);
}

/**
 * sim_run:
 *
 * Returns: whether every promise was kept
 */
gboolean
sim_run (Sim *self)
{
  gint64 end;

  for (guint i = 0; i < self->offices->len; i++)
    sim_at (self, sim_between (self, 0, 20) * G_USEC_PER_SEC, start_office, self->offices->pdata[i], NULL);
  for (guint i = 0; i < self->plan.ops; i++)
    sim_at (self, sim_between (self, 1, WORK_TIME), work_now, NULL, NULL);
  for (gint64 at = VERIFY_EVERY; at < WORK_TIME; at += VERIFY_EVERY)
    sim_at (self, at, verify_some, NULL, NULL);
  run_until (self, WORK_TIME + 1);
  if (self->wrong == NULL)
    heal (self);
  for (end = self->now + HEAL_TIME; self->wrong == NULL && self->now < end && !all_level (self);)
    run_until (self, self->now + LOOK_EVERY);
  if (self->wrong == NULL && !all_level (self))
    say_who_is_not_level (self);
  if (self->wrong == NULL)
    sim_check_end (self);
  return self->wrong == NULL;
}

Sim *
sim_new (const SimPlan *plan)
{
  Sim *self = g_new0 (Sim, 1);
  const guint32 words[] = { (guint32) plan->seed, (guint32) (plan->seed >> 32) };

  self->plan = *plan;
  self->faults = plan->faults;
  self->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  self->events = g_sequence_new (event_free);
  self->trace = G_GUINT64_CONSTANT (14695981039346656037);
  self->folder = g_dir_make_tmp ("fc-sim-XXXXXX", NULL);
  self->offices = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_office_free);
  self->hub.folder = g_build_filename (self->folder, "hub", NULL);
  self->hub.said = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_free);
  sim_as_hub (self);
  sim_copy_folder (sim_hub_template (), self->hub.folder);
  sim_office_template (); /* made before chance is seeded, or the first story of a process would be another */
  sim_ids_seed (plan->seed);
  self->hub.disk = sim_disk_add (self->hub.folder);
  sim_hub_open (self);
  for (guint i = 0; i < plan->offices; i++)
    g_ptr_array_add (self->offices, sim_office_new (self, i));
  return self;
}

void
sim_free (Sim *self)
{
  g_sequence_free (self->events);
  g_ptr_array_unref (self->offices);
  sim_hub_close (self, FALSE);
  sim_disk_remove (self->hub.disk);
  g_hash_table_unref (self->hub.said);
  g_clear_pointer (&self->hub.said_backup, g_hash_table_unref);
  g_free (self->hub.backup);
  g_free (self->hub.folder);
  sim_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->wrong);
  g_rand_free (self->rand);
  g_free (self);
}
