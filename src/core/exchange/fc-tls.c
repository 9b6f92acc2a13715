/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tls.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SOH "\001"
#define ETX "\003"
#define REFUSAL "9999"
#define MOST_RECORDS 999
#define TAIL 6           /* "&&CCCC" */
#define LEAST_FRAME (1 + 6 + 10 + TAIL + 1)
#define YEAR_TURN 80     /* 80 … 99 were the last century */
#define LEVEL_MAX 20000.0
#define VOLUME_MAX 1e11
#define HALF_UNIT 0.5    /* a gauge's zero may come a little below zero */

/* Where an answer is read; never beyond its end. */
typedef struct {
  const char *at;
  const char *end;
  const FcTlsUnits *units;
  FcTlsReply *reply;
  guint base;            /* of the counts of values */
} Cursor;

static const char *const value_names[FC_TLS_N_VALUES] = {
  N_ ("volume"), N_ ("TC volume"), N_ ("ullage"), N_ ("product level"), N_ ("water level"), N_ ("temperature"),
  N_ ("water volume"),
};

void
fc_tls_reply_free (FcTlsReply *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tanks);
  g_array_unref (self->deliveries);
  fc_messages_free (self->messages);
  g_free (self);
}

/**
 * fc_tls_checksum:
 *
 * Returns: what makes the 16-bit sum of @bytes 0
 */
guint
fc_tls_checksum (const guint8 *bytes,
                 gsize         length)
{
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    sum += bytes[i];
  return -sum & 0xffff;
}

/**
 * fc_tls_request:
 * @tank: 1 to FC_TLS_LAST_TANK, or FC_TLS_ALL_TANKS
 * @security: (nullable): the gauge's code, six characters
 *
 * Returns: (transfer full): SOH, the code, "i201" or "i202" and the tank; a command has neither checksum nor end
 */
GBytes *
fc_tls_request (FcTlsFunction function,
                guint         tank,
                const char   *security)
{
  char *text;

  g_return_val_if_fail (tank <= FC_TLS_LAST_TANK, NULL);

  text = g_strdup_printf (SOH "%si%d%02u", security != NULL ? security : "", (int) function, tank);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
take_number (Cursor *cursor,
             guint   length,
             guint   base,
             guint  *number)
{
  *number = 0;
  if (cursor->end - cursor->at < (ptrdiff_t) length)
    return FALSE;
  for (guint i = 0; i < length; i++)
    {
      int digit = g_ascii_xdigit_value (*cursor->at++);

      if (digit < 0 || digit >= (int) base)
        return FALSE;
      *number = *number * base + (guint) digit;
    }
  return TRUE;
}

/* Ten digits YYMMDDHHmm. %FALSE: not digits; a time that cannot be has the date 0. */
static gboolean
take_time (Cursor    *cursor,
           FcTlsTime *time)
{
  guint part[5];

  for (guint i = 0; i < G_N_ELEMENTS (part); i++)
    if (!take_number (cursor, 2, 10, &part[i]))
      return FALSE;
  *time = (FcTlsTime) { 0 };
  part[0] += part[0] >= YEAR_TURN ? 1900 : 2000;
  if (!g_date_valid_dmy ((GDateDay) part[2], (GDateMonth) part[1], (GDateYear) part[0]) || part[3] > 23 || part[4] > 59)
    return TRUE;
  time->date = fc_date_from_civil ((int) part[0], (int) part[1], (int) part[2]);
  time->minute = (gint32) (part[3] * 60 + part[4]);
  return TRUE;
}

static gboolean
take_float (Cursor *cursor,
            double *value)
{
  guint bits;
  float single;

  if (!take_number (cursor, 8, 16, &bits))
    return FALSE;
  memcpy (&single, &bits, sizeof single);
  *value = single;
  return TRUE;
}

static double
in_our_unit (const FcTlsUnits *units,
             FcTlsValue        which,
             double            value)
{
  switch (which)
    {
    case FC_TLS_LEVEL:
    case FC_TLS_WATER_LEVEL:
      return units->inches ? value * 25.4 : value;
    case FC_TLS_TEMPERATURE:
      return (units->fahrenheit ? (value - 32) * 5 / 9 : value) * 1000;
    case FC_TLS_VOLUME:
    case FC_TLS_TC_VOLUME:
    case FC_TLS_ULLAGE:
    case FC_TLS_WATER_VOLUME:
    case FC_TLS_N_VALUES:
    default:
      return value * (units->volume == FC_VOLUME_US_GALLON ? 3785.411784 : 1000);
    }
}

/* Keeps a value that can be one; of others a message names the tank. */
static void
keep_value (Cursor     *cursor,
            guint       tank,
            FcTlsValue  which,
            double      value,
            guint      *known,
            gint64     *values)
{
  gboolean level = which == FC_TLS_LEVEL || which == FC_TLS_WATER_LEVEL;
  double ours = in_our_unit (cursor->units, which, value), least = 0, most = level ? LEVEL_MAX : VOLUME_MAX;

  if (which == FC_TLS_TEMPERATURE)
    {
      least = -60000;
      most = 100000;
    }
  else if (value < 0 && value > -HALF_UNIT)
    ours = 0;
  if (!isfinite (value) || ours < least || ours > most)
    {
      fc_messages_add (cursor->reply->messages, FC_SEVERITY_WARNING, NULL, 0,
                       _ ("Tank %u: the gauge’s %s (%g) cannot be right"), tank, _ (value_names[which]), value);
      return;
    }
  *known |= 1u << which;
  values[which] = llround (ours);
}

/* @sentence: translated, with a place for the tank's number */
static gboolean
bad_record (Cursor     *cursor,
            guint       tank,
            const char *sentence,
            GError    **error)
{
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, sentence, tank);
  return FALSE;
}

/* TT p, which every record begins with. */
static gboolean
take_tank (Cursor  *cursor,
           guint   *tank,
           char    *product,
           GError **error)
{
  if (!take_number (cursor, 2, 10, tank) || *tank == 0 || cursor->at >= cursor->end)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE,
                           _ ("There is no tank number where one should stand in the gauge’s answer"));
      return FALSE;
    }
  *product = *cursor->at++;
  return TRUE;
}

/* TT p ssss NN and NN values of eight hexadecimal digits. */
static gboolean
take_inventory (Cursor  *cursor,
                GError **error)
{
  static const guint of_height = 1 << FC_TLS_VOLUME | 1 << FC_TLS_TC_VOLUME | 1 << FC_TLS_ULLAGE | 1 << FC_TLS_LEVEL;
  FcTlsTank tank = { 0 };
  guint n;

  if (!take_tank (cursor, &tank.tank, &tank.product, error))
    return FALSE;
  if (!take_number (cursor, 4, 16, &tank.status) || !take_number (cursor, 2, cursor->base, &n))
    return bad_record (cursor, tank.tank, _ ("Tank %u: no status in the gauge’s answer"), error);
  for (guint i = 0; i < n; i++)
    {
      double value;

      if (!take_float (cursor, &value))
        return bad_record (cursor, tank.tank, _ ("Tank %u: a value is cut off in the gauge’s answer"), error);
      if (i < FC_TLS_N_VALUES)
        keep_value (cursor, tank.tank, i, value, &tank.known, tank.values);
    }
  if (tank.status & FC_TLS_INVALID_HEIGHT)
    {
      fc_messages_add (cursor->reply->messages, FC_SEVERITY_WARNING, NULL, 0,
                       _ ("Tank %u: the gauge does not trust its probe; its volume and level are left out"), tank.tank);
      tank.known &= ~of_height;
      for (guint i = 0; i < FC_TLS_N_VALUES; i++)
        if (of_height & 1u << i)
          tank.values[i] = 0;
    }
  g_array_append_val (cursor->reply->tanks, tank);
  return TRUE;
}

/* In the order of the wire: Veeder-Root 576013-635, function 202. */
static const struct {
  gboolean end;
  FcTlsValue which;
} delivery_values[] = {
  { FALSE, FC_TLS_VOLUME },      { FALSE, FC_TLS_TC_VOLUME },   { FALSE, FC_TLS_WATER_LEVEL }, { FALSE, FC_TLS_TEMPERATURE },
  { TRUE, FC_TLS_VOLUME },       { TRUE, FC_TLS_TC_VOLUME },    { TRUE, FC_TLS_WATER_LEVEL },  { TRUE, FC_TLS_TEMPERATURE },
  { FALSE, FC_TLS_LEVEL },       { TRUE, FC_TLS_LEVEL },
};

/* start end NN and NN values. */
static gboolean
take_delivery (Cursor        *cursor,
               FcTlsDelivery *delivery,
               GError       **error)
{
  guint n;

  if (!take_time (cursor, &delivery->start.time) || !take_time (cursor, &delivery->end.time))
    return bad_record (cursor, delivery->tank, _ ("Tank %u: a delivery without a time in the gauge’s answer"), error);
  if (!take_number (cursor, 2, cursor->base, &n))
    return bad_record (cursor, delivery->tank, _ ("Tank %u: a delivery without values in the gauge’s answer"), error);
  for (guint i = 0; i < n; i++)
    {
      double value;
      FcTlsDip *dip;

      if (!take_float (cursor, &value))
        return bad_record (cursor, delivery->tank, _ ("Tank %u: a delivery is cut off in the gauge’s answer"), error);
      if (i >= G_N_ELEMENTS (delivery_values))
        continue;
      dip = delivery_values[i].end ? &delivery->end : &delivery->start;
      keep_value (cursor, delivery->tank, delivery_values[i].which, value, &dip->known, dip->values);
    }
  if (delivery->start.time.date == 0 || delivery->end.time.date == 0)
    fc_messages_add (cursor->reply->messages, FC_SEVERITY_WARNING, NULL, 0,
                     _ ("Tank %u: a delivery is left out, for the gauge’s clock was not set"), delivery->tank);
  else
    g_array_append_val (cursor->reply->deliveries, *delivery);
  return TRUE;
}

/* Two digits; decimal by the manual, but ten is also written "0A". */
static gboolean
take_count (Cursor *cursor,
            guint  *n)
{
  const char *at = cursor->at;

  if (take_number (cursor, 2, 10, n))
    return TRUE;
  cursor->at = at;
  return take_number (cursor, 2, 16, n);
}

/* TT p dd and dd deliveries. */
static gboolean
take_deliveries (Cursor  *cursor,
                 GError **error)
{
  guint tank, n;
  char product;

  if (!take_tank (cursor, &tank, &product, error))
    return FALSE;
  if (!take_count (cursor, &n))
    return bad_record (cursor, tank, _ ("Tank %u: no number of deliveries in the gauge’s answer"), error);
  for (guint i = 0; i < n; i++)
    {
      FcTlsDelivery delivery = { .tank = tank, .product = product };

      if (!take_delivery (cursor, &delivery, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_records (Cursor  *cursor,
              GError **error)
{
  for (guint n = 0; cursor->at < cursor->end; n++)
    {
      if (n >= MOST_RECORDS)
        {
          g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("The gauge’s answer has more than %d tanks"), MOST_RECORDS);
          return FALSE;
        }
      if (cursor->reply->function == FC_TLS_INVENTORY ? !take_inventory (cursor, error) : !take_deliveries (cursor, error))
        return FALSE;
    }
  return TRUE;
}

static FcTlsReply *
reply_new (void)
{
  FcTlsReply *self = g_new0 (FcTlsReply, 1);

  self->tanks = g_array_new (FALSE, TRUE, sizeof (FcTlsTank));
  self->deliveries = g_array_new (FALSE, TRUE, sizeof (FcTlsDelivery));
  self->messages = fc_messages_new ();
  return self;
}

/* From the "i" to before the "&&". @base: the manual has hexadecimal counts of values, some gauges write decimal ones. */
static FcTlsReply *
read_body (const char       *body,
           const char       *end,
           const FcTlsUnits *units,
           guint             base,
           GError          **error)
{
  g_autoptr (FcTlsReply) reply = reply_new ();
  Cursor cursor = { body + 1, end, units, reply, base };
  guint function;

  if (*body == 'I')
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE,
                           _ ("The gauge answered for a printer; the program needs the computer format"));
      return NULL;
    }
  if (*body != 'i' || !take_number (&cursor, 3, 10, &function) ||
      (function != FC_TLS_INVENTORY && function != FC_TLS_DELIVERIES) || !take_number (&cursor, 2, 10, &reply->asked))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("The gauge answered something that was not asked"));
      return NULL;
    }
  reply->function = (FcTlsFunction) function;
  if (!take_time (&cursor, &reply->time))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("The gauge’s answer has no time"));
      return NULL;
    }
  return take_records (&cursor, error) ? g_steal_pointer (&reply) : NULL;
}

static gboolean
check_sum (const guint8 *bytes,
           gsize         length,
           GError      **error)
{
  Cursor cursor = { (const char *) bytes + length - 5, (const char *) bytes + length - 1, NULL, NULL, 16 };
  guint sum;

  if (take_number (&cursor, 4, 16, &sum) && sum == fc_tls_checksum (bytes, length - 5))
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE,
                       _ ("The gauge’s answer arrived damaged: its checksum is wrong"));
  return FALSE;
}

/**
 * fc_tls_parse:
 * @frame: from SOH to ETX, as fc_tls_reader_next() gives it
 * @units: what the gauge counts in
 * @error: FC_ERROR_DENIED where the gauge refused the command, FC_ERROR_PARSE for all that is damaged, with the tank
 *
 * The 16-bit sum from SOH through "&&" and the four digits after it must be 0. A value that cannot be one is left out and
 * named in the messages.
 *
 * Returns: (transfer full) (nullable)
 */
FcTlsReply *
fc_tls_parse (GBytes            *frame,
              const FcTlsUnits  *units,
              GError           **error)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (frame, &length);
  g_autoptr (GError) first = NULL;
  FcTlsReply *reply;

  if (length < 10 || bytes[0] != SOH[0] || bytes[length - 1] != ETX[0])
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("The gauge’s answer is cut off"));
      return NULL;
    }
  if (!check_sum (bytes, length, error))
    return NULL;
  if (length == 10 && memcmp (bytes + 1, REFUSAL, 4) == 0)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_DENIED,
                           _ ("The gauge refused the command: look at its security code"));
      return NULL;
    }
  if (length < LEAST_FRAME || memcmp (bytes + length - 1 - TAIL, "&&", 2) != 0)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("The gauge’s answer is cut off"));
      return NULL;
    }
  reply = read_body ((const char *) bytes + 1, (const char *) bytes + length - 1 - TAIL, units, 16, &first);
  if (reply == NULL)
    reply = read_body ((const char *) bytes + 1, (const char *) bytes + length - 1 - TAIL, units, 10, NULL);
  if (reply == NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return reply;
}

/**
 * fc_tls_value:
 * @known: of a tank or a dip
 * @result: (out): mL, mm or 0.001 °C
 *
 * Returns: whether the gauge gave that value
 */
gboolean
fc_tls_value (guint         known,
              const gint64 *values,
              FcTlsValue    value,
              gint64       *result)
{
  g_return_val_if_fail (value < FC_TLS_N_VALUES, FALSE);

  *result = values[value];
  return (known & 1u << value) != 0;
}

/**
 * fc_tls_time_us:
 * @zone: of the station
 *
 * Returns: UTC µs; 0 where the gauge's clock was not set
 */
gint64
fc_tls_time_us (const FcTlsTime *time,
                GTimeZone       *zone)
{
  return time->date != 0 ? fc_time_from_local (time->date, time->minute * G_GINT64_CONSTANT (60000000), zone) : 0;
}

/* The next answer in text without control characters, from "i20" through the checksum. %NULL: no more. */
static GBytes *
next_bare (const char **at,
           const char  *end)
{
  const char *begin = g_strstr_len (*at, end - *at, "i20");
  const char *tail = begin != NULL ? g_strstr_len (begin, end - begin, "&&") : NULL;
  GString *frame;

  if (tail == NULL || end - tail < TAIL)
    return NULL;
  frame = g_string_new (SOH);
  for (const char *c = begin; c < tail + TAIL; c++)
    if (!g_ascii_isspace (*c)) /* long lines are broken when they are saved */
      g_string_append_c (frame, *c);
  g_string_append (frame, ETX);
  *at = tail + TAIL;
  return g_string_free_to_bytes (frame);
}

static GBytes *
next_answer (FcTlsReader *reader,
             gboolean     bare,
             const char **at,
             const char  *end)
{
  return bare ? next_bare (at, end) : fc_tls_reader_next (reader);
}

/**
 * fc_tls_parse_capture:
 * @text: a file with answers, with other text between them or not
 * @error: FC_ERROR_NOT_FOUND where it has no answer to @function, else as fc_tls_parse()
 *
 * Returns: (transfer full) (nullable): the last good one
 */
FcTlsReply *
fc_tls_parse_capture (GBytes            *text,
                      FcTlsFunction      function,
                      const FcTlsUnits  *units,
                      GError           **error)
{
  gsize length;
  const char *at = g_bytes_get_data (text, &length), *end = at + length;
  gboolean bare = length == 0 || memchr (at, SOH[0], length) == NULL;
  g_autoptr (FcTlsReader) reader = fc_tls_reader_new ();
  g_autoptr (FcTlsReply) last = NULL;
  g_autoptr (GError) problem = NULL;
  GBytes *frame;

  if (!bare)
    fc_tls_reader_push (reader, (const guint8 *) at, length);
  while ((frame = next_answer (reader, bare, &at, end)) != NULL)
    {
      g_autoptr (FcTlsReply) reply = NULL;

      g_clear_error (&problem);
      reply = fc_tls_parse (frame, units, &problem);
      g_bytes_unref (frame);
      if (reply == NULL || reply->function != function)
        continue;
      g_clear_pointer (&last, fc_tls_reply_free);
      last = g_steal_pointer (&reply);
    }
  if (last == NULL && problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (last == NULL)
    g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There is no answer to i%d in the file"), (int) function);
  return g_steal_pointer (&last);
}
