/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fc-hub.h"

G_BEGIN_DECLS

/*
 * Takes connections in for a SoupServer. Its own accepting keeps what libsoup's leaves open under control: the backlog,
 * connections per address, a TLS handshake that never ends, silence, and requests that drip. One thread.
 */
typedef struct _FcHubListener FcHubListener;

FcHubListener *fc_hub_listener_new      (SoupServer        *server,
                                         const FcHubConfig *config,
                                         GError           **error);
void           fc_hub_listener_free     (FcHubListener     *self);
guint16        fc_hub_listener_get_port (FcHubListener     *self);
gboolean       fc_hub_listener_has_tls  (FcHubListener     *self);
void           fc_hub_listener_stop     (FcHubListener     *self);
void           fc_hub_listener_cut_all  (FcHubListener     *self);
void           fc_hub_listener_drop     (FcHubListener     *self,
                                         SoupServerMessage *message);
void           fc_hub_listener_upgraded (FcHubListener     *self,
                                         SoupServerMessage *message);
guint          fc_hub_listener_count    (FcHubListener     *self);

G_END_DECLS
