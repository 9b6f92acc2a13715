/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/* Tells the thread that began a task how far its worker is. Lives in the task's data. */
typedef struct {
  FcProgressFunc func; /* nullable */
  gpointer data;
  GMainContext *context;
  gint64 told_at;
} FcTeller;

void fc_teller_init  (FcTeller       *self,
                      FcProgressFunc  func,
                      gpointer        data);
void fc_teller_clear (FcTeller       *self);
void fc_teller_tell  (FcTeller       *self,
                      GTask          *task,
                      const char     *step, /* lasts as long as the program */
                      gint64          done,
                      gint64          total);

G_END_DECLS
