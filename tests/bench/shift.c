/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-bench.h"
#include "fc-shift-commands.h"
#include "fc-shift-sheet.h"

/*
 * A big station's shift, as it is computed after every key stroke: 24 nozzles with a price change each, 8 tanks, 3
 * attendants who have counted, 60 slips, signatures and confirmed steps, and the shift before in the same row set.
 *   shift.recompute ms; at most 5
 */

#define NOZZLES   24
#define TANKS     8
#define DRAWERS   3
#define SLIPS     60
#define ROUNDS    400
#define FRAME_MS  16.7
#define START     G_GINT64_CONSTANT (1790000000000000)

typedef struct {
  FcRowSet *rows;
  FcActor *actor;
  FcId station, product;
  gint64 now;
} Big;

static FcRecord *
add (Big        *self,
     FcEntity    entity,
     const FcId *id)
{
  FcRecord *row = fc_record_new (entity, id);

  if (fc_catalog_station_field (entity) >= 0)
    fc_record_set_ref (row, fc_catalog_station_field (entity), &self->station);
  fc_row_set_add (self->rows, row);
  g_object_unref (row);
  return row;
}

static FcId
nth (Big        *self,
     const char *what,
     guint       n)
{
  return fc_id_derive (&self->station, what, n);
}

static void
add_equipment (Big *self)
{
  for (guint i = 0; i < TANKS; i++)
    {
      FcId id = nth (self, "tank", i);
      FcRecord *tank = add (self, FC_TANK, &id);

      fc_record_set_int (tank, FC_TANK_NUMBER, i + 1);
      fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &self->product);
      fc_record_set_int (tank, FC_TANK_CAPACITY, 60000000);
    }
  for (guint i = 0; i < NOZZLES; i++)
    {
      FcId id = nth (self, "nozzle", i), pump = nth (self, "pump", i / 4);
      FcId tank = nth (self, "tank", i % TANKS), second = nth (self, "tank", (i + 1) % TANKS);
      FcRecord *nozzle = add (self, FC_NOZZLE, &id);
      g_autofree char *label = g_strdup_printf ("%u%c", i / 4 + 1, 'A' + i % 4);

      fc_record_set_ref (nozzle, FC_NOZZLE_PUMP_ID, &pump);
      fc_record_set_text (nozzle, FC_NOZZLE_LABEL, label);
      fc_record_set_ref (nozzle, FC_NOZZLE_PRODUCT_ID, &self->product);
      fc_record_set_ref (nozzle, FC_NOZZLE_TANK_ID, &tank);
      fc_record_set_int (nozzle, FC_NOZZLE_DIGITS, 7);
      if (i % 3 != 0)
        continue;
      fc_record_set_ref (nozzle, FC_NOZZLE_SECOND_TANK_ID, &second);
      fc_record_set_int (nozzle, FC_NOZZLE_BLEND, 600000);
    }
}

G_GNUC_PRINTF (4, 5)
static void
call (Big        *self,
      const char *command,
      const FcId *shift_id,
      const char *format,
      ...)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcOp) op = NULL;
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (JsonNode) node = NULL;
  va_list args;

  va_start (args, format);
  json = g_strdup_vprintf (format, args);
  va_end (args);
  node = json_from_string (json, NULL);
  op = fc_op_new_command (command, FC_SHIFT, shift_id, json_node_dup_object (node), self->now++);
  changes = fc_op_run (op, self->actor, self->rows, &error);
  if (changes == NULL)
    g_error ("%s: %s", command, error->message);
  fc_change_set_apply_to_rows (changes, self->rows);
}

static void
add_station (Big *self)
{
  FcRecord *station, *product;

  self->rows = fc_row_set_new ();
  self->station = fc_id_from_key ("station", NULL);
  self->actor = fc_actor_new_system (&self->station);
  self->product = nth (self, "product", 0);
  self->now = START;
  station = add (self, FC_STATION, &self->station);
  fc_record_set_text (station, FC_STATION_CODE, "S1");
  fc_record_set_text (station, FC_STATION_NAME, "Harbour Road");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "UTC");
  fc_record_set_text (station, FC_STATION_CURRENCY, "EUR");
  product = add (self, FC_PRODUCT, &self->product);
  fc_record_set_text (product, FC_PRODUCT_CODE, "D");
  fc_record_set_text (product, FC_PRODUCT_NAME, "Diesel");
  add_equipment (self);
}

static FcId
open_shift (Big        *self,
            guint       number,
            const FcId *previous)
{
  FcId id = nth (self, "shift", number);
  g_autofree char *station = fc_id_dup_string (&self->station);
  g_autofree char *before = previous != NULL ? fc_id_dup_string (previous) : g_strdup ("");

  call (self, "shift.open", &id,
        "{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":%u%s%s%s}", station, number,
        previous != NULL ? ",\"previous_id\":\"" : "", before, previous != NULL ? "\"" : "");
  return id;
}

static void
read_meters (Big        *self,
             const FcId *shift,
             gint64      from,
             GPtrArray  *drawers)
{
  for (guint i = 0; i < NOZZLES; i++)
    {
      FcId nozzle = nth (self, "nozzle", i);
      g_autofree char *id = fc_id_dup_string (&nozzle);

      call (self, "shift.change-meter", shift, "{\"nozzle_id\":\"%s\",\"kind\":\"price\",\"closing\":%d,\"price\":165900}",
            id, (int) from + 400000);
      call (self, "shift.read-meter", shift,
            "{\"nozzle_id\":\"%s\",\"closing\":%d,\"price\":163900,\"test\":20000,\"drawer_id\":\"%s\"}", id,
            (int) from + 900000, (char *) drawers->pdata[i % DRAWERS]);
    }
  for (guint i = 0; i < TANKS; i++)
    {
      FcId tank = nth (self, "tank", i);
      g_autofree char *id = fc_id_dup_string (&tank);

      call (self, "shift.dip", shift, "{\"tank_id\":\"%s\",\"volume\":30000000,\"water_level\":9,\"temperature\":14500}", id);
    }
}

static void
count_money (Big        *self,
             const FcId *shift,
             const char *drawer)
{
  static const char *const tenders[] = { "card_inside", "card_outside", "mobile", "fleet_card", "voucher" };
  const gint64 *pieces = fc_currency_denominations ("EUR");

  for (guint i = 0; pieces[i] != 0; i++)
    call (self, "shift.count-cash", shift, "{\"denomination\":%d,\"quantity\":7,\"drawer_id\":\"%s\"}", (int) pieces[i], drawer);
  for (guint i = 0; i < G_N_ELEMENTS (tenders); i++)
    call (self, "shift.set-tender", shift, "{\"tender\":\"%s\",\"amount\":123456,\"drawer_id\":\"%s\"}", tenders[i], drawer);
  for (guint i = 0; i < 6; i++)
    call (self, "shift.move-cash", shift, "{\"movement\":\"drop\",\"amount\":50000,\"drawer_id\":\"%s\"}", drawer);
  for (guint i = 0; i < SLIPS / DRAWERS; i++)
    call (self, "shift.put-slips", shift,
          "{\"drawer_id\":\"%s\",\"slips\":[{\"customer\":\"Harbour Taxis\",\"number\":\"%u\",\"amount\":4200}]}", drawer, i);
  call (self, "shift.sign", shift, "{\"role\":\"attendant\",\"drawer_id\":\"%s\",\"method\":\"pin\"}", drawer);
}

static void
fill_shift (Big        *self,
            const FcId *shift,
            gint64      from)
{
  static const char *const steps[] = { "meters", "tanks", "deliveries", "cash-count", "over-short" };
  g_autoptr (GPtrArray) drawers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < DRAWERS; i++)
    call (self, "shift.put-drawer", shift, "{\"number\":%u,\"attendant\":\"Asha\",\"opening_float\":20000}", i + 1);
  rows = fc_row_set_list_by (self->rows, FC_DRAWER, FC_DRAWER_SHIFT_ID, shift);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (drawers, fc_id_dup_string (fc_record_get_id (rows->pdata[i])));
  read_meters (self, shift, from, drawers);
  for (guint i = 0; i < DRAWERS; i++)
    count_money (self, shift, drawers->pdata[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    call (self, "shift.confirm", shift, "{\"step\":\"%s\"}", steps[i]);
}

int
main (void)
{
  Big big = { NULL };
  FcId first, second;
  gint64 start;
  double each;

  fc_shift_commands_register ();
  add_station (&big);
  first = open_shift (&big, 1, NULL);
  fill_shift (&big, &first, 0);
  second = open_shift (&big, 2, &first);
  fill_shift (&big, &second, 900000);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < ROUNDS; i++)
    fc_shift_sheet_free (fc_shift_sheet_new (big.rows, &second));
  each = fc_bench_seconds_since (start) * 1000 / ROUNDS;
  fc_bench_print ("shift.recompute", each, "ms", each / FRAME_MS, "one frame of 16.7 ms");
  fc_row_set_free (big.rows);
  fc_actor_free (big.actor);
  return 0;
}
