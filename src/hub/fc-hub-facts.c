/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-facts.h"

#include "fc-hub-store.h"

/**
 * fc_fact_batch_copy_cell:
 * @to: a batch of the same entity
 *
 * Copies one value from batch to batch.
 */
void
fc_fact_batch_copy_cell (FcFactBatch       *to,
                         guint              row,
                         const FcFactBatch *from,
                         guint              from_row,
                         int                field)
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

/**
 * fc_hub_join_facts:
 * @batches: (element-type FcFactBatch): of one entity, at least one
 * @from: UTC µs: what is older is left out; %G_MININT64 for none
 *
 * Returns: (transfer full): several small batches as one
 */
FcFactBatch *
fc_hub_join_facts (GPtrArray *batches,
                   gint64     from)
{
  FcFactBatch *first = batches->pdata[0];
  guint n = 0, row = 0, n_fields = fc_catalog_get (first->entity)->n_fields;
  int at = fc_catalog_get (first->entity)->time_field;

  for (guint i = 0; i < batches->len; i++)
    for (guint j = 0; j < ((FcFactBatch *) batches->pdata[i])->n; j++)
      n += ((FcFactBatch *) batches->pdata[i])->columns[at].numbers[j] >= from;
  FcFactBatch *joined = fc_fact_batch_new (first->entity, n);
  for (guint i = 0; i < batches->len; i++)
    {
      const FcFactBatch *batch = batches->pdata[i];
      for (guint j = 0; j < batch->n; j++)
        {
          if (batch->columns[at].numbers[j] < from)
            continue;
          joined->row_ids[row] = batch->row_ids[j];
          joined->versions[row] = batch->versions[j];
          for (guint field = 0; field < n_fields; field++)
            fc_fact_batch_copy_cell (joined, row, batch, j, (int) field);
          row++;
        }
    }
  return joined;
}
