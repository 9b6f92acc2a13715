/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-record.h"

G_BEGIN_DECLS

/*
 * Where a signature is drawn with pointer, pen or finger. Strokes are [[x, y, x, y, …], …] in thousandths of the pad's
 * width. Signal: "drawn" (a stroke has ended, or all was wiped).
 */
#define FC_TYPE_SIGNATURE_PAD (fc_signature_pad_get_type ())
G_DECLARE_FINAL_TYPE (FcSignaturePad, fc_signature_pad, FC, SIGNATURE_PAD, GtkDrawingArea)

GtkWidget *fc_signature_pad_new         (gboolean        editable);
void       fc_signature_pad_clear       (FcSignaturePad *self);
gboolean   fc_signature_pad_is_empty    (FcSignaturePad *self);
JsonArray *fc_signature_pad_dup_strokes (FcSignaturePad *self);
void       fc_signature_pad_set_strokes (FcSignaturePad *self,
                                         const char     *json);

G_END_DECLS
