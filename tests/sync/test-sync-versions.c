/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-world.h"

/* A hub that serves newer programs only. */

static const char too_old[] =
  "This program is too old for the server. Update it: what is entered here is still sent, but nothing "
  "new is fetched.";

/* The hub takes what was made here and gives nothing; until one day it does again. */
static void
test_program_too_old (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  g_autoptr (GPtrArray) ops = save_some (world, 1, TRUE);
  FcSyncReply *reply = reply_for (world, ops, 0);

  assert_asked (world, "exchange 1 from 10");
  reply->upload_only = TRUE;
  fc_sync_engine_exchanged (world->engine, reply, NULL);
  assert_asked (world, "record 1");
  world->pending = 0;
  fc_sync_engine_recorded (world->engine, NULL);
  assert_asked (world, "");
  assert_state (world, FC_SYNC_OLD, too_old);
  g_autoptr (GPtrArray) more = save_some (world, 1, TRUE);
  assert_asked (world, "exchange 1 from 10");
  reply = reply_for (world, more, 0);
  reply->upload_only = TRUE;
  fc_sync_engine_exchanged (world->engine, reply, NULL);
  world->pending = 0;
  fc_sync_engine_recorded (world->engine, NULL);
  g_string_truncate (world->log, 0);
  fc_sync_engine_timer_fired (world->engine, FC_TIMER_INTERVAL);
  assert_asked (world, "exchange 0 from 10");
  fc_sync_engine_exchanged (world->engine, reply_for (world, NULL, 12), NULL);
  assert_asked (world, "apply");
  fc_sync_engine_page_taken (world->engine, NULL);
  assert_state (world, FC_SYNC_LEVEL, "Everything is sent and received.");
}

/* Also where it has nothing of the hub's yet, or nothing any more. */
static void
test_program_too_old_for_a_first_pull (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new ();
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new_status (403, "upgrade", "Update it.", 0);

  fc_sync_engine_set_signed_in (world->engine, TRUE);
  assert_asked (world, "stream from nothing");
  world->pending = 1;
  fc_sync_engine_stream_ended (world->engine, failure);
  assert_asked (world, "stream in 500 ms, unstage");
  fc_sync_engine_unstaged (world->engine, NULL);
  assert_asked (world, "load 500");
  assert_state (
    world, FC_SYNC_OLD,
    "This program is too old for the server. Update it: what is entered here is still sent, but nothing new is "
    "fetched. 1 change waits to be sent.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/hub/program-too-old", test_program_too_old);
  g_test_add_func ("/engine/hub/program-too-old-for-a-first-pull", test_program_too_old_for_a_first_pull);
  return g_test_run ();
}
