/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim.h"

G_BEGIN_DECLS

/* Something of an office's that is under way; it counts for nothing once the program has ended. */
typedef struct {
  SimOffice *office;
  guint life;
  guint call; /* of what kind of thing, which one */
  gint64 number;
  GBytes *body; /* nullable */
  SimAnswer answer;
  gboolean mute;
  gpointer request; /* nullable */
  GDestroyNotify request_free;
} SimErrand;

SimErrand *sim_errand_new     (SimOffice       *office);
void       sim_errand_free    (gpointer         data);
gboolean   sim_errand_is_over (const SimErrand *self);
void       sim_errand_soon    (SimOffice       *office,
                               SimFunc          func,
                               SimErrand       *errand);

/* sim-net.c */
void       sim_net_exchange   (gpointer         data,
                               FcSyncRequest   *request);
void       sim_net_watch_head (gpointer         data,
                               gint64           epoch,
                               gint64           since);
void       sim_net_stop_watch (gpointer         data);

/* sim-stream.c */
void       sim_stream_start   (gpointer         data,
                               FcPullRequest   *request);
void       sim_stream_stop    (gpointer         data);

G_END_DECLS
