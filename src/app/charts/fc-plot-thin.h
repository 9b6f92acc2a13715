/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fewer points that look the same. */

guint   fc_plot_first_at (const double *x,
                          guint         n,
                          double        value);
GArray *fc_plot_thin     (const double *x,
                          const double *y,
                          guint         first,
                          guint         end,
                          double        from,
                          double        to,
                          guint         columns);

G_END_DECLS
