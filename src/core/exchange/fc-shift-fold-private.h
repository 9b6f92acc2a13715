/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-feed-private.h"

G_BEGIN_DECLS

/* A feed in the making: first the lines of one report are folded, then those of its group are merged. */
typedef struct {
  FcShiftFeed *feed;
  GHashTable  *by_key;     /* key to line, both of the feed */
  gboolean     full;       /* a line had no room */
  GPtrArray   *misc_sales; /* of FcFeedGradeSales: fuel by grade as MSM has it */
} FcFold;

FcFold      *fc_fold_new    (void);
void         fc_fold_free   (FcFold              *self);
FcFold      *fc_fold_report (const FcNaxmlReport *report,
                             const char          *key);
void         fc_fold_merge  (FcFold              *self,
                             FcFold              *from,
                             const char          *file,
                             FcMessages          *messages);
FcShiftFeed *fc_fold_finish (FcFold              *self);

G_END_DECLS
