/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"
#include "fc-tank-chart.h"

#include <glib/gi18n-lib.h>

/* Fuel that cannot have gone where the delivery says. */

static const FcSheetTank *
tank_of (FcShiftSheet *self,
         FcRecord     *delivery)
{
  const FcId *id = fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID);

  for (guint i = 0; id != NULL && i < self->tanks->len; i++)
    {
      const FcSheetTank *line = &g_array_index (self->tanks, FcSheetTank, i);

      if (line->tank != NULL && fc_id_equal (fc_record_get_id (line->tank), id))
        return line;
    }
  return NULL;
}

/* The most that there can have been room for: above the dip before it, or else as if all sales came first. */
static gint64
room_for (FcRecord          *delivery,
          const FcSheetTank *line)
{
  gint64 sold = fc_record_get_int (delivery, FC_DELIVERY_SALES_DURING);
  gint64 before = fc_record_get_int (delivery, FC_DELIVERY_VOLUME_BEFORE);

  if (fc_record_is_null (delivery, FC_DELIVERY_VOLUME_BEFORE))
    {
      sold = line->sales;
      before = line->opening;
    }
  return MAX (fc_tank_fill_limit (line->tank) - MAX (before - sold, 0), 0);
}

static void
find_odd_delivery (FcShiftSheet *self,
                   FcRowSet     *rows,
                   FcRecord     *delivery)
{
  const FcSheetTank *line = tank_of (self, delivery);
  const FcId *tank_id = fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID);
  gint64 ticketed = fc_record_get_int (delivery, FC_DELIVERY_TICKETED_VOLUME), room;
  g_autofree char *came = NULL, *fits = NULL;

  if (tank_id == NULL || fc_row_set_get (rows, FC_TANK, tank_id) == NULL)
    {
      came = fc_volume_say (ticketed, self->volume_unit, 0);
      fc_shift_sheet_warn (self, FC_STEP_DELIVERIES, fc_record_get_id (delivery), TRUE,
                           _ ("The delivery of %s went into no tank of this station: correct it"), came);
      return;
    }
  if (line == NULL || fc_tank_fill_limit (line->tank) == 0)
    return;
  room = room_for (delivery, line);
  if (ticketed <= room)
    return;
  came = fc_volume_say (ticketed, self->volume_unit, 0);
  fits = fc_volume_say (room, self->volume_unit, 0);
  fc_shift_sheet_odd (self, FC_ANOMALY_ULLAGE, FC_LEVEL_ODD, FC_STEP_DELIVERIES, fc_record_get_id (delivery),
                      /* Translators: a tank’s number, the volume on the delivery note, what would have fitted */
                      _ ("Tank %d: %s were delivered, but there was room for %s"), fc_sheet_tank_number (line->tank),
                      came, fits);
}

/* A delivery into a tank that is not there, or larger than the room in its tank. */
void
fc_sheet_find_odd_deliveries (FcShiftSheet *self,
                              FcRowSet     *rows)
{
  g_autoptr (GPtrArray) deliveries
    = fc_row_set_list_by (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, fc_record_get_id (self->shift));

  for (guint i = 0; i < deliveries->len; i++)
    find_odd_delivery (self, rows, deliveries->pdata[i]);
}
