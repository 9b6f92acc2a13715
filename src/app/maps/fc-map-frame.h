/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-mercator.h"

G_BEGIN_DECLS

/* What a widget shows of the world. */
typedef struct {
  double x, y;          /* the place in its middle, in the square of fc-mercator.h */
  double world;         /* pixels that the world is wide */
  double width, height; /* pixels */
} FcMapFrame;

/* The pixel of a place; @turn: which copy of the world. */
static inline void
fc_map_frame_locate (const FcMapFrame *self,
                     double            x,
                     double            y,
                     int               turn,
                     double           *left,
                     double           *top)
{
  *left = (x + turn - self->x) * self->world + self->width / 2;
  *top = (y - self->y) * self->world + self->height / 2;
}

/* The copies of the world of which something may be seen. */
static inline void
fc_map_frame_turns (const FcMapFrame *self,
                    int              *first,
                    int              *last)
{
  *first = (int) floor (self->x - self->width / 2 / self->world);
  *last = (int) floor (self->x + self->width / 2 / self->world);
}

G_END_DECLS
