/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-gauge-source.h"

G_BEGIN_DECLS

/* An open serial line in raw mode, non-blocking; -1 with an error. */
int  fc_gauge_serial_open  (const FcGaugeSource  *source,
                            GError              **error);
void fc_gauge_serial_close (int                   fd);

G_END_DECLS
