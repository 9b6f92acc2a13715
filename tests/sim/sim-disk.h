/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The disk below SQLite: a VFS over the machine's own that fails when it is told to. Each folder that is named with
 * sim_disk_add() has faults of its own; everything else, and everything while sim_disk_spare is set, goes straight through.
 */
typedef enum { SIM_DISK_WELL, SIM_DISK_IO_ERROR, SIM_DISK_FULL, SIM_DISK_BUSY, SIM_DISK_DEAD } SimDiskState;

/* Somebody who keeps book of what would outlive a power cut. On the thread that writes, after the thing was done. */
typedef struct {
  void (*wrote)   (const char *path, const void *from, int n, gint64 at, gpointer data);
  void (*cut)     (const char *path, gint64 size, gpointer data);
  void (*synced)  (const char *path, gpointer data);
  void (*deleted) (const char *path, gboolean synced, gpointer data);
} SimDiskWatch;

typedef struct {
  char *folder;
  const SimDiskWatch *watch; /* nullable */
  gpointer watch_data;
  SimDiskState state;
  int good;          /* so many more calls go well before @next comes */
  SimDiskState next; /* SIM_DISK_WELL: nothing comes */
  int bad;           /* so many calls fail before all is well again; SIM_DISK_DEAD stays */
} SimDisk;

extern gboolean sim_disk_spare;

void     sim_disk_init    (void);
SimDisk *sim_disk_add     (const char   *folder);
void     sim_disk_remove  (SimDisk      *self);
void     sim_disk_plan    (SimDisk      *self,
                           SimDiskState  next,
                           int           good,
                           int           bad);
void     sim_disk_heal    (SimDisk      *self);

G_END_DECLS
