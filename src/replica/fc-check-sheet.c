/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-sheet.h"

/* A row that a bucket holds, and what it is here; no sum: it is not here at all. */
typedef struct {
  FcId id;
  FcEntity entity;
  FcRowSum sum;
} CheckedRow;

static void
sheet_free (gpointer data)
{
  FcCheckSheet *self = data;

  g_hash_table_unref (self->rows);
  g_free (self->facts);
  g_free (self->bucket);
  g_free (self);
}

FcCheckBook *
fc_check_book_new (void)
{
  FcCheckBook *self = g_new0 (FcCheckBook, 1);

  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  return self;
}

void
fc_check_book_free (FcCheckBook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

/**
 * fc_check_book_find:
 *
 * Returns: (transfer none) (nullable)
 */
FcCheckSheet *
fc_check_book_find (FcCheckBook *self,
                    const char  *bucket)
{
  for (guint i = 0; i < self->sheets->len; i++)
    if (g_str_equal (((FcCheckSheet *) self->sheets->pdata[i])->bucket, bucket))
      return self->sheets->pdata[i];
  return NULL;
}

/**
 * fc_check_book_get:
 *
 * Returns: (transfer none): the bucket's sheet, an empty one where there was none
 */
FcCheckSheet *
fc_check_book_get (FcCheckBook *self,
                   const char  *bucket,
                   gint64       cursor)
{
  FcCheckSheet *sheet = fc_check_book_find (self, bucket);

  if (sheet != NULL)
    return sheet;
  sheet = g_new0 (FcCheckSheet, 1);
  sheet->bucket = g_strdup (bucket);
  sheet->cursor = cursor;
  sheet->rows = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_free);
  g_ptr_array_add (self->sheets, sheet);
  return sheet;
}

/**
 * fc_check_book_cursor:
 *
 * Returns: (transfer full): how far each bucket was pulled when the book was made
 */
FcCursor *
fc_check_book_cursor (FcCheckBook *self)
{
  FcCursor *cursor = fc_cursor_new ();

  for (guint i = 0; i < self->sheets->len; i++)
    {
      const FcCheckSheet *sheet = self->sheets->pdata[i];

      fc_cursor_set (cursor, sheet->bucket, sheet->cursor);
    }
  return cursor;
}

/**
 * fc_check_sheet_put:
 * @sum: (nullable): NULL: the bucket holds the row, but it is not here
 */
void
fc_check_sheet_put (FcCheckSheet   *self,
                    FcEntity        entity,
                    const FcId     *id,
                    const FcRowSum *sum)
{
  CheckedRow *row = g_new0 (CheckedRow, 1);

  row->id = *id;
  row->entity = entity;
  if (sum != NULL)
    row->sum = *sum;
  g_hash_table_replace (self->rows, &row->id, row);
}

/* The row has changed at the hub since: it is compared another time. */
void
fc_check_sheet_forget (FcCheckSheet *self,
                       const FcId   *id)
{
  g_hash_table_remove (self->rows, id);
}

void
fc_check_sheet_sums (FcCheckSheet *self,
                     FcRowSum      sums[FC_ROW_RANGES])
{
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < FC_ROW_RANGES; i++)
    sums[i] = self->facts != NULL ? self->facts[i] : (FcRowSum) { 0 };
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CheckedRow *row = value;

      fc_row_sum_add (&sums[fc_row_range (&row->id)], &row->sum);
    }
}

/* Rows of ours in @ranges that the hub did not give. */
static void
add_extra (FcCheckSheet    *self,
           GArray          *ranges,
           GHashTable      *given,
           GPtrArray       *mend,
           FcCheckFindings *findings)
{
  gboolean asked[FC_ROW_RANGES] = { FALSE };
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < ranges->len; i++)
    asked[g_array_index (ranges, guint8, i)] = TRUE;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CheckedRow *row = value;

      if (!asked[fc_row_range (&row->id)] || g_hash_table_contains (given, &row->id))
        continue;
      findings->extra += row->sum.n > 0;
      g_ptr_array_add (mend, fc_pulled_row_new (FC_PULLED_REMOVE, row->entity, &row->id, self->bucket, self->cursor, NULL));
    }
}

/**
 * fc_check_sheet_mend:
 * @ranges: (element-type guint8): those that were asked for
 * @rows: (element-type FcUpdate): what the hub has of them
 * @findings: (inout): counts on
 *
 * Returns: (transfer full) (element-type FcPulledRow): what makes ours the same
 */
GPtrArray *
fc_check_sheet_mend (FcCheckSheet    *self,
                     GArray          *ranges,
                     GPtrArray       *rows,
                     FcCheckFindings *findings)
{
  GPtrArray *mend = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);
  g_autoptr (GHashTable) given = g_hash_table_new (fc_id_hash, fc_id_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      FcUpdate *update = rows->pdata[i];
      const CheckedRow *ours = g_hash_table_lookup (self->rows, &update->id);
      FcRowSum sum = fc_row_sum_of (update);
      g_autoptr (FcRecord) record = NULL;

      g_hash_table_add (given, &update->id);
      if (update->entity == FC_N_ENTITIES || (ours != NULL && fc_row_sum_equal (&ours->sum, &sum)))
        continue;
      record = fc_update_get_record (update, NULL);
      if (record == NULL)
        continue;
      if (ours == NULL || ours->sum.n == 0)
        findings->missing++;
      else
        findings->different++;
      g_ptr_array_add (mend, fc_pulled_row_new (FC_PULLED_ROW, update->entity, &update->id, self->bucket, update->seq,
                                                g_steal_pointer (&record)));
    }
  add_extra (self, ranges, given, mend, findings);
  return mend;
}
