/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store.h"

G_BEGIN_DECLS

/* What every store does alike. */

/* How a store puts the parts of what never changes again. */
typedef struct {
  /* Puts the rows of @batch whose ids are new, and marks each of them in @inserted. */
  gboolean (*insert)  (FcHubStore *self, const FcHubWrite *write, FcFactBatch *batch, guint8 *inserted, GError **error);
  /* Puts audit lines; one that is there already stays as it is. */
  gboolean (*log)     (FcHubStore *self, const FcHubWrite *write, FcFactBatch *lines, GError **error);
  /* @chunk: without a number; its station is the bucket */
  gboolean (*chunk)   (FcHubStore *self, const FcHubWrite *write, FcEntity entity, const FcHubChunk *chunk, GError **error);
  /* @add: to what is there; otherwise instead of it */
  gboolean (*rollups) (FcHubStore *self, const FcHubWrite *write, FcFactBatch *sums, gboolean add, GError **error);
} FcHubPutFacts;

gboolean     fc_hub_write_facts   (FcHubStore          *store,
                                   const FcHubPutFacts *put,
                                   const FcHubWrite    *write,
                                   GError             **error);
FcFactBatch *fc_hub_keep_inserted (FcFactBatch         *batch,
                                   const guint8        *inserted,
                                   guint                n_inserted);

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
