/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-shift-sheet.h"
#include "fc-time.h"

G_BEGIN_DECLS

gboolean  fc_args_has         (JsonObject         *args,
                               const char         *name);
/* FALSE, with FC_ERROR_PARSE: the argument is missing or not what it should be. */
gboolean  fc_args_unusable    (const char         *name,
                               GError            **error);
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

/* An argument and the field it sets. */
typedef struct {
  const char *arg;
  int field;
} FcCell;

gboolean  fc_args_to_cells    (JsonObject         *args,
                               const FcCell       *cells,
                               FcRecord           *record,
                               GError            **error);

/* The shift a command works on, with the guard that it may still be written. */
gboolean  fc_shift_check_writable (FcRecord         *shift,
                               GError            **error);
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
void      fc_shift_put        (FcChangeSet        *changes,
                               FcRowSet           *rows,
                               FcRecord           *after);
FcChangeSet *fc_shift_put_one (FcRowSet           *rows,
                               FcRecord           *after);
FcRecord *fc_shift_find       (FcRowSet           *rows,
                               FcRecord           *shift,
                               FcEntity            entity,
                               const FcId         *id,
                               GError            **error);
gboolean  fc_shift_may_touch  (FcCommandContext   *context,
                               FcRecord           *drawer,
                               GError            **error);
gboolean  fc_shift_drawer_arg (FcCommandContext   *context,
                               FcRowSet           *rows,
                               FcRecord           *shift,
                               JsonObject         *args,
                               FcRecord          **drawer,
                               GError            **error);
char     *fc_shift_drawer_key (const char         *key,
                               FcRecord           *drawer);
FcRecord *fc_shift_listed     (FcCommandContext   *context,
                               FcRowSet           *rows,
                               FcRecord           *shift,
                               FcEntity            entity,
                               JsonObject         *args,
                               GError            **error);
char     *fc_shift_natural_key (FcRowSet          *rows,
                               FcRecord           *row);

/* fc-shift-open.c: lines of a new shift, which follow the shifts before it */
typedef struct _FcShiftOpening FcShiftOpening;
FcShiftOpening *fc_shift_opening_new (FcRowSet    *rows,
                               FcRecord           *shift,
                               JsonObject         *args);
void      fc_shift_opening_free (FcShiftOpening   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcShiftOpening, fc_shift_opening_free)
FcRecord *fc_shift_opening_meter (FcShiftOpening  *self,
                               FcRecord           *nozzle);
FcRecord *fc_shift_opening_dip (FcShiftOpening    *self,
                               FcRecord           *tank);
gboolean  fc_shift_opening_has (FcShiftOpening    *self,
                               FcRecord           *nozzle);
gint64    fc_price_at         (FcRowSet           *rows,
                               const FcId         *station_id,
                               const FcId         *product_id,
                               gint64              at_us);

/* What commands ask for beyond their loads, and what is asked only where an op is made. */
void      fc_shift_want_opening (FcWants          *wants,
                               const FcOp         *op,
                               FcRowSet           *rows);
void      fc_shift_want_followers (FcWants        *wants,
                               const FcOp         *op,
                               FcRowSet           *rows);
void      fc_shift_want_namesakes (FcWants        *wants,
                               const FcOp         *op,
                               FcRowSet           *rows);
gboolean  fc_shift_name_is_free (const FcOp       *op,
                               FcRowSet           *rows,
                               GError            **error);

/* fc-shift-sign.c: how somebody signed, into the row's fields; and a signature over @digest (transfer full) */
gboolean  fc_args_to_signature (JsonObject        *args,
                               FcRecord           *row,
                               int                 method_field,
                               int                 strokes_field,
                               GError            **error);
FcRecord *fc_shift_signature_new (FcCommandContext *context,
                               FcRowSet           *rows,
                               FcRecord           *shift,
                               const char         *role,
                               FcRecord           *drawer,
                               const char         *digest,
                               JsonObject         *args,
                               GError            **error);

/* fc-shift-correct.c: puts a new version of @shift with copies of its children into @changes and @into */
FcRecord *fc_shift_copy_version (FcRowSet         *rows,
                               FcRecord           *shift,
                               const char         *reason,
                               GPtrArray          *copies);
/* … where a discarded version of that id was before: its rows are taken out of @rows, and put back or over */
GPtrArray *fc_shift_take_version (FcRowSet        *rows,
                               const FcId         *version_id);
void      fc_shift_put_version (FcChangeSet       *changes,
                               GPtrArray          *discarded,
                               GPtrArray          *records);
FcId      fc_shift_copy_id    (const FcId         *version_id,
                               FcEntity            entity,
                               const FcId         *row_id);

/* fc-shift-shortfall.c */
void      fc_shortfall_write  (FcChangeSet        *changes,
                               FcRowSet           *rows,
                               FcRecord           *shift,
                               gboolean            reversal,
                               gint64              at_us);

#define FC_SHIFT_COMMAND(name) \
  FcChangeSet *name (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error)

FC_SHIFT_COMMAND (fc_shift_open);
FC_SHIFT_COMMAND (fc_shift_import);
FC_SHIFT_COMMAND (fc_shift_discard);
FC_SHIFT_COMMAND (fc_shift_restore);
FC_SHIFT_COMMAND (fc_shift_renumber);
FC_SHIFT_COMMAND (fc_shift_read_meter);
FC_SHIFT_COMMAND (fc_shift_change_meter);
FC_SHIFT_COMMAND (fc_shift_dip);
FC_SHIFT_COMMAND (fc_shift_transfer);
FC_SHIFT_COMMAND (fc_shift_put_drawer);
FC_SHIFT_COMMAND (fc_shift_assign);
FC_SHIFT_COMMAND (fc_shift_count_cash);
FC_SHIFT_COMMAND (fc_shift_set_tender);
FC_SHIFT_COMMAND (fc_shift_move_cash);
FC_SHIFT_COMMAND (fc_shift_put_slips);
FC_SHIFT_COMMAND (fc_shift_remove_line);
FC_SHIFT_COMMAND (fc_shift_confirm);
FC_SHIFT_COMMAND (fc_shift_waive);
FC_SHIFT_COMMAND (fc_shift_sign);
FC_SHIFT_COMMAND (fc_shift_submit);
FC_SHIFT_COMMAND (fc_shift_approve);
FC_SHIFT_COMMAND (fc_shift_dispute);
FC_SHIFT_COMMAND (fc_shift_correct);
FC_SHIFT_COMMAND (fc_shortfall_settle);

G_END_DECLS
