/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record-form.h"

G_BEGIN_DECLS

/* The points of a geofence in a form, one row each: latitude and longitude, as maps everywhere copy them. */
#define FC_TYPE_POINTS_GROUP (fc_points_group_get_type ())
G_DECLARE_FINAL_TYPE (FcPointsGroup, fc_points_group, FC, POINTS_GROUP, AdwPreferencesGroup)

GtkWidget *fc_points_group_new (FcRecordForm *form,
                                gboolean      editable,
                                gboolean      offers_map);

G_END_DECLS
