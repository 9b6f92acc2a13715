/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "fc-movement-file.h"

static void
test_names (void)
{
  static const struct {
    const char *name;
    FcNaxmlKind kind;
  } cases[] = {
    { "FGM20260314.xml", FC_NAXML_FGM }, { "fpm_1.XML", FC_NAXML_FPM },     { "Tpm-7.Xml", FC_NAXML_TPM },
    { "MSM.xml", FC_NAXML_MSM },         { "PJR000123.xml", FC_NAXML_PJR }, { "ISM1.xml", FC_NAXML_ISM },
    { "FGM1.xml.part", FC_NAXML_NONE },  { ".FGM1.xml", FC_NAXML_NONE },    { "~FGM1.xml", FC_NAXML_NONE },
    { "FGMS.xml", FC_NAXML_NONE },       { "FGM1.csv", FC_NAXML_NONE },     { "", FC_NAXML_NONE },
    { ".xml", FC_NAXML_NONE },           { "xml", FC_NAXML_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (fc_movement_file_kind (cases[i].name), ==, cases[i].kind);
    }
}

static void
test_settled (void)
{
  gint64 now_us = 1000 * (gint64) G_USEC_PER_SEC;
  FcFileStat fresh = { 100, now_us - G_USEC_PER_SEC };
  FcFileStat old = { 100, now_us - 5 * (gint64) G_USEC_PER_SEC };
  FcFileStat empty = { 0, 0 };
  FcFileStat ahead = { 100, now_us + 60 * (gint64) G_USEC_PER_SEC };
  FcFileStat grown = { 200, ahead.modified_us };

  g_assert_false (fc_movement_file_is_settled (NULL, &fresh, now_us));
  g_assert_true (fc_movement_file_is_settled (NULL, &old, now_us));
  g_assert_false (fc_movement_file_is_settled (&empty, &empty, now_us));
  g_assert_false (fc_movement_file_is_settled (NULL, &ahead, now_us));
  g_assert_false (fc_movement_file_is_settled (&ahead, &grown, now_us));
  g_assert_true (fc_movement_file_is_settled (&ahead, &ahead, now_us));
}

static void
test_try_again (void)
{
  gint64 now_us = 10000 * (gint64) G_USEC_PER_SEC;
  FcFileStat fresh = { 100, now_us - 5 * (gint64) G_USEC_PER_SEC };
  FcFileStat old = { 100, now_us - 3600 * (gint64) G_USEC_PER_SEC };
  g_autoptr (GError) cut = g_error_new_literal (FC_NAXML_ERROR, FC_NAXML_ERROR_TRUNCATED, "x");
  g_autoptr (GError) wrong = g_error_new_literal (FC_NAXML_ERROR, FC_NAXML_ERROR_UNKNOWN, "x");

  g_assert_true (fc_movement_file_try_again (cut, &fresh, now_us));
  g_assert_false (fc_movement_file_try_again (cut, &old, now_us));
  g_assert_false (fc_movement_file_try_again (wrong, &fresh, now_us));
}

static void
test_order (void)
{
  g_assert_cmpint (fc_movement_file_compare ("TPM1.xml", "FGM2.xml"), <, 0);
  g_assert_cmpint (fc_movement_file_compare ("FGM1.xml", "TPM1.xml"), <, 0);
  g_assert_cmpint (fc_movement_file_compare ("FGM1.xml", "FGM1.xml"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/movement-file/knows-names", test_names);
  g_test_add_func ("/exchange/movement-file/waits-until-settled", test_settled);
  g_test_add_func ("/exchange/movement-file/tries-a-cut-file-again", test_try_again);
  g_test_add_func ("/exchange/movement-file/orders-by-close", test_order);
  return g_test_run ();
}
