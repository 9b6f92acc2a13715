/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MONDAY 4 /* 1970-01-05 */

char *
fc_report_weekday_words (int weekday)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc ((gint64) (MONDAY + weekday - 1) * 86400);

  return g_date_time_format (day, "%A");
}

char *
fc_report_hour_words (int hour)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return fc_show_time_of_day (hour * FC_HOUR_US, utc);
}

char *
fc_report_when_words (const FcSchedule *when)
{
  g_autofree char *hour = fc_report_hour_words (when->hour), *weekday = NULL;

  switch (when->frequency)
    {
    case FC_WEEKLY:
      weekday = fc_report_weekday_words (when->weekday);
      /* Translators: a weekday, and a time of day */
      return g_strdup_printf (_ ("%s at %s, about the seven days before"), weekday, hour);
    case FC_MONTHLY:
      if (when->day == 31)
        return g_strdup_printf (_ ("The last day of the month at %s, about the month before"), hour);
      /* Translators: a day of the month, and a time of day */
      return g_strdup_printf (_ ("Day %d of the month at %s, about the month before"), when->day, hour);
    case FC_DAILY:
    case FC_N_FREQUENCIES:
    default:
      return g_strdup_printf (_ ("Every day at %s, about the day before"), hour);
    }
}

char *
fc_report_scope_words (FcContext  *context,
                       const FcId *station)
{
  const FcStationName *name = fc_context_find_station (context, station);

  if (station == NULL)
    return g_strdup (_ ("All stations"));
  return g_strdup (name != NULL ? name->name : _ ("A station that is not yours"));
}

char *
fc_report_schedule_title (const FcReportSchedule *schedule,
                          FcContext              *context)
{
  const FcReportInfo *info = fc_report_info_find (schedule->report);
  g_autofree char *scope = fc_report_scope_words (context, schedule->all ? NULL : &schedule->station);

  /* Translators: a report, and the station or stations that it is about */
  return g_strdup_printf (_ ("%s · %s"), info != NULL ? _ (info->title) : schedule->report, scope);
}

char *
fc_report_next_words (FcReportService        *service,
                      const FcReportSchedule *schedule,
                      FcContext              *context)
{
  const FcStationName *station = fc_context_find_station (context, schedule->all ? NULL : &schedule->station);

  return fc_show_time (fc_report_service_get_next (service, schedule), station != NULL ? station->zone : NULL);
}

/**
 * fc_report_folder_words:
 *
 * Returns: (transfer full): the path, with ~ for the person's own folder
 */
char *
fc_report_folder_words (const char *folder)
{
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);

  if (length > 1 && strncmp (folder, home, length) == 0 && (folder[length] == '/' || folder[length] == '\0'))
    return g_strconcat ("~", folder + length, NULL);
  return g_strdup (folder);
}

const char *
fc_report_format_words (FcReportFormat format)
{
  static const char *const names[] = { N_ ("PDF"), N_ ("Spreadsheet"), N_ ("CSV") };

  return _ (names[format]);
}

char *
fc_report_job_words (FcReportJob *job)
{
  guint done, all;
  g_autofree char *folder = fc_report_folder_words (fc_report_job_get_order (job)->folder);

  fc_report_job_count_files (job, &done, &all);
  switch (fc_report_job_get_state (job))
    {
    case FC_REPORT_JOB_RUNNING:
      if (all > 1)
        return g_strdup_printf (ngettext ("%u of %u file", "%u of %u files", all), done, all);
      return g_strdup (_ ("Being made…"));
    case FC_REPORT_JOB_DONE:
      if (done > 1)
        /* Translators: how many files, and the folder that they are in */
        return g_strdup_printf (ngettext ("%u file in %s", "%u files in %s", done), done, folder);
      return done > 0 ? g_strdup_printf (_ ("In %s"), folder) : g_strdup (_ ("There was nothing to make"));
    case FC_REPORT_JOB_FAILED:
      return g_strdup (fc_report_job_get_problem (job));
    case FC_REPORT_JOB_CANCELLED:
      if (done > 0)
        return g_strdup_printf (ngettext ("Cancelled; %u of %u file was made", "Cancelled; %u of %u files were made",
                                          all),
                                done, all);
      return g_strdup (_ ("Cancelled"));
    case FC_REPORT_JOB_WAITING:
    default:
      return g_strdup (_ ("Waits its turn"));
    }
}
