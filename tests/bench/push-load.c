/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push-load.h"

#include "raw-line.h"

typedef struct {
  PushLoad *load;
  guint first;
} Lane;

static gpointer
lane_run (gpointer data)
{
  Lane *lane = data;
  PushLoad *load = lane->load;
  RawLine line;

  raw_line_open (&line, load->port, FALSE);
  for (guint i = lane->first; i < load->bodies->len; i += load->n_connections)
    load->replies->pdata[i] = raw_line_post (&line, load->headers[i % load->n_headers], load->bodies->pdata[i]);
  raw_line_close (&line);
  return NULL;
}

void
push_load_run (PushLoad *self)
{
  g_autofree Lane *lanes = g_new (Lane, self->n_connections);
  g_autofree GThread **threads = g_new (GThread *, self->n_connections);
  gint64 start = g_get_monotonic_time ();

  self->replies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_set_size (self->replies, (int) self->bodies->len);
  for (guint i = 0; i < self->n_connections; i++)
    {
      lanes[i] = (Lane){ self, i };
      threads[i] = g_thread_new ("lane", lane_run, &lanes[i]);
    }
  for (guint i = 0; i < self->n_connections; i++)
    g_thread_join (threads[i]);
  self->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}
