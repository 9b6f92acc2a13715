/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-replica.h"

G_BEGIN_DECLS

/*
 * Where one person signs: drawn on the pad, or confirmed by the PIN they have chosen at this computer; the first time
 * they choose it here. Signals: "signed" (method, JsonArray strokes or NULL), "cancelled".
 */
#define FC_TYPE_SIGN_FORM (fc_sign_form_get_type ())
G_DECLARE_FINAL_TYPE (FcSignForm, fc_sign_form, FC, SIGN_FORM, AdwBin)

GtkWidget *fc_sign_form_new   (FcReplica  *replica,
                               const FcId *person,
                               const char *name);
void       fc_sign_form_focus (FcSignForm *self);

G_END_DECLS
