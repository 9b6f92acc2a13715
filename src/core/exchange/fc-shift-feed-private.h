/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-feed.h"

G_BEGIN_DECLS

/* The lines of a feed, described once: merging and JSON come from it. Every line begins with its key. */

typedef enum {
  FIELD_ID,       /* char *, must be there */
  FIELD_TEXT,     /* char *, may be NULL */
  FIELD_BOOL,
  FIELD_VOLUME,   /* gint64, 0 or more */
  FIELD_AMOUNT,   /* gint64, any sign */
  FIELD_QUANTITY, /* gint64, 0 or more */
  FIELD_CASH,     /* FcFeedCashKind */
} FcFeedFieldType;

typedef struct {
  const char     *name;
  FcFeedFieldType type;
  gsize           offset;
} FcFeedField;

#define FC_FEED_MAX_FIELDS 12

typedef struct {
  const char    *name;        /* of the array in JSON */
  gsize          array;       /* where in FcShiftFeed its GPtrArray is */
  gsize          size;        /* of one line */
  GDestroyNotify free_line;
  FcFeedField    fields[FC_FEED_MAX_FIELDS]; /* ends at name == NULL */
} FcFeedShape;

typedef enum {
  FC_SHAPE_TOTALIZER,
  FC_SHAPE_GRADE_SALES,
  FC_SHAPE_FUEL_TENDER,
  FC_SHAPE_TANK_READING,
  FC_SHAPE_TENDER,
  FC_SHAPE_CASH,
  FC_SHAPE_NOTE,
  FC_SHAPE_N,
} FcFeedShapeId;

extern const FcFeedShape fc_feed_shapes[FC_SHAPE_N];

GPtrArray *fc_feed_array       (const FcShiftFeed *feed,
                                FcFeedShapeId      shape);
gboolean   fc_feed_lines_equal (FcFeedShapeId      shape,
                                gconstpointer      a,
                                gconstpointer      b);
void       fc_feed_lines_sum   (FcFeedShapeId      shape,
                                gpointer           into,
                                gconstpointer      line);
gint64     fc_feed_add         (gint64             a,
                                gint64             b);
char      *fc_feed_key         (const FcShiftFeed *feed);
char      *fc_feed_line_key    (const FcShiftFeed *feed,
                                FcFeedShapeId      shape,
                                gconstpointer      line);
void       fc_feed_sort_lines  (FcShiftFeed       *feed);
int        fc_feed_compare_ids (const char        *a,
                                const char        *b);

void fc_feed_totalizer_free    (gpointer data);
void fc_feed_grade_sales_free  (gpointer data);
void fc_feed_fuel_tender_free  (gpointer data);
void fc_feed_tank_reading_free (gpointer data);
void fc_feed_tender_free       (gpointer data);
void fc_feed_cash_free         (gpointer data);
void fc_feed_note_free         (gpointer data);

G_END_DECLS
