/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-private.h"

G_BEGIN_DECLS

/* A page of positions: what is known of its state. The rows themselves are kept by position. */
typedef struct {
  gboolean loaded;   /* in this generation */
  gboolean loading;
  guint64 used;      /* clock of the last get_item */
  FcQueryKey first, last; /* where loaded and full */
  gboolean has_keys;
} FcQueryPageState;

struct _FcQueryModel
{
  GObject parent_instance;

  FcReplica *replica;
  const FcQuerySpec *spec;
  int sort;
  gboolean descending;
  GHashTable *binds;     /* char* → FcValue* */
  FcQueryPlan *plan;     /* nullable: nothing read yet */
  GStrv tables;          /* nullable */

  guint n_items;
  GHashTable *rows;      /* position → FcQueryRow */
  GHashTable *pages;     /* number → PageState */
  GArray *anchors;       /* (nullable) FcQueryKey */
  gboolean anchors_loading;
  guint64 clock;
  guint jobs;

  guint generation;      /* replies of another one are dropped */
  gboolean refreshing;   /* a count is under way */
  gboolean dirty;        /* rows changed while it was */
  gboolean renew;        /* sort or values changed: all anew */
  gint64 counted_at;     /* monotonic */
  gint64 count_took_us;
  guint idle;            /* source id */
  GCancellable *cancellable;
  gboolean loading;
  GError *error;
};

/* What a reader's job is given. */
typedef struct {
  FcQueryPlan *plan;
  gboolean learn_tables;
  GArray *page_numbers; /* nullable: count job */
  guint first;
  gboolean has_after;
  FcQueryKey after;
  guint skip;
  gboolean backwards;
  guint n;
} FcQueryJob;

/* What the callback must know. */
typedef struct {
  FcQueryModel *model;
  guint generation;
  gboolean renew;
  guint page;
} FcQueryReply;

/* fc-query-pages.c: rows by position, and the pages that fill them */
FcQueryJob   *fc_query_job_new           (FcQueryPlan  *plan);
void          fc_query_job_free          (gpointer      job);
FcQueryReply *fc_query_reply_new         (FcQueryModel *self);
void          fc_query_reply_free        (FcQueryReply *reply);
void          fc_query_page_state_free   (gpointer      page);
FcQueryPageState *fc_query_model_ensure_page (FcQueryModel *self,
                                          guint         number);
FcQueryRow   *fc_query_model_get_row     (FcQueryModel *self,
                                          guint         position); /* nullable */
FcQueryRow   *fc_query_model_ensure_row  (FcQueryModel *self,
                                          guint         position);
gboolean      fc_query_model_is_shown    (FcQueryModel *self,
                                          guint         number);
void          fc_query_model_evict_pages (FcQueryModel *self);
void          fc_query_model_take_page   (FcQueryModel *self,
                                          const FcQueryPage *data);
void          fc_query_model_load_pages  (FcQueryModel *self);
void          fc_query_model_load_anchors (FcQueryModel *self);

/* fc-query-follow.c: counting, and following changes */
void          fc_query_model_schedule    (FcQueryModel *self);
void          fc_query_model_renew       (FcQueryModel *self);
void          fc_query_model_follow      (FcReplica    *replica,
                                          FcChanges    *changes,
                                          FcQueryModel *self);

/* fc-query-model.c */
void          fc_query_model_set_loading (FcQueryModel *self,
                                          gboolean      loading);
void          fc_query_model_set_error   (FcQueryModel *self,
                                          GError       *error); /* (transfer full) (nullable) */
void          fc_query_model_tell        (FcQueryModel *self,
                                          guint         position,
                                          guint         removed,
                                          guint         added);

G_END_DECLS
