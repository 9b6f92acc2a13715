/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* Whether this copy is what the hub has, and what went up and down lately. */
GtkWidget *fc_transfer_view_new (FcContext *context);

G_END_DECLS
