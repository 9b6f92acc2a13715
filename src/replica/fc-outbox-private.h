/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica-private.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* outbox.state */
enum {
  FC_OUTBOX_WAITING,
  FC_OUTBOX_ACKED,
  FC_OUTBOX_REJECTED,
  FC_OUTBOX_CONFLICT,
};

#define FC_OUTBOX_KEEP_US (30 * FC_DAY_US)

void fc_outbox_op_free (gpointer pointer);

G_END_DECLS
