/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-export-private.h"

#include "fc-rows.h"

/* The field that says when a row was; -1 where it has none of its own. */
static int
time_field (FcEntity entity)
{
  switch ((int) entity)
    {
    case FC_SHIFT:
      return FC_SHIFT_BUSINESS_DATE;
    case FC_SALE:
      return FC_SALE_SOLD_AT;
    case FC_SALES_ROLLUP:
      return FC_SALES_ROLLUP_STARTS_AT;
    case FC_PRICE:
      return FC_PRICE_EFFECTIVE_AT;
    case FC_AUDIT_ENTRY:
      return FC_AUDIT_ENTRY_AT;
    case FC_EVENT:
      return FC_EVENT_AT;
    default:
      return -1;
    }
}

static void
add_scope (const FcExport *self,
           GString        *sql)
{
  const FcEntityInfo *info = fc_catalog_get (self->entity);
  int field = fc_catalog_station_field (self->entity);
  const char *column = self->entity == FC_STATION ? "id" : field >= 0 ? info->fields[field].name : NULL;

  if (info->scope != FC_SCOPE_STATION || column == NULL)
    return;
  if (!self->all_stations)
    g_string_append_printf (sql, " AND (\"%s\" IS NULL OR \"%s\" IN (SELECT id FROM visible_station))", column, column);
  if (!fc_id_is_null (&self->station))
    g_string_append_printf (sql, " AND \"%s\" = :station", column);
}

static void
add_period (const FcExport *self,
            GString        *sql)
{
  const FcEntityInfo *info = fc_catalog_get (self->entity);
  int field = time_field (self->entity);

  if (self->from == G_MININT32 && self->until == G_MAXINT32)
    return;
  if (field >= 0)
    g_string_append_printf (sql, " AND \"%s\" BETWEEN :from AND :until", info->fields[field].name);
  else if (info->root == FC_SHIFT)
    g_string_append (sql, " AND shift_id IN (SELECT id FROM shift WHERE business_date BETWEEN :from AND :until)");
}

static void
add_order (const FcExport *self,
           GString        *sql)
{
  int field = time_field (self->entity);

  if (field >= 0)
    g_string_append_printf (sql, " ORDER BY \"%s\", id", fc_catalog_get (self->entity)->fields[field].name);
  else
    g_string_append (sql, " ORDER BY id");
}

/* Dates stand as they are in a date field; elsewhere they mean whole days at the stations. */
static void
bind_period (const FcExport *self,
             FcStatement    *select)
{
  int field = time_field (self->entity), from = fc_statement_parameter (select, ":from");
  int until = fc_statement_parameter (select, ":until");
  gboolean by_date = field < 0 || fc_catalog_get (self->entity)->fields[field].type == FC_TYPE_DATE;

  if (from == 0)
    return;
  if (by_date)
    {
      fc_statement_bind_int (select, from, self->from);
      fc_statement_bind_int (select, until, self->until);
      return;
    }
  fc_statement_bind_int (select, from,
                         self->from == G_MININT32 ? G_MININT64 : fc_time_from_local (self->from, 0, self->zone));
  fc_statement_bind_int (select, until,
                         self->until == G_MAXINT32 ? G_MAXINT64
                                                   : fc_time_from_local (self->until + 1, 0, self->zone) - 1);
}

static void
bind (const FcExport *self,
      FcStatement    *select)
{
  int station = fc_statement_parameter (select, ":station");

  if (station != 0)
    fc_statement_bind_id (select, station, &self->station);
  bind_period (self, select);
}

/* @what: columns or count(*). Returns: (transfer full) (nullable): */
FcStatement *
fc_export_select (const FcExport  *self,
                  FcDb            *db,
                  gboolean         count,
                  GError         **error)
{
  const char *columns = count ? "count(*)" : fc_rows_columns (self->entity);
  g_autoptr (GString) sql = g_string_new (NULL);
  FcStatement *select;

  g_string_printf (sql, "SELECT %s FROM \"%s\" WHERE TRUE", columns, fc_catalog_get (self->entity)->name);
  add_scope (self, sql);
  add_period (self, sql);
  if (!count)
    add_order (self, sql);
  select = fc_db_prepare (db, sql->str, error);
  if (select != NULL)
    bind (self, select);
  return select;
}
