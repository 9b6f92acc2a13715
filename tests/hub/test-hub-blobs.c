/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-blob-folder.h"
#include "fc-branding.h"
#include "fc-hub-private.h"
#include "hub-fixture.h"

#define SIZE 300000

/* Ada runs the company; Vera sees the shifts of the north station and changes nothing; Sam works in the south. */
typedef struct {
  HubFixture hub;
  Client *ada, *vera, *sam;
  FcRecord *north, *south;
  GBytes *photo;
  FcRecord *row; /* of the photo, at the north station */
} Office;

/* What the hub said to one request. */
typedef struct {
  guint status;
  gint64 offset; /* -1: not said */
  char *code;
  GBytes *bytes;
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* @said: names and values in turn, up to NULL */
static Answer
ask_with (Client     *client,
          const char *method,
          const char *path,
          const char *said[],
          GBytes     *body) /* nullable */
{
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (client->fixture->hub), path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", client->access, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (Reply) reply = NULL;
  const char *offset;

  soup_message_headers_append (headers, "Authorization", bearer);
  soup_message_headers_append (headers, "X-Tenant-ID", client->tenant);
  for (; *said; said += 2)
    soup_message_headers_append (headers, said[0], said[1]);
  reply = hub_send_message (client->fixture, message, body);
  offset = soup_message_headers_get_one (soup_message_get_response_headers (message), "Upload-Offset");
  return (Answer){ .status = reply->status,
                   .offset = offset ? g_ascii_strtoll (offset, NULL, 10) : -1,
                   .code = g_strdup (reply->body ? reply_code (reply) : ""),
                   .bytes = g_bytes_ref (reply->bytes) };
}

static Answer
ask (Client     *client,
     const char *method,
     const char *path,
     const char *header, /* nullable */
     const char *value,
     GBytes     *body)   /* nullable */
{
  return ask_with (client, method, path, (const char *[]){ header, value, NULL }, body);
}

static char *
path_of (FcRecord *row)
{
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (row));

  return g_strdup_printf (FC_WIRE_PATH_BLOBS "%s?attachment=%s", fc_record_get_text (row, FC_ATTACHMENT_SHA256), id);
}

static Answer
look (Client   *client,
      FcRecord *row)
{
  g_autofree char *path = path_of (row);

  return ask (client, "HEAD", path, NULL, NULL, NULL);
}

static Answer
fetch (Client     *client,
       FcRecord   *row,
       const char *range)
{
  g_autofree char *path = path_of (row);

  return ask (client, "GET", path, range ? "Range" : NULL, range, NULL);
}

static Answer
send_bytes (Client   *client,
            FcRecord *row,
            gint64    offset,
            GBytes   *bytes)
{
  g_autofree char *path = path_of (row);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

  return ask (client, "PATCH", path, "Upload-Offset", text, bytes);
}

static Answer
send_part (Office *office,
           Client *client,
           gint64  offset,
           gsize   size)
{
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (office->photo, (gsize) offset, size);

  return send_bytes (client, office->row, offset, part);
}

static FcRecord *
new_attachment (FcRecord   *station,
                const char *sha256,
                const char *media_type,
                gint64      size)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *row = fc_record_new (FC_ATTACHMENT, &id);

  fc_record_set_ref (row, FC_ATTACHMENT_STATION_ID, fc_record_get_id (station));
  fc_record_set_text (row, FC_ATTACHMENT_ENTITY, "slip");
  fc_record_set_text (row, FC_ATTACHMENT_ROW_ID, "of the night");
  fc_record_set_text (row, FC_ATTACHMENT_NAME, "../../etc/passwd");
  fc_record_set_text (row, FC_ATTACHMENT_MEDIA_TYPE, media_type);
  fc_record_set_int (row, FC_ATTACHMENT_SIZE, size);
  fc_record_set_text (row, FC_ATTACHMENT_SHA256, sha256);
  return row;
}

static void
insert (Client   *client,
        FcRecord *row)
{
  g_autoptr (FcSyncReply) reply = client_push (client, fc_op_new_insert (row, g_get_real_time ()));

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
}

static Client *
hire (Office     *office,
      const char *email,
      const char *role,
      FcRecord   *station)
{
  g_autoptr (FcRecord) user = new_user (email, role, fc_record_get_id (station));
  g_autofree char *json = g_strdup_printf ("{\"do\":\"user.password\",\"tenant\":\"acme\",\"email\":\"%s\","
                                           "\"password\":\"" PASSWORD "\",\"cheap\":true}",
                                           email);

  insert (office->ada, user);
  json_object_unref (hub_fixture_admin (&office->hub, json));
  return client_sign_in (&office->hub, "acme", email, PASSWORD);
}

static void
set_up (Office        *office,
        gconstpointer  data)
{
  guint8 *bytes = g_malloc (SIZE);
  g_autofree char *sha256 = NULL;

  for (int i = 0; i < SIZE; i++)
    bytes[i] = (guint8) (i * 13 + i / 199);
  memcpy (bytes, "\xff\xd8\xff", 3);
  office->photo = g_bytes_new_take (bytes, SIZE);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, office->photo);
  hub_fixture_set_up (&office->hub, data);
  office->ada = client_sign_in (&office->hub, "acme", ADMIN, PASSWORD);
  office->north = new_station ("N1");
  office->south = new_station ("S1");
  insert (office->ada, office->north);
  insert (office->ada, office->south);
  office->row = new_attachment (office->north, sha256, "image/jpeg", SIZE);
  insert (office->ada, office->row);
  office->vera = hire (office, "vera@acme.example", "auditor", office->north);
  office->sam = hire (office, "sam@acme.example", "supervisor", office->south);
}

static void
tear_down (Office        *office,
           gconstpointer  data)
{
  client_free (office->ada);
  client_free (office->vera);
  client_free (office->sam);
  g_object_unref (office->north);
  g_object_unref (office->south);
  g_object_unref (office->row);
  g_bytes_unref (office->photo);
  hub_fixture_tear_down (&office->hub, data);
}

#define ASSERT(answer, of_status, of_offset)            \
  do                                                    \
    {                                                   \
      g_auto (Answer) said = (answer);                  \
      g_assert_cmpuint (said.status, ==, of_status);    \
      g_assert_cmpint (said.offset, ==, of_offset);     \
    }                                                   \
  while (0)

static void
test_goes_on_after_a_cut (Office        *office,
                          gconstpointer  data)
{
  ASSERT (look (office->ada, office->row), 200, 0);
  ASSERT (fetch (office->ada, office->row, NULL), 404, -1);
  ASSERT (send_part (office, office->ada, 0, 100000), 204, 100000);
  ASSERT (fetch (office->ada, office->row, NULL), 404, -1);
  hub_fixture_restart (&office->hub);
  ASSERT (look (office->ada, office->row), 200, 100000);
  ASSERT (send_part (office, office->ada, 200000, 100000), 409, 100000);
  ASSERT (send_part (office, office->ada, 0, 100000), 409, 100000);
  ASSERT (send_part (office, office->ada, 100000, 200000), 204, SIZE);
  ASSERT (look (office->ada, office->row), 200, SIZE);
}

static void
test_comes_down_in_ranges (Office        *office,
                           gconstpointer  data)
{
  ASSERT (send_part (office, office->ada, 0, SIZE), 204, SIZE);
  g_auto (Answer) all = fetch (office->vera, office->row, NULL);
  g_auto (Answer) middle = fetch (office->vera, office->row, "bytes=1000-1999");
  g_auto (Answer) end = fetch (office->vera, office->row, "bytes=299990-400000");
  g_auto (Answer) odd = fetch (office->vera, office->row, "bytes=20-10");
  g_autoptr (GBytes) of_middle = g_bytes_new_from_bytes (office->photo, 1000, 1000);

  g_assert_cmpuint (all.status, ==, 200);
  g_assert_true (g_bytes_equal (all.bytes, office->photo));
  g_assert_cmpuint (middle.status, ==, 206);
  g_assert_true (g_bytes_equal (middle.bytes, of_middle));
  g_assert_cmpuint (end.status, ==, 206);
  g_assert_cmpuint (g_bytes_get_size (end.bytes), ==, 10);
  g_assert_cmpuint (odd.status, ==, 400);
}

/* The same content is sent once in a company; another company learns nothing of it. */
static void
test_once_in_a_company (Office        *office,
                        gconstpointer  data)
{
  const char *sha256 = fc_record_get_text (office->row, FC_ATTACHMENT_SHA256);
  g_autoptr (FcRecord) again = new_attachment (office->south, sha256, "image/jpeg", SIZE);
  g_autoptr (Client) rival = client_sign_in (&office->hub, "rival", "rita@rival.example", PASSWORD);
  g_autoptr (FcRecord) station = new_station ("R1");
  g_autoptr (FcRecord) theirs = new_attachment (station, sha256, "image/jpeg", SIZE);

  ASSERT (send_part (office, office->ada, 0, SIZE), 204, SIZE);
  insert (office->sam, again);
  ASSERT (look (office->sam, again), 200, SIZE);
  ASSERT (look (rival, office->row), 404, -1);
  ASSERT (fetch (rival, office->row, NULL), 404, -1);
  ASSERT (send_part (office, rival, 0, SIZE), 404, -1);
  insert (rival, station);
  insert (rival, theirs);
  ASSERT (look (rival, theirs), 200, 0);
  ASSERT (fetch (rival, theirs, NULL), 404, -1);
}

static void
test_who_may (Office        *office,
              gconstpointer  data)
{
  ASSERT (look (office->sam, office->row), 404, -1); /* of another station */
  ASSERT (send_part (office, office->sam, 0, 1000), 404, -1);
  ASSERT (send_part (office, office->vera, 0, 1000), 403, -1);
  ASSERT (look (office->vera, office->row), 200, 0);
  ASSERT (send_part (office, office->ada, 0, SIZE), 204, SIZE);
  ASSERT (fetch (office->sam, office->row, NULL), 404, -1);
  g_auto (Answer) seen = fetch (office->vera, office->row, NULL);
  g_assert_true (g_bytes_equal (seen.bytes, office->photo));
}

static void
test_only_what_was_announced (Office        *office,
                              gconstpointer  data)
{
  g_autofree char *zeros = g_strnfill (64, '0');
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (office->row));
  g_autofree char *other = g_strdup_printf (FC_WIRE_PATH_BLOBS "%s?attachment=%s", zeros, id);
  g_autofree char *tricky = g_strdup_printf (FC_WIRE_PATH_BLOBS "%%2Fetc%%2Fpasswd?attachment=%s", id);
  g_autofree char *nameless = g_strconcat (FC_WIRE_PATH_BLOBS, zeros, NULL);
  g_autoptr (FcRecord) page = new_attachment (office->north, zeros, "text/html", 100);
  g_autoptr (FcRecord) empty = new_attachment (office->north, zeros, "image/jpeg", 0);
  g_autoptr (FcRecord) unknown = new_attachment (office->north, zeros, "image/jpeg", 100);

  insert (office->ada, page);
  insert (office->ada, empty);
  ASSERT (ask (office->ada, "GET", other, NULL, NULL, NULL), 404, -1);
  ASSERT (ask (office->ada, "GET", tricky, NULL, NULL, NULL), 400, -1);
  ASSERT (ask (office->ada, "GET", nameless, NULL, NULL, NULL), 400, -1);
  ASSERT (ask (office->ada, "PUT", nameless, NULL, NULL, NULL), 405, -1);
  ASSERT (look (office->ada, unknown), 404, -1);
  ASSERT (send_bytes (office->ada, page, 0, office->photo), 400, -1);
  ASSERT (send_bytes (office->ada, empty, 0, office->photo), 400, -1);
}

static void
test_lies_are_found_out (Office        *office,
                         gconstpointer  data)
{
  g_autofree guint8 *bent = g_memdup2 (g_bytes_get_data (office->photo, NULL), SIZE);
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GBytes) page = g_bytes_new_static ("<html><script>alert(1)</script></html>", 38);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (FC_BLOB_MOST_STEP + 1), FC_BLOB_MOST_STEP + 1);

  bent[SIZE / 2] ^= 1;
  other = g_bytes_new (bent, SIZE);
  g_auto (Answer) hash = send_bytes (office->ada, office->row, 0, other);
  g_assert_cmpuint (hash.status, ==, 409);
  g_assert_cmpstr (hash.code, ==, "hash");
  g_assert_cmpint (hash.offset, ==, 0);
  ASSERT (send_bytes (office->ada, office->row, 0, page), 400, -1);
  ASSERT (send_bytes (office->ada, office->row, SIZE - 10, page), 400, -1);
  ASSERT (send_bytes (office->ada, office->row, 0, large), 413, -1);
  ASSERT (look (office->ada, office->row), 200, 0);
  ASSERT (send_part (office, office->ada, 0, SIZE), 204, SIZE);
}

/* --- the company's logo ------------------------------------------------------------------------------------------------- */

static GBytes *
new_logo (gsize size)
{
  guint8 *bytes = g_malloc0 (size);

  memcpy (bytes, "\x89PNG\r\n\x1a\n", 8);
  return g_bytes_new_take (bytes, size);
}

/* The company bears a picture of that name. */
static void
bear (Client     *client,
      const char *sha256)
{
  FcId id;
  g_autoptr (FcRecord) before = NULL, after = NULL;
  g_autoptr (FcSyncReply) reply = NULL;
  g_autofree char *branding = g_strdup_printf ("{\"accent\":\"#1a5fb4\",\"logo\":\"%s\"}", sha256);

  g_assert_true (fc_id_from_string (client->tenant, &id));
  before = fc_record_new (FC_TENANT, &id);
  after = fc_record_copy (before);
  fc_record_set_text (after, FC_TENANT_BRANDING, branding);
  reply = client_push (client, fc_op_new_patch (before, after, g_get_real_time ()));
  g_assert_cmpint (result_of (reply, 0)->status, <=, FC_RESULT_MERGED);
}

/* @announced: bytes of the whole, 0: not said */
static Answer
ask_logo (Client     *client,
          const char *method,
          const char *sha256,
          gsize       announced,
          GBytes     *bytes) /* nullable */
{
  g_autofree char *path = g_strdup_printf (FC_WIRE_PATH_BLOBS "%s?attachment=%s", sha256, client->tenant);
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT, announced);

  if (bytes == NULL)
    return ask (client, method, path, announced > 0 ? "Upload-Length" : NULL, length, NULL);
  return ask_with (client, method, path,
                   (const char *[]){ "Upload-Offset", "0", announced > 0 ? "Upload-Length" : NULL, length, NULL }, bytes);
}

/* Whoever may edit the company brings it, whoever is of the company sees it, nobody else knows of it. */
static void
test_logo (Office        *office,
           gconstpointer  data)
{
  g_autoptr (GBytes) logo = new_logo (5000);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, logo);
  g_autoptr (Client) rival = client_sign_in (&office->hub, "rival", "rita@rival.example", PASSWORD);

  ASSERT (ask_logo (office->ada, "PATCH", sha256, 5000, logo), 404, -1); /* the company bears none */
  bear (office->ada, sha256);
  ASSERT (ask_logo (office->sam, "HEAD", sha256, 0, NULL), 404, -1); /* how large it is nobody has said */
  ASSERT (ask_logo (office->ada, "HEAD", sha256, 5000, NULL), 200, 0);
  ASSERT (ask_logo (office->sam, "PATCH", sha256, 5000, logo), 403, -1);
  ASSERT (ask_logo (office->ada, "PATCH", sha256, 0, logo), 404, -1);
  ASSERT (ask_logo (office->ada, "PATCH", sha256, 5000, logo), 204, 5000);
  ASSERT (ask_logo (office->sam, "HEAD", sha256, 0, NULL), 200, 5000);
  g_auto (Answer) seen = ask_logo (office->sam, "GET", sha256, 0, NULL);
  g_assert_cmpuint (seen.status, ==, 200);
  g_assert_true (g_bytes_equal (seen.bytes, logo));
  ASSERT (ask_logo (rival, "GET", sha256, 0, NULL), 404, -1);
  ASSERT (ask_logo (rival, "PATCH", sha256, 5000, logo), 404, -1);
}

/* Not larger than a logo may be, a PNG, and what its name says. */
static void
test_logo_lies (Office        *office,
                gconstpointer  data)
{
  g_autoptr (GBytes) logo = new_logo (5000), other = new_logo (5001);
  g_autoptr (GBytes) bent = g_bytes_new_from_bytes (other, 0, 5000);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, other);
  g_autofree char *of_photo = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, office->photo);

  bear (office->ada, sha256);
  ASSERT (ask_logo (office->ada, "PATCH", sha256, FC_LOGO_BYTES + 1, logo), 400, -1);
  g_auto (Answer) hash = ask_logo (office->ada, "PATCH", sha256, 5000, bent);
  g_assert_cmpuint (hash.status, ==, 409);
  g_assert_cmpstr (hash.code, ==, "hash");
  ASSERT (ask_logo (office->ada, "PATCH", sha256, 5001, other), 204, 5001);
  bear (office->ada, of_photo);
  ASSERT (ask_logo (office->ada, "PATCH", of_photo, SIZE, office->photo), 400, -1); /* a JPEG */
}

/* What the company bears is not swept away; what it bore before is, in time. */
static void
test_logo_stays (Office        *office,
                 gconstpointer  data)
{
  g_autoptr (GBytes) first = new_logo (5000), second = new_logo (6000);
  g_autofree char *old = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, first);
  g_autofree char *new = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, second);
  g_autoptr (GError) error = NULL;

  bear (office->ada, old);
  ASSERT (ask_logo (office->ada, "PATCH", old, 5000, first), 204, 5000);
  bear (office->ada, new);
  ASSERT (ask_logo (office->ada, "PATCH", new, 6000, second), 204, 6000);
  g_assert_cmpuint (fc_hub_blobs_sweep (office->hub.hub->blobs, g_get_real_time () + 40 * G_TIME_SPAN_DAY, &error), ==, 1);
  g_assert_no_error (error);
  ASSERT (ask_logo (office->sam, "HEAD", new, 0, NULL), 200, 6000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, test) hub_fixture_add ("blobs/" name, Office, set_up, test, tear_down)
  TEST ("goes-on-after-a-cut", test_goes_on_after_a_cut);
  TEST ("comes-down-in-ranges", test_comes_down_in_ranges);
  TEST ("once-in-a-company", test_once_in_a_company);
  TEST ("who-may", test_who_may);
  TEST ("logo", test_logo);
  TEST ("logo-is-one", test_logo_lies);
  TEST ("logo-stays", test_logo_stays);
  TEST ("only-what-was-announced", test_only_what_was_announced);
  TEST ("lies-are-found-out", test_lies_are_found_out);
  return g_test_run ();
}
