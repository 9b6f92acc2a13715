/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-calendar.h"

FcDate
fc_calendar_get_date (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) moment = gtk_calendar_get_date (calendar);

  return fc_date_from_civil (g_date_time_get_year (moment), g_date_time_get_month (moment),
                             g_date_time_get_day_of_month (moment));
}

void
fc_calendar_set_date (GtkCalendar *calendar,
                      FcDate       date)
{
  int year, month, day;
  g_autoptr (GDateTime) moment = NULL;

  fc_date_to_civil (date, &year, &month, &day);
  moment = g_date_time_new_local (year, month, day, 12, 0, 0);
  gtk_calendar_select_day (calendar, moment);
}
