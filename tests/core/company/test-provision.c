/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-provision.h"

static FcProvision
harbour (void)
{
  return (FcProvision) { .slug = "harbour", .name = "Harbour Fuel", .admin_name = "Ada Quay",
                         .admin_email = "ada@harbour.example" };
}

static void
test_a_new_company_is_whole (void)
{
  FcProvision provision = harbour ();
  FcId tenant = fc_id_from_key ("tenant", NULL);
  g_autoptr (GPtrArray) records = fc_provision_new (&provision, &tenant, 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (fc_provision_check (&provision, &error));
  g_assert_cmpuint (records->len, ==, 10);
  for (guint i = 0; i < records->len; i++)
    {
      fc_record_validate (records->pdata[i], &error);
      g_assert_no_error (error);
    }
  g_assert_cmpstr (fc_record_get_text (records->pdata[0], FC_TENANT_TIME_ZONE), ==, "America/New_York");
  g_assert_true (fc_record_set_has (records->pdata[9], FC_USER_ROLES, "admin"));
}

static void
test_what_is_wrong_is_said (void)
{
  FcProvision wrong[5];

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    wrong[i] = harbour ();
  wrong[0].slug = "Harbour Fuel";
  wrong[1].name = "";
  wrong[2].admin_email = "ada";
  wrong[3].time_zone = "Mars/Olympus";
  wrong[4].currency = "DOLLAR";
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fc_provision_check (&wrong[i], &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
    }
}

static void
test_a_slug_comes_from_the_name (void)
{
  g_autofree char *a = fc_provision_slug ("Harbour Fuel Ltd.");
  g_autofree char *b = fc_provision_slug ("Érdi Kút és Társa");
  g_autofree char *c = fc_provision_slug ("石油");

  g_assert_cmpstr (a, ==, "harbour-fuel-ltd");
  g_assert_cmpstr (b, ==, "erdi-kut-es-tarsa");
  g_assert_cmpstr (c, ==, "company");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/company/provision/a-new-company-is-whole", test_a_new_company_is_whole);
  g_test_add_func ("/company/provision/what-is-wrong-is-said", test_what_is_wrong_is_said);
  g_test_add_func ("/company/provision/a-slug-comes-from-the-name", test_a_slug_comes_from_the_name);
  return g_test_run ();
}
