/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-db.h"
#include "fc-entities.h"
#include "fc-id.h"

G_BEGIN_DECLS

/* What one or more commits touched. Above FC_CHANGES_MANY ids of an entity only "many" is known. Plain memory. */
#define FC_CHANGES_MANY 256
typedef struct _FcChanges FcChanges;

FcChanges *fc_changes_new        (void);
FcChanges *fc_changes_ref        (FcChanges       *self);
void       fc_changes_unref      (FcChanges       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcChanges, fc_changes_unref)
GType      fc_changes_get_type   (void);
void       fc_changes_add        (FcChanges       *self,
                                  FcEntity         entity,
                                  const FcId      *id); /* NULL: many */
void       fc_changes_merge      (FcChanges       *self,
                                  const FcChanges *other);
gboolean   fc_changes_is_empty   (const FcChanges *self);
gboolean   fc_changes_touch      (const FcChanges *self,
                                  FcEntity         entity);
gboolean   fc_changes_touch_row  (const FcChanges *self,
                                  FcEntity         entity,
                                  const FcId      *id);
gboolean   fc_changes_is_many    (const FcChanges *self,
                                  FcEntity         entity);
/* Tables that are no catalog entity ("outbox") are known by name. */
void       fc_changes_add_table  (FcChanges       *self,
                                  const char      *table);
gboolean   fc_changes_touch_table (const FcChanges *self,
                                  const char      *table);

/* Collects through the preupdate hook. take() after a commit gives what it touched and starts anew. */
void       fc_db_watch           (FcDb            *db,
                                  gboolean         watch);
void       fc_db_watch_pause     (FcDb            *db,
                                  gboolean         pause); /* bulk work says fc_changes_add (…, NULL) itself */
FcChanges *fc_db_take_changes    (FcDb            *db); /* (transfer full) */

/* The tables a SELECT reads, learnt from the authorizer: what a query on screen must listen to. */
GStrv      fc_db_tables_of       (FcDb            *db,
                                  const char      *sql,
                                  GError         **error);

G_END_DECLS
