/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-window.h"

G_BEGIN_DECLS

/* Somebody forgot their PIN of this computer: their password, and a new PIN twice. */
#define FC_TYPE_PIN_RESET_WINDOW (fc_pin_reset_window_get_type ())
G_DECLARE_FINAL_TYPE (FcPinResetWindow, fc_pin_reset_window, FC, PIN_RESET_WINDOW, AdwWindow)

GtkWidget *fc_pin_reset_window_new (FcWindow   *window,
                                    const FcId *user_id,
                                    gboolean    forgotten);

G_END_DECLS
