/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-traccar.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A tracker as the server knows it. */
typedef struct {
  gint64 id;       /* in positions */
  char *unique_id; /* what the device calls itself */
} FcTraccarDevice;

/*
 * One Traccar server: signs in by a token, asks for the devices, then hears of positions as they come over a WebSocket. What
 * fails is tried again, each time later and never at the same moment as others. Main thread.
 *
 * "devices" (GPtrArray of FcTraccarDevice): it is connected; what it missed may be asked for now.
 * "positions" (GArray of FcTraccarPosition): news.
 * "changed": fc_traccar_client_get_problem() says something else, or it is connected or not any more.
 */
#define FC_TYPE_TRACCAR_CLIENT (fc_traccar_client_get_type ())
G_DECLARE_FINAL_TYPE (FcTraccarClient, fc_traccar_client, FC, TRACCAR_CLIENT, GObject)

#define FC_TRACCAR_MOST_HISTORY (7 * 24 * G_TIME_SPAN_HOUR) /* so much is asked for at a time */

FcTraccarClient *fc_traccar_client_new            (const char           *url,
                                                   const char           *token,
                                                   GError              **error);
void             fc_traccar_client_set_waits      (FcTraccarClient      *self,
                                                   const guint          *milliseconds,
                                                   guint                 n); /* tests; (array length=n): static */
void             fc_traccar_client_start          (FcTraccarClient      *self);
void             fc_traccar_client_stop           (FcTraccarClient      *self);
gboolean         fc_traccar_client_is_live        (FcTraccarClient      *self);
const char      *fc_traccar_client_get_problem    (FcTraccarClient      *self); /* nullable */
void             fc_traccar_client_history_async  (FcTraccarClient      *self,
                                                   gint64                device_id,
                                                   gint64                from_us,
                                                   gint64                until_us,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GArray          *fc_traccar_client_history_finish (FcTraccarClient      *self,
                                                   GAsyncResult         *result,
                                                   GError              **error); /* FcTraccarPosition */

G_END_DECLS
