/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fc-bench.h"
#include "push-hub.h"
#include "raw-line.h"
#include "scripted-world.h"

/*
 * hub.memory.client: by how much a hub's resident memory grows with each of a thousand clients that have signed in and keep a
 * WebSocket over TLS open, each waiting for hints. hub.idle: requests a minute of a client with nothing to do, by the engine's own
 * timers over a day; a new access token every hour is one of them.
 */
#define CLIENTS    1000
#define WARM_UP    100 /* that have come and gone before: what the hub needs for itself is there */
#define LIMIT_KB   60.0
#define DAY_US     (24 * 3600 * (gint64) G_USEC_PER_SEC)
#define TOKEN_LIFE 3600 /* seconds */

static double
memory_kb (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || strstr (text, "VmRSS:") == NULL)
    g_error ("the hub is gone");
  return (double) strtol (strstr (text, "VmRSS:") + 6, NULL, 10);
}

static void
open_client (RawLine *line, PushHub *hub, PushOffice *office)
{
  raw_line_open (line, hub->port, TRUE);
  push_office_sign_in (office, hub, "bench", line);
  g_autofree char *tenant = fc_id_dup_string (&office->token->tenant_id);
  raw_line_watch (line, tenant, office->token->access_token);
  raw_line_ask (line, 1, G_MAXINT32);
}

/* Where the epoch is not the hub's it answers at once; that and nothing more is waited for, then all is still. */
static void
open_clients (RawLine *lines, guint n, PushHub *hub)
{
  for (guint i = 0; i < n; i++)
    {
      PushOffice office;
      open_client (&lines[i], hub, &office);
      raw_line_hear (&lines[i]);
      push_office_clear (&office);
    }
}

static void
close_clients (RawLine *lines, guint n)
{
  for (guint i = 0; i < n; i++)
    raw_line_close (&lines[i]);
}

static void
measure_memory (void)
{
  g_autofree RawLine *lines = g_new (RawLine, CLIENTS);
  PushHub hub;

  raw_line_many (CLIENTS + 100);
  push_hub_start (&hub, NULL, TRUE);
  open_clients (lines, WARM_UP, &hub);
  close_clients (lines, WARM_UP);
  g_usleep (G_USEC_PER_SEC / 2);
  double before = memory_kb (hub.pid);
  open_clients (lines, CLIENTS, &hub);
  double each = (memory_kb (hub.pid) - before) / CLIENTS;
  fc_bench_print ("hub.memory.client", each, "KB", each / LIMIT_KB, "the limit of 60 KB");
  close_clients (lines, CLIENTS);
  push_hub_stop (&hub);
}

static void
measure_idle (void)
{
  g_autoptr (ScriptedWorld) world = scripted_world_new_level ();
  gint64 end = world->now + DAY_US;
  guint requests = 0;

  while (world->timers[FC_TIMER_INTERVAL] >= 0 && world->now + world->timers[FC_TIMER_INTERVAL] <= end)
    {
      world->now += world->timers[FC_TIMER_INTERVAL];
      fc_sync_engine_timer_fired (world->engine, FC_TIMER_INTERVAL);
      assert_asked (world, "exchange 0 from 10");
      fc_sync_engine_exchanged (world->engine, reply_for (world, NULL, 10), NULL);
      fc_sync_engine_page_taken (world->engine, NULL);
      assert_asked (world, "apply");
      requests++;
    }
  double a_minute = (requests + (double) DAY_US / G_USEC_PER_SEC / TOKEN_LIFE) * 60 * G_USEC_PER_SEC / DAY_US;
  printf ("hub.idle\t%.2f\trequests/min\t%.2f\tthe limit of one a minute\n", a_minute, a_minute);
}

int
main (void)
{
  measure_memory ();
  measure_idle ();
  return 0;
}
