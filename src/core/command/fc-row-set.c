/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-row-set.h"

struct _FcRowSet
{
  GHashTable *rows[FC_N_ENTITIES]; /* FcId* → FcRecord; made when first needed */
};

FcRowSet *
fc_row_set_new (void)
{
  return g_new0 (FcRowSet, 1);
}

void
fc_row_set_free (FcRowSet *self)
{
  for (int i = 0; i < FC_N_ENTITIES; i++)
    g_clear_pointer (&self->rows[i], g_hash_table_unref);
  g_free (self);
}

/**
 * fc_row_set_add:
 * @record: (transfer none): kept with a reference; takes the place of a row with the same id
 */
void
fc_row_set_add (FcRowSet *self,
                FcRecord *record)
{
  GHashTable **rows = &self->rows[fc_record_get_entity (record)];

  if (*rows == NULL)
    *rows = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_object_unref);
  g_hash_table_replace (*rows, (gpointer) fc_record_get_id (record), g_object_ref (record));
}

void
fc_row_set_remove (FcRowSet   *self,
                   FcEntity    entity,
                   const FcId *id)
{
  if (self->rows[entity] != NULL)
    g_hash_table_remove (self->rows[entity], id);
}

/**
 * fc_row_set_get:
 * @id: (nullable)
 *
 * Returns: (transfer none) (nullable)
 */
FcRecord *
fc_row_set_get (FcRowSet   *self,
                FcEntity    entity,
                const FcId *id)
{
  if (id == NULL || self->rows[entity] == NULL)
    return NULL;
  return g_hash_table_lookup (self->rows[entity], id);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return fc_id_compare (fc_record_get_id (*(FcRecord *const *) a), fc_record_get_id (*(FcRecord *const *) b));
}

static GPtrArray *
list_matching (FcRowSet   *self,
               FcEntity    entity,
               int         field,
               const FcId *id)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer row;

  if (self->rows[entity] == NULL)
    return list;
  g_hash_table_iter_init (&iter, self->rows[entity]);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      const FcId *ref = field >= 0 ? fc_record_get_ref (row, field) : NULL;

      if (field < 0 || (ref != NULL && fc_id_equal (ref, id)))
        g_ptr_array_add (list, row);
    }
  g_ptr_array_sort (list, compare_rows);
  return list;
}

/**
 * fc_row_set_list:
 *
 * Returns: (transfer container) (element-type FcRecord): all rows of @entity, by id, so that the order is the same everywhere
 */
GPtrArray *
fc_row_set_list (FcRowSet *self,
                 FcEntity  entity)
{
  return list_matching (self, entity, -1, NULL);
}

/**
 * fc_row_set_list_by:
 *
 * Returns: (transfer container) (element-type FcRecord): the rows whose reference @field is @id, by their own id
 */
GPtrArray *
fc_row_set_list_by (FcRowSet   *self,
                    FcEntity    entity,
                    int         field,
                    const FcId *id)
{
  return list_matching (self, entity, field, id);
}

static int
compare_by (gconstpointer a,
            gconstpointer b,
            gpointer      field)
{
  FcRecord *x = *(FcRecord *const *) a, *y = *(FcRecord *const *) b;
  gint64 left = fc_record_get_int (x, GPOINTER_TO_INT (field)), right = fc_record_get_int (y, GPOINTER_TO_INT (field));

  if (left != right)
    return left < right ? -1 : 1;
  return fc_id_compare (fc_record_get_id (x), fc_record_get_id (y));
}

/**
 * fc_records_sort:
 * @records: (element-type FcRecord): all of one entity
 * @field: a number, such as the time
 */
void
fc_records_sort (GPtrArray *records,
                 int        field)
{
  g_ptr_array_sort_with_data (records, compare_by, GINT_TO_POINTER (field));
}
