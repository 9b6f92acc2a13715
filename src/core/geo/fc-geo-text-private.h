/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FC_KMH_PER_KNOT (1.852)

gboolean  fc_geo_read_number (const char *text,
                              gsize       length,
                              double     *number);
gboolean  fc_geo_read_time   (const char *text,
                              gint64     *time_us);

G_END_DECLS
