/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-days.h"

#include "fc-query-help.h"
#include "fc-shift-sheet.h"

typedef struct {
  FcId tank;
  FcDate from, until;
} Job;

static FcStockDay *
find_day (GArray *days,
          FcDate  date)
{
  for (guint i = days->len; i-- > 0;)
    if (g_array_index (days, FcStockDay, i).date == date)
      return &g_array_index (days, FcStockDay, i);
  return NULL;
}

static gint64
number (FcRecord *record,
        int       field,
        gboolean *has)
{
  if (has != NULL)
    *has = !fc_record_is_null (record, field);
  return fc_record_get_int (record, field);
}

static FcStockDay
closed_day (FcRecord *row)
{
  FcStockDay day = { .date = (FcDate) fc_record_get_int (row, FC_DAY_TANK_BUSINESS_DATE), .is_closed = TRUE };

  day.opening = number (row, FC_DAY_TANK_OPENING, &day.has_opening);
  day.receipts = number (row, FC_DAY_TANK_RECEIPTS, NULL);
  day.tests = number (row, FC_DAY_TANK_TESTS, NULL);
  day.transfers = number (row, FC_DAY_TANK_TRANSFERS, NULL);
  day.sales = number (row, FC_DAY_TANK_SALES, NULL);
  day.physical = number (row, FC_DAY_TANK_PHYSICAL, &day.has_physical);
  day.water_level = number (row, FC_DAY_TANK_WATER_LEVEL, &day.has_water);
  day.temperature = number (row, FC_DAY_TANK_TEMPERATURE, &day.has_temperature);
  return day;
}

static gboolean
read_closed (FcDb       *db,
             const Job  *job,
             GArray     *days,
             GError    **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT %s FROM day_tank WHERE tank_id = ?1 AND business_date BETWEEN ?2 AND ?3"
    " AND day_close_id IN (SELECT id FROM day_close WHERE state = 'closed') ORDER BY business_date",
    fc_rows_columns (FC_DAY_TANK));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, &job->tank);
  fc_statement_bind_int (select, 2, job->from);
  fc_statement_bind_int (select, 3, job->until);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      g_autoptr (FcRecord) record = fc_rows_read (select, FC_DAY_TANK, 0);
      FcStockDay day = closed_day (record);

      g_array_append_val (days, day);
    }
  return next == 0;
}

/* Shifts of dates that are not closed, in the order they were worked, the newest version of each. */
static gboolean
find_open_shifts (FcDb       *db,
                  const Job  *job,
                  GArray     *ids,
                  GError    **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT s.id FROM shift s WHERE s.station_id = (SELECT station_id FROM tank WHERE id = ?1)"
    " AND s.station_id IN (SELECT id FROM visible_station) AND s.business_date BETWEEN ?2 AND ?3"
    " AND s.state NOT IN ('superseded', 'discarded') AND (s.corrects_id IS NULL OR s.state = 'approved')"
    " AND NOT EXISTS (SELECT 1 FROM day_close d WHERE d.station_id = s.station_id"
    " AND d.business_date = s.business_date AND d.state = 'closed')"
    " ORDER BY s.business_date, s.opened_at, s.number, s.id",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, &job->tank);
  fc_statement_bind_int (select, 2, job->from);
  fc_statement_bind_int (select, 3, job->until);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcId id;

      if (fc_statement_get_id (select, 0, &id))
        g_array_append_val (ids, id);
    }
  return next == 0;
}

static gboolean
load_shifts (FcDb      *db,
             GArray    *ids,
             FcRowSet  *rows,
             GError   **error)
{
  static const FcEntity of_station[] = { FC_STATION, FC_PRODUCT, FC_TANK, FC_NOZZLE };
  const FcId *shifts = (const FcId *) (void *) ids->data;

  for (gsize i = 0; i < G_N_ELEMENTS (of_station); i++)
    {
      g_autoptr (GPtrArray) all = fc_query_all (db, of_station[i], "TRUE", error);

      if (all == NULL)
        return FALSE;
      for (guint n = 0; n < all->len; n++)
        fc_row_set_add (rows, all->pdata[n]);
    }
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      FcEntity entity = (FcEntity) i;
      int parent = fc_catalog_parent_field (entity);

      if (entity != FC_SHIFT && (parent < 0 || fc_catalog_get (entity)->root != FC_SHIFT))
        continue;
      if (!fc_rows_load (db, NULL, entity, entity == FC_SHIFT ? -1 : parent, shifts, ids->len, rows, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_shift (GArray             *days,
           const FcShiftSheet *sheet,
           const FcId         *tank_id)
{
  FcDate date = (FcDate) fc_record_get_int (sheet->shift, FC_SHIFT_BUSINESS_DATE);

  for (guint i = 0; i < sheet->tanks->len; i++)
    {
      const FcSheetTank *line = &g_array_index (sheet->tanks, FcSheetTank, i);
      FcStockDay *day = find_day (days, date);

      if (!fc_id_equal (fc_record_get_ref (line->reading, FC_TANK_READING_TANK_ID), tank_id))
        continue;
      if (day == NULL)
        {
          FcStockDay fresh = { .date = date };

          fresh.opening = number (line->reading, FC_TANK_READING_OPENING_VOLUME, &fresh.has_opening);
          g_array_append_val (days, fresh);
          day = &g_array_index (days, FcStockDay, days->len - 1);
        }
      day->receipts += line->receipts;
      day->tests += line->tests;
      day->sales += line->sales;
      day->transfers += line->transfers;
      if (!line->has_physical)
        continue;
      day->has_physical = TRUE;
      day->physical = line->physical;
      day->water_level = number (line->reading, FC_TANK_READING_WATER_LEVEL, &day->has_water);
      day->temperature = number (line->reading, FC_TANK_READING_TEMPERATURE, &day->has_temperature);
    }
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const FcStockDay *x = a, *y = b;

  return x->date < y->date ? -1 : x->date > y->date;
}

static gpointer
read_days (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Job *job = data;
  g_autoptr (GArray) days = g_array_new (FALSE, TRUE, sizeof (FcStockDay));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FcId));
  g_autoptr (FcRowSet) rows = fc_row_set_new ();

  if (!read_closed (db, job, days, error) || !find_open_shifts (db, job, ids, error) ||
      !load_shifts (db, ids, rows, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (rows, &g_array_index (ids, FcId, i));

      if (sheet != NULL)
        add_shift (days, sheet, &job->tank);
    }
  g_array_sort (days, compare_days);
  return g_steal_pointer (&days);
}

/**
 * fc_tank_days_async:
 *
 * A closed day is told as it was closed, any other by the sheets of its shifts, so that the figures are those people see.
 */
void
fc_tank_days_async (FcReplica           *replica,
                    const FcId          *tank,
                    FcDate               from,
                    FcDate               until,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->tank = *tank;
  job->from = from;
  job->until = until;
  fc_replica_read_async (replica, read_days, job, g_free, (GDestroyNotify) g_array_unref, cancellable, callback,
                         user_data);
}

GArray *
fc_tank_days_finish (FcReplica     *replica,
                     GAsyncResult  *result,
                     GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
