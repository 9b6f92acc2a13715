/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-time.h"

G_BEGIN_DECLS

gboolean  fc_args_has         (JsonObject         *args,
                               const char         *name);
gboolean  fc_args_id          (JsonObject         *args,
                               const char         *name,
                               FcId               *id,
                               GError            **error);
const char *fc_args_text      (JsonObject         *args,
                               const char         *name);
gboolean  fc_args_int         (JsonObject         *args,
                               const char         *name,
                               gint64             *number,
                               GError            **error);
gboolean  fc_args_date        (JsonObject         *args,
                               const char         *name,
                               FcDate             *date,
                               GError            **error);
gboolean  fc_args_to_field    (JsonObject         *args,
                               const char         *name,
                               FcRecord           *record,
                               int                 field,
                               GError            **error);

/* The shift a command works on, with the guard that it may still be written. */
FcRecord *fc_shift_writable   (FcCommandContext   *context,
                               FcRowSet           *rows,
                               GError            **error);
FcId      fc_shift_child_id   (const FcId         *shift_id,
                               const char         *purpose,
                               const char         *key);
FcRecord *fc_shift_child      (FcRowSet           *rows,
                               FcEntity            entity,
                               const FcId         *shift_id,
                               const FcId         *station_id,
                               const char         *key);
FcRecord *fc_shift_new_reading (FcRowSet          *rows,
                               FcRecord           *shift,
                               FcRecord           *nozzle,
                               const FcId         *previous_id,
                               gint64              at_us);
FcRecord *fc_shift_new_dip    (FcRowSet           *rows,
                               FcRecord           *shift,
                               FcRecord           *tank,
                               const FcId         *previous_id);
gint64    fc_price_at         (FcRowSet           *rows,
                               const FcId         *station_id,
                               const FcId         *product_id,
                               gint64              at_us);

FcChangeSet *fc_shift_open           (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_import         (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_read_meter     (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_dip            (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_count_cash     (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_set_tender     (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_move_cash      (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_waive          (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_submit         (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_approve        (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_shift_dispute        (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);

G_END_DECLS
