/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

/* From level to volume: the tank's strapping chart with monotone interpolation, or the cylinder it is. Immutable. */
typedef struct _FcTankChart FcTankChart;

FcTankChart *fc_tank_chart_new          (FcRecord          *tank,
                                         GError           **error);
FcTankChart *fc_tank_chart_new_cylinder (gint64             diameter_mm,
                                         gint64             length_mm);
FcTankChart *fc_tank_chart_new_points   (const gint64      *levels_mm,
                                         const gint64      *volumes_ml,
                                         guint              n_points,
                                         GError           **error);
void         fc_tank_chart_free         (FcTankChart       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTankChart, fc_tank_chart_free)

gint64       fc_tank_chart_volume       (const FcTankChart *self,
                                         gint64             level_mm);
gint64       fc_tank_chart_level        (const FcTankChart *self,
                                         gint64             volume_ml);
gint64       fc_tank_chart_top          (const FcTankChart *self);

/* mL that the tank may be filled up to: its safe fill, or where none is given its capacity. */
gint64       fc_tank_fill_limit         (FcRecord          *tank);

G_END_DECLS
