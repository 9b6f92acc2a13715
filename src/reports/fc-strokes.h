/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

/* A signature as it was drawn, on paper and on the screen. */
void fc_strokes_draw (cairo_t    *cr,
                      const char *strokes,
                      double      x,
                      double      y,
                      double      width,
                      double      height);
