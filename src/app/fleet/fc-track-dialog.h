/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* A window that shows what a GPX or NMEA file says and brings it in for a vehicle. */
#define FC_TYPE_TRACK_DIALOG (fc_track_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FcTrackDialog, fc_track_dialog, FC, TRACK_DIALOG, AdwWindow)

void fc_track_dialog_present (FcPage     *page,
                              GFile      *file,
                              const FcId *vehicle_id);
void fc_track_dialog_choose  (FcPage     *page,
                              const FcId *vehicle_id);

G_END_DECLS
