/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-calculator.h"
#include "fc-grid.h"
#include "fc-shift-draft.h"

G_BEGIN_DECLS

/* The columns of a slip, as on paper. */
typedef enum {
  FC_SLIP_CELL_CUSTOMER,
  FC_SLIP_CELL_VEHICLE,
  FC_SLIP_CELL_NUMBER,
  FC_SLIP_CELL_PRODUCT,
  FC_SLIP_CELL_QUANTITY,
  FC_SLIP_CELL_RATE,
  FC_SLIP_CELL_AMOUNT,
  FC_SLIP_CELL_KIND,
  FC_N_SLIP_CELLS,
} FcSlipCell;

void         fc_slip_cells_add_columns (FcGrid       *grid);
gboolean     fc_slip_cell_is_text      (FcSlipCell    cell);
FcNumberKind fc_slip_cell_kind         (FcSlipCell    cell);
char        *fc_slip_cell_show         (FcShiftDraft *draft,
                                        FcRecord     *slip,
                                        FcSlipCell    cell);
void         fc_slip_cell_set          (FcRecord     *slip,
                                        FcSlipCell    cell,
                                        const gint64 *value);
gboolean     fc_slip_cell_put          (FcShiftDraft *draft,
                                        FcRecord     *slip,
                                        FcSlipCell    cell,
                                        const char   *text,
                                        GError      **error);

gboolean     fc_slip_is_blank          (FcRecord     *slip);
gboolean     fc_slip_is_whole          (FcShiftDraft *draft,
                                        FcRecord     *slip);
gboolean     fc_slip_has_own_amount    (FcRecord     *slip);
const char  *fc_slip_missing           (FcRecord     *slip);
FcSlipCell   fc_slip_missing_cell      (FcRecord     *slip);
JsonObject  *fc_slip_args              (FcRecord     *slip,
                                        gboolean      with_amount);

G_END_DECLS
