/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-errand.h"

#include "fc-db.h"
#include "fc-hub-check.h"
#include "fc-rows.h"
#include "fc-verify-job.h"

/*
 * Offices compare their copies with the hub: in the middle of everything, when nothing may ever be found that was not damaged,
 * and at the end, when what the test has damaged must be found and be whole again.
 */

#define LATENCY 20000

struct _SimVerify {
  SimOffice *office;
  guint life;
  FcVerifyJob *job;
  GBytes *question; /* (nullable): to be sent */
  FcVerified verified;
  char *why;        /* (nullable): it did not come to its end */
  gboolean over;
};

static void
send_question (gpointer data,
               GBytes  *body)
{
  ((SimVerify *) data)->question = body;
}

static void
progress (gpointer data,
          double   fraction)
{
}

static void
ended (gpointer          data,
       const FcVerified *verified,
       const GError     *error)
{
  SimVerify *self = data;

  self->over = TRUE;
  if (verified != NULL)
    self->verified = *verified;
  else
    self->why = g_strdup (error->message);
}

/* Until it asks the hub or is over. */
static void
spin (SimVerify *self)
{
  while (!self->over && self->question == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static SimVerify *
verify_new (SimOffice *office)
{
  static const FcVerifyWorld world = { send_question, progress, ended };
  SimVerify *self = g_new0 (SimVerify, 1);
  FcId client = { { 1 } };

  self->office = office;
  self->life = office->life;
  sim_as_office (office);
  self->job = fc_verify_job_start (office->replica, &client, &world, self);
  spin (self);
  return self;
}

/**
 * sim_verify_free:
 *
 * With all that it still had under way.
 */
void
sim_verify_free (SimVerify *self)
{
  fc_verify_job_stop (self->job);
  g_clear_pointer (&self->question, g_bytes_unref);
  g_free (self->why);
  g_free (self);
}

/* What the hub answers; NULL: it does not. */
static GBytes *
answer (Sim        *sim,
        const FcId *user,
        GBytes     *question)
{
  SimHub *hub = &sim->hub;
  g_autoptr (FcCheckRequest) wanted = fc_check_request_decode (question, NULL);
  g_autoptr (FcCheckReply) reply = fc_check_reply_new ();
  g_autoptr (FcActor) actor = hub->store != NULL ? sim_hub_actor (sim, user) : NULL;
  gboolean good = TRUE;

  if (actor == NULL)
    return NULL;
  reply->epoch = hub->store->epoch;
  if (reply->epoch == wanted->epoch)
    {
      good = hub->reader->class->begin (hub->reader, NULL) &&
             fc_hub_check_fill (hub->reader, actor, wanted, reply, NULL);
      hub->reader->class->end (hub->reader);
    }
  return good ? fc_check_reply_encode (reply) : NULL;
}

static void
ask (SimVerify *self)
{
  g_autoptr (GBytes) question = g_steal_pointer (&self->question);
  g_autoptr (GBytes) body = answer (self->office->sim, &self->office->user, question);
  g_autoptr (GError) error = g_error_new_literal (FC_SYNC_ERROR, FC_SYNC_ERROR_OFFLINE, "No answer.");

  sim_as_office (self->office);
  fc_verify_job_answered (self->job, body, body != NULL ? NULL : error);
  spin (self);
}

static guint
n_found (const SimVerify *self)
{
  return self->verified.findings.missing + self->verified.findings.different + self->verified.findings.extra +
         self->verified.stray;
}

/* --- in the middle -------------------------------------------------------------------------------------------------------- */

static void step (Sim *sim, gpointer data);

static void
go_on (SimOffice *office)
{
  SimVerify *self = office->verify;
  SimErrand *errand;

  if (!self->over)
    {
      errand = sim_errand_new (office);
      sim_at (office->sim, LATENCY, step, errand, sim_errand_free);
      return;
    }
  if (n_found (self) > 0)
    sim_fail (office->sim, "verify: office %u found %u rows otherwise, and nobody damaged any", office->n, n_found (self));
  g_clear_pointer (&office->verify, sim_verify_free);
  sim_check_step (office);
}

static void
step (Sim      *sim,
      gpointer  data)
{
  SimErrand *errand = data;

  if (sim_errand_is_over (errand) || errand->office->verify == NULL)
    return;
  ask (errand->office->verify);
  go_on (errand->office);
}

/**
 * sim_verify_begin:
 *
 * Whatever else is under way.
 */
void
sim_verify_begin (SimOffice *office)
{
  if (office->engine == NULL || office->verify != NULL || office->disk->state != SIM_DISK_WELL)
    return;
  office->verify = verify_new (office);
  go_on (office);
}

/* --- at the end ----------------------------------------------------------------------------------------------------------- */

static guint
verify_now (SimOffice *office)
{
  SimVerify *self = verify_new (office);
  guint found;

  while (!self->over)
    ask (self);
  if (self->why != NULL)
    sim_fail (office->sim, "verify: office %u: %s", office->n, self->why);
  found = n_found (self);
  sim_verify_free (self);
  return found;
}

/* One row is another, one is gone, one is there that nobody made. */
static guint
damage (SimOffice *office)
{
  static const char *const deeds[] = {
    "UPDATE product SET name = name || '?' WHERE id = (SELECT max (id) FROM product)",
    "DELETE FROM station WHERE id = (SELECT min (id) FROM station)",
    "UPDATE product SET version = version + 1 WHERE id = (SELECT min (id) FROM product WHERE id <> (SELECT max (id) FROM product))",
    "INSERT INTO membership SELECT 'product', x'000102030405060708090a0b0c0d0e0f', min (bucket) FROM membership",
  };
  g_autofree char *path = g_build_filename (office->folder, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = NULL;
  guint n = 0;

  sim_disk_spare = TRUE;
  db = fc_db_open (path, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      gint64 changed;

      fc_db_exec (db, deeds[i], &error);
      g_assert_no_error (error);
      fc_db_get_int (db, "SELECT changes ()", &changed, &error);
      g_assert_no_error (error);
      n += i < 3 ? (guint) changed : 0; /* the last is no row, and goes without a word */
    }
  sim_disk_spare = FALSE;
  return n;
}

/**
 * sim_verify_end:
 *
 * When all is level: nothing is found; then what was damaged is, and then nothing again.
 */
void
sim_verify_end (SimOffice *office)
{
  guint found = verify_now (office), n;

  if (found > 0)
    sim_fail (office->sim, "verify: office %u found %u rows otherwise when all was level", office->n, found);
  n = damage (office);
  found = verify_now (office);
  if (found != n)
    sim_fail (office->sim, "verify: office %u found %u of %u damaged rows", office->n, found, n);
  found = verify_now (office);
  if (found > 0)
    sim_fail (office->sim, "verify: office %u found %u rows otherwise after they were repaired", office->n, found);
}
