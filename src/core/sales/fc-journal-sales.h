/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-naxml.h"
#include "fc-op.h"
#include "fc-row-set.h"

G_BEGIN_DECLS

/*
 * Single sales of a POS journal (PJR). Each line of a sale is a fact whose id comes from store, business date, register,
 * transaction and line: any office that reads the file makes the same rows, and a row that is there already stays. Where
 * the sums of a shift (FGM) came first they are taken back by facts of the opposite sign, never changed.
 */

#define FC_SALES_OP_MAX 400 /* facts of one op */

GPtrArray *fc_journal_sales         (FcRowSet            *rows,
                                     const FcId          *tenant_id,
                                     const FcId          *station_id,
                                     const FcNaxmlReport *report,
                                     FcMessages          *messages);
FcRecord  *fc_sale_reversal         (FcRecord            *sale);
GPtrArray *fc_sales_import_ops      (const FcId          *station_id,
                                     GPtrArray           *sales,
                                     gint64               now_us);
void       fc_sales_commands_register (void);

G_END_DECLS
