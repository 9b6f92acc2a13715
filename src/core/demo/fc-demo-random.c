/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-random.h"

#include <math.h>

static guint64
splitmix (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

/**
 * fc_demo_random_init:
 * @purpose: (not nullable): what the numbers are for
 * @a: for example the station's position
 * @b: for example the day
 */
void
fc_demo_random_init (FcDemoRandom *self,
                     guint64       seed,
                     const char   *purpose,
                     gint64        a,
                     gint64        b)
{
  guint64 state = seed;

  for (const char *at = purpose; *at != '\0'; at++)
    state = (state ^ (guint8) *at) * G_GUINT64_CONSTANT (0x100000001b3);
  state ^= splitmix (&state) + (guint64) a;
  state ^= splitmix (&state) + (guint64) b;
  for (int i = 0; i < 4; i++)
    self->state[i] = splitmix (&state);
}

static inline guint64
rotate (guint64 x,
        int     by)
{
  return x << by | x >> (64 - by);
}

guint64
fc_demo_random_next (FcDemoRandom *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

/* In [0, 1). */
double
fc_demo_random_unit (FcDemoRandom *self)
{
  return (double) (fc_demo_random_next (self) >> 11) * 0x1.0p-53;
}

double
fc_demo_random_between (FcDemoRandom *self,
                        double        low,
                        double        high)
{
  return low + (high - low) * fc_demo_random_unit (self);
}

/* In 0 … n - 1. */
guint
fc_demo_random_below (FcDemoRandom *self,
                      guint         n)
{
  return (guint) (((fc_demo_random_next (self) >> 32) * n) >> 32);
}

/* Mean 0, deviation 1 (Box and Muller; the second number is thrown away so that a stream has no hidden state). */
double
fc_demo_random_normal (FcDemoRandom *self)
{
  double u = 1.0 - fc_demo_random_unit (self);
  double v = fc_demo_random_unit (self);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

/* Knuth's product below 30, a rounded normal above. */
guint
fc_demo_random_poisson (FcDemoRandom *self,
                        double        mean)
{
  double limit, around, product = 1.0;
  guint n = 0;

  if (mean <= 0)
    return 0;
  if (mean > 30)
    {
      around = floor (mean + sqrt (mean) * fc_demo_random_normal (self) + 0.5);
      return (guint) MAX (0.0, around);
    }
  limit = exp (-mean);
  while ((product *= fc_demo_random_unit (self)) > limit)
    n++;
  return n;
}

/* A position with a chance in proportion to its weight. */
guint
fc_demo_random_pick (FcDemoRandom *self,
                     const double *weights,
                     guint         n)
{
  double total = 0, at;

  for (guint i = 0; i < n; i++)
    total += weights[i];
  at = fc_demo_random_unit (self) * total;
  for (guint i = 0; i + 1 < n; i++)
    if ((at -= weights[i]) < 0)
      return i;
  return n - 1;
}

/* A UUIDv7 that sorts by @time_us. */
FcId
fc_demo_random_id (FcDemoRandom *self,
                   gint64        time_us)
{
  guint64 parts[2] = { fc_demo_random_next (self), fc_demo_random_next (self) };
  guint64 ms = (guint64) MAX (time_us, 0) / 1000;
  FcId id;

  for (int i = 0; i < 16; i++)
    id.bytes[i] = (guint8) (parts[i / 8] >> (i % 8 * 8));
  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (ms >> (40 - 8 * i));
  id.bytes[6] = (id.bytes[6] & 0x0f) | 0x70;
  id.bytes[8] = (id.bytes[8] & 0x3f) | 0x80;
  return id;
}
