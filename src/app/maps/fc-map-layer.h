/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"
#include "fc-map-features.h"

G_BEGIN_DECLS

/*
 * A layer of the map. A module that has something to show there registers one from its fc_<module>_register_pages(); the map
 * loads it, draws it, finds what is clicked and lists it, and loads it again when one of the entities that it reads changes.
 */
typedef struct {
  const char *id;         /* "stations" */
  const char *title;      /* N_() */
  int order;              /* the lowest is drawn first and listed last */
  const char *permission; /* nullable: everybody */
  gboolean clustered;     /* points that stand close together are drawn as one, with their number */
  gboolean heat;          /* its points are not signs: by their weights it shows how much there is where */
  gboolean off;           /* neither read nor shown until the person asks for it */
  gboolean of_period;     /* shows the period of the window */
  const char *kind;       /* of the records: a click opens forecourt://kind/id; nullable: the map itself does something */
  const char *also_kind;  /* nullable: what a second button in the list opens … */
  const char *also_icon;
  const char *also_label; /* N_(): "Show the track of %s" */
  const char *also_permission; /* nullable: everybody */
  const FcEntity *reads;  /* ends with FC_N_ENTITIES */
  guint refresh_s;        /* seconds after which it is loaded again anyway, for what grows old by itself; 0: never */
  void           (*load_async)  (FcContext            *context,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
  FcMapFeatures *(*load_finish) (FcContext            *context,
                                 GAsyncResult         *result,
                                 GError              **error);
} FcMapLayerInfo;

void       fc_map_layer_register (const FcMapLayerInfo *info); /* static data */
GPtrArray *fc_map_layer_list     (FcContext            *context); /* FcMapLayerInfo by order, those this person may see */

G_END_DECLS
