/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-dashboard-frame.h"
#include "fc-dashboard-grid.h"
#include "fc-dashboard-view.h"

G_BEGIN_DECLS

struct _FcDashboardView {
  GtkWidget parent_instance;

  FcContext *context;
  FcDashboardLayout *layout;
  FcComparison comparison;
  FcOverview *figures;        /* nullable until they are read */
  GCancellable *cancellable;
  guint reload_source, regular_source, rest_source;
  gint64 loaded_at;           /* g_get_monotonic_time () */
  gboolean loading, on_screen, stale, arranging;

  GtkWidget *column;
  FcDashboardGrid *grid;
  GtkWidget *empty; /* instead of the grid where nothing stands on it; nullable until then */
  GtkLabel *footnote;

  /* of the drag under way */
  FcDashboardFrame *dragged;  /* nullable */
  FcDashboardLayout *before;  /* nullable: as the drag found it */
  gboolean sizing;
  int grab_column, grab_row;  /* where in the tile it was caught */
};

FcDashboardFrame *fc_dashboard_view_frame     (FcDashboardView         *self,
                                               guint                    number);
int               fc_dashboard_view_number_of (FcDashboardView         *self,
                                               FcDashboardFrame        *frame);
void              fc_dashboard_view_take      (FcDashboardView         *self,
                                               const FcDashboardLayout *layout,
                                               gboolean                 by_person);
void              fc_dashboard_view_prepare_arranging (FcDashboardView *self);

G_END_DECLS
