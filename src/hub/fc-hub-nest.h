/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Many quiet connections as one source of a main context: a poll over a thousand of them, at every turn of the loop, costs more than
 * all their requests. */
typedef struct _FcHubNest FcHubNest;

FcHubNest *fc_hub_nest_new    (GMainContext         *context);
FcHubNest *fc_hub_nest_ref    (FcHubNest            *self);
void       fc_hub_nest_unref  (FcHubNest            *self);
void       fc_hub_nest_close  (FcHubNest            *self);
GSource   *fc_hub_nest_wait   (FcHubNest            *self,
                               GPollableInputStream *stream,
                               int                   fd,
                               GCancellable         *cancellable);

G_END_DECLS
