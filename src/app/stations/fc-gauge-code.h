/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-record.h"

G_BEGIN_DECLS

/* Adds a row for the security code of a gauge; it lies in the keyring of this computer and is never shown again. */
void fc_gauge_code_add_row (FcRecord  *gauge,
                            GtkWidget *expander);

G_END_DECLS
