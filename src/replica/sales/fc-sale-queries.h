/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* Single sales, newest first. Binds: :station, :product, :payment, :from and :until (UTC µs, until not within). */
extern const FcQuerySpec fc_sale_list;
enum {
  FC_SALE_LIST_ID,
  FC_SALE_LIST_SOLD_AT,
  FC_SALE_LIST_STATION, /* name */
  FC_SALE_LIST_PRODUCT, /* name */
  FC_SALE_LIST_VOLUME,
  FC_SALE_LIST_PRICE,
  FC_SALE_LIST_AMOUNT,
  FC_SALE_LIST_PAYMENT,
  FC_SALE_LIST_OPERATOR,
  FC_SALE_LIST_RECEIPT,
  FC_SALE_LIST_CURRENCY,
};

/* What of a journal's sales is to be imported. */
typedef struct {
  GPtrArray *fresh;     /* FcRecord: those that are not here yet */
  GPtrArray *reversals; /* FcRecord: take back the sums of the shifts they belong to */
} FcJournalNews;

void           fc_journal_news_free    (FcJournalNews        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcJournalNews, fc_journal_news_free)
void           fc_journal_news_async   (FcReplica            *replica,
                                        const FcId           *station,
                                        GPtrArray            *sales, /* FcRecord; not changed while it runs */
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
FcJournalNews *fc_journal_news_finish  (FcReplica            *replica,
                                        GAsyncResult         *result,
                                        GError              **error);

/* Whether single sales of a journal are here for that time. */
void           fc_journal_covers_async  (FcReplica           *replica,
                                         const FcId          *station,
                                         gint64               from,
                                         gint64               until,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean       fc_journal_covers_finish (FcReplica           *replica,
                                         GAsyncResult        *result,
                                         GError             **error);

G_END_DECLS
