/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

typedef enum {
  FC_NEWS_WAITS,    /* a shift waits for this person's approval */
  FC_NEWS_APPROVED, /* a shift this person submitted was approved */
  FC_NEWS_DISPUTED, /* … or sent back */
  FC_NEWS_REFUSED,  /* the hub refused something done here */
} FcNewsKind;

/* Something a person wants to hear of once. */
typedef struct {
  FcNewsKind kind;
  char *key;     /* the same for the same news, whenever it is read */
  FcId id;       /* of the shift, or of the refused op */
  char *station; /* nullable */
  char *who;     /* (nullable): who submitted or decided */
  char *text;    /* (nullable): the comment, or the hub's reason */
  gint64 number, date; /* of the shift */
} FcNews;

void       fc_news_free   (gpointer             news);
void       fc_news_async  (FcReplica           *replica,
                           const FcId          *user,
                           gboolean             approves,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data);
GPtrArray *fc_news_finish (FcReplica           *replica,
                           GAsyncResult        *result,
                           GError             **error); /* FcNews */

G_END_DECLS
