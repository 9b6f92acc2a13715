/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include "fc-report-info.h"
#include "fc-report-write.h"
#include "fc-time.h"

#include <glib/gi18n.h>
#include <string.h>

static char *format, *output, *station, *date, *shift, *report, *from, *until;

static const GOptionEntry options[] = {
  { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_ ("pdf, xlsx or csv; else by the file’s name"), N_ ("FORMAT") },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write to FILE"), N_ ("FILE") },
  { "station", 0, 0, G_OPTION_ARG_STRING, &station, N_ ("Of the station with this code"), N_ ("CODE") },
  { "report", 'r', 0, G_OPTION_ARG_STRING, &report,
    N_ ("Which: day, sales, wet-stock or over-short; else of a shift or a day"), N_ ("NAME") },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First day of the period, as 2026-11-01"), N_ ("DATE") },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_ ("Last day; else only the first"), N_ ("DATE") },
  { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Business date, as 2026-11-20"), N_ ("DATE") },
  { "shift", 0, 0, G_OPTION_ARG_STRING, &shift, N_ ("Only of this shift; else the whole day"), N_ ("NUMBER") },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
set (JsonObject *args,
     const char *name,
     const char *text)
{
  if (text != NULL)
    json_object_set_string_member (args, name, text);
}

/* The format that was asked for, else the one the file's name tells; (nullable). */
static const char *
find_format (void)
{
  const char *dot = strrchr (output, '.');

  if (format != NULL)
    return format;
  return dot != NULL ? dot + 1 : NULL;
}

/* What is missing, or does not go together; (nullable). */
static const char *
find_mistake (void)
{
  if (output == NULL)
    return _ ("A report needs --output.");
  if (report == NULL && (station == NULL || date == NULL))
    return _ ("A report needs --station and --date, or --report and --from.");
  if (report == NULL && (from != NULL || until != NULL))
    return _ ("A period needs --report: which one.");
  if (report != NULL && shift != NULL)
    return _ ("--shift goes without --report.");
  if (from != NULL && date != NULL)
    return _ ("Either --from, or --date for a single day: not both.");
  if (until != NULL && from == NULL)
    return _ ("--until needs --from: the first day.");
  if (report != NULL && from == NULL && date == NULL)
    return _ ("--report needs --from, or --date for a single day.");
  return NULL;
}

/* What was given, but is no format; (transfer full) (nullable). */
static char *
find_wrong_format (void)
{
  FcReportFormat found;

  if (fc_report_format_from_name (find_format (), &found))
    return NULL;
  if (format != NULL)
    return g_strdup_printf (_ ("“%s” is not a format: pdf, xlsx or csv."), format);
  return g_strdup_printf (_ ("“%s” does not say the format: use --format with pdf, xlsx or csv."), output);
}

/* What was given, but is no day, or no period; (transfer full) (nullable). */
static char *
find_wrong_date (void)
{
  const char *first = from != NULL ? from : date;
  g_autoptr (GError) error = NULL;
  FcDate begins, ends;

  if (!fc_date_parse (first, &begins, &error) || (until != NULL && !fc_date_parse (until, &ends, &error)))
    return g_strdup_printf ("%s.", error->message);
  if (until != NULL && ends < begins)
    return g_strdup_printf (_ ("The period ends on %s, before it begins on %s."), until, first);
  return NULL;
}

/* How it was called wrongly; (transfer full) (nullable). */
static char *
check_call (FcCtl *ctl)
{
  const char *mistake;
  char *wrong;

  if (ctl->rest != NULL)
    return g_strdup_printf (_ ("What is “%s” for? See “forecourtctl report --help”."), ctl->rest[0]);
  mistake = find_mistake ();
  if (mistake != NULL)
    return g_strdup (mistake);
  wrong = find_wrong_format ();
  return wrong != NULL ? wrong : find_wrong_date ();
}

static int
run (FcCtl *ctl)
{
  g_autofree char *mistake = check_call (ctl);
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (mistake != NULL)
    return fc_ctl_usage ("%s", mistake);
  file = g_file_new_for_commandline_arg (output);
  path = g_file_get_path (file);
  set (args, "station", station);
  set (args, "date", date);
  set (args, "shift", shift);
  set (args, "report", report);
  set (args, "from", from != NULL ? from : date);
  set (args, "until", until);
  set (args, "format", find_format ());
  set (args, "file", path);
  result = fc_ctl_run (ctl, FC_CTL_PERSON, report != NULL ? "report-period" : "report", args, &error);
  if (result == NULL)
    {
      int code = fc_ctl_fail (ctl, error);

      /* Only whoever does the job knows all reports there are. */
      return report != NULL && fc_report_info_find (report) == NULL ? FC_CTL_USAGE : code;
    }
  if (ctl->json)
    fc_ctl_print_json (result);
  else
    g_print (_ ("The report is in %s.\n"), path);
  return FC_CTL_OK;
}

const FcCtlCommand fc_ctl_report = {
  .name = "report",
  .arguments = N_ ("— write a report of a shift, a day or a period"),
  .summary = N_ ("Write a report of a shift, a day or a period as PDF, spreadsheet or CSV"),
  .details = N_ ("forecourtctl report --station HF01 --date 2026-11-20 --shift 2 -o shift.pdf\nforecourtctl report "
                 "--report sales --from 2026-10-01 --until 2026-10-31 -o october.xlsx"),
  .run = run,
  .options = options,
};
