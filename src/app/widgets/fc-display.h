/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-money.h"
#include "fc-quantity.h"
#include "fc-time.h"

G_BEGIN_DECLS

/*
 * How this person sees numbers and times: volume unit, currency and time zone of the company, table layouts.
 * One for the process; "changed" when the preferences or the company change.
 */
#define FC_TYPE_DISPLAY (fc_display_get_type ())
G_DECLARE_FINAL_TYPE (FcDisplay, fc_display, FC, DISPLAY, GObject)

FcDisplay    *fc_display_get            (void);
void          fc_display_set_settings   (FcDisplay  *self,
                                         GSettings  *settings);
void          fc_display_set_company    (FcDisplay  *self,
                                         const char *currency,
                                         const char *time_zone);
FcVolumeUnit  fc_display_get_unit       (FcDisplay  *self);
const char   *fc_display_get_currency   (FcDisplay  *self);
GTimeZone    *fc_display_get_zone       (FcDisplay  *self);
GVariant     *fc_display_load_layout    (FcDisplay  *self,
                                         const char *name);
void          fc_display_save_layout    (FcDisplay  *self,
                                         const char *name,
                                         GVariant   *layout);

/* For people, in their locale; (transfer full). Currency NULL: the company's. Zone NULL: the company's. */
char         *fc_show_money             (gint64      minor,
                                         const char *currency);
char         *fc_show_money_with_code   (gint64      minor,
                                         const char *currency);
char         *fc_show_volume            (gint64      volume_ml,
                                         int         decimals);
char         *fc_show_volume_with_unit  (gint64      volume_ml,
                                         int         decimals);
const char   *fc_show_volume_unit       (void);
const char   *fc_show_volume_unit_name  (void);
char         *fc_show_price             (gint64      price);
char         *fc_show_number            (gint64      number);
char         *fc_show_temperature       (gint64      milli_degrees);
char         *fc_show_date              (FcDate      date);
char         *fc_show_date_long         (FcDate      date);
char         *fc_show_period            (FcDate      from,
                                         FcDate      until);
char         *fc_show_time              (gint64      time_us,
                                         GTimeZone  *zone);
char         *fc_show_time_long         (gint64      time_us,
                                         GTimeZone  *zone);
char         *fc_show_time_of_day       (gint64      time_us,
                                         GTimeZone  *zone);
FcDate        fc_today                  (void);
gint64        fc_now                    (void);

G_END_DECLS
