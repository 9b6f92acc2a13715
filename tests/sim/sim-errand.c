/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-errand.h"

SimErrand *
sim_errand_new (SimOffice *office)
{
  SimErrand *self = g_new0 (SimErrand, 1);

  self->office = office;
  self->life = office->life;
  return self;
}

void
sim_errand_free (gpointer data)
{
  SimErrand *self = data;

  g_clear_pointer (&self->body, g_bytes_unref);
  sim_answer_clear (&self->answer);
  if (self->request != NULL)
    self->request_free (self->request);
  g_free (self);
}

gboolean
sim_errand_is_over (const SimErrand *self)
{
  return self->life != self->office->life || self->office->engine == NULL;
}

void
sim_errand_soon (SimOffice *office,
                 SimFunc    func,
                 SimErrand *errand)
{
  sim_at (office->sim, sim_between (office->sim, 200, 8000), func, errand, sim_errand_free);
}
