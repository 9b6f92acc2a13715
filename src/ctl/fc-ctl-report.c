/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

static char *format, *output, *station, *date, *shift;

static const GOptionEntry options[] = {
  { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_ ("pdf, xlsx or csv; else by the file’s name"), N_ ("FORMAT") },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write to FILE"), N_ ("FILE") },
  { "station", 0, 0, G_OPTION_ARG_STRING, &station, N_ ("Of the station with this code"), N_ ("CODE") },
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

static int
run (FcCtl *ctl)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (station == NULL || date == NULL || output == NULL)
    return fc_ctl_usage (_ ("A report needs --station, --date and --output."));
  file = g_file_new_for_commandline_arg (output);
  path = g_file_get_path (file);
  set (args, "station", station);
  set (args, "date", date);
  set (args, "shift", shift);
  set (args, "format", find_format ());
  set (args, "file", path);
  result = fc_ctl_run (ctl, FC_CTL_PERSON, "report", args, &error);
  if (result == NULL)
    return fc_ctl_fail (ctl, error);
  if (ctl->json)
    fc_ctl_print_json (result);
  else
    g_print (_ ("The report is in %s.\n"), path);
  return FC_CTL_OK;
}

const FcCtlCommand fc_ctl_report = {
  .name = "report",
  .arguments = N_ ("— write the report of a shift or a day"),
  .summary = N_ ("Write a shift’s or a day’s report as PDF, spreadsheet or CSV"),
  .details = N_ ("forecourtctl report --station HF01 --date 2026-11-20 --shift 2 -o shift.pdf"),
  .run = run,
  .options = options,
};
