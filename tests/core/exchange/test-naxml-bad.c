/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include <glib/gstdio.h>
#include <unistd.h>

static FcNaxmlReport *
parse_text (const char  *text,
            FcMessages  *messages,
            GError     **error)
{
  FcNaxmlOptions options = sample_options ("harbour");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return fc_naxml_parse_bytes ("FPM.xml", bytes, &options, messages, error);
}

static void
expect_refused (const char   *name,
                FcNaxmlError  code,
                const char   *sentence)
{
  FcNaxmlOptions options = sample_options ("harbour");
  g_autoptr (GBytes) bytes = sample_bytes ("bad", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcNaxmlReport) report = fc_naxml_parse_bytes (name, bytes, &options, NULL, &error);

  g_assert_null (report);
  g_assert_error (error, FC_NAXML_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_refusals (void)
{
  expect_refused ("FPM-truncated.xml", FC_NAXML_ERROR_TRUNCATED,
                  "FPM-truncated.xml ends in the middle: it is still being written, or was cut off");
  expect_refused ("FPM-bomb.xml", FC_NAXML_ERROR_DTD,
                  "FPM-bomb.xml has a document type declaration (DTD). A POS writes none, and it can hide an attack: "
                  "the file was not read");
  expect_refused ("FPM-outside-entity.xml", FC_NAXML_ERROR_DTD,
                  "FPM-outside-entity.xml has a document type declaration (DTD). A POS writes none, and it can hide an "
                  "attack: the file was not read");
  expect_refused ("FPM-unreadable-encoding.xml", FC_NAXML_ERROR_ENCODING,
                  "FPM-unreadable-encoding.xml, line 1: it is written in “EBCDIC-CP-US”, which cannot be read. "
                  "Let the POS write UTF-8");
  expect_refused ("FPM-empty.xml", FC_NAXML_ERROR_EMPTY, "FPM-empty.xml is empty");
  expect_refused ("FPM-text.xml", FC_NAXML_ERROR_MALFORMED, "FPM-text.xml is not XML");
  expect_refused ("FGM-other.xml", FC_NAXML_ERROR_UNKNOWN,
                  "FGM-other.xml is XML, but neither a NAXML movement report nor a POS journal");
}

static void
expect_messages (const char *name,
                 guint       n_totalizers,
                 const char *expected)
{
  FcNaxmlOptions options = sample_options ("harbour");
  g_autoptr (GBytes) bytes = sample_bytes ("bad", name);
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FcNaxmlReport) report = fc_naxml_parse_bytes (name, bytes, &options, messages, &error);
  g_autofree char *text = messages_text (messages);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (report->totalizers->len, ==, n_totalizers);
}

static void
test_half_wrong (void)
{
  expect_messages ("FPM-negative.xml", 2,
                   "FPM-negative.xml:24: error: Totalizer volume “-12.500” is negative\n"
                   "FPM-negative.xml:32: error: Totalizer volume “NaN” is not a number\n"
                   "FPM-negative.xml:36: error: Totalizer volume “99999999999999999999” is larger than any station could have\n"
                   "FPM-negative.xml:38: error: A totalizer names no fuelling position; it is left out\n");
}

static void
test_broken (void)
{
  FcNaxmlOptions options = sample_options ("harbour");
  g_autoptr (GBytes) bytes = sample_bytes ("bad", "FPM-broken.xml");
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) report = fc_naxml_parse_bytes ("FPM-broken.xml", bytes, &options, messages, NULL);
  g_autofree char *text = messages_text (messages);

  g_assert_cmpint (report->state, ==, FC_NAXML_BROKEN);
  g_assert_cmpuint (report->totalizers->len, ==, 1);
  g_assert_true (g_str_has_prefix (text, "FPM-broken.xml:23: error: The XML is broken here ("));
}

static void
test_future (void)
{
  expect_messages ("FPM-2100.xml", 1,
                   "FPM-2100.xml:10: error: Business date 2100-06-01 lies in the future; check the clock of the POS\n"
                   "FPM-2100.xml:11: error: Begin date 2100-06-01 lies in the future; check the clock of the POS\n"
                   "FPM-2100.xml:13: error: End date 2100-06-01 lies in the future; check the clock of the POS\n"
                   "FPM-2100.xml: error: The file has no usable business date\n");
}

static void
test_wrong_encoding (void)
{
  FcNaxmlOptions options = sample_options ("harbour");
  g_autoptr (GBytes) bytes = sample_bytes ("bad", "FPM-wrong-encoding.xml");
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) report = fc_naxml_parse_bytes ("x.xml", bytes, &options, messages, NULL);
  g_autofree char *text = messages_text (messages);

  g_assert_cmpstr (report->store, ==, "Café 4417");
  g_assert_cmpstr (text, ==,
                   "x.xml:4: warning: Byte 0xE9 does not fit the file's encoding (UTF-8); it was read as best as can be\n");
}

#define HEAD                                                                                                           \
  "<NAXML-MovementReport><TransmissionHeader><StoreLocationID>1</StoreLocationID></TransmissionHeader>"                \
  "<FuelProductMovement><MovementHeader><BusinessDate>2026-03-14</BusinessDate></MovementHeader><FPMDetail>"           \
  "<FuelProductID>1</FuelProductID>"
#define FOOT "</FPMDetail></FuelProductMovement></NAXML-MovementReport>"
#define TOTAL(position, volume)                                                                                        \
  "<FPMNonResettableTotals><FuelPositionID>" position "</FuelPositionID>"                                              \
  "<FuelProductNonResettableVolumeNumber>" volume "</FuelProductNonResettableVolumeNumber></FPMNonResettableTotals>"

static void
test_entity_without_dtd (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcNaxmlReport) report = parse_text (HEAD TOTAL ("&passwd;", "1") FOOT, NULL, &error);

  g_assert_null (report);
  g_assert_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_MALFORMED);
}

static gint64
read_volume (const char *volume,
             guint      *n_errors)
{
  g_autofree char *text = g_strdup_printf (HEAD TOTAL ("1", "%s") FOOT, volume);
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) report = parse_text (text, messages, NULL);

  *n_errors = messages->n_errors;
  return report->totalizers->len > 0 ? ((FcNaxmlTotalizer *) report->totalizers->pdata[0])->volume : -1;
}

static void
test_numbers (void)
{
  static const struct {
    const char *text;
    gint64 volume; /* -1: refused */
  } cases[] = {
    { "12.5", 12500 },        { " 12.500 ", 12500 },    { "+7", 7000 },         { "12,5", 12500 },
    { "1234,567", 1234567 },  { "0,125", 125 },         { "1,234", -1 },        { "1,234.5", -1 },
    { "1.2345", 1234 },       { "1.2355", 1236 },       { "1e3", -1 },          { "0x10", -1 },
    { "", -1 },               { ".", -1 },              { "-0", 0 },            { "1.2.3", -1 },
    { "100000000000", 100000000000000 },                { "100000000001", -1 }, { "٣", -1 },
    { "0000000000000000000000000001", 1000 },           { "12 500", -1 },       { "Infinity", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_errors;
      gint64 volume = read_volume (cases[i].text, &n_errors);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (volume, ==, cases[i].volume);
      g_assert_cmpuint (n_errors > 0, ==, volume == -1);
    }
}

static void
test_large_file (void)
{
  g_autofree char *dir = g_dir_make_tmp ("fc-naxml-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "FGM1.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcNaxmlReport) report = NULL;
  gint64 began = g_get_monotonic_time ();

  g_assert_true (g_file_set_contents (path, "<NAXML-MovementReport>", -1, NULL));
  g_assert_cmpint (truncate (path, (off_t) 2 * 1024 * 1024 * 1024), ==, 0);
  report = fc_naxml_parse_file (file, NULL, NULL, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TOO_LARGE);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC);
  g_remove (path);
  g_rmdir (dir);
}

static void
test_stream_over_the_bound (void)
{
  gsize length = FC_NAXML_MAX_BYTES + 1;
  char *data = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  memset (data, ' ', length);
  memcpy (data, HEAD, strlen (HEAD));
  bytes = g_bytes_new_take (data, length);
  g_assert_null (fc_naxml_parse_bytes (NULL, bytes, NULL, NULL, &error));
  g_assert_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TOO_LARGE);
}

static void
test_deep (void)
{
  GString *text = g_string_new (HEAD TOTAL ("1", "5"));
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) report = NULL;

  for (int i = 0; i < 200; i++)
    g_string_append (text, "\n<x>");
  for (int i = 0; i < 200; i++)
    g_string_append (text, "\n</x>");
  g_string_append (text, FOOT);
  report = parse_text (text->str, messages, NULL);
  g_assert_null (report);
  g_string_free (text, TRUE);
}

static void
test_second_movement (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) report
      = parse_text (HEAD TOTAL ("1", "5") "</FPMDetail></FuelProductMovement><TankProductMovement><TPMDetail>"
                    "<TankID>1</TankID><FuelProductVolume>5</FuelProductVolume></TPMDetail></TankProductMovement>"
                    "</NAXML-MovementReport>", messages, NULL);

  g_assert_cmpint (report->kind, ==, FC_NAXML_FPM);
  g_assert_cmpuint (report->tank_readings->len, ==, 0);
  g_assert_cmpuint (messages->n_errors, ==, 1);
}

static void
test_blank_before_declaration (void)
{
  g_autoptr (FcNaxmlReport) report
      = parse_text ("\n <?xml version=\"1.0\" encoding=\"utf-16\"?>\n<!-- & < -->\n" HEAD TOTAL ("1", "5") FOOT, NULL, NULL);

  g_assert_nonnull (report);
  g_assert_cmpuint (report->totalizers->len, ==, 1);
}

static void
test_missing_file (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/FGM1.xml");
  g_autoptr (GFile) folder = g_file_new_for_path ("/tmp");
  g_autoptr (GError) error = NULL;

  g_assert_null (fc_naxml_parse_file (file, NULL, NULL, NULL, &error));
  g_assert_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (fc_naxml_parse_file (folder, NULL, NULL, NULL, &error));
  g_assert_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_IO);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/naxml-bad/says-why-a-file-is-refused", test_refusals);
  g_test_add_func ("/exchange/naxml-bad/takes-what-is-right-of-a-half-wrong-file", test_half_wrong);
  g_test_add_func ("/exchange/naxml-bad/takes-what-comes-before-broken-xml", test_broken);
  g_test_add_func ("/exchange/naxml-bad/refuses-dates-in-2100", test_future);
  g_test_add_func ("/exchange/naxml-bad/names-the-line-of-a-wrong-encoding", test_wrong_encoding);
  g_test_add_func ("/exchange/naxml-bad/knows-no-entities", test_entity_without_dtd);
  g_test_add_func ("/exchange/naxml-bad/reads-numbers-exactly-or-not-at-all", test_numbers);
  g_test_add_func ("/exchange/naxml-bad/refuses-two-gigabytes-at-once", test_large_file);
  g_test_add_func ("/exchange/naxml-bad/refuses-a-stream-that-never-ends", test_stream_over_the_bound);
  g_test_add_func ("/exchange/naxml-bad/refuses-deep-nesting", test_deep);
  g_test_add_func ("/exchange/naxml-bad/reads-the-first-movement-only", test_second_movement);
  g_test_add_func ("/exchange/naxml-bad/forgives-what-comes-before-the-root", test_blank_before_declaration);
  g_test_add_func ("/exchange/naxml-bad/says-that-a-file-is-missing", test_missing_file);
  return g_test_run ();
}
