/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record.h"

#include "fc-error.h"
#include "fc-quantity.h"

#include <glib/gi18n-lib.h>

/* A record held against its declaration. */

/* @sentence: translated, with a place for the record's name and one for the field's */
static gboolean
refuse (FcRecord       *self,
        const FcField  *field,
        const char     *sentence,
        GError        **error)
{
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, sentence, _ (fc_catalog_get (fc_record_get_entity (self))->label), _ (field->label));
  return FALSE;
}

/* (nullable): a bound as people say it; money's goes without, since its currency is not known here */
static char *
say_bound (const FcField *field,
           gint64         bound)
{
  g_autofree char *figure = fc_decimal_format_grouped (bound, field->type == FC_TYPE_TEMPERATURE ? 3 : 0, 0);

  switch (field->type)
    {
    case FC_TYPE_INT:
      return g_steal_pointer (&figure);
    case FC_TYPE_LENGTH:
      return g_strdup_printf (_ ("%s mm"), figure);
    case FC_TYPE_TEMPERATURE:
      return g_strdup_printf (_ ("%s °C"), figure);
    case FC_TYPE_VOLUME:
      return fc_volume_say (bound, FC_VOLUME_LITRE, 0);
    default:
      return NULL;
    }
}

static gboolean
refuse_beyond (FcRecord       *self,
               const FcField  *field,
               gboolean        above,
               GError        **error)
{
  g_autofree char *bound = say_bound (field, above ? field->max : field->min);

  if (bound == NULL)
    return refuse (self, field, above ? _ ("%s: %s is too large") : _ ("%s: %s is too small"), error);
  /* Translators: a record, its field, the bound: "Tank reading: Product level is too large; at most 20 000 mm" */
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
               above ? _ ("%s: %s is too large; at most %s") : _ ("%s: %s is too small; at least %s"),
               _ (fc_catalog_get (fc_record_get_entity (self))->label), _ (field->label), bound);
  return FALSE;
}

static gboolean
validate_text (FcRecord       *self,
               const FcField  *field,
               const char     *text,
               gboolean        any_choice,
               GError        **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (self, field, _ ("%s: %s is not valid text"), error);
  if (field->type == FC_TYPE_ENUM && !any_choice && !g_strv_contains (field->choices, text))
    return refuse (self, field, _ ("%s: %s has a value that this version does not know"), error);
  if (field->type == FC_TYPE_TEXT && g_utf8_strlen (text, -1) > (field->max > 0 ? field->max : 1000))
    return refuse (self, field, _ ("%s: %s is too long"), error);
  if ((field->flags & FC_FIELD_REQUIRED) && text[0] == '\0')
    return refuse (self, field, _ ("%s: %s must not be empty"), error);
  return TRUE;
}

static gboolean
validate_field (FcRecord       *self,
                const FcField  *field,
                const FcValue  *value,
                gboolean        any_choice,
                GError        **error)
{
  FcValueKind want = field->type == FC_TYPE_REF      ? FC_VALUE_ID
                     : fc_type_is_text (field->type) ? FC_VALUE_TEXT
                                                     : FC_VALUE_INT;

  if (value->kind == FC_VALUE_NULL)
    return (field->flags & FC_FIELD_REQUIRED) == 0 || refuse (self, field, _ ("%s: %s is missing"), error);
  if (value->kind != want)
    return refuse (self, field, _ ("%s: %s has the wrong kind of value"), error);
  if (want == FC_VALUE_TEXT)
    return validate_text (self, field, value->text, any_choice, error);
  if (want == FC_VALUE_INT && field->max > field->min && value->number < field->min)
    return field->min == 0 ? refuse (self, field, _ ("%s: %s must not be negative"), error)
                           : refuse_beyond (self, field, FALSE, error);
  if (want == FC_VALUE_INT && field->max > field->min && value->number > field->max)
    return refuse_beyond (self, field, TRUE, error);
  return TRUE;
}

/**
 * fc_record_validate:
 * @error: FC_ERROR_INVALID naming record and field
 *
 * Holds every field against its declaration: kind, bounds, choices, length, required.
 */
gboolean
fc_record_validate (FcRecord  *self,
                    GError   **error)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (self));

  for (guint i = 0; i < about->n_fields; i++)
    if (!validate_field (self, &about->fields[i], fc_record_get_value (self, (int) i), FALSE, error))
      return FALSE;
  return TRUE;
}

/**
 * fc_record_validate_received:
 * @error: FC_ERROR_INVALID naming record and field
 *
 * What fc_record_validate() asks, of a row that the hub has accepted: a choice that this version does not know is kept as it
 * is, since a newer hub may know more.
 */
gboolean
fc_record_validate_received (FcRecord  *self,
                             GError   **error)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (self));

  for (guint i = 0; i < about->n_fields; i++)
    if (!validate_field (self, &about->fields[i], fc_record_get_value (self, (int) i), TRUE, error))
      return FALSE;
  return TRUE;
}

/**
 * fc_record_validate_change:
 * @before: (nullable): the row as it was
 * @error: FC_ERROR_INVALID naming record and field
 *
 * What fc_record_validate() asks, of a row after a change: a choice that this version does not know may stay where the
 * change leaves it alone.
 */
gboolean
fc_record_validate_change (FcRecord  *self,
                           FcRecord  *before,
                           GError   **error)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (self));

  for (guint i = 0; i < about->n_fields; i++)
    {
      const FcValue *value = fc_record_get_value (self, (int) i);
      gboolean same = before != NULL && fc_value_equal (value, fc_record_get_value (before, (int) i));

      if (!validate_field (self, &about->fields[i], value, same, error))
        return FALSE;
    }
  return TRUE;
}
