/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-change-words.h"
#include "fc-conflict.h"
#include "fc-page.h"
#include "fc-sync-log.h"

G_BEGIN_DECLS

/*
 * One thing of the sync centre beside its list: a refused change, a conflict, work that was handed over. The widget is an
 * AdwPreferencesPage; the view belongs to it and is read anew when what it shows has changed.
 */
typedef struct {
  GtkWidget *page;       /* not owned: the widget owns the view */
  FcContext *context;    /* (owned) */
  FcId id;
  FcSyncCase *sync_case; /* (owned) (nullable): until it is read */
  GHashTable *words;     /* (owned) (nullable): names of records */
  FcFieldUnits units;
  GPtrArray *groups;     /* widgets now in the page */
  GPtrArray *edits;      /* (owned) (nullable): FcDraftEdit of each op while it is edited */
  char *shown;           /* what the page was made from, to know whether that is still so */
  gboolean busy;
} FcSyncView;

FcSyncView *fc_sync_view_of         (GtkWidget   *page);
GtkWidget  *fc_sync_view_add_group  (FcSyncView  *self,
                                     const char  *title,        /* nullable */
                                     const char  *description); /* nullable */
GtkWidget  *fc_sync_view_add_row    (GtkWidget   *group,
                                     const char  *title,
                                     const char  *text);        /* nullable: no row */
GtkWidget  *fc_sync_view_add_buttons (GtkWidget  *group);
GtkWidget  *fc_sync_view_add_button (FcSyncView  *self,
                                     GtkWidget   *box,
                                     const char  *label,
                                     GCallback    clicked);     /* void (*) (FcSyncView *, GtkButton *) */
void        fc_sync_view_rebuild    (FcSyncView  *self);
void        fc_sync_view_done       (FcSyncView  *self,
                                     const char  *toast);
void        fc_sync_view_tell       (FcSyncView  *self,
                                     const GError *error);
void        fc_sync_view_run        (FcSyncView  *self,
                                     GPtrArray   *ops,    /* FcOp */
                                     const char  *toast); /* static, translated */
FcPage     *fc_sync_view_get_page   (FcSyncView  *self);  /* nullable */
void        fc_sync_view_add_open   (FcSyncView  *self,
                                     GtkWidget   *group,
                                     FcEntity     entity,
                                     const FcId  *row_id,
                                     const FcId  *root_id);

/* fc-conflict-view.c, fc-draft-view.c: fill the page from the case */
void        fc_conflict_view_fill   (FcSyncView  *self);
void        fc_draft_view_fill      (FcSyncView  *self);

/* fc-draft-edit.c: one op of a draft as forms. */
typedef struct _FcDraftEdit FcDraftEdit;
FcDraftEdit *fc_draft_edit_new      (const FcOp  *op,
                                     FcRecord    *row, /* (nullable): as it is now */
                                     const FcFieldUnits *units);
void         fc_draft_edit_free     (gpointer     self);
guint        fc_draft_edit_fill     (FcDraftEdit *self,
                                     GtkWidget   *group);
gboolean     fc_draft_edit_validate (FcDraftEdit *self);
FcOp        *fc_draft_edit_take_op  (FcDraftEdit *self,
                                     GError     **error); /* nullable without an error: nothing is left to change */
gboolean     fc_op_can_be_edited    (const FcOp  *op);

G_END_DECLS
