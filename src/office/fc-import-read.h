/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-shift-feed.h"

G_BEGIN_DECLS

/* A station as files name it. */
typedef struct {
  FcId id;
  char *store;        /* (nullable): the POS's store number */
  char *name;
  char currency[4];
  FcVolumeUnit unit;
} FcImportStore;

/* One file and what became of it. */
typedef struct {
  GFile *file;
  char *name;
  FcNaxmlReport *report; /* (nullable): NULL where nothing of it can be used */
  char *problem;         /* (nullable): why not */
  gboolean try_again;    /* it may still be written */
} FcImportFile;

/* What a set of files says, before anything is imported. */
typedef struct {
  GPtrArray *files;         /* FcImportFile */
  GPtrArray *feeds;         /* FcShiftFeed of known stores */
  GPtrArray *unknown;       /* char*: store numbers no station has */
  FcMessages *messages;
  guint n_sales;            /* single sales of journals */
} FcImportPreview;

FcImportStore   *fc_import_store_new     (FcRecord            *station);
void             fc_import_store_free    (gpointer             store);
const FcImportStore *fc_import_store_find (GPtrArray          *stores,
                                         const char           *store);

void             fc_import_read_async    (GPtrArray           *files,
                                         GPtrArray           *stores,
                                         FcProgressFunc       progress,
                                         gpointer             progress_data,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
FcImportPreview *fc_import_read_finish   (GAsyncResult        *result,
                                         GError             **error);
void             fc_import_preview_free  (FcImportPreview     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcImportPreview, fc_import_preview_free)

G_END_DECLS
