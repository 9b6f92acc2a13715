/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-display.h"

#include <glib/gi18n.h>

#include "fc-date-style.h"

struct _FcDisplay {
  GObject parent_instance;

  GSettings *settings;
  gulong unit_changed;
  FcVolumeUnit unit;
  char *currency;
  GTimeZone *zone;
};

G_DEFINE_FINAL_TYPE (FcDisplay, fc_display, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
unit_changed_cb (FcDisplay *self)
{
  self->unit = g_settings_get_enum (self->settings, "volume-unit") == 1 ? FC_VOLUME_US_GALLON : FC_VOLUME_LITRE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fc_display_finalize (GObject *object)
{
  FcDisplay *self = FC_DISPLAY (object);

  if (self->settings != NULL)
    g_clear_signal_handler (&self->unit_changed, self->settings);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (fc_display_parent_class)->finalize (object);
}

static void
fc_display_class_init (FcDisplayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_display_finalize;

  signals[CHANGED] = g_signal_new ("changed", FC_TYPE_DISPLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_display_init (FcDisplay *self)
{
  self->currency = g_strdup ("EUR");
  self->zone = g_time_zone_new_local ();
}

/**
 * fc_display_get:
 *
 * Returns: (transfer none): the one of this process
 */
FcDisplay *
fc_display_get (void)
{
  static FcDisplay *display = NULL;

  if (display == NULL)
    display = g_object_new (FC_TYPE_DISPLAY, NULL);
  return display;
}

/**
 * fc_display_set_settings:
 *
 * Follows the person's choice of units from here on, and keeps table layouts there.
 */
void
fc_display_set_settings (FcDisplay *self,
                         GSettings *settings)
{
  if (self->settings == settings)
    return;
  if (self->settings != NULL)
    g_clear_signal_handler (&self->unit_changed, self->settings);
  if (g_set_object (&self->settings, settings))
    {
      self->unit_changed = g_signal_connect_swapped (settings, "changed::volume-unit", G_CALLBACK (unit_changed_cb),
                                                     self);
      unit_changed_cb (self);
    }
}

/**
 * fc_display_set_company:
 * @currency: (nullable): ISO 4217
 * @time_zone: (nullable): "Europe/Lisbon"; an unknown one falls back to this computer's
 */
void
fc_display_set_company (FcDisplay  *self,
                        const char *currency,
                        const char *time_zone)
{
  GTimeZone *zone = time_zone != NULL && time_zone[0] != '\0' ? g_time_zone_new_identifier (time_zone) : NULL;

  if (currency != NULL && currency[0] != '\0')
    {
      g_free (self->currency);
      self->currency = g_strdup (currency);
    }
  g_time_zone_unref (self->zone);
  self->zone = zone != NULL ? zone : g_time_zone_new_local ();
  fc_date_style_use (fc_date_style_of_person (time_zone));
  g_signal_emit (self, signals[CHANGED], 0);
}

FcVolumeUnit
fc_display_get_unit (FcDisplay *self)
{
  return self->unit;
}

const char *
fc_display_get_currency (FcDisplay *self)
{
  return self->currency;
}

GTimeZone *
fc_display_get_zone (FcDisplay *self)
{
  return self->zone;
}

/**
 * fc_display_load_layout:
 *
 * Returns: (transfer full) (nullable): what was saved for the table @name
 */
GVariant *
fc_display_load_layout (FcDisplay  *self,
                        const char *name)
{
  g_autoptr (GVariant) all = NULL;

  if (self->settings == NULL)
    return NULL;
  all = g_settings_get_value (self->settings, "table-layouts");
  return g_variant_lookup_value (all, name, NULL);
}

/**
 * fc_display_save_layout:
 * @layout: (transfer floating)
 */
void
fc_display_save_layout (FcDisplay  *self,
                        const char *name,
                        GVariant   *layout)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (layout);
  g_autoptr (GVariant) all = NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (self->settings == NULL)
    return;
  all = g_settings_get_value (self->settings, "table-layouts");
  g_variant_dict_clear (&dict);
  g_variant_dict_init (&dict, all);
  g_variant_dict_insert_value (&dict, name, kept);
  g_settings_set_value (self->settings, "table-layouts", g_variant_dict_end (&dict));
}

char *
fc_show_money (gint64      minor,
               const char *currency)
{
  return fc_money_format (minor, currency != NULL ? currency : fc_display_get ()->currency);
}

/**
 * fc_show_money_with_code:
 *
 * Returns: (transfer full): "1 204.50 EUR"
 */
char *
fc_show_money_with_code (gint64      minor,
                         const char *currency)
{
  const char *code = currency != NULL ? currency : fc_display_get ()->currency;
  g_autofree char *number = fc_money_format (minor, code);

  return g_strdup_printf ("%s\302\240%s", number, code);
}

char *
fc_show_volume (gint64 volume_ml,
                int    decimals)
{
  return fc_volume_format (volume_ml, fc_display_get ()->unit, decimals);
}

char *
fc_show_volume_with_unit (gint64 volume_ml,
                          int    decimals)
{
  g_autofree char *number = fc_show_volume (volume_ml, decimals);

  return g_strdup_printf ("%s\302\240%s", number, fc_show_volume_unit ());
}

const char *
fc_show_volume_unit (void)
{
  return fc_display_get ()->unit == FC_VOLUME_US_GALLON ? C_ ("unit", "gal") : C_ ("unit", "L");
}

const char *
fc_show_volume_unit_name (void)
{
  return fc_display_get ()->unit == FC_VOLUME_US_GALLON ? _ ("US gallons") : _ ("litres");
}

/**
 * fc_show_price:
 * @price: per litre, FC_PRICE_SCALE
 *
 * Returns: (transfer full): per litre or, where volumes are in gallons, per gallon
 */
char *
fc_show_price (gint64 price)
{
  if (fc_display_get ()->unit == FC_VOLUME_US_GALLON)
    price = fc_divide_half_even ((FcInt128) price * 473176473, 125000000);
  return fc_decimal_format_grouped (fc_divide_half_even (price, 100), 3, 3);
}

char *
fc_show_number (gint64 number)
{
  return fc_decimal_format_grouped (number, 0, 0);
}

char *
fc_show_temperature (gint64 milli_degrees)
{
  return fc_decimal_format_grouped (fc_divide_half_even (milli_degrees, 100), 1, 1);
}
