/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store.h"

G_BEGIN_DECLS

/* What every store does alike. */
typedef struct {
  FcHubStore *store;
  const FcId *tenant;
  GHashTable *zones; /* FcId → GTimeZone; made when it is needed */
} FcHubZones;

GTimeZone   *fc_hub_zone_of       (const FcId        *station,
                                   gpointer           zones);
void         fc_hub_zones_clear   (FcHubZones        *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FcHubZones, fc_hub_zones_clear)

FcFactBatch *fc_hub_keep_inserted (FcFactBatch       *batch,
                                   const guint8      *inserted,
                                   guint              n_inserted);
void         fc_hub_batch_span    (const FcFactBatch *batch,
                                   gint64            *first,
                                   gint64            *last);
GHashTable  *fc_hub_sort_log      (const FcHubWrite  *write);

typedef gboolean (*FcHubLoadRows) (gpointer     db,
                                   const FcId  *tenant,
                                   FcEntity     entity,
                                   const FcId  *ids,
                                   guint        n_ids,
                                   FcRowSet    *rows,
                                   GError     **error);
gboolean     fc_hub_fill          (GPtrArray         *updates,
                                   FcHubLoadRows      load,
                                   gpointer           db,
                                   const FcId        *tenant,
                                   GError           **error);

G_END_DECLS
