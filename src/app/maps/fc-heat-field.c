/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-heat-field.h"

#include <math.h>

#define SIGMA (FC_HEAT_SPREAD / FC_HEAT_CELL) /* cells */
#define REACH 14                              /* cells: three of them, rounded up */
#define TAPS  (2 * REACH + 1)

/**
 * fc_heat_field_margin:
 *
 * Returns: cells beyond each edge; a thing farther outside reaches nothing inside
 */
int
fc_heat_field_margin (void)
{
  return REACH;
}

/* The bell along one axis, 1 at its middle. */
static void
make_bell (float bell[TAPS])
{
  for (int i = 0; i < TAPS; i++)
    bell[i] = (float) exp (-(i - REACH) * (i - REACH) / (2 * SIGMA * SIGMA));
}

/**
 * fc_heat_field_new:
 * @width: pixels
 */
FcHeatField *
fc_heat_field_new (double width,
                   double height)
{
  FcHeatField *self = g_new0 (FcHeatField, 1);

  self->columns = (int) ceil (MAX (width, 0) / FC_HEAT_CELL) + 2 * REACH + 1;
  self->rows = (int) ceil (MAX (height, 0) / FC_HEAT_CELL) + 2 * REACH + 1;
  self->cells = g_new0 (float, (gsize) self->columns *(gsize) self->rows);
  return self;
}

void
fc_heat_field_free (FcHeatField *self)
{
  g_free (self->cells);
  g_free (self);
}

/* The cell whose middle is up and left of a pixel, and how far behind that middle it is. FALSE beyond the field. */
static gboolean
find_cell (const FcHeatField  *self,
           double              x,
           double              y,
           float             **cell,
           double             *right,
           double             *down)
{
  double column = x / FC_HEAT_CELL + REACH, row = y / FC_HEAT_CELL + REACH;

  if (!(column >= 0 && row >= 0 && column < self->columns - 1 && row < self->rows - 1))
    return FALSE;
  *cell = self->cells + (gsize) row * (gsize) self->columns + (gsize) column;
  *right = column - floor (column);
  *down = row - floor (row);
  return TRUE;
}

/**
 * fc_heat_field_add:
 * @x: pixels from the left edge
 *
 * Before fc_heat_field_spread().
 */
void
fc_heat_field_add (FcHeatField *self,
                   double       x,
                   double       y,
                   double       weight)
{
  double right, down;
  float *cell;

  if (!find_cell (self, x, y, &cell, &right, &down))
    return;
  cell[0] += (float) (weight * (1 - right) * (1 - down));
  cell[1] += (float) (weight * right * (1 - down));
  cell[self->columns] += (float) (weight * (1 - right) * down);
  cell[self->columns + 1] += (float) (weight * right * down);
}

/* Along the rows, then along the columns, a whole row at a time. */
static void
spread_rows (const FcHeatField *self,
             const float        bell[TAPS],
             const float       *from,
             float             *to)
{
  for (int row = 0; row < self->rows; row++)
    {
      const float *read = from + (gsize) row * (gsize) self->columns;
      float *write = to + (gsize) row * (gsize) self->columns;

      for (int column = 0; column < self->columns; column++)
        {
          int first = MAX (column - REACH, 0), last = MIN (column + REACH, self->columns - 1);
          float sum = 0;

          for (int i = first; i <= last; i++)
            sum += read[i] * bell[i - column + REACH];
          write[column] = sum;
        }
    }
}

static void
spread_columns (const FcHeatField *self,
                const float        bell[TAPS],
                const float       *from,
                float             *to)
{
  for (int row = 0; row < self->rows; row++)
    {
      float *write = to + (gsize) row * (gsize) self->columns;

      for (int column = 0; column < self->columns; column++)
        write[column] = 0;
      for (int i = MAX (row - REACH, 0); i <= MIN (row + REACH, self->rows - 1); i++)
        {
          const float *read = from + (gsize) i * (gsize) self->columns;
          float share = bell[i - row + REACH];

          for (int column = 0; column < self->columns; column++)
            write[column] += read[column] * share;
        }
    }
}

/**
 * fc_heat_field_spread:
 *
 * Makes the bells, once all is added.
 */
void
fc_heat_field_spread (FcHeatField *self)
{
  g_autofree float *between = g_new (float, (gsize) self->columns *(gsize) self->rows);
  float bell[TAPS];

  make_bell (bell);
  spread_rows (self, bell, self->cells, between);
  spread_columns (self, bell, between, self->cells);
}

/**
 * fc_heat_field_at:
 *
 * Returns: how much there is around that pixel; 0 outside
 */
double
fc_heat_field_at (const FcHeatField *self,
                  double             x,
                  double             y)
{
  double right, down;
  float *cell;

  if (!find_cell (self, x, y, &cell, &right, &down))
    return 0;
  return (cell[0] * (1 - right) + cell[1] * right) * (1 - down) +
         (cell[self->columns] * (1 - right) + cell[self->columns + 1] * right) * down;
}

/**
 * fc_heat_field_highest:
 *
 * Returns: the most there is anywhere within the rectangle; 0 where nothing is above that
 */
double
fc_heat_field_highest (const FcHeatField *self)
{
  float highest = 0;

  for (int row = REACH; row < self->rows - REACH; row++)
    for (int column = REACH; column < self->columns - REACH; column++)
      highest = MAX (highest, self->cells[(gsize) row * (gsize) self->columns + (gsize) column]);
  return highest;
}

/**
 * fc_heat_field_volume:
 *
 * Returns: the sum of the weights whose bells lie wholly within the field
 */
double
fc_heat_field_volume (const FcHeatField *self)
{
  double sum = 0, along = 0;
  float bell[TAPS];

  make_bell (bell);
  for (int i = 0; i < TAPS; i++)
    along += bell[i];
  for (gsize i = 0; i < (gsize) self->columns * (gsize) self->rows; i++)
    sum += self->cells[i];
  return sum / (along * along);
}

/**
 * fc_heat_top:
 *
 * Returns: an amount with two figures, no less than @highest: the end of a legend; 0 where there is nothing
 */
gint64
fc_heat_top (double highest)
{
  double step = 1;

  if (!(highest > 0))
    return 0;
  while (highest / step >= 100)
    step *= 10;
  return (gint64) (ceil (highest / step - 1e-9) * step);
}
