/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "fc-error.h"

static GPtrArray *
all_feeds (const char *vendor)
{
  g_autoptr (GPtrArray) reports = sample_reports (vendor, NULL);

  return fc_shift_feeds_group ((FcNaxmlReport *const *) reports->pdata, reports->len, NULL);
}

static char *
to_text (const FcShiftFeed *feed)
{
  g_autoptr (JsonNode) node = fc_shift_feed_to_json (feed);

  return json_to_string (node, FALSE);
}

static FcShiftFeed *
from_text (const char  *text,
           GError     **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return fc_shift_feed_from_json (node, error);
}

static void
test_round_trip (void)
{
  for (int i = 0; sample_vendors[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) feeds = all_feeds (sample_vendors[i]);

      for (guint j = 0; j < feeds->len; j++)
        {
          g_autofree char *text = to_text (g_ptr_array_index (feeds, j));
          g_autoptr (GError) error = NULL;
          g_autoptr (FcShiftFeed) again = from_text (text, &error);
          g_autofree char *second = NULL;

          g_assert_no_error (error);
          second = to_text (again);
          g_assert_cmpstr (text, ==, second);
        }
    }
}

static char *
random_id (GRand *rand)
{
  static const char *const pieces[] = { "1", "07", "A", "é", "/", "%", " ", "\"", "outside", "x" };
  GString *id = g_string_new ("i");

  for (int n = g_rand_int_range (rand, 0, 6); n > 0; n--)
    g_string_append (id, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (id, FALSE);
}

/* A report with any figures, for what no vendor thought of. */
static FcNaxmlReport *
random_report (GRand *rand)
{
  GString *xml = g_string_new ("<NAXML-MovementReport><TransmissionHeader><StoreLocationID>7</StoreLocationID>"
                               "</TransmissionHeader><MiscellaneousSummaryMovement><MovementHeader>"
                               "<BusinessDate>2026-01-02</BusinessDate></MovementHeader>");
  static const char *const codes[] = { "safeDrop", "payins", "statistics", "tenders", "refunds", "x" };
  g_autoptr (GBytes) bytes = NULL;

  for (int i = g_rand_int_range (rand, 0, 30); i > 0; i--)
    {
      g_autofree char *sub = random_id (rand);
      g_autofree char *tender = random_id (rand);
      g_autofree char *safe_sub = g_markup_escape_text (sub, -1);
      g_autofree char *safe_tender = g_markup_escape_text (tender, -1);

      g_string_append_printf (
          xml, "<MSMDetail><MiscellaneousSummaryCode>%s</MiscellaneousSummaryCode><MiscellaneousSummarySubCode>%s"
          "</MiscellaneousSummarySubCode><TenderCode>%s</TenderCode><MiscellaneousSummaryAmount>%d.%02d"
          "</MiscellaneousSummaryAmount><MiscellaneousSummaryCount>%d</MiscellaneousSummaryCount></MSMDetail>",
          codes[g_rand_int_range (rand, 0, G_N_ELEMENTS (codes))], safe_sub, safe_tender,
          g_rand_int_range (rand, -5000, 100000), g_rand_int_range (rand, 0, 100), g_rand_int_range (rand, 0, 9));
    }
  g_string_append (xml, "</MiscellaneousSummaryMovement></NAXML-MovementReport>");
  bytes = g_string_free_to_bytes (xml);
  return fc_naxml_parse_bytes ("MSM1.xml", bytes, NULL, NULL, NULL);
}

static void
test_random_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (test_seed ());

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (FcNaxmlReport) report = random_report (rand);
      g_autoptr (GPtrArray) feeds = fc_shift_feeds_group (&report, 1, NULL);
      g_autofree char *text = to_text (g_ptr_array_index (feeds, 0));
      g_autoptr (GError) error = NULL;
      g_autoptr (FcShiftFeed) again = from_text (text, &error);
      g_autofree char *second = NULL;

      g_assert_no_error (error);
      second = to_text (again);
      g_assert_cmpstr (text, ==, second);
    }
}

#define FEED(more) "{\"store\":\"7\",\"period\":\"shift\",\"business_date\":\"2026-01-02\"" more "}"

static void
test_least_feed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcShiftFeed) feed = from_text (FEED (",\"later\":{\"x\":1}"), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (feed->key, ==, "7/2026-01-02/shift/0/");
}

static void
test_refused (void)
{
  static const struct {
    const char *json;
    const char *sentence;
  } cases[] = {
    { "[]", "it is no object" },
    { "{}", "“store” of the feed is missing" },
    { FEED (",\"sequence\":\"1\""), "“sequence” of the feed is not a whole number" },
    { FEED (",\"sequence\":1.5"), "“sequence” of the feed is not a whole number" },
    { FEED (",\"sequence\":-1"), "“sequence” of the feed is out of bounds" },
    { FEED (",\"key\":\"8/2026-01-02/shift/0/\""), "“key” of the feed does not belong to what the line says" },
    { FEED (",\"begin\":\"2026-01-02\""), "“begin” of the feed is not a date and time" },
    { FEED (",\"begin\":\"2026-01-02T24:00:00\""), "“begin” of the feed is not a date and time" },
    { FEED (",\"open\":1"), "“open” of the feed is neither true nor false" },
    { FEED (",\"tenders\":{}"), "“tenders” of the feed is not a list" },
    { FEED (",\"tenders\":[1]"), "“tenders” of the feed has an element that is no object" },
    { FEED (",\"tenders\":[{\"amount\":5}]"), "“tender” of tenders is missing" },
    { FEED (",\"tenders\":[{\"tender\":\"\"}]"), "“tender” of tenders is empty" },
    { FEED (",\"tenders\":[{\"tender\":\"a\\u0000b\"}]"), NULL },
    { FEED (",\"tenders\":[{\"tender\":\"a\\u0007b\"}]"), "“tender” of tenders has control characters" },
    { FEED (",\"tenders\":[{\"tender\":\"cash\"},{\"tender\":\"CASH\"}]"), "“key” of tenders is there twice" },
    { FEED (",\"tenders\":[{\"tender\":\"cash\",\"key\":\"7/2026-01-02/shift/0//tender/CARD//\"}]"),
      "“key” of tenders does not belong to what the line says" },
    { FEED (",\"tank_readings\":[{\"tank\":\"1\",\"volume\":-1}]"), "“volume” of tank_readings is out of bounds" },
    { FEED (",\"tank_readings\":[{\"tank\":\"1\",\"volume\":9007199254740993}]"),
      "“volume” of tank_readings is out of bounds" },
    { FEED (",\"cash\":[{\"kind\":\"gift\"}]"), "“kind” of cash is none that is known" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FcShiftFeed) feed = from_text (cases[i].json, &error);

      g_test_message ("%s", cases[i].json);
      if (cases[i].sentence == NULL)
        continue;
      g_assert_null (feed);
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
      g_assert_true (g_str_has_suffix (error->message, cases[i].sentence));
    }
}

/* Whatever arrives, it is refused or it is a feed; nothing else. */
static void
test_random_json (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (test_seed ());
  g_autoptr (GPtrArray) feeds = all_feeds ("northgate");
  g_autofree char *text = to_text (g_ptr_array_index (feeds, 0));
  gsize length = strlen (text);

  for (int i = 0; i < 400; i++)
    {
      g_autofree char *changed = g_strdup (text);
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (FcShiftFeed) feed = NULL;

      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        changed[g_rand_int_range (rand, 0, (gint32) length)] = "0123456789\"{}[],:-.aT"[g_rand_int_range (rand, 0, 21)];
      node = json_from_string (changed, NULL);
      if (node != NULL)
        feed = fc_shift_feed_from_json (node, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/feed/goes-through-json", test_round_trip);
  g_test_add_func ("/exchange/feed/goes-through-json-with-any-ids", test_random_round_trip);
  g_test_add_func ("/exchange/feed/needs-little", test_least_feed);
  g_test_add_func ("/exchange/feed/says-why-it-is-refused", test_refused);
  g_test_add_func ("/exchange/feed/stands-broken-json", test_random_json);
  return g_test_run ();
}
