/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-naxml.h"

G_BEGIN_DECLS

/* What a folder watcher needs to know of a file before it reads it. Pure: the caller stats and lists. */

/* A file that grew or changed within these is still being written. */
#define FC_MOVEMENT_FILE_SETTLE_US (2 * G_USEC_PER_SEC)

/* One that stays cut off or empty for these is given up and reported. */
#define FC_MOVEMENT_FILE_GIVE_UP_US (10 * 60 * (gint64) G_USEC_PER_SEC)

typedef struct {
  gint64 size;        /* bytes */
  gint64 modified_us; /* UTC µs */
} FcFileStat;

FcNaxmlKind fc_movement_file_kind       (const char       *base_name);
gboolean    fc_movement_file_is_settled (const FcFileStat *before,
                                         const FcFileStat *now,
                                         gint64            now_us);
gboolean    fc_movement_file_try_again  (const GError     *error,
                                         const FcFileStat *now,
                                         gint64            now_us);
int         fc_movement_file_compare    (const char       *a,
                                         const char       *b);

G_END_DECLS
