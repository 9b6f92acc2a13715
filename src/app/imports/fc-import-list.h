/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-import-run.h"

G_BEGIN_DECLS

/*
 * What a set of files would bring: unknown store numbers, the shifts, and what was odd in each file, line by line.
 * Signals: "store-chosen" (store number, station's position in the stores), "edited" (another choice of shifts).
 */
#define FC_TYPE_IMPORT_LIST (fc_import_list_get_type ())
G_DECLARE_FINAL_TYPE (FcImportList, fc_import_list, FC, IMPORT_LIST, AdwBin)

GtkWidget *fc_import_list_new  (void);
void       fc_import_list_show (FcImportList *self,
                                FcImportRun  *run,
                                GPtrArray    *stores);

G_END_DECLS
