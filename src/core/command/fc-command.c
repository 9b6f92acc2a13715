/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command.h"

#include "fc-conflict.h"
#include "fc-day-lock.h"
#include "fc-error.h"
#include "fc-grant.h"
#include "fc-plain-op.h"
#include "fc-row-rules.h"

#include <glib/gi18n-lib.h>

static GHashTable *registry; /* name → FcCommand; filled once before threads start, except for the common ones */

static void
add_commands (const FcCommand *commands)
{
  for (; commands->name != NULL; commands++)
    g_hash_table_insert (registry, (gpointer) commands->name, (gpointer) commands);
}

static void
make_registry (void)
{
  static gsize made = 0;

  if (!g_once_init_enter (&made))
    return;
  registry = g_hash_table_new (g_str_hash, g_str_equal);
  add_commands (fc_conflict_commands);
  g_once_init_leave (&made, 1);
}

/**
 * fc_commands_register:
 * @commands: static; ends with .name = %NULL
 *
 * Makes a module's commands known. Called at start, from the main thread.
 */
void
fc_commands_register (const FcCommand *commands)
{
  make_registry ();
  add_commands (commands);
}

/**
 * fc_command_find:
 * @name: (nullable)
 *
 * Returns: (transfer none) (nullable)
 */
const FcCommand *
fc_command_find (const char *name)
{
  make_registry ();
  return name != NULL ? g_hash_table_lookup (registry, name) : NULL;
}

/**
 * fc_command_context_new_id:
 *
 * Returns: the next id of a row this command makes: the same in the office and at the hub
 */
FcId
fc_command_context_new_id (FcCommandContext *context)
{
  return fc_id_derive (&context->op->op_id, "row", context->next_id++);
}

static gboolean
check_station (const FcActor  *actor,
               FcRecord       *row,
               GError        **error)
{
  FcEntity entity = fc_record_get_entity (row);
  int field = fc_catalog_station_field (entity);
  const FcId *station = entity == FC_STATION ? fc_record_get_id (row) : NULL;

  if (field >= 0)
    station = fc_record_get_ref (row, field);
  if (fc_actor_sees_station (actor, station))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("%s: the station is not one of yours"),
               _ (fc_catalog_get (entity)->label));
  return FALSE;
}

static FcChangeSet *
run_command (const FcOp     *op,
             const FcActor  *actor,
             FcRowSet       *rows,
             GError        **error)
{
  const FcCommand *command = fc_command_find (op->command);
  FcCommandContext context = { .op = op, .actor = actor };
  FcChangeSet *changes;
  FcRecord *root = fc_row_set_get (rows, op->entity, &op->row_id);

  if (command == NULL || command->root != op->entity)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("This version does not know the command “%s”"), op->command);
      return NULL;
    }
  context.own_only = command->permission != NULL && !fc_actor_may (actor, command->permission);
  if (context.own_only && (command->own == NULL || !fc_actor_may (actor, command->own)))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("Your roles do not allow “%s”"), command->name);
      return NULL;
    }
  if (root == NULL && !command->creates)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("%s: this record is not here any more"),
                   _ (fc_catalog_get (op->entity)->label));
      return NULL;
    }
  if (root != NULL && !check_station (actor, root, error))
    return NULL;
  changes = command->run (&context, rows, op->fields, error);
  if (changes != NULL)
    fc_conflict_settle_command (op, actor, rows, changes);
  return changes;
}

/* An administrator who brings a computer's own records to a hub inserts finished rows, closed days among them. */
static gboolean
brings_records (const FcOp    *op,
                const FcActor *actor)
{
  return op->kind == FC_OP_INSERT && fc_actor_may (actor, "*");
}

static gboolean
check_changes (const FcOp     *op,
               FcChangeSet    *changes,
               const FcActor  *actor,
               FcRowSet       *rows,
               GError        **error)
{
  for (guint i = 0; i < changes->changes->len; i++)
    {
      FcChange *change = changes->changes->pdata[i];

      if (change->kind != FC_CHANGE_DELETE && !fc_record_validate_change (change->after, change->before, error))
        return FALSE;
      if (!check_station (actor, change->after, error) ||
          (change->before != NULL && !check_station (actor, change->before, error)) ||
          !fc_row_rules_check (change, rows, error) || !fc_grant_check (change, actor, rows, error) ||
          !(brings_records (op, actor) || fc_day_lock_check (change, rows, error)))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_op_check_new:
 * @rows: what fc_ops_load() brought for it
 * @error: FC_ERROR with a sentence for the person
 *
 * Asks, in the office where @op is being made, what the hub must not refuse later: two offices may do the same without
 * hearing of each other.
 */
gboolean
fc_op_check_new (const FcOp  *op,
                 FcRowSet    *rows,
                 GError     **error)
{
  const FcCommand *command = op->kind == FC_OP_COMMAND ? fc_command_find (op->command) : NULL;

  return command == NULL || command->check_new == NULL || command->check_new (op, rows, error);
}

/**
 * fc_op_run:
 * @rows: what fc_ops_load() brought for it; not changed
 * @error: FC_ERROR with a sentence for the person
 *
 * Runs @op as @actor: the same function in the office and at the hub. Checks permission, station, lock, every
 * resulting row and what it gives away; a plain patch is merged field by field with what @rows hold now.
 *
 * Returns: (transfer full) (nullable): what shall happen
 */
FcChangeSet *
fc_op_run (const FcOp     *op,
           const FcActor  *actor,
           FcRowSet       *rows,
           GError        **error)
{
  g_autoptr (FcChangeSet) changes = NULL;

  if (op->kind == FC_OP_COMMAND)
    changes = run_command (op, actor, rows, error);
  else
    changes = fc_plain_op_run (op, actor, rows, error);
  if (changes == NULL || !check_changes (op, changes, actor, rows, error))
    return NULL;
  return g_steal_pointer (&changes);
}

/**
 * fc_change_set_apply_to_rows:
 *
 * Brings @rows up to date, so that the next op of a batch sees what this one did.
 */
void
fc_change_set_apply_to_rows (FcChangeSet *self,
                             FcRowSet    *rows)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      FcChange *change = self->changes->pdata[i];

      if (change->kind == FC_CHANGE_DELETE)
        fc_row_set_remove (rows, fc_record_get_entity (change->after), fc_record_get_id (change->after));
      else
        fc_row_set_add (rows, change->after);
    }
}
