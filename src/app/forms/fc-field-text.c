/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-field-row-private.h"

#include "fc-date-style.h"
#include "fc-display.h"
#include "fc-error.h"
#include "fc-money.h"
#include "fc-quantity.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/**
 * fc_choice_label:
 * @choice: (nullable): a value of an enumerated field
 *
 * Returns: what people call it, translated; the value itself where nothing better is known
 */
const char *
fc_choice_label (const char *choice)
{
  return choice != NULL ? _ (fc_choice_text (choice)) : "";
}

/**
 * fc_zone_of:
 * @identifier: (nullable): "Europe/Lisbon"
 *
 * Returns: (transfer none): the time zone, kept for ever; UTC where it is not known
 */
GTimeZone *
fc_zone_of (const char *identifier)
{
  static GHashTable *zones;
  GTimeZone *zone;

  if (zones == NULL)
    zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  if (identifier == NULL)
    identifier = "UTC";
  zone = g_hash_table_lookup (zones, identifier);
  if (zone == NULL)
    {
      zone = g_time_zone_new_identifier (identifier);
      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      g_hash_table_insert (zones, g_strdup (identifier), zone);
    }
  return zone;
}

/**
 * fc_field_units_of:
 * @tenant_or_station: (nullable): whose settings count
 *
 * Returns: in what its money, volumes and times are read and typed
 */
FcFieldUnits
fc_field_units_of (FcRecord *tenant_or_station)
{
  FcFieldUnits units = { .currency = "USD" };
  gboolean station;
  const char *currency;

  if (tenant_or_station == NULL)
    return units;
  station = fc_record_get_entity (tenant_or_station) == FC_STATION;
  currency = fc_record_get_text (tenant_or_station, station ? (int) FC_STATION_CURRENCY : (int) FC_TENANT_CURRENCY);
  if (currency != NULL && *currency != '\0')
    g_strlcpy (units.currency, currency, sizeof units.currency);
  units.zone = fc_zone_of (
      fc_record_get_text (tenant_or_station, station ? (int) FC_STATION_TIME_ZONE : (int) FC_TENANT_TIME_ZONE));
  return units;
}

/* Shares are kept in millionths and typed in per cent: their labels here are without the unit. */
static const struct
{
  const char *name;
  const char *label;
} shares[] = {
  { "variance_tolerance", N_ ("Tank variance tolerance") },
  { "variance_escalation", N_ ("Tank variance to escalate") },
  { "delivery_tolerance", N_ ("Delivery tolerance") },
  { "blend", N_ ("Share of the first tank") },
};

/* (nullable): not a share */
static const char *
share_label (const FcField *field)
{
  for (guint i = 0; field->type == FC_TYPE_INT && i < G_N_ELEMENTS (shares); i++)
    if (strcmp (field->name, shares[i].name) == 0)
      return _ (shares[i].label);
  return NULL;
}

/* Kept in thousandths of what people type; the unit is in the label. */
static const struct
{
  FcEntity entity;
  int field;
  const char *label;
} thousandths[] = {
  { FC_VEHICLE, FC_VEHICLE_ODOMETER, N_ ("Odometer (km)") },
  { FC_GEOFENCE, FC_GEOFENCE_RADIUS, N_ ("Radius (m)") },
};

/* (nullable): typed as it is kept */
static const char *
thousandth_label (const FcField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (thousandths); i++)
    if (&fc_catalog_get (thousandths[i].entity)->fields[thousandths[i].field] == field)
      return _ (thousandths[i].label);
  return NULL;
}

/* Kinds of numbers the calculator of the widgets knows; FALSE for those that are read here. */
static gboolean
number_kind (const FcField *field,
             FcNumberKind  *kind)
{
  if (thousandth_label (field) != NULL)
    return FALSE;
  switch ((int) field->type)
    {
    case FC_TYPE_MONEY:
      *kind = FC_NUMBER_MONEY;
      return TRUE;
    case FC_TYPE_PRICE:
      *kind = FC_NUMBER_PRICE;
      return TRUE;
    case FC_TYPE_VOLUME:
      *kind = FC_NUMBER_VOLUME;
      return TRUE;
    case FC_TYPE_LENGTH:
      *kind = FC_NUMBER_LENGTH;
      return TRUE;
    case FC_TYPE_TEMPERATURE:
      *kind = FC_NUMBER_TEMPERATURE;
      return TRUE;
    case FC_TYPE_GEO:
      *kind = FC_NUMBER_GEO;
      return TRUE;
    case FC_TYPE_INT:
      *kind = share_label (field) != NULL ? FC_NUMBER_PERCENT_PPM : FC_NUMBER_INTEGER;
      return TRUE;
    default:
      return FALSE;
    }
}

static const char *
unit_of (const FcField      *field,
         const FcFieldUnits *units)
{
  FcNumberKind kind;

  if (field->type == FC_TYPE_DENSITY)
    return C_ ("unit", "kg/m³");
  if (field->type == FC_TYPE_JSON)
    return C_ ("unit", "mm = volume; mm = volume; …");
  if (!number_kind (field, &kind) || kind == FC_NUMBER_INTEGER)
    return NULL;
  return fc_number_unit (kind, units->currency);
}

/**
 * fc_field_title:
 *
 * Returns: (transfer full): the field's label with its unit: "Capacity (L)"
 */
char *
fc_field_title (const FcField      *field,
                const FcFieldUnits *units)
{
  const char *unit = unit_of (field, units), *share = share_label (field);
  const char *label = share != NULL ? share : _ (field->label);

  if (thousandth_label (field) != NULL)
    return g_strdup (thousandth_label (field));
  return unit != NULL ? g_strdup_printf ("%s (%s)", label, unit) : g_strdup (label);
}

static char *
time_to_text (gint64              time_us,
              const FcFieldUnits *units)
{
  GTimeZone *zone = units->zone != NULL ? units->zone : fc_zone_of (NULL);
  g_autofree char *date = fc_date_write (fc_time_to_date (time_us, zone), fc_date_style_in_use ());
  g_autofree char *time = fc_show_time_of_day (time_us, zone);

  return g_strdup_printf ("%s %s", date, time);
}

/**
 * fc_field_to_text:
 *
 * Returns: (transfer full): @value as a person would type it, "" for none
 */
char *
fc_field_to_text (const FcField      *field,
                  const FcValue      *value,
                  const FcFieldUnits *units)
{
  FcNumberKind kind;

  if (value->kind == FC_VALUE_NULL)
    return g_strdup ("");
  if (value->kind == FC_VALUE_TEXT)
    return field->type == FC_TYPE_JSON ? fc_chart_to_text (value->text) : g_strdup (value->text);
  if (value->kind == FC_VALUE_ID)
    return fc_id_dup_string (&value->id);
  if (thousandth_label (field) != NULL)
    return fc_decimal_format (value->number, 3, 0);
  if (number_kind (field, &kind))
    return fc_number_edit (kind, value->number, units->currency);
  switch ((int) field->type)
    {
    case FC_TYPE_DENSITY:
      return fc_decimal_format (value->number, 3, 0);
    case FC_TYPE_DATE:
      return fc_date_write ((FcDate) value->number, fc_date_style_in_use ());
    case FC_TYPE_TIME:
      return time_to_text (value->number, units);
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
    }
}

/* "14:30" alone is the last time it was that o'clock. */
static GDateTime *
o_clock (GTimeZone *zone,
         int        hour,
         int        minute)
{
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  g_autoptr (GDateTime) today
      = g_date_time_new (zone, g_date_time_get_year (now), g_date_time_get_month (now),
                         g_date_time_get_day_of_month (now), hour, minute, 0);

  if (today == NULL || g_date_time_compare (today, now) <= 0)
    return g_steal_pointer (&today);
  return g_date_time_add_days (today, -1);
}

/* "20/11/2026 14:30"; midnight where there is no time of day. */
static gboolean
moment_from_text (const char *text,
                  GTimeZone  *zone,
                  gint64     *time_us)
{
  g_autofree char *day = g_strdup (text);
  char *clock = strchr (text, ':') != NULL ? strrchr (day, ' ') : NULL;
  int hour = 0, minute = 0, end = 0;
  FcDate date;

  if (clock != NULL)
    {
      *clock++ = '\0';
      if (sscanf (clock, "%2d:%2d%n", &hour, &minute, &end) != 2 || clock[end] != '\0' || hour < 0 || hour > 23 ||
          minute < 0 || minute > 59)
        return FALSE;
    }
  if (!fc_date_read (day, fc_date_style_in_use (), &date, NULL))
    return FALSE;
  *time_us = fc_time_from_local (date, (hour * 60 + minute) * (FC_HOUR_US / 60), zone);
  return TRUE;
}

static gboolean
time_from_text (const char         *text,
                const FcFieldUnits *units,
                gint64             *time_us,
                GError            **error)
{
  GTimeZone *zone = units->zone != NULL ? units->zone : fc_zone_of (NULL);
  int hour = 0, minute = 0, end = 0;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *example = NULL;

  if (sscanf (text, "%d:%d%n", &hour, &minute, &end) == 2 && text[end] == '\0')
    local = o_clock (zone, hour, minute);
  if (local != NULL)
    {
      *time_us = g_date_time_to_unix (local) * G_USEC_PER_SEC;
      return TRUE;
    }
  if (moment_from_text (text, zone, time_us))
    return TRUE;
  example = fc_date_write (fc_date_from_civil (2024, 5, 31), fc_date_style_in_use ());
  /* Translators: what was typed, and a date as it should be */
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%s” is no time; write it as %s 14:00"), text, example);
  return FALSE;
}

static gboolean
number_from_text (const FcField      *field,
                  const char         *text,
                  const FcFieldUnits *units,
                  gint64             *number,
                  GError            **error)
{
  FcNumberKind kind;
  FcDate date;

  if (number_kind (field, &kind))
    return fc_number_parse (kind, text, units->currency, number, error);
  switch ((int) field->type)
    {
    case FC_TYPE_TIME:
      return time_from_text (text, units, number, error);
    case FC_TYPE_DATE:
      if (!fc_date_read (text, fc_date_style_in_use (), &date, error))
        return FALSE;
      *number = date;
      return TRUE;
    default:
      return fc_decimal_parse (text, 3, number, error);
    }
}

static gboolean
check_bounds (const FcField      *field,
              const FcValue      *value,
              const FcFieldUnits *units,
              GError            **error)
{
  FcValue bound = { .kind = FC_VALUE_INT };
  g_autofree char *text = NULL;

  if (value->kind != FC_VALUE_INT || field->max <= field->min)
    return TRUE;
  if (value->number >= field->min && value->number <= field->max)
    return TRUE;
  bound.number = value->number < field->min ? field->min : field->max;
  text = field->type == FC_TYPE_MONEY ? fc_money_format (bound.number, units->currency)
                                      : fc_field_to_text (field, &bound, units);
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, value->number < field->min ? _ ("At least %s") : _ ("At most %s"),
               text);
  return FALSE;
}

static gboolean
is_currency (const FcField *field)
{
  return strcmp (field->name, "currency") == 0;
}

/* Length, and what core would refuse: better said beside the field. */
static gboolean
check_text (const FcField  *field,
            const char     *text,
            GError        **error)
{
  glong most = field->max > 0 ? (glong) field->max : 1000;
  g_autofree char *capitals = is_currency (field) ? g_ascii_strup (text, -1) : NULL;
  g_autoptr (GTimeZone) zone = strcmp (field->name, "time_zone") == 0 ? g_time_zone_new_identifier (text) : NULL;

  if (g_utf8_strlen (text, -1) > most)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("At most %ld characters"), most);
  else if (capitals != NULL && !fc_currency_is_known (capitals))
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("No currency of ISO 4217; write its three letters, such as EUR"));
  else if (strcmp (field->name, "time_zone") == 0 && (zone == NULL || !g_ascii_isalpha (*text)))
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("Not a known zone; write it as Europe/Lisbon"));
  else
    return TRUE;
  return FALSE;
}

/**
 * fc_field_from_text:
 * @text: what was typed
 * @value: (out): its content is replaced; %FC_VALUE_NULL for an empty text
 * @error: %FC_ERROR with a translated sentence to stand beside the field
 */
gboolean
fc_field_from_text (const FcField      *field,
                    const char         *text,
                    const FcFieldUnits *units,
                    FcValue            *value,
                    GError            **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gint64 number;

  fc_value_clear (value);
  value->kind = FC_VALUE_NULL;
  if (*stripped == '\0')
    {
      if ((field->flags & FC_FIELD_REQUIRED) == 0)
        return TRUE;
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("Needed"));
      return FALSE;
    }
  if (field->type == FC_TYPE_JSON)
    {
      value->text = fc_chart_from_text (stripped, error);
      value->kind = value->text != NULL ? FC_VALUE_TEXT : FC_VALUE_NULL;
      return value->text != NULL;
    }
  if (fc_type_is_text (field->type))
    {
      if (!check_text (field, stripped, error))
        return FALSE;
      value->kind = FC_VALUE_TEXT;
      value->text = is_currency (field) ? g_ascii_strup (stripped, -1) : g_steal_pointer (&stripped);
      return TRUE;
    }
  if (!number_from_text (field, stripped, units, &number, error))
    return FALSE;
  value->kind = FC_VALUE_INT;
  value->number = number;
  return check_bounds (field, value, units, error);
}
