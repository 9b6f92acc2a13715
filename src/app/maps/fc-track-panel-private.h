/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-track-panel.h"
#include "fc-vehicle-trips.h"

G_BEGIN_DECLS

/* The painter of a panel finds it again. */
typedef struct {
  FcMapPainter painter;
  FcTrackPanel *panel;
} TrackPainter;

struct _FcTrackPanel {
  GtkWidget parent_instance;

  FcContext *context;
  FcMapView *map;
  TrackPainter line, here;
  FcId vehicle_id;       /* null: closed */
  FcDate day;            /* the last one that is shown */
  FcVehicleTrips *drive; /* nullable: not read yet */
  GCancellable *cancellable;
  guint fix; /* that the slider stands at */
  gboolean has_fix;
  gboolean reading;
  gboolean stale;   /* positions came while it was read */
  gboolean fits;    /* the map is moved to the track once it is read */
  gboolean showing; /* the slider moves, but nobody moves it */
  GtkWidget *box, *scale;
  GtkLabel *title, *summary, *time, *speed, *place;
  GtkWidget *previous, *next, *close, *words, *legend;
  GtkDropDown *span;
};

void fc_track_panel_build (FcTrackPanel *self);

G_END_DECLS
