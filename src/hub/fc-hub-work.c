/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-private.h"
#include "fc-core.h"

/* Work that would hold up the HTTP thread: decoding, reading the store, making replies. */

typedef struct {
  FcHub *hub;
  FcHubWorkFunc func;
  gpointer data;
} Task;

void
fc_hub_work_run (gpointer data,
                 gpointer user_data)
{
  Task *task = data;

  task->func (user_data, task->data);
  g_free (task);
}

/**
 * fc_hub_work:
 *
 * Runs @func on one of the workers. Any thread.
 */
void
fc_hub_work (FcHub         *hub,
             FcHubWorkFunc  func,
             gpointer       data)
{
  Task *task = g_new (Task, 1);

  *task = (Task){ hub, func, data };
  g_thread_pool_push (hub->workers, task, NULL);
}

static gboolean
to_main_cb (gpointer data)
{
  Task *task = data;

  task->func (task->hub, task->data);
  return G_SOURCE_REMOVE;
}

/**
 * fc_hub_to_main:
 *
 * Runs @func on the HTTP thread. Any thread.
 */
void
fc_hub_to_main (FcHub         *hub,
                FcHubWorkFunc  func,
                gpointer       data)
{
  Task *task = g_new (Task, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  *task = (Task){ hub, func, data };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, to_main_cb, task, g_free);
  g_source_attach (source, hub->context);
}

/**
 * fc_hub_take_reader:
 *
 * Returns: (transfer full) (nullable): a reader inside a new snapshot; give it back soon with fc_hub_give_reader()
 */
FcHubReader *
fc_hub_take_reader (FcHub   *hub,
                    GError **error)
{
  FcHubReader *reader = g_async_queue_try_pop (hub->readers);

  if (reader == NULL)
    {
      FcHubStore *store = fc_hub_writer_get_store (hub->writer);
      reader = store->class->open_reader (store, error);
    }
  if (reader && !reader->class->begin (reader, error))
    {
      reader->class->close (reader);
      return NULL;
    }
  return reader;
}

void
fc_hub_give_reader (FcHub       *hub,
                    FcHubReader *reader)
{
  reader->class->end (reader);
  g_async_queue_push (hub->readers, reader);
}

/**
 * fc_hub_pool_free:
 *
 * Waits for what is queued.
 */
void
fc_hub_pool_free (GThreadPool *pool)
{
  g_thread_pool_free (pool, FALSE, TRUE);
}

/**
 * fc_hub_register_commands:
 *
 * The commands that the hub runs again. Before any thread asks for one; more than once does no harm.
 */
void
fc_hub_register_commands (void)
{
  fc_core_init ();
}
