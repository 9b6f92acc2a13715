/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-pack-import.h"

G_BEGIN_DECLS

/* A map of the company. */
typedef struct {
  FcRecord *record;
  FcMapPack *pack; /* (nullable): its file is not on this computer */
} FcMapPackItem;

typedef enum {
  FC_MAP_PACK_ADDED,
  FC_MAP_PACK_BROUGHT, /* the company knew it; now this computer has its file, too */
  FC_MAP_PACK_KNOWN,   /* it was here already: nothing changed */
} FcMapPackOutcome;

/*
 * The company's offline maps and those of their files that are on this computer. "changed": the list is another one. Main
 * thread; files are read and written by workers.
 */
#define FC_TYPE_MAP_PACKS (fc_map_packs_get_type ())
G_DECLARE_FINAL_TYPE (FcMapPacks, fc_map_packs, FC, MAP_PACKS, GObject)

FcMapPacks *fc_map_packs_new           (FcReplica            *replica);
GPtrArray  *fc_map_packs_get_items     (FcMapPacks           *self);

void        fc_map_packs_import_async  (FcMapPacks           *self,
                                        GFile                *file,
                                        FcProgressFunc        progress,
                                        gpointer              progress_data,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    fc_map_packs_import_finish (FcMapPacks           *self,
                                        GAsyncResult         *result,
                                        FcMapPackOutcome     *outcome,
                                        char                **name,
                                        GError              **error);
void        fc_map_packs_delete_async  (FcMapPacks           *self,
                                        FcRecord             *record,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void        fc_map_packs_restore_async (FcMapPacks           *self,
                                        FcRecord             *record,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    fc_map_packs_run_finish    (FcMapPacks           *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void        fc_map_packs_forget        (FcMapPacks           *self,
                                        FcRecord             *record);

G_END_DECLS
