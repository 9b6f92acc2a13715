/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-tls-writer.h"

#include <math.h>
#include <string.h>

static const FcTlsUnits metric = { FC_VOLUME_LITRE, FALSE, FALSE };
static const FcTlsUnits american = { FC_VOLUME_US_GALLON, TRUE, TRUE };

static const TlsRecord two_tanks[] = {
  { 1, '1', 0, { 18250.5f, 18100.25f, 11749.5f, 1420.5f, 12.0f, 18.25f, 35.5f }, NULL, NULL },
  { 2, 'D', FC_TLS_DELIVERING, { 9000, 8950, 21000, 801, 0, 21.5f, 0 }, NULL, NULL },
};

static GBytes *
take (GString *text)
{
  return g_string_free_to_bytes (text);
}

static FcTlsReply *
parse (GString           *text,
       const FcTlsUnits  *units,
       GError           **error)
{
  g_autoptr (GBytes) frame = take (text);

  return fc_tls_parse (frame, units, error);
}

static void
commands_are_written_as_the_manual_has_them (void)
{
  g_autoptr (GBytes) plain = fc_tls_request (FC_TLS_INVENTORY, FC_TLS_ALL_TANKS, NULL);
  g_autoptr (GBytes) coded = fc_tls_request (FC_TLS_DELIVERIES, 7, "123456");

  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "\001i20100", 7);
  g_assert_cmpmem (g_bytes_get_data (coded, NULL), g_bytes_get_size (coded), "\001123456i20207", 13);
}

static void
an_inventory_is_read_in_our_units (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTlsReply) reply = parse (tls_write_inventory (two_tanks, 2, "2611210742"), &metric, &error);
  const FcTlsTank *tank;
  gint64 value;

  g_assert_no_error (error);
  g_assert_cmpint (reply->function, ==, FC_TLS_INVENTORY);
  g_assert_cmpint (reply->time.date, ==, fc_date_from_civil (2026, 11, 21));
  g_assert_cmpint (reply->time.minute, ==, 7 * 60 + 42);
  g_assert_cmpuint (reply->tanks->len, ==, 2);
  tank = &g_array_index (reply->tanks, FcTlsTank, 0);
  g_assert_cmpuint (tank->tank, ==, 1);
  g_assert_cmpint (tank->values[FC_TLS_VOLUME], ==, 18250500);
  g_assert_cmpint (tank->values[FC_TLS_TC_VOLUME], ==, 18100250);
  g_assert_cmpint (tank->values[FC_TLS_ULLAGE], ==, 11749500);
  g_assert_cmpint (tank->values[FC_TLS_LEVEL], ==, 1421);
  g_assert_cmpint (tank->values[FC_TLS_WATER_LEVEL], ==, 12);
  g_assert_cmpint (tank->values[FC_TLS_TEMPERATURE], ==, 18250);
  g_assert_true (fc_tls_value (tank->known, tank->values, FC_TLS_WATER_VOLUME, &value));
  g_assert_cmpint (value, ==, 35500);
  tank = &g_array_index (reply->tanks, FcTlsTank, 1);
  g_assert_cmpint (tank->product, ==, 'D');
  g_assert_cmpuint (tank->status, ==, FC_TLS_DELIVERING);
}

static void
gallons_inches_and_fahrenheit_become_ours (void)
{
  const TlsRecord record = { 3, 'R', 0, { 1000, 990, 4000, 40, 0.5f, 59, 10 }, NULL, NULL };
  g_autoptr (FcTlsReply) reply = parse (tls_write_inventory (&record, 1, "2601010000"), &american, NULL);
  const FcTlsTank *tank = &g_array_index (reply->tanks, FcTlsTank, 0);

  g_assert_cmpint (tank->values[FC_TLS_VOLUME], ==, 3785412);
  g_assert_cmpint (tank->values[FC_TLS_LEVEL], ==, 1016);
  g_assert_cmpint (tank->values[FC_TLS_WATER_LEVEL], ==, 13);
  g_assert_cmpint (tank->values[FC_TLS_TEMPERATURE], ==, 15000);
}

static void
deliveries_are_read_with_both_ends (void)
{
  const TlsRecord records[] = {
    { 1, '1', 0, { 5000, 4990, 10, 15, 25000, 24900, 11, 18, 500, 1900 }, "2611200610", "2611200655" },
    { 1, '1', 0, { 6000, 5990, 10, 15, 16000, 15900, 11, 18, 600, 1300 }, "2611180610", "2611180655" },
    { 2, 'D', 0, { 0 }, NULL, NULL },
    { 9, 'D', 0, { 100, 99, 0, 10, 8100, 8050, 0, 12, 80, 700 }, "2603290145", "2603290350" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTlsReply) reply = parse (tls_write_delivery (records, 4, "2611210742"), &metric, &error);
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  const FcTlsDelivery *delivery;

  g_assert_no_error (error);
  g_assert_cmpuint (reply->deliveries->len, ==, 3);
  delivery = &g_array_index (reply->deliveries, FcTlsDelivery, 0);
  g_assert_cmpuint (delivery->tank, ==, 1);
  g_assert_cmpint (delivery->start.values[FC_TLS_VOLUME], ==, 5000000);
  g_assert_cmpint (delivery->start.values[FC_TLS_LEVEL], ==, 500);
  g_assert_cmpint (delivery->end.values[FC_TLS_TC_VOLUME], ==, 24900000);
  g_assert_cmpint (delivery->end.values[FC_TLS_WATER_LEVEL], ==, 11);
  g_assert_cmpint (delivery->end.values[FC_TLS_LEVEL], ==, 1900);
  g_assert_cmpint (delivery->end.time.minute, ==, 6 * 60 + 55);
  delivery = &g_array_index (reply->deliveries, FcTlsDelivery, 2);
  g_assert_cmpuint (delivery->tank, ==, 9);
  /* Over the night when clocks go forward: 01:45 +1 to 03:50 +2 are 65 minutes. */
  g_assert_cmpint (fc_tls_time_us (&delivery->end.time, berlin) - fc_tls_time_us (&delivery->start.time, berlin), ==,
                   65 * G_GINT64_CONSTANT (60000000));
}

static void
a_refusal_says_what_to_look_at (void)
{
  g_autoptr (GError) error = NULL;
  GString *refusal = tls_write_refusal ();

  g_assert_cmpstr (refusal->str, ==, "\0019999FF1B\003");
  g_assert_null (parse (refusal, &metric, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
}

static void
a_value_that_cannot_be_is_left_out_with_its_tank (void)
{
  const TlsRecord records[] = {
    { 4, '1', 0, { NAN, 100, 100, 50000, 0, -300, -0.25f }, NULL, NULL },
    { 5, '1', FC_TLS_INVALID_HEIGHT, { 100, 100, 100, 50, 3, 12, 7 }, NULL, NULL },
  };
  g_autoptr (FcTlsReply) reply = parse (tls_write_inventory (records, 2, "2699999999"), &metric, NULL);
  const FcTlsTank *tank = &g_array_index (reply->tanks, FcTlsTank, 0);
  gint64 value;

  g_assert_cmpint (reply->time.date, ==, 0); /* its clock says nonsense: the rest still counts */
  g_assert_false (fc_tls_value (tank->known, tank->values, FC_TLS_VOLUME, &value));
  g_assert_false (fc_tls_value (tank->known, tank->values, FC_TLS_LEVEL, &value));
  g_assert_false (fc_tls_value (tank->known, tank->values, FC_TLS_TEMPERATURE, &value));
  g_assert_true (fc_tls_value (tank->known, tank->values, FC_TLS_WATER_VOLUME, &value));
  g_assert_cmpint (value, ==, 0);
  g_assert_cmpstr (fc_messages_get (reply->messages, 0)->text, ==, "Tank 4: the gauge’s volume (nan) cannot be right");
  tank = &g_array_index (reply->tanks, FcTlsTank, 1);
  g_assert_false (fc_tls_value (tank->known, tank->values, FC_TLS_VOLUME, &value));
  g_assert_cmpint (value, ==, 0);
  g_assert_true (fc_tls_value (tank->known, tank->values, FC_TLS_WATER_LEVEL, &value));
  g_assert_cmpuint (fc_messages_get_n_items (reply->messages), ==, 4);
}

static void
damage_is_told_with_the_tank (void)
{
  static const struct {
    const char *body, *says;
  } broken[] = {
    { "i201002611210742011000007" "46000000&&", "Tank 1: a value is cut off in the gauge’s answer" },
    { "i20100261121074203100&&", "Tank 3: no status in the gauge’s answer" },
    { "i2010026112107420&&", "There is no tank number where one should stand in the gauge’s answer" },
    { "i20200261121074208101" "2611200610XX&&", "Tank 8: a delivery without a time in the gauge’s answer" },
    { "i205002611210742&&", "The gauge answered something that was not asked" },
    { "I201002611210742&&", "The gauge answered for a printer; the program needs the computer format" },
    { "i2010026112&&", "The gauge’s answer is cut off" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (tls_write_frame (broken[i].body), &metric, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
      g_assert_cmpstr (error->message, ==, broken[i].says);
    }
}

static GString *
random_inventory (GRand     *rand,
                  TlsRecord *records,
                  guint      n)
{
  for (guint i = 0; i < n; i++)
    {
      records[i] = (TlsRecord) { .tank = i + 1, .product = (char) g_rand_int_range (rand, '0', 'Z'), .status = 0 };
      for (guint v = 0; v < 7; v++)
        records[i].values[v] = (float) g_rand_double_range (rand, 0, v == 3 || v == 4 ? 3000 : v == 5 ? 60 : 60000);
    }
  return tls_write_inventory (records, n, "2611210742");
}

/* What was written is read, as near as 32 bits of a float and our unit allow. */
static void
every_inventory_comes_back (void)
{
  g_test_message ("seeds 1 to 500");
  for (guint32 seed = 1; seed <= 500; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      TlsRecord records[99];
      guint n = (guint) g_rand_int_range (rand, 0, 100);
      g_autoptr (FcTlsReply) reply = parse (random_inventory (rand, records, n), &metric, NULL);

      g_assert_cmpuint (reply->tanks->len, ==, n);
      for (guint i = 0; i < n; i++)
        {
          const FcTlsTank *tank = &g_array_index (reply->tanks, FcTlsTank, i);

          g_assert_cmpuint (tank->known, ==, (1u << FC_TLS_N_VALUES) - 1);
          for (guint v = 0; v < FC_TLS_N_VALUES; v++)
            g_assert_cmpint (tank->values[v], ==,
                             llround (records[i].values[v] * (v == FC_TLS_LEVEL || v == FC_TLS_WATER_LEVEL ? 1 : 1000.0)));
        }
    }
}

static guint
count_frames (FcTlsReader *reader)
{
  GBytes *frame;
  guint n = 0;

  while ((frame = fc_tls_reader_next (reader)) != NULL)
    {
      g_autoptr (FcTlsReply) reply = fc_tls_parse (frame, &metric, NULL);

      n += reply != NULL;
      g_bytes_unref (frame);
    }
  return n;
}

static void
an_answer_may_come_in_any_two_pieces (void)
{
  g_autoptr (GString) text = tls_write_inventory (two_tanks, 2, "2611210742");

  g_string_prepend (text, "noise \003\003\001i20100"); /* and the echo of the command */
  for (gsize cut = 0; cut <= text->len; cut++)
    {
      g_autoptr (FcTlsReader) reader = fc_tls_reader_new ();
      guint n;

      fc_tls_reader_push (reader, (guint8 *) text->str, cut);
      n = count_frames (reader);
      fc_tls_reader_push (reader, (guint8 *) text->str + cut, text->len - cut);
      g_assert_cmpuint (n + count_frames (reader), ==, 1);
      g_assert_cmpuint (fc_tls_reader_noise (reader), ==, strlen ("noise \003\003\001i20100"));
    }
}

/* One byte lost or changed: nothing is read rather than something wrong. */
static void
one_damaged_byte_is_never_believed (void)
{
  g_autoptr (GString) whole = tls_write_inventory (two_tanks, 2, "2611210742");

  for (gsize at = 0; at < whole->len; at++)
    {
      g_autoptr (GString) dropped = g_string_new_len (whole->str, (gssize) whole->len);
      g_autoptr (GString) changed = g_string_new_len (whole->str, (gssize) whole->len);
      g_autoptr (FcTlsReader) reader = fc_tls_reader_new ();

      g_string_erase (dropped, (gssize) at, 1);
      changed->str[at] ^= 1 << at % 7;
      fc_tls_reader_push (reader, (guint8 *) dropped->str, dropped->len);
      fc_tls_reader_push (reader, (guint8 *) changed->str, changed->len);
      g_assert_cmpuint (count_frames (reader), ==, 0);
      /* And the next good one is read all the same. */
      fc_tls_reader_push (reader, (guint8 *) whole->str, whole->len);
      g_assert_cmpuint (count_frames (reader), ==, 1);
    }
}

/* Bytes of any kind: neither reader nor parser leaves its bounds, and what is good between them is found. */
static void
garbage_does_no_harm (void)
{
  g_test_message ("seeds 1 to 2000");
  for (guint32 seed = 1; seed <= 2000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FcTlsReader) reader = fc_tls_reader_new ();
      TlsRecord records[9];
      g_autoptr (GString) good = random_inventory (rand, records, (guint) g_rand_int_range (rand, 0, 10));
      g_autofree guint8 *noise = g_malloc (300);
      guint found = 0;

      for (guint part = 0; part < 6; part++)
        {
          guint length = (guint) g_rand_int_range (rand, 0, 300);

          for (guint i = 0; i < length; i++)
            noise[i] = g_rand_int_range (rand, 0, 3) == 0 ? (guint8) good->str[i % good->len]
                                                           : (guint8) g_rand_int_range (rand, 0, 256);
          fc_tls_reader_push (reader, noise, length);
          found += count_frames (reader);
        }
      fc_tls_reader_push (reader, (guint8 *) good->str, good->len);
      g_assert_cmpuint (found + count_frames (reader), >=, 1);
    }
}

/* Bodies that are wrong inside but carry the right sum: the parser must stand on its own. */
static void
a_lying_body_is_refused_or_read_within_bounds (void)
{
  static const char letters[] = "0123456789ABCDEF0123456701i2&";

  g_test_message ("seeds 1 to 20000");
  for (guint32 seed = 1; seed <= 20000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) body = g_string_new (seed % 2 ? "i20100" : "i20200");
      g_autoptr (GError) error = NULL;
      g_autoptr (FcTlsReply) reply = NULL;

      for (int n = g_rand_int_range (rand, 0, 240); n > 0; n--)
        g_string_append_c (body, letters[g_rand_int_range (rand, 0, (gint32) sizeof letters - 1)]);
      g_string_append (body, "&&");
      reply = parse (tls_write_frame (body->str), &metric, &error);
      g_assert_true ((reply == NULL) == (error != NULL));
    }
}

static void
an_endless_answer_is_given_up (void)
{
  g_autoptr (FcTlsReader) reader = fc_tls_reader_new ();
  g_autofree guint8 *block = g_malloc (65536);

  memset (block, '0', 65536);
  fc_tls_reader_push (reader, (const guint8 *) "\001i20100", 7);
  for (int i = 0; i < 20; i++)
    {
      fc_tls_reader_push (reader, block, 65536);
      g_assert_null (fc_tls_reader_next (reader));
    }
  g_assert_cmpuint (fc_tls_reader_noise (reader), >, FC_TLS_MOST_BYTES);
}

static void
a_saved_answer_is_read_with_or_without_its_frame (void)
{
  g_autoptr (GString) text = tls_write_inventory (two_tanks, 1, "2611200742");
  g_autoptr (GString) later = tls_write_inventory (two_tanks, 2, "2611210742");
  g_autoptr (GString) bare = g_string_new ("Monday\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) framed = NULL, stripped = NULL;
  g_autoptr (FcTlsReply) a = NULL, b = NULL;

  g_string_append_len (text, later->str, (gssize) later->len);
  g_string_append_len (bare, later->str + 1, 40);
  g_string_append (bare, "\r\n"); /* a terminal broke the line */
  g_string_append_len (bare, later->str + 41, (gssize) later->len - 42);
  g_string_append (bare, "\nbye");
  framed = g_bytes_new (text->str, text->len);
  stripped = g_bytes_new (bare->str, bare->len);
  a = fc_tls_parse_capture (framed, FC_TLS_INVENTORY, &metric, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (a->tanks->len, ==, 2);
  b = fc_tls_parse_capture (stripped, FC_TLS_INVENTORY, &metric, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (b->tanks->len, ==, 2);
  g_assert_null (fc_tls_parse_capture (framed, FC_TLS_DELIVERIES, &metric, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls/commands-are-written-as-the-manual-has-them", commands_are_written_as_the_manual_has_them);
  g_test_add_func ("/tls/an-inventory-is-read-in-our-units", an_inventory_is_read_in_our_units);
  g_test_add_func ("/tls/gallons-inches-and-fahrenheit-become-ours", gallons_inches_and_fahrenheit_become_ours);
  g_test_add_func ("/tls/deliveries-are-read-with-both-ends", deliveries_are_read_with_both_ends);
  g_test_add_func ("/tls/a-refusal-says-what-to-look-at", a_refusal_says_what_to_look_at);
  g_test_add_func ("/tls/a-value-that-cannot-be-is-left-out-with-its-tank", a_value_that_cannot_be_is_left_out_with_its_tank);
  g_test_add_func ("/tls/damage-is-told-with-the-tank", damage_is_told_with_the_tank);
  g_test_add_func ("/tls/every-inventory-comes-back", every_inventory_comes_back);
  g_test_add_func ("/tls/an-answer-may-come-in-any-two-pieces", an_answer_may_come_in_any_two_pieces);
  g_test_add_func ("/tls/one-damaged-byte-is-never-believed", one_damaged_byte_is_never_believed);
  g_test_add_func ("/tls/garbage-does-no-harm", garbage_does_no_harm);
  g_test_add_func ("/tls/a-lying-body-is-refused-or-read-within-bounds", a_lying_body_is_refused_or_read_within_bounds);
  g_test_add_func ("/tls/an-endless-answer-is-given-up", an_endless_answer_is_given_up);
  g_test_add_func ("/tls/a-saved-answer-is-read-with-or-without-its-frame", a_saved_answer_is_read_with_or_without_its_frame);
  return g_test_run ();
}
