/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An instant is a gint64 of UTC µs since 1970. A civil date is an FcDate: days since 1970-01-01. */
typedef gint32 FcDate;

#define FC_HOUR_US (G_GINT64_CONSTANT (3600000000))
#define FC_DAY_US  (24 * FC_HOUR_US)

FcDate    fc_date_from_civil  (int          year,
                               int          month,
                               int          day);
void      fc_date_to_civil    (FcDate       date,
                               int         *year,
                               int         *month,
                               int         *day);
int       fc_date_weekday     (FcDate       date);
gboolean  fc_date_parse       (const char  *text,
                               FcDate      *date,
                               GError     **error);
char     *fc_date_to_iso      (FcDate       date);
FcDate    fc_time_to_date     (gint64       time_us,
                               GTimeZone   *zone);
gint64    fc_time_from_local  (FcDate       date,
                               gint64       of_day_us,
                               GTimeZone   *zone);
char     *fc_time_to_iso      (gint64       time_us);
gboolean  fc_time_parse       (const char  *text,
                               gint64      *time_us,
                               GError     **error);

G_END_DECLS
