/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a file with @text in it tells. */
static FcEnrolment *
load (const char  *text,
      GError     **error)
{
  g_autofree char *folder = g_dir_make_tmp ("enrolment-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "enrolment-test.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FcEnrolment *enrolment;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  enrolment = fc_enrolment_load (file, error);
  g_unlink (path);
  g_rmdir (folder);
  return enrolment;
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcEnrolment) enrolment =
    load ("{\"forecourt_enrolment\":1,\"hub\":\"http://127.0.0.1:8080\",\"tenant\":\"acme\"}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (enrolment->hub_uri, ==, "http://127.0.0.1:8080");
  g_assert_cmpstr (enrolment->tenant_slug, ==, "acme");
  g_assert_null (enrolment->authority);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "“enrolment-test.json” is not an enrolment file. Ask your administrator for the one that your server wrote." },
    { "[1]", "“enrolment-test.json” is not an enrolment file. Ask your administrator for the one that your server wrote." },
    { "{\"hub\":\"http://x\"}", "“enrolment-test.json” is not an enrolment file. Ask your administrator for the one that your server wrote." },
    { "{\"forecourt_enrolment\":2}",
      "“enrolment-test.json” is of a newer Forecourt. Bring this program up to date, then import the file again." },
    { "{\"forecourt_enrolment\":1,\"hub\":5}",
      "“enrolment-test.json” is damaged: it names no server or no company. Ask your administrator for a new copy." },
    { "{\"forecourt_enrolment\":1,\"hub\":\"h\",\"tenant\":\"t\",\"ca_pem\":\"x\"}",
      "“enrolment-test.json” is damaged: its certificate cannot be read. Ask your administrator for a new copy." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FcEnrolment) enrolment = load (cases[i].text, &error);

      g_assert_null (enrolment);
      g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_PROTOCOL);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/enrolment/names-hub-and-company", test_good);
  g_test_add_func ("/enrolment/refuses-what-is-none", test_bad);
  return g_test_run ();
}
