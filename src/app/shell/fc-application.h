/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-window.h"

G_BEGIN_DECLS

/* The program: one instance per profile, one window, one open replica. Signal "ready" (FcContext *) when pages can show. */
#define FC_TYPE_APPLICATION (fc_application_get_type ())
G_DECLARE_FINAL_TYPE (FcApplication, fc_application, FC, APPLICATION, AdwApplication)

FcApplication *fc_application_new          (void);
void           fc_application_set_profile  (FcApplication *self,
                                            const char    *profile); /* before it is registered */
void           fc_application_set_data_dir (FcApplication *self,
                                            const char    *path);
FcWindow      *fc_application_get_window   (FcApplication *self); /* nullable */
FcContext     *fc_application_get_context  (FcApplication *self); /* nullable */

G_END_DECLS
