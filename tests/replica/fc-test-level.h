/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-test-office.h"

G_BEGIN_DECLS

/* An office whose hub has everything, and what that hub says next. */
FcOffice    *level_office   (void);
FcPulledRow *pulled_product (FcOffice    *office,
                             const FcId  *id,
                             const char  *code,
                             const char  *name,
                             const char  *colour,
                             gint64       seq);
GPtrArray   *rows_of        (FcPulledRow *row); /* nullable */
void         pull           (FcOffice    *office,
                             FcPulledRow *row,
                             gint64       head);
void         rename_diesel  (FcOffice    *office,
                             const char  *name);
void         assert_product (FcOffice    *office,
                             const char  *name,
                             const char  *colour);

G_END_DECLS
