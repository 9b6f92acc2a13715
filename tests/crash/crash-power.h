/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-disk.h"

G_BEGIN_DECLS

/*
 * What a disk holds after its power was cut: all that was synced, and of what was not anything from nothing to all, sector by
 * sector, some of them garbage. An image is taken before every sync and whenever a test wants one.
 */
typedef struct _CrashPower CrashPower;

typedef struct {
  guint acked;       /* what crash_power_acknowledge() had said by then */
  const char *how;   /* what became of the unsynced */
  GHashTable *files; /* name → GBytes */
} CrashImage;

CrashPower *crash_power_new         (SimDisk          *disk,
                                     guint64           seed);
void        crash_power_free        (CrashPower       *self);
void        crash_power_lie         (CrashPower       *self);
void        crash_power_acknowledge (CrashPower       *self,
                                     guint             acked);
void        crash_power_cut         (CrashPower       *self);
CrashImage *crash_power_pop         (CrashPower       *self); /* (transfer full) (nullable) */
void        crash_image_write       (const CrashImage *self,
                                     const char       *folder);
void        crash_image_free        (CrashImage       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrashImage, crash_image_free)

G_END_DECLS
