/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"
#include "relay.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/*
 * Renewing the sign-in while power fails: an office in a process of its own, which is killed at the worst moment and started
 * again. Its keyring is libsecret's own file on disk.
 */

#define EXPIRED "{\"protocol\":1,\"error\":{\"code\":\"expired\",\"message\":\"Sign in again.\"}}"
#define BEARER  "authorization: bearer "

static const char *program;

/* When the office loses power. */
typedef enum { NEVER, ASKING_FOR_TOKENS, USING_NEW_TOKENS } Cut;

typedef struct
{
  Company *company;
  Relay *relay;
  char *folder;
  GSubprocess *office; /* (nullable) */
  GDataInputStream *says;

  GMutex mutex;
  GPid pid;
  Cut cut;
  guint renewals;
  char *bearer; /* (nullable): the token that came last */
} Fixture;

/* --- the office: says "level" when it is, and works when it is told to ---------------------------------------------------------- */

static void
keep_keyring_in (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);

  g_unsetenv ("FORECOURT_KEYRING");
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "a password of the test's own", TRUE);
}

static int
be_office (const char *folder,
           const char *hub_uri)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GError) error = NULL;
  Office office = { .replica = fc_replica_open_sync (file, &error) };

  g_assert_no_error (error);
  office.session = fc_session_new (office.replica, NULL);
  if (fc_replica_has_hub (office.replica))
    fc_session_resume (office.session);
  else
    office_sign_in_admin (&office, hub_uri);
  for (int i = 0;; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%d-%d", (int) getpid (), i);

      wait_level (&office);
      g_assert_true (fc_session_keeps_credentials (office.session));
      g_print ("level\n");
      if (getchar () == EOF)
        _exit (0);
      office_add_product (&office, code);
    }
}

/* --- the hub's side ------------------------------------------------------------------------------------------------------------ */

static void
cut_power (Fixture *fixture)
{
  fixture->cut = NEVER;
  kill (fixture->pid, SIGKILL);
}

/* On the relay's thread; what it saw reaches the hub all the same. */
static void
sees (const char *text,
      gpointer    data)
{
  Fixture *fixture = data;
  const char *at = strcasestr (text, BEARER);
  g_autofree char *bearer = at != NULL ? g_strndup (at + strlen (BEARER), strcspn (at + strlen (BEARER), "\r\n")) : NULL;

  g_mutex_lock (&fixture->mutex);
  if (g_str_has_prefix (text, "POST /api/v1/auth/refresh "))
    {
      fixture->renewals++;
      if (fixture->cut == ASKING_FOR_TOKENS)
        cut_power (fixture);
    }
  if (bearer != NULL && g_strcmp0 (bearer, fixture->bearer) != 0)
    {
      if (fixture->cut == USING_NEW_TOKENS)
        cut_power (fixture);
      g_free (fixture->bearer);
      fixture->bearer = g_steal_pointer (&bearer);
    }
  g_mutex_unlock (&fixture->mutex);
}

static guint
count_renewals (Fixture *fixture)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&fixture->mutex);

  return fixture->renewals;
}

/* The next word of the office; NULL when it is no more. */
static char *
listen (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_data_input_stream_read_line_async (fixture->says, G_PRIORITY_DEFAULT, NULL, result_cb, &result);
  wait_result (&result, 90);
  return g_data_input_stream_read_line_finish (fixture->says, result, NULL, NULL);
}

static void
start_office (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->says);
  g_clear_object (&fixture->office);
  fixture->office = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                      "--office", fixture->folder, relay_get_uri (fixture->relay), NULL);
  g_assert_no_error (error);
  fixture->says = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->office));
  g_mutex_lock (&fixture->mutex);
  fixture->pid = (GPid) g_ascii_strtoll (g_subprocess_get_identifier (fixture->office), NULL, 10);
  g_mutex_unlock (&fixture->mutex);
}

static void
assert_level (Fixture *fixture)
{
  g_autofree char *word = listen (fixture);

  g_assert_cmpstr (word, ==, "level");
}

/* Something to send, when the hub finds the token too old. */
static void
work_with_old_token (Fixture *fixture,
                     Cut      cut)
{
  g_mutex_lock (&fixture->mutex);
  fixture->cut = cut;
  g_mutex_unlock (&fixture->mutex);
  relay_answer_next (fixture->relay, "/api/v1/sync", 401, EXPIRED);
  g_assert_cmpint (g_output_stream_write (g_subprocess_get_stdin_pipe (fixture->office), "w", 1, NULL, NULL), ==, 1);
}

static void
assert_killed (Fixture *fixture)
{
  g_autofree char *word = listen (fixture);

  g_assert_null (word);
  g_subprocess_wait (fixture->office, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (fixture->office));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_mutex_init (&fixture->mutex);
  fixture->company = company_new ();
  fixture->relay = relay_new (fc_hub_get_port (fixture->company->hub));
  fixture->folder = g_dir_make_tmp ("forecourt-rotation-XXXXXX", NULL);
  relay_watch (fixture->relay, sees, fixture);
  start_office (fixture);
  assert_level (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_subprocess_force_exit (fixture->office);
  g_subprocess_wait (fixture->office, NULL, NULL);
  g_clear_object (&fixture->says);
  g_clear_object (&fixture->office);
  relay_free (fixture->relay);
  company_free (fixture->company);
  office_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->bearer);
  g_mutex_clear (&fixture->mutex);
}

/* At the first use of the new tokens the hub ends the old ones: by then the new ones have to be on disk. */
static void
test_using_new_tokens (Fixture      *fixture,
                       gconstpointer data)
{
  work_with_old_token (fixture, USING_NEW_TOKENS);
  assert_killed (fixture);
  start_office (fixture);
  assert_level (fixture); /* nobody had to sign in */
  work_with_old_token (fixture, NEVER);
  assert_level (fixture);
  g_assert_cmpuint (count_renewals (fixture), ==, 2);
}

/* The hub has given out new tokens, and nobody heard of them: the old ones still count. */
static void
test_asking_for_tokens (Fixture      *fixture,
                        gconstpointer data)
{
  work_with_old_token (fixture, ASKING_FOR_TOKENS);
  assert_killed (fixture);
  start_office (fixture);
  assert_level (fixture);
  work_with_old_token (fixture, NEVER);
  assert_level (fixture);
  g_assert_cmpuint (count_renewals (fixture), ==, 2);
}

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fc_session_set_password_finish (FC_SESSION (source), result, &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_HUB); /* too short, says the hub to the new token */
  --*(guint *) user_data;
}

static gboolean
is_zero (gpointer data)
{
  return *(guint *) data == 0;
}

/* However many find at once that the token has expired, one request asks for another. */
static void
test_one_in_flight (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (Office) office = office_new ();
  guint left = 3;
  FcId user;

  office_sign_in_admin (office, relay_get_uri (fixture->relay));
  user = *fc_record_get_id (fc_replica_get_user (office->replica));
  relay_answer_next (fixture->relay, "/api/v1/auth/password", 401, EXPIRED);
  relay_answer_times (fixture->relay, 3);
  for (guint i = 0; i < 3; i++)
    fc_session_set_password_async (office->session, &user, ADMIN_PASSWORD, "x", FALSE, NULL, refused_cb, &left);
  g_assert_true (wait_for (is_zero, &left, 60));
  g_assert_cmpuint (count_renewals (fixture), ==, 1);
  wait_level (office);
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--office"))
    {
      keep_keyring_in (argv[2]);
      return be_office (argv[2], argv[3]);
    }
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/rotation/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("power-cut-when-new-tokens-are-used", test_using_new_tokens);
  ADD ("power-cut-when-tokens-are-asked-for", test_asking_for_tokens);
  ADD ("one-in-flight", test_one_in_flight);
  return g_test_run ();
}
