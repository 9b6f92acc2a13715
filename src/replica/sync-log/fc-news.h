/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

typedef enum {
  FC_NEWS_WAITS,    /* a shift waits for this person's approval */
  FC_NEWS_APPROVED, /* a shift this person submitted was approved */
  FC_NEWS_DISPUTED, /* … or sent back */
  FC_NEWS_REFUSED,  /* the hub refused something done here */
  FC_NEWS_CONFLICT, /* this person and somebody else changed the same */
  FC_NEWS_HANDED,   /* somebody hands work over to this person */
  FC_NEWS_ALERT,    /* something is so that a rule tells this person of */
} FcNewsKind;

/* Something a person wants to hear of once. */
typedef struct {
  FcNewsKind kind;
  char *key;     /* the same for the same news, whenever it is read */
  FcId id;       /* of the shift, the refused op, the conflict, the handover, the alert */
  char *station; /* nullable */
  char *who;     /* (nullable): who submitted, decided, changed the same or hands over */
  char *text;    /* (nullable): the comment, the hub's reason, or what is the matter */
  char *thing;   /* (nullable): of an alert: what it is about */
  gboolean critical; /* of an alert */
  gint64 number, date; /* of the shift */
} FcNews;

void       fc_news_free   (gpointer             news);
void       fc_news_async  (FcReplica           *replica,
                           const FcId          *user,
                           gboolean             approves,
                           gboolean             manages_alerts,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data);
GPtrArray *fc_news_finish (FcReplica           *replica,
                           GAsyncResult        *result,
                           GError             **error); /* FcNews */

G_END_DECLS
