/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-row-loader.h"

typedef struct {
  FcLoader loader;
  FcRowSet *all;
} RowLoader;

static void
add_list (FcRowSet  *rows,
          GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    fc_row_set_add (rows, list->pdata[i]);
  g_ptr_array_unref (list);
}

static gboolean
load (FcLoader    *loader,
      FcEntity     entity,
      int          field,
      const FcId  *ids,
      guint        n_ids,
      FcRowSet    *rows,
      GError     **error)
{
  FcRowSet *all = ((RowLoader *) loader)->all;

  if (field == FC_LOAD_ALL)
    add_list (rows, fc_row_set_list (all, entity));
  for (guint i = 0; i < n_ids; i++)
    {
      FcRecord *row = field < 0 ? fc_row_set_get (all, entity, &ids[i]) : NULL;

      if (row != NULL)
        fc_row_set_add (rows, row);
      else if (field >= 0)
        add_list (rows, fc_row_set_list_by (all, entity, field, &ids[i]));
    }
  return TRUE;
}

static gboolean
load_date (FcLoader    *loader,
           FcEntity     entity,
           const FcId  *station_id,
           int          date_field,
           FcDate       date,
           FcRowSet    *rows,
           GError     **error)
{
  int station = fc_catalog_station_field (entity);
  g_autoptr (GPtrArray) list = fc_row_set_list_by (((RowLoader *) loader)->all, entity, station, station_id);

  for (guint i = 0; i < list->len; i++)
    if (fc_record_get_int (list->pdata[i], date_field) == date)
      fc_row_set_add (rows, list->pdata[i]);
  return TRUE;
}

FcChangeSet *
fc_row_loader_run (FcRowSet       *rows,
                   const FcActor  *actor,
                   FcOp           *op,
                   GError        **error)
{
  RowLoader self = { { load, load_date }, rows };
  g_autoptr (FcRowSet) loaded = fc_row_set_new ();
  g_autoptr (GPtrArray) batch = g_ptr_array_new ();
  FcChangeSet *changes;

  g_ptr_array_add (batch, op);
  if (!fc_ops_load (batch, &self.loader, loaded, error))
    return NULL;
  changes = fc_op_run (op, actor, loaded, error);
  if (changes != NULL)
    fc_change_set_apply_to_rows (changes, rows);
  return changes;
}
