/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-op.h"

G_BEGIN_DECLS

/* A request's ops on their way through the store. */
typedef struct {
  FcId tenant;
  const FcActor *actor;
  FcId client_id;
  const char *address;
  const char *client;  /* program and computer, for the audit log */
  FcId after;          /* null, or the last op of this client that it has had an answer to */
  GPtrArray *ops;      /* FcHubOp */
  int generation;      /* of the hub's roles and users when actor was read */
  const int *now_generation; /* atomic */
  const gint64 *auth;  /* (nullable): FcHubStanding's, then; NULL: nobody's roles are asked for */
  gint64 epoch;        /* of the store as the sender knows it; 0: it knows none */

  GPtrArray *results;  /* FcWireResult, one for each op; none where the epoch is another; made by the run */
  gint64 head;         /* of the tenant afterwards */
  gboolean moved;      /* something was written */
  gboolean auth_changed; /* users, roles or the company changed */
} FcHubPush;

gboolean fc_hub_push_run (FcHubStore  *store,
                          FcHubPush   *self,
                          GError     **error);

G_END_DECLS
