/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-feed.h"

/* The vendors of samples/, with the units of their stations. */
extern const char *const sample_vendors[];

FcNaxmlOptions sample_options (const char     *vendor);
GBytes        *sample_bytes   (const char     *vendor,
                               const char     *name);
GPtrArray     *sample_names   (const char     *vendor);
FcNaxmlReport *sample_report  (const char     *vendor,
                               const char     *name,
                               FcMessages     *messages);
GPtrArray     *sample_reports (const char     *vendor,
                               FcMessages     *messages);
char          *messages_text  (FcMessages     *messages);
guint32        test_seed      (void);
