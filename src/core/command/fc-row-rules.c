/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-row-rules.h"

#include "fc-error.h"
#include "fc-money.h"

#include <glib/gi18n-lib.h>

/* Rules that hold for a row whoever changes it and by whatever way: a form, a command, a script, another program. */

#define MOST_NAMED 4

/**
 * fc_foreach_referrer:
 *
 * The parts of a station: nozzles draw from tanks, stand on pumps and give products, tanks hold products.
 */
void
fc_foreach_referrer (FcEntity        entity,
                     FcReferrerFunc  func,
                     gpointer        user_data)
{
  static const FcEntity holders[] = { FC_TANK, FC_PUMP, FC_NOZZLE };

  for (guint i = 0; i < G_N_ELEMENTS (holders); i++)
    {
      const FcEntityInfo *about = fc_catalog_get (holders[i]);

      for (guint field = 0; field < about->n_fields; field++)
        if (about->fields[field].type == FC_TYPE_REF && about->fields[field].target == entity &&
            (about->fields[field].flags & FC_FIELD_PARENT) == 0)
          func (holders[i], (int) field, user_data);
    }
}

/* "nozzle 1A", "tank 3", "Diesel" */
static char *
name_of (FcRecord *row)
{
  switch ((int) fc_record_get_entity (row))
    {
    case FC_TANK:
      return g_strdup_printf (_ ("tank %d"), (int) fc_record_get_int (row, FC_TANK_NUMBER));
    case FC_PUMP:
      return g_strdup_printf (_ ("pump %d"), (int) fc_record_get_int (row, FC_PUMP_NUMBER));
    case FC_NOZZLE:
      return g_strdup_printf (_ ("nozzle %s"), fc_record_get_text (row, FC_NOZZLE_LABEL));
    case FC_PRODUCT:
      return g_strdup (fc_record_get_text (row, FC_PRODUCT_NAME));
    default:
      return g_strdup (_ (fc_catalog_get (fc_record_get_entity (row))->label));
    }
}

typedef struct {
  FcRowSet *rows;
  const FcId *id;
  GPtrArray *names; /* char* */
} Holders;

static void
find_holders (FcEntity  holder,
              int       field,
              gpointer  user_data)
{
  Holders *self = user_data;
  g_autoptr (GPtrArray) rows = fc_row_set_list_by (self->rows, holder, field, self->id);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *name = name_of (rows->pdata[i]);

      if (holder == FC_NOZZLE && fc_record_get_bool (rows->pdata[i], FC_NOZZLE_REMOVED))
        continue;
      if (!g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, NULL))
        g_ptr_array_add (self->names, g_steal_pointer (&name));
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static char *
list_of (GPtrArray *names)
{
  g_autofree char **first = g_new0 (char *, MOST_NAMED + 1);
  g_autofree char *list = NULL;

  for (guint i = 0; i < MIN (names->len, MOST_NAMED); i++)
    first[i] = names->pdata[i];
  list = g_strjoinv (", ", first);
  if (names->len <= MOST_NAMED)
    return g_steal_pointer (&list);
  /* Translators: a list that is cut short: “tank 3, nozzle 1A and 4 more” */
  return g_strdup_printf (_ ("%s and %u more"), list, names->len - MOST_NAMED);
}

static gboolean
check_nobody_holds (FcRecord  *row,
                    FcRowSet  *rows,
                    GError   **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Holders holders = { rows, fc_record_get_id (row), names };
  g_autofree char *name = NULL, *list = NULL;

  fc_foreach_referrer (fc_record_get_entity (row), find_holders, &holders);
  if (names->len == 0)
    return TRUE;
  g_ptr_array_sort (names, compare_names);
  list = list_of (names);
  name = name_of (row);
  *name = g_ascii_toupper (*name);
  g_set_error (error, FC_ERROR, FC_ERROR_CONFLICT,
               /* Translators: what is to be deleted, and the list of what uses it: “Diesel … nozzle 1A, tank 3 …” */
               ngettext ("%s cannot be deleted: %s still uses it. Change or remove that first",
                         "%s cannot be deleted: %s still use it. Change or remove those first", names->len),
               name, list);
  return FALSE;
}

static gboolean
changes_field (const FcChange *change,
               int             field)
{
  return (change->mask >> field & 1) != 0 && !fc_record_is_null (change->after, field);
}

static gboolean
check_currency (const FcChange  *change,
                int              field,
                GError         **error)
{
  const char *currency = fc_record_get_text (change->after, field);

  if (!changes_field (change, field) || fc_currency_is_known (currency))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
               _ ("“%s” is no currency. Write its three letters after ISO 4217, such as EUR or KES"), currency);
  return FALSE;
}

/* On a machine without a zone database nothing can be said. */
static gboolean
is_zone (const char *name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
  g_autoptr (GTimeZone) sure = NULL;

  if (zone != NULL)
    return g_ascii_isalpha (*name);
  sure = g_time_zone_new_identifier ("Europe/London");
  return sure == NULL;
}

static gboolean
check_zone (const FcChange  *change,
            int              field,
            GError         **error)
{
  const char *zone = fc_record_get_text (change->after, field);

  if (!changes_field (change, field) || is_zone (zone))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
               _ ("“%s” is no time zone. Write it by continent and city, such as Europe/Lisbon or Africa/Nairobi"),
               zone);
  return FALSE;
}

/**
 * fc_row_rules_check:
 * @rows: with the rows of fc_foreach_referrer() where @change is a delete
 * @error: FC_ERROR with a sentence that names what is in the way
 */
gboolean
fc_row_rules_check (const FcChange  *change,
                    FcRowSet        *rows,
                    GError         **error)
{
  if (change->kind == FC_CHANGE_DELETE)
    return check_nobody_holds (change->after, rows, error);
  switch ((int) fc_record_get_entity (change->after))
    {
    case FC_TENANT:
      return check_currency (change, FC_TENANT_CURRENCY, error) && check_zone (change, FC_TENANT_TIME_ZONE, error);
    case FC_STATION:
      return check_currency (change, FC_STATION_CURRENCY, error) && check_zone (change, FC_STATION_TIME_ZONE, error);
    default:
      return TRUE;
    }
}
