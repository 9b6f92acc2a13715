/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-args.h"

G_BEGIN_DECLS

/* One shift.import under way. */
typedef struct {
  FcCommandContext *context;
  FcRowSet *rows;
  JsonObject *args;
  FcRecord *station;
  GArray *versions;      /* FcId: of the shift, the first one to the one that is written */
  FcRecord *shift;       /* as it will be */
  GHashTable *lines;     /* FcId* → FcRecord: children as they will be */
  FcShiftOpening *opening;
  FcChangeSet *changes;
} FcPosImport;

typedef gboolean (*FcPosLineFunc) (FcPosImport  *self,
                                   JsonObject   *line,
                                   GError      **error);

gboolean fc_pos_each_line       (FcPosImport    *self,
                                 const char     *name,
                                 FcPosLineFunc   func,
                                 GError        **error);
void     fc_pos_import_keep     (FcPosImport    *self,
                                 FcRecord       *line);

#define FC_POS_LINE(name) gboolean name (FcPosImport *self, JsonObject *line, GError **error)

FC_POS_LINE (fc_pos_meter);
FC_POS_LINE (fc_pos_clear_sales);
FC_POS_LINE (fc_pos_sales);
FC_POS_LINE (fc_pos_clear_spread);
FC_POS_LINE (fc_pos_spread_sales);
FC_POS_LINE (fc_pos_tank);
FC_POS_LINE (fc_pos_tender);
FC_POS_LINE (fc_pos_cash);
FC_POS_LINE (fc_pos_sale);

G_END_DECLS
