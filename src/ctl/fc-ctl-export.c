/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include "fc-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>

static char *format, *output, *station, *from, *until;

static const GOptionEntry options[] = {
  { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_ ("csv (for spreadsheets) or json (for programs)"),
    N_ ("FORMAT") },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write to FILE; else to the standard output"), N_ ("FILE") },
  { "station", 0, 0, G_OPTION_ARG_STRING, &station, N_ ("Only of the station with this code"), N_ ("CODE") },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First day, as 2026-11-01"), N_ ("DATE") },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_ ("Last day"), N_ ("DATE") },
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

/* The app may do the writing: it cannot reach our standard output, but a file of ours. */
static char *
make_place (gboolean  *temporary,
            GError   **error)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = NULL;

  *temporary = output == NULL;
  if (output != NULL)
    {
      file = g_file_new_for_commandline_arg (output);
      return g_file_get_path (file);
    }
  file = g_file_new_tmp ("forecourt-export-XXXXXX", &stream, error);
  return file != NULL ? g_file_get_path (file) : NULL;
}

static gboolean
pour_out (const char  *path,
          GError     **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  if (file == NULL)
    return FALSE;
  if (g_mapped_file_get_length (file) == 0 ||
      fwrite (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), 1, stdout) == 1)
    return fflush (stdout) == 0;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The standard output cannot be written: %s"), g_strerror (errno));
  return FALSE;
}

static int
say (FcCtl      *ctl,
     JsonObject *result,
     const char *path,
     gboolean    temporary)
{
  g_autoptr (GError) error = NULL;

  if (temporary)
    return pour_out (path, &error) ? FC_CTL_OK : fc_ctl_fail (ctl, error);
  if (ctl->json)
    fc_ctl_print_json (result);
  else
    g_print (_ ("%" PRId64 " rows are in %s.\n"), json_object_get_int_member (result, "rows"), path);
  return FC_CTL_OK;
}

static int
run (FcCtl *ctl)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gboolean temporary;
  int code;

  if (ctl->rest == NULL || ctl->rest[1] != NULL)
    return fc_ctl_usage (_ ("One kind of records, please: shifts, sales, tanks … See “forecourtctl export --help”."));
  if (format == NULL)
    format = g_strdup (output != NULL && g_str_has_suffix (output, ".json") ? "json" : "csv");
  if (!g_str_equal (format, "csv") && !g_str_equal (format, "json"))
    return fc_ctl_usage (_ ("“%s” is not a format: csv or json."), format);
  path = make_place (&temporary, &error);
  if (path == NULL)
    return fc_ctl_fail (ctl, error);
  set (args, "entity", ctl->rest[0]);
  set (args, "format", format);
  set (args, "file", path);
  set (args, "station", station);
  set (args, "from", from);
  set (args, "until", until);
  result = fc_ctl_run (ctl, FC_CTL_PERSON, "export", args, &error);
  code = result != NULL ? say (ctl, result, path, temporary) : fc_ctl_fail (ctl, error);
  if (temporary)
    g_remove (path);
  return code;
}

const FcCtlCommand fc_ctl_export = {
  .name = "export",
  .arguments = N_ ("RECORDS — write records to a file"),
  .summary = N_ ("Write shifts, sales, tanks … as CSV or JSON"),
  .details = N_ (
    "RECORDS is shifts, meter_readings, tank_readings, deliveries, tender_totals, cash_counts, cash_movements, sales, "
    "sales_rollups, stations, tanks, pumps, nozzles, products, prices, users, roles or audit_entries."),
  .run = run,
  .options = options,
};
