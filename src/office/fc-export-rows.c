/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-export-private.h"

#include "fc-csv.h"
#include "fc-money.h"
#include "fc-quantity.h"

/* What a number in the CSV counts, where the field's name does not say. */
static const char *
unit_of (FcType type)
{
  switch (type)
    {
    case FC_TYPE_VOLUME:
      return " (L)";
    case FC_TYPE_LENGTH:
      return " (mm)";
    case FC_TYPE_TEMPERATURE:
      return " (°C)";
    case FC_TYPE_DENSITY:
      return " (kg/m³)";
    default:
      return "";
    }
}

void
fc_export_csv_head (const FcExport *self,
                    GString        *out)
{
  const FcEntityInfo *info = fc_catalog_get (self->entity);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup ("id"));
  for (guint i = 0; i < info->n_fields; i++)
    g_ptr_array_add (cells, g_strconcat (info->fields[i].name, unit_of (info->fields[i].type), NULL));
  g_ptr_array_add (cells, NULL);
  fc_csv_append_row (out, (const char *const *) cells->pdata);
}

static const char *
currency_of (const FcExport *self,
             FcRecord       *record)
{
  int field = fc_catalog_station_field (self->entity);
  const FcId *station = field >= 0 ? fc_record_get_ref (record, field) : NULL;
  const char *currency;

  if (self->entity == FC_STATION)
    station = fc_record_get_id (record);
  currency = station != NULL ? g_hash_table_lookup (self->currencies, station) : NULL;
  return currency != NULL ? currency : self->currency;
}

static char *
dup_cell (const FcExport *self,
          FcRecord       *record,
          int             field)
{
  gint64 number;

  if (fc_record_is_null (record, field))
    return g_strdup ("");
  number = fc_record_get_int (record, field);
  switch (fc_catalog_get (self->entity)->fields[field].type)
    {
    case FC_TYPE_REF:
      return fc_id_dup_string (fc_record_get_ref (record, field));
    case FC_TYPE_MONEY:
      return fc_money_to_decimal (number, currency_of (self, record));
    case FC_TYPE_PRICE:
      return fc_price_to_decimal (number);
    case FC_TYPE_VOLUME:
    case FC_TYPE_TEMPERATURE:
    case FC_TYPE_DENSITY:
      return fc_decimal_format (number, 3, 0);
    case FC_TYPE_GEO:
      return fc_decimal_format (number, 7, 0);
    case FC_TYPE_TIME:
      return fc_time_to_iso (number);
    case FC_TYPE_DATE:
      return fc_date_to_iso ((FcDate) number);
    case FC_TYPE_BOOL:
      return g_strdup (number != 0 ? "true" : "false");
    case FC_TYPE_INT:
    case FC_TYPE_LENGTH:
      return g_strdup_printf ("%" G_GINT64_FORMAT, number);
    default:
      return g_strdup (fc_record_get_text (record, field));
    }
}

void
fc_export_csv_row (const FcExport *self,
                   FcRecord       *record,
                   GString        *out)
{
  const FcEntityInfo *info = fc_catalog_get (self->entity);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, fc_id_dup_string (fc_record_get_id (record)));
  for (guint i = 0; i < info->n_fields; i++)
    g_ptr_array_add (cells, dup_cell (self, record, (int) i));
  g_ptr_array_add (cells, NULL);
  fc_csv_append_row (out, (const char *const *) cells->pdata);
}

void
fc_export_json_row (const FcExport *self,
                    FcRecord       *record,
                    GString        *out)
{
  g_autoptr (JsonObject) object = fc_record_to_json (record, FC_ALL_FIELDS);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (record));
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "id", id);
  node = json_node_init_object (json_node_alloc (), object);
  text = json_to_string (node, FALSE);
  g_string_append (out, text);
}
