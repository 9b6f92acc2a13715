/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-close-private.h"

#include "fc-date-style.h"
#include "fc-day-commands.h"
#include "fc-error.h"
#include "fc-shift-args.h"

#include <glib/gi18n-lib.h>

static const char *
reason_for (JsonArray  *accepted,
            const char *what)
{
  for (guint i = 0; accepted != NULL && i < json_array_get_length (accepted); i++)
    {
      JsonNode *node = json_array_get_element (accepted, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *reason = entry != NULL ? fc_args_text (entry, "reason") : NULL;

      if (entry != NULL && g_strcmp0 (fc_args_text (entry, "what"), what) == 0)
        return reason != NULL && reason[0] != '\0' ? reason : NULL;
    }
  return NULL;
}

static gboolean
refuse (GError     **error,
        const char  *text)
{
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The day does not close: %s"), text);
  return FALSE;
}

static gboolean
check_obstacles (const FcDaySheet *sheet,
                 JsonArray        *accepted,
                 GError          **error)
{
  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = sheet->obstacles->pdata[i];

      if (obstacle->blocks || reason_for (accepted, obstacle->what) == NULL)
        return refuse (error, obstacle->text);
    }
  return TRUE;
}

/* What was accepted, with the sentence it was about: (transfer full). Reasons for what is not there are left out. */
static char *
accepted_text (const FcDaySheet *sheet,
               JsonArray        *accepted)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = sheet->obstacles->pdata[i];
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "what", obstacle->what);
      json_object_set_string_member (entry, "text", obstacle->text);
      json_object_set_string_member (entry, "reason", reason_for (accepted, obstacle->what));
      json_array_add_object_element (list, entry);
    }
  json_node_take_array (node, list);
  return json_to_string (node, FALSE);
}

static void
keep_figures (FcRecord         *day,
              const FcDaySheet *sheet)
{
  fc_record_set_int (day, FC_DAY_CLOSE_BROUGHT, sheet->brought);
  fc_record_set_int (day, FC_DAY_CLOSE_COLLECTED, sheet->collected);
  fc_record_set_int (day, FC_DAY_CLOSE_FUEL_VOLUME, sheet->fuel_volume);
  fc_record_set_int (day, FC_DAY_CLOSE_FUEL_AMOUNT, sheet->fuel_amount);
  fc_record_set_int (day, FC_DAY_CLOSE_SHOP_SALES, sheet->shop_sales);
  fc_record_set_int (day, FC_DAY_CLOSE_OVER_SHORT, sheet->over_short);
}

static FcRecord *
new_day (FcCommandContext *context,
         const FcDaySheet *sheet)
{
  FcRecord *day;

  if (sheet->day != NULL)
    return fc_record_copy (sheet->day);
  day = fc_record_new (FC_DAY_CLOSE, &context->op->row_id);
  fc_record_set_ref (day, FC_DAY_CLOSE_STATION_ID, &sheet->station_id);
  fc_record_set_int (day, FC_DAY_CLOSE_BUSINESS_DATE, sheet->date);
  fc_record_set_int (day, FC_DAY_CLOSE_REVISION, 1);
  return day;
}

/* The money as it was split. Its equation matters only where the day is not closed already. */
static gboolean
take_split (FcRecord         *day,
            const FcDaySheet *sheet,
            JsonObject       *args,
            GError          **error)
{
  static const char *const names[] = { "deposited", "safe", "carried" };
  static const int fields[] = { FC_DAY_CLOSE_DEPOSITED, FC_DAY_CLOSE_SAFE, FC_DAY_CLOSE_CARRIED };
  gint64 amounts[G_N_ELEMENTS (names)];
  g_autofree char *why = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!fc_args_int (args, names[i], &amounts[i], error))
        return FALSE;
      if (amounts[i] < 0 || amounts[i] > FC_MONEY_MAX)
        return refuse (error, _ ("an amount cannot be below nought"));
      fc_record_set_int (day, fields[i], amounts[i]);
    }
  if (sheet->state != FC_DAY_CLOSED)
    why = fc_day_sheet_explain (sheet, amounts[0], amounts[1], amounts[2]);
  return why == NULL || refuse (error, why);
}

/* What a person enters besides money: kept, and compared where the same close comes again. */
static gboolean
take_words (FcRecord   *day,
            JsonObject *args,
            GError    **error)
{
  return fc_args_to_field (args, "deposit_reference", day, FC_DAY_CLOSE_DEPOSIT_REFERENCE, error) &&
         fc_args_to_field (args, "notes", day, FC_DAY_CLOSE_NOTES, error);
}

static JsonObject *
figures (FcRecord *day)
{
  static const int fields[] = { FC_DAY_CLOSE_BROUGHT, FC_DAY_CLOSE_COLLECTED, FC_DAY_CLOSE_DEPOSITED,
                                FC_DAY_CLOSE_SAFE, FC_DAY_CLOSE_CARRIED, FC_DAY_CLOSE_FUEL_VOLUME,
                                FC_DAY_CLOSE_FUEL_AMOUNT, FC_DAY_CLOSE_OVER_SHORT, FC_DAY_CLOSE_REVISION };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    json_object_set_int_member (object, fc_catalog_get (FC_DAY_CLOSE)->fields[fields[i]].name,
                                fc_record_get_int (day, fields[i]));
  return object;
}

/* The business date goes on to the next day, and never back. */
static void
advance_station (FcChangeSet      *changes,
                 const FcDaySheet *sheet)
{
  FcRecord *station = sheet->station;
  FcRecord *after;

  if (!fc_record_is_null (station, FC_STATION_BUSINESS_DATE) &&
      fc_record_get_int (station, FC_STATION_BUSINESS_DATE) > sheet->date)
    return;
  after = fc_record_copy (station);
  fc_record_set_int (after, FC_STATION_BUSINESS_DATE, sheet->date + 1);
  fc_change_set_patch (changes, station, after);
}

/* Somebody closed the day already: that is fine where they came to the same. */
static FcChangeSet *
closed_already (const FcDaySheet *sheet,
                FcRecord         *wanted,
                GError          **error)
{
  static const int fields[] = { FC_DAY_CLOSE_DEPOSITED, FC_DAY_CLOSE_SAFE, FC_DAY_CLOSE_CARRIED };
  g_autofree char *date = fc_date_format (sheet->date);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fc_record_get_int (wanted, fields[i]) != fc_record_get_int (sheet->day, fields[i]))
      {
        g_set_error (error, FC_ERROR, FC_ERROR_LOCKED,
                     _ ("%s is closed already, with another deposit: reopen the day to change it"), date);
        return NULL;
      }
  return fc_change_set_new ();
}

static gboolean
check_call (FcCommandContext *context,
            FcRowSet         *rows,
            JsonObject       *args,
            FcId             *station_id,
            FcDate           *date,
            GError          **error)
{
  FcId id;

  if (!fc_args_id (args, "station_id", station_id, error) || !fc_args_date (args, "business_date", date, error))
    return FALSE;
  if (fc_row_set_get (rows, FC_STATION, station_id) == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The station of the day is not here"));
      return FALSE;
    }
  id = fc_day_close_id (station_id, *date);
  if (fc_id_equal (&id, &context->op->row_id))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The day’s close has not the id of its station and date"));
  return FALSE;
}

static gboolean
finish_day (FcCommandContext *context,
            FcRecord         *day,
            const FcDaySheet *sheet,
            JsonObject       *args,
            JsonArray        *accepted,
            GError          **error)
{
  g_autofree char *text = accepted_text (sheet, accepted);

  keep_figures (day, sheet);
  fc_record_set_text (day, FC_DAY_CLOSE_ACCEPTED, text);
  fc_record_set_text (day, FC_DAY_CLOSE_STATE, "closed");
  fc_record_set_ref (day, FC_DAY_CLOSE_CLOSED_BY, &context->actor->user_id);
  fc_record_set_int (day, FC_DAY_CLOSE_CLOSED_AT, context->op->occurred_at);
  fc_record_set_null (day, FC_DAY_CLOSE_CHAIN_CHANGED_AT);
  return fc_day_sign (day, context, sheet, args, error);
}

/**
 * fc_day_close:
 *
 * day.close. Combines the shifts, checks that nothing stands in the way that was not accepted with a reason, and that the
 * money is split without a rest; writes the day, its tanks and tomorrow's prices, and moves the station to the next day.
 */
FcChangeSet *
fc_day_close (FcCommandContext *context,
              FcRowSet         *rows,
              JsonObject       *args,
              GError          **error)
{
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcDaySheet) sheet = NULL;
  g_autoptr (FcRecord) day = NULL;
  JsonArray *accepted = NULL;
  FcId station_id;
  FcDate date;

  if (!check_call (context, rows, args, &station_id, &date, error))
    return NULL;
  if (json_object_has_member (args, "accepted") && JSON_NODE_HOLDS_ARRAY (json_object_get_member (args, "accepted")))
    accepted = json_object_get_array_member (args, "accepted");
  sheet = fc_day_sheet_new (rows, &station_id, date);
  day = new_day (context, sheet);
  if (sheet->state != FC_DAY_CLOSED && !check_obstacles (sheet, accepted, error))
    return NULL;
  if (!take_split (day, sheet, args, error) || !take_words (day, args, error))
    return NULL;
  if (sheet->state == FC_DAY_CLOSED)
    return closed_already (sheet, day, error);
  if (!finish_day (context, day, sheet, args, accepted, error))
    return NULL;
  if (sheet->day == NULL)
    fc_change_set_insert (changes, g_object_ref (day));
  else
    fc_change_set_patch (changes, sheet->day, g_object_ref (day));
  fc_day_put_tanks (changes, sheet, rows, day);
  if (!fc_day_put_prices (changes, context, sheet, rows, args, error))
    return NULL;
  advance_station (changes, sheet);
  fc_change_set_event (changes, "day.closed", FC_DAY_CLOSE, &context->op->row_id, figures (day));
  fc_day_tell_next (changes, context, sheet, rows);
  return g_steal_pointer (&changes);
}

/**
 * fc_day_reopen:
 *
 * day.reopen: its shifts may be corrected again, and the signature is withdrawn. The figures of the close stay on it until
 * it is closed again, and in the audit log for good.
 */
FcChangeSet *
fc_day_reopen (FcCommandContext *context,
               FcRowSet         *rows,
               JsonObject       *args,
               GError          **error)
{
  FcRecord *day = fc_row_set_get (rows, FC_DAY_CLOSE, &context->op->row_id);
  const char *reason = fc_args_text (args, "reason");
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) after = NULL;

  if (g_strcmp0 (fc_record_get_text (day, FC_DAY_CLOSE_STATE), "closed") != 0)
    return g_steal_pointer (&changes); /* somebody reopened it: nothing to change */
  if (reason == NULL || reason[0] == '\0')
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("Say why the day is reopened"));
      return NULL;
    }
  after = fc_record_copy (day);
  if (!fc_args_to_field (args, "reason", after, FC_DAY_CLOSE_REOPEN_REASON, error))
    return NULL;
  fc_day_withdraw_signature (after);
  fc_record_set_text (after, FC_DAY_CLOSE_STATE, "reopened");
  fc_record_set_ref (after, FC_DAY_CLOSE_REOPENED_BY, &context->actor->user_id);
  fc_record_set_int (after, FC_DAY_CLOSE_REOPENED_AT, context->op->occurred_at);
  fc_record_set_int (after, FC_DAY_CLOSE_REVISION, fc_record_get_int (day, FC_DAY_CLOSE_REVISION) + 1);
  fc_change_set_patch (changes, day, g_steal_pointer (&after));
  fc_change_set_event (changes, "day.reopened", FC_DAY_CLOSE, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}
