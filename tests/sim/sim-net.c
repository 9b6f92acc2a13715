/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-errand.h"

#include "fc-sync-page.h"

/* The network: requests and answers on their way, and the hint that the hub's head has moved. */

#define ANSWER_TIME (30 * G_USEC_PER_SEC) /* an office waits no longer for an answer */

static GBytes *
damage (Sim    *sim,
        GBytes *body)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  guint8 *copy;

  if (size < 2)
    return g_bytes_ref (body);
  if (sim_chance (sim, SIM_TRUNCATE, 0.05))
    return g_bytes_new (data, (gsize) sim_between (sim, 0, (gint64) size));
  if (!sim_chance (sim, SIM_FLIP, 0.05))
    return g_bytes_ref (body);
  copy = g_memdup2 (data, size);
  copy[sim_between (sim, 10, (gint64) MAX (size, 11))] ^= (guint8) (1 << sim_between (sim, 0, 8)); /* behind gzip's header, which carries a time */
  return g_bytes_new_take (copy, size);
}

static void
fail_exchange (SimOffice     *self,
               FcFailureKind  kind,
               const char    *sentence)
{
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (kind, sentence);

  fc_sync_engine_exchanged (self->engine, NULL, failure);
}

static void
read_answer (SimOffice *self,
             GBytes    *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = fc_gunzip (body, FC_WIRE_MAX_BODY, &error);
  FcSyncReply *reply = plain != NULL ? fc_sync_reply_decode (plain, &error) : NULL;

  if (reply == NULL)
    {
      fail_exchange (self, FC_FAILURE_GARBAGE, error->message);
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = fc_sync_page_rows (reply->updates);
  fc_sync_engine_exchanged (self->engine, reply, NULL);
}

static void
answer_arrives (Sim      *sim,
                gpointer  data)
{
  SimErrand *errand = data;
  SimOffice *self = errand->office;

  if (sim_errand_is_over (errand) || errand->call != self->call)
    return;
  self->call++;
  sim_as_office (self);
  if (errand->answer.status == 200)
    read_answer (self, errand->answer.body);
  else if (errand->answer.status == 0)
    fail_exchange (self, FC_FAILURE_NETWORK, "No answer.");
  else
    {
      g_autoptr (FcSyncFailure) failure =
        fc_sync_failure_new_status (errand->answer.status, errand->answer.code, NULL, errand->answer.retry_after);

      sim_note (sim, "office %u: status %d", self->n, errand->answer.status);
      fc_sync_engine_exchanged (self->engine, NULL, failure);
    }
}

static gboolean
refuse_by_status (Sim       *sim,
                  SimAnswer *answer)
{
  static const SimAnswer answers[] = {
    { 401, "expired", 0, NULL }, { 413, "", 0, NULL },      { 429, "slow-down", 7, NULL }, { 500, "", 0, NULL },
    { 502, "", 0, NULL },        { 503, "store", 2, NULL }, { 400, "protocol", 0, NULL },  { 403, "denied", 0, NULL },
  };

  if (!sim_chance (sim, SIM_STATUS, 0.12))
    return FALSE;
  *answer = answers[sim_between (sim, 0, G_N_ELEMENTS (answers))];
  return TRUE;
}

static gint64
latency (Sim *sim)
{
  return sim_chance (sim, SIM_REORDER, 0.15) ? sim_between (sim, 1, 40) * G_USEC_PER_SEC : sim_between (sim, 3000, 60000);
}

static void
request_arrives (Sim      *sim,
                 gpointer  data)
{
  SimErrand *errand = data;
  SimErrand *back = sim_errand_new (errand->office);
  g_autoptr (GBytes) body = damage (sim, errand->body);

  back->life = errand->life;
  back->call = errand->call;
  if (sim->hub.store == NULL)
    back->answer.status = 0;
  else if (!refuse_by_status (sim, &back->answer))
    sim_hub_sync (sim, &errand->office->user, body, &back->answer);
  if (errand->mute || sim_chance (sim, SIM_LOSE_REPLY, 0.12))
    sim_errand_free (back);
  else
    {
      if (back->answer.body != NULL)
        {
          GBytes *arrives = damage (sim, back->answer.body);

          g_bytes_unref (back->answer.body);
          back->answer.body = arrives;
        }
      sim_at (sim, latency (sim), answer_arrives, back, sim_errand_free);
    }
}

static void
send_letter (SimOffice *self,
             GBytes    *body,
             gboolean   mute)
{
  SimErrand *errand = sim_errand_new (self);

  errand->call = self->call;
  errand->body = g_bytes_ref (body);
  errand->mute = mute;
  sim_at (self->sim, latency (self->sim), request_arrives, errand, sim_errand_free);
}

void
sim_net_exchange (gpointer       data,
                  FcSyncRequest *request)
{
  SimOffice *self = data;
  g_autoptr (FcSyncRequest) own = request;
  g_autoptr (GBytes) plain = fc_sync_request_encode (request);
  g_autoptr (GBytes) body = fc_gzip (plain, 1);
  SimErrand *patience = sim_errand_new (self);

  self->call++;
  patience->call = self->call;
  sim_at (self->sim, ANSWER_TIME, answer_arrives, patience, sim_errand_free);
  if (!sim_chance (self->sim, SIM_DROP, 0.12))
    send_letter (self, body, FALSE);
  if (sim_chance (self->sim, SIM_DUPLICATE, 0.15))
    send_letter (self, body, TRUE);
}

/* --- the head ------------------------------------------------------------------------------------------------------------------ */

static void
head_arrives (Sim      *sim,
              gpointer  data)
{
  SimErrand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcSyncFailure) failure = NULL;
  gint64 epoch = 0, head = 0;

  if (sim_errand_is_over (errand) || !self->watching || errand->call != self->watch)
    return;
  self->watching = FALSE;
  if (sim->hub.store == NULL || sim_chance (sim, SIM_DROP, 0.1))
    failure = fc_sync_failure_new (FC_FAILURE_NETWORK, "No answer.");
  else
    sim_hub_head (sim, &epoch, &head);
  sim_as_office (self);
  fc_sync_engine_head_seen (self->engine, epoch, head, failure);
}

static void
answer_watch (SimOffice *self,
              gint64     delay)
{
  SimErrand *errand = sim_errand_new (self);

  errand->call = self->watch;
  sim_at (self->sim, delay, head_arrives, errand, sim_errand_free);
}

void
sim_net_watch_head (gpointer data,
                    gint64   epoch,
                    gint64   since)
{
  SimOffice *self = data;
  gint64 now_epoch = 0, head = 0;

  self->watch++;
  self->watching = TRUE;
  self->watch_since = since;
  if (self->sim->hub.store != NULL)
    sim_hub_head (self->sim, &now_epoch, &head);
  sim_as_office (self);
  answer_watch (self, now_epoch != epoch || head > since ? 5000 : FC_WIRE_HEAD_WAIT * G_USEC_PER_SEC);
}

void
sim_net_stop_watch (gpointer data)
{
  ((SimOffice *) data)->watching = FALSE;
}

/* The hub's head moved: who watches hears of it, unless the hint is lost. */
void
sim_net_moved (Sim *sim)
{
  for (guint i = 0; i < sim->offices->len; i++)
    {
      SimOffice *office = sim->offices->pdata[i];

      if (office->watching && !sim_chance (sim, SIM_DROP, 0.3))
        answer_watch (office, sim_between (sim, 3000, 60000));
    }
}
