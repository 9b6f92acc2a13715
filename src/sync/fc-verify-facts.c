/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-verify-facts.h"

#include "fc-check-facts.h"

/* The pull may go on while this works; then it begins anew, so often. */
#define MOST_TRIES 3

/* A month of a station that is not the same. */
typedef struct {
  FcId station;
  int month;
  gboolean sums; /* the sums differ, not only the sales */
} Month;

struct _FcVerifyFacts {
  int refs;
  FcReplica *replica;
  FcId client_id;
  FcVerifyWorld world; /* without ended: stopped, or over */
  gpointer data;
  GCancellable *cancellable;
  guint tries;

  FcFactBook *book;    /* (nullable) */
  GArray *differ;      /* Month: the last is being looked at */
  guint n_differ;      /* there were */
  gboolean asks_rows;
  FcVerified verified;
};

static void begin (FcVerifyFacts *self);

static FcVerifyFacts *
hold (FcVerifyFacts *self)
{
  self->refs++;
  return self;
}

static void
release (FcVerifyFacts *self)
{
  if (--self->refs > 0)
    return;
  g_clear_object (&self->replica);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->book, fc_fact_book_free);
  g_array_unref (self->differ);
  g_free (self);
}

static gboolean
is_over (FcVerifyFacts *self)
{
  return self->world.ended == NULL;
}

static void
end (FcVerifyFacts *self,
     const GError  *error)
{
  FcVerifyWorld world = self->world;

  if (is_over (self))
    return;
  self->world = (FcVerifyWorld) { 0 };
  world.ended (self->data, error == NULL ? &self->verified : NULL, error);
}

/* @month: (nullable): NULL: sums of all */
static void
ask (FcVerifyFacts *self,
     const Month   *month)
{
  g_autoptr (FcCheckRequest) request = fc_check_request_new ();

  self->asks_rows = month != NULL;
  request->client_id = self->client_id;
  request->epoch = self->book->epoch;
  g_clear_pointer (&request->cursor, fc_cursor_free);
  request->cursor = fc_cursor_copy (self->book->cursor);
  request->facts = TRUE;
  request->from = self->book->from;
  if (month != NULL)
    {
      request->station = month->station;
      request->month = month->month;
    }
  self->world.send (self->data, fc_check_request_encode (request));
}

static Month *
current (FcVerifyFacts *self)
{
  return &g_array_index (self->differ, Month, self->differ->len - 1);
}

static void
go_on (FcVerifyFacts *self)
{
  self->world.progress (self->data, 0.5 + 0.5 * (1 - (double) self->differ->len / MAX (self->n_differ, 1)));
  if (self->differ->len == 0)
    end (self, NULL);
  else
    ask (self, current (self));
}

static void
mended_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FcVerifyFacts *self = user_data;
  g_autoptr (GError) error = NULL;
  FcCheckFindings found = { 0 };
  gboolean moved;

  if (!fc_replica_mend_facts_finish (FC_REPLICA (source), result, &found, &moved, &error))
    end (self, error);
  else if (!is_over (self) && moved)
    {
      if (++self->tries < MOST_TRIES)
        begin (self);
      else
        end (self, NULL);
    }
  else if (!is_over (self))
    {
      self->verified.findings.missing += found.missing;
      self->verified.findings.different += found.different + current (self)->sums;
      self->verified.findings.extra += found.extra;
      g_array_set_size (self->differ, self->differ->len - 1);
      go_on (self);
    }
  release (self);
}

/* --- answers -------------------------------------------------------------------------------------------------------------- */

static gboolean
is_compared (const FcCheckReply *reply,
             const FcId         *station)
{
  for (guint i = 0; i < reply->stations->len; i++)
    if (fc_id_equal (&g_array_index (reply->stations, FcId, i), station))
      return TRUE;
  return FALSE;
}

static void
note_month (FcVerifyFacts   *self,
            const FcFactSum *sum)
{
  Month month = { sum->station, sum->month, sum->entity == FC_SALES_ROLLUP };

  for (guint i = 0; i < self->differ->len; i++)
    {
      Month *known = &g_array_index (self->differ, Month, i);

      if (known->month != month.month || !fc_id_equal (&known->station, &month.station))
        continue;
      known->sums = known->sums || month.sums;
      return;
    }
  g_array_append_val (self->differ, month);
}

/* Theirs against ours, then what only we have. */
static void
take_sums (FcVerifyFacts      *self,
           const FcCheckReply *reply)
{
  g_autoptr (GPtrArray) ours = fc_fact_tally_list (self->book->tally);
  g_autoptr (FcFactTally) theirs = fc_fact_tally_new (NULL, NULL);

  for (guint i = 0; i < reply->fact_sums->len; i++)
    {
      const FcFactSum *sum = reply->fact_sums->pdata[i];

      fc_fact_tally_put (theirs, sum);
      if (is_compared (reply, &sum->station) && !fc_fact_sum_equal (sum, fc_fact_tally_find (self->book->tally, sum)))
        note_month (self, sum);
    }
  for (guint i = 0; i < ours->len; i++)
    {
      const FcFactSum *sum = ours->pdata[i];

      if (is_compared (reply, &sum->station) && fc_fact_tally_find (theirs, sum) == NULL && !fc_fact_sum_equal (sum, NULL))
        note_month (self, sum);
    }
  self->n_differ = self->differ->len;
  self->verified.rows = reply->stations->len > 0 ? self->book->n_sales : 0;
  go_on (self);
}

/**
 * fc_verify_facts_answered:
 *
 * Nothing of the month means that something has come to its station: it is left for another time.
 */
void
fc_verify_facts_answered (FcVerifyFacts      *self,
                          const FcCheckReply *reply)
{
  if (is_over (self))
    return;
  if (!self->asks_rows)
    take_sums (self, reply);
  else if (is_compared (reply, &current (self)->station))
    fc_replica_mend_facts_async (self->replica, self->book, &current (self)->station, current (self)->month,
                                 g_ptr_array_ref (reply->facts), mended_cb, hold (self));
  else
    {
      g_array_set_size (self->differ, self->differ->len - 1);
      go_on (self);
    }
}

/* --- life ----------------------------------------------------------------------------------------------------------------- */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  FcVerifyFacts *self = user_data;
  g_autoptr (GError) error = NULL;

  self->book = fc_replica_tally_finish (FC_REPLICA (source), result, &error);
  if (self->book == NULL)
    end (self, error);
  else if (!is_over (self) && !self->book->ready)
    end (self, NULL);
  else if (!is_over (self))
    {
      self->world.progress (self->data, 0.3);
      ask (self, NULL);
    }
  release (self);
}

static void
begin (FcVerifyFacts *self)
{
  g_array_set_size (self->differ, 0);
  g_clear_pointer (&self->book, fc_fact_book_free);
  fc_replica_tally_async (self->replica, self->cancellable, read_cb, hold (self));
}

/**
 * fc_verify_facts_start:
 * @world: ended() never comes from within this call
 *
 * Returns: (transfer full): let go of it with fc_verify_facts_stop() in any case
 */
FcVerifyFacts *
fc_verify_facts_start (FcReplica           *replica,
                       const FcId          *client_id,
                       const FcVerifyWorld *world,
                       gpointer             data)
{
  FcVerifyFacts *self = g_new0 (FcVerifyFacts, 1);

  self->refs = 1;
  self->replica = g_object_ref (replica);
  self->client_id = *client_id;
  self->world = *world;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->differ = g_array_new (FALSE, FALSE, sizeof (Month));
  begin (self);
  return self;
}

/* What has been repaired stays so. */
void
fc_verify_facts_stop (FcVerifyFacts *self)
{
  self->world = (FcVerifyWorld) { 0 };
  g_cancellable_cancel (self->cancellable);
  release (self);
}
