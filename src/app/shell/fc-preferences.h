/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-window.h"

G_BEGIN_DECLS

/* Units, appearance, sync, and what modules add. */
#define FC_TYPE_PREFERENCES (fc_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FcPreferences, fc_preferences, FC, PREFERENCES, AdwPreferencesWindow)

GtkWidget *fc_preferences_new (FcWindow  *window,
                               GSettings *settings);

G_END_DECLS
