/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A wire between an office and its hub that can be cut, lose a reply, or answer in the hub's place. Threads of its own. */
typedef struct _Relay Relay;

Relay      *relay_new          (guint16     hub_port);
void        relay_free         (Relay      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Relay, relay_free)

const char *relay_get_uri      (Relay      *self);
void        relay_set_down     (Relay      *self,
                                gboolean    down);
void        relay_set_port     (Relay      *self,
                                guint16     hub_port); /* of another hub; while it is down */
void        relay_lose_replies (Relay      *self,
                                int         n);    /* of the next POST /api/v1/sync */
int         relay_get_to_lose  (Relay      *self);
void        relay_answer_next  (Relay      *self,
                                const char *path,
                                int         status,
                                const char *body); /* once, in the hub's place */
void        relay_answer_times (Relay      *self,
                                int         n);    /* that answer, to the next n */
gboolean    relay_has_answered (Relay      *self);
void        relay_set_most     (Relay      *self,
                                gsize       bytes); /* of a body for /api/v1/sync…; a larger one gets 413; 0: any */
/* Sees each piece of a request before the hub does. On a thread of the relay's. */
typedef void (*RelaySees) (const char *text, gpointer data);
void        relay_watch        (Relay      *self,
                                RelaySees   sees,
                                gpointer    data);
void        relay_cut_after    (Relay      *self,
                                gssize      bytes); /* from the hub, then the connection breaks, once; -1 never */

G_END_DECLS
