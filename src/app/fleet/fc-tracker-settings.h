/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-context.h"

G_BEGIN_DECLS

/* This computer's connection to the company's Traccar server: begun after the first page, and its group in the preferences. */
void       fc_tracker_start           (FcContext *context);
GtkWidget *fc_tracker_preferences_new (FcContext *context);

G_END_DECLS
