/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-time.h"

G_BEGIN_DECLS

/*
 * When something is to happen, by the clock on a station's wall: a day from a calendar, and a time of day that is typed
 * ("6", "630", "6:30") or moved with the arrow keys by a quarter of an hour, with Page Up and Down by an hour. Below the
 * title stands whose clock it is, and what becomes of an hour that the clocks skip or show twice. Signal: "changed".
 */
#define FC_TYPE_TIME_ROW (fc_time_row_get_type ())
G_DECLARE_FINAL_TYPE (FcTimeRow, fc_time_row, FC, TIME_ROW, AdwActionRow)

GtkWidget *fc_time_row_new       (const char  *title);
void       fc_time_row_set_zone  (FcTimeRow   *self,
                                  GTimeZone   *zone);
void       fc_time_row_set_time  (FcTimeRow   *self,
                                  gint64       time_us);
gboolean   fc_time_row_get_time  (FcTimeRow   *self,
                                  gint64      *time_us,
                                  GError     **error);
GtkWidget *fc_time_row_get_entry (FcTimeRow   *self);

G_END_DECLS
