/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-message.h"
#include "fc-hub-check.h"
#include "fc-positions.h"
#include "hub-fixture.h"

/* Whose bucket a row lies in: what may be of no station, what moves, and positions, which lie apart. */

#define NOON (G_GINT64_CONSTANT (1795262400) * G_USEC_PER_SEC) /* 2026-11-21 12:00 UTC */

static FcRecord *
make_vehicle (Client     *office,
              const char *number,
              FcRecord   *station)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *vehicle = fc_record_new (FC_VEHICLE, &id);

  fc_record_set_text (vehicle, FC_VEHICLE_NUMBER, number);
  fc_record_set_text (vehicle, FC_VEHICLE_STATUS, "in_service");
  if (station != NULL)
    fc_record_set_ref (vehicle, FC_VEHICLE_STATION_ID, fc_record_get_id (station));
  g_autoptr (FcSyncReply) reply = client_push (office, fc_op_new_insert (vehicle, g_get_real_time ()));
  g_assert_cmpstr (result_of (reply, 0)->error_message, ==, NULL);
  return vehicle;
}

static void
drive (Client   *office,
       FcRecord *vehicle,
       guint     n)
{
  g_autoptr (FcTrack) track = fc_track_new (n);

  for (guint i = 0; i < n; i++)
    fc_track_add (track, &(FcFix){ .time_us = NOON + i * 30 * G_USEC_PER_SEC,
                                   .place = { 387000000 + (gint32) i * 1000, -91000000 },
                                   .speed = fc_fix_speed (40),
                                   .heading = fc_fix_heading (0) });
  g_autoptr (GPtrArray) ops = fc_positions_import_ops (fc_record_get_id (vehicle), track, "gpx", g_get_real_time ());
  for (guint i = 0; i < ops->len; i++)
    ops->pdata[i] = client_op (office, ops->pdata[i]);
  g_autoptr (FcSyncReply) reply = client_sync_ops (office, ops, NULL);
  for (guint i = 0; i < reply->results->len; i++)
    g_assert_cmpstr (result_of (reply, i)->error_message, ==, NULL);
}

/* How many positions of @vehicle are in @batch. */
static guint
count_of (const FcFactBatch *batch,
          FcRecord          *vehicle)
{
  guint n = 0;

  for (guint i = 0; batch->entity == FC_POSITION && i < batch->n; i++)
    n += fc_id_equal (&batch->columns[FC_POSITION_VEHICLE_ID].ids[i], fc_record_get_id (vehicle));
  return n;
}

static guint
count_pulled (Client         *client,
              const FcCursor *cursor,
              FcRecord       *vehicle)
{
  g_autoptr (FcSyncReply) page = client_sync_ops (client, NULL, cursor);
  guint n = 0;

  g_assert_false (page->more);
  for (guint i = 0; i < page->facts->len; i++)
    n += count_of (page->facts->pdata[i], vehicle);
  return n;
}

/* As a new computer reads all of it. */
static guint
count_streamed (Client   *client,
                FcRecord *vehicle)
{
  g_autoptr (FcPullRequest) request = fc_pull_request_new ();
  g_autoptr (FcPullReader) reader = fc_pull_reader_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;
  gsize size;

  request->client_id = client->client_id;
  g_autoptr (GBytes) body = fc_pull_request_encode (request);
  g_autoptr (Reply) reply =
    hub_send (client->fixture, "POST", FC_WIRE_PATH_PULL, client->access, client->tenant, body);
  gconstpointer bytes = g_bytes_get_data (reply->bytes, &size);
  g_assert_cmpuint (reply->status, ==, 200);
  fc_pull_reader_push (reader, bytes, size);
  while (TRUE)
    {
      g_autoptr (FcFrame) frame = fc_pull_reader_next (reader, &error);

      g_assert_no_error (error);
      if (frame == NULL)
        break;
      if (frame->kind == FC_FRAME_FACTS)
        n += count_of (frame->batch, vehicle);
    }
  g_assert_true (fc_pull_reader_is_complete (reader));
  return n;
}

static void
test_positions (HubFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (FcRecord) south = client_make_station (ada, "S1");
  g_autoptr (Client) fay = client_make_user (ada, "fay@acme.example", "fleet_manager", north);
  g_autoptr (Client) sid = client_make_user (ada, "sid@acme.example", "fleet_manager", south);
  g_autoptr (Client) sue = client_make_user (ada, "sue@acme.example", "supervisor", north);
  g_autoptr (FcRecord) van = make_vehicle (ada, "N-1", north);
  g_autoptr (FcRecord) pool = make_vehicle (ada, "POOL", NULL);
  g_autoptr (FcSyncReply) before = client_sync_ops (fay, NULL, NULL);

  drive (ada, van, 1200); /* two ops */
  drive (ada, pool, 7);
  drive (ada, van, 1200); /* the same file again */
  g_assert_cmpint (hub_fixture_count (fixture, "position"), ==, 1207);
  g_assert_cmpuint (count_pulled (fay, before->cursor, van), ==, 1200);
  g_assert_cmpuint (count_pulled (fay, before->cursor, pool), ==, 7);
  g_assert_cmpuint (count_streamed (fay, van), ==, 1200);
  g_assert_cmpuint (count_streamed (fay, pool), ==, 7);
  g_assert_cmpuint (count_streamed (ada, van), ==, 1200);
  g_assert_cmpuint (count_streamed (sid, van), ==, 0); /* of another station */
  g_assert_cmpuint (count_streamed (sid, pool), ==, 7);
  g_assert_cmpuint (count_streamed (sue, van), ==, 0); /* may not see vehicles */
  g_assert_cmpuint (count_streamed (sue, pool), ==, 0);
  g_assert_cmpuint (count_pulled (sue, NULL, pool), ==, 0);
}

static void
give_to (Client    *office,
         FcRecord **vehicle,
         FcRecord  *station)
{
  g_autoptr (FcRecord) after = fc_record_copy (*vehicle);

  if (station != NULL)
    fc_record_set_ref (after, FC_VEHICLE_STATION_ID, fc_record_get_id (station));
  else
    fc_record_set_null (after, FC_VEHICLE_STATION_ID);
  g_autoptr (FcSyncReply) reply = client_push (office, fc_op_new_patch (*vehicle, after, g_get_real_time ()));
  g_assert_cmpstr (result_of (reply, 0)->error_message, ==, NULL);
  g_clear_object (vehicle);
  *vehicle = client_fetch (office, FC_VEHICLE, fc_record_get_id (after));
}

/* What the offices hear of it since their cursors: present, or removed from the bucket where they had it. */
static int
heard (Client          *client,
       FcSyncReply    **since,
       FcRecord        *vehicle)
{
  FcSyncReply *page = client_sync_ops (client, NULL, (*since)->cursor);
  int sum = 0;

  for (guint i = 0; i < page->updates->len; i++)
    {
      const FcUpdate *update = page->updates->pdata[i];

      if (update->entity == FC_VEHICLE && fc_id_equal (&update->id, fc_record_get_id (vehicle)))
        sum += update->removed ? -1 : 1;
    }
  fc_sync_reply_free (*since);
  *since = page;
  return sum;
}

static void
test_moves (HubFixture    *fixture,
            gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (FcRecord) south = client_make_station (ada, "S1");
  g_autoptr (Client) fay = client_make_user (ada, "fay@acme.example", "fleet_manager", north);
  g_autoptr (Client) sid = client_make_user (ada, "sid@acme.example", "fleet_manager", south);
  g_autoptr (FcRecord) van = make_vehicle (ada, "N-1", north);
  g_autoptr (FcSyncReply) at_north = client_sync_ops (fay, NULL, NULL);
  g_autoptr (FcSyncReply) at_south = client_sync_ops (sid, NULL, NULL);

  give_to (ada, &van, south);
  g_assert_cmpint (heard (fay, &at_north, van), ==, -1);
  g_assert_cmpint (heard (sid, &at_south, van), ==, 1);
  give_to (ada, &van, NULL); /* the company's: both see it; in the south it left one bucket and came into another */
  g_assert_cmpint (heard (fay, &at_north, van), ==, 1);
  g_assert_cmpint (heard (sid, &at_south, van), ==, 0);
  g_autoptr (FcRecord) pooled = client_fetch (sid, FC_VEHICLE, fc_record_get_id (van));
  g_assert_nonnull (pooled);
  give_to (ada, &van, north);
  g_assert_cmpint (heard (fay, &at_north, van), ==, 0);
  g_assert_cmpint (heard (sid, &at_south, van), ==, -1);
  g_assert_null (client_fetch (sid, FC_VEHICLE, fc_record_get_id (van)));
}

static Reply *
send_check (Client         *client,
            const FcCursor *cursor,
            gboolean        tracks,
            const char     *bucket,
            GArray         *ranges)
{
  g_autoptr (FcCheckRequest) wanted = fc_check_request_new ();
  g_autoptr (FcSyncReply) now = client_sync_ops (client, NULL, cursor);

  wanted->client_id = client->client_id;
  wanted->epoch = now->epoch;
  fc_cursor_free (wanted->cursor);
  wanted->cursor = fc_cursor_copy (cursor);
  wanted->tracks = tracks;
  wanted->tracks_from = NOON;
  wanted->bucket = g_strdup (bucket);
  if (ranges != NULL)
    g_array_append_vals (wanted->ranges, ranges->data, ranges->len);
  g_autoptr (GBytes) body = fc_check_request_encode (wanted);
  return hub_send (client->fixture, "POST", FC_WIRE_PATH_CHECK, client->access, client->tenant, body);
}

/* What the hub says of positions since noon; @ranges: (nullable): asks for their rows. */
static FcCheckReply *
ask_check (Client         *client,
           const FcCursor *cursor,
           gboolean        tracks,
           const char     *bucket,
           GArray         *ranges)
{
  g_autoptr (Reply) said = send_check (client, cursor, tracks, bucket, ranges);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (said->status, ==, 200);
  FcCheckReply *reply = fc_check_reply_decode (said->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->tracks, ==, tracks);
  return reply;
}

/* The sum of the bucket, or of all ranges that are said. */
static FcRowSum
sum_of (const FcCheckReply *reply,
        const char         *bucket)
{
  FcRowSum sum = { 0 };

  for (guint i = 0; i < reply->sums->len; i++)
    {
      const FcCheckSum *one = reply->sums->pdata[i];
      if (g_str_equal (one->bucket, bucket))
        fc_row_sum_add (&sum, &one->sum);
    }
  return sum;
}

/* The bucket's ranges have the same sum as the rows in each of them that the hub gives. */
static void
assert_rows_add_up (Client         *client,
                    const FcCursor *cursor,
                    const char     *bucket)
{
  g_autoptr (FcCheckReply) parts = ask_check (client, cursor, TRUE, bucket, NULL);
  g_autoptr (GArray) asked = g_array_new (FALSE, FALSE, sizeof (guint8));
  FcRowSum said = { 0 }, given = { 0 };

  for (guint i = 0; i < parts->sums->len && asked->len < FC_WIRE_MAX_RANGES; i++)
    {
      const FcCheckSum *one = parts->sums->pdata[i];
      guint8 range = (guint8) one->range;
      g_array_append_val (asked, range);
      fc_row_sum_add (&said, &one->sum);
    }
  g_autoptr (FcCheckReply) rows = ask_check (client, cursor, TRUE, bucket, asked);
  for (guint i = 0; i < rows->facts->len; i++)
    {
      const FcFactBatch *batch = rows->facts->pdata[i];
      for (guint row = 0; row < batch->n; row++)
        {
          FcRowSum sum = fc_row_sum_of_fact (batch, row);
          fc_row_sum_add (&given, &sum);
        }
    }
  g_assert_cmpuint (said.n, >, 0);
  g_assert_true (fc_row_sum_equal (&said, &given));
}

static void
test_compared (HubFixture    *fixture,
               gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (Client) sue = client_make_user (ada, "sue@acme.example", "supervisor", north);
  g_autoptr (FcRecord) van = make_vehicle (ada, "N-1", north);
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (north));
  g_autofree char *track = g_strconcat ("track/", id, NULL);

  drive (ada, van, 1200);
  g_autoptr (FcSyncReply) at = client_sync_ops (ada, NULL, NULL);
  g_autoptr (FcCheckReply) all = ask_check (ada, at->cursor, TRUE, NULL, NULL);
  g_autoptr (FcCheckReply) parts = ask_check (ada, at->cursor, TRUE, track, NULL);
  FcRowSum sum = sum_of (all, track), of_parts = sum_of (parts, track);
  g_assert_cmpuint (sum.n, ==, 1200);
  g_assert_true (fc_row_sum_equal (&sum, &of_parts));
  assert_rows_add_up (ada, at->cursor, track);

  drive (ada, van, 1300); /* a hundred more: after the cursor, they do not count */
  g_autoptr (FcCheckReply) later = ask_check (ada, at->cursor, TRUE, NULL, NULL);
  FcRowSum still = sum_of (later, track);
  g_assert_true (fc_row_sum_equal (&sum, &still));
  g_autoptr (FcSyncReply) now = client_sync_ops (ada, NULL, at->cursor);
  g_autoptr (FcCheckReply) more = ask_check (ada, now->cursor, TRUE, NULL, NULL);
  g_assert_cmpuint (sum_of (more, track).n, ==, 1300);

  g_autoptr (FcCheckReply) older = ask_check (ada, now->cursor, FALSE, NULL, NULL); /* an older program does not ask */
  g_assert_cmpuint (sum_of (older, track).n, ==, 0);
  g_autoptr (FcCheckReply) not_hers = ask_check (sue, now->cursor, TRUE, NULL, NULL);
  g_assert_cmpuint (sum_of (not_hers, track).n, ==, 0);
}

/* Every few minutes some fixes of a vehicle come up: the rows of many such chunks travel in one batch; not more of them at once
 * than the hub sends. */
static void
test_many_small_chunks (HubFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) pool = make_vehicle (ada, "POOL", NULL);
  g_autoptr (GArray) asked = g_array_new (FALSE, FALSE, sizeof (guint8));
  guint usual = fc_hub_check_most_positions;
  FcRowSum there = { 0 };

  for (guint n = 3; n <= 120; n += 3)
    drive (ada, pool, n); /* three more each time */
  g_autoptr (FcSyncReply) at = client_sync_ops (ada, NULL, NULL);
  g_autoptr (FcCheckReply) parts = ask_check (ada, at->cursor, TRUE, "track", NULL);
  for (guint i = 0; i < parts->sums->len && asked->len < FC_WIRE_MAX_RANGES; i++)
    {
      const FcCheckSum *one = parts->sums->pdata[i];
      guint8 range = (guint8) one->range;
      g_array_append_val (asked, range);
      fc_row_sum_add (&there, &one->sum);
    }
  g_autoptr (FcCheckReply) joined = ask_check (ada, at->cursor, TRUE, "track", asked);
  g_assert_cmpuint (there.n, >=, FC_WIRE_MAX_RANGES);
  g_assert_cmpuint (joined->facts->len, ==, 1);
  g_assert_cmpuint (((FcFactBatch *) joined->facts->pdata[0])->n, ==, there.n);

  fc_hub_check_most_positions = (guint) there.n - 1;
  g_autoptr (Reply) refused = send_check (ada, at->cursor, TRUE, "track", asked);
  g_autoptr (FcWireFault) fault = fc_wire_fault_decode (refused->bytes);
  g_assert_cmpuint (refused->status, ==, 409);
  g_assert_cmpstr (fault->code, ==, "behind");
  g_array_set_size (asked, asked->len / 2);
  g_autoptr (FcCheckReply) fewer = ask_check (ada, at->cursor, TRUE, "track", asked);
  g_assert_cmpuint (fewer->facts->len, ==, 1);
  fc_hub_check_most_positions = usual;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("places/positions-reach-who-may-see-vehicles", HubFixture, hub_fixture_set_up, test_positions,
                   hub_fixture_tear_down);
  hub_fixture_add ("places/a-vehicle-moves-between-stations", HubFixture, hub_fixture_set_up, test_moves,
                   hub_fixture_tear_down);
  hub_fixture_add ("places/positions-are-compared", HubFixture, hub_fixture_set_up, test_compared, hub_fixture_tear_down);
  hub_fixture_add ("places/positions-of-many-small-chunks-travel-together", HubFixture, hub_fixture_set_up,
                   test_many_small_chunks, hub_fixture_tear_down);
  return g_test_run ();
}
