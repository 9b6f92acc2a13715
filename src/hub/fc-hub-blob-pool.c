/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-folder.h"
#include "fc-branding.h"
#include "fc-hub-log.h"
#include "fc-hub-private.h"

/* FOLDER/<tenant>/ab/abcdef…: a company's attachments are its own, also where another has the same. */

#define THREADS      2
#define KEEP_PARTS   (7 * G_TIME_SPAN_DAY)
#define KEEP_UNNAMED (30 * G_TIME_SPAN_DAY) /* a record that was deleted may come back from a backup */
#define SWEEP_EACH   G_TIME_SPAN_DAY

struct _FcHubBlobs {
  FcHub *hub; /* (unowned) */
  char *folder;
  GThreadPool *pool; /* Task */
  gint64 swept;      /* monotonic µs */
};

typedef struct {
  FcHubWorkFunc func;
  gpointer data;
} Task;

static void
run_task (gpointer data,
          gpointer user_data)
{
  Task *task = data;
  FcHubBlobs *self = user_data;

  task->func (self->hub, task->data);
  g_free (task);
}

/**
 * fc_hub_blobs_new:
 * @folder: (nullable): one for all hubs on a store; NULL: in the hub's own
 */
FcHubBlobs *
fc_hub_blobs_new (FcHub      *hub,
                  const char *folder)
{
  FcHubBlobs *self = g_new0 (FcHubBlobs, 1);

  self->hub = hub;
  self->folder = folder ? g_strdup (folder) : g_build_filename (hub->folder, "blobs", NULL);
  self->pool = g_thread_pool_new (run_task, self, THREADS, FALSE, NULL);
  return self;
}

/**
 * fc_hub_blobs_free:
 *
 * Waits for what is queued.
 */
void
fc_hub_blobs_free (FcHubBlobs *self)
{
  fc_hub_pool_free (self->pool);
  g_free (self->folder);
  g_free (self);
}

/**
 * fc_hub_blobs_work:
 *
 * Runs @func on one of the threads for files. Any thread.
 */
void
fc_hub_blobs_work (FcHubBlobs    *self,
                   FcHubWorkFunc  func,
                   gpointer       data)
{
  Task *task = g_new (Task, 1);

  *task = (Task){ func, data };
  g_thread_pool_push (self->pool, task, NULL);
}

/**
 * fc_hub_blobs_folder:
 *
 * Returns: (transfer full): of one company
 */
char *
fc_hub_blobs_folder (FcHubBlobs *self,
                     const FcId *tenant)
{
  g_autofree char *name = fc_id_dup_string (tenant);

  return g_build_filename (self->folder, name, NULL);
}

/* Files are listed and records read as one thing: a record that comes between the two names a blob that is younger. */
static gboolean
sweep_tenant (FcHubBlobs   *self,
              FcHubReader  *reader,
              const FcId   *tenant,
              gint64        now,
              guint        *swept,
              GError      **error)
{
  g_autofree char *folder = fc_hub_blobs_folder (self, tenant);
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rows = reader->class->list (reader, tenant, FC_ATTACHMENT, error);
  g_autoptr (GError) failed = NULL;
  g_autoptr (FcRecord) company = NULL;
  g_autofree char *logo = NULL;

  if (rows == NULL)
    return FALSE;
  company = reader->class->get (reader, tenant, FC_TENANT, tenant, &failed);
  if (failed)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  logo = fc_branding_text (company, FC_LOGO_MEMBER);
  if (logo)
    g_hash_table_add (named, logo);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *sha256 = fc_record_get_text (rows->pdata[i], FC_ATTACHMENT_SHA256);
      if (sha256)
        g_hash_table_add (named, (gpointer) sha256);
    }
  *swept += fc_blob_folder_sweep (folder, named, now - KEEP_PARTS, now - KEEP_UNNAMED);
  return TRUE;
}

/**
 * fc_hub_blobs_sweep:
 * @now: UTC µs
 *
 * Takes away what was never completed and what no record has named for long. Blocks; not on the HTTP thread.
 *
 * Returns: how many files are gone
 */
guint
fc_hub_blobs_sweep (FcHubBlobs  *self,
                    gint64       now,
                    GError     **error)
{
  guint swept = 0;
  gboolean good = TRUE;
  FcHubReader *reader = fc_hub_take_reader (self->hub, error);

  if (reader == NULL)
    return 0;
  g_autoptr (GPtrArray) tenants = reader->class->list_tenants (reader, error);
  for (guint i = 0; tenants && good && i < tenants->len; i++)
    good = sweep_tenant (self, reader, &((FcHubTenant *) tenants->pdata[i])->id, now, &swept, error);
  fc_hub_give_reader (self->hub, reader);
  return swept;
}

static void
sweep (FcHub    *hub,
       gpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint swept = fc_hub_blobs_sweep (hub->blobs, g_get_real_time (), &error);

  if (error)
    fc_hub_log ("blobs", "sweep-failed=\"%s\"", error->message);
  else if (swept > 0)
    fc_hub_log ("blobs", "swept=%u", swept);
}

/* HTTP thread. */
void
fc_hub_blobs_care (FcHubBlobs *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->swept != 0 && now - self->swept < SWEEP_EACH)
    return;
  self->swept = now;
  fc_hub_blobs_work (self, sweep, NULL);
}
