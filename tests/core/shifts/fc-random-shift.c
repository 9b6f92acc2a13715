/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-random-shift.h"

#include "fc-shift-commands.h"

#define START G_GINT64_CONSTANT (1790000000000000)
#define SPAN  G_GINT64_CONSTANT (1000000000) /* six digits of litres, in mL */

static gint64
below (FcRandomShift *self,
       gint64         n)
{
  return n > 0 ? (gint64) (g_rand_double (self->rand) * (double) n) : 0;
}

static gboolean
chance (FcRandomShift *self,
        int            percent)
{
  return g_rand_int_range (self->rand, 0, 100) < percent;
}

static FcRecord *
add (FcRandomShift *self,
     FcEntity       entity,
     const FcId    *id)
{
  FcRecord *row = fc_record_new (entity, id);
  int station = fc_catalog_station_field (entity);

  if (station >= 0)
    fc_record_set_ref (row, station, &self->station);
  fc_row_set_add (self->rows, row);
  g_object_unref (row);
  return row;
}

static void
add_products_and_tanks (FcRandomShift *self)
{
  for (guint i = 0; i < 2; i++)
    {
      FcRecord *row;

      self->products[i] = fc_id_derive (&self->station, "product", i);
      row = add (self, FC_PRODUCT, &self->products[i]);
      fc_record_set_text (row, FC_PRODUCT_CODE, i == 0 ? "D" : "U");
      fc_record_set_text (row, FC_PRODUCT_NAME, i == 0 ? "Diesel" : "Unleaded");
    }
  for (guint i = 0; i < self->n_tanks; i++)
    {
      FcRecord *row;

      self->tanks[i] = fc_id_derive (&self->station, "tank", i);
      row = add (self, FC_TANK, &self->tanks[i]);
      fc_record_set_int (row, FC_TANK_NUMBER, i + 1);
      fc_record_set_ref (row, FC_TANK_PRODUCT_ID, &self->products[i % 2]);
      fc_record_set_int (row, FC_TANK_CAPACITY, 60000000);
    }
}

/* A third of the nozzles draw from two tanks, in whatever ratio. */
static void
add_nozzles (FcRandomShift *self)
{
  for (guint i = 0; i < self->n_nozzles; i++)
    {
      FcId pump = fc_id_derive (&self->station, "pump", i / 2);
      g_autofree char *label = g_strdup_printf ("%u%c", i / 2 + 1, i % 2 == 0 ? 'A' : 'B');
      FcRecord *row = add (self, FC_PUMP, &pump);

      fc_record_set_int (row, FC_PUMP_NUMBER, i / 2 + 1);
      self->nozzles[i] = fc_id_derive (&self->station, "nozzle", i);
      row = add (self, FC_NOZZLE, &self->nozzles[i]);
      fc_record_set_ref (row, FC_NOZZLE_PUMP_ID, &pump);
      fc_record_set_text (row, FC_NOZZLE_LABEL, label);
      fc_record_set_ref (row, FC_NOZZLE_PRODUCT_ID, &self->products[i % 2]);
      fc_record_set_ref (row, FC_NOZZLE_TANK_ID, &self->tanks[i % self->n_tanks]);
      fc_record_set_int (row, FC_NOZZLE_DIGITS, 6);
      fc_record_set_int (row, FC_NOZZLE_OPENING_TOTALIZER, chance (self, 30) ? SPAN - 1 - below (self, 900000) : below (self, SPAN));
      if (!chance (self, 33))
        continue;
      fc_record_set_ref (row, FC_NOZZLE_SECOND_TANK_ID, &self->tanks[(i + 1) % self->n_tanks]);
      fc_record_set_int (row, FC_NOZZLE_BLEND, below (self, 1000001));
    }
}

static void
add_station (FcRandomShift *self)
{
  static const char *const currencies[] = { "EUR", "JPY", "KWD" };
  FcRecord *station = add (self, FC_STATION, &self->station);

  self->currency = currencies[g_rand_int_range (self->rand, 0, 3)];
  fc_record_set_text (station, FC_STATION_CODE, "S1");
  fc_record_set_text (station, FC_STATION_NAME, "Harbour Road");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "UTC");
  fc_record_set_text (station, FC_STATION_CURRENCY, self->currency);
  fc_record_set_int (station, FC_STATION_CASH_VARIANCE_LIMIT, FC_MONEY_MAX);
  self->n_tanks = (guint) g_rand_int_range (self->rand, 1, FC_RANDOM_MOST_TANKS + 1);
  self->n_nozzles = (guint) g_rand_int_range (self->rand, 1, FC_RANDOM_MOST_NOZZLES + 1);
  self->n_drawers = (guint) g_rand_int_range (self->rand, 0, 4);
  add_products_and_tanks (self);
  add_nozzles (self);
}

static void
set_id (JsonObject *args,
        const char *name,
        const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  if (id == NULL)
    return;
  fc_id_to_string (id, text);
  json_object_set_string_member (args, name, text);
}

/* As an office's outbox does it. */
static void
stamp (FcRandomShift *self,
       FcOp          *op)
{
  op->client_id = self->tenant;
  op->txn_id = op->op_id;
  op->actor = self->tenant;
  op->client_seq = ++self->now;
}

/* @op: (transfer full). */
static void
put_op (FcRandomShift *self,
        FcOp          *op)
{
  stamp (self, op);
  g_ptr_array_add (self->ops, op);
}

static void
put (FcRandomShift *self,
     const char    *command,
     JsonObject    *args)
{
  put_op (self, fc_op_new_command (command, FC_SHIFT, &self->shift, args, self->now));
}

/* Nothing is anybody's where there are no drawers. */
static const FcId *
some_drawer (FcRandomShift *self)
{
  return self->n_drawers > 0 ? &self->drawers[below (self, self->n_drawers)] : NULL;
}

static void
add_change (FcRandomShift *self,
            guint          nozzle,
            guint          segment,
            gint64        *totalizer,
            gint64         at)
{
  gboolean replaced = chance (self, 30);
  JsonObject *args = json_object_new ();
  gint64 closing = (*totalizer + self->segments[nozzle][segment]) % SPAN;

  set_id (args, "nozzle_id", &self->nozzles[nozzle]);
  json_object_set_string_member (args, "kind", replaced ? "replacement" : "price");
  json_object_set_int_member (args, "changed_at", at);
  json_object_set_int_member (args, "closing", closing);
  json_object_set_boolean_member (args, "rolled_over", closing < *totalizer);
  json_object_set_int_member (args, "price", self->prices[nozzle][segment + 1]);
  *totalizer = replaced ? below (self, SPAN / 2) : closing;
  if (replaced)
    json_object_set_int_member (args, "opening", *totalizer);
  put (self, "shift.change-meter", args);
}

static void
add_meter (FcRandomShift *self,
           guint          nozzle)
{
  FcRecord *row = fc_row_set_get (self->rows, FC_NOZZLE, &self->nozzles[nozzle]);
  gint64 totalizer = fc_record_get_int (row, FC_NOZZLE_OPENING_TOTALIZER), closing;
  guint last = (guint) g_rand_int_range (self->rand, 0, 3);
  JsonObject *args = json_object_new ();

  for (guint i = 0; i <= last; i++)
    {
      self->segments[nozzle][i] = chance (self, 15) ? 0 : below (self, 9000000);
      self->prices[nozzle][i] = 50000 + below (self, 20000000);
      self->gross[nozzle] += self->segments[nozzle][i];
    }
  self->n_segments[nozzle] = last + 1;
  for (guint i = 0; i < last; i++)
    add_change (self, nozzle, i, &totalizer, START + (gint64) (i + 1) * 3600000000);
  closing = (totalizer + self->segments[nozzle][last]) % SPAN;
  self->tests[nozzle] = chance (self, 40) ? below (self, self->gross[nozzle] + 1) : 0;
  set_id (args, "nozzle_id", &self->nozzles[nozzle]);
  json_object_set_int_member (args, "closing", closing);
  json_object_set_boolean_member (args, "rolled_over", closing < totalizer);
  json_object_set_int_member (args, "price", self->prices[nozzle][0]);
  json_object_set_int_member (args, "test", self->tests[nozzle]);
  if (chance (self, 30))
    set_id (args, "test_tank_id", &self->tanks[below (self, self->n_tanks)]);
  if (self->n_drawers > 0)
    set_id (args, "drawer_id", some_drawer (self));
  put (self, "shift.read-meter", args);
}

static void
add_delivery (FcRandomShift *self)
{
  FcId id = fc_id_new_seeded (self->now, self->rand);
  g_autoptr (FcRecord) row = fc_record_new (FC_DELIVERY, &id);

  fc_record_set_ref (row, FC_DELIVERY_SHIFT_ID, &self->shift);
  fc_record_set_ref (row, FC_DELIVERY_STATION_ID, &self->station);
  fc_record_set_ref (row, FC_DELIVERY_TANK_ID, &self->tanks[below (self, self->n_tanks)]);
  fc_record_set_int (row, FC_DELIVERY_TICKETED_VOLUME, 1 + below (self, 20000000));
  fc_record_set_int (row, FC_DELIVERY_DELIVERED_AT, self->now);
  put_op (self, fc_op_new_insert (row, self->now));
}

static void
add_transfer (FcRandomShift *self)
{
  gint64 from = below (self, self->n_tanks);
  JsonObject *args = json_object_new ();

  set_id (args, "from_tank_id", &self->tanks[from]);
  if (self->n_tanks > 1 && chance (self, 60))
    set_id (args, "to_tank_id", &self->tanks[(from + 1) % self->n_tanks]);
  json_object_set_int_member (args, "volume", 1 + below (self, 1000000));
  json_object_set_string_member (args, "reason", "generator");
  put (self, "shift.transfer", args);
}

static void
add_tanks (FcRandomShift *self)
{
  for (guint i = 0; i < self->n_tanks; i++)
    {
      JsonObject *args = json_object_new ();

      set_id (args, "tank_id", &self->tanks[i]);
      json_object_set_int_member (args, "volume", below (self, 60000000));
      json_object_set_int_member (args, "opening_volume", below (self, 60000000));
      put (self, "shift.dip", args);
    }
  for (int i = g_rand_int_range (self->rand, 0, 3); i > 0; i--)
    add_delivery (self);
  for (int i = g_rand_int_range (self->rand, 0, 3); i > 0; i--)
    add_transfer (self);
}

/* Every tender but the account, which the slips stand for. */
static void
add_money_of (FcRandomShift *self,
              const FcId    *drawer)
{
  static const int signs[] = { -1, 1, -1, -1, 1, 1 }; /* as fc_cash_movements[] */
  gint64 amount;

  for (int i = 1; i < 7; i++)
    if (i != 5 && chance (self, 50))
      {
        JsonObject *args = json_object_new ();

        amount = below (self, 1000000);
        set_id (args, "drawer_id", drawer);
        json_object_set_string_member (args, "tender", fc_tenders[i]);
        json_object_set_int_member (args, "amount", amount);
        put (self, "shift.set-tender", args);
        self->cash -= amount;
      }
  for (int i = g_rand_int_range (self->rand, 0, 4); i > 0; i--)
    {
      JsonObject *args = json_object_new ();
      gint64 movement = below (self, 6);

      amount = below (self, 1000000);
      set_id (args, "drawer_id", drawer);
      json_object_set_string_member (args, "movement", fc_cash_movements[movement]);
      json_object_set_int_member (args, "amount", amount);
      put (self, "shift.move-cash", args);
      self->cash += signs[movement] * amount;
    }
}

static void
add_counts_of (FcRandomShift *self,
               const FcId    *drawer)
{
  static const gint64 pieces[] = { 5000, 100, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      JsonObject *args = json_object_new ();

      set_id (args, "drawer_id", drawer);
      json_object_set_int_member (args, "denomination", pieces[i]);
      json_object_set_int_member (args, "quantity", below (self, 500));
      put (self, "shift.count-cash", args);
    }
}

static void
add_slips (FcRandomShift *self)
{
  JsonObject *args = json_object_new ();
  JsonArray *slips = json_array_new ();

  for (int i = g_rand_int_range (self->rand, 0, 6); i > 0; i--)
    {
      JsonObject *slip = json_object_new ();
      gint64 amount = 1 + below (self, 90000);

      json_object_set_string_member (slip, "kind", fc_slip_kinds[below (self, 3)]);
      json_object_set_string_member (slip, "customer", "Harbour Taxis");
      json_object_set_int_member (slip, "amount", amount);
      set_id (slip, "drawer_id", some_drawer (self));
      json_array_add_object_element (slips, slip);
      self->cash -= amount;
    }
  json_object_set_array_member (args, "slips", slips);
  put (self, "shift.put-slips", args);
}

static void
open_shift (FcRandomShift *self)
{
  JsonObject *args = json_object_new ();
  FcRecord *shift;

  set_id (args, "station_id", &self->station);
  json_object_set_string_member (args, "business_date", "2026-11-20");
  json_object_set_int_member (args, "number", 1);
  json_object_set_int_member (args, "opening_float", below (self, 50000));
  fc_random_shift_call (self, self->rows, "shift.open", &self->shift, args);
  shift = fc_row_set_get (self->rows, FC_SHIFT, &self->shift);
  if (self->n_drawers == 0)
    self->cash += fc_record_get_int (shift, FC_SHIFT_OPENING_FLOAT);
  for (guint i = 0; i < self->n_drawers; i++)
    {
      static const char *const figures[] = { "opening_float", "shop_sales", "shop_tax", "lottery" };
      g_autofree char *key = g_strdup_printf ("%u", i + 1);
      char text[FC_ID_STRING_LENGTH + 1];

      args = json_object_new ();
      json_object_set_int_member (args, "number", i + 1);
      json_object_set_string_member (args, "attendant", i == 0 ? "Asha" : i == 1 ? "Brendan" : "Ciara");
      for (gsize j = 0; j < G_N_ELEMENTS (figures); j++)
        {
          gint64 amount = below (self, 100000);

          json_object_set_int_member (args, figures[j], amount);
          self->cash += amount;
        }
      fc_random_shift_call (self, self->rows, "shift.put-drawer", &self->shift, args);
      fc_id_to_string (&self->shift, text);
      self->drawers[i] = fc_id_from_key (text, "drawer", key, NULL);
      g_assert_nonnull (fc_row_set_get (self->rows, FC_DRAWER, &self->drawers[i]));
    }
}

void
fc_random_shift_init (FcRandomShift *self,
                      guint32        seed)
{
  *self = (FcRandomShift) { .rand = g_rand_new_with_seed (seed), .rows = fc_row_set_new (), .now = START };
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  self->tenant = fc_id_from_key ("tenant", NULL);
  self->station = fc_id_from_key ("station", NULL);
  self->shift = fc_id_derive (&self->station, "shift", seed);
  self->actor = fc_actor_new_system (&self->tenant);
  add_station (self);
  open_shift (self);
  for (guint i = 0; i < self->n_nozzles; i++)
    add_meter (self, i);
  add_tanks (self);
  add_slips (self);
  for (guint i = 0; i < MAX (self->n_drawers, 1); i++)
    {
      const FcId *drawer = self->n_drawers > 0 ? &self->drawers[i] : NULL;

      add_money_of (self, drawer);
      add_counts_of (self, drawer);
    }
}

void
fc_random_shift_clear (FcRandomShift *self)
{
  g_rand_free (self->rand);
  fc_row_set_free (self->rows);
  fc_actor_free (self->actor);
  g_ptr_array_unref (self->ops);
}

/* The same rows in a set of their own: (transfer full). */
FcRowSet *
fc_random_shift_copy (FcRowSet *rows)
{
  FcRowSet *copy = fc_row_set_new ();

  for (int entity = 0; entity < FC_N_ENTITIES; entity++)
    {
      g_autoptr (GPtrArray) list = fc_row_set_list (rows, (FcEntity) entity);

      for (guint i = 0; i < list->len; i++)
        fc_row_set_add (copy, list->pdata[i]);
    }
  return copy;
}

void
fc_random_shift_run (FcRandomShift *self,
                     FcRowSet      *rows,
                     const FcOp    *op)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = fc_op_run (op, self->actor, rows, &error);

  g_assert_no_error (error);
  fc_change_set_apply_to_rows (changes, rows);
}

/* Runs a command now; @args is consumed. */
void
fc_random_shift_call (FcRandomShift *self,
                      FcRowSet      *rows,
                      const char    *command,
                      const FcId    *shift_id,
                      JsonObject    *args)
{
  g_autoptr (FcOp) op = fc_op_new_command (command, FC_SHIFT, shift_id, args, self->now++);

  fc_random_shift_run (self, rows, op);
  if (self->sent == NULL)
    return;
  stamp (self, op);
  g_ptr_array_add (self->sent, g_steal_pointer (&op));
}
