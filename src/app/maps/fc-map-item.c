/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-item.h"

G_DEFINE_FINAL_TYPE (FcMapItem, fc_map_item, G_TYPE_OBJECT)

static void
fc_map_item_finalize (GObject *object)
{
  FcMapItem *self = FC_MAP_ITEM (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->note);

  G_OBJECT_CLASS (fc_map_item_parent_class)->finalize (object);
}

static void
fc_map_item_class_init (FcMapItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_map_item_finalize;
}

static void
fc_map_item_init (FcMapItem *self)
{
}

FcMapItem *
fc_map_item_new (const FcMapThing *thing)
{
  FcMapItem *self = g_object_new (FC_TYPE_MAP_ITEM, NULL);

  self->layer = thing->layer;
  self->id = *fc_map_thing_id (thing);
  self->title = g_strdup (fc_map_thing_title (thing));
  self->subtitle = g_strdup (fc_map_thing_subtitle (thing));
  self->note = g_strdup (thing->note);
  self->state = fc_map_thing_state (thing);
  self->area = thing->point == NULL;
  return self;
}
