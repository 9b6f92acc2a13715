/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>

#include "hub-process.h"

/* Several processes of the program on one PostgreSQL database: whichever somebody comes to, it is the same hub. */

#define PUSHES   40
#define ANSWERED 10 /* of them, before the process is killed */
#define MOST_US  (10 * G_USEC_PER_SEC)

typedef struct {
  Process first, second;
} Pair;

static FcTokenReply *
sign_in (Process    *process,
         const char *email)
{
  guint status;
  FcTokenReply *token = process_sign_in (process, email, PASSWORD, &status);

  g_assert_cmpuint (status, ==, 200);
  return token;
}

static guint
sync_status (Process      *process,
             FcTokenReply *token)
{
  g_autoptr (GBytes) body = process_letter (token, NULL, 0);
  g_autoptr (Reply) reply = process_ask (process, FC_WIRE_PATH_SYNC, token, body);

  return reply->status;
}

/* Who signed in at one is signed in at the other, is renewed there, and signed out of both. */
static void
test_sign_ins (gconstpointer data)
{
  Pair *self = (Pair *) data;
  g_autoptr (FcTokenReply) token = sign_in (&self->first, "carl@corner.example");
  g_autofree char *json = g_strdup_printf ("{\"refresh_token\":\"%s\"}", token->refresh_token);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (Reply) renewed = NULL;
  g_autoptr (FcTokenReply) next = NULL;

  g_assert_cmpuint (sync_status (&self->second, token), ==, 200);
  renewed = process_ask (&self->second, FC_WIRE_PATH_REFRESH, NULL, body);
  g_assert_cmpuint (renewed->status, ==, 200);
  next = fc_token_reply_decode (renewed->bytes, NULL);
  g_assert_cmpuint (sync_status (&self->first, next), ==, 200);
  g_autofree char *last = g_strdup_printf ("{\"refresh_token\":\"%s\"}", next->refresh_token);
  g_autoptr (GBytes) leave = g_bytes_new (last, strlen (last));
  g_autoptr (Reply) out = process_ask (&self->second, FC_WIRE_PATH_LOGOUT, NULL, leave);
  g_assert_cmpuint (out->status, <, 300);
  g_assert_cmpuint (sync_status (&self->first, next), ==, 401);
}

/* What an administrator takes away at one is gone at the other by the next request. */
static void
test_rights (gconstpointer data)
{
  Pair *self = (Pair *) data;
  int status;
  g_autofree char *added =
    process_run (PASSWORD "\n", &status, "user", "add", "--email", "berta@corner.example", "--name", "Berta", "--role",
                 "auditor", "--password-stdin", "--insecure-test-hashing", self->first.store, NULL);

  g_assert_cmpint (status, ==, 0);
  g_autoptr (FcTokenReply) berta = sign_in (&self->second, "berta@corner.example");
  g_autoptr (FcOp) op = process_product_op (berta, "E10");
  g_autoptr (FcSyncReply) reply = process_sync (&self->second, berta, op, 0);
  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_REJECTED); /* an auditor writes nothing, at either */
  g_autofree char *disabled =
    process_run (NULL, &status, "user", "disable", "--email", "berta@corner.example", self->first.store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (sync_status (&self->second, berta), ==, 401);
  g_assert_cmpuint (sync_status (&self->first, berta), ==, 401);
}

/* One request that is under way. */
typedef struct {
  FcOp *op;
  gboolean done;
  gint64 seq; /* 0: nothing was acknowledged */
} Push;

static void
pushed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Push *push = data;
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  g_autoptr (FcSyncReply) reply = bytes != NULL ? fc_sync_reply_decode (bytes, NULL) : NULL;

  push->done = TRUE;
  if (reply == NULL)
    return;
  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
  push->seq = result_of (reply, 0)->seq;
}

static guint
count_products (Process      *process,
                FcTokenReply *token)
{
  g_autoptr (FcSyncReply) all = process_sync (process, token, NULL, 0);
  guint n = 0;

  for (guint i = 0; i < all->updates->len; i++)
    n += ((FcUpdate *) all->updates->pdata[i])->entity == FC_PRODUCT;
  return n;
}

static guint
count_done (const Push *pushes)
{
  guint n = 0;

  for (guint i = 0; i < PUSHES; i++)
    n += pushes[i].done;
  return n;
}

static void
head_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  *(gboolean *) data = bytes != NULL;
}

/* News of one wakes who waits at the other. */
static void
test_news (gconstpointer data)
{
  Pair *self = (Pair *) data;
  g_autoptr (FcTokenReply) token = sign_in (&self->first, "carl@corner.example");
  g_autoptr (FcSyncReply) now = process_sync (&self->second, token, NULL, 0);
  g_autofree char *path = g_strdup_printf (FC_WIRE_PATH_HEAD "?epoch=%" G_GINT64_FORMAT "&since=%" G_GINT64_FORMAT
                                                             "&wait=%d",
                                           now->epoch, now->head, FC_WIRE_HEAD_WAIT);
  g_autoptr (SoupMessage) waiting = process_message (&self->second, path, token, NULL);
  gboolean answered = FALSE;
  gint64 begun = g_get_monotonic_time ();

  soup_session_send_and_read_async (self->second.fixture.http, waiting, G_PRIORITY_DEFAULT, NULL, head_cb, &answered);
  for (guint i = 0; !answered; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%u", i);
      g_autoptr (FcOp) op = process_product_op (token, code);
      g_autoptr (FcSyncReply) reply = process_sync (&self->first, token, op, 0);

      g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
      g_assert_cmpint (g_get_monotonic_time () - begun, <, MOST_US);
    }
}

/* One is killed while many push to it: what it acknowledged is there, the rest goes to the other, and nothing is there twice. */
static void
test_killed_in_mid_push (gconstpointer data)
{
  Pair *self = (Pair *) data;
  g_autoptr (FcTokenReply) token = sign_in (&self->first, "carl@corner.example");
  g_autoptr (SoupSession) http = soup_session_new_with_options ("timeout", 20, "max-conns-per-host", 8, NULL);
  Push pushes[PUSHES] = { 0 };
  guint acknowledged = 0, before = count_products (&self->second, token);

  for (guint i = 0; i < PUSHES; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%u", i);

      pushes[i].op = process_product_op (token, code);
      g_autoptr (GBytes) body = process_letter (token, pushes[i].op, 0);
      g_autoptr (SoupMessage) message = process_message (&self->first, FC_WIRE_PATH_SYNC, token, body);
      soup_session_send_and_read_async (http, message, G_PRIORITY_DEFAULT, NULL, pushed_cb, &pushes[i]);
    }
  while (count_done (pushes) < ANSWERED)
    g_main_context_iteration (NULL, TRUE);
  process_stop (&self->first, SIGKILL);
  while (count_done (pushes) < PUSHES)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < PUSHES; i++)
    {
      g_autoptr (FcSyncReply) reply = process_sync (&self->second, token, pushes[i].op, 0);

      g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
      if (pushes[i].seq != 0)
        g_assert_cmpint (result_of (reply, 0)->seq, ==, pushes[i].seq);
      acknowledged += pushes[i].seq != 0;
      fc_op_free (pushes[i].op);
    }
  g_test_message ("%u of %u were acknowledged before it was killed", acknowledged, PUSHES);
  g_assert_cmpuint (acknowledged, >=, ANSWERED);
  g_assert_cmpuint (acknowledged, <, PUSHES);
  g_assert_cmpuint (count_products (&self->second, token), ==, before + PUSHES);
  process_start (&self->first); /* and it comes back to the same */
  g_assert_cmpuint (sync_status (&self->first, token), ==, 200);
}

int
main (int    argc,
      char **argv)
{
  Pair pair = { 0 };
  gboolean there;
  int code;

  g_test_init (&argc, &argv, NULL);
  process_init (&argc, &argv);
  there = hub_fixture_has_postgresql ();
#define TEST(path, func)                                            \
  if (there)                                                        \
    g_test_add_data_func ("/hub/processes/" path, &pair, func);     \
  else                                                              \
    g_test_add_func ("/hub/processes/" path, hub_fixture_skip_postgresql)
  TEST ("sign-ins", test_sign_ins);
  TEST ("rights", test_rights);
  TEST ("news", test_news);
  TEST ("killed-in-mid-push", test_killed_in_mid_push);
  if (there)
    {
      process_set_up (&pair.first, ON_POSTGRESQL);
      process_join (&pair.second, &pair.first);
    }
  code = g_test_run ();
  if (there)
    {
      process_tear_down (&pair.second, NULL);
      process_tear_down (&pair.first, NULL);
    }
  return code;
}
