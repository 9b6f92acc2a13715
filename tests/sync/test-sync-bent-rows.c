/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bent-office.h"
#include "relay.h"

#include "fc-blob-folder.h"
#include "fc-wire.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * A hub that answers in the right form and says what is not true: rows that are nobody's business here, streams with a wrong
 * end, tokens of somebody else, another place to go to, hints without end, attachments that are none.
 */

#define PATIENCE 30

/* --- rows --------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  BentOffice *office;
  const FcId *id;
} Sought;

static gboolean
is_there (gpointer data)
{
  const Sought *sought = data;

  return bent_office_version (sought->office, sought->id) > 0;
}

static void
assert_arrives (BentOffice *office,
                const FcId *product)
{
  Sought sought = { office, product };

  g_assert_true (wait_for (is_there, &sought, PATIENCE));
}

/* Another office makes a product while this one is told about it as @bend likes; then one more, which this one gets. */
static FcId
hear_of_product (BentOffice *office,
                 Bend        bend,
                 Office     *b)
{
  FcId id, next;

  bent_hub_bend (office->hub, FC_WIRE_PATH_SYNC, bend, NULL);
  id = office_add_product (b, "HONEST");
  next = office_add_product (b, "NEXT");
  assert_arrives (office, &next);
  bent_office_assert_known (office);
  return id;
}

static gint64
set_aside (BentOffice *office)
{
  return fc_replica_get_meta_int (office->a->replica, FC_META_SET_ASIDE, 0);
}

static gboolean
none_is_aside (gpointer office)
{
  return set_aside (office) == 0;
}

static void
say_unknown_choice (SoupServerMessage *answer,
                    GBytes            *plain,
                    gpointer           data)
{
  bent_say_instead (answer, plain, "\"code\":\"HONEST\"", "\"code\":\"HONEST\",\"category\":\"antimatter\"");
}

/* A newer hub may know more choices than this program: the row comes in, with the word as it is. */
static void
test_unknown_choice (BentOffice    *office,
                     gconstpointer  data)
{
  g_autoptr (Office) b = office_new ();
  g_autoptr (FcRecord) record = NULL;
  FcId id;

  office_sign_in_admin (b, fc_hub_get_uri (office->company->hub));
  id = hear_of_product (office, say_unknown_choice, b);
  record = office_find (office->a, FC_PRODUCT, &id);
  g_assert_nonnull (record);
  g_assert_cmpstr (fc_record_get_text (record, FC_PRODUCT_CATEGORY), ==, "antimatter");
  g_assert_cmpint (set_aside (office), ==, 0);
}

static void
say_out_of_range (SoupServerMessage *answer,
                  GBytes            *plain,
                  gpointer           data)
{
  bent_say_instead (answer, plain, "\"code\":\"HONEST\"", "\"code\":\"HONEST\",\"density\":-7");
}

/* A row that breaks the rules is set aside; all others come in, and it does too as soon as it is right. */
static void
test_out_of_range (BentOffice    *office,
                   gconstpointer  data)
{
  g_autoptr (Office) b = office_new ();
  g_autoptr (FcRecord) there = NULL;
  g_autoptr (FcRecord) changed = NULL;
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  FcId id, other;

  office_sign_in_admin (b, fc_hub_get_uri (office->company->hub));
  id = hear_of_product (office, say_out_of_range, b);
  g_assert_cmpint (set_aside (office), ==, 1);
  g_assert_cmpint (bent_office_version (office, &id), ==, -1);
  other = office_add_product (b, "OTHER");
  assert_arrives (office, &other);

  bent_office_heal (office);
  there = office_find (b, FC_PRODUCT, &id);
  changed = fc_record_copy (there);
  fc_record_set_text (changed, FC_PRODUCT_NAME, "Honest");
  g_ptr_array_add (ops, fc_op_new_patch (there, changed, g_get_real_time ()));
  g_assert_true (fc_replica_run_sync (b->replica, ops, NULL));
  assert_arrives (office, &id);
  g_assert_true (wait_for (none_is_aside, office, PATIENCE)); /* the row is read before its count is told */
}

static void
say_strange_rows (SoupServerMessage *answer,
                  GBytes            *plain,
                  gpointer           data)
{
  g_autoptr (FcSyncReply) reply = fc_sync_reply_decode (plain, NULL);
  g_autoptr (GBytes) body = NULL;
  FcId other = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) company = fc_record_new (FC_TENANT, &other);
  FcUpdate *ship;

  fc_record_set_text (company, FC_TENANT_SLUG, "rival");
  fc_record_set_text (company, FC_TENANT_NAME, "Rival");
  fc_record_set_version (company, 1);
  g_ptr_array_add (reply->updates, fc_update_new_row ("tenant", reply->head, company));
  g_ptr_array_add (reply->updates, fc_update_new_row ("../../x'; DROP TABLE product; --", reply->head, company));
  ship = fc_update_new_row ("tenant", reply->head, company);
  g_free (ship->entity_name);
  ship->entity_name = g_strdup ("spaceship");
  g_ptr_array_add (reply->updates, ship);
  body = fc_sync_reply_encode (reply);
  bent_hub_answer (answer, body, FALSE);
}

/* Another company is not let in, what this program does not know is left out, and neither stops what is right. */
static void
test_strange_rows (BentOffice    *office,
                   gconstpointer  data)
{
  g_autoptr (Office) b = office_new ();
  FcId id;

  office_sign_in_admin (b, fc_hub_get_uri (office->company->hub));
  id = hear_of_product (office, say_strange_rows, b);
  assert_arrives (office, &id);
  g_assert_cmpstr (fc_record_get_text (fc_replica_get_tenant (office->a->replica), FC_TENANT_SLUG), ==, "acme");
  g_assert_cmpint (set_aside (office), >, 0);
  bent_office_heal (office);
}

/* --- attachments -------------------------------------------------------------------------------------------------------- */

static void
say_attachment (SoupServerMessage *answer,
                GBytes            *plain,
                gpointer           data)
{
  g_autoptr (FcSyncReply) reply = fc_sync_reply_decode (plain, NULL);
  g_autoptr (GBytes) body = NULL;

  g_ptr_array_add (reply->updates, fc_update_new_row ("tenant", reply->head, data));
  body = fc_sync_reply_encode (reply);
  bent_hub_answer (answer, body, FALSE);
}

static void
say_other_bytes (SoupServerMessage *answer,
                 GBytes            *plain,
                 gpointer           data)
{
  g_autofree char *bytes = g_strnfill (5000, 'x');

  memcpy (bytes, "\xff\xd8\xff", 3);
  soup_server_message_set_status (answer, SOUP_STATUS_PARTIAL_CONTENT, NULL);
  bent_say_text (answer, bytes, 5000);
}

static FcRecord *
new_attachment (const char *sha256,
                gint64      size)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *record = fc_record_new (FC_ATTACHMENT, &id);

  fc_record_set_ref (record, FC_ATTACHMENT_STATION_ID, &id);
  fc_record_set_text (record, FC_ATTACHMENT_ENTITY, "slip");
  fc_record_set_text (record, FC_ATTACHMENT_ROW_ID, "../../etc");
  fc_record_set_text (record, FC_ATTACHMENT_NAME, "../../../../tmp/forecourt-was-here");
  fc_record_set_text (record, FC_ATTACHMENT_MEDIA_TYPE, "image/jpeg");
  fc_record_set_int (record, FC_ATTACHMENT_SIZE, size);
  fc_record_set_text (record, FC_ATTACHMENT_SHA256, sha256);
  fc_record_set_version (record, 1);
  return record;
}

static gboolean
is_bent (gpointer data)
{
  return bent_hub_get_bent (data) > 0;
}

/* What comes is not what it was said to be, or says that it lies elsewhere: nothing of it is kept. */
static void
test_attachment (BentOffice    *office,
                 gconstpointer  data)
{
  const char *sha256 = data;
  g_autofree char *folder = g_build_filename (office->a->folder, "blobs", NULL);
  g_autoptr (FcRecord) attachment = new_attachment (sha256, 5000);
  FcBlobTransfer *blobs = fc_session_get_blobs (office->a->session);

  bent_hub_bend (office->hub, FC_WIRE_PATH_SYNC, say_attachment, attachment);
  fc_session_sync_now (office->a->session);
  wait_level (office->a);
  bent_hub_bend (office->hub, FC_WIRE_PATH_BLOBS, say_other_bytes, NULL);
  fc_blob_transfer_want (blobs, attachment);
  if (fc_blob_is_name (sha256))
    g_assert_true (wait_for (is_bent, office->hub, PATIENCE));
  bent_office_watch (office);
  g_assert_cmpint (fc_blob_transfer_get_state (blobs, sha256), !=, FC_BLOB_HERE);
  g_assert_cmpint (g_access ("/tmp/forecourt-was-here", F_OK), !=, 0);
  if (fc_blob_is_name (sha256))
    {
      g_autofree char *path = fc_blob_folder_path (folder, sha256);

      g_assert_cmpint (g_access (path, F_OK), !=, 0);
    }
  bent_office_heal (office);
}

/* --- streams ------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  const char *from;
  const char *to; /* (nullable): it ends there */
} Stream;

static const Stream streams[] = {
  { "wrong-end", "\"sha256\":\"", "\"sha256\":\"00" },
  { "wrong-count", "\"count\":", "\"count\":7" },
  { "no-end", "{\"frame\":\"end\"", NULL },
  { "another-number-of-rows", "\"n\":", "\"n\":1000000" },
  { "longer-than-it-is", "\"bytes\":", "\"bytes\":99" },
  { "negative", "\"bytes\":", "\"bytes\":-" },
  { "unknown-frame", "\"frame\":\"entities\"", "\"frame\":\"spaceships\"" },
  { "no-header", "\"frame\":\"header\"", "\"frame\":\"facts\"" },
  { "no-epoch", "\"epoch\":", "\"age\":" },
};

static void
say_stream (SoupServerMessage *answer,
            GBytes            *plain,
            gpointer           data)
{
  const Stream *stream = data;
  gsize size, length = strlen (stream->from);
  const char *said = g_bytes_get_data (plain, &size);
  const char *at = memmem (said, size, stream->from, length);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_assert_nonnull (at);
  g_byte_array_append (bytes, (const guint8 *) said, (guint) (at - said));
  if (stream->to != NULL)
    {
      g_byte_array_append (bytes, (const guint8 *) stream->to, (guint) strlen (stream->to));
      g_byte_array_append (bytes, (const guint8 *) at + length, (guint) (size - length - (gsize) (at - said)));
    }
  bent_say_text (answer, (const char *) bytes->data, (gssize) bytes->len);
}

/* A new office signs in while its first pull is bent: nobody is let in on half a company, and the next try is right. */
static void
test_stream (BentOffice    *office,
             gconstpointer  data)
{
  g_autoptr (Office) c = office_new ();
  const char *uri = bent_hub_get_uri (office->hub);
  g_autoptr (GError) error = NULL;

  bent_hub_bend (office->hub, FC_WIRE_PATH_PULL, say_stream, (gpointer) data);
  g_assert_false (office_sign_in (c, uri, ADMIN_EMAIL, ADMIN_PASSWORD, &error));
  g_test_message ("%s", error->message);
  g_assert_cmpuint (error->domain, ==, FC_SYNC_ERROR);
  g_assert_true (g_str_has_suffix (error->message, "."));
  bent_hub_bend (office->hub, "", NULL, NULL);
  office_sign_in_admin (c, uri);
  wait_level (c);
  g_assert_true (office_has (c, FC_PRODUCT, &office->known));
}

/* --- other places, other people ----------------------------------------------------------------------------------------- */

static void
say_elsewhere (SoupServerMessage *answer,
               GBytes            *plain,
               gpointer           data)
{
  soup_server_message_set_redirect (answer, SOUP_STATUS_TEMPORARY_REDIRECT, data);
}

/* Nobody follows a hub elsewhere: the token would go along. */
static void
test_redirect (BentOffice    *office,
               gconstpointer  data)
{
  g_autoptr (BentHub) elsewhere = bent_hub_new (fc_hub_get_uri (office->company->hub));
  g_autofree char *there = g_strconcat (bent_hub_get_uri (elsewhere), FC_WIRE_PATH_SYNC, NULL);

  bent_hub_bend (office->hub, FC_WIRE_PATH_SYNC, say_elsewhere, there);
  office_add_product (office->a, "TYPED");
  bent_office_wait_told (office, "*is not a Forecourt server (HTTP 307)*1 change waits*");
  bent_office_watch (office);
  g_assert_cmpuint (bent_hub_get_asked (elsewhere), ==, 0);
  bent_office_heal (office);
}

static void
say_expired (SoupServerMessage *answer,
             GBytes            *plain,
             gpointer           data)
{
  g_autoptr (GBytes) fault = fc_wire_fault_encode ("expired", "Expired.");

  soup_server_message_set_status (answer, SOUP_STATUS_UNAUTHORIZED, NULL);
  bent_hub_answer (answer, fault, FALSE);
}

static void
say_somebody_else (SoupServerMessage *answer,
                   GBytes            *plain,
                   gpointer           data)
{
  g_autoptr (FcTokenReply) tokens = fc_token_reply_decode (plain, NULL);
  g_autoptr (GBytes) body = NULL;

  if (tokens == NULL)
    {
      say_expired (answer, plain, data);
      return;
    }
  tokens->user_id = fc_id_new (g_get_real_time ());
  body = fc_token_reply_encode (tokens);
  bent_hub_answer (answer, body, FALSE);
}

/* Tokens of somebody else are not taken: this person's work would go as theirs. */
static void
test_tokens_of_another (BentOffice    *office,
                        gconstpointer  data)
{
  FcId typed;

  bent_hub_bend (office->hub, "/api/v1/", say_somebody_else, office);
  typed = office_add_product (office->a, "TYPED");
  bent_office_wait_told (office, "*of somebody else*1 change waits*");
  bent_office_watch (office);
  bent_hub_bend (office->hub, "", NULL, NULL);
  office_sign_in_admin (office->a, bent_hub_get_uri (office->hub));
  wait_level (office->a);
  g_assert_cmpint (bent_office_version (office, &typed), >, 0);
}

static gboolean
is_untrusted (gpointer data)
{
  const GError *error = fc_session_get_last_error (((Office *) data)->session);

  return g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CERTIFICATE);
}

/* Behind the same address there is suddenly a hub of somebody else, with a certificate of its own: it is not talked to. */
static void
test_certificate (void)
{
  g_autoptr (Company) company = company_new_secure ();
  g_autoptr (Company) other = company_new_secure ();
  g_autoptr (FcEnrolment) enrolment = company_enrol (company);
  g_autoptr (Relay) relay = relay_new (fc_hub_get_port (company->hub));
  g_autofree char *uri = g_strconcat ("https", strchr (relay_get_uri (relay), ':'), NULL);
  g_autoptr (Office) office = office_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  FcId typed;

  office_sign_in_trusting (office, uri, enrolment->authority, ADMIN_EMAIL, ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  wait_level (office);
  relay_set_down (relay, TRUE);
  relay_set_port (relay, fc_hub_get_port (other->hub));
  relay_set_down (relay, FALSE);
  typed = office_add_product (office, "TYPED");
  fc_session_sync_now (office->session);
  g_assert_true (wait_for (is_untrusted, office, PATIENCE));
  told = fc_session_dup_status_text (office->session);
  g_test_message ("%s", told);
  g_assert_cmpuint (fc_replica_get_pending (office->replica), ==, 1);
  relay_set_down (relay, TRUE);
  relay_set_port (relay, fc_hub_get_port (company->hub));
  relay_set_down (relay, FALSE);
  fc_session_sync_now (office->session);
  wait_level (office);
  g_assert_true (office_has (office, FC_PRODUCT, &typed));
}

/* --- hints -------------------------------------------------------------------------------------------------------------- */

static void
say_far_ahead (SoupServerMessage *answer,
               GBytes            *plain,
               gpointer           data)
{
  bent_say_instead (answer, plain, "\"head\":", "\"head\":999");
}

static gboolean
has_been_bent (gpointer data)
{
  return bent_hub_get_bent (data) >= 3;
}

/* A hub that always hints at more than there is: it is believed less and less often. */
static void
test_false_hints (BentOffice    *office,
                  gconstpointer  data)
{
  g_autoptr (Office) b = office_new ();

  office_sign_in_admin (b, fc_hub_get_uri (office->company->hub));
  bent_hub_bend (office->hub, FC_WIRE_PATH_HEAD, say_far_ahead, NULL);
  fc_session_sync_now (office->a->session);
  office_add_product (b, "HONEST");
  g_assert_true (wait_for (has_been_bent, office->hub, PATIENCE));
  bent_office_watch (office);
  bent_office_heal (office);
}

/* A hint is 256 bytes at most; a socket on which more comes is closed, and hints are asked for instead. */
static void
test_long_hint (BentOffice    *office,
                gconstpointer  data)
{
  g_autoptr (Office) b = office_new ();
  FcId id;

  office_sign_in_admin (b, fc_hub_get_uri (office->company->hub));
  bent_hub_say (office->hub, 4 * 1024 * 1024);
  office_restart (office->a);
  wait_level (office->a);
  bent_office_watch (office);
  id = office_add_product (b, "HONEST");
  assert_arrives (office, &id);
  bent_office_heal (office);
}

#define TEST(name, func, data) \
  g_test_add ("/sync/bent-rows/" name, BentOffice, data, bent_office_set_up, func, bent_office_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("unknown-choice", test_unknown_choice, NULL);
  TEST ("out-of-range", test_out_of_range, NULL);
  TEST ("strange-rows", test_strange_rows, NULL);
  TEST ("attachment/other-bytes", test_attachment, "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90");
  TEST ("attachment/path", test_attachment, "../../../../tmp/forecourt-was-here");
  TEST ("redirect", test_redirect, NULL);
  TEST ("tokens-of-another", test_tokens_of_another, NULL);
  TEST ("false-hints", test_false_hints, NULL);
  TEST ("long-hint", test_long_hint, NULL);
  g_test_add_func ("/sync/bent-rows/certificate-of-another", test_certificate);
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/bent-rows/stream/", streams[i].name, NULL);

      g_test_add (path, BentOffice, &streams[i], bent_office_set_up, test_stream, bent_office_tear_down);
    }
  return g_test_run ();
}
