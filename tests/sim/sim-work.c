/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "fc-db.h"
#include "fc-journal-sales.h"
#include "fc-rows.h"

/* What the people in an office do: one transaction, made of what they see on their screen. */

static FcRecord *
see (SimOffice  *self,
     FcEntity    entity,
     const FcId *id)
{
  FcRecord *row;

  sim_disk_spare = TRUE;
  row = fc_rows_get (self->eyes, NULL, entity, id, NULL);
  sim_disk_spare = FALSE;
  return row;
}

/* Any row of @entity, or NULL where there is none. */
static FcRecord *
pick (SimOffice *self,
      FcEntity   entity)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" ORDER BY id", fc_catalog_get (entity)->name);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FcId));
  g_autoptr (GError) error = NULL;

  sim_disk_spare = TRUE;
  {
    g_autoptr (FcStatement) select = fc_db_prepare (self->eyes, sql, &error);

    while (sim_next (select))
      {
        FcId id = { { 0 } };

        fc_statement_get_id (select, 0, &id);
        g_array_append_val (ids, id);
      }
  }
  sim_disk_spare = FALSE;
  if (ids->len == 0)
    return NULL;
  return see (self, entity, &g_array_index (ids, FcId, sim_between (self->sim, 0, ids->len)));
}

static char *
some_text (SimOffice  *self,
           const char *what)
{
  return g_strdup_printf ("%s %u.%u", what, self->n, self->sim->n_ops);
}

static void
edit_product (SimOffice *self,
              FcRecord  *product)
{
  g_autofree char *text = some_text (self, "Fuel");
  const char *codes[] = { text, NULL };

  switch (sim_between (self->sim, 0, 4))
    {
    case 0:
      fc_record_set_text (product, FC_PRODUCT_NAME, text);
      break;
    case 1:
      fc_record_set_int (product, FC_PRODUCT_DENSITY, 700000 + sim_between (self->sim, 0, 100000));
      break;
    case 2:
      fc_record_set_set (product, FC_PRODUCT_POS_CODES, codes);
      break;
    default:
      fc_record_set_text (product, FC_PRODUCT_COLOUR, sim_between (self->sim, 0, 2) ? "#ff0000" : "#00ff00");
    }
}

static void
patch_product (SimOffice *self,
               GPtrArray *ops)
{
  g_autoptr (FcRecord) before = pick (self, FC_PRODUCT);
  g_autoptr (FcRecord) after = before != NULL ? fc_record_copy (before) : NULL;
  FcOp *op;

  if (before == NULL)
    return;
  edit_product (self, after);
  op = fc_op_new_patch (before, after, sim_clock);
  if (op != NULL)
    g_ptr_array_add (ops, op);
}

static void
patch_station (SimOffice *self,
               GPtrArray *ops)
{
  g_autoptr (FcRecord) before = pick (self, FC_STATION);
  g_autoptr (FcRecord) after = before != NULL ? fc_record_copy (before) : NULL;
  g_autofree char *text = some_text (self, "Site");
  FcOp *op;

  if (before == NULL)
    return;
  fc_record_set_text (after, sim_between (self->sim, 0, 2) ? FC_STATION_NAME : FC_STATION_ADDRESS, text);
  op = fc_op_new_patch (before, after, sim_clock);
  if (op != NULL)
    g_ptr_array_add (ops, op);
}

static void
add_product (SimOffice *self,
             GPtrArray *ops)
{
  g_autofree char *text = some_text (self, "New");
  FcId id = fc_id_new (sim_clock);
  g_autoptr (FcRecord) product = fc_record_new (FC_PRODUCT, &id);

  fc_record_set_text (product, FC_PRODUCT_CODE, text);
  fc_record_set_text (product, FC_PRODUCT_NAME, text);
  fc_record_set_text (product, FC_PRODUCT_CATEGORY, "shop");
  g_ptr_array_add (ops, fc_op_new_insert (product, sim_clock));
}

static void
delete_product (SimOffice *self,
                GPtrArray *ops)
{
  g_autoptr (FcRecord) product = pick (self, FC_PRODUCT);

  if (product != NULL)
    g_ptr_array_add (ops, fc_op_new_delete (product, sim_clock));
}

static void
add_price (SimOffice *self,
           GPtrArray *ops)
{
  g_autoptr (FcRecord) station = pick (self, FC_STATION);
  g_autoptr (FcRecord) product = pick (self, FC_PRODUCT);
  FcId id = fc_id_new (sim_clock);
  g_autoptr (FcRecord) price = fc_record_new (FC_PRICE, &id);

  if (station == NULL || product == NULL)
    return;
  fc_record_set_ref (price, FC_PRICE_STATION_ID, fc_record_get_id (station));
  fc_record_set_ref (price, FC_PRICE_PRODUCT_ID, fc_record_get_id (product));
  fc_record_set_int (price, FC_PRICE_PRICE, 150000 + sim_between (self->sim, 0, 1000));
  fc_record_set_int (price, FC_PRICE_EFFECTIVE_AT, SIM_EPOCH + sim_between (self->sim, 0, 1000) * 1000000);
  g_ptr_array_add (ops, fc_op_new_insert (price, sim_clock));
}

/* File number @file of a station's POS: whoever reads it makes the same rows. */
static void
import_file (SimOffice *self,
             GPtrArray *ops)
{
  g_autoptr (FcRecord) station = pick (self, FC_STATION);
  g_autoptr (GPtrArray) sales = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) imports = NULL;
  guint file = (guint) sim_between (self->sim, 0, 6);
  FcId product = fc_id_from_key ("sim", "product0", NULL);

  if (station == NULL)
    return;
  for (guint i = 0; i < 4 + file; i++)
    {
      g_autofree char *station_text = fc_id_dup_string (fc_record_get_id (station));
      g_autofree char *line = g_strdup_printf ("%u/%u", file, i);
      FcId id = fc_id_from_key ("sim-sale", station_text, line, NULL);
      FcRecord *sale = fc_record_new (FC_SALE, &id);

      fc_record_set_ref (sale, FC_SALE_STATION_ID, fc_record_get_id (station));
      fc_record_set_ref (sale, FC_SALE_PRODUCT_ID, &product);
      fc_record_set_int (sale, FC_SALE_SOLD_AT, SIM_EPOCH - (gint64) (file * 3600 + i * 60) * 1000000);
      fc_record_set_int (sale, FC_SALE_VOLUME, 10000 + 100 * i);
      fc_record_set_int (sale, FC_SALE_PRICE, 150000);
      fc_record_set_int (sale, FC_SALE_AMOUNT, 1500 + 15 * i);
      fc_record_set_text (sale, FC_SALE_PAYMENT, "cash");
      g_ptr_array_add (sales, sale);
    }
  imports = fc_sales_import_ops (fc_record_get_id (station), sales, sim_clock);
  g_ptr_array_add (ops, fc_op_copy (imports->pdata[0]));
}

static void
choose (SimOffice *self,
        GPtrArray *ops)
{
  static void (*const deeds[]) (SimOffice *, GPtrArray *) = {
    patch_product, patch_product, patch_product, patch_station, add_price, add_product, delete_product, import_file,
  };

  deeds[sim_between (self->sim, 0, G_N_ELEMENTS (deeds))](self, ops);
  if (sim_between (self->sim, 0, 5) == 0)
    deeds[sim_between (self->sim, 0, G_N_ELEMENTS (deeds))](self, ops);
}

/* The engine hears of it, or does not: it must not depend on that. */
static void
tell_engine (Sim      *sim,
             gpointer  data)
{
  SimOffice *self = data;

  if (self->engine == NULL || sim_chance (sim, SIM_DROP, 0.3))
    return;
  self->edge = TRUE;
  sim_as_office (self);
  fc_sync_engine_replica_changed (self->engine);
}

/**
 * sim_work:
 *
 * One transaction of the person at this desk, if the program runs and they are known there.
 */
void
sim_work (SimOffice *self)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  if (self->replica == NULL)
    return;
  sim_as_office (self);
  if (!sim_office_sit_down (self))
    return;
  choose (self, ops);
  if (ops->len == 0)
    return;
  self->sim->n_ops++;
  fc_replica_run_sync (self->replica, ops, &error);
  for (guint i = 0; i < ops->len; i++)
    {
      static const char *const kinds[] = { "insert", "patch", "delete", "command" };
      const FcOp *op = ops->pdata[i];
      g_autofree char *id = fc_id_dup_string (&op->row_id);

      sim_note (self->sim, "office %u: %s %s %s: %s", self->n, kinds[op->kind], fc_catalog_get (op->entity)->name, id,
                error != NULL ? error->message : "done");
    }
  sim_check_step (self);
  sim_at (self->sim, 50000, tell_engine, self, NULL);
}
