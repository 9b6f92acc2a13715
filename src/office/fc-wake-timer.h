/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint fc_wake_timer_add (gint64      wait_us,
                         GSourceFunc function,
                         gpointer    user_data);

G_END_DECLS
