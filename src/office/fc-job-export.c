/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

#include "fc-error.h"
#include "fc-export.h"
#include "fc-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
wrote_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 rows = fc_export_finish (job->replica, result, &error);

  if (rows < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  json_object_set_int_member (job->result, "rows", rows);
  json_object_set_string_member (job->result, "file", fc_job_get_text (job, "file"));
  fc_job_return (task);
}

static gboolean
read_dates (FcJob         *job,
            FcExportPlan  *plan,
            GError       **error)
{
  const char *from = fc_job_get_text (job, "from"), *until = fc_job_get_text (job, "until");

  plan->from = G_MININT32;
  plan->until = G_MAXINT32;
  return (from == NULL || fc_date_parse (from, &plan->from, error)) &&
         (until == NULL || fc_date_parse (until, &plan->until, error));
}

/* "shifts" for "shift": what people type. */
static const FcEntityInfo *
find_entity (const char *name)
{
  const FcEntityInfo *entity = fc_catalog_find (name);
  g_autofree char *single = NULL;

  if (entity != NULL || !g_str_has_suffix (name, "s"))
    return entity;
  single = g_strndup (name, strlen (name) - (g_str_has_suffix (name, "ries") ? 3 : 1));
  if (g_str_has_suffix (name, "ries"))
    {
      g_autofree char *with_y = g_strconcat (single, "y", NULL);

      return fc_catalog_find (with_y);
    }
  return fc_catalog_find (single);
}

static gboolean
make_plan (FcJob         *job,
           FcExportPlan  *plan,
           GError       **error)
{
  const char *entity = fc_job_get_text (job, "entity"), *format = fc_job_get_text (job, "format");
  const char *file = fc_job_get_text (job, "file");
  const FcEntityInfo *info = entity != NULL ? find_entity (entity) : NULL;

  if (info == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There are no records called “%s”"),
                   entity != NULL ? entity : "");
      return FALSE;
    }
  if (file == NULL || !g_path_is_absolute (file) || (g_strcmp0 (format, "csv") != 0 && g_strcmp0 (format, "json") != 0))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("An export needs a file and a format, csv or json"));
      return FALSE;
    }
  plan->entity = info->id;
  plan->json = g_str_equal (format, "json");
  plan->path = file;
  return read_dates (job, plan, error);
}

static gboolean
find_station (FcJob         *job,
              GPtrArray     *stations,
              FcExportPlan  *plan,
              GError       **error)
{
  FcRecord *station;

  if (fc_job_get_text (job, "station") == NULL)
    return TRUE;
  station = fc_job_find_station (job, stations, error);
  if (station != NULL)
    plan->station = *fc_record_get_id (station);
  return station != NULL;
}

static gboolean
begin (GTask      *task,
       FcJob      *job,
       GPtrArray  *stations,
       GError    **error)
{
  FcExportPlan plan = { 0 };

  if (!make_plan (job, &plan, error) || !find_station (job, stations, &plan, error))
    return FALSE;
  plan.stations = stations;
  fc_export_async (job->replica, &plan, fc_job_progressed, job, g_task_get_cancellable (task), wrote_cb,
                   g_object_ref (task));
  return TRUE;
}

void
fc_job_export (GTask *task)
{
  fc_job_with_stations (task, begin);
}
