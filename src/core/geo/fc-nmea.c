/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-nmea.h"

#include "fc-geo-text-private.h"
#include "fc-time.h"

#include <math.h>
#include <string.h>

#define MOST_LINE   128 /* 82 in the standard; some receivers write more decimals */
#define MOST_FIELDS 24
#define NO_TIME     (-1)
#define CENTURY     80 /* 80 to 99 are 19xx: GPS began in 1980 */

/* Sentences of one moment belong together: RMC has date, speed and course, GGA says more about quality. */
typedef struct {
  gint64 of_day_us; /* NO_TIME where nothing is held */
  gboolean has_place;
  FcFix fix;
} Epoch;

struct _FcNmeaReader {
  char line[MOST_LINE];
  gsize length;
  gboolean inside; /* of a sentence; else everything up to the next '$' is noise */
  Epoch epoch;
  gboolean has_date;
  FcDate date;       /* of date_at: RMC says it, GGA lives by it */
  gint64 date_at_us; /* of the day */
  guint n_refused;
};

typedef struct {
  guint n;
  const char *at[MOST_FIELDS];
  gsize length[MOST_FIELDS];
} Fields;

/**
 * fc_nmea_reader_new:
 *
 * Returns: (transfer full):
 */
FcNmeaReader *
fc_nmea_reader_new (void)
{
  FcNmeaReader *self = g_new0 (FcNmeaReader, 1);

  self->epoch.of_day_us = NO_TIME;
  return self;
}

/**
 * fc_nmea_reader_free:
 * @self: (nullable) (transfer full):
 */
void
fc_nmea_reader_free (FcNmeaReader *self)
{
  g_free (self);
}

/* GGA knows the hour but no date: what comes more than half a day before the last one was said after midnight. */
static FcDate
date_of (const FcNmeaReader *self,
         gint64              of_day_us)
{
  if (of_day_us < self->date_at_us - FC_DAY_US / 2)
    return self->date + 1;
  return of_day_us > self->date_at_us + FC_DAY_US / 2 ? self->date - 1 : self->date;
}

static void
flush (FcNmeaReader *self,
       FcTrack      *into)
{
  Epoch *epoch = &self->epoch;
  FcFix *fix = &epoch->fix;

  if (epoch->of_day_us != NO_TIME && (epoch->has_place || fix->flags & FC_FIX_VOID))
    {
      if (self->has_date)
        {
          self->date = date_of (self, epoch->of_day_us);
          self->date_at_us = epoch->of_day_us;
          fix->time_us = self->date * FC_DAY_US + epoch->of_day_us;
        }
      else
        fix->flags |= FC_FIX_NO_TIME;
      fc_track_add (into, fix);
    }
  epoch->of_day_us = NO_TIME;
}

static void
meet_epoch (FcNmeaReader *self,
            gint64        of_day_us,
            FcTrack      *into)
{
  if (self->epoch.of_day_us == of_day_us)
    return;
  flush (self, into);
  self->epoch = (Epoch){ of_day_us, FALSE, { .speed = FC_SPEED_UNKNOWN, .heading = FC_HEADING_UNKNOWN } };
}

static gboolean
read_two_digits (const char *text,
                 int        *number)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;
  *number = (text[0] - '0') * 10 + (text[1] - '0');
  return TRUE;
}

/* hhmmss, with or without decimals. */
static gboolean
read_of_day (const Fields *fields,
             guint         index,
             gint64       *of_day_us)
{
  const char *text = fields->at[index];
  int hour, minute;
  double second;

  if (fields->length[index] < 6 || !read_two_digits (text, &hour) || !read_two_digits (text + 2, &minute) ||
      !fc_geo_read_number (text + 4, fields->length[index] - 4, &second))
    return FALSE;
  if (hour > 23 || minute > 59 || second < 0 || second >= 61)
    return FALSE;
  *of_day_us = (hour * 60 + minute) * 60 * (gint64) G_USEC_PER_SEC + (gint64) llround (second * G_USEC_PER_SEC);
  return TRUE;
}

static gboolean
read_date (const Fields *fields,
           guint         index,
           FcDate       *date)
{
  const char *text = fields->at[index];
  int day, month, year;

  if (fields->length[index] != 6 || !read_two_digits (text, &day) || !read_two_digits (text + 2, &month) ||
      !read_two_digits (text + 4, &year))
    return FALSE;
  year += year < CENTURY ? 2000 : 1900;
  if (month < 1 || day < 1 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *date = fc_date_from_civil (year, month, day);
  return TRUE;
}

/* Degrees and minutes in one number, dddmm.mmmm, and the half of the earth in the field after it. */
static gboolean
read_degrees (const Fields *fields,
              guint         index,
              const char   *halves,
              double       *degrees)
{
  const char *half = fields->at[index + 1];
  double written, minutes;

  if (fields->length[index + 1] != 1 || (half[0] != halves[0] && half[0] != halves[1]) ||
      !fc_geo_read_number (fields->at[index], fields->length[index], &written) || written < 0)
    return FALSE;
  *degrees = floor (written / 100);
  minutes = written - *degrees * 100;
  if (minutes >= 60)
    return FALSE;
  *degrees += minutes / 60;
  if (half[0] == halves[1])
    *degrees = -*degrees;
  return TRUE;
}

/* Four fields from @index on. A receiver without a position leaves them empty, and says that it has none. */
static gboolean
read_place (FcNmeaReader *self,
            const Fields *fields,
            guint         index)
{
  Epoch *epoch = &self->epoch;
  double latitude, longitude;

  if (fields->length[index] == 0 && fields->length[index + 2] == 0)
    return (epoch->fix.flags & FC_FIX_VOID) != 0;
  if (!read_degrees (fields, index, "NS", &latitude) || !read_degrees (fields, index + 2, "EW", &longitude) ||
      !fc_place_from_degrees (latitude, longitude, &epoch->fix.place))
    return FALSE;
  epoch->has_place = TRUE;
  return TRUE;
}

/* $--RMC,hhmmss,A|V,lat,N|S,lon,E|W,knots,course,ddmmyy,… */
static gboolean
read_rmc (FcNmeaReader *self,
          const Fields *fields,
          FcTrack      *into)
{
  gint64 of_day_us;
  FcDate date;
  double value;

  if (fields->n < 10 || !read_of_day (fields, 1, &of_day_us) || fields->length[2] != 1)
    return FALSE;
  meet_epoch (self, of_day_us, into);
  if (fields->at[2][0] != 'A')
    self->epoch.fix.flags |= FC_FIX_VOID;
  if (fc_geo_read_number (fields->at[7], fields->length[7], &value))
    self->epoch.fix.speed = fc_fix_speed (value * FC_KMH_PER_KNOT);
  if (fc_geo_read_number (fields->at[8], fields->length[8], &value))
    self->epoch.fix.heading = fc_fix_heading (value);
  if (read_date (fields, 9, &date))
    {
      self->has_date = TRUE;
      self->date = date;
      self->date_at_us = of_day_us;
    }
  return read_place (self, fields, 3);
}

/* $--GGA,hhmmss,lat,N|S,lon,E|W,quality,… : quality 0 is no position, 6 a reckoned, 7 a typed, 8 a simulated one. */
static gboolean
read_gga (FcNmeaReader *self,
          const Fields *fields,
          FcTrack      *into)
{
  gint64 of_day_us;

  if (fields->n < 7 || !read_of_day (fields, 1, &of_day_us) || fields->length[6] != 1)
    return FALSE;
  meet_epoch (self, of_day_us, into);
  if (strchr ("0678", fields->at[6][0]) != NULL)
    self->epoch.fix.flags |= FC_FIX_VOID;
  return read_place (self, fields, 2);
}

/* What stands between '$' and '*' adds up, bit by bit, to the two hexadecimal digits after it. None, none taken. */
static gboolean
sum_is_right (const char *line,
              gsize       length,
              gsize      *body)
{
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (line[i] == '*')
        {
          *body = i;
          return length == i + 3 && g_ascii_isxdigit (line[i + 1]) && g_ascii_isxdigit (line[i + 2]) &&
                 (guint) (g_ascii_xdigit_value (line[i + 1]) * 16 + g_ascii_xdigit_value (line[i + 2])) == sum;
        }
      sum ^= (guchar) line[i];
    }
  return FALSE;
}

static void
split (const char *line,
       gsize       length,
       Fields     *fields)
{
  gsize start = 0;

  fields->n = 0;
  for (gsize i = 0; i <= length && fields->n < MOST_FIELDS; i++)
    if (i == length || line[i] == ',')
      {
        fields->at[fields->n] = line + start;
        fields->length[fields->n++] = i - start;
        start = i + 1;
      }
}

static void
read_sentence (FcNmeaReader *self,
               FcTrack      *into)
{
  Fields fields;
  gsize body;
  gboolean read = TRUE;

  if (!sum_is_right (self->line, self->length, &body))
    {
      self->n_refused++;
      return;
    }
  split (self->line, body, &fields);
  if (fields.length[0] == 5 && memcmp (fields.at[0] + 2, "RMC", 3) == 0)
    read = read_rmc (self, &fields, into);
  else if (fields.length[0] == 5 && memcmp (fields.at[0] + 2, "GGA", 3) == 0)
    read = read_gga (self, &fields, into);
  self->n_refused += !read;
}

/**
 * fc_nmea_reader_push:
 * @into: gets the fixes that are complete
 *
 * Takes bytes as they come, in any pieces. A fix is complete when the receiver goes on to the next moment. Sentences of other
 * kinds are passed over; those with a wrong checksum, or without one, are counted and not believed.
 */
void
fc_nmea_reader_push (FcNmeaReader *self,
                     const char   *bytes,
                     gsize         length,
                     FcTrack      *into)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '$')
      {
        self->n_refused += self->inside; /* the one before never ended */
        self->inside = TRUE;
        self->length = 0;
      }
    else if (self->inside && (bytes[i] == '\n' || bytes[i] == '\r'))
      {
        read_sentence (self, into);
        self->inside = FALSE;
      }
    else if (self->inside && self->length == MOST_LINE)
      {
        self->n_refused++;
        self->inside = FALSE;
      }
    else if (self->inside)
      self->line[self->length++] = bytes[i];
}

/**
 * fc_nmea_reader_finish:
 *
 * The end of a file, or of what a receiver had to say: the last sentence and the fix that is still held.
 */
void
fc_nmea_reader_finish (FcNmeaReader *self,
                       FcTrack      *into)
{
  if (self->inside)
    read_sentence (self, into);
  self->inside = FALSE;
  flush (self, into);
}

/**
 * fc_nmea_reader_n_refused:
 *
 * Returns: how many sentences could not be believed or read so far
 */
guint
fc_nmea_reader_n_refused (const FcNmeaReader *self)
{
  return self->n_refused;
}
