/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-geodesic.h"
#include "fc-id.h"

G_BEGIN_DECLS

/* How pressing what stands there is. The worst colours a cluster. */
typedef enum {
  FC_MAP_QUIET,   /* nothing is known of it */
  FC_MAP_GOOD,    /* a station sells; a vehicle drives */
  FC_MAP_OFFLINE, /* nothing has come from it for long */
  FC_MAP_LOW,     /* wants something soon */
  FC_MAP_ALARM,   /* wants somebody now */
  FC_MAP_N_STATES,
} FcMapState;

typedef enum {
  FC_MAP_SIGN_STATION,
  FC_MAP_SIGN_VEHICLE, /* an arrow where its heading is known */
  FC_MAP_SIGN_STOP,    /* where a vehicle stood for a while */
} FcMapSign;

/* A thing that stands at a place. */
typedef struct {
  FcId id;
  const char *title;    /* its texts belong to the features */
  const char *subtitle; /* nullable: what is to be said of it, in words */
  double x, y;          /* in the square of fc-mercator.h */
  double weight;        /* of heat how much there is; of equals in the list the one with more comes first */
  float heading;        /* degrees clockwise from north; below 0: not known */
  guint8 state;         /* FcMapState */
  guint8 sign;          /* FcMapSign */
} FcMapPoint;

/* A line or an area. */
typedef struct {
  FcId id;
  const char *title;
  const char *subtitle; /* nullable */
  double *x, *y;        /* as those of points; x goes on beyond 0 and 1 rather than jump */
  guint n;
  gboolean closed;
  guint32 colour;       /* 0xrrggbb */
  float width;          /* pixels */
  double reach;         /* half the width of a corridor around the line, in the square; 0: none */
  double left, top, right, bottom;
} FcMapShape;

/* What one layer shows. */
typedef struct {
  GArray *points;       /* FcMapPoint */
  GArray *shapes;       /* FcMapShape */
  guint missing;        /* records that have no place */
  GStringChunk *texts;
} FcMapFeatures;

FcMapFeatures *fc_map_features_new       (void);
void           fc_map_features_free      (FcMapFeatures *self);
FcMapPoint    *fc_map_features_add_point (FcMapFeatures *self,
                                          const FcId    *id,
                                          FcPlace        place,
                                          const char    *title,
                                          const char    *subtitle);
FcMapShape    *fc_map_features_add_shape (FcMapFeatures *self,
                                          const FcId    *id,
                                          const FcPlace *places,
                                          guint          n,
                                          const char    *title,
                                          const char    *subtitle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcMapFeatures, fc_map_features_free)

G_END_DECLS
