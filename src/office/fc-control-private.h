/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-control.h"

G_BEGIN_DECLS

#define FC_CONTROL_PATH      "/org/forecourt/Forecourt/Control"
#define FC_CONTROL_INTERFACE "org.forecourt.Forecourt.Control"

void        fc_control_register_errors (void); /* so that FC_ERROR and its kin cross the bus */
char       *fc_control_print           (JsonObject  *object);
JsonObject *fc_control_parse           (const char  *text,
                                        GError     **error);

G_END_DECLS
