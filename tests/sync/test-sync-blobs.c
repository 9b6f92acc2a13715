/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"
#include "relay.h"

#include "fc-blob-folder.h"
#include "fc-branding.h"
#include "fc-transfer-log.h"

#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE 60

/* Two offices of a company; the wire of the first can be cut. */
typedef struct
{
  Company *company;
  Relay *relay;
  Office *a, *b;
  FcId station;
} Fixture;

/* A photo and its record. */
typedef struct
{
  GBytes *bytes;
  FcRecord *record;
  FcBlobSpec spec;
} Photo;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->company = company_new ();
  fixture->relay = relay_new (fc_hub_get_port (fixture->company->hub));
  fixture->a = office_new ();
  fixture->b = office_new ();
  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  fixture->station = office_add_station (fixture->a, "N1");
  wait_level (fixture->a);
  office_sign_in_admin (fixture->b, fc_hub_get_uri (fixture->company->hub));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  office_free (fixture->a);
  office_free (fixture->b);
  relay_free (fixture->relay);
  company_free (fixture->company);
}

static Photo *
photo_new (Fixture *fixture,
           gsize    size,
           guint    seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint8 *bytes = g_malloc (size);
  FcId id = fc_id_new (g_get_real_time ());
  g_autofree char *sha256 = NULL;
  Photo *self = g_new0 (Photo, 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_rand_int (rand);
  memcpy (bytes, "\xff\xd8\xff", 3);
  self->bytes = g_bytes_new_take (bytes, size);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
  self->record = fc_record_new (FC_ATTACHMENT, &id);
  fc_record_set_ref (self->record, FC_ATTACHMENT_STATION_ID, &fixture->station);
  fc_record_set_text (self->record, FC_ATTACHMENT_ENTITY, "slip");
  fc_record_set_text (self->record, FC_ATTACHMENT_ROW_ID, "of the night");
  fc_record_set_text (self->record, FC_ATTACHMENT_NAME, "slip.jpg");
  fc_record_set_text (self->record, FC_ATTACHMENT_MEDIA_TYPE, "image/jpeg");
  fc_record_set_int (self->record, FC_ATTACHMENT_SIZE, (gint64) size);
  fc_record_set_text (self->record, FC_ATTACHMENT_SHA256, sha256);
  self->spec = (FcBlobSpec){ fc_record_get_text (self->record, FC_ATTACHMENT_SHA256), "image/jpeg", (gint64) size };
  return self;
}

static void
photo_free (Photo *self)
{
  g_bytes_unref (self->bytes);
  g_object_unref (self->record);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Photo, photo_free)

static char *
folder_of (Office *office)
{
  return g_build_filename (office->folder, "blobs", NULL);
}

/* The bytes come into the office's folder, as a camera's picture does. */
static void
photo_keep (Photo  *self,
            Office *office)
{
  g_autofree char *folder = folder_of (office);
  g_autoptr (GError) error = NULL;

  for (gint64 at = 0; at < self->spec.size;)
    {
      gint64 n = MIN (FC_BLOB_MOST_STEP, self->spec.size - at);
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (self->bytes, (gsize) at, (gsize) n);

      at = fc_blob_folder_append (folder, &self->spec, at, part, &error);
      g_assert_no_error (error);
    }
}

static void
photo_record (Photo  *self,
              Office *office)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ops, fc_op_new_insert (self->record, g_get_real_time ()));
  fc_replica_run_sync (office->replica, ops, &error);
  g_assert_no_error (error);
}

static FcBlobState
state_in (Photo  *self,
          Office *office)
{
  return fc_blob_transfer_get_state (fc_session_get_blobs (office->session), self->spec.sha256);
}

typedef struct
{
  Photo *photo;
  Office *office;
  const char *folder; /* of a hub */
  gint64 more_than;
} Sought;

static gboolean
is_safe (gpointer data)
{
  Sought *sought = data;

  return state_in (sought->photo, sought->office) == FC_BLOB_HERE;
}

static gboolean
has_record (gpointer data)
{
  Sought *sought = data;

  return office_has (sought->office, FC_ATTACHMENT, fc_record_get_id (sought->photo->record));
}

static gboolean
has_grown (gpointer data)
{
  Sought *sought = data;

  return fc_blob_folder_length (sought->folder, &sought->photo->spec) > sought->more_than;
}

static void
assert_same (Photo  *self,
             Office *office)
{
  g_autofree char *folder = folder_of (office);
  g_autofree char *path = fc_blob_folder_path (folder, self->spec.sha256);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes));
}

static char *
hub_folder (Fixture *fixture)
{
  g_autofree char *blobs = g_build_filename (fixture->company->folder, "blobs", NULL);
  g_autofree char *tenant = fc_replica_dup_meta (fixture->a->replica, FC_META_TENANT_ID);

  return g_build_filename (blobs, tenant, NULL);
}

/* What one office attaches, another sees; it comes when somebody looks. */
static void
test_another_office_sees_it (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (Photo) photo = photo_new (fixture, 700000, 1);
  Sought in_a = { photo, fixture->a, NULL, 0 }, in_b = { photo, fixture->b, NULL, 0 };

  fc_session_set_paused (fixture->a->session, TRUE);
  photo_keep (photo, fixture->a);
  photo_record (photo, fixture->a);
  g_assert_cmpint (state_in (photo, fixture->a), ==, FC_BLOB_ONLY_HERE);
  fc_session_set_paused (fixture->a->session, FALSE);
  g_assert_true (wait_for (is_safe, &in_a, PATIENCE));
  g_assert_true (wait_for (has_record, &in_b, PATIENCE));
  g_assert_cmpint (state_in (photo, fixture->b), ==, FC_BLOB_AWAY);
  fc_blob_transfer_want (fc_session_get_blobs (fixture->b->session), photo->record);
  g_assert_cmpint (state_in (photo, fixture->b), ==, FC_BLOB_COMING);
  g_assert_true (wait_for (is_safe, &in_b, PATIENCE));
  assert_same (photo, fixture->b);
}

/* Who looks before it is at the hub sees it as soon as it has got there. */
static void
test_looked_at_too_early (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (Photo) photo = photo_new (fixture, 5000, 2);
  g_autoptr (Photo) other = photo_new (fixture, 4000, 3);
  Sought in_b = { photo, fixture->b, NULL, 0 };

  photo_record (photo, fixture->a);
  g_assert_true (wait_for (has_record, &in_b, PATIENCE));
  fc_blob_transfer_want (fc_session_get_blobs (fixture->b->session), photo->record);
  wait_level (fixture->b);
  g_assert_cmpint (state_in (photo, fixture->b), ==, FC_BLOB_COMING);
  photo_keep (photo, fixture->a);
  photo_record (other, fixture->a); /* anything of the kind: what there is to send is looked up anew */
  g_assert_true (wait_for (is_safe, &in_b, PATIENCE));
  assert_same (photo, fixture->b);
}

/* The line breaks in the middle: what the hub has it keeps, the rest follows. */
static void
test_goes_on_after_a_cut (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (Photo) photo = photo_new (fixture, 24 * 1024 * 1024, 4);
  g_autofree char *folder = hub_folder (fixture);
  Sought at_hub = { photo, NULL, folder, 0 }, in_a = { photo, fixture->a, NULL, 0 };
  g_autofree char *part = g_build_filename (folder, "part", photo->spec.sha256, NULL);
  g_autofree char *whole = fc_blob_folder_path (folder, photo->spec.sha256);
  GStatBuf before, after;

  photo_keep (photo, fixture->a);
  photo_record (photo, fixture->a);
  g_assert_true (wait_for (has_grown, &at_hub, PATIENCE));
  relay_set_down (fixture->relay, TRUE);
  g_assert_cmpint (g_stat (part, &before), ==, 0);
  g_assert_cmpint (state_in (photo, fixture->a), !=, FC_BLOB_HERE);
  relay_set_down (fixture->relay, FALSE);
  g_assert_true (wait_for (is_safe, &in_a, PATIENCE));
  g_assert_cmpint (g_stat (whole, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino); /* the same file, grown */
}

/* After a restart of the program what was not sent is still to be sent, and what was is not asked about again. */
static void
test_survives_a_restart (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (Photo) sent = photo_new (fixture, 3000, 5);
  g_autoptr (Photo) unsent = photo_new (fixture, 3000, 6);
  Sought first = { sent, fixture->a, NULL, 0 }, second = { unsent, fixture->a, NULL, 0 };

  photo_keep (sent, fixture->a);
  photo_record (sent, fixture->a);
  g_assert_true (wait_for (is_safe, &first, PATIENCE));
  fc_session_set_paused (fixture->a->session, TRUE);
  photo_keep (unsent, fixture->a);
  photo_record (unsent, fixture->a);
  office_restart (fixture->a);
  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  g_assert_true (wait_for (is_safe, &second, PATIENCE));
  g_assert_true (wait_for (is_safe, &first, PATIENCE));
}

/* Writes over one byte of what the hub has, or writes it back. */
static void
photo_flip_at_hub (Photo   *self,
                   Fixture *fixture)
{
  g_autofree char *folder = hub_folder (fixture);
  g_autofree char *path = fc_blob_folder_path (folder, self->spec.sha256);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  contents[length / 2] ^= 1;
  g_file_set_contents (path, contents, (gssize) length, &error);
  g_assert_no_error (error);
}

static gboolean
is_spoilt (gpointer data)
{
  Sought *sought = data;

  return state_in (sought->photo, sought->office) == FC_BLOB_SPOILT;
}

/* What the hub gives is not what was attached: asked for a few times, then said, then left to a person. */
static void
test_spoilt_at_the_hub (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (Photo) photo = photo_new (fixture, 300000, 8);
  Sought in_a = { photo, fixture->a, NULL, 0 }, in_b = { photo, fixture->b, NULL, 0 };
  GListModel *transfers = fc_transfers_of (fixture->b->replica);
  guint given_up = 0;

  photo_keep (photo, fixture->a);
  photo_record (photo, fixture->a);
  g_assert_true (wait_for (is_safe, &in_a, PATIENCE));
  g_assert_true (wait_for (has_record, &in_b, PATIENCE));
  photo_flip_at_hub (photo, fixture);
  fc_blob_transfer_want (fc_session_get_blobs (fixture->b->session), photo->record);
  g_assert_true (wait_for (is_spoilt, &in_b, PATIENCE));
  for (guint i = 0; i < g_list_model_get_n_items (transfers); i++)
    {
      g_autoptr (FcTransfer) one = g_list_model_get_item (transfers, i);

      given_up += one->kind == FC_TRANSFER_ATTACHMENT && strstr (one->failure, "never was what somebody had attached") != NULL;
    }
  g_assert_cmpuint (given_up, ==, 1);
  photo_flip_at_hub (photo, fixture);
  fc_session_sync_now (fixture->b->session);
  g_assert_true (wait_for (is_safe, &in_b, PATIENCE));
  assert_same (photo, fixture->b);
}

/* --- the company's logo ------------------------------------------------------------------------------------------------- */

/* A picture for the logo of @size bytes, chosen in @office: kept there, and named by the company's branding. */
static Photo *
logo_choose (Office *office,
             gsize   size)
{
  g_autofree char *tenant_id = fc_replica_dup_meta (office->replica, FC_META_TENANT_ID);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (FcRecord) before = NULL, after = NULL;
  g_autofree char *sha256 = NULL, *branding = NULL;
  g_autoptr (GError) error = NULL;
  Photo *self = g_new0 (Photo, 1);
  guint8 *bytes = g_malloc0 (size);
  FcId id;

  memcpy (bytes, "\x89PNG\r\n\x1a\n", 8);
  self->bytes = g_bytes_new_take (bytes, size);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
  g_assert_true (fc_id_from_string (tenant_id, &id));
  self->record = fc_record_new (FC_ATTACHMENT, &id);
  fc_record_set_text (self->record, FC_ATTACHMENT_SHA256, sha256);
  self->spec = (FcBlobSpec){ fc_record_get_text (self->record, FC_ATTACHMENT_SHA256), FC_LOGO_MEDIA_TYPE, (gint64) size };
  photo_keep (self, office);
  before = office_find (office, FC_TENANT, &id);
  after = fc_record_copy (before);
  branding = g_strdup_printf ("{\"accent\":\"#1a5fb4\",\"logo\":\"%s\"}", sha256);
  fc_record_set_text (after, FC_TENANT_BRANDING, branding);
  g_ptr_array_add (ops, fc_op_new_patch (before, after, g_get_real_time ()));
  fc_replica_run_sync (office->replica, ops, &error);
  g_assert_no_error (error);
  return self;
}

/* Nobody looks at it, and it comes all the same; so does the one that is chosen in its place. */
static void
test_logo_travels (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (Photo) first = logo_choose (fixture->a, 700000);
  Sought at_hub = { first, fixture->a, NULL, 0 }, in_b = { first, fixture->b, NULL, 0 };
  g_autoptr (Photo) second = NULL;

  g_assert_true (wait_for (is_safe, &at_hub, PATIENCE));
  g_assert_true (wait_for (is_safe, &in_b, PATIENCE));
  assert_same (first, fixture->b);
  second = logo_choose (fixture->b, 3000);
  at_hub = (Sought){ second, fixture->b, NULL, 0 };
  in_b = (Sought){ second, fixture->a, NULL, 0 };
  g_assert_true (wait_for (is_safe, &at_hub, PATIENCE));
  g_assert_true (wait_for (is_safe, &in_b, PATIENCE));
  assert_same (second, fixture->a);
}

/* Chosen while nothing can be sent, and the program ends: what there is to do is seen again from what is in the database. */
static void
test_logo_survives_a_restart (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (Photo) logo = NULL;
  Sought in_a = { NULL, fixture->a, NULL, 0 }, in_b = { NULL, fixture->b, NULL, 0 };
  g_autofree char *folder = NULL, *path = NULL;

  fc_session_set_paused (fixture->a->session, TRUE);
  logo = logo_choose (fixture->a, 5000);
  in_a.photo = in_b.photo = logo;
  g_assert_cmpint (state_in (logo, fixture->a), ==, FC_BLOB_ONLY_HERE);
  office_restart (fixture->a);
  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  g_assert_true (wait_for (is_safe, &in_a, PATIENCE));
  g_assert_true (wait_for (is_safe, &in_b, PATIENCE));
  folder = folder_of (fixture->b);
  path = fc_blob_folder_path (folder, logo->spec.sha256);
  g_assert_cmpint (g_unlink (path), ==, 0); /* lost here, not there */
  office_restart (fixture->b);
  office_sign_in_admin (fixture->b, fc_hub_get_uri (fixture->company->hub));
  g_assert_true (wait_for (is_safe, &in_b, PATIENCE));
  assert_same (logo, fixture->b);
}

static void
count_cb (guint *times)
{
  (*times)++;
}

static gboolean
is_counted (gpointer data)
{
  return *(guint *) data > 0;
}

/* Of a computer that is to be cleared, the photos go up after the changes; before that it is not cleared. */
static void
test_sent_before_the_copy_goes (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (Photo) photo = photo_new (fixture, 2000000, 7);
  g_autoptr (GAsyncResult) listed = NULL, ended = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autofree char *folder = hub_folder (fixture);
  g_autoptr (GError) error = NULL;
  guint to_be_cleared = 0;

  relay_set_down (fixture->relay, TRUE);
  photo_keep (photo, fixture->a);
  photo_record (photo, fixture->a);
  g_signal_connect_swapped (fixture->a->session, "to-be-cleared", G_CALLBACK (count_cb), &to_be_cleared);
  fc_session_list_devices_async (fixture->b->session, TRUE, NULL, result_cb, &listed);
  wait_result (&listed, PATIENCE);
  devices = fc_session_list_devices_finish (fixture->b->session, listed, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < devices->len; i++)
    if (!((FcDevice *) devices->pdata[i])->current)
      fc_session_end_device_async (fixture->b->session, &((FcDevice *) devices->pdata[i])->id, TRUE, result_cb, &ended);
  wait_result (&ended, PATIENCE);
  g_assert_true (fc_session_end_device_finish (fixture->b->session, ended, &error));

  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->a->session);
  g_assert_true (wait_for (is_counted, &to_be_cleared, PATIENCE));
  g_assert_cmpint (fc_blob_folder_length (folder, &photo->spec), ==, photo->spec.size);
}

#define TEST(name, func) g_test_add ("/sync/blobs/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("another-office-sees-it", test_another_office_sees_it);
  TEST ("looked-at-too-early", test_looked_at_too_early);
  TEST ("goes-on-after-a-cut", test_goes_on_after_a_cut);
  TEST ("survives-a-restart", test_survives_a_restart);
  TEST ("what-is-spoilt-is-given-up", test_spoilt_at_the_hub);
  TEST ("logo-travels", test_logo_travels);
  TEST ("logo-survives-a-restart", test_logo_survives_a_restart);
  TEST ("sent-before-the-copy-goes", test_sent_before_the_copy_goes);
  return g_test_run ();
}
