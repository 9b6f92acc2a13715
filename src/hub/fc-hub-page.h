/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store.h"

G_BEGIN_DECLS

/* What lies in chunks. */
#define FC_HUB_FACTS                                                                                                   \
  (G_GUINT64_CONSTANT (1) << FC_SALE | G_GUINT64_CONSTANT (1) << FC_AUDIT_ENTRY | G_GUINT64_CONSTANT (1) << FC_POSITION)

/* One bucket that a token opens. */
typedef struct {
  char *name;
  gboolean whole;   /* the tenant's own; otherwise @station's */
  FcId station;
  guint64 entities; /* what of it the person may read */
} FcHubBucket;

GPtrArray *fc_hub_buckets   (FcHubReader    *reader,
                             const FcActor  *actor,
                             GError        **error);
gboolean   fc_hub_head_check (gint64         read,
                             gint64          head,
                             GError        **error);
gboolean   fc_hub_cursor_check (const FcCursor *cursor,
                             gint64          head,
                             GError        **error);
gboolean   fc_hub_page_fill (FcHubReader    *reader,
                             const FcActor  *actor,
                             const FcCursor *cursor, /* (nullable): from nothing */
                             FcSyncReply    *reply,
                             GError        **error);

G_END_DECLS
