/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-import-read.h"

G_BEGIN_DECLS

/* What the replica already knows of a feed's shift. */
typedef enum {
  FC_IMPORT_NEW,      /* the shift is not here yet */
  FC_IMPORT_KNOWN,    /* imported before and still open: what is new is added */
  FC_IMPORT_LOCKED,   /* handed in: not touched */
  FC_IMPORT_COVERED,  /* a day whose shifts are here as well */
  FC_IMPORT_FAILED,   /* refused; the message says why */
  FC_IMPORT_DONE,
  FC_IMPORT_LATE,     /* approved: a correction is opened where the files say something else; only when asked for */
} FcImportState;

/* One shift of a preview, and whether it is wanted. */
typedef struct {
  const FcShiftFeed *feed;    /* of the preview */
  const FcImportStore *store; /* of the stores */
  FcId shift_id;
  FcId newest_id;             /* that of its newest version */
  FcImportState state;
  gboolean wanted;
  char *digest;               /* (nullable): of what was imported into it last */
  gboolean same;              /* done: the files say the same as last time */
  gboolean late;              /* done: it was approved … */
  gboolean corrected;         /* … and the files said something else: newest_id is the correction that was opened */
  char *problem;              /* (nullable): why it was refused */
} FcImportItem;

/* The single sales of a journal, and what became of them. */
typedef struct {
  const FcNaxmlReport *report; /* of the preview */
  const FcImportStore *store;  /* of the stores */
  FcImportState state;         /* FC_IMPORT_NEW, _DONE or _FAILED */
  guint n_new, n_known;        /* once done: lines brought in, and here already */
  char *problem;               /* (nullable) */
} FcImportJournal;

/*
 * Brings the shifts of a preview into the replica, one transaction each, oldest first, so that openings chain; single sales
 * of journals before them. What was done stays done when the rest is cancelled or refused.
 */
#define FC_TYPE_IMPORT_RUN (fc_import_run_get_type ())
G_DECLARE_FINAL_TYPE (FcImportRun, fc_import_run, FC, IMPORT_RUN, GObject)

FcImportRun     *fc_import_run_new          (FcReplica            *replica,
                                             FcImportPreview      *preview,
                                             GPtrArray            *stores);
FcImportPreview *fc_import_run_get_preview  (FcImportRun          *self);
GPtrArray       *fc_import_run_get_items    (FcImportRun          *self);
GPtrArray       *fc_import_run_get_journals (FcImportRun          *self);
guint            fc_import_run_count_wanted (FcImportRun          *self);
guint            fc_import_run_count_sales  (FcImportRun          *self,
                                             FcImportState         state);
guint            fc_import_run_count_news   (FcImportRun          *self);
void             fc_import_run_want_late    (FcImportRun          *self);
gboolean         fc_import_run_has_work     (FcImportRun          *self);
guint            fc_import_run_count        (FcImportRun          *self,
                                             FcImportState         state);
void             fc_import_run_look_async   (FcImportRun          *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean         fc_import_run_look_finish  (FcImportRun          *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void             fc_import_run_async        (FcImportRun          *self,
                                             FcProgressFunc        progress,
                                             gpointer              progress_data,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean         fc_import_run_finish       (FcImportRun          *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
