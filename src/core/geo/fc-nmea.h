/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-track.h"

G_BEGIN_DECLS

/* Cuts fixes out of what a receiver says in NMEA 0183 (RMC and GGA of any talker), as it comes or from a file. */
typedef struct _FcNmeaReader FcNmeaReader;

FcNmeaReader *fc_nmea_reader_new       (void);
void          fc_nmea_reader_free      (FcNmeaReader       *self);
void          fc_nmea_reader_push      (FcNmeaReader       *self,
                                        const char         *bytes,
                                        gsize               length,
                                        FcTrack            *into);
void          fc_nmea_reader_finish    (FcNmeaReader       *self,
                                        FcTrack            *into);
guint         fc_nmea_reader_n_refused (const FcNmeaReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNmeaReader, fc_nmea_reader_free)

G_END_DECLS
