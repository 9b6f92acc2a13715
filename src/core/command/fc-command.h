/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-change-set.h"
#include "fc-op.h"
#include "fc-row-set.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* Who acts and what they may: made from the user's row and their roles' rows, by replica and hub alike. */
typedef struct {
  FcId tenant_id;
  FcId user_id;
  char *name;
  GHashTable *permissions; /* set of strings; "*" allows all */
  gboolean all_stations;
  GHashTable *stations;    /* set of FcId*, where not all */
} FcActor;

FcActor  *fc_actor_new         (const FcId *tenant_id,
                                FcRecord   *user,
                                GPtrArray  *roles);
FcActor  *fc_actor_new_system  (const FcId *tenant_id);
FcActor  *fc_actor_copy        (const FcActor *self);
void      fc_actor_free        (FcActor    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcActor, fc_actor_free)
gboolean  fc_actor_may         (const FcActor *self,
                                const char    *permission);
gboolean  fc_actor_sees_station (const FcActor *self,
                                 const FcId    *station_id);

/* What a running command knows besides its rows. */
typedef struct {
  const FcOp *op;       /* the call itself; its op_id seeds the ids of new rows */
  const FcActor *actor;
  guint next_id;
  gboolean own_only;    /* the actor may do this with what is theirs, and nothing else: the command checks */
} FcCommandContext;

FcId      fc_command_context_new_id (FcCommandContext *context);

typedef FcChangeSet *(*FcCommandFunc) (FcCommandContext  *context,
                                       FcRowSet          *rows,
                                       JsonObject        *args,
                                       GError           **error);

/* Rows to load besides the root: an aggregate named by an argument or by a field of the root. */
typedef struct {
  FcEntity entity;       /* root of the aggregate to load */
  const char *arg;       /* argument that holds its id, or a list of objects with an "id" each; or NULL */
  int root_field;        /* field of the command's root that holds its id, where arg is NULL */
  gboolean children;     /* with its children */
} FcCommandLoad;

/* Rows that loads cannot name. Called again each time rows have come, until it asks for nothing new. */
typedef struct _FcWants FcWants;
typedef void (*FcCommandWants) (FcWants    *wants,
                                const FcOp *op,
                                FcRowSet   *rows);
void     fc_wants_aggregate    (FcWants    *self,
                                FcEntity    root,
                                const FcId *id,
                                gboolean    children);
void     fc_wants_by_ref       (FcWants    *self,
                                FcEntity    entity,
                                int         field,
                                const FcId *id);
void     fc_wants_date         (FcWants    *self,
                                FcEntity    entity,
                                const FcId *station_id,
                                int         date_field,
                                FcDate      date);

/* What a person is told not to do while they can still do otherwise. The hub accepts it: the work was done. */
typedef gboolean (*FcCommandCheck) (const FcOp *op,
                                    FcRowSet   *rows,
                                    GError    **error);

typedef struct {
  const char *name;          /* "shift.submit" */
  FcEntity root;             /* op->row_id names this root */
  const char *permission;    /* (nullable): the command itself asks */
  const char *own;           /* (nullable): permission that allows it for what is the actor's own */
  gboolean children;         /* load the root's children */
  gboolean creates;          /* the root need not exist yet */
  const FcCommandLoad *loads; /* ends with .entity = FC_N_ENTITIES */
  FcCommandWants wants;      /* (nullable) */
  FcCommandFunc run;
  FcCommandCheck check_new;  /* (nullable): asked before run, but only where the op is made */
} FcCommand;

#define FC_LOAD_ALL (-2) /* no ids: every row of the entity, of which there are few */

/* How replica and hub fetch rows for commands, a set at a time. */
typedef struct _FcLoader FcLoader;
struct _FcLoader {
  /* Adds to @rows every row of @entity whose @field (-1: id) is one of @ids, or all with FC_LOAD_ALL. */
  gboolean (*load) (FcLoader    *self,
                    FcEntity     entity,
                    int          field,
                    const FcId  *ids,
                    guint        n_ids,
                    FcRowSet    *rows,
                    GError     **error);
  /* Adds to @rows every row of @entity at the station whose @date_field is @date. */
  gboolean (*load_date) (FcLoader    *self,
                         FcEntity     entity,
                         const FcId  *station_id,
                         int          date_field,
                         FcDate       date,
                         FcRowSet    *rows,
                         GError     **error);
};

const FcCommand *fc_command_find     (const char     *name);
void             fc_commands_register (const FcCommand *commands); /* ends with .name = NULL */
gboolean         fc_ops_load         (GPtrArray      *ops,
                                      FcLoader       *loader,
                                      FcRowSet       *rows,
                                      GError        **error);
FcChangeSet     *fc_op_run           (const FcOp     *op,
                                      const FcActor  *actor,
                                      FcRowSet       *rows,
                                      GError        **error);
gboolean         fc_op_check_new     (const FcOp     *op,
                                      FcRowSet       *rows,
                                      GError        **error);
void             fc_change_set_apply_to_rows (FcChangeSet *self,
                                      FcRowSet       *rows);
#define FC_ACTION_LOST "merge.lost" /* audit lines: values that gave way to somebody else's */
FcRecord        *fc_lost_patch_log   (const FcOp     *op,
                                      const FcActor  *actor,
                                      const char     *address,
                                      const char     *client);
#define FC_ACTION_RENEWED "version.renew" /* audit lines: brought up to a new version, by no user */
FcRecord        *fc_renewal_log      (FcRecord       *before,
                                      FcRecord       *after,
                                      guint64         mask,
                                      guint           generation,
                                      gint64          now,
                                      const char     *client);
GPtrArray       *fc_change_set_log   (FcChangeSet    *self,
                                      const FcOp     *op,
                                      const FcActor  *actor,
                                      const char     *address,
                                      const char     *client);

G_END_DECLS
