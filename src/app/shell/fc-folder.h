/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-profile.h"

G_BEGIN_DECLS

GSettings *fc_settings_for_profile (const char *profile);

G_END_DECLS
