/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-company.h"

G_BEGIN_DECLS

/* One push, and what the hub said to it. */
typedef struct {
  GPtrArray *ops;     /* FcHubOp */
  GPtrArray *results; /* (nullable) FcWireResult */
  FcId row;           /* that the first of them made */
} CrashPush;

/* A hub's store below HTTP, and what was pushed to it. */
typedef struct {
  char *folder;
  FcHubStore *store; /* nullable */
  FcId tenant;
  GRand *rand;
  GPtrArray *pushes; /* CrashPush: begun */
  guint acked;       /* so many were committed */
  FcId user;         /* who pushes, from a computer of the same id; null: the system */
  gint64 client_seq;
} CrashHub;

const char *crash_hub_template (FcId          *tenant);
CrashHub   *crash_hub_new      (guint64        seed,
                                const char    *folder);
void        crash_hub_free     (CrashHub      *self);
gboolean    crash_hub_open     (CrashHub      *self,
                                GError       **error);
void        crash_hub_close    (CrashHub      *self);
CrashPush  *crash_hub_begin    (CrashHub      *self);
gboolean    crash_hub_step     (CrashHub      *self,
                                GError       **error);
char       *crash_hub_check    (CrashHub      *self,
                                guint          acked,
                                const char    *folder); /* (nullable): what is wrong */

G_END_DECLS
