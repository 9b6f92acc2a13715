/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-day.h"

#include "fc-day-commands.h"
#include "fc-shift-args.h"
#include "fc-shift-commands.h"

#define HOUR G_GINT64_CONSTANT (3600000000)

FcRecord *
fc_test_add (FcTestDay  *self,
             FcEntity    entity,
             const FcId *id)
{
  FcRecord *row = fc_record_new (entity, id);

  fc_row_set_add (self->rows, row);
  g_object_unref (row);
  return row;
}

/* A child of a shift with shift and station set. */
FcRecord *
fc_test_add_to (FcTestDay  *self,
                FcEntity    entity,
                const FcId *shift_id,
                const char *key)
{
  g_autoptr (FcRecord) row = fc_shift_child (self->rows, entity, shift_id, &self->station, key);

  fc_row_set_add (self->rows, row);
  return fc_row_set_get (self->rows, entity, fc_record_get_id (row));
}

static void
add_station (FcTestDay *self)
{
  FcRecord *station = fc_test_add (self, FC_STATION, &self->station);

  fc_record_set_text (station, FC_STATION_CODE, "S1");
  fc_record_set_text (station, FC_STATION_NAME, "Harbour Road");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "UTC");
  fc_record_set_text (station, FC_STATION_CURRENCY, "USD");
}

static void
add_products (FcTestDay *self)
{
  static const char *const names[] = { "Diesel", "Unleaded" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      FcRecord *row;

      self->products[i] = fc_id_derive (&self->station, "product", i);
      row = fc_test_add (self, FC_PRODUCT, &self->products[i]);
      fc_record_set_text (row, FC_PRODUCT_CODE, names[i]);
      fc_record_set_text (row, FC_PRODUCT_NAME, names[i]);
    }
}

static void
add_tank (FcTestDay *self,
          guint      n)
{
  FcRecord *row;

  self->tanks[n] = fc_id_derive (&self->station, "tank", n);
  row = fc_test_add (self, FC_TANK, &self->tanks[n]);
  fc_record_set_ref (row, FC_TANK_STATION_ID, &self->station);
  fc_record_set_int (row, FC_TANK_NUMBER, n + 1);
  fc_record_set_ref (row, FC_TANK_PRODUCT_ID, &self->products[n % 2]);
  fc_record_set_int (row, FC_TANK_CAPACITY, 50000000);
}

static void
add_nozzle (FcTestDay *self,
            guint      n)
{
  FcId pump_id = fc_id_derive (&self->station, "pump", n);
  g_autofree char *label = g_strdup_printf ("%uA", n + 1);
  FcRecord *row = fc_test_add (self, FC_PUMP, &pump_id);

  fc_record_set_ref (row, FC_PUMP_STATION_ID, &self->station);
  fc_record_set_int (row, FC_PUMP_NUMBER, n + 1);
  fc_record_set_text (row, FC_PUMP_PART, n < 2 ? "A" : "B");
  self->nozzles[n] = fc_id_derive (&self->station, "nozzle", n);
  row = fc_test_add (self, FC_NOZZLE, &self->nozzles[n]);
  fc_record_set_ref (row, FC_NOZZLE_STATION_ID, &self->station);
  fc_record_set_ref (row, FC_NOZZLE_PUMP_ID, &pump_id);
  fc_record_set_text (row, FC_NOZZLE_LABEL, label);
  fc_record_set_ref (row, FC_NOZZLE_PRODUCT_ID, &self->products[n % 2]);
  fc_record_set_ref (row, FC_NOZZLE_TANK_ID, &self->tanks[n % FC_TEST_TANKS]);
  fc_record_set_int (row, FC_NOZZLE_DIGITS, 7);
  if (n + 1 < FC_TEST_NOZZLES)
    return;
  fc_record_set_ref (row, FC_NOZZLE_SECOND_TANK_ID, &self->tanks[1]);
  fc_record_set_int (row, FC_NOZZLE_BLEND, 333333);
}

void
fc_test_day_set_up (FcTestDay     *self,
                    gconstpointer  unused)
{
  fc_shift_commands_register ();
  fc_day_commands_register ();
  self->tenant = fc_id_from_key ("tenant", NULL);
  self->station = fc_id_from_key ("station", NULL);
  self->rows = fc_row_set_new ();
  self->actor = fc_actor_new_system (&self->tenant);
  self->now = FC_TEST_START + 40 * HOUR;
  add_station (self);
  add_products (self);
  for (guint i = 0; i < FC_TEST_TANKS; i++)
    add_tank (self, i);
  for (guint i = 0; i < FC_TEST_NOZZLES; i++)
    add_nozzle (self, i);
}

void
fc_test_day_tear_down (FcTestDay     *self,
                       gconstpointer  unused)
{
  fc_row_set_free (self->rows);
  fc_actor_free (self->actor);
}

FcId
fc_test_shift (FcTestDay  *self,
               FcDate      date,
               int         number,
               const char *state,
               const FcId *previous_id)
{
  FcId id = fc_id_derive (&self->station, "shift", (guint) (date * 100 + number));
  FcRecord *shift = fc_test_add (self, FC_SHIFT, &id);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &self->station);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, date);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, number);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, date * 24 * HOUR + number * 4 * HOUR);
  fc_record_set_int (shift, FC_SHIFT_CLOSED_AT, date * 24 * HOUR + (number + 1) * 4 * HOUR);
  fc_record_set_int (shift, FC_SHIFT_REVISION, 1);
  fc_record_set_text (shift, FC_SHIFT_STATE, state);
  if (previous_id != NULL)
    fc_record_set_ref (shift, FC_SHIFT_PREVIOUS_ID, previous_id);
  return id;
}

FcRecord *
fc_test_meter (FcTestDay  *self,
               const FcId *shift_id,
               int         nozzle,
               gint64      opening,
               gint64      closing)
{
  g_autofree char *key = fc_id_dup_string (&self->nozzles[nozzle]);
  FcRecord *row = fc_test_add_to (self, FC_METER_READING, shift_id, key);

  fc_record_set_ref (row, FC_METER_READING_NOZZLE_ID, &self->nozzles[nozzle]);
  fc_record_set_ref (row, FC_METER_READING_PRODUCT_ID, &self->products[nozzle % 2]);
  fc_record_set_int (row, FC_METER_READING_OPENING, opening);
  fc_record_set_int (row, FC_METER_READING_CLOSING, closing);
  fc_record_set_int (row, FC_METER_READING_PRICE, 150000);
  return row;
}

FcRecord *
fc_test_dip (FcTestDay  *self,
             const FcId *shift_id,
             int         tank,
             gint64      opening,
             gint64      physical)
{
  g_autofree char *key = fc_id_dup_string (&self->tanks[tank]);
  FcRecord *row = fc_test_add_to (self, FC_TANK_READING, shift_id, key);

  fc_record_set_ref (row, FC_TANK_READING_TANK_ID, &self->tanks[tank]);
  fc_record_set_int (row, FC_TANK_READING_OPENING_VOLUME, opening);
  if (physical >= 0)
    fc_record_set_int (row, FC_TANK_READING_VOLUME, physical);
  return row;
}

static char *
key_of (const char *what,
        const FcId *drawer_id)
{
  g_autofree char *drawer = drawer_id != NULL ? fc_id_dup_string (drawer_id) : g_strdup ("");

  return g_strconcat (what, ":", drawer, NULL);
}

void
fc_test_count (FcTestDay  *self,
               const FcId *shift_id,
               const FcId *drawer_id,
               gint64      amount)
{
  g_autofree char *key = key_of ("1", drawer_id);
  FcRecord *row = fc_test_add_to (self, FC_CASH_COUNT, shift_id, key);

  fc_record_set_int (row, FC_CASH_COUNT_DENOMINATION, 1);
  fc_record_set_int (row, FC_CASH_COUNT_QUANTITY, amount);
  if (drawer_id != NULL)
    fc_record_set_ref (row, FC_CASH_COUNT_DRAWER_ID, drawer_id);
}

void
fc_test_move (FcTestDay  *self,
              const FcId *shift_id,
              const FcId *drawer_id,
              const char *movement,
              gint64      amount)
{
  g_autofree char *key = key_of (movement, drawer_id);
  FcRecord *row = fc_test_add_to (self, FC_CASH_MOVEMENT, shift_id, key);

  fc_record_set_text (row, FC_CASH_MOVEMENT_MOVEMENT, movement);
  fc_record_set_int (row, FC_CASH_MOVEMENT_AMOUNT, amount);
  if (drawer_id != NULL)
    fc_record_set_ref (row, FC_CASH_MOVEMENT_DRAWER_ID, drawer_id);
}

void
fc_test_tender (FcTestDay  *self,
                const FcId *shift_id,
                const FcId *drawer_id,
                const char *tender,
                gint64      amount)
{
  g_autofree char *key = key_of (tender, drawer_id);
  FcRecord *row = fc_test_add_to (self, FC_TENDER_TOTAL, shift_id, key);

  fc_record_set_text (row, FC_TENDER_TOTAL_TENDER, tender);
  fc_record_set_int (row, FC_TENDER_TOTAL_AMOUNT, amount);
  if (drawer_id != NULL)
    fc_record_set_ref (row, FC_TENDER_TOTAL_DRAWER_ID, drawer_id);
}

/* Runs and applies. */
gboolean
fc_test_run (FcTestDay   *self,
             const char  *command,
             FcEntity     root,
             const FcId  *id,
             JsonObject  *args,
             GError     **error)
{
  g_autoptr (FcOp) op = fc_op_new_command (command, root, id, args, self->now++);
  g_autoptr (FcChangeSet) changes = fc_op_run (op, self->actor, self->rows, error);

  if (changes == NULL)
    return FALSE;
  fc_change_set_apply_to_rows (changes, self->rows);
  return TRUE;
}

JsonObject *
fc_test_split (FcTestDay *self,
               FcDate     date,
               gint64     deposited,
               gint64     safe,
               gint64     carried)
{
  g_autoptr (FcOp) op = fc_day_close_op_new (&self->station, date, self->now);
  JsonObject *args = json_object_ref (op->fields);

  json_object_set_int_member (args, "deposited", deposited);
  json_object_set_int_member (args, "safe", safe);
  json_object_set_int_member (args, "carried", carried);
  return args;
}

void
fc_test_accept_all (JsonObject       *args,
                    const FcDaySheet *sheet)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = sheet->obstacles->pdata[i];
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "what", obstacle->what);
      json_object_set_string_member (entry, "reason", "looked at");
      json_array_add_object_element (list, entry);
    }
  json_object_set_array_member (args, "accepted", list);
}
