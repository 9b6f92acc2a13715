/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "fc-money.h"

static GPtrArray *
group (const char *vendor,
       FcMessages *messages)
{
  g_autoptr (GPtrArray) reports = sample_reports (vendor, messages);

  return fc_shift_feeds_group ((FcNaxmlReport *const *) reports->pdata, reports->len, messages);
}

static char *
feeds_text (GPtrArray *feeds)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < feeds->len; i++)
    {
      g_autoptr (JsonNode) node = fc_shift_feed_to_json (g_ptr_array_index (feeds, i));
      g_autofree char *json = json_to_string (node, TRUE);

      g_string_append_printf (text, "%s\n", json);
    }
  return g_string_free (text, FALSE);
}

static const FcFeedTender *
find_tender (const FcShiftFeed *feed,
             const char        *tender,
             const char        *register_id)
{
  for (guint i = 0; i < feed->tenders->len; i++)
    {
      const FcFeedTender *line = g_ptr_array_index (feed->tenders, i);

      if (g_str_equal (line->tender, tender) && g_strcmp0 (line->register_id, register_id) == 0)
        return line;
    }
  g_assert_not_reached ();
}

static gint64
sum_cash (const FcShiftFeed *feed,
          FcFeedCashKind     kind)
{
  gint64 sum = 0;

  for (guint i = 0; i < feed->cash->len; i++)
    {
      const FcFeedCash *line = g_ptr_array_index (feed->cash, i);

      if (line->kind == kind)
        sum += line->amount;
    }
  return sum;
}

static gint64
sum_tenders (const FcShiftFeed *feed)
{
  gint64 sum = 0;

  for (guint i = 0; i < feed->tenders->len; i++)
    sum += ((FcFeedTender *) g_ptr_array_index (feed->tenders, i))->amount;
  return sum;
}

static void
test_northgate (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GPtrArray) feeds = group ("northgate", messages);
  const FcShiftFeed *first = g_ptr_array_index (feeds, 0);
  const FcShiftFeed *second = g_ptr_array_index (feeds, 1);
  const FcShiftFeed *day = g_ptr_array_index (feeds, 2);
  const FcFeedTotalizer *total = g_ptr_array_index (first->totalizers, 0);

  g_assert_cmpuint (feeds->len, ==, 3);
  g_assert_cmpstr (first->key, ==, "4417/2026-03-14/shift/1/2026-03-14T06:00");
  g_assert_cmpstr (second->key, ==, "4417/2026-03-14/shift/1/2026-03-14T14:00");
  g_assert_cmpint (first->period, ==, FC_FEED_SHIFT);
  g_assert_cmpstr (first->currency, ==, "USD");
  g_assert_cmpstr (first->till, ==, "4131");
  /* Product "1" of FPM and grade "001" of FGM are one meter: FPM's reading with FGM's money. */
  g_assert_cmpuint (first->totalizers->len, ==, 12);
  g_assert_cmpstr (total->key, ==, "4417/2026-03-14/shift/1/2026-03-14T06:00/total/1/1");
  g_assert_false (total->by_grade);
  g_assert_true (total->has_amount);
  g_assert_cmpuint (first->grade_sales->len, ==, 12);
  g_assert_cmpuint (first->tank_readings->len, ==, 3);
  g_assert_cmpint (sum_cash (first, FC_CASH_SAFE_DROP), ==, 40000); /* not twice, for its total */
  g_assert_cmpint (sum_cash (first, FC_CASH_SAFE_LOAN), ==, 20000);
  g_assert_cmpint (sum_cash (first, FC_CASH_PAY_OUT), ==, 3650);
  g_assert_cmpint (sum_cash (first, FC_CASH_PAY_IN), ==, 1500);
  g_assert_cmpint (sum_cash (first, FC_CASH_REFUND), ==, 0);
  g_assert_cmpint (sum_cash (first, FC_CASH_OPENING), ==, 20000);
  g_assert_cmpint (sum_tenders (first), ==, fc_shift_feed_sum_amount (first));
  g_assert_true (find_tender (first, "outsideCredit", "10002")->outside);
  g_assert_false (find_tender (first, "cash", "1")->outside);
  g_assert_true (first->has_over_short);
  g_assert_cmpint (first->drive_off_count, ==, 0);
  g_assert_cmpint (second->drive_off_count, ==, 1);
  g_assert_cmpint (second->drive_off_amount, ==, 2175);
  g_assert_cmpint (day->period, ==, FC_FEED_DAY);
  g_assert_true (day->has_shifts);
  g_assert_false (first->has_shifts);
  g_assert_cmpint (fc_shift_feed_sum_amount (day), ==, fc_shift_feed_sum_amount (first) + fc_shift_feed_sum_amount (second));
  fc_shift_feeds_check (feeds, messages);
  g_assert_cmpuint (fc_messages_get_n_items (messages), ==, 0);
}

static void
test_harbour (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GPtrArray) feeds = group ("harbour", messages);
  const FcShiftFeed *second = g_ptr_array_index (feeds, 1);

  g_assert_cmpuint (feeds->len, ==, 2);
  g_assert_cmpstr (second->key, ==, "AB012/2026-05-02/shift/2/2026-05-02T14:00");
  g_assert_cmpstr (second->register_id, ==, "101");
  g_assert_cmpstr (second->cashier, ==, "8");
  g_assert_cmpuint (second->totalizers->len, ==, 12);
  g_assert_cmpint (sum_cash (second, FC_CASH_REFUND), ==, 450);
  g_assert_cmpint (sum_tenders (second), ==, fc_shift_feed_sum_amount (second));
  fc_shift_feeds_check (feeds, messages);
  g_assert_cmpuint (messages->n_warnings + messages->n_errors, ==, 0);
}

static void
test_oasis (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GPtrArray) feeds = group ("oasis", messages);
  const FcShiftFeed *first = g_ptr_array_index (feeds, 0);
  const FcShiftFeed *second = g_ptr_array_index (feeds, 1);

  g_assert_cmpuint (feeds->len, ==, 2);
  g_assert_cmpstr (first->key, ==, "ESTACIóN 9/2026-07-09/shift/31/2026-07-09T07:00");
  g_assert_cmpint (first->period, ==, FC_FEED_SHIFT); /* the file says 0 */
  g_assert_false (first->open);
  g_assert_true (second->open);
  g_assert_false (second->end.known);
  g_assert_cmpuint (first->totalizers->len, ==, 4);
  g_assert_cmpuint (first->fuel_tenders->len, ==, 4);
  g_assert_cmpuint (first->grade_sales->len, ==, 2); /* by grade, from the tenders */
  g_assert_cmpint (sum_tenders (first), ==, fc_shift_feed_sum_amount (first));
  g_assert_cmpint (first->drive_off_amount, ==, 41235);
  g_assert_cmpint (first->over_short, ==, -8810);
  g_assert_cmpint (find_tender (first, "outsideCredit", "OPT-7")->count, ==, 44);
  fc_shift_feeds_check (feeds, messages);
  g_assert_cmpuint (messages->n_warnings + messages->n_errors, ==, 0);
}

static void
shuffle (GPtrArray *array,
         GRand     *rand)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint other = (guint) g_rand_int_range (rand, 0, (gint32) i);
      gpointer kept = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[other];
      array->pdata[other] = kept;
    }
}

/* All vendors at once, in any order, some of the files twice. */
static void
test_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (test_seed ());
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autofree char *expected = NULL;

  for (int i = 0; sample_vendors[i] != NULL; i++)
    {
      GPtrArray *reports = sample_reports (sample_vendors[i], NULL);

      g_ptr_array_add (owned, reports);
      for (guint j = 0; j < reports->len; j++)
        g_ptr_array_add (all, reports->pdata[j]);
    }
  for (int round = 0; round < 200; round++)
    {
      g_autoptr (GPtrArray) feeds = fc_shift_feeds_group ((FcNaxmlReport *const *) all->pdata, all->len, NULL);
      g_autofree char *text = feeds_text (feeds);

      if (expected == NULL)
        {
          expected = g_steal_pointer (&text);
          g_assert_cmpuint (feeds->len, ==, 7);
          for (int i = 0; i < 5; i++)
            g_ptr_array_add (all, all->pdata[g_rand_int_range (rand, 0, (gint32) all->len)]);
        }
      else
        g_assert_cmpstr (text, ==, expected);
      shuffle (all, rand);
    }
}

/* Importing the files one after the other must name the same rows as importing them together. */
static void
test_keys_of_parts (void)
{
  g_autoptr (GPtrArray) reports = sample_reports ("northgate", NULL);
  g_autoptr (GPtrArray) whole = fc_shift_feeds_group ((FcNaxmlReport *const *) reports->pdata, reports->len, NULL);
  g_autofree char *text = feeds_text (whole);

  for (guint i = 0; i < reports->len; i++)
    {
      g_autoptr (GPtrArray) part = fc_shift_feeds_group ((FcNaxmlReport *const *) &reports->pdata[i], 1, NULL);
      const FcShiftFeed *feed = g_ptr_array_index (part, 0);
      g_autofree char *quoted = g_strdup_printf ("\"key\" : \"%s\"", feed->key);

      g_assert_nonnull (strstr (text, quoted));
      for (guint j = 0; j < feed->totalizers->len; j++)
        g_assert_nonnull (strstr (text, ((FcFeedTotalizer *) feed->totalizers->pdata[j])->key));
      for (guint j = 0; j < feed->tenders->len; j++)
        g_assert_nonnull (strstr (text, ((FcFeedTender *) feed->tenders->pdata[j])->key));
    }
}

static void
test_duplicate (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) one = sample_report ("bad", "FPM-duplicate.xml", messages);
  g_autoptr (FcNaxmlReport) two = sample_report ("bad", "FPM-duplicate-again.xml", messages);
  FcNaxmlReport *reports[] = { two, one };
  g_autoptr (GPtrArray) feeds = fc_shift_feeds_group (reports, 2, messages);
  g_autofree char *text = messages_text (messages);

  g_assert_cmpuint (feeds->len, ==, 1);
  g_assert_cmpstr (text, ==,
                   "FPM-duplicate.xml: note: The file has the same content as FPM-duplicate-again.xml; it changes nothing\n");
}

static void
test_decreasing (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GPtrArray) reports = sample_reports ("northgate", messages);
  g_autoptr (GPtrArray) feeds = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (reports, sample_report ("bad", "FPM-decreasing.xml", messages));
  feeds = fc_shift_feeds_group ((FcNaxmlReport *const *) reports->pdata, reports->len, messages);
  fc_shift_feeds_check (feeds, messages);
  text = messages_text (messages);
  g_assert_cmpuint (messages->n_warnings, ==, 1);
  g_assert_true (g_str_has_prefix (text, "warning: 2026-03-14, pump 1, product 1: the totalizer goes back from "));
  g_assert_true (g_str_has_suffix (text, " L to 17.250 L. Was the meter replaced, or did it roll over?\n"));
}

static void
test_disagreement (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcNaxmlReport) one = sample_report ("bad", "FPM-duplicate.xml", messages);
  g_autoptr (FcNaxmlReport) two = sample_report ("bad", "FPM-decreasing.xml", messages);
  FcNaxmlReport *reports[] = { one, two };
  g_autoptr (GPtrArray) feeds = NULL;
  const FcShiftFeed *feed;

  two->end.second += 60; /* written later */
  feeds = fc_shift_feeds_group (reports, 2, messages);
  feed = g_ptr_array_index (feeds, 0);
  g_assert_cmpuint (feeds->len, ==, 1);
  g_assert_cmpuint (messages->n_warnings, ==, 1);
  g_assert_cmpint (((FcFeedTotalizer *) feed->totalizers->pdata[0])->volume, ==, 17250);
}

static void
test_unknown_store_is_left_out (void)
{
  g_autoptr (FcNaxmlReport) report = sample_report ("bad", "FPM-unknown-store.xml", NULL);
  g_autoptr (GPtrArray) feeds = NULL;

  report->store_refused = TRUE;
  feeds = fc_shift_feeds_group (&report, 1, NULL);
  g_assert_cmpuint (feeds->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/grouping/puts-a-day-with-gallons-together", test_northgate);
  g_test_add_func ("/exchange/grouping/puts-a-day-with-numbered-shifts-together", test_harbour);
  g_test_add_func ("/exchange/grouping/puts-a-day-with-an-open-shift-together", test_oasis);
  g_test_add_func ("/exchange/grouping/does-not-depend-on-order", test_order);
  g_test_add_func ("/exchange/grouping/names-parts-as-the-whole", test_keys_of_parts);
  g_test_add_func ("/exchange/grouping/notes-a-duplicate", test_duplicate);
  g_test_add_func ("/exchange/grouping/warns-of-a-totalizer-that-goes-back", test_decreasing);
  g_test_add_func ("/exchange/grouping/lets-the-later-file-stand", test_disagreement);
  g_test_add_func ("/exchange/grouping/leaves-unknown-stores-out", test_unknown_store_is_left_out);
  return g_test_run ();
}
