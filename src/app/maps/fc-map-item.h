/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-map-drawing.h"

G_BEGIN_DECLS

/* A row of the list beside a map. */
#define FC_TYPE_MAP_ITEM (fc_map_item_get_type ())
G_DECLARE_FINAL_TYPE (FcMapItem, fc_map_item, FC, MAP_ITEM, GObject)

struct _FcMapItem {
  GObject parent_instance;

  const FcMapLayerInfo *layer;
  FcId id;
  char *title;
  char *subtitle; /* nullable */
  char *note;     /* nullable: a third line */
  FcMapState state;
  gboolean area;  /* it has no state */
};

FcMapItem *fc_map_item_new (const FcMapThing *thing);

G_END_DECLS
