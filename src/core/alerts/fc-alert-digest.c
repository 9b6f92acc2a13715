/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-digest.h"

#include <glib/gi18n-lib.h>

#define MINUTE_US   (FC_HOUR_US / 60)
#define PATIENCE_US (10 * MINUTE_US)      /* so long a digest waits for the server's news */
#define SETTLE_US   (10 * G_USEC_PER_SEC) /* … and for the rules to be looked at with them */

static gint64
run_time (int        hour,
          FcDate     day,
          GTimeZone *zone)
{
  return fc_time_from_local (day, hour * FC_HOUR_US, zone);
}

static gboolean
is_done (const FcAlertDigestState *state,
         FcDate                    day)
{
  for (guint i = 0; i < state->n_done; i++)
    if (state->done[i] == day)
      return TRUE;
  return FALSE;
}

/* From when on what is known here says enough; the server may never answer. */
static gint64
ready_from (const FcAlertDigestState *state,
            gint64                    at)
{
  gint64 patience = MAX (at, state->started_us) + PATIENCE_US;

  if (!state->judged)
    return patience;
  if (state->alone)
    return at;
  return state->synced_us >= at ? MIN (patience, state->synced_us + SETTLE_US) : patience;
}

/**
 * fc_alert_digest_turn:
 * @now_us: UTC µs
 * @zone: of the clock on the wall
 *
 * Once a day at the hour, or as soon after it as the program runs; a day that is over is nobody's any more. A day is known
 * by its date, so that none has two, whatever becomes of clock and time zone.
 */
FcAlertDigestTurn
fc_alert_digest_turn (const FcAlertDigestState *state,
                      gint64                    now_us,
                      GTimeZone                *zone)
{
  FcAlertDigestTurn turn = { .day = fc_time_to_date (now_us, zone) };
  gint64 at = run_time (state->hour, turn.day, zone), from;
  FcDate next = turn.day;

  if (!is_done (state, turn.day))
    {
      from = now_us >= at ? ready_from (state, at) : at;
      turn.due = now_us >= at && now_us >= from;
      turn.next_us = from;
    }
  while (turn.next_us <= now_us)
    turn.next_us = run_time (state->hour, ++next, zone);
  return turn;
}

/**
 * fc_alert_digest_since:
 *
 * Returns: UTC µs: what came later is new on @day
 */
gint64
fc_alert_digest_since (int        hour,
                       FcDate     day,
                       GTimeZone *zone)
{
  return run_time (hour, day - 1, zone);
}

guint
fc_alert_digest_count (const FcAlertDigest *self)
{
  return self->n[FC_ALERT_NOTICE] + self->n[FC_ALERT_WARNING] + self->n[FC_ALERT_CRITICAL];
}

/* "2 critical, 3 warnings", the worst first. */
static char *
say_severities (const FcAlertDigest *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint n;

  if ((n = self->n[FC_ALERT_CRITICAL]) > 0)
    /* Translators: part of a list: so many alerts of that severity */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u critical", "%u critical", n), n));
  if ((n = self->n[FC_ALERT_WARNING]) > 0)
    /* Translators: part of a list: so many alerts of that severity */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u warning", "%u warnings", n), n));
  if ((n = self->n[FC_ALERT_NOTICE]) > 0)
    /* Translators: part of a list: so many alerts of that severity */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u notice", "%u notices", n), n));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

/**
 * fc_alert_digest_title:
 * @self: of one alert at least
 *
 * Returns: (transfer full): "5 alerts need you: 2 critical, 3 warnings"
 */
char *
fc_alert_digest_title (const FcAlertDigest *self)
{
  guint n = fc_alert_digest_count (self);
  g_autofree char *severities = say_severities (self);

  /* Translators: %s is a list such as “2 critical, 3 warnings” */
  return g_strdup_printf (ngettext ("%u alert needs you: %s", "%u alerts need you: %s", n), n, severities);
}

/**
 * fc_alert_digest_fresh:
 *
 * Returns: (transfer full) (nullable): %NULL where nothing is new
 */
char *
fc_alert_digest_fresh (const FcAlertDigest *self)
{
  if (self->n_fresh == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u is new since yesterday", "%u are new since yesterday", self->n_fresh),
                          self->n_fresh);
}

/**
 * fc_alert_digest_days_parse:
 * @text: (nullable): of fc_alert_digest_days_add(); what cannot be read is left out
 *
 * Returns: (transfer full) (element-type FcDate)
 */
GArray *
fc_alert_digest_days_parse (const char *text)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (FcDate));
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  FcDate day;

  for (guint i = 0; words[i] != NULL; i++)
    if (fc_date_parse (words[i], &day, NULL))
      g_array_append_val (days, day);
  return days;
}

/**
 * fc_alert_digest_days_add:
 *
 * Returns: (transfer full): the last %FC_ALERT_DIGEST_KEPT of them, @day with them
 */
char *
fc_alert_digest_days_add (const char *text,
                          FcDate      day)
{
  g_autoptr (GArray) days = fc_alert_digest_days_parse (text);
  g_autoptr (GString) kept = g_string_new (NULL);

  g_array_append_val (days, day);
  for (guint i = days->len > FC_ALERT_DIGEST_KEPT ? days->len - FC_ALERT_DIGEST_KEPT : 0; i < days->len; i++)
    {
      g_autofree char *word = fc_date_to_iso (g_array_index (days, FcDate, i));

      g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", word);
    }
  return g_string_free (g_steal_pointer (&kept), FALSE);
}
