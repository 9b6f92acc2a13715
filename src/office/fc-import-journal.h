/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-import-read.h"

G_BEGIN_DECLS

/* Brings the single sales of one journal into the replica, a few hundred a transaction. */
void     fc_import_journal_async  (FcReplica            *replica,
                                   const FcImportStore  *store,  /* outlives the call, as does @report */
                                   const FcNaxmlReport  *report,
                                   FcMessages           *messages,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean fc_import_journal_finish (GAsyncResult         *result,
                                   guint                *n_new,   /* sales' lines that were not here */
                                   guint                *n_known,
                                   GError              **error);

G_END_DECLS
