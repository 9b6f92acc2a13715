/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-import-run.h"

G_BEGIN_DECLS

struct _FcImportRun {
  GObject parent_instance;

  FcReplica *replica;
  FcImportPreview *preview;
  GPtrArray *stores;
  GPtrArray *items; /* FcImportItem, oldest first in each station */
  GPtrArray *journals; /* FcImportJournal */
  guint journal;    /* the one at work */
  guint at;         /* the item at work */
  guint done;
  FcId version;      /* of the item's shift, being looked at */
  FcId previous;     /* shift before the item, or null */
  FcRowSet *station; /* (nullable): rows of the item's station */
  FcProgressFunc progress;
  gpointer progress_data;
};

FcImportItem *fc_import_run_get_item     (FcImportRun         *self,
                                          guint                at); /* nullable */
void          fc_import_run_load_version (FcImportRun         *self,
                                          GTask               *task,
                                          GAsyncReadyCallback  callback);
FcRecord     *fc_import_run_version      (FcImportRun         *self,
                                          GAsyncResult        *result);

G_END_DECLS
