/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Watches the folder in which a point of sale leaves its files (XMLGateway/BOOutbox). "settled" (GListModel of GFile)
 * names files that nobody has written to for a while; a file that is written again is named again. Main thread, never
 * blocks; a folder on a network drive that sends no notices is looked through every half minute.
 */
#define FC_TYPE_IMPORT_WATCH (fc_import_watch_get_type ())
G_DECLARE_FINAL_TYPE (FcImportWatch, fc_import_watch, FC, IMPORT_WATCH, GObject)

FcImportWatch *fc_import_watch_new        (GFile         *folder,
                                           guint          settle_ms);
GFile         *fc_import_watch_get_folder (FcImportWatch *self);
void           fc_import_watch_look       (FcImportWatch *self);
void           fc_import_watch_try_again  (FcImportWatch *self,
                                           GFile         *file);

G_END_DECLS
