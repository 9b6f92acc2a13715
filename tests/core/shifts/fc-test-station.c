/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-station.h"

#include "fc-row-loader.h"
#include "fc-shift-commands.h"

#define START G_GINT64_CONSTANT (1790000000000000)

static FcRecord *
add (FcTestStation *self,
     FcEntity       entity,
     const FcId    *id)
{
  FcRecord *row = fc_record_new (entity, id);

  fc_row_set_add (self->rows, row);
  g_object_unref (row);
  return row;
}

static void
add_station (FcTestStation *self)
{
  FcRecord *station = add (self, FC_STATION, &self->station);

  fc_record_set_text (station, FC_STATION_CODE, "S1");
  fc_record_set_text (station, FC_STATION_NAME, "Harbour Road");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "UTC");
  fc_record_set_text (station, FC_STATION_CURRENCY, "INR");
  fc_record_set_int (station, FC_STATION_CASH_VARIANCE_LIMIT, 10000);
}

static void
add_product (FcTestStation *self,
             int            n,
             const char    *code,
             const char    *name,
             gint64         price)
{
  FcRecord *row = add (self, FC_PRODUCT, &self->products[n]);
  FcId price_id = fc_id_derive (&self->products[n], "price", 0);
  g_autofree char *pos_code = g_strdup_printf ("%d", n + 1);

  fc_record_set_text (row, FC_PRODUCT_CODE, code);
  fc_record_set_text (row, FC_PRODUCT_NAME, name);
  fc_record_set_set (row, FC_PRODUCT_POS_CODES, (const char *const[]) { pos_code, NULL });
  row = add (self, FC_PRICE, &price_id);
  fc_record_set_ref (row, FC_PRICE_STATION_ID, &self->station);
  fc_record_set_ref (row, FC_PRICE_PRODUCT_ID, &self->products[n]);
  fc_record_set_int (row, FC_PRICE_PRICE, price);
  fc_record_set_int (row, FC_PRICE_EFFECTIVE_AT, START - 86400000000);
}

static void
add_position (FcTestStation *self,
              int            n)
{
  FcId pump_id = fc_id_derive (&self->station, "pump", (guint) n);
  FcRecord *row = add (self, FC_TANK, &self->tanks[n]);
  g_autofree char *label = g_strdup_printf ("%dA", n + 1);

  fc_record_set_ref (row, FC_TANK_STATION_ID, &self->station);
  fc_record_set_int (row, FC_TANK_NUMBER, n + 1);
  fc_record_set_ref (row, FC_TANK_PRODUCT_ID, &self->products[n]);
  fc_record_set_int (row, FC_TANK_CAPACITY, 30000000);
  row = add (self, FC_PUMP, &pump_id);
  fc_record_set_ref (row, FC_PUMP_STATION_ID, &self->station);
  fc_record_set_int (row, FC_PUMP_NUMBER, n + 1);
  row = add (self, FC_NOZZLE, &self->nozzles[n]);
  fc_record_set_ref (row, FC_NOZZLE_STATION_ID, &self->station);
  fc_record_set_ref (row, FC_NOZZLE_PUMP_ID, &pump_id);
  fc_record_set_text (row, FC_NOZZLE_LABEL, label);
  fc_record_set_ref (row, FC_NOZZLE_PRODUCT_ID, &self->products[n]);
  fc_record_set_ref (row, FC_NOZZLE_TANK_ID, &self->tanks[n]);
  fc_record_set_int (row, FC_NOZZLE_DIGITS, 6);
  fc_record_set_int (row, FC_NOZZLE_OPENING_TOTALIZER, 184220100);
}

void
fc_test_station_set_up (FcTestStation *self,
                        gconstpointer  unused)
{
  fc_shift_commands_register ();
  self->tenant = fc_id_from_key ("tenant", NULL);
  self->station = fc_id_from_key ("station", NULL);
  self->rows = fc_row_set_new ();
  self->actor = fc_actor_new_system (&self->tenant);
  self->now = START;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 2; i++)
    {
      self->products[i] = fc_id_derive (&self->station, "product", i);
      self->tanks[i] = fc_id_derive (&self->station, "tank", i);
      self->nozzles[i] = fc_id_derive (&self->station, "nozzle", i);
    }
  add_station (self);
  add_product (self, 0, "D", "Diesel", 9550000);
  add_product (self, 1, "U", "Unleaded", 11000000);
  add_position (self, 0);
  add_position (self, 1);
}

void
fc_test_station_tear_down (FcTestStation *self,
                           gconstpointer  unused)
{
  fc_row_set_free (self->rows);
  fc_actor_free (self->actor);
  g_ptr_array_unref (self->texts);
}

JsonObject *
fc_test_args (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

JsonObject *
fc_test_id_arg (JsonObject *args,
                const char *name,
                const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  json_object_set_string_member (args, name, text);
  return args;
}

/* Runs and applies; @args is consumed. */
gboolean
fc_test_run (FcTestStation *self,
             const char    *command,
             const FcId    *shift_id,
             JsonObject    *args,
             GError       **error)
{
  g_autoptr (FcOp) op = fc_op_new_command (command, FC_SHIFT, shift_id, args, self->now++);
  g_autoptr (FcChangeSet) changes = fc_row_loader_run (self->rows, self->actor, op, error);

  if (changes == NULL)
    return FALSE;
  self->last_row = (FcId) { 0 };
  for (guint i = 0; i < changes->changes->len && fc_id_is_null (&self->last_row); i++)
    if (((FcChange *) changes->changes->pdata[i])->kind == FC_CHANGE_INSERT)
      self->last_row = *fc_record_get_id (((FcChange *) changes->changes->pdata[i])->after);
  self->priority = changes->priority;
  return TRUE;
}

/* Runs a command that must go through; @format: its arguments as JSON. */
void
fc_test_must (FcTestStation *self,
              const char    *command,
              const FcId    *shift_id,
              const char    *format,
              ...)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  json = g_strdup_vprintf (format, args);
  va_end (args);
  fc_test_run (self, command, shift_id, fc_test_args (json), &error);
  g_assert_no_error (error);
}

/* Runs a command that must not: (transfer full): why not. */
GError *
fc_test_refused (FcTestStation *self,
                 const char    *command,
                 const FcId    *shift_id,
                 const char    *format,
                 ...)
{
  g_autofree char *json = NULL;
  GError *error = NULL;
  va_list args;

  va_start (args, format);
  json = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_false (fc_test_run (self, command, shift_id, fc_test_args (json), &error));
  g_assert_nonnull (error);
  return error;
}

/* An id for a JSON text: (transfer none). */
char *
fc_test_id (FcTestStation *self,
            const FcId    *id)
{
  char *text = fc_id_dup_string (id);

  g_ptr_array_add (self->texts, text);
  return text;
}

/* From here on somebody of that name acts, who may do just this; @permissions ends with NULL. */
void
fc_test_become (FcTestStation      *self,
                const char         *name,
                const char *const  *permissions)
{
  fc_actor_free (self->actor);
  self->actor = fc_actor_new_system (&self->tenant);
  self->actor->user_id = fc_id_from_key ("user", name, NULL);
  g_free (self->actor->name);
  self->actor->name = g_strdup (name);
  g_hash_table_remove_all (self->actor->permissions);
  for (; *permissions != NULL; permissions++)
    g_hash_table_add (self->actor->permissions, g_strdup (*permissions));
}

/* A drawer of @attendant with a float of 100.00. */
FcId
fc_test_drawer (FcTestStation *self,
                const FcId    *shift_id,
                int            number,
                const char    *attendant,
                const FcId    *user_id)
{
  fc_test_must (self, "shift.put-drawer", shift_id,
                "{\"number\":%d,\"attendant\":\"%s\",\"user_id\":\"%s\",\"opening_float\":10000}", number, attendant,
                fc_test_id (self, user_id));
  return self->last_row;
}

FcId
fc_test_open (FcTestStation *self,
              int            number,
              const FcId    *previous_id)
{
  FcId id = fc_id_derive (&self->station, "shift", (guint) number);
  g_autoptr (GError) error = NULL;
  JsonObject *args = fc_test_args ("{\"business_date\":\"2026-11-20\"}");

  json_object_set_int_member (args, "number", number);
  fc_test_id_arg (args, "station_id", &self->station);
  if (previous_id != NULL)
    fc_test_id_arg (args, "previous_id", previous_id);
  fc_test_run (self, "shift.open", &id, args, &error);
  g_assert_no_error (error);
  return id;
}

void
fc_test_close_meter (FcTestStation *self,
                     const FcId    *shift_id,
                     int            nozzle,
                     gint64         closing)
{
  JsonObject *args = fc_test_id_arg (json_object_new (), "nozzle_id", &self->nozzles[nozzle]);
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (args, "closing", closing);
  fc_test_run (self, "shift.read-meter", shift_id, args, &error);
  g_assert_no_error (error);
}
