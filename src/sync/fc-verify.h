/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-session.h"

G_BEGIN_DECLS

/*
 * "Verify this replica": whether what is here is what the hub has, by hand and once a week by itself. Main thread.
 * Properties, all notify: "running", "progress" (0 to 1), "result" (nullable, a sentence: of this run, or the last one that
 * came to its end), "failed" (the sentence says why it did not).
 */
#define FC_TYPE_VERIFY (fc_verify_get_type ())
G_DECLARE_FINAL_TYPE (FcVerify, fc_verify, FC, VERIFY, GObject)

FcVerify   *fc_verify_of           (FcSession *session);
void        fc_verify_start        (FcVerify  *self);
void        fc_verify_cancel       (FcVerify  *self);
gboolean    fc_verify_is_running   (FcVerify  *self);
double      fc_verify_get_progress (FcVerify  *self);
gboolean    fc_verify_has_failed   (FcVerify  *self);
char       *fc_verify_dup_result   (FcVerify  *self); /* nullable */
gint64      fc_verify_get_last     (FcVerify  *self); /* UTC µs, 0 never */

G_END_DECLS
