/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store.h"

G_BEGIN_DECLS

gboolean  fc_hub_provision     (FcHubStore        *store,
                                const FcHubSetup  *setup,
                                FcId              *tenant,
                                GError           **error);
gboolean  fc_hub_check_setup   (const FcHubSetup  *setup,
                                GError           **error);

/* A store filled with the demo company; its users' password is "demo". @now: UTC µs, the story's end. */
typedef struct {
  guint64 seed;
  gint64 now;
  guint64 sales;   /* 0: the usual fortnight; else exactly so many single sales */
  guint stations;  /* 0: the usual number */
  guint years, shift_days; /* of history, of shifts; 0: as usual */
  const char *store; /* (nullable): postgresql://…; NULL: a file in the folder */
  gboolean cheap_hashing;
  gboolean pos_files; /* leave the first station's last shift to be imported */
  void (*progress) (const char *step,
                    gint64      done,
                    gint64      total,
                    gpointer    user_data); /* nullable */
  char *truth;     /* (out): JSON of the planted truths */
  GPtrArray *files; /* (out) (nullable): FcDemoFile, what a POS would have left */
} FcHubDemo;

gboolean  fc_hub_create_demo   (const char        *folder,
                                FcHubDemo         *demo,
                                GError           **error);

G_END_DECLS
