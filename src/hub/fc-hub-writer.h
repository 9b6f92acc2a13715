/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-metrics.h"
#include "fc-hub-store.h"

G_BEGIN_DECLS

/*
 * The thread that writes. It takes everything that waits into one transaction, each job behind a savepoint, so that many
 * small requests cost one sync of the disk. On a store where several may write there are several such threads; each company
 * has its own among them, and no transaction is of two companies, so that processes never wait for each other in a circle.
 */
typedef struct _FcHubWriter FcHubWriter;

/* On the writing thread, inside the transaction. An error undoes this job alone. */
typedef gboolean (*FcHubJobFunc) (FcHubStore *store, gpointer data, GError **error);
/* On the writing thread, after the commit; @error says why nothing of the job happened. Takes @data. */
typedef void (*FcHubJobDone) (gpointer data, const GError *error);

FcHubWriter *fc_hub_writer_new     (FcHubStore   *store, /* (transfer full) */
                                    FcHubMetrics *metrics);
void         fc_hub_writer_free    (FcHubWriter  *self);
FcHubStore  *fc_hub_writer_get_store (FcHubWriter *self);
void         fc_hub_writer_push    (FcHubWriter  *self,
                                    const FcId   *tenant, /* nullable */
                                    FcHubJobFunc  func,
                                    FcHubJobDone  done,
                                    gpointer      data);
gboolean     fc_hub_writer_run     (FcHubWriter  *self,
                                    FcHubJobFunc  func,
                                    gpointer      data,
                                    gboolean      alone,
                                    GError      **error);
int          fc_hub_writer_waiting (FcHubWriter  *self);

G_END_DECLS
