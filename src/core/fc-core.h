/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes every module's commands known, once; replica and hub call it before they run any. Any thread. */
void fc_core_init (void);

G_END_DECLS
