/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-id.h"
#include "fc-sync-state.h"

G_BEGIN_DECLS

/* One hub over HTTP: addresses, headers, limits, certificates. Knows nothing of what the bodies mean. Main thread. */
#define FC_TYPE_HUB_CLIENT (fc_hub_client_get_type ())
G_DECLARE_FINAL_TYPE (FcHubClient, fc_hub_client, FC, HUB_CLIENT, GObject)

/* What came back: a body, or a failure. */
typedef struct {
  int status;             /* HTTP, 0 where nothing came back */
  gint64 offset;          /* Upload-Offset, -1 where the hub did not say */
  gint64 length;          /* Upload-Length, likewise */
  GBytes *body;           /* (nullable) */
  gboolean gzipped;       /* the body still is */
  FcSyncFailure *failure; /* (nullable) */
} FcHubAnswer;

void           fc_hub_answer_free       (FcHubAnswer         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcHubAnswer, fc_hub_answer_free)
GBytes        *fc_hub_answer_unpack     (const FcHubAnswer   *self,
                                         GError             **error);

FcHubClient   *fc_hub_client_new        (const char          *uri,
                                         GTlsCertificate     *authority,
                                         GError             **error);
const char    *fc_hub_client_get_uri    (FcHubClient         *self);
void           fc_hub_client_set_token  (FcHubClient         *self,
                                         const char          *access_token,
                                         const FcId          *tenant_id,
                                         const char          *client_id);
void           fc_hub_client_request_async (FcHubClient      *self,
                                         const char          *method,
                                         const char          *path,
                                         GBytes              *body,
                                         gboolean             gzipped,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
FcHubAnswer   *fc_hub_client_request_finish (FcHubClient     *self,
                                         GAsyncResult        *result);
void           fc_hub_client_open_async (FcHubClient         *self,
                                         const char          *path,
                                         GBytes              *body,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GInputStream  *fc_hub_client_open_finish (FcHubClient        *self,
                                         GAsyncResult        *result,
                                         FcSyncFailure      **failure);
FcSyncFailure *fc_hub_client_failure    (FcHubClient         *self,
                                         const GError        *error);

G_END_DECLS
