/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-sketch.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_STEPS 500
#define RIM        1
#define EAST       90.0 /* degrees: where the rim of a circle is taken hold of */
#define WORLD      3600000000.0

/* As it was. */
typedef struct {
  FcFenceKind kind;
  guint n;
  FcPlace *places;
  double metres;
  guint selected;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->places);
  g_free (step);
}

static const FcPlace *
get_places (const FcFenceSketch *self)
{
  return (const FcPlace *) (gpointer) self->places->data;
}

/* What comes now can be taken back. */
static void
begin_step (FcFenceSketch *self)
{
  Step *step = g_new (Step, 1);

  *step = (Step){ self->kind, self->places->len, g_memdup2 (self->places->data, self->places->len * sizeof (FcPlace)),
                  self->metres, self->selected };
  g_ptr_array_add (self->steps, step);
  if (self->steps->len > MOST_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  self->moving = FC_SKETCH_NONE;
}

/**
 * fc_fence_sketch_new:
 * @places: (array length=n) (nullable):
 *
 * Returns: (transfer full):
 */
FcFenceSketch *
fc_fence_sketch_new (FcFenceKind    kind,
                     const FcPlace *places,
                     guint          n,
                     double         metres)
{
  FcFenceSketch *self = g_new0 (FcFenceSketch, 1);

  self->kind = kind;
  self->places = g_array_new (FALSE, FALSE, sizeof (FcPlace));
  if (n > 0)
    g_array_append_vals (self->places, places, n);
  self->metres = metres;
  self->selected = self->moving = FC_SKETCH_NONE;
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

/**
 * fc_fence_sketch_free:
 * @self: (nullable) (transfer full):
 */
void
fc_fence_sketch_free (FcFenceSketch *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->places);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

guint
fc_fence_sketch_n_handles (const FcFenceSketch *self)
{
  return self->kind == FC_FENCE_CIRCLE && self->places->len > 0 ? RIM + 1 : self->places->len;
}

FcPlace
fc_fence_sketch_get_handle (const FcFenceSketch *self,
                            guint                handle)
{
  g_return_val_if_fail (handle < fc_fence_sketch_n_handles (self), (FcPlace){ 0 });

  if (self->kind == FC_FENCE_CIRCLE && handle == RIM)
    return fc_place_move (get_places (self)[0], EAST, self->metres);
  return get_places (self)[handle];
}

/**
 * fc_fence_sketch_select:
 * @handle: or FC_SKETCH_NONE
 */
void
fc_fence_sketch_select (FcFenceSketch *self,
                        guint          handle)
{
  self->selected = handle < fc_fence_sketch_n_handles (self) ? handle : FC_SKETCH_NONE;
  self->moving = FC_SKETCH_NONE;
}

/**
 * fc_fence_sketch_add:
 *
 * The next point of a line; of a circle it becomes the middle. It is selected.
 */
void
fc_fence_sketch_add (FcFenceSketch *self,
                     FcPlace        place)
{
  begin_step (self);
  if (self->kind == FC_FENCE_CIRCLE)
    g_array_set_size (self->places, 0);
  g_array_append_val (self->places, place);
  self->selected = self->places->len - 1;
}

/**
 * fc_fence_sketch_insert:
 * @before: which point it goes before; the number of points for after the last
 */
void
fc_fence_sketch_insert (FcFenceSketch *self,
                        guint          before,
                        FcPlace        place)
{
  g_return_if_fail (self->kind != FC_FENCE_CIRCLE && before <= self->places->len);

  begin_step (self);
  g_array_insert_val (self->places, before, place);
  self->selected = before;
}

/**
 * fc_fence_sketch_move:
 * @goes_on: the same movement as the call before, of a pointer that drags or a key that is held
 */
void
fc_fence_sketch_move (FcFenceSketch *self,
                      guint          handle,
                      FcPlace        place,
                      gboolean       goes_on)
{
  g_return_if_fail (handle < fc_fence_sketch_n_handles (self));

  if (!goes_on || self->moving != handle)
    begin_step (self);
  self->moving = self->selected = handle;
  if (self->kind == FC_FENCE_CIRCLE && handle == RIM)
    self->metres = fc_place_distance (get_places (self)[0], place);
  else
    g_array_index (self->places, FcPlace, handle) = place;
}

/**
 * fc_fence_sketch_remove:
 *
 * Returns: FALSE where it cannot be: a circle keeps its middle and its rim
 */
gboolean
fc_fence_sketch_remove (FcFenceSketch *self,
                        guint          handle)
{
  if (self->kind == FC_FENCE_CIRCLE || handle >= self->places->len)
    return FALSE;
  begin_step (self);
  g_array_remove_index (self->places, handle);
  self->selected = self->places->len == 0 ? FC_SKETCH_NONE : MIN (handle, self->places->len - 1);
  return TRUE;
}

/**
 * fc_fence_sketch_set:
 *
 * What was typed: one step where it differs.
 */
void
fc_fence_sketch_set (FcFenceSketch *self,
                     FcFenceKind    kind,
                     const FcPlace *places,
                     guint          n,
                     double         metres)
{
  if (kind == self->kind && n == self->places->len && fabs (metres - self->metres) < 1e-3 &&
      (n == 0 || memcmp (places, self->places->data, n * sizeof *places) == 0))
    return;
  begin_step (self);
  self->kind = kind;
  self->metres = metres;
  g_array_set_size (self->places, 0);
  if (n > 0)
    g_array_append_vals (self->places, places, n);
  if (self->selected >= fc_fence_sketch_n_handles (self))
    self->selected = FC_SKETCH_NONE;
}

/**
 * fc_fence_sketch_undo:
 *
 * Returns: FALSE where there is no step to take back
 */
gboolean
fc_fence_sketch_undo (FcFenceSketch *self)
{
  const Step *step;

  if (self->steps->len == 0)
    return FALSE;
  step = self->steps->pdata[self->steps->len - 1];
  self->kind = step->kind;
  self->metres = step->metres;
  self->selected = step->selected;
  self->moving = FC_SKETCH_NONE;
  g_array_set_size (self->places, 0);
  if (step->n > 0)
    g_array_append_vals (self->places, step->places, step->n);
  g_ptr_array_remove_index (self->steps, self->steps->len - 1);
  return TRUE;
}

gboolean
fc_fence_sketch_can_undo (const FcFenceSketch *self)
{
  return self->steps->len > 0;
}

/* On the plane of degrees, as a map shows it; a longitude goes on over the antimeridian. */
typedef struct {
  double x, y;
} Corner;

/* On which side of the line from @a to @b. */
static int
side_of (Corner a,
         Corner b,
         Corner point)
{
  double area = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);

  return (area > 0) - (area < 0);
}

static gboolean
is_between (Corner a,
            Corner b,
            Corner point)
{
  return point.x >= MIN (a.x, b.x) && point.x <= MAX (a.x, b.x) && point.y >= MIN (a.y, b.y) &&
         point.y <= MAX (a.y, b.y);
}

static gboolean
do_cross (Corner a,
          Corner b,
          Corner c,
          Corner d)
{
  int first = side_of (a, b, c), second = side_of (a, b, d), third = side_of (c, d, a), fourth = side_of (c, d, b);

  if (first * second < 0 && third * fourth < 0)
    return TRUE;
  return (first == 0 && is_between (a, b, c)) || (second == 0 && is_between (a, b, d)) ||
         (third == 0 && is_between (c, d, a)) || (fourth == 0 && is_between (c, d, b));
}

static Corner *
unroll (const FcPlace *places,
        guint          n)
{
  Corner *corners = g_new (Corner, n);

  for (guint i = 0; i < n; i++)
    {
      double before = i > 0 ? corners[i - 1].x : places[0].longitude;

      corners[i] = (Corner){ before + remainder (places[i].longitude - before, WORLD), places[i].latitude };
    }
  return corners;
}

/**
 * fc_fence_sides_cross:
 * @places: (array length=n): the corners of an area in order
 * @first: (out): of two sides that cross or touch, the corner at which the one begins …
 * @second: (out): … and the other
 *
 * Areas around a pole are not judged.
 */
gboolean
fc_fence_sides_cross (const FcPlace *places,
                      guint          n,
                      guint         *first,
                      guint         *second)
{
  g_autofree Corner *corners = n > 3 ? unroll (places, n) : NULL;

  if (corners == NULL ||
      fabs (corners[n - 1].x + remainder (places[0].longitude - corners[n - 1].x, WORLD) - corners[0].x) > 1)
    return FALSE;
  for (*first = 0; *first + 2 < n; (*first)++)
    for (*second = *first + 2; *second < n; (*second)++)
      if ((*second + 1) % n != *first &&
          do_cross (corners[*first], corners[*first + 1], corners[*second], corners[(*second + 1) % n]))
        return TRUE;
  return FALSE;
}

/**
 * fc_fence_sketch_check:
 * @error: FC_ERROR_INVALID with what is still wrong, and where
 *
 * Returns: whether it is an area
 */
gboolean
fc_fence_sketch_check (const FcFenceSketch  *self,
                       GError              **error)
{
  guint n = self->places->len, first, second;
  g_autoptr (FcFence) fence = NULL;

  if (n == 0)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("It has no points yet. Click on the map where it is"));
      return FALSE;
    }
  fence = fc_fence_new (self->kind, get_places (self), self->kind == FC_FENCE_CIRCLE ? 1 : n, self->metres, error);
  if (fence == NULL)
    return FALSE;
  if (self->kind == FC_FENCE_POLYGON && fc_fence_sides_cross (get_places (self), n, &first, &second))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                   /* Translators: numbers of points of an area */
                   _ ("The side from point %u crosses the side from point %u. Move one of their points"), first + 1,
                   second + 1);
      return FALSE;
    }
  return TRUE;
}
