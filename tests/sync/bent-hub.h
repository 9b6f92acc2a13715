/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A hub that means harm: it stands before a true one and bends what that one says. On the thread that made it. */
typedef struct _BentHub BentHub;

/* Changes an answer that is about to go out; @plain: its body, unpacked. Sets the body it wants, and headers and status. */
typedef void (*Bend) (SoupServerMessage *answer, GBytes *plain, gpointer data);

BentHub    *bent_hub_new       (const char *true_uri);
void        bent_hub_free      (BentHub    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BentHub, bent_hub_free)

const char *bent_hub_get_uri   (BentHub    *self);
void        bent_hub_bend      (BentHub    *self,
                                const char *path,   /* with a "/" at its end: whatever begins so */
                                Bend        bend,   /* nullable: the truth again */
                                gpointer    data);
guint       bent_hub_get_bent  (BentHub    *self);  /* answers since then */
guint       bent_hub_get_asked (BentHub    *self);  /* requests since then, of any kind */
void        bent_hub_say       (BentHub    *self,
                                gsize       bytes); /* to whoever opens a WebSocket, once; 0: there is no WebSocket */
void        bent_hub_answer    (SoupServerMessage *answer,
                                GBytes     *body,
                                gboolean    gzipped);

G_END_DECLS
