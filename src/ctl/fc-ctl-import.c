/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include "fc-error.h"
#include "fc-movement-file.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static char *station;
static gboolean dry_run;

static const GOptionEntry options[] = {
  { "station", 0, 0, G_OPTION_ARG_STRING, &station, N_ ("Only what is of the station with this code"), N_ ("CODE") },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Read and check, change nothing"), NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return fc_movement_file_compare (*(const char *const *) a, *(const char *const *) b);
}

/* The movement files of a folder, in the order of their time. */
static gboolean
add_folder (GPtrArray   *paths,
            const char  *folder,
            GError     **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (fc_movement_file_kind (name) != FC_NAXML_NONE)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (paths, g_build_filename (folder, names->pdata[i], NULL));
  if (names->len == 0)
    g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There are no movement files (FGM, FPM, MSM, TPM, PJR) in %s"),
                 folder);
  return names->len > 0;
}

static gboolean
add_path (GPtrArray   *paths,
          const char  *given,
          GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (given);
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There is no file or folder %s"), given);
      return FALSE;
    }
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return add_folder (paths, path, error);
  g_ptr_array_add (paths, g_steal_pointer (&path));
  return TRUE;
}

static JsonObject *
make_args (FcCtl   *ctl,
           GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) args = json_object_new ();
  JsonArray *files = json_array_new ();

  json_object_set_array_member (args, "files", files);
  for (char **given = ctl->rest; *given != NULL; given++)
    if (!add_path (paths, *given, error))
      return NULL;
  for (guint i = 0; i < paths->len; i++)
    json_array_add_string_element (files, paths->pdata[i]);
  if (station != NULL)
    json_object_set_string_member (args, "station", station);
  json_object_set_boolean_member (args, "dry_run", dry_run);
  return g_steal_pointer (&args);
}

static const char *
text_of (JsonObject *object,
         const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* "FPM0001.xml:12: warning: …", as compilers do, so that editors jump there. */
static void
say_messages (JsonObject *result)
{
  JsonArray *messages = json_object_get_array_member (result, "messages");

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);
      const char *file = text_of (message, "file"), *severity = text_of (message, "severity");
      gint64 line = json_object_get_int_member (message, "line");

      if (file != NULL && line > 0)
        g_print ("%s:%" G_GINT64_FORMAT ": ", file, line);
      else if (file != NULL)
        g_print ("%s: ", file);
      g_print ("%s: %s\n", severity, text_of (message, "text"));
    }
}

static void
say_files (JsonObject *result)
{
  JsonArray *files = json_object_get_array_member (result, "files");

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      const char *problem = text_of (file, "problem");

      if (problem == NULL)
        continue;
      g_print (json_object_get_boolean_member_with_default (file, "try_again", FALSE) ? _ ("%s: left for later: %s\n")
                                                                                      : _ ("%s: not imported: %s\n"),
               text_of (file, "name"), problem);
    }
}

static void
say_stores (JsonObject *result)
{
  JsonArray *stores = json_object_get_array_member (result, "unknown_stores");

  for (guint i = 0; i < json_array_get_length (stores); i++)
    g_print (_ ("No station has the POS store number %s; its files were left out\n"),
             json_array_get_string_element (stores, i));
}

static void
say_shifts (JsonObject *result)
{
  static const struct {
    const char *state, *words;
  } states[] = {
    { "new", N_ ("would be imported") },
    { "known", N_ ("is here and open; what is new would be added") },
    { "imported", N_ ("imported") },
    { "locked", N_ ("was handed in already; left alone") },
    { "late", N_ ("was approved already; open it in the app to correct it from these files") },
    { "covered", N_ ("the whole day; its shifts are here") },
    { "failed", N_ ("refused") },
  };
  JsonArray *shifts = json_object_get_array_member (result, "shifts");

  for (guint i = 0; i < json_array_get_length (shifts); i++)
    {
      JsonObject *shift = json_array_get_object_element (shifts, i);
      const char *problem = text_of (shift, "problem");

      for (guint j = 0; j < G_N_ELEMENTS (states); j++)
        if (g_strcmp0 (states[j].state, text_of (shift, "state")) == 0)
          g_print ("%s %s #%" G_GINT64_FORMAT ": %s%s%s\n", text_of (shift, "station"),
                   text_of (shift, "business_date"), json_object_get_int_member (shift, "sequence"),
                   _ (states[j].words), problem != NULL ? ": " : "", problem != NULL ? problem : "");
    }
}

static void
say_journals (JsonObject *result)
{
  JsonArray *journals = json_object_get_array_member (result, "journals");
  gint64 imported = json_object_get_int_member (result, "sales_imported");
  gint64 known = json_object_get_int_member (result, "sales_known");
  gboolean looked_only = FALSE;

  for (guint i = 0; i < json_array_get_length (journals); i++)
    {
      JsonObject *journal = json_array_get_object_element (journals, i);

      if (text_of (journal, "problem") != NULL)
        g_print (_ ("%s: not imported: %s\n"), text_of (journal, "file"), text_of (journal, "problem"));
      else if (g_strcmp0 (text_of (journal, "state"), "new") == 0)
        {
          looked_only = TRUE;
          g_print (_ ("%s: %" PRId64 " single sales would be imported\n"), text_of (journal, "file"),
                   json_object_get_int_member (journal, "sales"));
        }
    }
  if (json_array_get_length (journals) > 0 && !looked_only)
    g_print (_ ("Single sales: %" PRId64 " lines imported, %" PRId64 " were here already\n"), imported,
             known);
}

static guint
count_errors (JsonObject *result)
{
  JsonArray *messages = json_object_get_array_member (result, "messages");
  JsonArray *files = json_object_get_array_member (result, "files");
  guint n = json_array_get_length (json_object_get_array_member (result, "unknown_stores"));

  for (guint i = 0; i < json_array_get_length (messages); i++)
    n += g_strcmp0 (text_of (json_array_get_object_element (messages, i), "severity"), "error") == 0;
  for (guint i = 0; i < json_array_get_length (files); i++)
    n += text_of (json_array_get_object_element (files, i), "problem") != NULL;
  for (guint i = 0; i < json_array_get_length (json_object_get_array_member (result, "journals")); i++)
    n += text_of (json_array_get_object_element (json_object_get_array_member (result, "journals"), i), "problem") != NULL;
  return n + (guint) json_object_get_int_member (result, "failed");
}

static int
run (FcCtl *ctl)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) args = NULL;
  g_autoptr (JsonObject) result = NULL;

  if (ctl->rest == NULL)
    return fc_ctl_usage (_ ("Which files or folder? See “forecourtctl import --help”."));
  args = make_args (ctl, &error);
  if (args == NULL)
    return fc_ctl_fail (ctl, error);
  result = fc_ctl_run (ctl, FC_CTL_PERSON, "import", args, &error);
  if (result == NULL)
    return fc_ctl_fail (ctl, error);
  if (ctl->json)
    fc_ctl_print_json (result);
  else
    {
      say_messages (result);
      say_files (result);
      say_stores (result);
      say_shifts (result);
      say_journals (result);
    }
  return count_errors (result) == 0 ? FC_CTL_OK : FC_CTL_REFUSED;
}

const FcCtlCommand fc_ctl_import = {
  .name = "import",
  .arguments = N_ ("FILE…|FOLDER — import what a point of sale wrote"),
  .summary = N_ ("Import NAXML movement files; the same file twice changes nothing"),
  .details = N_ ("What is right is imported, what is not is said line by line."),
  .run = run,
  .options = options,
};
