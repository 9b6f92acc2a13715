/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"
#include "fc-replica-private.h"

G_BEGIN_DECLS

#define FC_QUERY_PAGE 64
#define FC_QUERY_ANCHOR 1000

/* One reading of a list: what, sorted how, with which values. Never changed once a job has it. */
typedef struct {
  gatomicrefcount refs;
  const FcQuerySpec *spec;
  guint n_columns;
  int sort;
  gboolean descending;
  gboolean has_nulls;  /* in the sort column */
  GHashTable *binds;   /* char* → FcValue* */
} FcQueryPlan;

/* Where a row stands in the order. */
typedef struct {
  FcValue value; /* of the sort column */
  FcId id;
} FcQueryKey;

/* Rows first … first + n - 1. */
typedef struct {
  guint first;
  guint n;
  FcValue *cells; /* n × n_columns */
  guint n_columns;
} FcQueryPage;

typedef struct {
  guint n_items;
  gboolean has_nulls;
  GStrv tables;      /* nullable */
  GPtrArray *pages;  /* FcQueryPage */
} FcQueryCount;

FcQueryPlan *fc_query_plan_new      (const FcQuerySpec   *spec,
                                     int                  sort,
                                     gboolean             descending,
                                     GHashTable          *binds,
                                     gboolean             has_nulls);
FcQueryPlan *fc_query_plan_ref      (FcQueryPlan         *self);
void         fc_query_plan_unref    (FcQueryPlan         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcQueryPlan, fc_query_plan_unref)

/* fc-query-sql.c */
char        *fc_query_count_sql     (const FcQueryPlan   *plan);
char        *fc_query_null_sql      (const FcQueryPlan   *plan);
char        *fc_query_page_sql      (const FcQueryPlan   *plan,
                                     const FcQueryKey    *after, /* nullable */
                                     gboolean             backwards);
char        *fc_query_keys_sql      (const FcQueryPlan   *plan);
void         fc_query_bind          (const FcQueryPlan   *plan,
                                     FcStatement         *statement);
FcValueKind  fc_query_value_kind    (FcColumnKind         kind);

/* fc-query-read.c: on a reader's thread */
FcQueryCount *fc_query_read_count   (FcDb                *db,
                                     const FcQueryPlan   *plan,
                                     gboolean             learn_tables,
                                     const guint         *pages, /* numbers of the pages to read with it */
                                     guint                n_pages,
                                     GError             **error);
void         fc_query_count_free    (FcQueryCount        *self);
FcQueryPage *fc_query_read_page     (FcDb                *db,
                                     const FcQueryPlan   *plan,
                                     guint                first,
                                     guint                n,
                                     const FcQueryKey    *after, /* nullable */
                                     guint                skip, /* rows between after (or the beginning) and first */
                                     gboolean             backwards,
                                     GError             **error);
void         fc_query_page_free     (FcQueryPage         *self);
GArray      *fc_query_read_anchors  (FcDb                *db,
                                     const FcQueryPlan   *plan,
                                     GError             **error); /* FcQueryKey of rows 0, 1000, 2000 … */
void         fc_query_key_clear     (FcQueryKey          *self);
void         fc_query_key_of        (const FcQueryPlan   *plan,
                                     const FcValue       *cells,
                                     FcQueryKey          *key);

/* fc-query-row.c */
FcQueryRow  *fc_query_row_new       (void);
void         fc_query_row_fill      (FcQueryRow          *self,
                                     const FcValue       *cells,
                                     guint                n_columns);
const FcValue *fc_query_row_get_cells (FcQueryRow        *self); /* nullable */

G_END_DECLS
