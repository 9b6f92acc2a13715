/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

gboolean fc_row_rules_check     (const FcChange  *change,
                                 FcRowSet        *rows,
                                 GError         **error);

/* Fields by which other rows hold on to one of @entity: what must be loaded before one is deleted. */
typedef void (*FcReferrerFunc)  (FcEntity         holder,
                                 int              field,
                                 gpointer         user_data);
void     fc_foreach_referrer    (FcEntity         entity,
                                 FcReferrerFunc   func,
                                 gpointer         user_data);

G_END_DECLS
