/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A small pill with a word and perhaps a sign: the state of a shift, of a sync. Style: NULL, "success", "warning", "error", "accent". */
#define FC_TYPE_CHIP (fc_chip_get_type ())
G_DECLARE_FINAL_TYPE (FcChip, fc_chip, FC, CHIP, GtkWidget)

GtkWidget *fc_chip_new       (const char *text,
                              const char *icon_name,
                              const char *style);
void       fc_chip_set       (FcChip     *self,
                              const char *text,
                              const char *icon_name, /* nullable */
                              const char *style);    /* nullable */

/*
 * One choice out of several in a filter bar, as a menu button: "State: All ▾". Values are strings; "" is all.
 * Property "value" notifies.
 */
#define FC_TYPE_FILTER_CHIP (fc_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (FcFilterChip, fc_filter_chip, FC, FILTER_CHIP, GtkWidget)

GtkWidget  *fc_filter_chip_new       (const char   *title);
void        fc_filter_chip_add       (FcFilterChip *self,
                                      const char   *value,
                                      const char   *label);
const char *fc_filter_chip_get_value (FcFilterChip *self);
void        fc_filter_chip_set_value (FcFilterChip *self,
                                      const char   *value);

G_END_DECLS
