/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-pack.h"
#include "fc-replica.h"

G_BEGIN_DECLS

#define FC_MAP_PACK_FOLDER "maps" /* in the replica's */

/* A map pack that lies on this computer. */
typedef struct {
  FcMapPackAbout *about;
  char *file;        /* its name where it came from */
  char *sha256;
  gint64 size;       /* bytes */
  gboolean was_here; /* before this import already */
} FcMapPackFile;

void           fc_map_pack_file_free     (FcMapPackFile        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcMapPackFile, fc_map_pack_file_free)

char          *fc_map_pack_path          (GFile                *folder,
                                          const char           *sha256);
gboolean       fc_map_pack_fits          (const char           *name,
                                          gint64                size,
                                          gint64                room,
                                          GError              **error);
void           fc_map_pack_import_async  (GFile                *folder,
                                          GFile                *file,
                                          FcProgressFunc        progress,
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
FcMapPackFile *fc_map_pack_import_finish (GAsyncResult         *result,
                                          GError              **error);
void           fc_map_pack_sweep         (GFile                *folder,
                                          GHashTable           *named,
                                          gint64                before);

G_END_DECLS
