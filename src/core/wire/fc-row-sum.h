/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-wire.h"

G_BEGIN_DECLS

/*
 * How many rows there are, and the sum of their hashes modulo 2^128: two ends that hold the same rows have the same sum in
 * whatever order they add them, and one row comes in or goes out without a look at the others. Against damage and mistakes,
 * not against forgery.
 */
typedef struct {
  guint64 n;
  guint64 low, high;
} FcRowSum;

/* A row's part of its bucket: 256 of them, by the last byte of its id, which is by chance in ids of every kind. */
#define FC_ROW_RANGES 256

FcRowSum fc_row_sum_of    (const FcUpdate *row);
FcRowSum fc_row_sum_of_fact (const FcFactBatch *batch,
                           guint           row);
void     fc_row_sum_add   (FcRowSum       *self,
                           const FcRowSum *other);
gboolean fc_row_sum_equal (const FcRowSum *a,
                           const FcRowSum *b);
guint    fc_row_range     (const FcId     *id);

G_END_DECLS
