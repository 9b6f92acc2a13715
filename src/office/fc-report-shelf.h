/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-queue.h"

G_BEGIN_DECLS

/*
 * What the queue still owes, kept with the replica so that it is there after the program or the power failed, and put aside
 * while somebody else sits at the desk. Main thread.
 */
typedef struct _FcReportShelf FcReportShelf;

typedef gboolean (*FcReportIsOwed) (const FcReportOrder *order,
                                    gpointer             user_data);

FcReportShelf *fc_report_shelf_new  (FcReplica           *replica,
                                     FcReportQueue       *queue);
void           fc_report_shelf_free (FcReportShelf       *self);
void           fc_report_shelf_take (FcReportShelf       *self,
                                     const FcActor       *actor, /* nullable */
                                     FcReportIsOwed       still_owed,
                                     gpointer             user_data);
gboolean       fc_report_shelf_save (FcReportShelf       *self,
                                     GAsyncReadyCallback  saved,
                                     gpointer             user_data);

G_END_DECLS
