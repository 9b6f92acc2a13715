/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-world.h"

static void
test_push (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 2, TRUE);

  assert_state (world, FC_SYNC_SYNCING, "Sending 2 changes.");
  assert_asked (world, "exchange 2 from 10");
  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 12), NULL);
  assert_asked (world, "record 2");
  world->pending = 0;
  fc_sync_engine_recorded (world->engine, NULL);
  assert_asked (world, "apply");
  fc_sync_engine_page_taken (world->engine, NULL);
  assert_asked (world, "");
  fc_sync_engine_head_seen (world->engine, 7, 12, NULL);
  assert_asked (world, "watch 12");
  assert_state (world, FC_SYNC_LEVEL, "Everything is sent and received.");
}

/* A change that comes while another is on its way is found by looking, not by hearing of it. */
static void
test_level_triggered (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  assert_asked (world, "exchange 1 from 10");
  world->pending++;
  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 11), NULL);
  world->pending--;
  fc_sync_engine_recorded (world->engine, NULL);
  fc_sync_engine_page_taken (world->engine, NULL);
  assert_asked (world, "record 1, apply, load 500");
  assert_state (world, FC_SYNC_SYNCING, "Sending 1 change.");
}

/* Even a notice that never comes costs no more than the interval. */
static void
test_missed_notice (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();

  world->pending = 1;
  g_assert_cmpint (fc_sync_engine_get_state (world->engine), !=, FC_SYNC_LEVEL);
  g_assert_cmpint (world->timers[FC_TIMER_INTERVAL], ==, 300 * G_USEC_PER_SEC);
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_INTERVAL);
  assert_asked (world, "load 500");
}

static void
test_reply_lost (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 3, TRUE);

  assert_asked (world, "exchange 3 from 10");
  world->now = 5000;
  fail_network (world);
  assert_asked (world, "retry in 500 ms");
  assert_state (world, FC_SYNC_OFFLINE, "The server cannot be reached. 3 changes wait to be sent.");
  g_assert_cmpint (fc_sync_engine_get_offline_since (world->engine), ==, 5000);
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_RETRY);
  assert_asked (world, "load 500");
  fc_sync_engine_ops_loaded (world->engine, ops, NULL);
  assert_asked (world, "exchange 3 from 10");
  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 13), NULL);
  assert_asked (world, "record 3");
  g_assert_cmpint (fc_sync_engine_get_offline_since (world->engine), ==, 0);
}

static void
test_back_off_for_ever (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  gint64 last = 0;

  world->pending = 1;
  fc_sync_engine_replica_changed (world->engine);
  for (int i = 0; i < 100; i++)
    {
      g_autoptr (GPtrArray) ops = some_ops (1, TRUE);

      fc_sync_engine_ops_loaded (world->engine, ops, NULL);
      fail_with_status (world, 503, NULL);
      g_assert_cmpint (world->timers[FC_TIMER_RETRY], >=, last);
      g_assert_cmpint (world->timers[FC_TIMER_RETRY], <=, 300 * G_USEC_PER_SEC);
      last = world->timers[FC_TIMER_RETRY];
      g_string_truncate (world->log, 0);
      fc_sync_engine_timer_fired (world->engine, FC_TIMER_RETRY);
      assert_asked (world, "load 500");
    }
  g_assert_cmpint (last, ==, 150 * G_USEC_PER_SEC);
}

static void
test_retry_after (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new_status (429, "slow-down", "Try again in a minute.", 60);

  assert_asked (world, "exchange 1 from 10");
  fc_sync_engine_exchanged (world->engine, NULL, failure);
  assert_asked (world, "retry in 60000 ms");
  assert_state (world, FC_SYNC_WAITING, "Try again in a minute. 1 change waits to be sent.");
}

/* For weeks, perhaps; and when it is resumed, people do not wait for long. */
static void
test_suspended (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new_status (423, "suspended", "Your company is suspended.", 30);

  world->random = 1;
  for (int i = 0; i < 100; i++)
    {
      g_autoptr (GError) error = fc_sync_failure_to_error (failure);

      fc_sync_engine_exchanged (world->engine, NULL, failure);
      assert_state (world, FC_SYNC_WAITING, "Your company is suspended. 1 change waits to be sent.");
      g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_SUSPENDED);
      g_assert_cmpint (world->timers[FC_TIMER_RETRY], >=, 30 * G_USEC_PER_SEC);
      g_assert_cmpint (world->timers[FC_TIMER_RETRY], <=, 60 * G_USEC_PER_SEC);
      fc_sync_engine_timer_fired (world->engine, FC_TIMER_RETRY);
      fc_sync_engine_ops_loaded (world->engine, ops, NULL);
    }
  g_string_truncate (world->log, 0);
  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 12), NULL);
  assert_asked (world, "record 1");
}

static void
test_network_comes_back (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  fail_network (world);
  g_string_truncate (world->log, 0);
  fc_sync_engine_network_changed (world->engine, FALSE);
  assert_asked (world, "");
  fc_sync_engine_network_changed (world->engine, TRUE);
  assert_asked (world, "load 500");
}

static void
test_halve (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 400, FALSE);
  g_autoptr (GPtrArray) alone = some_ops (3, TRUE);

  assert_asked (world, "exchange 400 from 10");
  fail_with_status (world, 413, "too-large");
  assert_asked (world, "load 200");
  fc_sync_engine_ops_loaded (world->engine, ops, NULL);
  fail_with_status (world, 413, "too-large");
  assert_asked (world, "exchange 400 from 10, load 100");
  fc_sync_engine_ops_loaded (world->engine, alone, NULL);
  fail_with_status (world, 413, "too-large");
  assert_asked (world, "exchange 3 from 10, record 3"); /* refused: it would never go, and hold up all others */
  world->pending = 0;
  fc_sync_engine_recorded (world->engine, NULL);
  assert_asked (world, "exchange 0 from 10");
}

/* One answer of something before the hub does not make every batch small until the next sign-in. */
static void
test_grows_again (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 400, FALSE);

  fail_with_status (world, 413, NULL);
  assert_asked (world, "exchange 400 from 10, load 200");
  for (guint i = 0; i < 10; i++)
    {
      g_string_truncate (world->log, 0);
      fc_sync_engine_ops_loaded (world->engine, ops, NULL);
      fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 11 + i), NULL);
      fc_sync_engine_recorded (world->engine, NULL);
      fc_sync_engine_page_taken (world->engine, NULL);
    }
  g_assert_true (g_str_has_suffix (world->log->str, "load 400"));
}

/* Something before the hub that takes nothing at all is no reason to refuse people's work. */
static void
test_stubborn_proxy (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  assert_asked (world, "exchange 1 from 10");
  fail_with_status (world, 413, NULL);
  assert_asked (world, "retry in 128000 ms");
  g_assert_cmpint (fc_sync_engine_get_state (world->engine), ==, FC_SYNC_WAITING);
}

static void
test_token_expires_in_mid_push (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  assert_asked (world, "exchange 1 from 10");
  fail_with_status (world, 401, "expired");
  assert_asked (world, "refresh");
  fc_sync_engine_replica_changed (world->engine);
  assert_asked (world, "");
  fc_sync_engine_refreshed (world->engine, NULL);
  assert_asked (world, "load 500");
  fc_sync_engine_ops_loaded (world->engine, ops, NULL);
  assert_asked (world, "exchange 1 from 10");
  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 11), NULL);
  assert_asked (world, "record 1");
}

/* A new token that is refused as well is no reason to ask for the next one at once. */
static void
test_token_refused_twice (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  fail_with_status (world, 401, "expired");
  fc_sync_engine_refreshed (world->engine, NULL);
  fc_sync_engine_ops_loaded (world->engine, ops, NULL);
  g_string_truncate (world->log, 0);
  fail_with_status (world, 401, "expired");
  assert_asked (world, "retry in 500 ms");
}

static void
test_refresh_refused (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new_status (401, "expired", "Sign in again.", 0);

  fail_with_status (world, 401, "expired");
  g_string_truncate (world->log, 0);
  fc_sync_engine_refreshed (world->engine, failure);
  assert_asked (world, "forget credentials, stop watch");
  assert_state (world, FC_SYNC_SIGNED_OUT, "Sign in again. 1 change waits to be sent.");
  fc_sync_engine_replica_changed (world->engine);
  assert_asked (world, "");
  fc_sync_engine_set_signed_in (world->engine, TRUE);
  assert_asked (world, "load 500");
}

static void
test_refresh_without_network (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (FC_FAILURE_NETWORK, "No network.");

  fail_with_status (world, 401, "expired");
  g_string_truncate (world->log, 0);
  fc_sync_engine_refreshed (world->engine, failure);
  assert_asked (world, "retry in 500 ms");
  assert_state (world, FC_SYNC_OFFLINE, "No network. 1 change waits to be sent.");
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_RETRY);
  assert_asked (world, "refresh");
}

static void
test_other_protocol (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (FC_FAILURE_PROTOCOL, "The server speaks protocol version 2.");

  fc_sync_engine_exchanged (world->engine, NULL, failure);
  assert_state (world, FC_SYNC_OLD, "The server speaks protocol version 2. 1 change waits to be sent.");
  g_assert_cmpint (world->timers[FC_TIMER_RETRY], >, 60 * G_USEC_PER_SEC);
  g_string_truncate (world->log, 0);
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_RETRY);
  assert_asked (world, "load 500");
}

static void
test_hub_says_nothing_about_ops (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  assert_asked (world, "exchange 1 from 10");
  fc_sync_engine_exchanged (world->engine, reply_for (world, NULL, 11), NULL);
  assert_asked (world, "retry in 500 ms");
  g_assert_cmpint (fc_sync_engine_get_state (world->engine), ==, FC_SYNC_WAITING);
}

static void
test_disk_full (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (FC_FAILURE_REPLICA, "There is no room on the disk.");

  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 11), NULL);
  g_string_truncate (world->log, 0);
  fc_sync_engine_recorded (world->engine, failure);
  assert_asked (world, "retry in 500 ms");
  assert_state (world, FC_SYNC_WAITING, "There is no room on the disk. 1 change waits to be sent.");
}

/* Pages are staged until the last; one that cannot be written makes the pull begin anew. */
static void
test_pages (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (FC_FAILURE_REPLICA, "No.");
  FcSyncReply *first = reply_for (world, NULL, 20);

  first->more = TRUE;
  fc_sync_engine_head_seen (world->engine, 7, 30, NULL);
  assert_state (world, FC_SYNC_SYNCING, "Fetching records from the server.");
  fc_sync_engine_exchanged (world->engine, first, NULL);
  assert_asked (world, "exchange 0 from 10, stage");
  fc_sync_engine_page_taken (world->engine, NULL);
  assert_asked (world, "exchange 0 from 20");
  fc_sync_engine_exchanged (world->engine, reply_for (world, NULL, 30), NULL);
  assert_state (world, FC_SYNC_SYNCING, "Fetching records from the server."); /* the last is empty, the staged one is not there */
  fc_sync_engine_page_taken (world->engine, failure);
  assert_asked (world, "apply, retry in 500 ms");
  fc_cursor_set (world->cursor, "tenant", 10);
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_RETRY);
  fc_sync_engine_unstaged (world->engine, NULL);
  assert_asked (world, "unstage, exchange 0 from 10");
}

static void
test_head (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();

  fc_sync_engine_head_seen (world->engine, 7, 10, NULL);
  assert_asked (world, "watch 10");
  fc_sync_engine_head_seen (world->engine, 7, 11, NULL);
  assert_asked (world, "exchange 0 from 10");
}

/* What another office does while an exchange is under way is fetched after it. */
static void
test_head_moves_in_mid_push (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 11), NULL);
  fc_sync_engine_head_seen (world->engine, 7, 12, NULL);
  world->pending = 0;
  fc_sync_engine_recorded (world->engine, NULL);
  assert_asked (world, "exchange 1 from 10, record 1, apply");
  g_assert_cmpint (fc_sync_engine_get_state (world->engine), !=, FC_SYNC_LEVEL);
  fc_sync_engine_page_taken (world->engine, NULL);
  assert_asked (world, "exchange 0 from 11");
}

static void
test_first_pull (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new ();
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (FC_FAILURE_NETWORK, "Broken off.");

  world->pending = 1;
  fc_sync_engine_set_signed_in (world->engine, TRUE);
  assert_asked (world, "stream from nothing");
  world->epoch = 7;
  world->facts = g_strdup (FC_FACTS_BEGIN);
  fc_cursor_set (world->cursor, "tenant", 5);
  fc_sync_engine_stream_progress (world->engine, 3, 10);
  assert_asked (world, "");
  g_free (world->facts);
  world->facts = g_strdup ("token-1");
  fc_sync_engine_base_pulled (world->engine);
  assert_asked (world, "unstage");
  g_assert_true (fc_sync_engine_has_base (world->engine));
  fc_sync_engine_stream_ended (world->engine, failure);
  assert_asked (world, "stream in 500 ms");
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_STREAM);
  assert_asked (world, "stream from token-1");
  g_assert_cmpint (fc_sync_engine_get_state (world->engine), ==, FC_SYNC_OFFLINE);
  g_clear_pointer (&world->facts, g_free);
  fc_sync_engine_stream_ended (world->engine, NULL);
  assert_asked (world, "");
}

static void
test_first_pull_broken_before_records (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new ();
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (FC_FAILURE_NETWORK, "Broken off.");

  fc_sync_engine_set_signed_in (world->engine, TRUE);
  world->epoch = 7;
  world->facts = g_strdup (FC_FACTS_BEGIN);
  fc_cursor_set (world->cursor, "tenant", 5);
  fc_sync_engine_stream_ended (world->engine, failure);
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_STREAM);
  assert_asked (world, "stream from nothing, stream in 500 ms, stream from nothing");
}

static void
test_hub_restored (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  FcSyncReply *reply = reply_for (world, NULL, 3);

  reply->epoch = 8;
  fc_sync_engine_head_seen (world->engine, 8, 3, NULL);
  assert_asked (world, "exchange 0 from 10");
  fc_sync_engine_exchanged (world->engine, reply, NULL);
  assert_asked (world, "new epoch 8");
  world->epoch = 8;
  fc_cursor_free (world->cursor);
  world->cursor = fc_cursor_new ();
  world->pending = 4;
  fc_sync_engine_reset_done (world->engine, NULL);
  assert_asked (world, "stream from nothing");
}

/* What a restored hub says of an op is not compared with the old hub's numbers: the op waits on and goes again. */
static void
test_answer_of_another_epoch (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);
  FcSyncReply *reply = reply_for (world, ops, 3);

  g_string_truncate (world->log, 0);
  reply->epoch = 8;
  g_ptr_array_set_size (reply->results, 0); /* it says nothing of them */
  fc_sync_engine_exchanged (world->engine, reply, NULL);
  assert_asked (world, "stop watch, new epoch 8");
}

/* Another computer works with a copy: this one becomes a client of its own, and the op goes as it was. */
static void
test_client_forked (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  g_string_truncate (world->log, 0);
  fail_with_status (world, 409, "client-forked");
  assert_asked (world, "stop watch, new client");
  fc_sync_engine_reset_done (world->engine, NULL);
  assert_asked (world, "unstage");
  fc_sync_engine_unstaged (world->engine, NULL);
  assert_asked (world, "load 500");
  fc_sync_engine_ops_loaded (world->engine, ops, NULL);
  assert_asked (world, "exchange 1 from 10");
}

static void
test_cursor_too_old (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  assert_asked (world, "exchange 1 from 10");
  fail_with_status (world, 410, "cursor-too-old");
  assert_asked (world, "stop watch, restart pull");
  fc_cursor_free (world->cursor);
  world->cursor = fc_cursor_new ();
  fc_sync_engine_reset_done (world->engine, NULL);
  assert_asked (world, "stream from nothing");
}

/* Who presses the button while the server answers may know of something that this answer cannot hold yet. */
static void
test_sync_now_in_mid_exchange (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  assert_asked (world, "exchange 1 from 10");
  fc_sync_engine_sync_now (world->engine);
  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 11), NULL);
  world->pending = 0;
  fc_sync_engine_recorded (world->engine, NULL);
  fc_sync_engine_page_taken (world->engine, NULL);
  assert_asked (world, "record 1, apply, exchange 0 from 11");
  fc_sync_engine_exchanged (world->engine, reply_for (world, NULL, 11), NULL);
  fc_sync_engine_page_taken (world->engine, NULL);
  assert_asked (world, "apply");
}

/* A hub that has less than it told us, and calls itself the same, was put back from a copy without being told. */
static void
test_cursor_ahead (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  assert_asked (world, "exchange 1 from 10");
  fail_with_status (world, 410, "cursor-ahead");
  assert_asked (world, "stop watch, new epoch 7");
  fc_cursor_free (world->cursor);
  world->cursor = fc_cursor_new ();
  fc_sync_engine_reset_done (world->engine, NULL);
  assert_asked (world, "stream from nothing");
}

static void
test_pause (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);

  assert_asked (world, "exchange 1 from 10");
  fc_sync_engine_set_paused (world->engine, TRUE);
  assert_state (world, FC_SYNC_OFFLINE, "Working offline. 1 change waits to be sent.");
  fc_sync_engine_exchanged (world->engine, reply_for (world, ops, 11), NULL);
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_INTERVAL);
  assert_asked (world, "stop watch");
  fc_sync_engine_set_paused (world->engine, FALSE);
  assert_asked (world, "load 500");
}

static void
test_work_of_another_person (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) none = some_ops (0, TRUE);

  world->pending = 2;
  fc_sync_engine_replica_changed (world->engine);
  fc_sync_engine_ops_loaded (world->engine, none, NULL);
  assert_asked (world, "load 500");
  assert_state (world, FC_SYNC_WAITING, "Work of another person waits until they sign in. 2 changes wait to be sent.");
}

static void
test_without_hub (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new ();

  fc_sync_engine_set_bound (world->engine, FALSE);
  fc_sync_engine_sync_now (world->engine);
  fc_sync_engine_replica_changed (world->engine);
  assert_asked (world, "");
  assert_state (world, FC_SYNC_NO_HUB, "Works without a server.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/push/sends-records-applies", test_push);
  g_test_add_func ("/engine/push/is-level-triggered", test_level_triggered);
  g_test_add_func ("/engine/push/missed-notice-costs-an-interval", test_missed_notice);
  g_test_add_func ("/engine/push/lost-reply-is-sent-again", test_reply_lost);
  g_test_add_func ("/engine/push/hub-error-backs-off-for-ever", test_back_off_for_ever);
  g_test_add_func ("/engine/push/slow-down-is-obeyed", test_retry_after);
  g_test_add_func ("/engine/push/suspended-company-is-asked-for-each-minute", test_suspended);
  g_test_add_func ("/engine/push/too-large-is-halved-then-refused", test_halve);
  g_test_add_func ("/engine/push/grows-again-when-that-goes-well", test_grows_again);
  g_test_add_func ("/engine/push/stubborn-proxy-refuses-nothing", test_stubborn_proxy);
  g_test_add_func ("/engine/push/silence-about-ops-is-an-error", test_hub_says_nothing_about_ops);
  g_test_add_func ("/engine/push/disk-full", test_disk_full);
  g_test_add_func ("/engine/push/work-of-another-person-waits", test_work_of_another_person);
  g_test_add_func ("/engine/network/comes-back", test_network_comes_back);
  g_test_add_func ("/engine/network/pause", test_pause);
  g_test_add_func ("/engine/pull/asked-for-in-mid-exchange", test_sync_now_in_mid_exchange);
  g_test_add_func ("/engine/token/expires-in-mid-push", test_token_expires_in_mid_push);
  g_test_add_func ("/engine/token/refused-twice-backs-off", test_token_refused_twice);
  g_test_add_func ("/engine/token/refresh-refused-clears-credentials-only", test_refresh_refused);
  g_test_add_func ("/engine/token/refresh-without-network-keeps-credentials", test_refresh_without_network);
  g_test_add_func ("/engine/hub/other-protocol", test_other_protocol);
  g_test_add_func ("/engine/hub/restored-from-backup", test_hub_restored);
  g_test_add_func ("/sync/engine/client-forked", test_client_forked);
  g_test_add_func ("/sync/engine/answer-of-another-epoch", test_answer_of_another_epoch);
  g_test_add_func ("/engine/hub/cursor-too-old", test_cursor_too_old);
  g_test_add_func ("/engine/hub/has-less-than-it-told", test_cursor_ahead);
  g_test_add_func ("/engine/hub/none", test_without_hub);
  g_test_add_func ("/engine/pull/pages-are-staged", test_pages);
  g_test_add_func ("/engine/pull/head-is-a-hint", test_head);
  g_test_add_func ("/engine/pull/head-moves-in-mid-push", test_head_moves_in_mid_push);
  g_test_add_func ("/engine/pull/first-goes-on-from-its-token", test_first_pull);
  g_test_add_func ("/engine/pull/first-begins-anew-without-records", test_first_pull_broken_before_records);
  return g_test_run ();
}
