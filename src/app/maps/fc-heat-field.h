/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FC_HEAT_CELL   6    /* pixels that a cell is wide */
#define FC_HEAT_SPREAD 27.0 /* pixels: the standard deviation of the bell that each thing becomes */

/*
 * How much there is around each pixel of a rectangle: each weight becomes a bell (Gaussian, cut at three standard
 * deviations) that is as high as the weight at its own place. Weights may be below 0. In cells, which begin beyond the
 * rectangle's edge, so that what lies just outside still counts.
 */
typedef struct {
  int columns, rows;
  float *cells; /* row by row */
} FcHeatField;

FcHeatField *fc_heat_field_new     (double             width,
                                    double             height);
void         fc_heat_field_free    (FcHeatField       *self);
void         fc_heat_field_add     (FcHeatField       *self,
                                    double             x,
                                    double             y,
                                    double             weight);
void         fc_heat_field_spread  (FcHeatField       *self);
double       fc_heat_field_at      (const FcHeatField *self,
                                    double             x,
                                    double             y);
double       fc_heat_field_highest (const FcHeatField *self);
double       fc_heat_field_volume  (const FcHeatField *self);
int          fc_heat_field_margin  (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcHeatField, fc_heat_field_free)

gint64       fc_heat_top           (double             highest);

G_END_DECLS
