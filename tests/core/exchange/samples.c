/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "fc-movement-file.h"

const char *const sample_vendors[] = { "northgate", "harbour", "oasis", NULL };

/* northgate: gallons, dollars, °F; harbour: litres, euros; oasis: litres, pesos. */
FcNaxmlOptions
sample_options (const char *vendor)
{
  FcNaxmlOptions options = { 0 };

  options.today = fc_date_from_civil (2026, 11, 21);
  options.units.currency = g_str_equal (vendor, "northgate") ? "USD" : g_str_equal (vendor, "harbour") ? "EUR" : "MXN";
  if (g_str_equal (vendor, "northgate"))
    {
      options.units.volume_unit = FC_VOLUME_US_GALLON;
      options.units.fahrenheit = TRUE;
    }
  return options;
}

static char *
sample_path (const char *vendor,
             const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "core", "exchange", "samples", vendor, name, NULL);
}

GBytes *
sample_bytes (const char *vendor,
              const char *name)
{
  g_autofree char *path = sample_path (vendor, name);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return fc_movement_file_compare (*(char **) a, *(char **) b);
}

GPtrArray *
sample_names (const char *vendor)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = sample_path (vendor, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (fc_movement_file_kind (name) != FC_NAXML_NONE)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

FcNaxmlReport *
sample_report (const char *vendor,
               const char *name,
               FcMessages *messages)
{
  FcNaxmlOptions options = sample_options (vendor);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sample_path (vendor, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FcNaxmlReport *report = fc_naxml_parse_file (file, &options, messages, NULL, &error);

  g_assert_no_error (error);
  return report;
}

GPtrArray *
sample_reports (const char *vendor,
                FcMessages *messages)
{
  g_autoptr (GPtrArray) names = sample_names (vendor);
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_naxml_report_free);

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (reports, sample_report (vendor, g_ptr_array_index (names, i), messages));
  return reports;
}

char *
messages_text (FcMessages *messages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fc_messages_get_n_items (messages); i++)
    {
      g_autofree char *line = fc_message_to_string (fc_messages_get (messages, i));

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}

/* FC_TEST_SEED makes a run happen again. */
guint32
test_seed (void)
{
  const char *given = g_getenv ("FC_TEST_SEED");
  guint32 seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_random_int ();

  g_test_message ("FC_TEST_SEED=%u", seed);
  return seed;
}
