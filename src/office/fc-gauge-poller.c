/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-poller.h"

#include "fc-error.h"

#define DEFAULT_INTERVAL_S 60
#define DELIVERIES_MS (15 * 60 * 1000)
#define FIRST_RETRY_MS 2000
#define LAST_RETRY_MS (5 * 60 * 1000)
#define TRIES 3

struct _FcGaugePoller {
  GObject parent_instance;

  FcGaugeSource *source;
  FcGaugePace pace;
  gboolean running;
  gboolean asking;
  FcTlsFunction function;  /* asked last */
  GCancellable *cancellable;
  guint timer;
  guint failures;          /* in a row */
  gint64 deliveries_due;   /* monotonic µs */
  gboolean delivering;     /* as of the last reading */
  char *problem;
};

G_DEFINE_FINAL_TYPE (FcGaugePoller, fc_gauge_poller, G_TYPE_OBJECT)

enum { PROP_0, PROP_PROBLEM, N_PROPS };
enum { READING, DELIVERY, FAILED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void ask (FcGaugePoller *self, FcTlsFunction function);

static gboolean
timer_cb (gpointer data)
{
  FcGaugePoller *self = data;

  self->timer = 0;
  ask (self, FC_TLS_INVENTORY);
  return G_SOURCE_REMOVE;
}

static void
ask_in (FcGaugePoller *self,
        guint          ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->running)
    self->timer = g_timeout_add (ms, timer_cb, self);
}

static void
set_problem (FcGaugePoller *self,
             const char    *problem)
{
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
}

static gboolean
any_delivering (const FcTlsReply *reply)
{
  for (guint i = 0; i < reply->tanks->len; i++)
    if (g_array_index (reply->tanks, FcTlsTank, i).status & FC_TLS_DELIVERING)
      return TRUE;
  return FALSE;
}

static void
deliveries_looked_at (FcGaugePoller *self)
{
  self->deliveries_due = g_get_monotonic_time () + self->pace.deliveries * G_GINT64_CONSTANT (1000);
}

static void
was_read (FcGaugePoller *self,
          FcTlsReply    *reply)
{
  gboolean was = self->delivering;

  self->failures = 0;
  set_problem (self, NULL);
  if (reply->function == FC_TLS_DELIVERIES)
    {
      deliveries_looked_at (self);
      ask_in (self, self->pace.interval);
      g_signal_emit (self, signals[DELIVERY], 0, reply);
      return;
    }
  self->delivering = any_delivering (reply);
  if ((was && !self->delivering) || g_get_monotonic_time () >= self->deliveries_due)
    ask (self, FC_TLS_DELIVERIES);
  else
    ask_in (self, self->pace.interval);
  g_signal_emit (self, signals[READING], 0, reply);
}

static void
has_failed (FcGaugePoller *self,
            const GError  *error)
{
  guint delay = self->pace.first_retry;

  /* A gauge that knows no deliveries is still a gauge. */
  if (self->function == FC_TLS_DELIVERIES &&
      (g_error_matches (error, FC_ERROR, FC_ERROR_DENIED) || g_error_matches (error, FC_ERROR, FC_ERROR_NOT_FOUND)))
    {
      deliveries_looked_at (self);
      ask_in (self, self->pace.interval);
      return;
    }
  for (guint i = 0; i < self->failures && delay < self->pace.last_retry; i++)
    delay *= 2;
  self->failures++;
  ask_in (self, MIN (delay, self->pace.last_retry));
  if (self->failures < self->pace.tries)
    return;
  set_problem (self, error->message);
  if (self->failures == self->pace.tries)
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FcGaugePoller) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTlsReply) reply = fc_gauge_ask_finish (result, &error);

  self->asking = FALSE;
  g_clear_object (&self->cancellable);
  if (!self->running)
    return;
  if (reply != NULL)
    was_read (self, reply);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ask (self, FC_TLS_INVENTORY); /* stopped and started again meanwhile */
  else
    has_failed (self, error);
}

static void
ask (FcGaugePoller *self,
     FcTlsFunction  function)
{
  if (self->asking || !self->running)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->asking = TRUE;
  self->function = function;
  self->cancellable = g_cancellable_new ();
  fc_gauge_ask_async (self->source, function, FC_TLS_ALL_TANKS, self->cancellable, asked_cb, g_object_ref (self));
}

static void
fc_gauge_poller_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_PROBLEM)
    g_value_set_string (value, FC_GAUGE_POLLER (object)->problem);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fc_gauge_poller_finalize (GObject *object)
{
  FcGaugePoller *self = FC_GAUGE_POLLER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->source, fc_gauge_source_free);
  g_free (self->problem);
  G_OBJECT_CLASS (fc_gauge_poller_parent_class)->finalize (object);
}

static void
fc_gauge_poller_class_init (FcGaugePollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fc_gauge_poller_get_property;
  object_class->finalize = fc_gauge_poller_finalize;
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[READING] = g_signal_new ("reading", FC_TYPE_GAUGE_POLLER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_POINTER);
  signals[DELIVERY] = g_signal_new ("delivery", FC_TYPE_GAUGE_POLLER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", FC_TYPE_GAUGE_POLLER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
fc_gauge_poller_init (FcGaugePoller *self)
{
}

/**
 * fc_gauge_poller_new:
 * @source: copied
 * @interval_s: seconds between readings; 0: a minute
 *
 * Returns: (transfer full): a poller that waits for fc_gauge_poller_start(). Main thread.
 */
FcGaugePoller *
fc_gauge_poller_new (const FcGaugeSource *source,
                     guint                interval_s)
{
  FcGaugePoller *self = g_object_new (FC_TYPE_GAUGE_POLLER, NULL);

  self->source = fc_gauge_source_copy (source);
  self->pace = (FcGaugePace) { (interval_s > 0 ? interval_s : DEFAULT_INTERVAL_S) * 1000, DELIVERIES_MS, FIRST_RETRY_MS,
                               LAST_RETRY_MS, TRIES };
  return self;
}

const FcGaugeSource *
fc_gauge_poller_get_source (FcGaugePoller *self)
{
  return self->source;
}

/**
 * fc_gauge_poller_set_pace:
 *
 * Counts from the next question on.
 */
void
fc_gauge_poller_set_pace (FcGaugePoller     *self,
                          const FcGaugePace *pace)
{
  self->pace = *pace;
  self->pace.tries = MAX (pace->tries, 1);
}

/**
 * fc_gauge_poller_start:
 *
 * Asks at once and from then on. Deliveries are looked at first after the first reading.
 */
void
fc_gauge_poller_start (FcGaugePoller *self)
{
  if (self->running)
    return;
  self->running = TRUE;
  self->failures = 0;
  self->deliveries_due = 0;
  ask (self, FC_TLS_INVENTORY);
}

/**
 * fc_gauge_poller_stop:
 *
 * No signal comes after this. What is under way is given up.
 */
void
fc_gauge_poller_stop (FcGaugePoller *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/**
 * fc_gauge_poller_poll_now:
 *
 * Does not wait for the interval, or for the end of a pause after a failure.
 */
void
fc_gauge_poller_poll_now (FcGaugePoller *self)
{
  ask (self, FC_TLS_INVENTORY);
}

const char *
fc_gauge_poller_get_problem (FcGaugePoller *self)
{
  return self->problem;
}
