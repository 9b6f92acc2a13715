/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Moves the replica's file (and what SQLite keeps beside it) to replica-<why>-<time>.db. */
char    *fc_salvage_set_aside (const char  *folder,
                               const char  *why,
                               GError     **error); /* its new path, whether it was there or not */
void     fc_salvage_put_back  (const char  *folder,
                               const char  *aside);
/* What the report says of a file that is no database any more. */
#define FC_SALVAGE_NOTHING N_ ("Nothing in it could be read: what was not sent yet is lost with it.")
/* One more sentence of a report. */
void     fc_salvage_say       (GString     *report,
                               const char  *format,
                               ...) G_GNUC_PRINTF (2, 3);
/* Row by row, past what cannot be read: outbox, refused ops and small named values of @source into the file @target. */
gboolean fc_salvage_into      (const char  *source,
                               const char  *target,
                               gboolean     replay, /* apply what waits again to the rows of target */
                               GString     *report,
                               GError     **error);

G_END_DECLS
