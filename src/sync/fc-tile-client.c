/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tile-client.h"

#include "fc-error.h"
#include "fc-tile-ask.h"

#include <glib/gi18n-lib.h>

#define AT_ONCE     4  /* requests */
#define MANY        64 /* who waits while the server is left in peace: time to look who still does */
#define MOST_ABSENT 20000

/* After the first, the second … failure in a row, in milliseconds. */
static const guint usual_waits[] = { 15000, 30000, 60000, 120000, 300000 };

struct _FcTileClient {
  GObject parent_instance;

  char *address;
  FcTileCache *cache;
  SoupSession *session; /* (nullable): until it is stopped */
  GCancellable *cancellable;
  GHashTable *fetches; /* key of a tile → Fetch */
  GQueue waiting;      /* Fetch */
  GHashTable *absent;  /* keys of tiles that the server does not have */
  const guint *waits;
  guint n_waits, failures, under_way;
  guint pause;   /* source: while the server is left in peace */
  char *problem; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (FcTileClient, fc_tile_client, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* One tile and who waits for it. */
typedef struct {
  gint64 key;
  FcMapTile tile;
  GPtrArray *tasks;
} Fetch;

static void pump (FcTileClient *self);

static gint64
key_of (FcMapTile tile)
{
  return (gint64) tile.zoom << 56 | (gint64) tile.column << 28 | tile.row;
}

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_ptr_array_unref (fetch->tasks);
  g_free (fetch);
}

static void
say (FcTileClient *self,
     const char   *problem)
{
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Everybody who waits for it hears of it: of the tile, or of the error. */
static void
end (FcTileClient *self,
     Fetch        *fetch,
     GBytes       *bytes,
     const GError *error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_ref (fetch->tasks);

  g_hash_table_remove (self->fetches, &fetch->key);
  for (guint i = 0; i < tasks->len; i++)
    if (bytes != NULL)
      g_task_return_pointer (tasks->pdata[i], g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
    else
      g_task_return_error (tasks->pdata[i], g_error_copy (error));
}

static gboolean
is_wanted (Fetch *fetch)
{
  for (guint i = fetch->tasks->len; i-- > 0;)
    {
      GTask *task = fetch->tasks->pdata[i];

      if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        continue;
      g_object_ref (task);
      g_ptr_array_remove_index (fetch->tasks, i);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }
  return fetch->tasks->len > 0;
}

static void
drop_unwanted (FcTileClient *self)
{
  for (GList *at = self->waiting.head, *next; at != NULL; at = next)
    {
      Fetch *fetch = at->data;

      next = at->next;
      if (is_wanted (fetch))
        continue;
      g_queue_delete_link (&self->waiting, at);
      g_hash_table_remove (self->fetches, &fetch->key);
    }
}

static gboolean
paused_cb (gpointer data)
{
  FcTileClient *self = data;

  self->pause = 0;
  pump (self);
  return G_SOURCE_REMOVE;
}

/* Not a word against one tile but against the server: those who wait go on waiting. */
static void
leave_in_peace (FcTileClient *self,
                Fetch        *fetch,
                const GError *error)
{
  guint last = self->n_waits - 1;
  guint wait = self->waits[g_error_matches (error, FC_ERROR, FC_ERROR_DENIED) ? last : MIN (self->failures, last)];

  g_queue_push_head (&self->waiting, fetch);
  if (self->pause == 0)
    {
      self->failures++;
      self->pause = g_timeout_add (wait, paused_cb, self);
    }
  say (self, error->message);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FcTileClient) self = FC_TILE_CLIENT (g_object_ref (source));
  Fetch *fetch = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fc_tile_ask_finish (result, &error);

  self->under_way--;
  if (self->session == NULL)
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
      end (self, fetch, NULL, error);
      return;
    }
  if (bytes == NULL && !g_error_matches (error, FC_ERROR, FC_ERROR_NOT_FOUND))
    {
      leave_in_peace (self, fetch, error);
      return;
    }
  if (bytes == NULL && g_hash_table_size (self->absent) < MOST_ABSENT)
    g_hash_table_add (self->absent, g_memdup2 (&fetch->key, sizeof fetch->key));
  self->failures = 0;
  say (self, NULL);
  end (self, fetch, bytes, error);
  pump (self);
}

static void
pump (FcTileClient *self)
{
  Fetch *fetch;

  while (self->session != NULL && self->pause == 0 && self->under_way < AT_ONCE &&
         (fetch = g_queue_pop_head (&self->waiting)) != NULL)
    {
      g_autofree char *uri = fc_tile_address_of (self->address, fetch->tile);

      if (!is_wanted (fetch))
        {
          g_hash_table_remove (self->fetches, &fetch->key);
          continue;
        }
      self->under_way++;
      fc_tile_ask_async (G_OBJECT (self), self->session, uri, self->cache, fetch->tile, self->cancellable, asked_cb,
                         fetch);
    }
}

static void
fc_tile_client_finalize (GObject *object)
{
  FcTileClient *self = FC_TILE_CLIENT (object);

  fc_tile_client_stop (self);
  g_hash_table_unref (self->fetches);
  g_hash_table_unref (self->absent);
  g_object_unref (self->cancellable);
  fc_tile_cache_unref (self->cache);
  g_free (self->address);
  g_free (self->problem);

  G_OBJECT_CLASS (fc_tile_client_parent_class)->finalize (object);
}

static void
fc_tile_client_class_init (FcTileClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_tile_client_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", FC_TYPE_TILE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_tile_client_init (FcTileClient *self)
{
  self->fetches = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, fetch_free);
  self->absent = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  self->waits = usual_waits;
  self->n_waits = G_N_ELEMENTS (usual_waits);
}

/**
 * fc_tile_client_new:
 * @address: with {z}, {x} and {y}; one that a person entered passes fc_tile_address_check() first
 * @folder: of the cache, which servers share
 * @most: bytes in it
 *
 * Asks for nothing until somebody wants a tile.
 */
FcTileClient *
fc_tile_client_new (const char *address,
                    const char *folder,
                    gint64      most)
{
  FcTileClient *self = g_object_new (FC_TYPE_TILE_CLIENT, NULL);

  self->address = g_strdup (address);
  self->cache = fc_tile_cache_new (folder, address, most);
  self->session = fc_tile_ask_session (AT_ONCE);
  return self;
}

/**
 * fc_tile_client_set_waits:
 * @milliseconds: (array length=n): static; for tests
 */
void
fc_tile_client_set_waits (FcTileClient *self,
                          const guint  *milliseconds,
                          guint         n)
{
  self->waits = milliseconds;
  self->n_waits = n;
}

/**
 * fc_tile_client_get_cache:
 *
 * Returns: (transfer none): for any thread
 */
FcTileCache *
fc_tile_client_get_cache (FcTileClient *self)
{
  return self->cache;
}

/**
 * fc_tile_client_get_problem:
 *
 * Returns: (nullable): why no tiles come, in a sentence
 */
const char *
fc_tile_client_get_problem (FcTileClient *self)
{
  return self->problem;
}

/**
 * fc_tile_client_stop:
 *
 * Nothing is asked for any more; who waits hears that it was cancelled.
 */
void
fc_tile_client_stop (FcTileClient *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
  Fetch *fetch;

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->session);
  g_cancellable_cancel (self->cancellable);
  while ((fetch = g_queue_pop_head (&self->waiting)) != NULL)
    end (self, fetch, NULL, error);
}

/**
 * fc_tile_client_fetch_async:
 *
 * Waits as long as it takes; cancel it when the tile is not wanted any more.
 */
void
fc_tile_client_fetch_async (FcTileClient        *self,
                            FcMapTile            tile,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gint64 key = key_of (tile);
  Fetch *fetch;

  if (self->session == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
      return;
    }
  if (g_hash_table_contains (self->absent, &key))
    {
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The map server has no picture of this place"));
      return;
    }
  if (self->waiting.length >= MANY)
    drop_unwanted (self);
  fetch = g_hash_table_lookup (self->fetches, &key);
  if (fetch == NULL)
    {
      fetch = g_new0 (Fetch, 1);
      fetch->key = key;
      fetch->tile = tile;
      fetch->tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->fetches, &fetch->key, fetch);
      g_queue_push_tail (&self->waiting, fetch);
    }
  g_ptr_array_add (fetch->tasks, g_object_ref (task));
  pump (self);
}

/**
 * fc_tile_client_fetch_finish:
 * @error: FC_ERROR_NOT_FOUND where the server has no such tile, or G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a PNG, JPEG or WebP picture; it lies in the cache, too
 */
GBytes *
fc_tile_client_fetch_finish (FcTileClient  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
