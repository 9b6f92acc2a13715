/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/*
 * Sets up a station from nothing, step by step: details, products, tanks, pumps and nozzles, prices, limits. All of it
 * becomes rows in one transaction at the end.
 */
#define FC_TYPE_STATION_ASSISTANT (fc_station_assistant_get_type ())
G_DECLARE_FINAL_TYPE (FcStationAssistant, fc_station_assistant, FC, STATION_ASSISTANT, AdwWindow)

void fc_station_assistant_present (FcPage *page);

G_END_DECLS
