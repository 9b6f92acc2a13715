/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-window.h"

G_BEGIN_DECLS

/* The hub wants the password once more; work goes on behind it. */
#define FC_TYPE_SIGN_IN_AGAIN (fc_sign_in_again_get_type ())
G_DECLARE_FINAL_TYPE (FcSignInAgain, fc_sign_in_again, FC, SIGN_IN_AGAIN, AdwWindow)

GtkWidget *fc_sign_in_again_new (FcWindow *window);

G_END_DECLS
