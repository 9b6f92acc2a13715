/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-password.h"

#include "fc-error.h"

/* What somebody may choose as a password. */

static const char *const known[] = { "Maeve Brannigan", "maeve@harbour.example", "harbour", NULL };

static void
test_refused (void)
{
  static const char *const passwords[] = {
    "", "short1!",          /* too short */
    "aaaaaaaaaaaa",         /* one character */
    "12345678", "87654321", /* in a row */
    "password", "Password1", "qwertyui",
    "MaeveBrannigan1", "maeve.harbour",
  };

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", passwords[i]);
      g_assert_false (fc_password_is_good (passwords[i], known, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
      g_assert_cmpint (fc_password_judge (passwords[i], known), ==, FC_PASSWORD_REFUSED);
    }
}

static void
test_taken (void)
{
  static const struct {
    const char *password;
    FcPasswordStrength strength;
  } passwords[] = {
    { "kettlerat", FC_PASSWORD_WEAK },
    { "Kettle-rat4", FC_PASSWORD_FAIR },
    { "correct horse battery", FC_PASSWORD_GOOD },
    { "schlüssel über bord", FC_PASSWORD_GOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", passwords[i].password);
      g_assert_true (fc_password_is_good (passwords[i].password, known, &error));
      g_assert_no_error (error);
      g_assert_cmpint (fc_password_judge (passwords[i].password, known), ==, passwords[i].strength);
    }
}

/* What is a name for one person is a password for another. */
static void
test_known_is_personal (void)
{
  g_assert_cmpint (fc_password_judge ("MaeveBrannigan1", NULL), >, FC_PASSWORD_WEAK);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/refused", test_refused);
  g_test_add_func ("/password/taken", test_taken);
  g_test_add_func ("/password/what-is-known-is-personal", test_known_is_personal);
  return g_test_run ();
}
