/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"

#include "fc-csv.h"
#include "fc-db.h"

#include <glib/gstdio.h>
#include <string.h>

typedef char Folder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folder, ctl_folder_free)

static void
assert_says (const char *text,
             const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in: %s", words, text);
}

static void
test_usage (void)
{
  g_autoptr (CtlRun) nothing = ctl_run (NULL, NULL);
  g_autoptr (CtlRun) help = ctl_run ("--help", NULL);
  g_autoptr (CtlRun) version = ctl_run ("--version", NULL);
  g_autoptr (CtlRun) unknown = ctl_run ("frobnicate", NULL);
  g_autoptr (CtlRun) option = ctl_run ("status", "--colour", NULL);
  g_autoptr (CtlRun) profile = ctl_run ("status", "--profile", "../etc", NULL);
  g_autoptr (CtlRun) files = ctl_run ("import", NULL);
  g_autoptr (CtlRun) of_import = ctl_run ("import", "--help", NULL);

  g_assert_cmpint (nothing->code, ==, 2);
  g_assert_cmpint (help->code, ==, 0);
  assert_says (help->out, "import");
  g_assert_cmpint (version->code, ==, 0);
  g_assert_cmpint (unknown->code, ==, 2);
  assert_says (unknown->err, "frobnicate");
  g_assert_cmpint (option->code, ==, 2);
  assert_says (option->err, "--colour");
  g_assert_cmpint (profile->code, ==, 2);
  g_assert_cmpint (files->code, ==, 2);
  g_assert_cmpint (of_import->code, ==, 0);
  assert_says (of_import->out, "--dry-run");
}

static void
test_demo_makes_a_company (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_make_demo (folder);
  g_autofree char *truth = g_build_filename (company, "truth.json", NULL);
  g_autoptr (CtlRun) status = ctl_run ("status", "--data-dir", company, "--json", NULL);
  g_autoptr (CtlRun) again = ctl_run ("demo", company, NULL);
  g_autoptr (CtlRun) words = ctl_run ("status", "--data-dir", company, NULL);

  g_assert_true (g_file_test (truth, G_FILE_TEST_EXISTS));
  g_assert_cmpint (status->code, ==, 0);
  g_assert_cmpint (ctl_int (status, "stations"), ==, 2);
  g_assert_cmpint (ctl_int (status, "pending"), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (status->json, "company"), ==, "Harbour Fuel");
  g_assert_cmpstr (json_object_get_string_member (status->json, "user"), ==, "manager@harbour.example");
  assert_says (words->out, "Harbour Fuel");
  g_assert_cmpint (again->code, ==, 1);
  assert_says (again->err, "is not empty");
}

static void
test_demo_refuses (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *path = g_build_filename (folder, "x", NULL);
  g_autoptr (CtlRun) stations = ctl_run ("demo", path, "--stations", "99", NULL);
  g_autoptr (CtlRun) years = ctl_run ("demo", path, "--years", "0", NULL);
  g_autoptr (CtlRun) now = ctl_run ("demo", path, "--now", "yesterday", NULL);
  g_autoptr (CtlRun) nobody =
    ctl_run ("demo", path, "--stations", "1", "--years", "1", "--as", "nobody@x.example", NULL);
  g_autoptr (CtlRun) proc = ctl_run ("demo", "/proc/forecourt/x", NULL);
  g_autoptr (GDir) dir = NULL;

  g_assert_cmpint (stations->code, ==, 1);
  g_assert_cmpint (years->code, ==, 2);
  g_assert_cmpint (now->code, ==, 2);
  g_assert_cmpint (nobody->code, ==, 1);
  assert_says (nobody->err, "nobody@x.example");
  g_assert_cmpint (proc->code, ==, 1);
  /* Nothing half-made stays behind. */
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

/* The data was rescued to a disk that is not there now: nothing takes its place. */
static void
test_missing_disk (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *disk = g_build_filename (folder, "stick", NULL), *notes = g_build_filename (folder, "forecourt", NULL);
  g_autofree char *note = g_build_filename (notes, "default.folder", NULL);
  g_autofree char *home = g_strconcat ("XDG_CONFIG_HOME=", folder, NULL);

  g_assert_cmpint (g_mkdir_with_parents (notes, 0700), ==, 0);
  g_assert_true (g_file_set_contents (note, disk, -1, NULL));
  {
    g_autoptr (CtlRun) status = ctl_run_with (home, NULL, "status", NULL);
    g_autoptr (CtlRun) demo = ctl_run_with (home, NULL, "demo", NULL);
    g_autoptr (CtlRun) sync = ctl_run_with (home, "demo\n", "sync", "--hub", "http://127.0.0.1:9", "--company", "harbour",
                                            "--email", "manager@harbour.example", NULL);

    g_assert_cmpint (status->code, ==, 1);
    assert_says (status->err, "is missing");
    g_assert_cmpint (demo->code, ==, 1);
    assert_says (demo->err, disk);
    g_assert_cmpint (sync->code, ==, 1);
    assert_says (sync->err, "is missing");
  }
  g_assert_false (g_file_test (disk, G_FILE_TEST_EXISTS));
}

static void
test_demo_is_the_same_again (void)
{
  static const char *const entities[] = { "shifts", "sales", "sales_rollups", "cash_counts", "prices" };
  g_autoptr (Folder) one = ctl_folder_new ();
  g_autoptr (Folder) two = ctl_folder_new ();
  g_autofree char *first = ctl_make_demo (one);
  g_autofree char *second = ctl_make_demo (two);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (CtlRun) a = ctl_run ("export", entities[i], "--data-dir", first, NULL);
      g_autoptr (CtlRun) b = ctl_run ("export", entities[i], "--data-dir", second, NULL);

      g_assert_cmpint (a->code, ==, 0);
      g_assert_cmpuint (strlen (a->out), >, 1000);
      g_assert_true (g_str_equal (a->out, b->out));
    }
}

static void
test_demo_has_exactly_so_many_sales (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *path = g_build_filename (folder, "scaled", NULL);
  g_autoptr (CtlRun) demo =
    ctl_run ("demo", path, "--scale", "3210", "--years", "1", "--shift-days", "2", "--json", NULL);
  g_autoptr (CtlRun) sales = ctl_run ("export", "sale", "--data-dir", path, "--format", "json", NULL);
  g_autoptr (JsonNode) rows = json_from_string (sales->out, NULL);

  g_assert_cmpint (demo->code, ==, 0);
  g_assert_cmpint (ctl_int (demo, "sales"), ==, 3210);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rows)), ==, 3210);
}

static guint
count_rows (const char *csv,
            guint      *n_cells)
{
  g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));
  g_autoptr (FcCsvReader) reader = fc_csv_reader_new (bytes);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  while (TRUE)
    {
      g_autoptr (GPtrArray) cells = fc_csv_reader_next (reader, NULL, &error);

      g_assert_no_error (error);
      if (cells == NULL)
        return n;
      *n_cells = cells->len;
      n++;
    }
}

static void
test_export (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *file = g_build_filename (folder, "shifts.json", NULL);
  g_autofree char *csv = g_build_filename (folder, "days.csv", NULL);
  g_autoptr (CtlRun) json = ctl_run ("export", "shifts", "--data-dir", company, "-o", file, "--json", NULL);
  g_autoptr (CtlRun) days = ctl_run ("export", "shifts", "--data-dir", company, "-o", csv, "--station", "HF02",
                                     "--from", "2026-11-19", "--until", "2026-11-20", NULL);
  g_autoptr (CtlRun) all = ctl_run ("export", "deliveries", "--data-dir", company, NULL);
  g_autofree char *text = NULL, *table = NULL;
  g_autoptr (JsonNode) rows = NULL;
  guint n_cells = 0;

  g_assert_cmpint (json->code, ==, 0);
  g_file_get_contents (file, &text, NULL, NULL);
  rows = json_from_string (text, NULL);
  g_assert_cmpint (ctl_int (json, "rows"), ==, json_array_get_length (json_node_get_array (rows)));
  g_assert_cmpint (days->code, ==, 0);
  g_file_get_contents (csv, &table, NULL, NULL);
  g_assert_cmpuint (count_rows (table, &n_cells), ==, 1 + 2 * 2); /* two days of two shifts, and the head */
  g_assert_cmpuint (n_cells, ==, 1 + FC_SHIFT_N_FIELDS);
  g_assert_cmpint (all->code, ==, 0);
  assert_says (all->out, "ticketed_volume (L)");
}

static void
test_export_refuses (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *nowhere = g_build_filename (folder, "no", "such", "folder.csv", NULL);
  g_autoptr (CtlRun) unknown = ctl_run ("export", "unicorns", "--data-dir", company, NULL);
  g_autoptr (CtlRun) format = ctl_run ("export", "shifts", "--data-dir", company, "-f", "xml", NULL);
  g_autoptr (CtlRun) date = ctl_run ("export", "shifts", "--data-dir", company, "--from", "soon", NULL);
  g_autoptr (CtlRun) station = ctl_run ("export", "shifts", "--data-dir", company, "--station", "ZZ", NULL);
  g_autoptr (CtlRun) file = ctl_run ("export", "shifts", "--data-dir", company, "-o", nowhere, "--json", NULL);

  g_assert_cmpint (unknown->code, ==, 1);
  assert_says (unknown->err, "unicorns");
  g_assert_cmpint (format->code, ==, 2);
  g_assert_cmpint (date->code, ==, 1);
  assert_says (date->err, "soon");
  g_assert_cmpint (station->code, ==, 1);
  assert_says (station->err, "ZZ");
  g_assert_cmpint (file->code, ==, 1);
  g_assert_true (json_object_has_member (file->json, "error"));
}

static void
assert_called_wrongly (CtlRun     *run,
                       const char *words)
{
  assert_says (run->err, words);
  g_assert_cmpint (run->code, ==, 2);
}

#define SALES "report", "--report", "sales", "--data-dir", company, "-o", path

static void
test_report_called_wrongly (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *path = g_build_filename (folder, "sales.csv", NULL);
  g_autofree char *plain = g_build_filename (folder, "sales", NULL);
  g_autoptr (CtlRun) more = ctl_run (SALES, "--from", "2026-01-01", "yesterday", NULL);
  g_autoptr (CtlRun) month = ctl_run (SALES, "--from", "2026-13-01", NULL);
  g_autoptr (CtlRun) day = ctl_run (SALES, "--from", "2026-02-01", "--until", "2026-02-30", NULL);
  g_autoptr (CtlRun) date = ctl_run (SALES, "--date", "2026-02-30", NULL);
  g_autoptr (CtlRun) reversed = ctl_run (SALES, "--from", "2026-02-02", "--until", "2026-02-01", NULL);
  g_autoptr (CtlRun) both = ctl_run (SALES, "--from", "2026-02-02", "--date", "2026-02-02", NULL);
  g_autoptr (CtlRun) last = ctl_run (SALES, "--until", "2026-02-02", NULL);
  g_autoptr (CtlRun) neither = ctl_run (SALES, NULL);
  g_autoptr (CtlRun) format = ctl_run (SALES, "--from", "2026-02-02", "-f", "odt", NULL);
  g_autoptr (CtlRun) unsaid =
    ctl_run ("report", "--report", "sales", "--data-dir", company, "-o", plain, "--from", "2026-02-02", NULL);
  g_autoptr (CtlRun) unknown =
    ctl_run ("report", "--report", "tyres", "--data-dir", company, "-o", path, "--from", "2026-02-02", NULL);

  assert_called_wrongly (more, "yesterday");
  assert_called_wrongly (month, "2026-13-01");
  assert_called_wrongly (day, "2026-02-30");
  assert_called_wrongly (date, "2026-02-30");
  assert_called_wrongly (reversed, "before it begins");
  assert_called_wrongly (both, "not both");
  assert_called_wrongly (last, "--until needs --from");
  assert_called_wrongly (neither, "--report needs --from");
  assert_called_wrongly (format, "odt");
  assert_called_wrongly (unsaid, "--format");
  assert_called_wrongly (unknown, "tyres");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Called rightly: it is written, or refused for what stands in its way. */
static void
test_report (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *path = g_build_filename (folder, "sales.csv", NULL);
  g_autoptr (CtlRun) written = ctl_run (SALES, "--from", "2026-02-02", "--until", "2026-02-03", NULL);
  g_autoptr (CtlRun) station = ctl_run (SALES, "--from", "2026-02-02", "--station", "ZZ", NULL);

  g_assert_cmpint (written->code, ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (station->code, ==, 1);
  assert_says (station->err, "ZZ");
}

static void
test_unknown_folder (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *nothing = g_build_filename (folder, "nothing", NULL);
  g_autoptr (CtlRun) status = ctl_run ("status", "--data-dir", nothing, NULL);
  g_autoptr (CtlRun) sync = ctl_run ("sync", "--data-dir", nothing, NULL);
  g_autoptr (CtlRun) env = ctl_run_with ("FORECOURT_DATA_DIR=/nowhere", NULL, "status", NULL);

  g_assert_cmpint (status->code, ==, 1);
  assert_says (status->err, nothing);
  g_assert_cmpint (sync->code, ==, 1);
  g_assert_cmpint (env->code, ==, 1);
  assert_says (env->err, "/nowhere");
  g_assert_false (g_file_test (nothing, G_FILE_TEST_EXISTS));
}

static void
test_newer_replica (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *file = g_build_filename (company, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtlRun) status = NULL;
  FcDb *db = fc_db_open (file, 0, &error);

  g_assert_no_error (error);
  g_assert_true (fc_db_exec (db, "PRAGMA user_version = 9999", &error));
  fc_db_close (db);
  status = ctl_run ("status", "--data-dir", company, NULL);
  g_assert_cmpint (status->code, ==, 1);
  assert_says (status->err, "newer");
}

static void
test_damaged_replica (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *file = g_build_filename (company, "replica.db", NULL);
  g_autoptr (CtlRun) status = NULL;

  g_assert_true (g_file_set_contents (file, "This was a replica once.", -1, NULL));
  status = ctl_run ("status", "--data-dir", company, NULL);
  g_assert_cmpint (status->code, ==, 1);
  g_assert_cmpuint (strlen (status->err), >, 20);
}

static void
test_sync_refuses (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *fresh = g_build_filename (folder, "fresh", NULL);
  g_autoptr (CtlRun) no_hub = ctl_run ("sync", "--data-dir", company, NULL);
  g_autoptr (CtlRun) nobody = ctl_run ("sync", "--data-dir", fresh, "--hub", "http://127.0.0.1:1", NULL);
  g_autoptr (CtlRun) silent = ctl_run ("sync", "--data-dir", fresh, "--hub", "http://127.0.0.1:1", "--company", "x",
                                       "--email", "a@b.example", NULL);
  g_autoptr (CtlRun) down = ctl_run_with ("FORECOURT_PASSWORD=demo", NULL, "sync", "--data-dir", fresh, "--hub",
                                          "http://127.0.0.1:1", "--company", "x", "--email", "a@b.example", NULL);

  g_assert_cmpint (no_hub->code, ==, 1);
  assert_says (no_hub->err, "without a hub");
  g_assert_cmpint (nobody->code, ==, 2);
  g_assert_cmpint (silent->code, ==, 1);
  assert_says (silent->err, "password");
  g_assert_cmpint (down->code, ==, 1);
  g_assert_cmpuint (strlen (down->err), >, 20);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ctl_program = argv[1];

  g_test_add_func ("/ctl/usage", test_usage);
  g_test_add_func ("/ctl/demo/makes-a-company", test_demo_makes_a_company);
  g_test_add_func ("/ctl/demo/refuses-and-leaves-nothing-behind", test_demo_refuses);
  g_test_add_func ("/ctl/missing-disk-is-not-replaced", test_missing_disk);
  g_test_add_func ("/ctl/demo/is-the-same-again", test_demo_is_the_same_again);
  g_test_add_func ("/ctl/demo/has-exactly-so-many-sales", test_demo_has_exactly_so_many_sales);
  g_test_add_func ("/ctl/export/csv-and-json", test_export);
  g_test_add_func ("/ctl/export/refuses", test_export_refuses);
  g_test_add_func ("/ctl/report/called-wrongly", test_report_called_wrongly);
  g_test_add_func ("/ctl/report/written-or-refused", test_report);
  g_test_add_func ("/ctl/data/unknown-folder", test_unknown_folder);
  g_test_add_func ("/ctl/data/newer", test_newer_replica);
  g_test_add_func ("/ctl/data/damaged", test_damaged_replica);
  g_test_add_func ("/ctl/sync/refuses", test_sync_refuses);
  return g_test_run ();
}
