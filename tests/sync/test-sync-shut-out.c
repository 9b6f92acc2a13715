/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "fc-blob-folder.h"
#include "fc-branding.h"
#include "fc-keyring.h"
#include "fc-sync-log.h"

#include <string.h>

/* Of two people at one computer one may not do what the other may, or nothing any more; or neither may. */

static gboolean
is_loaded (gpointer data)
{
  guint n = fc_query_model_get_loading (data) ? 0 : g_list_model_get_n_items (data);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FcQueryRow) row = g_list_model_get_item (data, i);

      if (fc_query_row_get_id (row) == NULL)
        return FALSE;
    }
  return n > 0;
}

static gboolean
drafts_count (gpointer data)
{
  return fc_replica_get_quarantined (((Desk *) data)->desk->replica) == 2;
}

/* What needs somebody at the desk. (transfer full) */
static GPtrArray *
list_drafts (Desk *fixture)
{
  g_autoptr (FcQueryModel) model = fc_query_model_new (fixture->desk->replica, &fc_refused_list);
  GPtrArray *drafts = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_true (wait_for (is_loaded, model, 60));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    g_ptr_array_add (drafts, g_list_model_get_item (G_LIST_MODEL (model), i));
  return drafts;
}

/* Somebody else does it under their own name. */
static void
take_over (Desk       *fixture,
           const FcId *op_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_retry_draft_async (fixture->desk->replica, op_id, result_cb, &result);
  wait_result (&result, 60);
  fc_replica_draft_finish (fixture->desk->replica, result, &error);
  g_assert_no_error (error);
}

static gboolean
nothing_kept_of_sam (gpointer data)
{
  Desk *fixture = data;
  g_autofree char *client = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_autofree char *sam = fc_id_dup_string (&fixture->sam);
  g_autofree char *name = g_strconcat (client, "/", sam, NULL);
  g_autoptr (FcKeyring) keyring = fc_keyring_new (NULL, name);
  g_autoptr (GAsyncResult) found = NULL;
  g_autofree char *secret = NULL;

  fc_keyring_lookup_async (keyring, result_cb, &found);
  wait_result (&found, 10);
  secret = fc_keyring_lookup_finish (keyring, found, NULL);
  return secret == NULL;
}

/* Who was shut out while they worked loses nothing by it: the other's goes up, theirs is kept apart with the reason, by the server
 * and here, until who sits here decides on it; nothing of it waits for ever. */
static void
test_shut_out (Desk          *fixture,
               gconstpointer  data)
{
  g_autofree char *before = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID), *after = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = desk_add_tank (fixture, 1);
  desk_add_tank (fixture, 3);
  desk_sit_down (fixture, &fixture->ada);
  fixture->made[1] = desk_add_tank (fixture, 2);
  desk_set_status (fixture, &fixture->sam, "disabled");
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (drafts_count, fixture, 60));
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_true (wait_for (nothing_kept_of_sam, fixture, 60));
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, ADMIN_EMAIL);
  drafts = list_drafts (fixture);
  g_assert_cmpuint (drafts->len, ==, 2);
  for (guint i = 0; i < drafts->len; i++)
    {
      g_assert_cmpstr (fc_query_row_get_text (drafts->pdata[i], FC_SYNC_LOG_ACTOR), ==, "Sam");
      g_assert_nonnull (
        strstr (fc_query_row_get_text (drafts->pdata[i], FC_SYNC_LOG_REASON), "may not sign in any more"));
      take_over (fixture, fc_query_row_get_id (drafts->pdata[i]));
    }
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
  fixture->made[0] = desk_add_tank (fixture, 4);
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, ==, before);
}

/* Who is let in again after that goes on as if nothing had been. */
static void
test_let_in_again (Desk          *fixture,
                   gconstpointer  data)
{
  g_autofree char *before = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID), *after = NULL;
  g_autoptr (GError) error = NULL;

  desk_add_tank (fixture, 5);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  relay_set_down (fixture->relay, TRUE);
  desk_add_tank (fixture, 1);
  desk_add_tank (fixture, 2);
  desk_sit_down (fixture, &fixture->ada);
  desk_set_status (fixture, &fixture->sam, "disabled");
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (drafts_count, fixture, 60));
  desk_set_status (fixture, &fixture->sam, "active");
  office_sign_in (fixture->desk, relay_get_uri (fixture->relay), SAM_EMAIL, SAM_PASSWORD, &error);
  g_assert_no_error (error);
  fixture->made[0] = fixture->made[1] = desk_add_tank (fixture, 3);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, ==, before);
}

/* Nothing of theirs waits, and their sign-in goes all the same; the list says what it is worth. */
static void
test_shut_out_with_nothing (Desk          *fixture,
                            gconstpointer  data)
{
  g_autoptr (GPtrArray) devices = NULL;
  guint shut = 0;

  desk_sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  g_assert_false (nothing_kept_of_sam (fixture));
  desk_set_status (fixture, &fixture->sam, "disabled");
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (nothing_kept_of_sam, fixture, 60));
  devices = desk_list_devices (fixture);
  for (guint i = 0; i < devices->len; i++)
    {
      const FcDevice *device = devices->pdata[i];

      g_assert_true (device->shut_out == fc_id_equal (&device->user_id, &fixture->sam));
      shut += device->shut_out;
    }
  g_assert_cmpuint (shut, ==, 1);
}

/* Who clears this computer's data by hand ends everybody's sign-in there, and the server's list says so. */
static void
test_all_sign_out (Desk          *fixture,
                   gconstpointer  data)
{
  g_autoptr (GPtrArray) before = desk_list_devices (fixture), after = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpuint (before->len, ==, 3);
  desk_sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  fc_session_sign_out_all_async (fixture->desk->session, result_cb, &result);
  wait_result (&result, 60);
  g_assert_true (fc_session_sign_out_all_finish (fixture->desk->session, result, NULL));
  g_assert_true (nothing_kept_of_sam (fixture));
  after = desk_list_devices (fixture);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_true (((FcDevice *) after->pdata[0])->current);
}

/* --- the company's logo ------------------------------------------------------------------------------------------------- */

#define PNG "\x89PNG\r\n\x1a\n and what follows"

/* Whoever sits at the desk chooses it. (transfer full): its SHA-256 */
static char *
choose_logo (Desk *fixture)
{
  g_autoptr (GBytes) png = g_bytes_new_static (PNG, strlen (PNG));
  char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  const FcBlobSpec spec = { sha256, FC_LOGO_MEDIA_TYPE, (gint64) strlen (PNG) };
  g_autofree char *folder = g_build_filename (fixture->desk->folder, "blobs", NULL);
  g_autofree char *branding = g_strdup_printf ("{\"logo\":\"%s\"}", sha256);
  g_autoptr (FcRecord) after = fc_record_copy (fc_replica_get_tenant (fixture->desk->replica));
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fc_blob_folder_append (folder, &spec, 0, png, &error), ==, spec.size);
  fc_record_set_text (after, FC_TENANT_BRANDING, branding);
  g_ptr_array_add (ops, fc_op_new_patch (fc_replica_get_tenant (fixture->desk->replica), after, g_get_real_time ()));
  fc_replica_run_sync (fixture->desk->replica, ops, &error);
  g_assert_no_error (error);
  return sha256;
}

static void
count_brought_cb (const char *text,
                  gpointer    data)
{
  if (g_str_has_prefix (text, "PATCH /api/v1/blobs/"))
    g_atomic_int_inc ((int *) data);
}

typedef struct {
  FcBlobTransfer *blobs;
  const char *sha256;
} Logo;

static gboolean
is_at_hub (gpointer data)
{
  const Logo *logo = data;

  return fc_blob_transfer_get_state (logo->blobs, logo->sha256) == FC_BLOB_HERE;
}

/* Who may not edit the company does not try again and again to bring its logo; it goes when somebody sits down who may. */
static void
test_logo_waits (Desk          *fixture,
                 gconstpointer  data)
{
  g_autofree char *sha256 = NULL;
  int brought = 0;
  Logo logo = { fc_session_get_blobs (fixture->desk->session), NULL };

  desk_sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  relay_set_down (fixture->relay, TRUE);
  logo.sha256 = sha256 = choose_logo (fixture);
  desk_sit_down (fixture, &fixture->sam);
  relay_watch (fixture->relay, count_brought_cb, &brought);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  fixture->made[0] = fixture->made[1] = desk_add_tank (fixture, 1);
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  wait_level (fixture->desk);
  g_assert_cmpint (fc_blob_transfer_get_state (logo.blobs, sha256), ==, FC_BLOB_ONLY_HERE);
  g_assert_cmpint (g_atomic_int_get (&brought), ==, 0);
  desk_sit_down (fixture, &fixture->ada);
  g_assert_true (wait_for (is_at_hub, &logo, 60));
  logo.blobs = fc_session_get_blobs (fixture->boss->session);
  g_assert_true (wait_for (is_at_hub, &logo, 60));
  relay_watch (fixture->relay, NULL, NULL);
}

static void
to_be_cleared_cb (gboolean *cleared)
{
  *cleared = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* A computer that was lost with work of both on it: all of it goes up, each under its own name, before it is cleared. */
static void
test_lost (Desk          *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) ended = NULL, said = NULL;
  g_autoptr (GPtrArray) devices = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean cleared = FALSE;

  g_signal_connect_swapped (fixture->desk->session, "to-be-cleared", G_CALLBACK (to_be_cleared_cb), &cleared);
  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = desk_add_tank (fixture, 1);
  desk_sit_down (fixture, &fixture->ada);
  fixture->made[1] = desk_add_tank (fixture, 2);
  devices = desk_list_devices (fixture);
  for (guint i = 0; i < devices->len; i++)
    {
      const FcDevice *device = devices->pdata[i];

      if (device->here || !fc_id_equal (&device->user_id, &fixture->sam))
        continue;
      fc_session_end_device_async (fixture->boss->session, &device->id, TRUE, result_cb, &ended);
      wait_result (&ended, 60);
      fc_session_end_device_finish (fixture->boss->session, ended, &error);
      g_assert_no_error (error);
    }
  g_assert_nonnull (ended);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (is_true, &cleared, 60));
  g_assert_true (desk_nothing_waits (fixture));
  fc_session_say_cleared_async (fixture->desk->session, result_cb, &said);
  wait_result (&said, 60);
  g_assert_true (fc_session_say_cleared_finish (fixture->desk->session, said, &error));
  after = desk_list_devices (fixture);
  for (guint i = 0; i < after->len; i++)
    g_assert_true (((FcDevice *) after->pdata[i])->current || ((FcDevice *) after->pdata[i])->wiped_at > 0);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/shut-out/" name, Desk, NULL, desk_set_up, function, desk_tear_down)
  ADD ("who-was-shut-out-loses-nothing", test_shut_out);
  ADD ("who-is-let-in-again-goes-on", test_let_in_again);
  ADD ("who-was-shut-out-is-forgotten", test_shut_out_with_nothing);
  ADD ("clearing-by-hand-signs-all-out", test_all_sign_out);
  ADD ("a-logo-waits-for-who-may-bring-it", test_logo_waits);
  ADD ("a-lost-computer-sends-everybodys-work", test_lost);
  return g_test_run ();
}
