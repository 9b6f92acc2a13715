/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-context.h"

G_BEGIN_DECLS

/*
 * Looks after the watched folder as long as a company is open: new files are imported by themselves, or, where the person
 * wants to be asked or something is odd, offered for review.
 */
#define FC_TYPE_IMPORT_SERVICE (fc_import_service_get_type ())
G_DECLARE_FINAL_TYPE (FcImportService, fc_import_service, FC, IMPORT_SERVICE, GObject)

/* Signal "offered": there are files for fc_import_service_take_files(). */
FcImportService *fc_import_service_get  (FcContext *context); /* nullable */
void       fc_import_service_start      (FcContext *context);
GPtrArray *fc_import_service_take_files (FcContext *context);
GtkWidget *fc_import_watch_settings_new (FcContext *context);

G_END_DECLS
