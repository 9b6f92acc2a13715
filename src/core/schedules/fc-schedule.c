/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-schedule.h"

static const char *const names[FC_N_FREQUENCIES] = { "daily", "weekly", "monthly" };

const char *
fc_frequency_name (FcFrequency frequency)
{
  return names[frequency];
}

/**
 * fc_frequency_find:
 *
 * Returns: whether there is one of that name; @frequency is left alone where there is none
 */
gboolean
fc_frequency_find (const char  *name,
                   FcFrequency *frequency)
{
  for (guint i = 0; i < FC_N_FREQUENCIES; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *frequency = (FcFrequency) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * fc_span_of_month:
 *
 * Returns: the whole calendar month in which @date lies
 */
FcSpan
fc_span_of_month (FcDate date)
{
  int year, month, day;

  fc_date_to_civil (date, &year, &month, &day);
  return (FcSpan){ date - (day - 1), fc_date_from_civil (year + month / 12, month % 12 + 1, 1) - 1 };
}

gboolean
fc_span_is_month (FcSpan span)
{
  FcSpan month = fc_span_of_month (span.from);

  return month.from == span.from && month.until == span.until;
}

/**
 * fc_span_file_name:
 *
 * Returns: (transfer full): how the days are called in the name of a file: "2026-11-20", "2026-11" for a whole month, or
 *   "2026-11-15--2026-11-21" as ISO 8601 has it where a slash cannot be; different days never get the same
 */
char *
fc_span_file_name (FcSpan span)
{
  g_autofree char *from = fc_date_to_iso (span.from), *until = fc_date_to_iso (span.until);

  if (span.from == span.until)
    return g_steal_pointer (&from);
  if (fc_span_is_month (span))
    return g_strndup (from, 7);
  return g_strconcat (from, "--", until, NULL);
}

/* The month's run; its last day where it has no @day. */
static FcDate
run_of_month (const FcSchedule *self,
              FcDate            date)
{
  FcSpan month = fc_span_of_month (date);

  return MIN (month.from + self->day - 1, month.until);
}

/* The last run on @date or before. */
static FcDate
run_by (const FcSchedule *self,
        FcDate            date)
{
  FcDate run;

  switch (self->frequency)
    {
    case FC_WEEKLY:
      return date - (fc_date_weekday (date) - self->weekday + 7) % 7;
    case FC_MONTHLY:
      run = run_of_month (self, date);
      return run <= date ? run : run_of_month (self, fc_span_of_month (date).from - 1);
    case FC_DAILY:
    case FC_N_FREQUENCIES:
    default:
      return date;
    }
}

/* The first run on @date or after. */
static FcDate
run_from (const FcSchedule *self,
          FcDate            date)
{
  FcDate run;

  switch (self->frequency)
    {
    case FC_WEEKLY:
      return date + (self->weekday - fc_date_weekday (date) + 7) % 7;
    case FC_MONTHLY:
      run = run_of_month (self, date);
      return run >= date ? run : run_of_month (self, fc_span_of_month (date).until + 1);
    case FC_DAILY:
    case FC_N_FREQUENCIES:
    default:
      return date;
    }
}

/**
 * fc_schedule_span:
 *
 * Returns: the days that a run on @run is about: all of them over by then
 */
FcSpan
fc_schedule_span (const FcSchedule *self,
                  FcDate            run)
{
  if (self->frequency == FC_MONTHLY)
    return fc_span_of_month (fc_span_of_month (run).from - 1);
  return (FcSpan){ run - (self->frequency == FC_WEEKLY ? 7 : 1), run - 1 };
}

/**
 * fc_schedule_run_time:
 *
 * Returns: UTC µs; an hour that the clocks skip begins when they go on, one that they show twice the first time
 */
gint64
fc_schedule_run_time (const FcSchedule *self,
                      FcDate            run,
                      GTimeZone        *zone)
{
  return fc_time_from_local (run, self->hour * FC_HOUR_US, zone);
}

/**
 * fc_schedule_next:
 *
 * Returns: the date of the first run after @now_us
 */
FcDate
fc_schedule_next (const FcSchedule *self,
                  gint64            now_us,
                  GTimeZone        *zone)
{
  FcDate run = run_from (self, fc_time_to_date (now_us, zone));

  while (fc_schedule_run_time (self, run, zone) <= now_us)
    run = run_from (self, run + 1);
  return run;
}

static gboolean
is_made (FcDate        run,
         const FcDate *made,
         guint         n_made)
{
  for (guint i = 0; i < n_made; i++)
    if (made[i] == run)
      return TRUE;
  return FALSE;
}

/**
 * fc_schedule_due:
 * @since_us: when the schedule was made, changed or went on after a pause: what was due up to then is nobody's
 * @made: (array length=n_made) (nullable): dates of the runs that are done with, in any order
 *
 * Which runs are to be made now, also those that were missed while the computer was off. Of the last %FC_SCHEDULE_MISSED
 * those that are not made yet: an older one never becomes due again because a newer one was made.
 *
 * Returns: (transfer full) (element-type FcDate): the dates of the runs, newest first
 */
GArray *
fc_schedule_due (const FcSchedule *self,
                 gint64            since_us,
                 gint64            now_us,
                 GTimeZone        *zone,
                 const FcDate     *made,
                 guint             n_made)
{
  GArray *due = g_array_new (FALSE, FALSE, sizeof (FcDate));
  FcDate run = run_by (self, fc_time_to_date (now_us, zone));

  if (fc_schedule_run_time (self, run, zone) > now_us)
    run = run_by (self, run - 1);
  for (int i = 0; i < FC_SCHEDULE_MISSED && fc_schedule_run_time (self, run, zone) > since_us; i++)
    {
      if (!is_made (run, made, n_made))
        g_array_append_val (due, run);
      run = run_by (self, run - 1);
    }
  return due;
}
