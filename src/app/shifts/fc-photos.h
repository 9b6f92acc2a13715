/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-view-private.h"
#include "fc-step-view.h"

G_BEGIN_DECLS

/*
 * Photos of readings, slips and delivery notes: attached from a file, by dragging or from the clipboard; shown under
 * their row.
 */
typedef FcRecord *(*FcPhotosFind) (FcStepView *step,
                                   GtkWidget  *widget,
                                   double      y); /* nullable */

void     fc_photos_choose     (FcShiftView  *view,
                               const char   *target);
void     fc_photos_attach     (FcShiftView  *view,
                               const char   *target,
                               GFile        *file,
                               GBytes       *image);
void     fc_photos_remove     (FcShiftView  *view,
                               const char   *target);
void     fc_photos_show       (FcShiftView  *view,
                               const char   *attachment_id);
char    *fc_photos_target     (FcRecord     *record);
void     fc_photos_watch      (GtkWidget    *widget,
                               FcStepView   *step,
                               FcPhotosFind  find);
GtkWidget *fc_photos_make     (FcShiftDraft *draft,
                               FcRecord     *record,
                               int           photo_field);

G_END_DECLS
