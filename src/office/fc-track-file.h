/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-track.h"

G_BEGIN_DECLS

/* What a file of a receiver says, before anything is imported. */
typedef struct {
  char *name;
  const char *source;  /* "gpx" or "nmea" */
  FcTrack *track;      /* not marked */
  guint n_refused;     /* sentences of NMEA that could not be read, fixes of GPX at no place on earth */
  guint n_timeless;    /* fixes without a time: they cannot be kept */
  gint64 first_us;     /* of those with a time; 0 where there is none */
  gint64 last_us;
} FcTrackFile;

void         fc_track_file_free        (FcTrackFile          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTrackFile, fc_track_file_free)
void         fc_track_file_read_async  (GFile                *file,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
FcTrackFile *fc_track_file_read_finish (GAsyncResult         *result,
                                        GError              **error);
gboolean     fc_track_file_is_one      (GFile                *file);
gboolean     fc_track_file_names       (const FcTrackFile    *self,
                                        const char           *text);

G_END_DECLS
