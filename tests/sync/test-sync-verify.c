/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"

#include "fc-db.h"
#include "fc-hub-check.h"
#include "fc-journal-sales.h"
#include "fc-positions.h"
#include "fc-replica-sync.h"
#include "fc-statement.h"
#include "fc-time.h"
#include "fc-transfer-log.h"
#include "fc-verify.h"

#include <stdio.h>
#include <string.h>

#define PATIENCE 60

/* A company with an office whose file can be damaged from outside. */
typedef struct
{
  Company *company;
  Office *office;
  FcVerify *verify;
  FcId first, second, station;
} Fixture;

static gint64
read_number (Fixture    *fixture,
             const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->office->folder, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, 0, &error);
  gint64 number;

  g_assert_no_error (error);
  fc_db_get_int (db, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

/* What came back from the hub is compared; what was sent and has not is left for another time. */
static gboolean
has_come_back (gpointer data)
{
  return read_number (data, "SELECT count(*) FROM product WHERE version BETWEEN 1 AND"
                            " (SELECT CAST (value AS INTEGER) FROM meta WHERE key = 'cursor.tenant')") == 2;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->company = company_new ();
  fixture->office = office_new ();
  office_sign_in_admin (fixture->office, fc_hub_get_uri (fixture->company->hub));
  fixture->first = office_add_product (fixture->office, "FIRST");
  fixture->second = office_add_product (fixture->office, "SECOND");
  wait_level (fixture->office);
  g_assert_true (wait_for (has_come_back, fixture, PATIENCE));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  office_free (fixture->office);
  company_free (fixture->company);
}

static gboolean
is_over (gpointer data)
{
  return !fc_verify_is_running (data);
}

static gboolean
has_result (gpointer data)
{
  g_autofree char *result = fc_verify_dup_result (data);

  return !fc_verify_is_running (data) && result != NULL;
}

/* @sql: with ? for @id */
static void
damage (Fixture    *fixture,
        const char *sql,
        const FcId *id)
{
  g_autofree char *path = g_build_filename (fixture->office->folder, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, 0, &error);
  g_autoptr (FcStatement) statement = db != NULL ? fc_db_prepare (db, sql, &error) : NULL;

  g_assert_no_error (error);
  fc_statement_bind_id (statement, 1, id);
  fc_statement_run (statement, &error);
  g_assert_no_error (error);
}

static char *
verify (Fixture *fixture)
{
  fixture->verify = fc_verify_of (fixture->office->session);
  fc_verify_start (fixture->verify);
  g_assert_true (fc_verify_is_running (fixture->verify));
  g_assert_true (wait_for (has_result, fixture->verify, PATIENCE));
  return fc_verify_dup_result (fixture->verify);
}

static void
assert_says (Fixture    *fixture,
             const char *expected)
{
  g_autofree char *result = verify (fixture);

  g_test_message ("%s", result);
  g_assert_false (fc_verify_has_failed (fixture->verify));
  g_assert_true (g_str_has_suffix (result, expected));
}

static void
assert_code (Fixture    *fixture,
             const FcId *id,
             const char *code)
{
  g_autoptr (FcRecord) product = office_find (fixture->office, FC_PRODUCT, id);

  g_assert_nonnull (product);
  g_assert_cmpstr (fc_record_get_text (product, FC_PRODUCT_CODE), ==, code);
}

static void
test_all_is_the_same (Fixture      *fixture,
                      gconstpointer data)
{
  assert_says (fixture, "compared with the server. All of them are the same.");
  g_assert_cmpint (fc_verify_get_last (fixture->verify), >, 0);
}

static void
test_flipped_row (Fixture      *fixture,
                  gconstpointer data)
{
  damage (fixture, "UPDATE product SET code = 'FLIPPED' WHERE id = ?", &fixture->first);
  assert_code (fixture, &fixture->first, "FLIPPED");
  assert_says (fixture, "1 was not the same and has been repaired: 0 missing, 1 different, 0 too many.");
  assert_code (fixture, &fixture->first, "FIRST");
  assert_says (fixture, "All of them are the same.");
}

static void
test_lost_row (Fixture      *fixture,
               gconstpointer data)
{
  damage (fixture, "DELETE FROM product WHERE id = ?", &fixture->first);
  damage (fixture, "DELETE FROM product WHERE id = ?", &fixture->second);
  damage (fixture, "DELETE FROM membership WHERE row_id = ?", &fixture->second);
  assert_says (fixture, "2 were not the same and have been repaired: 2 missing, 0 different, 0 too many.");
  assert_code (fixture, &fixture->first, "FIRST");
  assert_code (fixture, &fixture->second, "SECOND");
}

static void
test_row_too_many (Fixture      *fixture,
                   gconstpointer data)
{
  FcId stray = fc_id_from_key ("test", "stray", NULL), held = fc_id_from_key ("test", "held", NULL);

  damage (fixture, "INSERT INTO product (id, version, code, name) VALUES (?, 3, 'STRAY', 'Stray')", &stray);
  damage (fixture, "INSERT INTO product (id, version, code, name) VALUES (?, 3, 'HELD', 'Held')", &held);
  damage (fixture, "INSERT INTO membership (entity, row_id, bucket) VALUES ('product', ?, 'tenant')", &held);
  assert_says (fixture, "2 were not the same and have been repaired: 0 missing, 0 different, 2 too many.");
  g_assert_false (office_has (fixture->office, FC_PRODUCT, &stray));
  g_assert_false (office_has (fixture->office, FC_PRODUCT, &held));
}

static gboolean
is_sent (gpointer data)
{
  return fc_replica_get_pending (((Office *) data)->replica) == 0;
}

/* What waits here is not compared, and is still there after what lies below it was repaired. */
static void
test_waiting_work_stays (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (FcRecord) before = office_find (fixture->office, FC_PRODUCT, &fixture->first);
  g_autoptr (FcRecord) after = fc_record_copy (before);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  fc_session_set_paused (fixture->office->session, TRUE);
  fc_record_set_text (after, FC_PRODUCT_NAME, "Waiting");
  g_ptr_array_add (ops, fc_op_new_patch (before, after, g_get_real_time ()));
  fc_replica_run_sync (fixture->office->replica, ops, &error);
  g_assert_no_error (error);
  assert_says (fixture, "All of them are the same.");
  damage (fixture, "UPDATE shadow SET version = version + 1 WHERE row_id = ?", &fixture->first);
  assert_says (fixture, "1 was not the same and has been repaired: 0 missing, 1 different, 0 too many.");
  g_clear_object (&before);
  before = office_find (fixture->office, FC_PRODUCT, &fixture->first);
  g_assert_cmpstr (fc_record_get_text (before, FC_PRODUCT_NAME), ==, "Waiting");
  g_assert_cmpuint (fc_replica_get_pending (fixture->office->replica), ==, 1);
  fc_session_set_paused (fixture->office->session, FALSE);
  g_assert_true (wait_for (is_sent, fixture->office, PATIENCE));
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *result = NULL;

  fixture->verify = fc_verify_of (fixture->office->session);
  fc_verify_start (fixture->verify);
  fc_verify_cancel (fixture->verify);
  g_assert_false (fc_verify_is_running (fixture->verify));
  g_assert_true (fc_verify_has_failed (fixture->verify));
  result = fc_verify_dup_result (fixture->verify);
  g_assert_true (g_str_has_prefix (result, "Verifying was cancelled."));
  assert_says (fixture, "All of them are the same.");
}

static void
test_hub_is_away (Fixture      *fixture,
                  gconstpointer data)
{
  fixture->verify = fc_verify_of (fixture->office->session);
  fc_hub_stop (fixture->company->hub);
  fc_verify_start (fixture->verify);
  g_assert_true (wait_for (is_over, fixture->verify, PATIENCE));
  g_assert_true (fc_verify_has_failed (fixture->verify));
}

/* --- sales ---------------------------------------------------------------------------------------------------------------- */

static FcId
sale_id (guint n)
{
  g_autofree char *line = g_strdup_printf ("%u", n);

  return fc_id_from_key ("verify-sale", line, NULL);
}

/* Reads a POS file of ten sales, of two months, at this office. */
static void
import_sales (Fixture *fixture,
              guint    first)
{
  g_autoptr (GPtrArray) sales = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time ();

  for (guint i = first; i < first + 10; i++)
    {
      FcId id = sale_id (i);
      FcRecord *sale = fc_record_new (FC_SALE, &id);

      fc_record_set_ref (sale, FC_SALE_STATION_ID, &fixture->station);
      fc_record_set_ref (sale, FC_SALE_PRODUCT_ID, &fixture->first);
      fc_record_set_int (sale, FC_SALE_SOLD_AT, now - (i % 2) * 31 * FC_DAY_US - i * 60 * G_USEC_PER_SEC);
      fc_record_set_int (sale, FC_SALE_VOLUME, 10000 + i);
      fc_record_set_int (sale, FC_SALE_PRICE, 150000);
      fc_record_set_int (sale, FC_SALE_AMOUNT, 1500 + i);
      fc_record_set_text (sale, FC_SALE_PAYMENT, "cash");
      g_ptr_array_add (sales, sale);
    }
  ops = fc_sales_import_ops (&fixture->station, sales, now);
  fc_replica_run_sync (fixture->office->replica, ops, &error);
  g_assert_no_error (error);
}

static void
set_up_sales (Fixture      *fixture,
              gconstpointer data)
{
  set_up (fixture, data);
  fixture->station = office_add_station (fixture->office, "N1");
  wait_level (fixture->office);
  import_sales (fixture, 0);
  wait_level (fixture->office);
}

#define ALL_SALES "SELECT count(*) * 1000000 + sum(amount) FROM sale"
#define ALL_SUMS  "SELECT sum(count) * 1000000 + sum(amount) FROM sales_rollup"
#define ALL_TOTALS "SELECT sum(count) * 1000000 + sum(amount) FROM sales_total"
#define TEN_OF_IT (10 * 1000000 + 15045)

static void
assert_sales_whole (Fixture *fixture)
{
  g_assert_cmpint (read_number (fixture, ALL_SALES), ==, TEN_OF_IT);
  g_assert_cmpint (read_number (fixture, ALL_SUMS), ==, TEN_OF_IT);
  g_assert_cmpint (read_number (fixture, ALL_TOTALS), ==, TEN_OF_IT);
}

static void
test_sales_are_the_same (Fixture      *fixture,
                         gconstpointer data)
{
  assert_sales_whole (fixture);
  assert_says (fixture, "records were compared with the server. All of them are the same.");
}

static void
test_damaged_sales (Fixture      *fixture,
                    gconstpointer data)
{
  FcId flipped = sale_id (2), lost = sale_id (4), strange = sale_id (1000);

  damage (fixture, "UPDATE sale SET amount = amount + 100 WHERE id = ?", &flipped);
  damage (fixture, "DELETE FROM sale WHERE id = ?", &lost);
  damage (fixture, "INSERT INTO sale (id, version, station_id, sold_at, product_id, volume, price, amount)"
          " SELECT ?, version, station_id, sold_at, product_id, 5, 5, 5 FROM sale LIMIT 1", &strange);
  assert_says (fixture, "3 were not the same and have been repaired: 1 missing, 1 different, 1 too many.");
  assert_sales_whole (fixture);
  assert_says (fixture, "All of them are the same.");
}

static void
test_damaged_sums (Fixture      *fixture,
                   gconstpointer data)
{
  damage (fixture, "UPDATE sales_rollup SET amount = amount + 7 WHERE id = (SELECT min (id) FROM sales_rollup) AND ? != ''",
          &fixture->first);
  assert_says (fixture, "1 was not the same and has been repaired: 0 missing, 1 different, 0 too many.");
  assert_sales_whole (fixture);
  damage (fixture, "DELETE FROM sales_rollup WHERE ? != ''", &fixture->first);
  assert_says (fixture, "2 were not the same and have been repaired: 0 missing, 2 different, 0 too many.");
  assert_sales_whole (fixture);
}

/* Sales that the hub has not got are in the sums here, are not found to be too many, and stay. */
static void
test_waiting_sales_stay (Fixture      *fixture,
                         gconstpointer data)
{
  fc_session_set_paused (fixture->office->session, TRUE);
  import_sales (fixture, 10);
  assert_says (fixture, "All of them are the same.");
  damage (fixture, "UPDATE sales_rollup SET amount = amount + 7 WHERE id = (SELECT min (id) FROM sales_rollup) AND ? != ''",
          &fixture->first);
  assert_says (fixture, "1 was not the same and has been repaired: 0 missing, 1 different, 0 too many.");
  g_assert_cmpint (read_number (fixture, ALL_SUMS), ==, 20 * 1000000 + 30190);
  fc_session_set_paused (fixture->office->session, FALSE);
  g_assert_true (wait_for (is_sent, fixture->office, PATIENCE));
}

/* --- positions ------------------------------------------------------------------------------------------------------------ */

#define FIXES 600

static FcId
add_vehicle (Fixture    *fixture,
             const char *number,
             const FcId *station)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) vehicle = fc_record_new (FC_VEHICLE, &id);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  fc_record_set_text (vehicle, FC_VEHICLE_NUMBER, number);
  fc_record_set_text (vehicle, FC_VEHICLE_STATUS, "in_service");
  fc_record_set_ref (vehicle, FC_VEHICLE_STATION_ID, station);
  g_ptr_array_add (ops, fc_op_new_insert (vehicle, g_get_real_time ()));
  fc_replica_run_sync (fixture->office->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

/* A fix every ten seconds, the last of them @ago seconds ago. */
static void
drive (Fixture    *fixture,
       const FcId *vehicle,
       gint64      ago)
{
  g_autoptr (FcTrack) track = fc_track_new (FIXES);
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = g_get_real_time () - (ago + FIXES * 10) * G_USEC_PER_SEC;

  for (guint i = 0; i < FIXES; i++)
    fc_track_add (track, &(FcFix){ .time_us = first + i * 10 * G_USEC_PER_SEC,
                                   .place = { 387000000 + (gint32) i * 1000, -91000000 },
                                   .speed = fc_fix_speed (40),
                                   .heading = fc_fix_heading (0) });
  ops = fc_positions_import_ops (vehicle, track, "gpx", g_get_real_time ());
  fc_replica_run_sync (fixture->office->replica, ops, &error);
  g_assert_no_error (error);
}

static gboolean
has_both_tracks (gpointer data)
{
  return read_number (data, "SELECT count(*) FROM position WHERE version BETWEEN 1 AND"
                            " (SELECT min (CAST (value AS INTEGER)) FROM meta WHERE key GLOB 'cursor.track*')") == 2 * FIXES;
}

static void
set_up_tracks (Fixture      *fixture,
               gconstpointer data)
{
  FcId of_station, of_company;

  set_up (fixture, data);
  fixture->station = office_add_station (fixture->office, "N1");
  wait_level (fixture->office);
  of_station = add_vehicle (fixture, "12-AB-34", &fixture->station);
  of_company = add_vehicle (fixture, "56-CD-78", NULL);
  drive (fixture, &of_station, 60);
  drive (fixture, &of_company, 60);
  g_assert_true (wait_for (has_both_tracks, fixture, PATIENCE));
  wait_level (fixture->office);
}

#define ALL_TRACKS "SELECT count(*) * 1000000000 + sum(latitude % 1000000) + sum(speed) + sum(version) FROM position"

static void
test_positions_are_the_same (Fixture      *fixture,
                             gconstpointer data)
{
  guint rows;

  assert_says (fixture, "records were compared with the server. All of them are the same.");
  g_autofree char *result = fc_verify_dup_result (fixture->verify);
  g_assert_cmpint (sscanf (result, "%u", &rows), ==, 1);
  g_assert_cmpuint (rows, >=, 2 * FIXES);
}

static void
test_damaged_positions (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 whole = read_number (fixture, ALL_TRACKS);
  FcId strange = fc_id_from_key ("test", "strange", NULL);

  damage (fixture, "UPDATE position SET latitude = latitude + 7 WHERE id = (SELECT min (id) FROM position"
          " WHERE station_id IS NOT NULL) AND ? != ''", &fixture->first);
  damage (fixture, "DELETE FROM position WHERE id IN (SELECT id FROM position WHERE station_id IS NULL ORDER BY id LIMIT 40)"
          " AND ? != ''", &fixture->first);
  damage (fixture, "INSERT INTO position (id, version, station_id, vehicle_id, fixed_at, latitude, longitude)"
          " SELECT ?, version, station_id, vehicle_id, fixed_at + 1, 5, 5 FROM position WHERE station_id IS NOT NULL LIMIT 1",
          &strange);
  assert_says (fixture, "42 were not the same and have been repaired: 40 missing, 1 different, 1 too many.");
  g_assert_cmpint (read_number (fixture, ALL_TRACKS), ==, whole);
  assert_says (fixture, "All of them are the same.");
}

/* None of a first pull is here any more: all of it comes again. */
static void
test_lost_positions (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 whole = read_number (fixture, ALL_TRACKS);

  damage (fixture, "DELETE FROM position WHERE ? != ''", &fixture->first);
  assert_says (fixture, "1200 were not the same and have been repaired: 1200 missing, 0 different, 0 too many.");
  g_assert_cmpint (read_number (fixture, ALL_TRACKS), ==, whole);
}

/* What the hub has not got is not found to be too many, and stays; what is the same but for the hub's number is no finding. */
static void
test_waiting_positions_stay (Fixture      *fixture,
                             gconstpointer data)
{
  FcId vehicle = add_vehicle (fixture, "90-EF-12", &fixture->station);

  wait_level (fixture->office);
  fc_session_set_paused (fixture->office->session, TRUE);
  drive (fixture, &vehicle, 60);
  damage (fixture, "UPDATE position SET version = version + 1000000 WHERE station_id IS NULL AND ? != ''", &fixture->first);
  assert_says (fixture, "All of them are the same.");
  g_assert_cmpint (read_number (fixture, "SELECT max (version) < 1000000 FROM position"), ==, 1);
  damage (fixture, "DELETE FROM position WHERE version > 0 AND ? != ''", &fixture->first);
  assert_says (fixture, "1200 were not the same and have been repaired: 1200 missing, 0 different, 0 too many.");
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM position"), ==, 3 * FIXES);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM position WHERE version = 0"), ==, FIXES);
  fc_session_set_paused (fixture->office->session, FALSE);
  g_assert_true (wait_for (is_sent, fixture->office, PATIENCE));
}

/* A hub that sends fewer rows at once than are asked for is asked for fewer. */
static void
test_positions_few_at_once (Fixture      *fixture,
                            gconstpointer data)
{
  gint64 whole = read_number (fixture, ALL_TRACKS);
  guint usual = fc_hub_check_most_positions;

  fc_hub_check_most_positions = FIXES / 30; /* sixteen ranges hold twice that */
  damage (fixture, "DELETE FROM position WHERE ? != ''", &fixture->first);
  assert_says (fixture, "1200 were not the same and have been repaired: 1200 missing, 0 different, 0 too many.");
  fc_hub_check_most_positions = usual;
  g_assert_cmpint (read_number (fixture, ALL_TRACKS), ==, whole);
}

/* Positions that cannot be had take nothing else along: the rest is compared, repaired, and told. */
static void
test_positions_fail_alone (Fixture      *fixture,
                           gconstpointer data)
{
  guint usual = fc_hub_check_most_positions;

  fc_hub_check_most_positions = 0;
  damage (fixture, "DELETE FROM position WHERE ? != ''", &fixture->first);
  damage (fixture, "UPDATE product SET code = 'FLIPPED' WHERE id = ?", &fixture->first);
  g_autofree char *result = verify (fixture);
  fc_hub_check_most_positions = usual;
  g_test_message ("%s", result);
  g_assert_false (fc_verify_has_failed (fixture->verify));
  g_assert_cmpint (fc_verify_get_last (fixture->verify), >, 0);
  g_assert_nonnull (strstr (result, "1 was not the same and has been repaired: 0 missing, 1 different, 0 too many."));
  g_assert_nonnull (strstr (result, "Positions of vehicles could not be compared: These are too many positions"));
  assert_code (fixture, &fixture->first, "FIRST");
  assert_says (fixture, "1200 were not the same and have been repaired: 1200 missing, 0 different, 0 too many.");
}

/* What went up and down is listed, in words, without a word of what it was; only so much of it. */
static void
test_transfers (Fixture      *fixture,
                gconstpointer data)
{
  GListModel *list = fc_transfers_of (fixture->office->replica);
  g_autofree char *text = fc_transfers_text (list);
  guint sent = 0, received = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (FcTransfer) one = g_list_model_get_item (list, i);

      g_assert_false (fc_transfer_is_error (one));
      g_assert_cmpuint (one->up, >, 0);
      g_assert_cmpuint (one->down, >, 0);
      g_assert_cmpint (one->took, >=, 0);
      sent += one->sent;
      received += one->received;
    }
  g_assert_cmpuint (sent, ==, 2);
  g_assert_cmpuint (received, >, 2);
  g_assert_nonnull (strstr (text, " sent."));
  g_assert_null (strstr (text, ADMIN_EMAIL));
  g_assert_null (strstr (text, "FIRST"));
  g_assert_null (strstr (text, fc_session_get_hub_uri (fixture->office->session)));
  fc_hub_stop (fixture->company->hub);
  for (guint i = 0; i < FC_TRANSFERS_KEPT + 5; i++)
    {
      g_autoptr (FcTransfer) one = fc_transfer_new (FC_TRANSFER_EXCHANGE);
      g_autofree char *words = NULL;

      fc_transfer_end (one, fixture->office->replica, "The server cannot be reached.");
      words = fc_transfer_say (one);
      g_assert_true (fc_transfer_is_error (one));
      g_assert_cmpstr (words, ==, "The server cannot be reached.");
    }
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, FC_TRANSFERS_KEPT);
}

#define TEST(name, func) g_test_add ("/sync/verify/" name, Fixture, NULL, set_up, func, tear_down)
#define TEST_SALES(name, func) g_test_add ("/sync/verify/sales/" name, Fixture, NULL, set_up_sales, func, tear_down)
#define TEST_TRACKS(name, func) g_test_add ("/sync/verify/positions/" name, Fixture, NULL, set_up_tracks, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("all-is-the-same", test_all_is_the_same);
  TEST ("flipped-row", test_flipped_row);
  TEST ("lost-row", test_lost_row);
  TEST ("row-too-many", test_row_too_many);
  TEST ("waiting-work-stays", test_waiting_work_stays);
  TEST ("cancel", test_cancel);
  TEST ("hub-is-away", test_hub_is_away);
  TEST ("transfers", test_transfers);
  TEST_SALES ("are-the-same", test_sales_are_the_same);
  TEST_SALES ("damaged", test_damaged_sales);
  TEST_SALES ("sums-damaged", test_damaged_sums);
  TEST_SALES ("that-wait-stay", test_waiting_sales_stay);
  TEST_TRACKS ("are-the-same", test_positions_are_the_same);
  TEST_TRACKS ("damaged", test_damaged_positions);
  TEST_TRACKS ("lost", test_lost_positions);
  TEST_TRACKS ("that-wait-stay", test_waiting_positions_stay);
  TEST_TRACKS ("few-at-once", test_positions_few_at_once);
  TEST_TRACKS ("fail-alone", test_positions_fail_alone);
  return g_test_run ();
}
