/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-provision.h"
#include "fc-rows.h"
#include "fc-time.h"
#include "hub-fixture.h"

/* First syncs of the demo company, as a client reads them. */

typedef struct {
  guint updates[FC_N_ENTITIES];
  guint rollups, facts, fact_frames, audit, positions;
  gint64 head, horizon, sales, stations;
  gint64 amount; /* of all rollups and facts */
  gint64 newest, oldest;
  char *resume_at_half;
  guint facts_at_half;
  gint64 epoch;
  gboolean complete;
} Story;

static void
set_up (HubFixture    *fixture,
        gconstpointer  data)
{
  FcHubDemo demo = { .seed = 7, .now = g_get_real_time (), .stations = 2, .years = 1, .cheap_hashing = TRUE };
  g_autoptr (GError) error = NULL;

  hub_fixture_new_folder (fixture, data);
  demo.store = fixture->store;
  fc_hub_create_demo (fixture->folder, &demo, &error);
  g_assert_no_error (error);
  g_free (demo.truth);
  fc_hub_config_init (&fixture->config, fixture->folder);
  fixture->config.port = 0;
  fixture->config.cheap_hashing = TRUE;
  fixture->config.quiet = TRUE;
  fixture->http = soup_session_new_with_options ("timeout", 60, NULL);
  hub_fixture_start (fixture);
}

static Reply *
pull (Client     *client,
      gint64      epoch,
      const char *resume,
      int         days)
{
  g_autoptr (FcPullRequest) request = fc_pull_request_new ();

  request->client_id = client->client_id;
  request->epoch = epoch;
  request->resume = g_strdup (resume);
  request->fact_days = days;
  g_autoptr (GBytes) body = fc_pull_request_encode (request);
  return hub_send (client->fixture, "POST", FC_WIRE_PATH_PULL, client->access, client->tenant, body);
}

static void
read_facts (Story         *story,
            const FcFrame *frame)
{
  const FcFactBatch *batch = frame->batch;

  if (batch->entity == FC_AUDIT_ENTRY)
    {
      story->audit += batch->n;
      return;
    }
  if (batch->entity == FC_POSITION)
    {
      story->positions += batch->n;
      return;
    }
  story->fact_frames++;
  for (guint i = 0; i < batch->n; i++)
    {
      gint64 sold_at = batch->columns[FC_SALE_SOLD_AT].numbers[i];
      g_assert_cmpint (sold_at, >=, story->horizon);
      story->newest = MAX (story->newest, sold_at);
      story->oldest = MIN (story->oldest, sold_at);
      story->amount += batch->columns[FC_SALE_AMOUNT].numbers[i];
    }
  story->facts += batch->n;
  if (story->resume_at_half == NULL && story->fact_frames == 2)
    {
      story->resume_at_half = g_strdup (frame->resume);
      story->facts_at_half = story->facts;
    }
}

static Story
read_story (Reply *reply)
{
  g_autoptr (FcPullReader) reader = fc_pull_reader_new ();
  g_autoptr (GError) error = NULL;
  Story story = { .oldest = G_MAXINT64 };
  gsize size;
  gconstpointer bytes = g_bytes_get_data (reply->bytes, &size);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->type, ==, FC_PULL_MEDIA_TYPE);
  fc_pull_reader_push (reader, bytes, size);
  while (TRUE)
    {
      g_autoptr (FcFrame) frame = fc_pull_reader_next (reader, &error);
      g_assert_no_error (error);
      if (frame == NULL)
        break;
      if (frame->kind == FC_FRAME_HEADER)
        {
          story.head = frame->head;
          story.horizon = frame->horizon;
          story.epoch = frame->epoch;
        }
      else if (frame->kind == FC_FRAME_ENTITIES)
        for (guint i = 0; i < frame->updates->len; i++)
          story.updates[((FcUpdate *) frame->updates->pdata[i])->entity]++;
      else if (frame->kind == FC_FRAME_ROLLUPS)
        {
          story.rollups += frame->batch->n;
          for (guint i = 0; i < frame->batch->n; i++)
            story.amount += frame->batch->columns[FC_SALES_ROLLUP_AMOUNT].numbers[i];
        }
      else if (frame->kind == FC_FRAME_FACTS)
        read_facts (&story, frame);
    }
  story.complete = fc_pull_reader_is_complete (reader);
  return story;
}

static void
test_everything (HubFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (Client) admin = client_sign_in (fixture, "harbour", "admin@harbour.example", "demo");
  g_autoptr (Reply) reply = pull (admin, 0, NULL, 30);
  Story story = read_story (reply);

  g_assert_true (story.complete);
  g_assert_cmpuint (story.updates[FC_STATION], ==, hub_fixture_count (fixture, "station"));
  g_assert_cmpuint (story.updates[FC_SHIFT], ==, hub_fixture_count (fixture, "shift"));
  g_assert_cmpuint (story.updates[FC_USER], ==, hub_fixture_count (fixture, "user"));
  g_assert_cmpuint (story.facts, ==, hub_fixture_count (fixture, "sale"));
  g_assert_cmpuint (story.rollups, >, 0);
  g_assert_cmpuint (story.audit, >, 0);
  g_assert_cmpuint (story.positions, <, hub_fixture_count (fixture, "position")); /* none of 1901 */
  g_assert_cmpuint (story.positions, >, hub_fixture_count (fixture, "position") - 20);
  g_free (story.resume_at_half);

  g_autoptr (Reply) week = pull (admin, 0, NULL, 7); /* the same money, less of it sale by sale */
  Story shorter = read_story (week);
  g_assert_cmpuint (shorter.facts, <, story.facts);
  g_assert_cmpint (shorter.amount, ==, story.amount);
  g_free (shorter.resume_at_half);
}

static void
test_resume (HubFixture    *fixture,
             gconstpointer  data)
{
  g_autoptr (Client) admin = client_sign_in (fixture, "harbour", "admin@harbour.example", "demo");
  g_autoptr (Reply) reply = pull (admin, 0, NULL, 30);
  Story story = read_story (reply);

  g_assert_nonnull (story.resume_at_half);
  hub_fixture_restart (fixture);
  g_autoptr (Reply) rest = pull (admin, story.epoch, story.resume_at_half, 30);
  Story after = read_story (rest);
  g_assert_true (after.complete);
  g_assert_cmpint (after.head, ==, story.head);
  g_assert_cmpint (after.horizon, ==, story.horizon);
  g_assert_cmpuint (after.updates[FC_STATION], ==, 0);
  g_assert_cmpuint (after.facts + story.facts_at_half, ==, story.facts);
  g_autoptr (Reply) other_epoch = pull (admin, story.epoch + 1, story.resume_at_half, 30);
  Story anew = read_story (other_epoch);
  g_assert_cmpuint (anew.facts, ==, story.facts);
  g_assert_cmpuint (anew.updates[FC_STATION], >, 0);
  g_free (story.resume_at_half);
  g_free (after.resume_at_half);
  g_free (anew.resume_at_half);
}

static void
test_scope (HubFixture    *fixture,
            gconstpointer  data)
{
  g_autoptr (Client) supervisor = client_sign_in (fixture, "harbour", "supervisor@harbour.example", "demo");
  g_autoptr (Reply) reply = pull (supervisor, 0, NULL, 30);
  Story story = read_story (reply);

  g_assert_true (story.complete);
  g_assert_cmpuint (story.updates[FC_STATION], ==, 1);
  g_assert_cmpuint (story.facts, >, 0);
  g_assert_cmpuint (story.facts, <, hub_fixture_count (fixture, "sale"));
  g_assert_cmpuint (story.audit, ==, 0); /* may not see the audit log */
  g_free (story.resume_at_half);

  g_autoptr (Client) manager = client_sign_in (fixture, "harbour", "manager@harbour.example", "demo");
  g_autoptr (Reply) theirs = pull (manager, 0, NULL, 30);
  Story managed = read_story (theirs);
  g_assert_cmpuint (managed.audit, >, 0);
  g_free (managed.resume_at_half);
}

/* Whoever has read more than there is follows another hub than this one. */
static void
test_cursor_ahead (HubFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (Client) admin = client_sign_in (fixture, "harbour", "admin@harbour.example", "demo");
  g_autoptr (FcSyncReply) now = client_sync_ops (admin, NULL, NULL);
  g_autoptr (FcCursor) cursor = fc_cursor_new ();
  g_autofree char *token = g_strdup_printf ("2.0.%" G_GINT64_FORMAT ".0.0.1", now->head + 1);

  fc_cursor_set (cursor, "tenant", now->head);
  g_autoptr (Reply) level = client_send_ops (admin, NULL, cursor);
  g_assert_cmpuint (level->status, ==, 200);
  fc_cursor_set (cursor, "tenant", now->head + 1);
  g_autoptr (Reply) ahead = client_send_ops (admin, NULL, cursor);
  g_assert_cmpuint (ahead->status, ==, 410);
  g_assert_cmpstr (reply_code (ahead), ==, "cursor-ahead");
  g_autoptr (Reply) stream = pull (admin, now->epoch, token, 30);
  g_assert_cmpuint (stream->status, ==, 410);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  g_assert_nonnull (bytes);
  *(gint64 *) data = g_get_monotonic_time ();
}

/* Asks for the head when it will be beyond what it is now, or after @seconds. */
static SoupMessage *
new_wait_for_head (Client *client,
                   int     seconds)
{
  g_autoptr (FcSyncReply) now = client_sync_ops (client, NULL, NULL);
  g_autofree char *path =
    g_strdup_printf ("%s" FC_WIRE_PATH_HEAD "?epoch=%" G_GINT64_FORMAT "&since=%" G_GINT64_FORMAT "&wait=%d",
                     fc_hub_get_uri (client->fixture->hub), now->epoch, now->head, seconds);
  SoupMessage *message = soup_message_new ("GET", path);
  g_autofree char *bearer = g_strconcat ("Bearer ", client->access, NULL);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_headers_append (soup_message_get_request_headers (message), "X-Tenant-ID", client->tenant);
  return message;
}

static void
run_for (gint64 us)
{
  for (gint64 until = g_get_monotonic_time () + us; g_get_monotonic_time () < until; g_usleep (1000))
    g_main_context_iteration (NULL, FALSE);
}

static void
test_head_waits (HubFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (Client) admin = client_sign_in (fixture, "harbour", "admin@harbour.example", "demo");
  g_autoptr (SoupMessage) message = new_wait_for_head (admin, 20);
  gint64 answered = 0;

  soup_session_send_and_read_async (fixture->http, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &answered);
  run_for (300000);
  g_assert_cmpint (answered, ==, 0); /* nothing has happened */
  g_autoptr (FcRecord) product = new_product ("E10");
  gint64 pushed = g_get_monotonic_time ();
  g_autoptr (FcSyncReply) reply = client_push (admin, fc_op_new_insert (product, g_get_real_time ()));
  while (answered == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (answered - pushed, <, 5 * G_USEC_PER_SEC);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_assert_null (bytes);
  *(gboolean *) data = TRUE;
}

/* A client that ends while it waits is nobody's error. */
static void
test_waiter_leaves (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) admin = client_sign_in (fixture, "harbour", "admin@harbour.example", "demo");
  g_autoptr (SoupMessage) message = new_wait_for_head (admin, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *metrics = NULL;
  gboolean left = FALSE;

  soup_session_send_and_read_async (fixture->http, message, G_PRIORITY_DEFAULT, cancellable, left_cb, &left);
  run_for (200000);
  g_cancellable_cancel (cancellable);
  for (int i = 0; i < 100 && (metrics == NULL || strstr (metrics, "sync-head") == NULL); i++)
    {
      run_for (50000);
      g_free (metrics);
      metrics = hub_fixture_metrics (fixture);
    }
  g_assert_true (left);
  g_assert_nonnull (strstr (metrics, "route=\"sync-head\",status=\"499\""));
  g_assert_null (strstr (metrics, "status=\"500\""));
}

/* A first sync that is being read. */
typedef struct {
  GInputStream *stream;
  GByteArray *bytes;
  gboolean begun, over;
} Reading;

static void
read_more_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Reading *self = data;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      self->over = TRUE;
      return;
    }
  g_byte_array_append (self->bytes, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_input_stream_read_bytes_async (self->stream, 64 * 1024, G_PRIORITY_DEFAULT, NULL, read_more_cb, self);
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Reading *self = data;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, NULL);
  g_assert_nonnull (self->stream);
  self->begun = TRUE;
}

/* The hub answers in this thread: it goes no further than what is under way while nobody iterates. Returns: whether @client got
 * all of it, although @json was done when the first of it had come. */
static gboolean
comes_whole (Client     *client,
             const char *json)
{
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (client->fixture->hub), FC_WIRE_PATH_PULL, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autofree char *bearer = g_strconcat ("Bearer ", client->access, NULL);
  g_autoptr (FcPullRequest) request = fc_pull_request_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Reading reading = { .bytes = bytes };

  request->client_id = client->client_id;
  request->fact_days = 30;
  g_autoptr (GBytes) body = fc_pull_request_encode (request);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_headers_append (soup_message_get_request_headers (message), "X-Tenant-ID", client->tenant);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_async (client->fixture->http, message, G_PRIORITY_DEFAULT, NULL, begun_cb, &reading);
  while (!reading.begun)
    g_main_context_iteration (NULL, TRUE);
  json_object_unref (hub_fixture_admin (client->fixture, json));
  g_input_stream_read_bytes_async (reading.stream, 64 * 1024, G_PRIORITY_DEFAULT, NULL, read_more_cb, &reading);
  while (!reading.over)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (reading.stream);

  g_autoptr (FcPullReader) reader = fc_pull_reader_new ();
  FcFrame *frame;
  fc_pull_reader_push (reader, bytes->data, bytes->len);
  while ((frame = fc_pull_reader_next (reader, NULL)))
    fc_frame_free (frame);
  return fc_pull_reader_is_complete (reader);
}

/* A first sync takes minutes: who is shut out meanwhile gets no more of it; what happens to others does not cut it. */
static void
test_shut_out_in_mid_pull (HubFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (Client) manager = client_sign_in (fixture, "harbour", "manager@harbour.example", "demo");

  g_assert_true (comes_whole (manager, "{\"do\":\"user.disable\",\"email\":\"supervisor@harbour.example\"}"));
  g_assert_false (comes_whole (manager, "{\"do\":\"tenant.suspend\",\"tenant\":\"harbour\",\"reason\":\"unpaid\"}"));
  json_object_unref (hub_fixture_admin (fixture, "{\"do\":\"tenant.resume\",\"tenant\":\"harbour\"}"));
  g_assert_false (comes_whole (manager, "{\"do\":\"user.disable\",\"email\":\"manager@harbour.example\"}"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) hub_fixture_add ("pull/" path, HubFixture, set_up, func, hub_fixture_tear_down)
  TEST ("everything-once", test_everything);
  TEST ("resumes-where-it-broke-off", test_resume);
  TEST ("only-what-the-person-may-see", test_scope);
  TEST ("who-is-ahead-begins-anew", test_cursor_ahead);
  TEST ("who-is-shut-out-gets-no-more", test_shut_out_in_mid_pull);
  TEST ("head-waits-for-news", test_head_waits);
  TEST ("who-waits-may-leave", test_waiter_leaves);
  return g_test_run ();
}
