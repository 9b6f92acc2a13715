/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pull.h"

#include "fc-hub-provision.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/* A hub with the demo company and so many single sales; serves until it is killed or its input ends. */
int
pull_run_hub (const char *folder,
              guint64     sales,
              const char *store)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcHub) hub = NULL;
  FcHubDemo demo = { .seed = 2026, .now = g_get_real_time (), .sales = sales, .years = 1, .shift_days = 1, .store = store,
                     .cheap_hashing = TRUE };
  FcHubConfig config;

  g_mkdir_with_parents (folder, 0700);
  if (!fc_hub_create_demo (folder, &demo, &error))
    g_error ("%s", error->message);
  fc_hub_config_init (&config, folder);
  config.port = 0;
  config.metrics_port = -1;
  config.cheap_hashing = TRUE;
  config.quiet = TRUE;
  hub = fc_hub_new (&config, &error);
  if (hub == NULL || !fc_hub_start (hub, &error))
    g_error ("%s", error->message);
  sync ();
  printf ("%s\n", fc_hub_get_uri (hub));
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}
