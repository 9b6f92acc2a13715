/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-fact-batch.h"

G_BEGIN_DECLS

/*
 * A FcFactBatch (facts or rollups, column by column; src/core/catalog) as bytes. Numbers are LEB128; every length is checked
 * against what is there before anything is allocated.
 *   "FCB1"  entity name (length, bytes)  n rows  n columns, the first two being "id" and "version"
 *   per column: name (length, bytes)  kind (1 byte)  flags (1 byte: 1 has nulls, 2 deflated)  raw size  stored size
 *   then the columns' stored bytes, in the same order. Raw bytes of a column: the null bitmap where flagged (n bits, 1 = null,
 *   low bit first), then the values of the rows that are not null:
 *   1 IDS    16 bytes each            2 ID DICTIONARY  count, 16 bytes each, then a code per value
 *   3 INTS   zigzag of the difference to the value before      4 TEXTS  a length per value, then the bytes
 *   5 TEXT DICTIONARY  count, a length per word, the words' bytes, then a code per value
 * A column with a name that this program's catalog does not have is left out; one of another kind than the field's is an error.
 */
#define FC_FACT_MAX_ROWS  65536
#define FC_FACT_MAX_BYTES (16 * 1024 * 1024) /* raw, of one batch */
#define FC_FACT_CHUNK     8192               /* rows of a usual chunk */

GBytes      *fc_fact_batch_encode (const FcFactBatch *self);
FcFactBatch *fc_fact_batch_decode (GBytes            *bytes,
                                   GError           **error);

G_END_DECLS
