/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* What a vehicle drove in the last days: a group below its form. Follows what comes in. */
#define FC_TYPE_VEHICLE_DAYS (fc_vehicle_days_get_type ())
G_DECLARE_FINAL_TYPE (FcVehicleDays, fc_vehicle_days, FC, VEHICLE_DAYS, AdwPreferencesGroup)

GtkWidget *fc_vehicle_days_new (FcPage     *page,
                                const FcId *vehicle_id);

G_END_DECLS
