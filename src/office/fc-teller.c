/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-teller.h"

#define PAUSE (G_USEC_PER_SEC / 10) /* ten times a second is enough for any bar */

typedef struct {
  FcTeller *teller;
  GTask *task;
  const char *step;
  gint64 done, total;
} Told;

static gboolean
tell_cb (gpointer user_data)
{
  Told *told = user_data;

  if (!g_task_get_completed (told->task) && !g_cancellable_is_cancelled (g_task_get_cancellable (told->task)))
    told->teller->func (told->step, told->done, told->total, told->teller->data);
  return G_SOURCE_REMOVE;
}

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->task);
  g_free (told);
}

/**
 * fc_teller_init:
 * @func: (nullable): told on the calling thread
 */
void
fc_teller_init (FcTeller       *self,
                FcProgressFunc  func,
                gpointer        data)
{
  self->func = func;
  self->data = data;
  self->context = g_main_context_ref_thread_default ();
  self->told_at = 0;
}

void
fc_teller_clear (FcTeller *self)
{
  g_clear_pointer (&self->context, g_main_context_unref);
}

/**
 * fc_teller_tell:
 * @task: whose data @self is part of; once it is done or cancelled nothing is told any more
 *
 * On the worker's thread. What comes too soon after the last is left out, the end never.
 */
void
fc_teller_tell (FcTeller   *self,
                GTask      *task,
                const char *step,
                gint64      done,
                gint64      total)
{
  gint64 now = g_get_monotonic_time ();
  Told *told;

  if (self->func == NULL || (done < total && now - self->told_at < PAUSE))
    return;
  self->told_at = now;
  told = g_new0 (Told, 1);
  *told = (Told) { self, g_object_ref (task), step, done, total };
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, told, told_free);
}
