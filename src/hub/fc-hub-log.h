/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  fc_hub_log       (const char *event,
                        const char *format,
                        ...) G_GNUC_PRINTF (2, 3);
char *fc_hub_log_quote (const char *text);

G_END_DECLS
