/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* What a plot leaves behind in a file. */
typedef enum {
  FC_PLOT_FILE_PNG,
  FC_PLOT_FILE_SVG,
  FC_PLOT_FILE_CSV,
} FcPlotFileFormat;

char        *fc_plot_file_name         (const char          *title,
                                        FcPlotFileFormat     format);
gboolean     fc_plot_file_ends         (GFile               *file,
                                        FcPlotFileFormat     format);
GFile       *fc_plot_file_complete     (GFile               *file,
                                        FcPlotFileFormat     format);

/* Whole or not at all: what was there before stays where it cannot be written. */
void         fc_plot_file_write_async  (GFile               *file,
                                        gboolean             replace,
                                        GdkTexture          *texture, /* (nullable): as PNG, else @text */
                                        GBytes              *text,    /* (nullable) */
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean     fc_plot_file_write_finish (GAsyncResult        *result,
                                        GError             **error);

G_END_DECLS
