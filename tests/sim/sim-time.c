/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

/* Linked with --wrap: what the program takes for the clock and for chance is the simulator's. */

gint64 sim_clock = SIM_EPOCH;
gboolean sim_verbose;

static GRand *ids;
static GMutex lock;

gint64 __wrap_g_get_real_time (void);
void __wrap_randombytes_buf (void *to, gsize n);
gint32 __wrap_g_random_int_range (gint32 from, gint32 until);
gboolean __wrap_g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 until);
GThreadPool *__real_g_thread_pool_new (GFunc func, gpointer data, gint most, gboolean exclusive, GError **error);
GThreadPool *__wrap_g_thread_pool_new (GFunc func, gpointer data, gint most, gboolean exclusive, GError **error);
void __wrap_fc_write_join (gpointer write);

gint64
__wrap_g_get_real_time (void)
{
  return sim_clock;
}

void
__wrap_randombytes_buf (void  *to,
                        gsize  n)
{
  guint8 *bytes = to;

  g_mutex_lock (&lock);
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (g_rand_int (ids) >> 13);
  g_mutex_unlock (&lock);
}

gint32
__wrap_g_random_int_range (gint32 from,
                           gint32 until)
{
  gint32 number;

  g_mutex_lock (&lock);
  number = g_rand_int_range (ids, from, until);
  g_mutex_unlock (&lock);
  return number;
}

/* No writer is ever idle for long: a slow machine is no part of the story. */
gboolean
__wrap_g_cond_wait_until (GCond  *cond,
                          GMutex *mutex,
                          gint64  until)
{
  g_cond_wait (cond, mutex);
  return TRUE;
}

/* One reads after the other: which connection has a page in its cache already is the threads' chance. */
GThreadPool *
__wrap_g_thread_pool_new (GFunc      func,
                          gpointer   data,
                          gint       most,
                          gboolean   exclusive,
                          GError   **error)
{
  return __real_g_thread_pool_new (func, data, 1, exclusive, error);
}

/* Which chunks wait when another one is written is the threads' chance: here none joins it. */
void
__wrap_fc_write_join (gpointer write)
{
}

void
sim_ids_seed (guint64 seed)
{
  const guint32 words[] = { (guint32) seed, (guint32) (seed >> 32), 0x1d5 };

  if (ids == NULL)
    ids = g_rand_new ();
  g_rand_set_seed_array (ids, words, G_N_ELEMENTS (words));
}
