/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-feed-private.h"

#include <stdlib.h>
#include <string.h>

#define F(struct_name, member, type) { #member, type, G_STRUCT_OFFSET (struct_name, member) }
#define ARRAY(member) #member, G_STRUCT_OFFSET (FcShiftFeed, member)

const FcFeedShape fc_feed_shapes[FC_SHAPE_N] = {
  { ARRAY (totalizers), sizeof (FcFeedTotalizer), fc_feed_totalizer_free, {
      F (FcFeedTotalizer, position, FIELD_ID),
      F (FcFeedTotalizer, product, FIELD_ID),
      F (FcFeedTotalizer, by_grade, FIELD_BOOL),
      F (FcFeedTotalizer, volume, FIELD_VOLUME),
      F (FcFeedTotalizer, has_amount, FIELD_BOOL),
      F (FcFeedTotalizer, amount, FIELD_AMOUNT),
      { NULL, 0, 0 } } },
  { ARRAY (grade_sales), sizeof (FcFeedGradeSales), fc_feed_grade_sales_free, {
      F (FcFeedGradeSales, grade, FIELD_ID),
      F (FcFeedGradeSales, position, FIELD_TEXT),
      F (FcFeedGradeSales, tier, FIELD_TEXT),
      F (FcFeedGradeSales, price, FIELD_QUANTITY),
      F (FcFeedGradeSales, volume, FIELD_VOLUME),
      F (FcFeedGradeSales, amount, FIELD_AMOUNT),
      F (FcFeedGradeSales, test_volume, FIELD_VOLUME),
      F (FcFeedGradeSales, test_amount, FIELD_AMOUNT),
      F (FcFeedGradeSales, return_tank, FIELD_TEXT),
      F (FcFeedGradeSales, discount, FIELD_AMOUNT),
      { NULL, 0, 0 } } },
  { ARRAY (fuel_tenders), sizeof (FcFeedFuelTender), fc_feed_fuel_tender_free, {
      F (FcFeedFuelTender, grade, FIELD_ID),
      F (FcFeedFuelTender, tender, FIELD_ID),
      F (FcFeedFuelTender, subcode, FIELD_TEXT),
      F (FcFeedFuelTender, price, FIELD_QUANTITY),
      F (FcFeedFuelTender, volume, FIELD_VOLUME),
      F (FcFeedFuelTender, amount, FIELD_AMOUNT),
      { NULL, 0, 0 } } },
  { ARRAY (tank_readings), sizeof (FcFeedTankReading), fc_feed_tank_reading_free, {
      F (FcFeedTankReading, tank, FIELD_ID),
      F (FcFeedTankReading, product, FIELD_TEXT),
      F (FcFeedTankReading, volume, FIELD_VOLUME),
      F (FcFeedTankReading, has_temperature, FIELD_BOOL),
      F (FcFeedTankReading, temperature, FIELD_AMOUNT),
      F (FcFeedTankReading, has_ullage, FIELD_BOOL),
      F (FcFeedTankReading, ullage, FIELD_VOLUME),
      F (FcFeedTankReading, has_water, FIELD_BOOL),
      F (FcFeedTankReading, water, FIELD_VOLUME),
      { NULL, 0, 0 } } },
  { ARRAY (tenders), sizeof (FcFeedTender), fc_feed_tender_free, {
      F (FcFeedTender, tender, FIELD_ID),
      F (FcFeedTender, subcode, FIELD_TEXT),
      F (FcFeedTender, register_id, FIELD_TEXT),
      F (FcFeedTender, outside, FIELD_BOOL),
      F (FcFeedTender, amount, FIELD_AMOUNT),
      F (FcFeedTender, count, FIELD_QUANTITY),
      { NULL, 0, 0 } } },
  { ARRAY (cash), sizeof (FcFeedCash), fc_feed_cash_free, {
      F (FcFeedCash, kind, FIELD_CASH),
      F (FcFeedCash, subcode, FIELD_TEXT),
      F (FcFeedCash, tender, FIELD_TEXT),
      F (FcFeedCash, register_id, FIELD_TEXT),
      F (FcFeedCash, amount, FIELD_QUANTITY),
      F (FcFeedCash, count, FIELD_QUANTITY),
      { NULL, 0, 0 } } },
  { ARRAY (notes), sizeof (FcFeedNote), fc_feed_note_free, {
      F (FcFeedNote, code, FIELD_ID),
      F (FcFeedNote, subcode, FIELD_TEXT),
      F (FcFeedNote, modifier, FIELD_TEXT),
      F (FcFeedNote, register_id, FIELD_TEXT),
      F (FcFeedNote, amount, FIELD_AMOUNT),
      F (FcFeedNote, count_milli, FIELD_AMOUNT),
      { NULL, 0, 0 } } },
};

GPtrArray *
fc_feed_array (const FcShiftFeed *feed,
               FcFeedShapeId      shape)
{
  return G_STRUCT_MEMBER (GPtrArray *, feed, fc_feed_shapes[shape].array);
}

static gboolean
is_text (FcFeedFieldType type)
{
  return type == FIELD_ID || type == FIELD_TEXT;
}

static gboolean
is_number (FcFeedFieldType type)
{
  return type == FIELD_VOLUME || type == FIELD_AMOUNT || type == FIELD_QUANTITY;
}

/* Keys are not compared: equal fields have equal keys. */
gboolean
fc_feed_lines_equal (FcFeedShapeId shape,
                     gconstpointer a,
                     gconstpointer b)
{
  for (const FcFeedField *field = fc_feed_shapes[shape].fields; field->name != NULL; field++)
    {
      gboolean same;

      if (is_text (field->type))
        same = g_strcmp0 (G_STRUCT_MEMBER (char *, a, field->offset), G_STRUCT_MEMBER (char *, b, field->offset)) == 0;
      else if (is_number (field->type))
        same = G_STRUCT_MEMBER (gint64, a, field->offset) == G_STRUCT_MEMBER (gint64, b, field->offset);
      else
        same = G_STRUCT_MEMBER (gint, a, field->offset) == G_STRUCT_MEMBER (gint, b, field->offset);
      if (!same)
        return FALSE;
    }
  return TRUE;
}

/* Saturates: a file full of absurd figures must not do worse than give one. */
gint64
fc_feed_add (gint64 a,
             gint64 b)
{
  return (gint64) CLAMP ((FcInt128) a + b, (FcInt128) G_MININT64, (FcInt128) G_MAXINT64);
}

/* Adds the figures of @line to @into, which has the same key. Two prices make none. */
void
fc_feed_lines_sum (FcFeedShapeId shape,
                   gpointer      into,
                   gconstpointer line)
{
  for (const FcFeedField *field = fc_feed_shapes[shape].fields; field->name != NULL; field++)
    {
      gint64 *sum = G_STRUCT_MEMBER_P (into, field->offset);
      gint64 more;

      if (!is_number (field->type))
        continue;
      more = G_STRUCT_MEMBER (gint64, line, field->offset);
      if (g_str_equal (field->name, "price"))
        *sum = *sum == more ? *sum : 0;
      else
        *sum = fc_feed_add (*sum, more);
    }
}

static void
append_part (GString    *key,
             const char *part)
{
  g_string_append_c (key, '/');
  for (; part != NULL && *part != '\0'; part++)
    {
      if (*part == '/' || *part == '%')
        g_string_append_printf (key, "%%%02X", (guint) *part);
      else
        g_string_append_c (key, *part);
    }
}

/* store/date/period/sequence/begin. Begin is cut to five minutes, to the nearest: the reports of one close
 * may begin seconds apart. */
char *
fc_feed_key (const FcShiftFeed *feed)
{
  GString *key = g_string_new (NULL);
  g_autofree char *store = fc_naxml_normalise_id (feed->store);
  g_autofree char *date = fc_date_to_iso (feed->business_date);
  g_autofree char *sequence = g_strdup_printf ("%d", feed->sequence);
  g_autofree char *begin = NULL;

  if (feed->begin.known)
    {
      gint64 slot = ((gint64) feed->begin.date * 86400 + feed->begin.second + 150) / 300 * 300;
      g_autofree char *day = fc_date_to_iso ((FcDate) (slot / 86400));

      begin = g_strdup_printf ("%sT%02d:%02d", day, (int) (slot % 86400 / 3600), (int) (slot % 3600 / 60));
    }
  append_part (key, store);
  append_part (key, date);
  append_part (key, feed->period == FC_FEED_DAY ? "day" : "shift");
  append_part (key, sequence);
  append_part (key, begin);
  return g_string_free (g_string_erase (key, 0, 1), FALSE);
}

/* The ids that tell a line from others of its sort. */
static void
append_line_parts (GString       *key,
                   FcFeedShapeId  shape,
                   gconstpointer  line)
{
  static const char *const parts[FC_SHAPE_N][5] = {
    { "position", "product" },
    { "grade", "position", "tier" },
    { "grade", "tender", "subcode" },
    { "tank" },
    { "tender", "subcode", "register_id" },
    { "subcode", "tender", "register_id" },
    { "code", "subcode", "modifier", "register_id" },
  };

  for (int i = 0; parts[shape][i] != NULL; i++)
    for (const FcFeedField *field = fc_feed_shapes[shape].fields; field->name != NULL; field++)
      if (g_str_equal (field->name, parts[shape][i]))
        {
          const char *id = G_STRUCT_MEMBER (char *, line, field->offset);
          g_autofree char *plain = id != NULL ? fc_naxml_normalise_id (id) : NULL;

          append_part (key, plain);
        }
}

char *
fc_feed_line_key (const FcShiftFeed *feed,
                  FcFeedShapeId      shape,
                  gconstpointer      line)
{
  static const char *const sorts[FC_SHAPE_N] = { "total", "grade", "fuel-tender", "tank", "tender", "cash", "note" };
  GString *key = g_string_new (feed->key);

  append_part (key, sorts[shape]);
  if (shape == FC_SHAPE_CASH)
    append_part (key, fc_feed_cash_kind_to_string (((const FcFeedCash *) line)->kind));
  append_line_parts (key, shape, line);
  return g_string_free (key, FALSE);
}

/* "2" before "10": runs of digits compare as numbers. */
int
fc_feed_compare_ids (const char *a,
                     const char *b)
{
  const char *whole_a = a, *whole_b = b;

  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          gsize zeros_a = strspn (a, "0"), zeros_b = strspn (b, "0");
          gsize n_a = strspn (a + zeros_a, "0123456789"), n_b = strspn (b + zeros_b, "0123456789");
          int order = n_a != n_b ? (n_a < n_b ? -1 : 1) : memcmp (a + zeros_a, b + zeros_b, n_a);

          if (order != 0)
            return order;
          a += zeros_a + n_a;
          b += zeros_b + n_b;
        }
      else if (*a != *b)
        break;
      else
        {
          a++;
          b++;
        }
    }
  return *a != *b ? (guchar) *a - (guchar) *b : strcmp (whole_a, whole_b);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return fc_feed_compare_ids (**(char ***) a, **(char ***) b);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char **) a, *(char **) b);
}

void
fc_feed_sort_lines (FcShiftFeed *feed)
{
  for (FcFeedShapeId shape = 0; shape < FC_SHAPE_N; shape++)
    g_ptr_array_sort (fc_feed_array (feed, shape), compare_keys);
  g_ptr_array_sort (feed->files, compare_texts);
}
