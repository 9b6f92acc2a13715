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
