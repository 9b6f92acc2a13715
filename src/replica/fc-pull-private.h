/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-check-sheet.h"
#include "fc-replica-private.h"

G_BEGIN_DECLS

typedef gboolean (*FcPulledFunc) (FcWrite *write, const FcPulledRow *row, gpointer user_data, GError **error);

GPtrArray *fc_pulled_rows_copy (GPtrArray     *rows); /* nullable */
void       fc_pulled_row_bind  (FcStatement       *statement,
                                int                first,
                                const FcPulledRow *row);
gboolean   fc_stage_foreach    (FcWrite       *write,
                                FcPulledFunc   func,
                                gpointer       user_data,
                                GError       **error);
/* fc-pull-apply.c: rows beside a pull, as if a pull had brought them */
gboolean   fc_pull_mend        (FcWrite       *write,
                                GPtrArray     *rows, /* FcPulledRow */
                                GError       **error);
/* fc-lost-facts.c */
gboolean   fc_lost_facts_expect (FcWrite           *write,
                                 GError           **error);
gboolean   fc_lost_facts_seen  (FcWrite            *write,
                                const FcFactBatch  *batch,
                                guint               first,
                                guint               n,
                                const guint8       *inserted,
                                GError            **error);
gboolean   fc_lost_facts_offer (FcWrite       *write,
                                GError       **error);
/* fc-replica-hub.c */
gboolean   fc_write_move_cursors (FcWrite      *write,
                                GHashTable    *cursors,
                                GHashTable    *kept,
                                GError       **error);
/* fc-pull-scope.c */
gboolean   fc_scope_leave      (FcWrite       *write,
                                GHashTable    *cursors,
                                GHashTable   **open,
                                GError       **error);
/* fc-pull-aside.c */
gboolean   fc_aside_put        (FcWrite           *write,
                                const FcPulledRow *row,
                                const char        *why,
                                GError           **error);
gboolean   fc_aside_drop       (FcWrite       *write,
                                FcEntity       entity,
                                const FcId    *id,
                                GError       **error);
gboolean   fc_aside_try_again  (FcWrite       *write,
                                FcPulledFunc   func,
                                gpointer       user_data,
                                GError       **error);
gboolean   fc_aside_count      (FcWrite       *write,
                                GError       **error);
/* fc-replica-check.c */
gboolean   fc_check_read_meta  (FcDb          *db,
                                FcCheckBook   *book,
                                GCancellable  *cancellable,
                                GError       **error);
gboolean   fc_check_has_moved  (FcWrite        *write,
                                gint64          epoch,
                                const FcCursor *cursor);
/* fc-check-tracks.c */
gboolean   fc_check_read_tracks (FcDb          *db,
                                FcCheckBook   *book,
                                GCancellable  *cancellable,
                                GError       **error);
gboolean   fc_outbox_settle    (FcWrite       *write,
                                gint64         head,
                                GHashTable    *touched,
                                GError       **error);

G_END_DECLS
