/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-time.h"

G_BEGIN_DECLS

/* GTK's calendar speaks of moments; a business date has none. */
FcDate fc_calendar_get_date (GtkCalendar *calendar);
void   fc_calendar_set_date (GtkCalendar *calendar,
                             FcDate       date);

G_END_DECLS
