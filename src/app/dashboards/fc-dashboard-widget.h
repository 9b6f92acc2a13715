/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-context.h"
#include "fc-overview.h"

G_BEGIN_DECLS

/*
 * What may stand on a dashboard. A module registers each kind once, from its fc_<module>_register_pages():
 *
 *   static const FcWidgetInfo late = {
 *     .kind = "vehicles-late", .title = N_ ("Vehicles overdue"), .permission = "vehicles.view",
 *     .width = 4, .height = 3, .tables = (const FcEntity[]) { FC_VEHICLE, FC_N_ENTITIES },
 *     .create = late_new, .update = late_update, .target = "win.page::vehicles",
 *   };
 *   fc_widget_register (&late);
 *
 * update() comes when the content is first wanted, when scope, period or comparison change, and after commits that touch its
 * tables; it may read in its own time (async, with a GCancellable of its own) and shows what it has until then. Content asks for
 * the height it needs: rows of the dashboard grow, nothing is cut.
 */

/* What is to be shown, while update() runs. */
typedef struct {
  FcContext *context;
  const FcId *station;     /* (nullable): all that this person sees */
  gint64 now_us;           /* UTC µs */
  FcDate from, until;      /* civil days, both inclusive */
  FcComparison comparison;
  const FcOverview *figures; /* with the parts that the widget named; NULL where it named none */
} FcWidgetScope;

typedef struct {
  const char *kind;        /* as layouts have it: never changes */
  const char *title;       /* N_() */
  const char *permission;  /* (nullable): everybody may see it */
  int width, height;       /* when it is added: columns of 12, rows of 36 pixels with 18 between them */
  int least_width, least_height; /* 0: 2 columns, 1 row */
  guint parts;             /* FcOverviewParts: read once for all widgets of a dashboard; 0: it reads by itself */
  const FcEntity *tables;  /* (nullable): what it reads besides; ends with FC_N_ENTITIES */
  gboolean names_itself;   /* the title is in the content already */
  const char *target;      /* (nullable): detailed action behind the title: the rows behind the numbers */
  GtkWidget *(*create) (FcContext *context);
  void (*update) (GtkWidget *content, const FcWidgetScope *scope);
} FcWidgetInfo;

void                fc_widget_register (const FcWidgetInfo *info);
const FcWidgetInfo *fc_widget_find     (const char         *kind); /* nullable */
GPtrArray          *fc_widget_list     (FcContext          *context); /* FcWidgetInfo that this person may see, by title */
gboolean            fc_widget_touched  (const FcWidgetInfo *info,
                                        const FcChanges    *changes);

G_END_DECLS
