/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db.h"
#include "fc-positions-run.h"
#include "fc-track-file.h"
#include "fc-verify.h"
#include "office.h"

#include <glib/gstdio.h>

/* Where vehicles were, on its way: a receiver's file, an office, the hub, another office. */

#define FIXES 1300 /* more than one op's */

typedef struct {
  Company *company;
  Office *a, *b;
  FcId station, of_station, of_company;
  char *folder;
  GFile *file;
  gint64 epoch; /* of the hub, after it was restored */
} Fixture;

static gpointer
read_number (FcDb          *db,
             gpointer       sql,
             GCancellable  *cancellable,
             GError       **error)
{
  gint64 number;

  return fc_db_get_int (db, sql, &number, error) ? g_memdup2 (&number, sizeof number) : NULL;
}

static gint64
count (Office     *office,
       const char *sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *number = NULL;

  fc_replica_read_async (office->replica, read_number, g_strdup (sql), g_free, g_free, NULL, result_cb, &result);
  wait_result (&result, 10);
  number = fc_replica_read_finish (office->replica, result, &error);
  g_assert_no_error (error);
  return *number;
}

static FcId
add_vehicle (Office     *office,
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
  fc_replica_run_sync (office->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

/* An hour's drive that ended a minute ago, with one fix from far away. */
static GFile *
write_track (const char *folder)
{
  g_autoptr (GString) gpx = g_string_new ("<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n");
  g_autofree char *path = g_build_filename (folder, "12-AB-34.gpx", NULL);
  gint64 first = g_get_real_time () / G_USEC_PER_SEC - 60 - FIXES;

  for (guint i = 0; i < FIXES; i++)
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (first + i);
      g_autofree char *time = g_date_time_format_iso8601 (at);

      g_string_append_printf (gpx, "<trkpt lat=\"%u.%06u\" lon=\"-9.1\"><time>%s</time></trkpt>\n", i == 700 ? 48 : 38,
                              700000 + i * 90, time);
    }
  g_string_append (gpx, "</trkseg></trk></gpx>\n");
  g_assert_true (g_file_set_contents (path, gpx->str, -1, NULL));
  return g_file_new_for_path (path);
}

static gboolean
has_vehicles (gpointer data)
{
  return count (data, "SELECT count(*) FROM vehicle") == 2;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->company = company_new ();
  fixture->a = office_new ();
  fixture->b = office_new ();
  fixture->folder = g_dir_make_tmp ("fc-tracks-XXXXXX", NULL);
  fixture->file = write_track (fixture->folder);
  office_sign_in_admin (fixture->a, fc_hub_get_uri (fixture->company->hub));
  office_sign_in_admin (fixture->b, fc_hub_get_uri (fixture->company->hub));
  fixture->station = office_add_station (fixture->a, "HF01");
  fixture->of_station = add_vehicle (fixture->a, "12-AB-34", &fixture->station);
  fixture->of_company = add_vehicle (fixture->a, "56-CD-78", NULL);
  wait_level (fixture->a);
  g_assert_true (wait_for (has_vehicles, fixture->b, 20));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  office_free (fixture->a);
  office_free (fixture->b);
  company_free (fixture->company);
  g_file_delete (fixture->file, NULL, NULL);
  g_rmdir (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
}

static FcPositionsResult
import (Fixture    *fixture,
        Office     *office,
        const FcId *vehicle)
{
  g_autoptr (GAsyncResult) read = NULL, ran = NULL;
  g_autoptr (FcTrackFile) file = NULL;
  g_autoptr (GError) error = NULL;
  FcPositionsResult what;

  fc_track_file_read_async (fixture->file, NULL, result_cb, &read);
  wait_result (&read, 10);
  file = fc_track_file_read_finish (read, &error);
  g_assert_no_error (error);
  fc_positions_run_async (office->replica, vehicle, g_steal_pointer (&file->track), file->source, NULL, NULL, NULL,
                          result_cb, &ran);
  wait_result (&ran, 20);
  fc_positions_run_finish (ran, &what, &error);
  g_assert_no_error (error);
  return what;
}

static gboolean
has_one_track (gpointer data)
{
  return count (data, "SELECT count(*) FROM position WHERE version > 0") == FIXES;
}

static gboolean
has_both_tracks (gpointer data)
{
  return count (data, "SELECT count(*) FROM position WHERE version > 0") == 2 * FIXES;
}

static void
assert_level (Office *office)
{
  wait_level (office);
  g_assert_cmpuint (fc_replica_get_quarantined (office->replica), ==, 0);
}

static void
a_track_comes_to_another_office (Fixture       *fixture,
                                 gconstpointer  data)
{
  FcPositionsResult what = import (fixture, fixture->a, &fixture->of_station);

  g_assert_cmpuint (what.n, ==, FIXES);
  g_assert_cmpuint (what.n_new, ==, FIXES);
  g_assert_cmpuint (what.n_doubtful, ==, 1);
  assert_level (fixture->a);
  g_assert_true (wait_for (has_one_track, fixture->b, 20));
  g_assert_cmpint (count (fixture->b, "SELECT count(*) FROM position WHERE marks & 32"), ==, 1); /* it jumped */
  g_assert_true (wait_for (has_one_track, fixture->a, 20));
}

static void
imported_in_two_offices_it_is_there_once (Fixture       *fixture,
                                          gconstpointer  data)
{
  import (fixture, fixture->a, &fixture->of_station);
  import (fixture, fixture->b, &fixture->of_station);
  assert_level (fixture->a);
  assert_level (fixture->b);
  g_assert_true (wait_for (has_one_track, fixture->a, 20));
  g_assert_true (wait_for (has_one_track, fixture->b, 20));
  g_assert_cmpint (count (fixture->b, "SELECT count(*) FROM position"), ==, FIXES);
  g_assert_cmpuint (import (fixture, fixture->a, &fixture->of_station).n_new, ==, 0);
}

static void
who_comes_later_gets_all_of_it (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (Office) late = office_new ();

  import (fixture, fixture->a, &fixture->of_station);
  import (fixture, fixture->a, &fixture->of_company);
  assert_level (fixture->a);
  office_sign_in_admin (late, fc_hub_get_uri (fixture->company->hub));
  g_assert_true (wait_for (has_both_tracks, late, 20));
  g_assert_true (wait_for (has_both_tracks, fixture->b, 20));
  g_assert_cmpint (count (late, "SELECT count(*) FROM position WHERE station_id IS NULL"), ==, FIXES);
}

/* A position of the hub that it has not got any more. */
static void
add_lost_position (Office *office)
{
  g_autofree char *path = g_build_filename (office->folder, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, 0, &error);

  g_assert_no_error (error);
  fc_db_exec (db,
              "INSERT INTO position (id, version, station_id, vehicle_id, fixed_at, latitude, longitude)"
              " SELECT randomblob (16), version, station_id, vehicle_id, fixed_at + 1, 5, 5 FROM position LIMIT 1",
              &error);
  g_assert_no_error (error);
}

/* The hub has sent again what it has. */
static gboolean
has_come_again (gpointer data)
{
  return count (data, "SELECT count(*) FROM position WHERE version BETWEEN 1 AND"
                      " (SELECT min (CAST (value AS INTEGER)) FROM meta WHERE key GLOB 'cursor.track*')") >= FIXES;
}

static gboolean
is_of_new_epoch (gpointer data)
{
  Fixture *fixture = data;

  return count (fixture->b, "SELECT CAST (value AS INTEGER) FROM meta WHERE key = '" FC_META_EPOCH "'") == fixture->epoch;
}

static gboolean
was_compared (gpointer data)
{
  return !fc_verify_is_running (data);
}

/* They may be the last there are: the comparison leaves them, and finds nothing. */
static void
what_the_hub_lost_stays (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (JsonNode) asked = json_from_string ("{\"do\":\"new-epoch\"}", NULL);
  FcVerify *verify = fc_verify_of (fixture->b->session);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  import (fixture, fixture->a, &fixture->of_station);
  g_assert_true (wait_for (has_come_again, fixture->b, 60));
  add_lost_position (fixture->b);
  answer = fc_hub_admin (fixture->company->hub, json_node_get_object (asked), &error);
  g_assert_no_error (error);
  fixture->epoch = json_object_get_int_member (answer, "epoch");
  office_add_product (fixture->b, "NEWS");
  g_assert_true (wait_for (is_of_new_epoch, fixture, 60));
  g_assert_true (wait_for (has_come_again, fixture->b, 60));
  wait_level (fixture->b);
  fc_verify_start (verify);
  g_assert_true (wait_for (was_compared, verify, 60));
  said = fc_verify_dup_result (verify);
  g_test_message ("%s", said);
  g_assert_false (fc_verify_has_failed (verify));
  g_assert_nonnull (strstr (said, "All of them are the same."));
  g_assert_null (strstr (said, "Positions of vehicles"));
  g_assert_cmpint (count (fixture->b, "SELECT count(*) FROM position"), ==, FIXES + 1);
  g_assert_cmpint (count (fixture->b, "SELECT count(*) FROM position WHERE version < 0"), ==, 1);
}

#define ADD(path, func) g_test_add ("/sync/tracks/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-track-comes-to-another-office", a_track_comes_to_another_office);
  ADD ("imported-in-two-offices-it-is-there-once", imported_in_two_offices_it_is_there_once);
  ADD ("who-comes-later-gets-all-of-it", who_comes_later_gets_all_of_it);
  ADD ("what-the-hub-lost-stays", what_the_hub_lost_stays);
  return g_test_run ();
}
