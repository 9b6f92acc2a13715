/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-messages.h"
#include "fc-quantity.h"
#include "fc-tank-chart.h"

G_BEGIN_DECLS

/* A strapping chart while it is imported or edited: rows that may still be wrong. The tank keeps them as [[mm, mL], …]. */
typedef struct {
  gint64 level;  /* mm */
  gint64 volume; /* mL */
} FcChartPoint;

GArray      *fc_chart_points_from_json (const char          *json,
                                        GError             **error);
char        *fc_chart_points_to_json   (const FcChartPoint  *points,
                                        guint                n_points);
guint        fc_chart_points_check     (const FcChartPoint  *points,
                                        guint                n_points,
                                        gint64               capacity,
                                        gint64               diameter,
                                        FcMessages          *messages);
FcTankChart *fc_chart_points_to_chart  (const FcChartPoint  *points,
                                        guint                n_points,
                                        GError             **error);
guint        fc_chart_points_insert    (GArray              *points,
                                        const FcChartPoint  *point);

/* What the columns of a chart's file count in. */
typedef enum {
  FC_LEVEL_MM,
  FC_LEVEL_CM,
  FC_LEVEL_INCH,
} FcLevelUnit;

typedef struct {
  FcLevelUnit level;
  FcVolumeUnit volume;
} FcChartUnits;

FcChartUnits fc_chart_guess_units      (GBytes              *text,
                                        const FcChartUnits  *otherwise);
GArray      *fc_chart_import           (GBytes              *text,
                                        const FcChartUnits  *units,
                                        const char          *file,
                                        FcMessages          *messages);

G_END_DECLS
