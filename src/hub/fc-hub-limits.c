/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-limits.h"

#define MINUTE_US    (60 * (gint64) G_USEC_PER_SEC)
#define MOST_WAIT_US (60 * (gint64) G_USEC_PER_SEC)
#define FORGET_US    (15 * MINUTE_US) /* failures are forgotten after that much quiet */

struct _FcHubLimits {
  GHashTable *budgets;  /* key → Budget */
  GHashTable *failures; /* key → Failures */
};

typedef struct {
  double tokens;
  gint64 at;
} Budget;

typedef struct {
  guint count;
  gint64 last;
  gint64 until;
} Failures;

FcHubLimits *
fc_hub_limits_new (void)
{
  FcHubLimits *self = g_new0 (FcHubLimits, 1);
  self->budgets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
fc_hub_limits_free (FcHubLimits *self)
{
  g_hash_table_unref (self->budgets);
  g_hash_table_unref (self->failures);
  g_free (self);
}

static guint
seconds_up (gint64 us)
{
  return (guint) ((us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/**
 * fc_hub_limits_spend:
 * @key: who asks for what
 * @per_minute: how many a minute, all of them at once if need be
 *
 * Returns: 0 when it may be done, else the seconds until it may
 */
guint
fc_hub_limits_spend (FcHubLimits *self,
                     const char  *key,
                     guint        per_minute,
                     gint64       now)
{
  Budget *budget = g_hash_table_lookup (self->budgets, key);
  if (budget == NULL)
    {
      budget = g_new (Budget, 1);
      *budget = (Budget){ per_minute, now };
      g_hash_table_insert (self->budgets, g_strdup (key), budget);
    }
  double earned = (double) (now - budget->at) * per_minute / MINUTE_US;
  budget->tokens = MIN (budget->tokens + earned, per_minute);
  budget->at = now;
  if (budget->tokens >= 1)
    {
      budget->tokens -= 1;
      return 0;
    }
  return seconds_up ((gint64) ((1 - budget->tokens) * MINUTE_US / per_minute));
}

/**
 * fc_hub_limits_wait:
 *
 * Returns: 0, or the seconds until the next try of @key is looked at
 */
guint
fc_hub_limits_wait (FcHubLimits *self,
                    const char  *key,
                    gint64       now)
{
  const Failures *failures = g_hash_table_lookup (self->failures, key);
  return failures && failures->until > now ? seconds_up (failures->until - now) : 0;
}

/**
 * fc_hub_limits_failed:
 * @free_tries: failures that cost nothing
 *
 * After those the wait doubles with each failure, from a second to a minute.
 */
void
fc_hub_limits_failed (FcHubLimits *self,
                      const char  *key,
                      guint        free_tries,
                      gint64       now)
{
  Failures *failures = g_hash_table_lookup (self->failures, key);
  if (failures == NULL)
    {
      failures = g_new0 (Failures, 1);
      g_hash_table_insert (self->failures, g_strdup (key), failures);
    }
  else if (now - failures->last > FORGET_US)
    failures->count = 0;
  failures->count++;
  failures->last = now;
  if (failures->count > free_tries)
    {
      guint doublings = MIN (failures->count - free_tries - 1, 10);
      failures->until = now + MIN ((gint64) G_USEC_PER_SEC << doublings, MOST_WAIT_US);
    }
}

void
fc_hub_limits_passed (FcHubLimits *self,
                      const char  *key)
{
  g_hash_table_remove (self->failures, key);
}

static gboolean
budget_is_full (gpointer key,
                gpointer value,
                gpointer data)
{
  return ((Budget *) value)->at + MINUTE_US < *(gint64 *) data;
}

static gboolean
failures_are_old (gpointer key,
                  gpointer value,
                  gpointer data)
{
  return ((Failures *) value)->last + FORGET_US < *(gint64 *) data;
}

/**
 * fc_hub_limits_sweep:
 *
 * Forgets what no longer matters; call it once a minute.
 */
void
fc_hub_limits_sweep (FcHubLimits *self,
                     gint64       now)
{
  g_hash_table_foreach_remove (self->budgets, budget_is_full, &now);
  g_hash_table_foreach_remove (self->failures, failures_are_old, &now);
}
