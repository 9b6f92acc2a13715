/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-facts.h"

/**
 * fc_fact_batch_copy_cell:
 * @to: a batch of the same entity
 *
 * Copies one value from batch to batch.
 */
void
fc_fact_batch_copy_cell (FcFactBatch *to, guint row, const FcFactBatch *from, guint from_row, int field)
{
  const FcFactColumn *column = &from->columns[field];

  if (fc_fact_batch_is_null (from, from_row, field))
    fc_fact_batch_set_null (to, row, field);
  else if (column->kind == FC_VALUE_INT)
    fc_fact_batch_use_column (to, field)->numbers[row] = column->numbers[from_row];
  else if (column->kind == FC_VALUE_ID)
    fc_fact_batch_use_column (to, field)->ids[row] = column->ids[from_row];
  else
    fc_fact_batch_set_text (to, row, field, column->texts[from_row]);
}
