/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where the widgets of a dashboard stand: a grid of twelve columns, as deep as it needs to be. Whatever is done to it, no two
 * tiles overlap, none leaves the columns, and no row is empty: what is in the way gives way. Plain values: to undo is to put a copy
 * back.
 */
#define FC_DASHBOARD_COLUMNS    12
#define FC_DASHBOARD_MOST_ROWS  12  /* of one tile */
#define FC_DASHBOARD_MOST_TILES 40
#define FC_DASHBOARD_DEEPEST    480 /* all tiles, one upon the other */

typedef struct {
  char *kind;     /* of the widget; one that is not known here is kept */
  int x, y, w, h; /* in columns and rows */
  char *settings; /* (nullable): JSON object, the widget's own */
} FcDashboardTile;

typedef struct {
  GPtrArray *tiles; /* FcDashboardTile; a tile keeps its number until it is removed */
} FcDashboardLayout;

FcDashboardLayout *fc_dashboard_layout_new     (void);
FcDashboardLayout *fc_dashboard_layout_copy    (const FcDashboardLayout  *self);
void               fc_dashboard_layout_free    (FcDashboardLayout        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcDashboardLayout, fc_dashboard_layout_free)
gboolean           fc_dashboard_layout_equal   (const FcDashboardLayout  *a,
                                                const FcDashboardLayout  *b);

FcDashboardLayout *fc_dashboard_layout_parse   (const char               *json,
                                                GError                  **error);
char              *fc_dashboard_layout_to_json (const FcDashboardLayout  *self);

gboolean           fc_dashboard_layout_add     (FcDashboardLayout        *self,
                                                const char               *kind,
                                                int                       w,
                                                int                       h);
FcDashboardTile   *fc_dashboard_layout_append  (FcDashboardLayout        *self,
                                                const char               *kind,
                                                int                       x,
                                                int                       y,
                                                int                       w,
                                                int                       h);
void               fc_dashboard_layout_settle  (FcDashboardLayout        *self);
void               fc_dashboard_layout_move    (FcDashboardLayout        *self,
                                                guint                     tile,
                                                int                       x,
                                                int                       y);
void               fc_dashboard_layout_resize  (FcDashboardLayout        *self,
                                                guint                     tile,
                                                int                       w,
                                                int                       h);
gboolean           fc_dashboard_layout_step    (FcDashboardLayout        *self,
                                                guint                     tile,
                                                int                       dx,
                                                int                       dy);
void               fc_dashboard_layout_remove  (FcDashboardLayout        *self,
                                                guint                     tile);
void               fc_dashboard_layout_put_back (FcDashboardLayout       *self,
                                                const FcDashboardLayout *before,
                                                guint                    number);
int                fc_dashboard_layout_rows    (const FcDashboardLayout  *self);
GArray            *fc_dashboard_layout_order   (const FcDashboardLayout  *self); /* guint: the tiles as one reads them */

static inline FcDashboardTile *
fc_dashboard_layout_tile (const FcDashboardLayout *self,
                          guint                    tile)
{
  return self->tiles->pdata[tile];
}

G_END_DECLS
