/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-core.h"

#include "fc-alert-commands.h"
#include "fc-dashboard-commands.h"
#include "fc-day-commands.h"
#include "fc-journal-sales.h"
#include "fc-positions.h"
#include "fc-shift-commands.h"

void
fc_core_init (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      fc_shift_commands_register ();
      fc_day_commands_register ();
      fc_sales_commands_register ();
      fc_alert_commands_register ();
      fc_fleet_commands_register ();
      fc_dashboard_commands_register ();
      g_once_init_leave (&once, 1);
    }
}
