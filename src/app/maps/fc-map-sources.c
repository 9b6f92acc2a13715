/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-sources.h"

#include <string.h>

#define DATA_KEY "fc-map-sources"

struct _FcMapSources {
  GObject parent_instance;

  GSettings *settings;
  FcSession *session; /* (nullable) */
  FcMapPacks *packs;
  FcTileClient *client; /* (nullable): no server is asked */
  char *address;        /* (nullable): that of the client */
};

G_DEFINE_FINAL_TYPE (FcMapSources, fc_map_sources, G_TYPE_OBJECT)

enum { CHANGED, STATE_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Returns: (transfer full) (nullable): the address to ask; NULL where it is off, not good, or the person works offline. */
static char *
wanted_address (FcMapSources *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "online-map-address");

  if (!g_settings_get_boolean (self->settings, "online-map") || !fc_tile_address_check (address, NULL) ||
      (self->session != NULL && fc_session_get_paused (self->session)))
    return NULL;
  return g_steal_pointer (&address);
}

static void
drop_client (FcMapSources *self)
{
  if (self->client != NULL)
    fc_tile_client_stop (self->client);
  g_clear_object (&self->client);
  g_clear_pointer (&self->address, g_free);
}

static void
tell_state (FcMapSources *self)
{
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static void
update_client (FcMapSources *self)
{
  g_autofree char *address = wanted_address (self);
  g_autofree char *folder = NULL;

  if (g_strcmp0 (address, self->address) == 0)
    return;
  drop_client (self);
  if (address != NULL)
    {
      folder = g_build_filename (g_get_user_cache_dir (), "forecourt", "map-tiles", NULL);
      self->client = fc_tile_client_new (address, folder, FC_TILE_CLIENT_CACHE);
      self->address = g_steal_pointer (&address);
      g_signal_connect_object (self->client, "changed", G_CALLBACK (tell_state), self, G_CONNECT_SWAPPED);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tell_changed (FcMapSources *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fc_map_sources_finalize (GObject *object)
{
  FcMapSources *self = FC_MAP_SOURCES (object);

  drop_client (self);
  g_object_unref (self->packs);
  g_object_unref (self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (fc_map_sources_parent_class)->finalize (object);
}

static void
fc_map_sources_class_init (FcMapSourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_map_sources_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", FC_TYPE_MAP_SOURCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE_CHANGED] =
    g_signal_new ("state-changed", FC_TYPE_MAP_SOURCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_map_sources_init (FcMapSources *self)
{
}

static FcMapSources *
new_sources (FcContext *context)
{
  FcMapSources *self = g_object_new (FC_TYPE_MAP_SOURCES, NULL);
  FcSession *session = fc_context_get_session (context);

  self->settings = g_object_ref (fc_context_get_settings (context));
  self->session = session != NULL ? g_object_ref (session) : NULL;
  self->packs = fc_map_packs_new (fc_context_get_replica (context));
  g_signal_connect_object (self->packs, "changed", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::online-map", G_CALLBACK (update_client), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::online-map-address", G_CALLBACK (update_client), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::online-map-attribution", G_CALLBACK (tell_changed), self,
                           G_CONNECT_SWAPPED);
  if (session != NULL)
    g_signal_connect_object (session, "notify", G_CALLBACK (update_client), self, G_CONNECT_SWAPPED);
  update_client (self);
  return self;
}

/**
 * fc_map_sources_get:
 *
 * Returns: (transfer none): made when it is first asked for; lives as long as @context
 */
FcMapSources *
fc_map_sources_get (FcContext *context)
{
  FcMapSources *self = g_object_get_data (G_OBJECT (context), DATA_KEY);

  if (self == NULL)
    {
      self = new_sources (context);
      g_object_set_data_full (G_OBJECT (context), DATA_KEY, self, g_object_unref);
    }
  return self;
}

FcMapPacks *
fc_map_sources_get_packs (FcMapSources *self)
{
  return self->packs;
}

/**
 * fc_map_sources_get_client:
 *
 * Returns: (transfer none) (nullable): the map server, while it is used
 */
FcTileClient *
fc_map_sources_get_client (FcMapSources *self)
{
  return self->client;
}

/**
 * fc_map_sources_list_packs:
 *
 * Returns: (transfer full) (element-type FcMapPack): those that are here, the most detailed first
 */
GPtrArray *
fc_map_sources_list_packs (FcMapSources *self)
{
  GPtrArray *items = fc_map_packs_get_items (self->packs);
  GPtrArray *packs = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_map_pack_unref);

  for (gint64 zoom = FC_MAP_TILE_CLOSEST; zoom >= 0; zoom--)
    for (guint i = 0; i < items->len; i++)
      {
        FcMapPackItem *item = items->pdata[i];

        if (item->pack != NULL && fc_record_get_int (item->record, FC_MAP_PACK_MAX_ZOOM) == zoom)
          g_ptr_array_add (packs, fc_map_pack_ref (item->pack));
      }
  return packs;
}

static gboolean
is_in (const FcMapPackItem *item,
       const FcMapBounds   *shown)
{
  FcMapBounds bounds;

  return item->pack != NULL &&
         (!fc_map_bounds_from_json (fc_record_get_text (item->record, FC_MAP_PACK_BOUNDS), &bounds) ||
          fc_map_bounds_meet (&bounds, shown));
}

/**
 * fc_map_sources_cover:
 *
 * Returns: whether some of what is shown is more than the base map
 */
gboolean
fc_map_sources_cover (FcMapSources      *self,
                      const FcMapBounds *shown,
                      double             zoom)
{
  GPtrArray *items = fc_map_packs_get_items (self->packs);
  gboolean cover = self->client != NULL;

  for (guint i = 0; i < items->len && !cover; i++)
    {
      const FcMapPackItem *item = items->pdata[i];

      cover = is_in (item, shown) && zoom >= (double) fc_record_get_int (item->record, FC_MAP_PACK_MIN_ZOOM);
    }
  return cover;
}

static void
add_credit (GString    *credits,
            const char *credit)
{
  if (credit == NULL || *credit == '\0' || strstr (credits->str, credit) != NULL)
    return;
  if (credits->len > 0)
    g_string_append (credits, " · ");
  g_string_append (credits, credit);
}

/**
 * fc_map_sources_credits:
 * @shown: what is on the screen
 *
 * Returns: (transfer full): who made what is shown, as their licences want it said; "" for nobody
 */
char *
fc_map_sources_credits (FcMapSources      *self,
                        const FcMapBounds *shown)
{
  GPtrArray *items = fc_map_packs_get_items (self->packs);
  GString *credits = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const FcMapPackItem *item = items->pdata[i];

      if (is_in (item, shown))
        add_credit (credits, fc_record_get_text (item->record, FC_MAP_PACK_ATTRIBUTION));
    }
  if (self->client != NULL)
    {
      g_autofree char *attribution = g_settings_get_string (self->settings, "online-map-attribution");

      add_credit (credits, attribution);
    }
  return g_string_free (credits, FALSE);
}
