/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-number-check-private.h"

#include <glib/gi18n.h>

GType
fc_number_kind_get_type (void)
{
  static const GEnumValue values[] = {
    { FC_NUMBER_INTEGER, "FC_NUMBER_INTEGER", "integer" },
    { FC_NUMBER_MONEY, "FC_NUMBER_MONEY", "money" },
    { FC_NUMBER_VOLUME, "FC_NUMBER_VOLUME", "volume" },
    { FC_NUMBER_PRICE, "FC_NUMBER_PRICE", "price" },
    { FC_NUMBER_LENGTH, "FC_NUMBER_LENGTH", "length" },
    { FC_NUMBER_TEMPERATURE, "FC_NUMBER_TEMPERATURE", "temperature" },
    { FC_NUMBER_GEO, "FC_NUMBER_GEO", "geo" },
    { FC_NUMBER_PERCENT_PPM, "FC_NUMBER_PERCENT_PPM", "percent-ppm" },
    { 0, NULL, NULL },
  };
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FcNumberKind", values));
  return type;
}

void
fc_number_check_init (FcNumberCheck *self)
{
  self->minimum = 1;
  self->maximum = 0;
  self->optional = TRUE;
}

void
fc_number_check_clear (FcNumberCheck *self)
{
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->message, g_free);
}

static char *
with_unit (FcNumberCheck *self,
           gint64         value)
{
  g_autofree char *number = fc_number_show (self->kind, value, self->currency);
  const char *unit = fc_number_unit (self->kind, self->currency);

  return unit[0] != '\0' ? g_strdup_printf ("%s\302\240%s", number, unit) : g_steal_pointer (&number);
}

static void
check_bounds (FcNumberCheck *self)
{
  g_autofree char *bound = NULL;

  if (self->minimum > self->maximum)
    return;
  if (self->value < self->minimum)
    {
      bound = with_unit (self, self->minimum);
      self->message = g_strdup_printf (_ ("At least %s"), bound);
    }
  else if (self->value > self->maximum)
    {
      bound = with_unit (self, self->maximum);
      self->message = g_strdup_printf (_ ("At most %s"), bound);
    }
}

/**
 * fc_number_check_read:
 *
 * Sets has_value, value and message from what was typed.
 */
void
fc_number_check_read (FcNumberCheck *self,
                      const char    *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->message, g_free);
  self->has_value = FALSE;
  if (stripped[0] == '\0')
    {
      if (!self->optional)
        self->message = g_strdup (_ ("This is needed"));
      return;
    }
  if (!fc_number_parse (self->kind, stripped, self->currency, &self->value, &error))
    {
      self->message = g_strdup (error->message);
      return;
    }
  self->has_value = TRUE;
  check_bounds (self);
}

/**
 * fc_number_check_text:
 *
 * Returns: (transfer full) (nullable): how the value reads once it is accepted; NULL where what was typed should stay
 */
char *
fc_number_check_text (FcNumberCheck *self)
{
  if (!self->has_value || self->message != NULL)
    return NULL;
  return fc_number_edit (self->kind, self->value, self->currency);
}

void
fc_number_check_install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  g_object_class_install_property (object_class, FC_NUMBER_PROP_KIND,
                                   g_param_spec_enum ("kind", NULL, NULL, FC_TYPE_NUMBER_KIND, FC_NUMBER_INTEGER,
                                                      writable));
  g_object_class_install_property (object_class, FC_NUMBER_PROP_CURRENCY,
                                   g_param_spec_string ("currency", NULL, NULL, NULL, writable));
  g_object_class_install_property (object_class, FC_NUMBER_PROP_MINIMUM,
                                   g_param_spec_int64 ("minimum", NULL, NULL, G_MININT64, G_MAXINT64, 1, writable));
  g_object_class_install_property (object_class, FC_NUMBER_PROP_MAXIMUM,
                                   g_param_spec_int64 ("maximum", NULL, NULL, G_MININT64, G_MAXINT64, 0, writable));
  g_object_class_install_property (object_class, FC_NUMBER_PROP_OPTIONAL,
                                   g_param_spec_boolean ("optional", NULL, NULL, TRUE, writable));
  g_object_class_install_property (object_class, FC_NUMBER_PROP_HAS_VALUE,
                                   g_param_spec_boolean ("has-value", NULL, NULL, FALSE, readable));
  g_object_class_install_property (object_class, FC_NUMBER_PROP_VALUE,
                                   g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0, writable));
  g_object_class_install_property (object_class, FC_NUMBER_PROP_VALID,
                                   g_param_spec_boolean ("valid", NULL, NULL, TRUE, readable));
}

void
fc_number_check_get_property (FcNumberCheck *self,
                              guint          id,
                              GValue        *value)
{
  switch (id)
    {
    case FC_NUMBER_PROP_KIND:
      g_value_set_enum (value, (int) self->kind);
      break;
    case FC_NUMBER_PROP_CURRENCY:
      g_value_set_string (value, self->currency);
      break;
    case FC_NUMBER_PROP_MINIMUM:
      g_value_set_int64 (value, self->minimum);
      break;
    case FC_NUMBER_PROP_MAXIMUM:
      g_value_set_int64 (value, self->maximum);
      break;
    case FC_NUMBER_PROP_OPTIONAL:
      g_value_set_boolean (value, self->optional);
      break;
    case FC_NUMBER_PROP_HAS_VALUE:
      g_value_set_boolean (value, self->has_value);
      break;
    case FC_NUMBER_PROP_VALUE:
      g_value_set_int64 (value, self->has_value ? self->value : 0);
      break;
    case FC_NUMBER_PROP_VALID:
      g_value_set_boolean (value, self->message == NULL);
      break;
    default:
      g_return_if_reached ();
    }
}

void
fc_number_check_set_property (FcNumberCheck *self,
                              guint          id,
                              const GValue  *value)
{
  switch (id)
    {
    case FC_NUMBER_PROP_KIND:
      self->kind = (FcNumberKind) g_value_get_enum (value);
      break;
    case FC_NUMBER_PROP_CURRENCY:
      g_free (self->currency);
      self->currency = g_value_dup_string (value);
      break;
    case FC_NUMBER_PROP_MINIMUM:
      self->minimum = g_value_get_int64 (value);
      break;
    case FC_NUMBER_PROP_MAXIMUM:
      self->maximum = g_value_get_int64 (value);
      break;
    case FC_NUMBER_PROP_OPTIONAL:
      self->optional = g_value_get_boolean (value);
      break;
    default:
      g_return_if_reached ();
    }
}
