/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-private.h"

/* Sales by time: each sum of an hour or a day is read once and goes wherever it counts. */

#define HABIT_DAYS  28
#define MOST_RANGES 4

typedef struct {
  FcDate from, until; /* both inclusive */
} Days;

typedef struct {
  const FcOverviewJob *job;
  FcOverview *overview;
  FcDate today;
  int hour_now;
  int shift;         /* days from the base to the period; 0: there is no base */
  const char *whose; /* SQL: the stations that count */
  Days ranges[MOST_RANGES];
  guint n_ranges;
} Reader;

static void
add (FcSalesFigures       *sum,
     const FcSalesFigures *part)
{
  sum->amount += part->amount;
  sum->volume += part->volume;
  sum->count += part->count;
}

static FcSalesFigures
share (const FcSalesFigures *whole,
       gint64                part,
       gint64                of)
{
  return (FcSalesFigures){ whole->amount * part / of, whole->volume * part / of, whole->count * part / of };
}

static int
hour_of_day (const Reader *reader,
             gint64        time_us,
             FcDate        date)
{
  return (int) CLAMP ((time_us - fc_overview_midnight (reader->job, date)) / FC_HOUR_US, 0, 23);
}

/* Where a range begins inside another, or right behind it, one read does for both. */
static void
want (Reader *reader,
      FcDate  from,
      FcDate  until)
{
  for (guint i = 0; i < reader->n_ranges; i++)
    {
      Days *range = &reader->ranges[i];

      if (from > range->until + 1 || until + 1 < range->from)
        continue;
      from = MIN (from, range->from);
      until = MAX (until, range->until);
      *range = reader->ranges[--reader->n_ranges];
      want (reader, from, until);
      return;
    }
  g_return_if_fail (reader->n_ranges < MOST_RANGES);
  reader->ranges[reader->n_ranges++] = (Days){ from, until };
}

static void
take_period (Reader               *reader,
             FcDate                date,
             int                   hour,
             const FcSalesFigures *figures)
{
  const FcOverviewAsk *ask = &reader->job->ask;

  if (date < ask->from || date > ask->until)
    return;
  add (&reader->overview->now, figures);
  if (hour >= 0)
    add (&reader->overview->by_hour[hour], figures);
  else
    reader->overview->hours_missing = TRUE;
}

/* The base counts as far as the period has come: of a day that has only begun, up to this minute. */
static void
take_base (Reader               *reader,
           FcDate                date,
           int                   hour,
           const FcSalesFigures *figures)
{
  const FcOverviewAsk *ask = &reader->job->ask;
  FcOverview *overview = reader->overview;
  FcDate against = date + reader->shift;
  FcSalesFigures begun = share (figures, ask->now_us % FC_HOUR_US, FC_HOUR_US);

  if (reader->shift == 0 || date < overview->base_from || date > overview->base_until)
    return;
  if (hour >= 0)
    add (&overview->base_by_hour[hour], figures);
  if (against < reader->today || ask->until < reader->today)
    add (&overview->base, figures);
  else if (against > reader->today)
    return;
  else if (hour < 0)
    overview->base_state = FC_BASE_BY_DAY;
  else if (hour <= reader->hour_now)
    add (&overview->base, hour < reader->hour_now ? figures : &begun);
}

static void
take (Reader               *reader,
      gint64                starts_at,
      gboolean              whole_day,
      const FcSalesFigures *figures)
{
  /* A station's midnight may be another day's evening in the company's zone. */
  FcDate date = fc_time_to_date (starts_at + (whole_day ? 12 * FC_HOUR_US : 0), reader->job->zone);
  int hour = whole_day ? -1 : hour_of_day (reader, starts_at, date);
  int ago = reader->today - date;

  take_period (reader, date, hour, figures);
  take_base (reader, date, hour, figures);
  if (ago >= 1 && ago <= FC_OVERVIEW_LINE)
    add (&reader->overview->by_day[FC_OVERVIEW_LINE - ago], figures);
  if (ago >= 1 && ago <= HABIT_DAYS && hour >= 0)
    add (&reader->overview->habits[fc_date_weekday (date) - 1][hour], figures);
}

/* To look up the station of each of ten thousand sums takes longer than to add them up: often all of them count. */
static gboolean
find_whose (Reader  *reader,
            FcDb    *db,
            GError **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT all_stations FROM scope", error);
  gboolean row;

  if (select == NULL || !fc_statement_step (select, &row, error))
    return FALSE;
  if (reader->job->ask.station != NULL)
    reader->whose = "station_id = :station AND :station IN (SELECT id FROM visible_station)";
  else if (row && fc_statement_get_int (select, 0) != 0 && reader->overview->other_currency == 0)
    reader->whose = "TRUE";
  else
    reader->whose = "station_id IN (" FC_OVERVIEW_STATIONS ")";
  return TRUE;
}

static gboolean
read_range (Reader      *reader,
            FcDb        *db,
            const Days  *days,
            const char  *grain,
            GError     **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT starts_at, sum (amount), sum (volume), sum (count) FROM sales_total WHERE grain = :grain"
                     " AND starts_at >= :begin AND starts_at < :end AND %s GROUP BY starts_at",
                     reader->whose);
  g_autoptr (FcStatement) select = fc_overview_prepare (db, reader->job, reader->overview, sql, error);
  gboolean whole_days = grain[0] == 'd';
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_text (select, fc_statement_parameter (select, ":grain"), grain);
  fc_overview_bind (select, ":begin",
                    fc_overview_midnight (reader->job, days->from) - (whole_days ? 12 * FC_HOUR_US : 0));
  fc_overview_bind (select, ":end",
                    fc_overview_midnight (reader->job, days->until + 1) + (whole_days ? 12 * FC_HOUR_US : 0));
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcSalesFigures figures = { fc_statement_get_int (select, 1), fc_statement_get_int (select, 2),
                                 fc_statement_get_int (select, 3) };

      take (reader, fc_statement_get_int (select, 0), whole_days, &figures);
    }
  return next == 0;
}

/* The first day of which anything is known: from there on the days are whole. */
static gboolean
read_first_day (Reader  *reader,
                FcDb    *db,
                FcDate  *first,
                GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT min (t) FROM (SELECT (SELECT starts_at FROM sales_total WHERE grain = g.column1 AND %s"
                     " ORDER BY starts_at LIMIT 1) AS t FROM (VALUES ('hour'), ('day')) g)",
                     reader->whose);
  g_autoptr (FcStatement) select = fc_overview_prepare (db, reader->job, reader->overview, sql, error);
  gboolean row;

  if (select == NULL || !fc_statement_step (select, &row, error))
    return FALSE;
  *first = fc_statement_is_null (select, 0) ? G_MAXINT32
                                            : fc_time_to_date (fc_statement_get_int (select, 0), reader->job->zone);
  return TRUE;
}

static gboolean
find_base (Reader  *reader,
           FcDb    *db,
           GError **error)
{
  const FcOverviewAsk *ask = &reader->job->ask;
  FcOverview *overview = reader->overview;
  FcSpan base;
  FcDate first;

  if (!fc_comparison_base (ask->comparison, (FcSpan){ ask->from, ask->until }, &base))
    return TRUE;
  overview->base_from = base.from;
  overview->base_until = base.until;
  overview->base_state = FC_BASE_ARRIVING;
  if (reader->job->arriving)
    return TRUE;
  if (!read_first_day (reader, db, &first, error))
    return FALSE;
  overview->base_state = first > overview->base_from ? FC_BASE_MISSING : FC_BASE_WHOLE;
  if (overview->base_state == FC_BASE_WHOLE)
    reader->shift = ask->from - base.from;
  return TRUE;
}

gboolean
fc_overview_read_sales (FcDb                 *db,
                        const FcOverviewJob  *job,
                        FcOverview           *self,
                        GError              **error)
{
  Reader reader = { .job = job, .overview = self, .today = fc_time_to_date (job->ask.now_us, job->zone) };

  reader.hour_now = hour_of_day (&reader, job->ask.now_us, reader.today);
  if (!find_whose (&reader, db, error) || !find_base (&reader, db, error))
    return FALSE;
  want (&reader, job->ask.from, job->ask.until);
  want (&reader, reader.today - FC_OVERVIEW_LINE, reader.today - 1);
  if ((job->ask.parts & FC_OVERVIEW_HABITS) != 0)
    want (&reader, reader.today - HABIT_DAYS, reader.today - 1);
  if (reader.shift > 0)
    want (&reader, self->base_from, self->base_until);
  for (guint i = 0; i < reader.n_ranges; i++)
    if (!read_range (&reader, db, &reader.ranges[i], "hour", error) ||
        !read_range (&reader, db, &reader.ranges[i], "day", error))
      return FALSE;
  if (self->base_state != FC_BASE_WHOLE)
    self->base = (FcSalesFigures){ 0 };
  return TRUE;
}
