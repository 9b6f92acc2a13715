/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-test-office.h"

G_BEGIN_DECLS

/* What a person at a desk does, one step after the other, and what must be found of it afterwards, whatever happened. */
typedef struct {
  guint number;  /* of the step */
  FcId txn_id;
  guint n_ops;
  gboolean acked; /* it came back well */
  FcId product;  /* whose name ends in @number or more; null: none */
} CrashStep;

typedef struct {
  FcOffice *office;
  GRand *rand;
  GArray *steps; /* CrashStep: begun */
  guint acked;   /* so many of them came back well */
  guint first;   /* number before the first step */
  void (*begun) (const CrashStep *step); /* nullable */
} CrashOffice;

const char  *crash_office_template (void);
CrashOffice *crash_office_new      (guint64        seed,
                                    const char    *folder);
void         crash_office_free     (CrashOffice   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrashOffice, crash_office_free)
gboolean     crash_office_open     (CrashOffice   *self,
                                    GError       **error);
void         crash_office_close    (CrashOffice   *self);
gboolean     crash_office_step     (CrashOffice   *self,
                                    GError       **error);
char        *crash_office_check    (const GArray  *steps,
                                    guint          acked,
                                    const char    *folder); /* (nullable): what is wrong */
char        *crash_integrity       (const char    *path);   /* (nullable): what is wrong */
gboolean     crash_is_sentence     (const GError  *error);

G_END_DECLS
