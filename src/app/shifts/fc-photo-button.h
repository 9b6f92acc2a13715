/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-replica.h"

G_BEGIN_DECLS

/* An attached photo, small: shows where it is, and has it fetched where it is not here. */
#define FC_TYPE_PHOTO_BUTTON (fc_photo_button_get_type ())
G_DECLARE_FINAL_TYPE (FcPhotoButton, fc_photo_button, FC, PHOTO_BUTTON, GtkButton)

GtkWidget *fc_photo_button_new (FcReplica *replica,
                                FcRecord  *attachment);

G_END_DECLS
