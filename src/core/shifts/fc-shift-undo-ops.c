/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-undo.h"

#include "fc-json.h"
#include "fc-json-members.h"
#include "fc-shift-args.h"

/* What one change of a shift's rows is taken back by: the command that would have entered what stood there before. */

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* Arguments are called as the fields are. */
typedef struct {
  FcEntity entity;
  const char *command;
  gboolean listed; /* there are many alike, known by their ids; else by what is always named */
  guint64 always;  /* named in any case */
  guint64 figures; /* what can be entered */
} Road;

static const Road roads[] = {
  { FC_METER_READING, "shift.read-meter", FALSE, BIT (FC_METER_READING_NOZZLE_ID),
    BIT (FC_METER_READING_CLOSING) | BIT (FC_METER_READING_TEST) | BIT (FC_METER_READING_TEST_TANK_ID) |
      BIT (FC_METER_READING_PRICE) | BIT (FC_METER_READING_ROLLED_OVER) | BIT (FC_METER_READING_REASON) |
      BIT (FC_METER_READING_DRAWER_ID) | BIT (FC_METER_READING_PHOTO_ID) },
  { FC_METER_CHANGE, "shift.change-meter", TRUE, BIT (FC_METER_CHANGE_NOZZLE_ID) | BIT (FC_METER_CHANGE_KIND),
    BIT (FC_METER_CHANGE_CHANGED_AT) | BIT (FC_METER_CHANGE_CLOSING) | BIT (FC_METER_CHANGE_OPENING) |
      BIT (FC_METER_CHANGE_PRICE) | BIT (FC_METER_CHANGE_DIGITS) | BIT (FC_METER_CHANGE_ROLLED_OVER) |
      BIT (FC_METER_CHANGE_REASON) },
  { FC_TANK_TRANSFER, "shift.transfer", TRUE, 0,
    BIT (FC_TANK_TRANSFER_FROM_TANK_ID) | BIT (FC_TANK_TRANSFER_TO_TANK_ID) | BIT (FC_TANK_TRANSFER_VOLUME) |
      BIT (FC_TANK_TRANSFER_REASON) | BIT (FC_TANK_TRANSFER_MOVED_AT) },
  { FC_CASH_MOVEMENT, "shift.move-cash", TRUE, BIT (FC_CASH_MOVEMENT_DRAWER_ID),
    BIT (FC_CASH_MOVEMENT_MOVEMENT) | BIT (FC_CASH_MOVEMENT_AMOUNT) | BIT (FC_CASH_MOVEMENT_REASON) |
      BIT (FC_CASH_MOVEMENT_MOVED_AT) | BIT (FC_CASH_MOVEMENT_PHOTO_ID) | BIT (FC_CASH_MOVEMENT_BAG) },
  { FC_CASH_COUNT, "shift.count-cash", FALSE, BIT (FC_CASH_COUNT_DENOMINATION) | BIT (FC_CASH_COUNT_DRAWER_ID),
    BIT (FC_CASH_COUNT_QUANTITY) },
  { FC_TENDER_TOTAL, "shift.set-tender", FALSE, BIT (FC_TENDER_TOTAL_TENDER) | BIT (FC_TENDER_TOTAL_DRAWER_ID),
    BIT (FC_TENDER_TOTAL_AMOUNT) | BIT (FC_TENDER_TOTAL_COUNT) },
  { FC_DRAWER, "shift.put-drawer", FALSE, BIT (FC_DRAWER_NUMBER),
    BIT (FC_DRAWER_ATTENDANT) | BIT (FC_DRAWER_USER_ID) | BIT (FC_DRAWER_REGISTER) | BIT (FC_DRAWER_OPENING_FLOAT) |
      BIT (FC_DRAWER_SHOP_SALES) | BIT (FC_DRAWER_SHOP_TAX) | BIT (FC_DRAWER_LOTTERY) |
      BIT (FC_DRAWER_OVER_SHORT_REASON) },
};

#define SLIP_FIGURES                                                                                \
  (BIT (FC_SLIP_KIND) | BIT (FC_SLIP_CUSTOMER) | BIT (FC_SLIP_VEHICLE) | BIT (FC_SLIP_NUMBER) |     \
   BIT (FC_SLIP_PRODUCT_ID) | BIT (FC_SLIP_QUANTITY) | BIT (FC_SLIP_PRICE) | BIT (FC_SLIP_AMOUNT) | \
   BIT (FC_SLIP_NOZZLE_ID) | BIT (FC_SLIP_PHOTO_ID) | BIT (FC_SLIP_NOTES) | BIT (FC_SLIP_MADE_AT))

static const Road *
find_road (FcEntity entity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (roads); i++)
    if (roads[i].entity == entity)
      return &roads[i];
  return NULL;
}

static guint64
mask_where (FcRecord *record,
            gboolean  null)
{
  guint64 mask = 0;

  for (guint i = 0; i < fc_catalog_get (fc_record_get_entity (record))->n_fields; i++)
    if (fc_record_is_null (record, (int) i) == null)
      mask |= BIT (i);
  return mask;
}

/* Those of @mask that a person enters without a command. */
static guint64
plain_mask (FcEntity entity,
            guint64  mask)
{
  const FcEntityInfo *about = fc_catalog_get (entity);

  for (guint i = 0; i < about->n_fields; i++)
    if ((about->fields[i].flags & (FC_FIELD_COMMAND | FC_FIELD_FIXED)) != 0)
      mask &= ~BIT (i);
  return about->n_fields < 64 ? mask & (BIT (about->n_fields) - 1) : mask;
}

/* @values: (nullable): NULL empties the fields of @mask */
static void
add_values (JsonObject *args,
            FcEntity    entity,
            FcRecord   *values,
            guint64     mask)
{
  g_autoptr (JsonObject) named = values != NULL ? fc_record_to_json (values, mask) : json_object_new ();
  const FcEntityInfo *about = fc_catalog_get (entity);

  for (guint i = 0; i < about->n_fields; i++)
    if ((mask & BIT (i)) == 0)
      continue;
    else if (values != NULL && !fc_record_is_null (values, (int) i))
      json_object_set_member (args, about->fields[i].name, json_object_dup_member (named, about->fields[i].name));
    else
      json_object_set_null_member (args, about->fields[i].name);
}

typedef struct {
  const FcId *shift_id;
  gint64 now;
  GPtrArray *ops;
  GHashTable *renamed;
} Undo;

/* @args: (transfer full) */
static FcOp *
call (Undo       *self,
      const char *command,
      JsonObject *args)
{
  FcOp *op = fc_op_new_command (command, FC_SHIFT, self->shift_id, args, self->now);

  g_ptr_array_add (self->ops, op);
  return op;
}

static void
rename_to (Undo       *self,
           FcRecord   *row,
           const FcId *id)
{
  g_hash_table_insert (self->renamed, g_memdup2 (fc_record_get_id (row), sizeof (FcId)), g_memdup2 (id, sizeof (FcId)));
}

static void
remove_line (Undo     *self,
             FcRecord *row)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "entity", fc_catalog_get (fc_record_get_entity (row))->name);
  fc_json_set_id (args, "id", fc_record_get_id (row));
  call (self, "shift.remove-line", args);
}

static void
patch_back (Undo           *self,
            const FcChange *change,
            guint64         mask)
{
  g_autoptr (FcRecord) back = fc_record_copy (change->after);
  FcOp *op;

  mask = plain_mask (fc_record_get_entity (back), mask);
  for (int i = 0; i < 64; i++)
    if ((mask & BIT (i)) == 0)
      continue;
    else if (change->before != NULL)
      fc_record_set_value (back, i, fc_record_get_value (change->before, i));
    else
      fc_record_set_null (back, i);
  op = fc_op_new_patch (change->after, back, self->now);
  if (op != NULL)
    g_ptr_array_add (self->ops, op);
}

static void
undo_by_command (Undo           *self,
                 const Road     *road,
                 const FcChange *change)
{
  FcRecord *row = change->after, *before = change->before;
  guint64 mask = change->kind == FC_CHANGE_PATCH ? change->mask & road->figures : road->figures;
  FcOp *op;
  JsonObject *args;
  FcId id;

  if (change->kind == FC_CHANGE_INSERT && (road->listed || road->entity == FC_DRAWER))
    {
      remove_line (self, row);
      return;
    }
  if (mask == 0)
    return;
  if (change->kind == FC_CHANGE_DELETE && road->listed)
    mask &= ~mask_where (row, TRUE);
  args = json_object_new ();
  add_values (args, road->entity, before, mask);
  add_values (args, road->entity, row, road->always & ~mask_where (row, TRUE));
  if (change->kind == FC_CHANGE_PATCH && road->listed)
    fc_json_set_id (args, "id", fc_record_get_id (row));
  op = call (self, road->command, args);
  if (change->kind != FC_CHANGE_DELETE || !road->listed)
    return;
  id = fc_id_derive (&op->op_id, "row", 0); /* as fc_command_context_new_id() */
  rename_to (self, row, &id);
}

/* An opening that is another than the last shift's closing needs a reason; what it was before needs none. */
static void
undo_reading (Undo           *self,
              const FcChange *change)
{
  if (change->kind == FC_CHANGE_PATCH && (change->mask & BIT (FC_METER_READING_OPENING)) != 0)
    patch_back (self, change, change->mask);
  else
    undo_by_command (self, find_road (FC_METER_READING), change);
}

/* The line stays where it is: somebody else may have measured the same tank. */
static void
undo_dip (Undo           *self,
          const FcChange *change)
{
  guint64 figures = BIT (FC_TANK_READING_LEVEL) | BIT (FC_TANK_READING_VOLUME) | BIT (FC_TANK_READING_WATER_LEVEL) |
                    BIT (FC_TANK_READING_WATER_VOLUME) | BIT (FC_TANK_READING_TEMPERATURE) |
                    BIT (FC_TANK_READING_ULLAGE) | BIT (FC_TANK_READING_OPENING_VOLUME) |
                    BIT (FC_TANK_READING_PHOTO_ID);

  if (change->kind == FC_CHANGE_INSERT)
    patch_back (self, change, FC_ALL_FIELDS);
  else if (change->kind == FC_CHANGE_PATCH && (change->mask & figures) != 0)
    patch_back (self, change, change->mask);
}

/* What comes back must not be the row that was removed. */
static void
undo_delivery (Undo           *self,
               const FcChange *change)
{
  FcId id = fc_id_new (self->now);
  g_autoptr (FcRecord) row = NULL;

  if (change->kind == FC_CHANGE_INSERT)
    remove_line (self, change->after);
  else if (change->kind == FC_CHANGE_PATCH)
    patch_back (self, change, change->mask);
  else
    {
      row = fc_record_new (FC_DELIVERY, &id);
      for (int field = 0; field < FC_DELIVERY_N_FIELDS; field++)
        fc_record_set_value (row, field, fc_record_get_value (change->before, field));
      g_ptr_array_add (self->ops, fc_op_new_insert (row, self->now));
      rename_to (self, change->before, &id);
    }
}

/* Slips stand in the order of their ids, and keep them. */
static void
undo_slip (Undo           *self,
           const FcChange *change)
{
  guint64 mask = change->kind == FC_CHANGE_PATCH ? change->mask & SLIP_FIGURES : SLIP_FIGURES;
  guint64 sum = BIT (FC_SLIP_QUANTITY) | BIT (FC_SLIP_PRICE) | BIT (FC_SLIP_AMOUNT);
  const FcId *drawer_id = fc_record_get_ref (change->after, FC_SLIP_DRAWER_ID);
  JsonObject *args, *slip;
  JsonArray *slips;

  if (change->kind == FC_CHANGE_INSERT)
    {
      remove_line (self, change->after);
      return;
    }
  if (mask == 0)
    return;
  args = json_object_new ();
  slip = json_object_new ();
  slips = json_array_new ();
  fc_json_set_id (slip, "id", fc_record_get_id (change->after));
  add_values (slip, FC_SLIP, change->before,
              (mask & sum) != 0 ? mask | sum : mask); /* none is worked out of the others */
  json_array_add_object_element (slips, slip);
  if (drawer_id != NULL)
    fc_json_set_id (args, "drawer_id", drawer_id);
  json_object_set_array_member (args, "slips", slips);
  call (self, "shift.put-slips", args);
}

static JsonObject *
members_of (FcRecord  *shift,
            int        field,
            JsonNode **node)
{
  const char *text = fc_record_get_text (shift, field);

  *node = text != NULL ? fc_json_parse (text, -1, NULL) : NULL;
  return *node != NULL && JSON_NODE_HOLDS_OBJECT (*node) ? json_node_get_object (*node) : NULL;
}

static const char *
member (JsonObject *members,
        const char *name)
{
  return members != NULL ? json_object_get_string_member_with_default (members, name, NULL) : NULL;
}

/* A step was left out, or looked at; or no longer. */
static void
undo_member (Undo           *self,
             const FcChange *change,
             int             field)
{
  g_autoptr (JsonNode) was = NULL, is = NULL;
  JsonObject *before = members_of (change->before, field, &was), *after = members_of (change->after, field, &is);

  for (int step = 0; step < FC_N_STEPS; step++)
    {
      const char *name = fc_shift_step_name ((FcShiftStep) step);
      const char *old = member (before, name), *now = member (after, name);
      JsonObject *args;

      if (g_strcmp0 (old, now) == 0)
        continue;
      args = json_object_new ();
      json_object_set_string_member (args, "step", name);
      if (field == FC_SHIFT_CONFIRMED)
        json_object_set_boolean_member (args, "done", old != NULL && now == NULL);
      else if (old != NULL)
        json_object_set_string_member (args, "reason", old);
      else
        json_object_set_null_member (args, "reason");
      call (self, field == FC_SHIFT_CONFIRMED ? "shift.confirm" : "shift.waive", args);
    }
}

static void
undo_shift (Undo           *self,
            const FcChange *change)
{
  patch_back (self, change, change->mask);
  if ((change->mask & BIT (FC_SHIFT_WAIVED)) != 0)
    undo_member (self, change, FC_SHIFT_WAIVED);
  if ((change->mask & BIT (FC_SHIFT_CONFIRMED)) != 0)
    undo_member (self, change, FC_SHIFT_CONFIRMED);
}

/**
 * fc_shift_is_entry:
 *
 * Returns: whether @change is something entered in the sheet; a shift that is handed in, approved, signed or discarded is
 * more, and not taken back step by step
 */
gboolean
fc_shift_is_entry (const FcChange *change)
{
  switch ((int) fc_record_get_entity (change->after))
    {
    case FC_SHIFT:
      return change->kind == FC_CHANGE_PATCH && (change->mask & BIT (FC_SHIFT_STATE)) == 0;
    case FC_SIGNATURE:
      return FALSE;
    default:
      return TRUE;
    }
}

/**
 * fc_shift_undo_change:
 * @ops: (element-type FcOp): gets what takes @change back; nothing where it was no entry, or follows from another's undo
 * @renamed: (element-type FcId FcId): gets the old and new id of a row that comes back under another one
 */
void
fc_shift_undo_change (const FcChange *change,
                      const FcId     *shift_id,
                      gint64          now_us,
                      GPtrArray      *ops,
                      GHashTable     *renamed)
{
  Undo self = { shift_id, now_us, ops, renamed };
  FcEntity entity = fc_record_get_entity (change->after);

  switch ((int) entity)
    {
    case FC_SHIFT:
      undo_shift (&self, change);
      break;
    case FC_METER_READING:
      undo_reading (&self, change);
      break;
    case FC_TANK_READING:
      undo_dip (&self, change);
      break;
    case FC_DELIVERY:
      undo_delivery (&self, change);
      break;
    case FC_SLIP:
      undo_slip (&self, change);
      break;
    default:
      if (find_road (entity) != NULL)
        undo_by_command (&self, find_road (entity), change);
    }
}
