/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-calculator.h"

G_BEGIN_DECLS

/*
 * A row of a form (AdwPreferencesGroup) for one number, calculator included; says beside it what is wrong and keeps what was typed.
 * Properties: "kind", "currency" (nullable), "minimum", "maximum" (no bounds where min > max),
 * "optional" (empty is allowed), "has-value", "value" (gint64), "valid". "value" notifies on every keystroke that reads as a number;
 * "committed" is emitted on Enter and when the focus leaves with a changed value.
 */
#define FC_TYPE_NUMBER_ROW (fc_number_row_get_type ())
G_DECLARE_FINAL_TYPE (FcNumberRow, fc_number_row, FC, NUMBER_ROW, AdwEntryRow)

GtkWidget *fc_number_row_new          (FcNumberKind   kind,
                                       const char    *title);
gboolean   fc_number_row_get_value    (FcNumberRow   *self,
                                       gint64        *value);
void       fc_number_row_set_value    (FcNumberRow   *self,
                                       gint64         value);
void       fc_number_row_clear        (FcNumberRow   *self);
gboolean   fc_number_row_is_valid     (FcNumberRow   *self);
const char *fc_number_row_get_error   (FcNumberRow   *self);
void       fc_number_row_show_error   (FcNumberRow   *self,
                                       const char    *message);

G_END_DECLS
