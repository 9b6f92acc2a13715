/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-around.h"

#include <string.h>

#include "fc-query-help.h"

/* So many past shifts tell what a nozzle usually sells. */
#define HABIT_SHIFTS "40"

static gboolean
add_records (FcDb           *db,
             FcShiftAround  *self,
             FcEntity        entity,
             const char     *where,
             const FcId     *shift_id,
             GError        **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM \"%s\" WHERE %s", fc_rows_columns (entity), fc_catalog_get (entity)->name, where);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  int next;

  if (select == NULL)
    return FALSE;
  if (strstr (where, "?1") != NULL)
    fc_statement_bind_id (select, 1, shift_id);
  while ((next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (self->records, fc_rows_read (select, entity, 0));
  return next == 0;
}

static void
end_habit (FcShiftAround *self,
           const FcId    *nozzle_id,
           GArray        *volumes)
{
  FcNozzleHabit habit;

  if (volumes->len == 0)
    return;
  fc_nozzle_habit_init (&habit, nozzle_id, (gint64 *) (gpointer) volumes->data, volumes->len);
  g_array_append_val (self->habits, habit);
  g_array_set_size (volumes, 0);
}

/* Net volumes of past shifts in effect; a meter that went backwards says nothing about what is usual. */
static gboolean
add_habits (FcDb           *db,
            FcShiftAround  *self,
            const FcId     *shift_id,
            GError        **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "WITH past AS (SELECT id FROM shift WHERE station_id = (SELECT station_id FROM shift WHERE id = ?1)"
                   " AND id <> ?1 AND state IN ('submitted', 'approved') ORDER BY business_date DESC, number DESC"
                   " LIMIT " HABIT_SHIFTS ")"
                   " SELECT nozzle_id, closing - opening - coalesce (test, 0) FROM meter_reading"
                   " WHERE shift_id IN (SELECT id FROM past) AND closing >= opening ORDER BY nozzle_id",
                   error);
  g_autoptr (GArray) volumes = g_array_new (FALSE, FALSE, sizeof (gint64));
  FcId nozzle = { 0 };
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, shift_id);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcId id;
      gint64 volume;

      fc_statement_get_id (select, 0, &id);
      if (!fc_id_equal (&id, &nozzle))
        end_habit (self, &nozzle, volumes);
      nozzle = id;
      volume = fc_statement_get_int (select, 1);
      g_array_append_val (volumes, volume);
    }
  if (next < 0)
    return FALSE;
  end_habit (self, &nozzle, volumes);
  return TRUE;
}

/* The shifts of the same date: one of them may be of the same name. */
#define NAMESAKES \
  "id <> ?1 AND (station_id, business_date, number) = (SELECT station_id, business_date, number FROM shift WHERE id = ?1)"

#define PHOTOS_OF(table) "SELECT photo_id FROM " table " WHERE shift_id = ?1"

static gpointer
read_around (FcDb          *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const FcId *shift_id = data;
  g_autoptr (FcShiftAround) self = g_new0 (FcShiftAround, 1);

  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->habits = g_array_new (FALSE, FALSE, sizeof (FcNozzleHabit));
  if (!add_records (db, self, FC_PRODUCT, "1", shift_id, error)
      || !add_records (db, self, FC_USER, "1", shift_id, error)
      || !add_records (db, self, FC_SHORTFALL, "station_id = (SELECT station_id FROM shift WHERE id = ?1)", shift_id,
                       error)
      || !add_records (db, self, FC_SHIFT, "corrects_id = ?1", shift_id, error)
      || !add_records (db, self, FC_SHIFT, NAMESAKES, shift_id, error)
      || !add_records (db, self, FC_CONFLICT, "root_id = ?1 AND state = 'open'", shift_id, error)
      || !add_records (db, self, FC_ATTACHMENT,
                       "id IN (" PHOTOS_OF ("meter_reading") " UNION " PHOTOS_OF ("tank_reading") " UNION "
                       PHOTOS_OF ("delivery") " UNION " PHOTOS_OF ("slip") " UNION " PHOTOS_OF ("cash_movement") ")",
                       shift_id, error)
      || !add_habits (db, self, shift_id, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fc_shift_around_free (FcShiftAround *self)
{
  g_ptr_array_unref (self->records);
  g_array_unref (self->habits);
  g_free (self);
}

/**
 * fc_shift_around_async:
 *
 * Reads what is needed beside the shift to judge and show it.
 */
void
fc_shift_around_async (FcReplica           *replica,
                       const FcId          *shift_id,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  fc_replica_read_async (replica, read_around, fc_query_dup_id (shift_id), g_free,
                         (GDestroyNotify) fc_shift_around_free, cancellable, callback, user_data);
}

/**
 * fc_shift_around_finish:
 *
 * Returns: (transfer full) (nullable):
 */
FcShiftAround *
fc_shift_around_finish (FcReplica     *replica,
                        GAsyncResult  *result,
                        GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

static void
part_free (gpointer data)
{
  FcStationPart *part = data;

  g_free (part->part);
  g_clear_object (&part->latest);
  g_clear_pointer (&part->others, g_ptr_array_unref);
  g_free (part);
}

#define LATEST_FIRST " ORDER BY business_date DESC, number DESC, coalesce (revision, 1) DESC LIMIT 1"

/* The newest shift in use that fits @where; (transfer full). @shift stays %NULL where there is none. */
static gboolean
find_shift (FcDb        *db,
            const FcId  *station_id,
            const char  *where,
            const char  *part,
            FcRecord   **shift,
            GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM shift WHERE station_id = ?1 AND %s"
                                          " AND state NOT IN ('superseded', 'discarded')" LATEST_FIRST,
                                          fc_rows_columns (FC_SHIFT), where);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, station_id);
  fc_statement_bind_text (select, 2, part);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  if (row)
    *shift = fc_rows_read (select, FC_SHIFT, 0);
  return TRUE;
}

static gboolean
is_after (FcRecord *a,
          FcRecord *b)
{
  static const int fields[] = { FC_SHIFT_BUSINESS_DATE, FC_SHIFT_NUMBER, FC_SHIFT_OPENED_AT };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fc_record_get_int (a, fields[i]) != fc_record_get_int (b, fields[i]))
      return fc_record_get_int (a, fields[i]) > fc_record_get_int (b, fields[i]);
  return FALSE;
}

static int
compare_latest_first (gconstpointer a,
                      gconstpointer b)
{
  FcRecord *x = *(FcRecord *const *) a, *y = *(FcRecord *const *) b;

  return is_after (x, y) ? -1 : is_after (y, x);
}

/* The newest shift of the part, or of the whole site where none was of that part alone. */
static gboolean
find_latest (FcDb           *db,
             const FcId     *station_id,
             FcStationPart  *part,
             GError        **error)
{
  return find_shift (db, station_id, "(?2 = '' OR coalesce (part, '') IN ('', ?2))", part->part, &part->latest, error);
}

/* The whole site follows the last of each part since it was last whole, and that one: it has the dips. */
static gboolean
find_others (FcDb           *db,
             const FcId     *station_id,
             GPtrArray      *parts,
             FcStationPart  *site,
             GError        **error)
{
  FcRecord *whole = NULL;

  if (!find_shift (db, station_id, "coalesce (part, '') = ?2", "", &whole, error))
    return FALSE;
  if (whole != NULL)
    g_ptr_array_add (site->others, whole);
  for (guint i = 0; i < parts->len; i++)
    {
      const FcStationPart *part = g_ptr_array_index (parts, i);
      FcRecord *latest = NULL;

      if (*part->part == '\0')
        continue;
      if (!find_shift (db, station_id, "part = ?2", part->part, &latest, error))
        return FALSE;
      if (latest != NULL && (whole == NULL || is_after (latest, whole)))
        g_ptr_array_add (site->others, latest);
      else
        g_clear_object (&latest);
    }
  g_ptr_array_sort (site->others, compare_latest_first);
  return TRUE;
}

static gpointer
read_parts (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const FcId *station_id = data;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (part_free);
  g_autoptr (FcStatement) select =
    fc_db_prepare (db, "SELECT '' UNION SELECT part FROM pump WHERE station_id = ?1 AND part <> '' ORDER BY 1", error);
  int next;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, station_id);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcStationPart *part = g_new0 (FcStationPart, 1);

      part->part = g_strdup (fc_statement_get_text (select, 0));
      part->others = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (parts, part);
    }
  if (next < 0)
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    if (!find_latest (db, station_id, g_ptr_array_index (parts, i), error))
      return NULL;
  if (!find_others (db, station_id, parts, g_ptr_array_index (parts, 0), error))
    return NULL;
  return g_steal_pointer (&parts);
}

/**
 * fc_station_parts_async:
 *
 * Reads what a new shift of the station can be of, and what it follows.
 */
void
fc_station_parts_async (FcReplica           *replica,
                        const FcId          *station_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  fc_replica_read_async (replica, read_parts, fc_query_dup_id (station_id), g_free, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, callback, user_data);
}

/**
 * fc_station_parts_finish:
 *
 * Returns: (transfer full) (nullable) (element-type FcStationPart)
 */
GPtrArray *
fc_station_parts_finish (FcReplica     *replica,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

/* What a new shift would be called by. */
typedef struct {
  FcId station_id;
  FcDate date;
  gint64 number;
  char *part;
} ShiftKey;

static void
shift_key_free (gpointer data)
{
  ShiftKey *key = data;

  g_free (key->part);
  g_free (key);
}

static gpointer
read_namesakes (FcDb          *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  const ShiftKey *key = data;
  g_autoptr (GPtrArray) shifts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM shift WHERE station_id = ?1 AND business_date = ?2 AND"
                                          " number = ?3 AND coalesce (part, '') = ?4"
                                          " AND state NOT IN ('superseded', 'discarded')",
                                          fc_rows_columns (FC_SHIFT));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  int next;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, &key->station_id);
  fc_statement_bind_int (select, 2, key->date);
  fc_statement_bind_int (select, 3, key->number);
  fc_statement_bind_text (select, 4, key->part);
  while ((next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (shifts, fc_rows_read (select, FC_SHIFT, 0));
  return next == 0 ? g_steal_pointer (&shifts) : NULL;
}

/**
 * fc_shift_namesakes_async:
 * @part: "" for the whole site
 *
 * Reads the shifts in effect that a new one of this date and number would be mistaken for. Two computers without a
 * network may still open the same shift: the hub keeps both.
 */
void
fc_shift_namesakes_async (FcReplica           *replica,
                          const FcId          *station_id,
                          FcDate               date,
                          gint64               number,
                          const char          *part,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  ShiftKey *key = g_new0 (ShiftKey, 1);

  *key = (ShiftKey){ *station_id, date, number, g_strdup (part) };
  fc_replica_read_async (replica, read_namesakes, key, shift_key_free, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, callback, user_data);
}

/**
 * fc_shift_namesakes_finish:
 *
 * Returns: (transfer full) (nullable) (element-type FcRecord): empty where the shift is new
 */
GPtrArray *
fc_shift_namesakes_finish (FcReplica     *replica,
                           GAsyncResult  *result,
                           GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
