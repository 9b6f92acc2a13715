/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-track.h"

G_BEGIN_DECLS

/* What a Traccar server says of positions: the answer to GET /api/positions, or a message of its WebSocket. */

#define FC_TRACCAR_MOST_BYTES (64 * 1024 * 1024)

typedef struct {
  gint64 id;        /* of the position, 0 where the server gives none */
  gint64 device_id;
  FcFix fix;        /* its time is the receiver's (fixTime) */
  gint64 device_us; /* when the device said it, by its own clock (deviceTime) */
  gint64 server_us; /* when the server heard it (serverTime) */
} FcTraccarPosition;

GArray *fc_traccar_read_positions (const char  *text,
                                   gsize        length,
                                   guint       *n_refused,
                                   GError     **error);

G_END_DECLS
