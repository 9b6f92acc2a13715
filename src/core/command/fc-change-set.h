/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

typedef enum {
  FC_CHANGE_INSERT,
  FC_CHANGE_PATCH,
  FC_CHANGE_DELETE,
} FcChangeKind;

/* One row's change. For a patch, mask names the fields that differ from before (bit n = field n). */
typedef struct {
  FcChangeKind kind;
  FcRecord *after;  /* (owned): the whole row afterwards; for a delete the row as it was */
  FcRecord *before; /* (owned) (nullable): the whole row before; NULL for an insert */
  guint64 mask;
} FcChange;

/* A domain event the change stands for, "shift.submitted"; data is an object. */
typedef struct {
  char *type;
  FcEntity aggregate;
  FcId aggregate_id;
  JsonObject *data; /* (owned) (nullable) */
} FcDomainEvent;

/* Values that gave way to others because of the catalog's policy. */
typedef struct {
  FcRecord *row;    /* (owned): with the values that lost */
  FcRecord *stands; /* (owned): with those that stand */
  guint64 mask;
} FcLostValues;

/* What a command wants to happen: pure values, nothing has happened yet. */
typedef struct {
  GPtrArray *changes; /* FcChange */
  GPtrArray *events;  /* FcDomainEvent */
  int priority;       /* of the sync op, 1 (first) to 10; 5 unless a rule raises it */
  gboolean merged;    /* somebody else had changed the same fields: settled by the catalog's policy */
  guint n_conflicts;  /* rows with fields that a person must decide */
  GPtrArray *lost;    /* FcLostValues, for the audit log */
} FcChangeSet;

FcChangeSet *fc_change_set_new    (void);
void         fc_change_set_free   (FcChangeSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcChangeSet, fc_change_set_free)

void         fc_change_set_insert (FcChangeSet *self,
                                   FcRecord    *after);
void         fc_change_set_patch  (FcChangeSet *self,
                                   FcRecord    *before,
                                   FcRecord    *after);
void         fc_change_set_delete (FcChangeSet *self,
                                   FcRecord    *before);
void         fc_change_set_event  (FcChangeSet *self,
                                   const char  *type,
                                   FcEntity     aggregate,
                                   const FcId  *aggregate_id,
                                   JsonObject  *data);

G_END_DECLS
