/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A process that is going to die: at a call to the disk, or at some moment. */
typedef struct {
  GPid pid;
  int out;         /* its standard output */
  GThread *killer; /* nullable */
  guint moment_us;
} CrashVictim;

typedef struct {
  guint at;        /* which call to the disk, 0: none */
  guint moment_us; /* or how long after crash_victim_aim(), 0: not */
} CrashDeath;

CrashVictim *crash_victim_new  (char             **argv,
                                const char        *folder,
                                const CrashDeath  *death);
void         crash_victim_aim  (CrashVictim       *self); /* the time begins to run */
gboolean     crash_victim_end  (CrashVictim       *self); /* frees it; whether it was killed, not done before */
gboolean     crash_victim_finish (CrashVictim      *self);
void         crash_victim_init (const char        *preload);

G_END_DECLS
