/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record-list.h"

G_BEGIN_DECLS

/* The parts of a station as lists of forms, and its own fields by group. */
extern const FcRecordListSpec fc_tank_parts;
extern const FcRecordListSpec fc_pump_parts;
extern const FcRecordListSpec fc_nozzle_parts;
extern const FcRecordListSpec fc_gauge_parts;

extern const int fc_station_detail_fields[]; /* ends with -1 */
extern const int fc_station_limit_fields[];

FcRecord *fc_station_new_draft  (FcRecord     *tenant);
gboolean  fc_station_check_zone (FcRecord     *station,
                                 FcRecordForm *form);

G_END_DECLS
