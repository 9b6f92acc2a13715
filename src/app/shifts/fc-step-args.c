/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

/**
 * fc_args_set_id:
 *
 * Puts an id into a command's arguments.
 */
void
fc_args_set_id (JsonObject *args,
                const char *name,
                const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  json_object_set_string_member (args, name, text);
}

/**
 * fc_args_set_value:
 * @value: (nullable): NULL clears what was there
 *
 * Puts a number into a command's arguments.
 */
void
fc_args_set_value (JsonObject   *args,
                   const char   *name,
                   const gint64 *value)
{
  if (value != NULL)
    json_object_set_int_member (args, name, *value);
  else
    json_object_set_null_member (args, name);
}

/**
 * fc_args_of_record:
 * @fields: ends with -1
 *
 * Returns: (transfer full): those of @fields that are not empty, by the catalog's names
 */
JsonObject *
fc_args_of_record (FcRecord  *record,
                   const int *fields)
{
  guint64 mask = 0;

  for (; *fields >= 0; fields++)
    if (!fc_record_is_null (record, *fields))
      mask |= G_GUINT64_CONSTANT (1) << *fields;
  return fc_record_to_json (record, mask);
}

/**
 * fc_step_view_patch_op:
 *
 * Of a drawer by its command: whoever may only count their own drawer may enter its figures.
 *
 * Returns: (transfer full) (nullable): what makes @after of @before; NULL where they do not differ
 */
FcOp *
fc_step_view_patch_op (FcStepView *self,
                       FcRecord   *before,
                       FcRecord   *after)
{
  g_autoptr (FcOp) op = fc_op_new_patch (before, after, g_get_real_time ());
  JsonObject *args;

  if (op == NULL || fc_record_get_entity (before) != FC_DRAWER)
    return g_steal_pointer (&op);
  args = json_object_ref (op->fields);
  json_object_set_int_member (args, "number", fc_record_get_int (before, FC_DRAWER_NUMBER));
  return fc_shift_draft_command (fc_step_view_get_draft (self), "shift.put-drawer", args);
}
