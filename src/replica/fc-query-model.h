/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/*
 * A lazy GListModel over SQL: knows its count, reads pages by keyset with an anchor every ~1,000 rows, re-reads what is visible
 * when a commit touches one of its tables (learnt from the SQLite authorizer). Items are FcQueryRow: given at once, filled
 * by their page ("filled" notifies). Sorting, filtering and search are SQL; a new sort or filter re-runs the query.
 */
#define FC_TYPE_QUERY_ROW (fc_query_row_get_type ())
G_DECLARE_FINAL_TYPE (FcQueryRow, fc_query_row, FC, QUERY_ROW, GObject)

gboolean     fc_query_row_is_filled (FcQueryRow *self); /* property "filled"; "generation" notifies on every refill */
const FcId  *fc_query_row_get_id    (FcQueryRow *self); /* nullable until filled */
gboolean     fc_query_row_is_null   (FcQueryRow *self, int column);
gint64       fc_query_row_get_int   (FcQueryRow *self, int column);
const char  *fc_query_row_get_text  (FcQueryRow *self, int column);
const FcId  *fc_query_row_get_ref   (FcQueryRow *self, int column);

typedef enum {
  FC_COLUMN_TEXT, FC_COLUMN_INT, FC_COLUMN_MONEY, FC_COLUMN_VOLUME, FC_COLUMN_PRICE, FC_COLUMN_TIME, FC_COLUMN_DATE,
  FC_COLUMN_ENUM, FC_COLUMN_ID, FC_COLUMN_BOOL,
} FcColumnKind;

/* A column the query gives: SQL expression, name, how to show it, whether one may sort by it (then unique with the id). */
typedef struct {
  const char *name;
  const char *sql;
  const char *title;  /* untranslated; NULL: not shown */
  FcColumnKind kind;
  gboolean sortable;
} FcQueryColumn;

/* Stands behind the last of a list. */
#define FC_QUERY_COLUMNS_END                                                                                           \
  {                                                                                                                    \
    NULL, NULL, NULL, FC_COLUMN_INT, FALSE                                                                             \
  }

/* One list: FROM and WHERE with named parameters; column 0 must be the 16-byte id. Static data in replica/<module>. */
typedef struct {
  const char *name;
  const char *from;    /* "shift s JOIN station st ON st.id = s.station_id" */
  const char *where;   /* nullable; may use :station (NULL = all), :from, :until, :search and others */
  const FcQueryColumn *columns; /* ends with .name = NULL */
  int default_sort;    /* column */
  gboolean default_descending;
} FcQuerySpec;

#define FC_TYPE_QUERY_MODEL (fc_query_model_get_type ())
G_DECLARE_FINAL_TYPE (FcQueryModel, fc_query_model, FC, QUERY_MODEL, GObject)

FcQueryModel      *fc_query_model_new       (FcReplica         *replica,
                                             const FcQuerySpec *spec);
const FcQuerySpec *fc_query_model_get_spec  (FcQueryModel *self);
void               fc_query_model_bind_id   (FcQueryModel *self, const char *name, const FcId *id);   /* nullable */
void               fc_query_model_bind_int  (FcQueryModel *self, const char *name, gint64 value);
void               fc_query_model_bind_text (FcQueryModel *self, const char *name, const char *value); /* nullable */
void               fc_query_model_unbind    (FcQueryModel *self, const char *name); /* null again */
void               fc_query_model_sort      (FcQueryModel *self, int column, gboolean descending);
/* properties: "loading" (first count under way), "error" (GError boxed, nullable), "n-items" */
gboolean           fc_query_model_get_loading (FcQueryModel *self);
const GError      *fc_query_model_get_error (FcQueryModel *self);
void               fc_query_model_retry     (FcQueryModel *self);

G_END_DECLS
