/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-info.h"

#include "fc-error.h"
#include "fc-logo.h"
#include "fc-report-company.h"
#include "fc-station-queries.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_BYTES 120 /* of a station in the name of a file: with all the rest a name has 255 at most */

/* --- the registry ---------------------------------------------------------------------------------------------------------- */

static GPtrArray *
registered (void)
{
  static GPtrArray *infos;

  if (infos == NULL)
    {
      infos = g_ptr_array_new ();
      g_ptr_array_add (infos, (gpointer) &fc_day_report_info);
      g_ptr_array_add (infos, (gpointer) &fc_sales_report_info);
      g_ptr_array_add (infos, (gpointer) &fc_wet_stock_report_info);
      g_ptr_array_add (infos, (gpointer) &fc_over_short_report_info);
    }
  return infos;
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  return (*(const FcReportInfo *const *) a)->order - (*(const FcReportInfo *const *) b)->order;
}

/**
 * fc_report_info_register:
 * @info: static data, of a name that no other has
 *
 * Main thread.
 */
void
fc_report_info_register (const FcReportInfo *info)
{
  g_return_if_fail (fc_report_info_find (info->name) == NULL);
  g_ptr_array_add (registered (), (gpointer) info);
}

const FcReportInfo *
fc_report_info_find (const char *name)
{
  GPtrArray *infos = registered ();

  for (guint i = 0; i < infos->len; i++)
    if (g_strcmp0 (((const FcReportInfo *) infos->pdata[i])->name, name) == 0)
      return infos->pdata[i];
  return NULL;
}

gboolean
fc_report_info_may (const FcReportInfo *self,
                    const FcActor      *actor)
{
  return actor != NULL && (self->permission == NULL || fc_actor_may (actor, self->permission));
}

/**
 * fc_report_info_list:
 * @actor: (nullable): nobody may see any
 *
 * Returns: (transfer container) (element-type FcReportInfo): those that @actor may see
 */
GPtrArray *
fc_report_info_list (const FcActor *actor)
{
  GPtrArray *infos = registered (), *list = g_ptr_array_new ();

  for (guint i = 0; i < infos->len; i++)
    if (fc_report_info_may (infos->pdata[i], actor))
      g_ptr_array_add (list, infos->pdata[i]);
  g_ptr_array_sort (list, compare_order);
  return list;
}

/* --- names ----------------------------------------------------------------------------------------------------------------- */

static FcRecord *
find_station (GPtrArray  *stations,
              const FcId *id)
{
  for (guint i = 0; id != NULL && i < stations->len; i++)
    if (fc_id_equal (fc_record_get_id (stations->pdata[i]), id))
      return stations->pdata[i];
  return NULL;
}

static gboolean
has_twin (GPtrArray *stations,
          FcRecord  *station)
{
  g_autofree char *name = g_utf8_casefold (fc_record_get_text (station, FC_STATION_NAME), -1);

  for (guint i = 0; i < stations->len; i++)
    {
      g_autofree char *other = g_utf8_casefold (fc_record_get_text (stations->pdata[i], FC_STATION_NAME), -1);

      if (stations->pdata[i] != station && g_str_equal (name, other))
        return TRUE;
    }
  return FALSE;
}

/* What is of some stations only must not lie in the place of what is of all. */
static char *
name_some (GPtrArray  *stations,
           const char *company)
{
  g_autoptr (GString) name = g_string_new (company);

  for (guint i = 0; i < stations->len; i++)
    g_string_append_printf (name, " %s", fc_record_get_text (stations->pdata[i], FC_STATION_CODE));
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * fc_report_scope_name:
 * @stations: (element-type FcRecord): that @actor sees
 * @station: (nullable): one of them
 * @tenant: (nullable):
 * @actor: (nullable):
 *
 * Returns: (transfer full) (nullable): the station's name, with its code where another has the same; the company's where it
 *   is about all, with the codes of those that @actor sees where these are not all; %NULL where the station is none of
 *   @stations
 */
char *
fc_report_scope_name (GPtrArray     *stations,
                      const FcId    *station,
                      FcRecord      *tenant,
                      const FcActor *actor)
{
  FcRecord *record = find_station (stations, station);
  const char *company = tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_NAME) : _ ("All stations");

  if (station == NULL)
    return actor == NULL || actor->all_stations ? g_strdup (company) : name_some (stations, company);
  if (record == NULL)
    return NULL;
  if (has_twin (stations, record))
    return g_strdup_printf ("%s %s", fc_record_get_text (record, FC_STATION_NAME),
                            fc_record_get_text (record, FC_STATION_CODE));
  return g_strdup (fc_record_get_text (record, FC_STATION_NAME));
}

/* At most so many bytes, no half of a character. */
static char *
shorten (const char *text)
{
  const char *end = text + MIN (strlen (text), NAME_BYTES);

  while (end > text && ((guchar) *end & 0xC0) == 0x80)
    end--;
  return g_strndup (text, (gsize) (end - text));
}

/**
 * fc_report_file_title:
 * @scope: of fc_report_scope_name()
 *
 * Returns: (transfer full): "Sales 2026-11 Harbour Road", the same for the same days and station always; without an
 *   extension
 */
char *
fc_report_file_title (const FcReportInfo *info,
                      FcSpan              span,
                      const char         *scope)
{
  g_autofree char *days = fc_span_file_name (span), *place = shorten (scope);
  char *title = g_strdup_printf ("%s %s %s", _ (info->title), days, place);

  g_strdelimit (title, "/\\:*?\"<>|", '-');
  for (char *at = title; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_strchomp (title);
}

/* --- making one ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const FcReportInfo *info;
  FcId station;
  gboolean all;
  FcSpan span;
  gint64 now_us;
  FcReport *report;
  char *file_name;
} Making;

static void
making_free (gpointer pointer)
{
  Making *self = pointer;

  g_clear_pointer (&self->report, fc_report_unref);
  g_free (self->file_name);
  g_free (self);
}

static void
ask_free (gpointer pointer)
{
  FcReportAsk *ask = pointer;

  g_ptr_array_unref (ask->stations);
  g_clear_object (&ask->tenant);
  g_free (ask->made_by);
  g_free (ask);
}

/**
 * fc_report_ask_of:
 *
 * Returns: (transfer none): what the report that @task makes is about
 */
const FcReportAsk *
fc_report_ask_of (GTask *task)
{
  return g_task_get_task_data (task);
}

/* What a server has not sent yet is not in the figures: the page says so. */
static void
say_how_fresh (FcReplica *replica,
               Making    *self)
{
  FcReport *report = self->report;
  gint64 last = fc_replica_get_last_sync (replica);
  g_autofree char *at = NULL;

  if (report->state != NULL || !fc_replica_has_hub (replica) ||
      last >= fc_time_from_local (self->span.until + 1, 0, report->zone))
    return;
  if (last == 0)
    {
      report->state = g_strdup (_ ("Without what the server knows: nothing has come from it yet"));
      return;
    }
  at = fc_report_show_time (report, last);
  report->state = g_strdup_printf (_ ("Without what the server has heard since %s"), at);
}

static void
logo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *self = g_task_get_task_data (task);

  fc_report_take_logo (self->report, fc_logo_load_finish (FC_REPLICA (source), result));
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->report), (GDestroyNotify) fc_report_unref);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->report = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_free (self->report->file_name);
  self->report->file_name = g_steal_pointer (&self->file_name);
  say_how_fresh (FC_REPLICA (source), self);
  fc_logo_load_async (FC_REPLICA (source), g_task_get_cancellable (task), logo_cb, g_object_ref (task));
}

static void
begin (GTask     *task,
       GPtrArray *stations)
{
  Making *self = g_task_get_task_data (task);
  FcReplica *replica = g_task_get_source_object (task);
  FcRecord *tenant = fc_replica_get_tenant (replica), *user = fc_replica_get_user (replica);
  g_autofree char *scope =
    fc_report_scope_name (stations, self->all ? NULL : &self->station, tenant, fc_replica_get_actor (replica));
  FcReportAsk *ask;
  GTask *inner;

  if (scope == NULL)
    {
      g_task_return_new_error (
        task, FC_ERROR, FC_ERROR_DENIED,
        _ ("The station of this report is not one of yours, or is there no more: choose another"));
      return;
    }
  self->file_name = fc_report_file_title (self->info, self->span, scope);
  ask = g_new0 (FcReportAsk, 1);
  *ask = (FcReportAsk){ .info = self->info,
                        .station = find_station (stations, self->all ? NULL : &self->station),
                        .stations = g_ptr_array_ref (stations),
                        .tenant = tenant != NULL ? g_object_ref (tenant) : NULL,
                        .span = self->span,
                        .now_us = self->now_us,
                        .made_by = user != NULL ? g_strdup (fc_record_get_text (user, FC_USER_NAME)) : NULL };
  inner = g_task_new (replica, g_task_get_cancellable (task), made_cb, g_object_ref (task));
  g_task_set_task_data (inner, ask, ask_free);
  self->info->make (inner);
}

static void
stations_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) stations = fc_stations_finish (FC_REPLICA (source), result, &error);

  if (stations == NULL)
    g_task_return_error (task, error);
  else
    begin (task, stations);
}

/**
 * fc_report_make_async:
 * @station: (nullable): all that the actor sees
 * @now_us: UTC µs, when it is made
 *
 * Reads what the report is about as whoever sits at the desk. Errors: %FC_ERROR_DENIED where they may not see it,
 * %FC_ERROR_INVALID where it needs a station or a single day, what reading says.
 */
void
fc_report_make_async (FcReplica           *replica,
                      const FcReportInfo  *info,
                      const FcId          *station,
                      FcSpan               span,
                      gint64               now_us,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Making *self = g_new0 (Making, 1);

  *self = (Making){ .info = info, .all = station == NULL, .span = span, .now_us = now_us };
  if (station != NULL)
    self->station = *station;
  g_task_set_task_data (task, self, making_free);
  if (!fc_report_info_may (info, fc_replica_get_actor (replica)))
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED,
                             _ ("%s: your role does not allow it. Ask whoever manages the company’s users"),
                             _ (info->title));
  else if (info->one_station && station == NULL)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID, _ ("%s is about one station: choose it"),
                             _ (info->title));
  else if (info->one_day && span.from != span.until)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID, _ ("%s is about one day: choose it"), _ (info->title));
  else
    fc_stations_async (replica, cancellable, stations_cb, g_steal_pointer (&task));
}

/**
 * fc_report_make_finish:
 *
 * Returns: (transfer full) (nullable): with its logo, and the file name that it gets without an extension
 */
FcReport *
fc_report_make_finish (FcReplica     *replica,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
