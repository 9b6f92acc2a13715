/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-lock.h"

#include "fc-date-style.h"
#include "fc-error.h"

#include <glib/gi18n-lib.h>

/**
 * fc_day_close_id:
 *
 * Returns: the id of the day_close of @date at the station: one, whoever closes the day
 */
FcId
fc_day_close_id (const FcId *station_id,
                 FcDate      date)
{
  g_autofree char *day = fc_date_to_iso (date);
  char station[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (station_id, station);
  return fc_id_from_key ("day_close", station, day, NULL);
}

/**
 * fc_day_is_closed:
 * @rows: with the day_close of that date, where there is one
 */
gboolean
fc_day_is_closed (FcRowSet   *rows,
                  const FcId *station_id,
                  FcDate      date)
{
  FcId id = fc_day_close_id (station_id, date);
  FcRecord *day = fc_row_set_get (rows, FC_DAY_CLOSE, &id);

  return day != NULL && g_strcmp0 (fc_record_get_text (day, FC_DAY_CLOSE_STATE), "closed") == 0;
}

static gboolean
check_shift (FcRecord  *shift,
             FcRowSet  *rows,
             GError   **error)
{
  const FcId *station_id = fc_record_get_ref (shift, FC_SHIFT_STATION_ID);
  FcDate date = (FcDate) fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE);
  g_autofree char *day = NULL;

  if (station_id == NULL || !fc_day_is_closed (rows, station_id, date))
    return TRUE;
  day = fc_date_format (date);
  g_set_error (error, FC_ERROR, FC_ERROR_LOCKED,
               _ ("Shift %d belongs to %s, and that day is closed: reopen the day before you change the shift"),
               (int) fc_record_get_int (shift, FC_SHIFT_NUMBER), day);
  return FALSE;
}

static gboolean
check_row (FcRecord  *row,
           FcRowSet  *rows,
           GError   **error)
{
  FcEntity entity = fc_record_get_entity (row);
  int parent = fc_catalog_parent_field (entity);
  FcRecord *shift = entity == FC_SHIFT ? row : NULL;

  if (fc_catalog_get (entity)->root != FC_SHIFT)
    return TRUE;
  if (shift == NULL && parent >= 0)
    shift = fc_row_set_get (rows, FC_SHIFT, fc_record_get_ref (row, parent));
  return shift == NULL || check_shift (shift, rows, error);
}

/**
 * fc_day_lock_check:
 * @rows: with the day_close rows of the shifts concerned: fc_ops_load() brings them
 * @error: %FC_ERROR_LOCKED
 *
 * A closed day's shifts, and all that belongs to them, stay as they are: whatever command or file wants to change them.
 *
 * Returns: whether @change touches no closed day
 */
gboolean
fc_day_lock_check (const FcChange  *change,
                   FcRowSet        *rows,
                   GError         **error)
{
  return check_row (change->after, rows, error) && (change->before == NULL || check_row (change->before, rows, error));
}
