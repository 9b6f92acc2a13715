/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

/*
 * Rows of a fact or rollup entity, column by column: what travels in a chunk, what the hub's reader fills and the replica's
 * writer binds. Immutable once decoded; may go from thread to thread.
 *
 * Encoded (integers LEB128, lengths checked against what is there before anything is allocated):
 *   "FCB1"  entity name (length, bytes)  n rows  n columns (the first is the row's own "id")
 *   per column: name (length, bytes)  kind (1 byte)  flags (1 byte: 1 has nulls, 2 deflated)  raw size  stored size
 *   then the columns' stored bytes, in the same order. Raw bytes of a column: the null bitmap where flagged (n bits, 1 = null,
 *   low bit first), then the values of the rows that are not null:
 *   1 IDS    16 bytes each            2 ID DICTIONARY  count, 16 bytes each, then a code per value
 *   3 INTS   zigzag of the difference to the value before      4 TEXTS  a length per value, then the bytes
 *   5 TEXT DICTIONARY  count, a length per word, the words' bytes, then a code per value
 */
#define FC_FACT_MAX_ROWS  65536
#define FC_FACT_MAX_BYTES (16 * 1024 * 1024) /* raw, of one batch */
#define FC_FACT_CHUNK     8192               /* rows of a usual chunk */

typedef enum {
  FC_COLUMN_ABSENT, /* the field was not sent: null in every row */
  FC_COLUMN_ID,
  FC_COLUMN_INT,
  FC_COLUMN_TEXT,
} FcColumnKind;

typedef struct {
  FcColumnKind kind;
  const guint8 *nulls;    /* (nullable) bitmap, 1 = null; NULL: no row is null */
  const gint64 *ints;     /* FC_COLUMN_INT: n values, 0 where null */
  const guint32 *codes;   /* (nullable) FC_COLUMN_ID, FC_COLUMN_TEXT: index into words; NULL: row i has word i */
  const FcId *ids;        /* FC_COLUMN_ID: the words */
  const char *const *texts; /* FC_COLUMN_TEXT: the words, zero-terminated UTF-8 */
  const guint32 *lengths; /* FC_COLUMN_TEXT: bytes of each word */
  guint n_words;
} FcColumn;

typedef struct {
  FcEntity entity;
  guint n;                /* rows */
  const FcId *ids;        /* the rows' own ids */
  const FcColumn *columns; /* by field number, fc_catalog_get (entity)->n_fields of them */
  /*< private >*/
  GBytes *bytes;
  GPtrArray *owned;
  gatomicrefcount refs;
} FcFactBatch;

FcFactBatch *fc_fact_batch_decode (GBytes       *bytes,
                                   GError      **error);
FcFactBatch *fc_fact_batch_ref    (FcFactBatch  *self);
void         fc_fact_batch_unref  (FcFactBatch  *self);
FcRecord    *fc_fact_batch_get_record (const FcFactBatch *self,
                                   guint         row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFactBatch, fc_fact_batch_unref)

static inline gboolean
fc_column_is_null (const FcColumn *column, guint row)
{
  return column->kind == FC_COLUMN_ABSENT || (column->nulls != NULL && (column->nulls[row >> 3] >> (row & 7) & 1) != 0);
}

/* Index of the row's word, only where it is not null. */
static inline guint
fc_column_word (const FcColumn *column, guint row)
{
  return column->codes != NULL ? column->codes[row] : row;
}

/* Writes batches row by row, as a query steps. One thread. Reused chunk after chunk. */
typedef struct _FcFactWriter FcFactWriter;

FcFactWriter *fc_fact_writer_new      (FcEntity       entity);
void          fc_fact_writer_free     (FcFactWriter  *self);
void          fc_fact_writer_begin_row (FcFactWriter *self,
                                       const FcId    *id);
void          fc_fact_writer_set_int  (FcFactWriter  *self,
                                       int            field,
                                       gint64         number);
void          fc_fact_writer_set_id   (FcFactWriter  *self,
                                       int            field,
                                       const FcId    *id);
void          fc_fact_writer_set_text (FcFactWriter  *self,
                                       int            field,
                                       const char    *text,
                                       gssize         length);
void          fc_fact_writer_add_record (FcFactWriter *self,
                                       FcRecord      *record);
guint         fc_fact_writer_get_n_rows (FcFactWriter *self);
GBytes       *fc_fact_writer_finish   (FcFactWriter  *self); /* the encoded batch; the writer is empty again */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFactWriter, fc_fact_writer_free)

G_END_DECLS
