/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-track.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FC_GPX_MOST_BYTES (512 * 1024 * 1024)
#define FC_GPX_MOST_FIXES 4000000

FcTrack *fc_gpx_read       (GInputStream  *stream,
                            const char    *name,
                            guint         *n_refused,
                            GCancellable  *cancellable,
                            GError       **error);
FcTrack *fc_gpx_read_bytes (GBytes        *bytes,
                            const char    *name,
                            guint         *n_refused,
                            GError       **error);

G_END_DECLS
