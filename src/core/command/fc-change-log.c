/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command-private.h"

static char *
json_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

static void
set_json (FcRecord *entry,
          int       field,
          FcRecord *row,
          guint64   mask)
{
  g_autofree char *text = fc_record_to_json_text (row, mask);

  fc_record_set_text (entry, field, text);
}

/* Which station a row is about; NULL: none, the company. */
const FcId *
fc_command_station_of (FcRecord *row)
{
  int field = fc_catalog_station_field (fc_record_get_entity (row));

  if (fc_record_get_entity (row) == FC_STATION)
    return fc_record_get_id (row);
  return field >= 0 ? fc_record_get_ref (row, field) : NULL;
}

static const char *
action_of (const FcOp     *op,
           const FcChange *change)
{
  static const char *const names[] = { "insert", "patch", "delete" };

  return op->kind == FC_OP_COMMAND ? op->command : names[change->kind];
}

static FcRecord *
entry_new (const FcOp    *op,
           const FcActor *actor,
           const char    *kind,
           guint          n,
           const char    *action,
           FcEntity       entity,
           const FcId    *row_id)
{
  FcId id = fc_id_derive (&op->op_id, kind, n);
  FcRecord *entry = fc_record_new (FC_AUDIT_ENTRY, &id);
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (row_id, text);
  fc_record_set_ref (entry, FC_AUDIT_ENTRY_USER_ID, &actor->user_id);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ACTION, action);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ENTITY, fc_catalog_get (entity)->name);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ROW_ID, text);
  fc_record_set_int (entry, FC_AUDIT_ENTRY_AT, op->occurred_at);
  return entry;
}

static FcRecord *
audit_of (const FcChange *change,
          const FcOp     *op,
          const FcActor  *actor,
          guint           n)
{
  FcRecord *entry = entry_new (op, actor, "audit", n, action_of (op, change), fc_record_get_entity (change->after),
                               fc_record_get_id (change->after));

  if (change->before != NULL)
    set_json (entry, FC_AUDIT_ENTRY_OLD_VALUES, change->before,
              change->kind == FC_CHANGE_PATCH ? change->mask : FC_ALL_FIELDS);
  if (change->kind != FC_CHANGE_DELETE)
    set_json (entry, FC_AUDIT_ENTRY_NEW_VALUES, change->after, change->mask);
  fc_record_set_ref (entry, FC_AUDIT_ENTRY_STATION_ID, fc_command_station_of (change->after));
  return entry;
}

/* No other line holds these values: what was wanted is "before", what stands is "after". */
static FcRecord *
lost_record (const FcLostValues *lost,
             const FcOp         *op,
             const FcActor      *actor,
             guint               n)
{
  FcRecord *entry = entry_new (op, actor, "lost", n, FC_ACTION_LOST, fc_record_get_entity (lost->stands),
                               fc_record_get_id (lost->stands));

  set_json (entry, FC_AUDIT_ENTRY_OLD_VALUES, lost->row, lost->mask);
  set_json (entry, FC_AUDIT_ENTRY_NEW_VALUES, lost->stands, lost->mask);
  fc_record_set_ref (entry, FC_AUDIT_ENTRY_STATION_ID, fc_command_station_of (lost->stands));
  return entry;
}

/**
 * fc_lost_patch_log:
 * @op: a patch whose record somebody has deleted
 *
 * The delete wins; what the patch wanted is kept here.
 *
 * Returns: (transfer full): a row of audit_entry, of no station, because the record that would know it is gone
 */
FcRecord *
fc_lost_patch_log (const FcOp    *op,
                   const FcActor *actor,
                   const char    *address,
                   const char    *client)
{
  FcRecord *entry = entry_new (op, actor, "lost", 0, FC_ACTION_LOST, op->entity, &op->row_id);
  g_autofree char *wanted = json_text (op->fields);

  fc_record_set_text (entry, FC_AUDIT_ENTRY_OLD_VALUES, wanted);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ADDRESS, address);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_CLIENT, client);
  return entry;
}

/**
 * fc_renewal_log:
 * @before: a row of the company's
 * @mask: its fields that differ from @after
 * @generation: of what it is brought up to
 * @now: UTC µs
 * @client: (nullable): the program and computer
 *
 * What a program changes by itself, with a new version: nobody is its user.
 *
 * Returns: (transfer full): a row of audit_entry, the same id for the same row and generation
 */
FcRecord *
fc_renewal_log (FcRecord   *before,
                FcRecord   *after,
                guint64     mask,
                guint       generation,
                gint64      now,
                const char *client)
{
  FcId id = fc_id_derive (fc_record_get_id (after), "renewal", generation);
  FcRecord *entry = fc_record_new (FC_AUDIT_ENTRY, &id);
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (fc_record_get_id (after), text);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ACTION, FC_ACTION_RENEWED);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ENTITY, fc_catalog_get (fc_record_get_entity (after))->name);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ROW_ID, text);
  fc_record_set_int (entry, FC_AUDIT_ENTRY_AT, now);
  set_json (entry, FC_AUDIT_ENTRY_OLD_VALUES, before, mask);
  set_json (entry, FC_AUDIT_ENTRY_NEW_VALUES, after, mask);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_CLIENT, client);
  return entry;
}

static const FcId *
station_of_aggregate (FcChangeSet *self,
                      FcEntity     aggregate)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      FcChange *change = self->changes->pdata[i];

      if (fc_catalog_get (fc_record_get_entity (change->after))->root == aggregate)
        return fc_command_station_of (change->after);
    }
  return NULL;
}

static FcRecord *
event_record (FcChangeSet         *self,
              const FcDomainEvent *event,
              const FcOp          *op,
              const FcActor       *actor,
              guint                n)
{
  FcId id = fc_id_derive (&op->op_id, "event", n);
  FcRecord *record = fc_record_new (FC_EVENT, &id);
  char aggregate_id[FC_ID_STRING_LENGTH + 1];
  g_autofree char *text = event->data != NULL ? json_text (event->data) : NULL;

  fc_id_to_string (&event->aggregate_id, aggregate_id);
  fc_record_set_text (record, FC_EVENT_TYPE, event->type);
  fc_record_set_text (record, FC_EVENT_AGGREGATE_ID, aggregate_id);
  fc_record_set_text (record, FC_EVENT_AGGREGATE_TYPE, fc_catalog_get (event->aggregate)->name);
  fc_record_set_ref (record, FC_EVENT_USER_ID, &actor->user_id);
  fc_record_set_text (record, FC_EVENT_DATA, text);
  fc_record_set_int (record, FC_EVENT_AT, op->occurred_at);
  fc_record_set_int (record, FC_EVENT_VERSION, FC_SCHEMA_VERSION);
  fc_record_set_ref (record, FC_EVENT_STATION_ID, station_of_aggregate (self, event->aggregate));
  return record;
}

/**
 * fc_change_set_log:
 * @address: (nullable): where the request came from, at the hub
 * @client: (nullable): the program and computer
 *
 * The audit lines (one a changed row; facts, which are their own record, get none; one for values that gave way to others)
 * and the events of a change.
 * Their ids derive from the op's, so that office and hub write the same lines.
 *
 * Returns: (transfer full) (element-type FcRecord): rows of audit_entry and event
 */
GPtrArray *
fc_change_set_log (FcChangeSet   *self,
                   const FcOp    *op,
                   const FcActor *actor,
                   const char    *address,
                   const char    *client)
{
  GPtrArray *log = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const FcChange *change = self->changes->pdata[i];
      FcRecord *entry;

      if (fc_catalog_get (fc_record_get_entity (change->after))->kind != FC_KIND_ENTITY)
        continue;
      entry = audit_of (change, op, actor, i);
      fc_record_set_text (entry, FC_AUDIT_ENTRY_ADDRESS, address);
      fc_record_set_text (entry, FC_AUDIT_ENTRY_CLIENT, client);
      g_ptr_array_add (log, entry);
    }
  for (guint i = 0; i < self->lost->len; i++)
    {
      FcRecord *entry = lost_record (self->lost->pdata[i], op, actor, i);

      fc_record_set_text (entry, FC_AUDIT_ENTRY_ADDRESS, address);
      fc_record_set_text (entry, FC_AUDIT_ENTRY_CLIENT, client);
      g_ptr_array_add (log, entry);
    }
  for (guint i = 0; i < self->events->len; i++)
    g_ptr_array_add (log, event_record (self, self->events->pdata[i], op, actor, i));
  return log;
}
