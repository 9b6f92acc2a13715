/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chart-private.h"

#include "fc-error.h"
#include "fc-json.h"
#include "fc-quantity.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define SPARE_PERCENT 10 /* a chart's top may be this far from the tank's size without a word */

static gboolean
point_of (JsonNode     *node,
          FcChartPoint *point)
{
  JsonArray *pair = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *number = json_array_get_element (pair, i);

      if (!JSON_NODE_HOLDS_VALUE (number) || json_node_get_value_type (number) != G_TYPE_INT64)
        return FALSE;
      *(i == 0 ? &point->level : &point->volume) = json_node_get_int (number);
    }
  return TRUE;
}

/**
 * fc_chart_points_from_json:
 * @json: (nullable): a tank's `chart`, [[mm, mL], …]
 * @error: FC_ERROR_PARSE naming the line
 *
 * Returns: (transfer full) (nullable) (element-type FcChartPoint): as they stand there; none where there is no chart
 */
GArray *
fc_chart_points_from_json (const char  *json,
                           GError     **error)
{
  g_autoptr (GArray) points = g_array_new (FALSE, TRUE, sizeof (FcChartPoint));
  g_autoptr (JsonNode) node = json != NULL && json[0] != '\0' ? fc_json_parse (json, -1, NULL) : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (json == NULL || json[0] == '\0')
    return g_steal_pointer (&points);
  if (array == NULL)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE,
                           _ ("Strapping chart: a list of levels with their volumes is needed"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array) && i <= FC_CHART_MOST_POINTS; i++)
    {
      FcChartPoint point;

      if (!point_of (json_array_get_element (array, i), &point))
        {
          g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("Strapping chart, line %u: a level and a volume are needed"),
                       i + 1);
          return NULL;
        }
      g_array_append_val (points, point);
    }
  return g_steal_pointer (&points);
}

/**
 * fc_chart_points_to_json:
 *
 * Returns: (transfer full): what a tank's `chart` holds
 */
char *
fc_chart_points_to_json (const FcChartPoint *points,
                         guint               n_points)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < n_points; i++)
    g_string_append_printf (out, "%s[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]", i > 0 ? "," : "", points[i].level,
                            points[i].volume);
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

static gboolean
may_follow (const FcChartPoint *before,
            const FcChartPoint *after)
{
  return after->level > before->level && after->volume >= before->volume;
}

gboolean *
fc_chart_keep (const FcChartPoint *points,
               guint               n_points)
{
  gboolean *keep = g_new0 (gboolean, n_points + 1);
  g_autofree guint *length = g_new0 (guint, n_points + 1);
  g_autofree guint *before = g_new0 (guint, n_points + 1);
  guint last = 0;

  for (guint i = 0; i < n_points; i++)
    {
      if (points[i].level < 0 || points[i].volume < 0)
        continue;
      length[i] = 1;
      before[i] = i;
      for (guint j = 0; j < i; j++)
        if (length[j] >= length[i] && may_follow (&points[j], &points[i]))
          {
            length[i] = length[j] + 1;
            before[i] = j;
          }
      if (length[i] > length[last])
        last = i;
    }
  for (guint i = last; n_points > 0 && length[i] > 0; i = before[i])
    {
      keep[i] = TRUE;
      if (before[i] == i)
        break;
    }
  return keep;
}

/* @sentence: translated, with a place for the level of each, in mm. */
static char *
about_two (const char         *sentence,
           const FcChartPoint *point,
           const FcChartPoint *other)
{
  return g_strdup_printf (sentence, (int) point->level, (int) other->level);
}

char *
fc_chart_why_not (const FcChartPoint *points,
                  const gboolean     *keep,
                  guint               n_points,
                  guint               i)
{
  guint before = i, after = i;

  if (points[i].level < 0 || points[i].volume < 0)
    return g_strdup (_ ("A level or a volume is below zero"));
  while (before > 0 && !keep[before])
    before--;
  while (after + 1 < n_points && !keep[after])
    after++;
  for (guint k = 0; k < n_points; k++)
    if (keep[k] && points[k].level == points[i].level)
      return g_strdup_printf (_ ("The level %d mm stands here for the second time"), (int) points[i].level);
  if (keep[before] && points[i].level < points[before].level)
    return about_two (_ ("The level %d mm stands below %d mm: levels must rise"), &points[i], &points[before]);
  if (keep[before] && points[i].volume < points[before].volume)
    return about_two (_ ("At %d mm there is less volume than at %d mm: volumes must not fall"), &points[i],
                      &points[before]);
  if (keep[after] && points[i].level > points[after].level)
    return about_two (_ ("The level %d mm stands above %d mm: levels must rise"), &points[i], &points[after]);
  if (keep[after] && points[i].volume > points[after].volume)
    return about_two (_ ("At %d mm there is more volume than at %d mm: volumes must not fall"), &points[i],
                      &points[after]);
  return g_strdup (_ ("The line does not go with the others"));
}

static gboolean
far_from (gint64 value,
          gint64 size)
{
  return ABS (value - size) * 100 > size * SPARE_PERCENT;
}

/**
 * fc_chart_points_check:
 * @capacity: mL of the tank; 0: not known
 * @diameter: mm of the tank; 0: not known
 * @messages: gets an error for each wrong row with its number as the line, and warnings where the top does not go with the tank
 *
 * Returns: how many rows are wrong; 0 where the chart can be used (or more than can be said by rows: fewer than two are one)
 */
guint
fc_chart_points_check (const FcChartPoint *points,
                       guint               n_points,
                       gint64              capacity,
                       gint64              diameter,
                       FcMessages         *messages)
{
  g_autofree gboolean *keep = NULL;
  guint n_wrong = 0;

  if (n_points < 2 || n_points > FC_CHART_MOST_POINTS)
    {
      fc_messages_add (messages, FC_SEVERITY_ERROR, NULL, 0, _ ("A strapping chart has 2 to %d points"),
                       FC_CHART_MOST_POINTS);
      return 1;
    }
  keep = fc_chart_keep (points, n_points);
  for (guint i = 0; i < n_points; i++)
    {
      g_autofree char *why = keep[i] ? NULL : fc_chart_why_not (points, keep, n_points, i);

      if (why != NULL)
        fc_messages_add (messages, FC_SEVERITY_ERROR, NULL, i + 1, "%s", why);
      n_wrong += why != NULL;
    }
  if (n_wrong > 0)
    return n_wrong;
  if (capacity > 0 && far_from (points[n_points - 1].volume, capacity))
    {
      g_autofree char *ends = fc_volume_say (points[n_points - 1].volume, FC_VOLUME_LITRE, 0);
      g_autofree char *holds = fc_volume_say (capacity, FC_VOLUME_LITRE, 0);

      fc_messages_add (messages, FC_SEVERITY_WARNING, NULL, n_points, _ ("The chart ends with %s, the tank holds %s"),
                       ends, holds);
    }
  if (diameter > 0 && far_from (points[n_points - 1].level, diameter))
    fc_messages_add (messages, FC_SEVERITY_WARNING, NULL, n_points,
                     _ ("The chart ends at %d mm, the tank is %d mm high"), (int) points[n_points - 1].level,
                     (int) diameter);
  return 0;
}

/**
 * fc_chart_points_to_chart:
 * @error: FC_ERROR_INVALID naming the first wrong row; see fc_chart_points_check() for all of them
 *
 * Returns: (transfer full) (nullable)
 */
FcTankChart *
fc_chart_points_to_chart (const FcChartPoint *points,
                          guint               n_points,
                          GError            **error)
{
  g_autofree gint64 *levels = g_new (gint64, n_points + 1);
  g_autofree gint64 *volumes = g_new (gint64, n_points + 1);

  for (guint i = 0; i < n_points; i++)
    {
      levels[i] = points[i].level;
      volumes[i] = points[i].volume;
    }
  return fc_tank_chart_new_points (levels, volumes, n_points, error);
}

/**
 * fc_chart_points_insert:
 * @points: (element-type FcChartPoint): by level
 *
 * Puts a point where its level belongs; a point of that level is replaced.
 *
 * Returns: its row, from 0
 */
guint
fc_chart_points_insert (GArray             *points,
                        const FcChartPoint *point)
{
  guint i = 0;

  while (i < points->len && g_array_index (points, FcChartPoint, i).level < point->level)
    i++;
  if (i < points->len && g_array_index (points, FcChartPoint, i).level == point->level)
    g_array_index (points, FcChartPoint, i) = *point;
  else
    g_array_insert_val (points, i, *point);
  return i;
}
