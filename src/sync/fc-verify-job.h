/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-check-sheet.h"

G_BEGIN_DECLS

/*
 * One comparison of a replica with the hub, and the repair of what is otherwise: sums of buckets, then of the ranges of those
 * that differ, then the rows of the ranges that differ; then sales and their sums by the month; positions at last, whose failure
 * takes nothing else along. Beside the engine, which goes on pushing and pulling. Main thread.
 */
typedef struct _FcVerifyJob FcVerifyJob;

/* What came of it. */
typedef struct {
  guint rows;               /* compared, with single sales */
  guint buckets;
  FcCheckFindings findings; /* all of it repaired */
  guint stray;              /* rows that no bucket held, gone now */
} FcVerified;

typedef struct {
  /* The body of a POST /api/v1/sync/check, (transfer full) → fc_verify_job_answered(), never from within this call */
  void (*send)     (gpointer data, GBytes *body);
  void (*progress) (gpointer data, double fraction);
  void (*ended)    (gpointer data, const FcVerified *verified, const GError *error); /* both: positions failed */
} FcVerifyWorld;

FcVerifyJob *fc_verify_job_start    (FcReplica           *replica,
                                     const FcId          *client_id,
                                     const FcVerifyWorld *world,
                                     gpointer             data);
void         fc_verify_job_stop     (FcVerifyJob         *self);
void         fc_verify_job_answered (FcVerifyJob         *self,
                                     GBytes              *body,  /* (nullable): plain */
                                     const GError        *error);

G_END_DECLS
