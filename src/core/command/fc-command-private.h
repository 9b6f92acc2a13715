/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

const FcId *fc_command_station_of (FcRecord *row); /* (nullable) */

G_END_DECLS
