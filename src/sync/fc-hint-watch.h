/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-client.h"

G_BEGIN_DECLS

/*
 * Watches how far the hub is: over a socket that stays open, or, while there is none, by a request that the hub answers when
 * there is news. What it hears is a reason to look, never anything to believe. Main thread.
 */
typedef struct _FcHintWatch FcHintWatch;

/* There is news, or @failure: it cannot be watched. The last call until it is started again. */
typedef void (*FcHintFunc) (gint64 epoch, gint64 head, const FcSyncFailure *failure, gpointer user_data);

FcHintWatch *fc_hint_watch_new     (FcHintFunc    func,
                                    gpointer      user_data);
void         fc_hint_watch_free    (FcHintWatch  *self);
void         fc_hint_watch_start   (FcHintWatch  *self,
                                    FcHubClient  *client,
                                    const FcId   *tenant_id,
                                    gint64        epoch,
                                    gint64        since);
void         fc_hint_watch_stop    (FcHintWatch  *self);
gboolean     fc_hint_watch_is_open (FcHintWatch  *self);

/* A hint as it comes from outside; FALSE: it is none. */
#define FC_HINT_MOST 256 /* bytes */
gboolean     fc_hint_read          (GBytes       *message,
                                    gint64       *epoch,
                                    gint64       *head);

G_END_DECLS
