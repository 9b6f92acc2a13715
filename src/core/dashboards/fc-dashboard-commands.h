/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-dashboard-layout.h"

G_BEGIN_DECLS

/* A stored dashboard: a person's own, or the company's for everybody or for those of a role. */
typedef struct {
  FcId id;
  char *name;
  gboolean company;  /* else the actor's own */
  char *role;        /* (nullable): of the company's: shown first to those who have it */
  int position;      /* in the list */
  FcDashboardLayout *layout;
} FcDashboard;

FcDashboard *fc_dashboard_new        (const FcId              *id,
                                      const char              *name,
                                      const FcDashboardLayout *layout);
FcDashboard *fc_dashboard_of         (FcRecord                *record,
                                      GError                 **error);
void         fc_dashboard_free       (FcDashboard             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcDashboard, fc_dashboard_free)
gboolean     fc_dashboard_is_for     (FcRecord                *record,
                                      const FcId              *user,
                                      const char *const       *roles);

FcOp        *fc_dashboard_save_op    (const FcDashboard       *self,
                                      gint64                   now_us);
FcOp        *fc_dashboard_remove_op  (const FcDashboard       *self,
                                      gint64                   now_us);
void         fc_dashboard_commands_register (void);

G_END_DECLS
