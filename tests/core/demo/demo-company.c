/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-company.h"

#include <string.h>

static char *
key_of (const FcId *shift,
        const FcId *nozzle)
{
  char a[FC_ID_STRING_LENGTH + 1], b[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (shift, a);
  fc_id_to_string (nozzle, b);
  return g_strconcat (a, "/", b, NULL);
}

static void
check_references (DemoCompany *self,
                  FcRecord    *record)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (record));

  for (guint i = 0; i < about->n_fields; i++)
    if (about->fields[i].type == FC_TYPE_REF && !fc_record_is_null (record, (int) i))
      g_assert_nonnull (fc_row_set_get (self->rows, about->fields[i].target, fc_record_get_ref (record, (int) i)));
}

static void
add_equipment (DemoCompany *self,
               FcRowSet    *to)
{
  static const FcEntity entities[] = { FC_STATION, FC_PRODUCT, FC_TANK, FC_NOZZLE };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (GPtrArray) list = fc_row_set_list (self->rows, entities[i]);

      for (guint j = 0; j < list->len; j++)
        fc_row_set_add (to, list->pdata[j]);
    }
}

/* Looking up a shift's rows among all rows would take the tests minutes. */
static void
sort_by_shift (DemoCompany *self,
               FcRecord    *record)
{
  FcEntity entity = fc_record_get_entity (record);
  const FcId *shift = fc_record_get_id (record);
  FcRowSet *rows;

  if (fc_catalog_get (entity)->root != FC_SHIFT)
    return;
  if (entity != FC_SHIFT)
    shift = fc_record_get_ref (record, fc_catalog_parent_field (entity));
  rows = g_hash_table_lookup (self->by_shift, shift);
  if (rows == NULL)
    {
      rows = fc_row_set_new ();
      add_equipment (self, rows);
      g_hash_table_insert (self->by_shift, g_memdup2 (shift, sizeof *shift), rows);
    }
  fc_row_set_add (rows, record);
}

static void
sum_record (DemoCompany *self,
            FcRecord    *record)
{
  g_autoptr (JsonObject) object = fc_record_to_json (record, FC_ALL_FIELDS);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  g_checksum_update (self->sum, fc_record_get_id (record)->bytes, sizeof (FcId));
  g_checksum_update (self->sum, (const guchar *) text, -1);
}

static void
check_record (DemoCompany *self,
              FcRecord    *record)
{
  g_autoptr (GError) refused = NULL;

  fc_record_validate (record, &refused);
  g_assert_no_error (refused);
  g_assert_null (fc_row_set_get (self->rows, fc_record_get_entity (record), fc_record_get_id (record)));
  check_references (self, record);
}

static gboolean
take_records (GPtrArray  *records,
              gpointer    user_data,
              GError    **error)
{
  DemoCompany *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      FcRecord *record = records->pdata[i];

      if (self->wish & DEMO_SUM)
        sum_record (self, record);
      if (self->wish & DEMO_VALID)
        check_record (self, record);
      fc_row_set_add (self->rows, record);
      sort_by_shift (self, record);
    }
  return TRUE;
}

static void
sum_batch (DemoCompany       *self,
           const FcFactBatch *batch)
{
  g_checksum_update (self->sum, (const guchar *) batch->row_ids, batch->n * sizeof (FcId));
  for (guint i = 0; i < fc_catalog_get (batch->entity)->n_fields; i++)
    {
      const FcFactColumn *column = &batch->columns[i];

      if (column->kind == FC_VALUE_INT)
        g_checksum_update (self->sum, (const guchar *) column->numbers, batch->n * sizeof (gint64));
      else if (column->kind == FC_VALUE_ID)
        g_checksum_update (self->sum, (const guchar *) column->ids, batch->n * sizeof (FcId));
      else if (column->kind == FC_VALUE_TEXT)
        for (guint row = 0; row < batch->n; row++)
          g_checksum_update (self->sum, (const guchar *) column->texts[row], -1);
    }
}

static void
look_at_batch (DemoCompany       *self,
               const FcFactBatch *batch)
{
  g_autoptr (GError) refused = NULL;

  if (self->wish & DEMO_SUM)
    sum_batch (self, batch);
  if (self->wish & DEMO_VALID)
    fc_fact_batch_validate (batch, &refused);
  g_assert_no_error (refused);
}

static void
add_sale (DemoCompany       *self,
          const FcFactBatch *batch,
          guint              row)
{
  const FcFactColumn *columns = batch->columns;
  g_autofree char *key = NULL;
  Sold *sold;

  if (fc_fact_batch_is_null (batch, row, FC_SALE_SHIFT_ID))
    return;
  key = key_of (&columns[FC_SALE_SHIFT_ID].ids[row], &columns[FC_SALE_NOZZLE_ID].ids[row]);
  sold = g_hash_table_lookup (self->sold, key);
  if (sold == NULL)
    {
      sold = g_new0 (Sold, 1);
      g_hash_table_insert (self->sold, g_steal_pointer (&key), sold);
    }
  sold->volume += columns[FC_SALE_VOLUME].numbers[row];
  sold->amount += columns[FC_SALE_AMOUNT].numbers[row];
  sold->count++;
}

static gboolean
take_rollups (const FcFactBatch  *batch,
              gpointer            user_data,
              GError            **error)
{
  DemoCompany *self = user_data;

  g_assert_cmpint (batch->entity, ==, FC_SALES_ROLLUP);
  look_at_batch (self, batch);
  for (guint row = 0; row < batch->n; row++)
    {
      self->rollup_volume += batch->columns[FC_SALES_ROLLUP_VOLUME].numbers[row];
      self->rollup_amount += batch->columns[FC_SALES_ROLLUP_AMOUNT].numbers[row];
      self->rollup_count += batch->columns[FC_SALES_ROLLUP_COUNT].numbers[row];
      if (g_str_equal (batch->columns[FC_SALES_ROLLUP_GRAIN].texts[row], "hour"))
        self->n_hourly++;
      else
        self->n_daily++;
    }
  return TRUE;
}

static gboolean
take_facts (const FcFactBatch  *batch,
            gpointer            user_data,
            GError            **error)
{
  DemoCompany *self = user_data;
  const FcFactColumn *columns = batch->columns;

  g_assert_cmpint (batch->entity, ==, FC_SALE);
  look_at_batch (self, batch);
  for (guint row = 0; row < batch->n; row++)
    {
      gint64 at = columns[FC_SALE_SOLD_AT].numbers[row];

      self->first_sale = self->first_sale == 0 ? at : MIN (self->first_sale, at);
      self->last_sale = MAX (self->last_sale, at);
      if (self->wish & DEMO_SOLD)
        add_sale (self, batch, row);
    }
  return TRUE;
}

static gboolean
take_positions (const FcFactBatch  *batch,
                gpointer            user_data,
                GError            **error)
{
  DemoCompany *self = user_data;

  g_assert_cmpint (batch->entity, ==, FC_POSITION);
  look_at_batch (self, batch);
  self->n_vehicles++;
  for (guint row = 0; row < batch->n; row++)
    {
      self->n_positions++;
      self->n_marked += batch->columns[FC_POSITION_MARKS].numbers[row] > 1; /* more than that a piece begins */
      self->last_position = MAX (self->last_position, batch->columns[FC_POSITION_FIXED_AT].numbers[row]);
    }
  return TRUE;
}

static void
progressed (const char *step,
            gint64      done,
            gint64      total,
            gpointer    user_data)
{
  DemoCompany *self = user_data;

  g_assert_cmpint (done, <=, total);
  self->progress++;
}

DemoCompany *
demo_company_new (const FcDemoOptions *options,
                  DemoWish             wish)
{
  static const FcDemoSink sink = { take_records, take_rollups, take_facts, progressed, take_positions };
  DemoCompany *self = g_new0 (DemoCompany, 1);
  g_autoptr (GError) error = NULL;

  self->rows = fc_row_set_new ();
  self->sold = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_shift = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) fc_row_set_free);
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  self->wish = wish;
  fc_demo_generate (options, &sink, self, NULL, &self->summary, &error);
  g_assert_no_error (error);
  return self;
}

void
demo_company_free (DemoCompany *self)
{
  fc_row_set_free (self->rows);
  g_hash_table_unref (self->sold);
  g_hash_table_unref (self->by_shift);
  g_checksum_free (self->sum);
  fc_demo_summary_clear (&self->summary);
  g_free (self);
}

/* Never NULL. */
const Sold *
demo_company_sold (DemoCompany *self,
                   const FcId  *shift,
                   const FcId  *nozzle)
{
  static const Sold nothing = { 0 };
  g_autofree char *key = key_of (shift, nozzle);
  const Sold *sold = g_hash_table_lookup (self->sold, key);

  return sold != NULL ? sold : &nothing;
}

FcRowSet *
demo_company_shift (DemoCompany *self,
                    const FcId  *shift)
{
  return g_hash_table_lookup (self->by_shift, shift);
}
