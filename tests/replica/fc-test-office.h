/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica-sync.h"

G_BEGIN_DECLS

/* An office for a test: a folder, a replica in it, a company with one manager, one station and two products. */
typedef struct {
  GFile *folder;
  FcReplica *replica;
  FcId tenant, manager, supervisor, station, other_station, diesel, petrol;
} FcOffice;

/* 2026-11-20 12:00 UTC, a Friday. */
#define FC_TEST_NOW G_GINT64_CONSTANT (1795176000000000)

FcOffice  *fc_office_new        (void);
FcOffice  *fc_office_new_empty  (void);
void       fc_office_free       (FcOffice            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcOffice, fc_office_free)
void       fc_office_reopen     (FcOffice            *self);
void       fc_office_act_as     (FcOffice            *self,
                                 const FcId          *user);
void       fc_office_bind       (FcOffice            *self);
FcRecord  *fc_office_get        (FcOffice            *self,
                                 FcEntity             entity,
                                 const FcId          *id); /* nullable */
gint64     fc_office_count      (FcOffice            *self,
                                 const char          *sql); /* one number */
void       fc_office_assert_totals (FcOffice         *self); /* sales_total says what sales_rollup does */
gboolean   fc_office_run        (FcOffice            *self,
                                 FcOp                *op, /* (transfer full) */
                                 GError             **error);
gboolean   fc_office_patch_text (FcOffice            *self,
                                 FcEntity             entity,
                                 const FcId          *id,
                                 int                  field,
                                 const char          *text,
                                 GError             **error);
char      *fc_office_text       (FcOffice            *self,
                                 FcEntity             entity,
                                 const FcId          *id,
                                 int                  field);
GPtrArray *fc_office_next_ops   (FcOffice            *self); /* FcOutboxOp */
void       fc_office_results    (FcOffice            *self,
                                 GPtrArray           *ops, /* FcOutboxOp */
                                 FcOutcome            outcome,
                                 gint64               seq,
                                 const char          *reason);
gboolean   fc_office_pull       (FcOffice            *self,
                                 GPtrArray           *rows, /* (nullable) FcPulledRow */
                                 gint64               head,
                                 GError             **error);
void       fc_office_load       (FcOffice            *self,
                                 FcRecord            *record); /* (transfer full): as the demo brings it, past every rule */
FcRecord  *fc_office_product    (FcOffice            *self,
                                 const char          *code,
                                 const char          *name);
void       fc_office_settle     (void); /* lets what waits in the main context happen */
FcFactBatch *fc_test_sales      (FcOffice            *self,
                                 GRand               *rand,
                                 guint                n,
                                 gint64               from,
                                 gint64               until);
/* For _async calls. */
void       fc_test_finished_cb  (GObject             *source,
                                 GAsyncResult        *result,
                                 gpointer             user_data); /* GAsyncResult ** */
GAsyncResult *fc_test_wait      (GAsyncResult       **result);

G_END_DECLS
