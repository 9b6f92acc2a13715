/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-schedule.h"

#include "fc-json.h"
#include "fc-json-members.h"

#define MADE_KEPT 64 /* more than can be due */

FcReportSchedule *
fc_report_schedule_new (gint64 now_us)
{
  FcReportSchedule *self = g_new0 (FcReportSchedule, 1);

  self->id = fc_id_new (now_us);
  self->when = (FcSchedule){ .frequency = FC_DAILY, .weekday = 1, .day = 1, .hour = 6 };
  self->all = TRUE;
  self->enabled = TRUE;
  self->since_us = now_us;
  self->made = g_array_new (FALSE, FALSE, sizeof (FcDate));
  return self;
}

FcReportSchedule *
fc_report_schedule_copy (const FcReportSchedule *self)
{
  FcReportSchedule *copy = g_new (FcReportSchedule, 1);

  *copy = *self;
  copy->report = g_strdup (self->report);
  copy->folder = g_strdup (self->folder);
  copy->made = g_array_copy (self->made);
  return copy;
}

void
fc_report_schedule_free (FcReportSchedule *self)
{
  g_free (self->report);
  g_free (self->folder);
  g_array_unref (self->made);
  g_free (self);
}

static int
compare_dates (gconstpointer a,
               gconstpointer b)
{
  return *(const FcDate *) b - *(const FcDate *) a;
}

/**
 * fc_report_schedule_has_made:
 *
 * Returns: whether the run of that date is done with, as far back as is known
 */
gboolean
fc_report_schedule_has_made (const FcReportSchedule *self,
                             FcDate                  run)
{
  for (guint i = 0; i < self->made->len; i++)
    if (g_array_index (self->made, FcDate, i) == run)
      return TRUE;
  return FALSE;
}

/**
 * fc_report_schedule_set_made:
 *
 * The run of that date is done with; the oldest that are known are forgotten.
 */
void
fc_report_schedule_set_made (FcReportSchedule *self,
                             FcDate            run)
{
  if (fc_report_schedule_has_made (self, run))
    return;
  g_array_append_val (self->made, run);
  g_array_sort (self->made, compare_dates);
  if (self->made->len > MADE_KEPT)
    g_array_set_size (self->made, MADE_KEPT);
}

/**
 * fc_report_schedule_same_runs:
 *
 * Returns: whether what was made by one is made for the other, too: only format and folder may differ
 */
gboolean
fc_report_schedule_same_runs (const FcReportSchedule *self,
                              const FcReportSchedule *other)
{
  const FcSchedule *a = &self->when, *b = &other->when;

  return g_strcmp0 (self->report, other->report) == 0 && self->all == other->all &&
         (self->all || fc_id_equal (&self->station, &other->station)) && a->frequency == b->frequency &&
         a->hour == b->hour && (a->frequency != FC_WEEKLY || a->weekday == b->weekday) &&
         (a->frequency != FC_MONTHLY || a->day == b->day);
}

/**
 * fc_report_schedule_may:
 *
 * Returns: whether @actor may see such a report, and would get the same figures as who asked for it
 */
gboolean
fc_report_schedule_may (const FcReportSchedule *self,
                        const FcActor          *actor)
{
  const FcReportInfo *info = fc_report_info_find (self->report);

  if (info == NULL || !fc_report_info_may (info, actor))
    return FALSE;
  if (!self->all)
    return fc_actor_sees_station (actor, &self->station);
  return fc_id_is_null (&self->maker) ? actor->all_stations : fc_id_equal (&self->maker, &actor->user_id);
}

/**
 * fc_report_schedule_zone:
 *
 * Returns: (transfer full): the station's time zone, or the company's; where it has none, its first station's
 */
GTimeZone *
fc_report_schedule_zone (const FcReportSchedule *self,
                         GPtrArray              *stations,
                         FcRecord               *tenant)
{
  const char *name = tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_TIME_ZONE) : NULL;
  GTimeZone *zone;

  if (name == NULL && stations->len > 0)
    name = fc_record_get_text (stations->pdata[0], FC_STATION_TIME_ZONE);
  for (guint i = 0; !self->all && i < stations->len; i++)
    if (fc_id_equal (fc_record_get_id (stations->pdata[i]), &self->station))
      name = fc_record_get_text (stations->pdata[i], FC_STATION_TIME_ZONE);
  zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  return zone != NULL ? zone : g_time_zone_new_local ();
}

/* --- as text ----------------------------------------------------------------------------------------------------------------- */

static void
add_id (JsonBuilder *builder,
        const char  *name,
        const FcId  *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  if (fc_id_is_null (id))
    return;
  fc_id_to_string (id, text);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_schedule (JsonBuilder            *builder,
              const FcReportSchedule *self)
{
  json_builder_begin_object (builder);
  add_id (builder, "id", &self->id);
  add_text (builder, "report", self->report);
  if (!self->all)
    add_id (builder, "station", &self->station);
  add_id (builder, "maker", &self->maker);
  add_text (builder, "frequency", fc_frequency_name (self->when.frequency));
  add_int (builder, "weekday", self->when.weekday);
  add_int (builder, "day", self->when.day);
  add_int (builder, "hour", self->when.hour);
  add_text (builder, "format", fc_report_format_name (self->format));
  add_text (builder, "folder", self->folder);
  json_builder_set_member_name (builder, "enabled");
  json_builder_add_boolean_value (builder, self->enabled);
  add_int (builder, "since", self->since_us);
  add_int (builder, "last", self->last_us);
  json_builder_set_member_name (builder, "made");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->made->len; i++)
    json_builder_add_int_value (builder, g_array_index (self->made, FcDate, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * fc_report_schedules_to_json:
 * @schedules: (element-type FcReportSchedule):
 *
 * Returns: (transfer full):
 */
char *
fc_report_schedules_to_json (GPtrArray *schedules)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < schedules->len; i++)
    add_schedule (builder, schedules->pdata[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
read_made (FcReportSchedule *self,
           JsonObject       *object)
{
  JsonNode *node = json_object_get_member (object, "made");
  JsonArray *made = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; made != NULL && i < json_array_get_length (made); i++)
    {
      JsonNode *date = json_array_get_element (made, i);

      if (JSON_NODE_HOLDS_VALUE (date))
        fc_report_schedule_set_made (self, (FcDate) json_node_get_int (date));
    }
}

/* (transfer full) (nullable): nothing where a part is missing without which nothing can be made. */
static FcReportSchedule *
read_schedule (JsonObject *object)
{
  g_autoptr (FcReportSchedule) self = fc_report_schedule_new (0);

  self->report = g_strdup (fc_json_get_text (object, "report"));
  self->folder = g_strdup (fc_json_get_text (object, "folder"));
  if (self->report == NULL || self->folder == NULL || !fc_json_get_id (object, "id", &self->id) ||
      !fc_frequency_find (fc_json_get_text (object, "frequency"), &self->when.frequency) ||
      !fc_report_format_from_name (fc_json_get_text (object, "format"), &self->format))
    return NULL;
  self->all = fc_json_get_text (object, "station") == NULL;
  if (!self->all && !fc_json_get_id (object, "station", &self->station))
    return NULL;
  fc_json_get_id (object, "maker", &self->maker);
  self->when.weekday = (int) CLAMP (fc_json_get_int (object, "weekday", 0), 1, 7);
  self->when.day = (int) CLAMP (fc_json_get_int (object, "day", 0), 1, 31);
  self->when.hour = (int) CLAMP (fc_json_get_int (object, "hour", 0), 0, 23);
  self->enabled = json_object_get_boolean_member_with_default (object, "enabled", TRUE);
  self->since_us = fc_json_get_int (object, "since", 0);
  self->last_us = fc_json_get_int (object, "last", 0);
  read_made (self, object);
  return g_steal_pointer (&self);
}

/**
 * fc_report_schedules_read:
 * @json: (nullable): of fc_report_schedules_to_json(); what cannot be read of it is left out
 *
 * Returns: (transfer full) (element-type FcReportSchedule):
 */
GPtrArray *
fc_report_schedules_read (const char *json)
{
  GPtrArray *schedules = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_report_schedule_free);
  g_autoptr (JsonNode) root = json != NULL ? fc_json_parse (json, -1, NULL) : NULL;
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      FcReportSchedule *one = JSON_NODE_HOLDS_OBJECT (node) ? read_schedule (json_node_get_object (node)) : NULL;

      if (one != NULL)
        g_ptr_array_add (schedules, one);
    }
  return schedules;
}
