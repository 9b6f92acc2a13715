/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-words.h"

#include "fc-catalog.h"
#include "fc-date-style.h"

#include <glib/gi18n-lib.h>

static char *
say_tank (const FcAlertThing *thing)
{
  const char *product = thing->product != NULL ? thing->product : "";
  g_autofree char *date = NULL;

  if (g_strcmp0 (thing->entity, "day_tank") != 0)
    /* Translators: number of a tank, and its product */
    return g_strdup_printf (_ ("Tank %d, %s"), (int) thing->tank, product);
  date = fc_date_format (thing->date);
  /* Translators: number of a tank, its product, and the day */
  return g_strdup_printf (_ ("Tank %d, %s, on %s"), (int) thing->tank, product, date);
}

/**
 * fc_alert_thing_say:
 *
 * Returns: (transfer full): “Tank 3, Diesel”, “Shift 2 of 20/11/2026”, without the station; what is not known here any more
 *   is said by its kind
 */
char *
fc_alert_thing_say (const FcAlertThing *thing)
{
  const FcEntityInfo *info = fc_catalog_find (thing->entity);

  if (thing->tank > 0)
    return say_tank (thing);
  if (thing->shift > 0)
    {
      g_autofree char *date = fc_date_format (thing->date);

      /* Translators: number of a shift, and its business date */
      return g_strdup_printf (_ ("Shift %d of %s"), (int) thing->shift, date);
    }
  if (g_strcmp0 (thing->entity, "station") == 0 && thing->date > 0)
    {
      g_autofree char *date = fc_date_format (thing->date);

      /* Translators: a station's business date */
      return g_strdup_printf (_ ("Day of %s"), date);
    }
  if (thing->name != NULL && *thing->name != '\0' && thing->place != NULL)
    /* Translators: number of a vehicle, and the geofence that it came to, left or stays in */
    return g_strdup_printf (_ ("%s, %s"), thing->name, thing->place);
  if (thing->name != NULL && *thing->name != '\0')
    return g_strdup (thing->name);
  return g_strdup (info != NULL ? _ (info->label) : "");
}
