/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-step-view.h"

G_BEGIN_DECLS

/* What pasting needs of the step. */
typedef struct _FcSlipsStep FcSlipsStep;

guint     fc_slips_step_get_n_slips (FcSlipsStep *self);
FcRecord *fc_slips_step_get_slip    (FcSlipsStep *self,
                                     guint        row);
FcRecord *fc_slips_step_begin_slip  (FcSlipsStep *self);
gboolean  fc_slips_step_is_in_shift (FcSlipsStep *self,
                                     FcRecord    *slip);
void      fc_slips_step_keep        (FcSlipsStep *self,
                                     FcRecord    *slip);
FcOp     *fc_slips_step_put_op      (FcSlipsStep *self,
                                     JsonArray   *slips);

/* fc-slips-paste.c */
void      fc_slips_step_paste       (FcSlipsStep *self,
                                     guint        row,
                                     guint        column,
                                     const char  *text);

G_END_DECLS
