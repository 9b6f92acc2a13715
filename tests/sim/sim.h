/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-statement.h"
#include "fc-hub-client.h"
#include "fc-pull-job.h"
#include "fc-replica-sync.h"
#include "fc-sync-engine.h"
#include "sim-company.h"
#include "sim-disk.h"
#include "sim-files.h"

G_BEGIN_DECLS

/*
 * A company in one process: the hub below HTTP, offices with real replicas and real engines, and between them a network, disks
 * and clocks that fail as a seed says. One thread decides, one event after the other, so that a seed always tells one story.
 */

typedef enum {
  SIM_DROP = 1 << 0,      /* a request never arrives */
  SIM_DUPLICATE = 1 << 1, /* it arrives twice, much later, too */
  SIM_REORDER = 1 << 2,   /* it is overtaken */
  SIM_LOSE_REPLY = 1 << 3, /* done, but nobody hears of it */
  SIM_TRUNCATE = 1 << 4,
  SIM_FLIP = 1 << 5,      /* one bit of a body */
  SIM_STATUS = 1 << 6,    /* 401, 413, 429, 5xx, other protocol */
  SIM_CLOCK = 1 << 7,     /* clocks days off */
  SIM_KILL = 1 << 8,      /* of an office's program, at any step and in the middle of a write */
  SIM_DISK = 1 << 9,      /* busy, full, errors */
  SIM_HUB_KILL = 1 << 10,
  SIM_HUB_DISK = 1 << 11,
  SIM_RESTORE = 1 << 12,  /* the hub from an old backup */
  SIM_SCOPE = 1 << 13,    /* stations given and taken */
  SIM_CLONE = 1 << 14,    /* a replica copied to another computer */
  SIM_UPGRADE = 1 << 15,  /* the program of an office or of the hub replaced by a newer one, which may die while it begins */
  SIM_N_FAULTS = 16,
} SimFault;

typedef enum { SIM_HONEST, SIM_SEQUENCE_CURSOR, SIM_NO_RESULT_ROW, SIM_EDGE_TRIGGERED, SIM_N_SABOTAGES } SimSabotage;

typedef struct {
  guint64 seed;
  guint offices;
  guint ops;
  guint faults; /* SimFault */
  SimSabotage sabotage;
} SimPlan;

/* What the hub said of an op, as the world outside may count on it. */
typedef struct {
  FcId op_id;
  FcResultStatus status;
  gint64 seq;
} SimSaid;

typedef struct {
  char *folder;
  SimDisk *disk;
  FcHubStore *store;   /* (nullable): NULL while it is down */
  FcHubReader *reader;
  FcHubStoreClass *store_class;   /* (nullable): sabotaged */
  FcHubReaderClass *reader_class; /* nullable */
  int generation;
  gint64 skew;
  FcId tenant, rival_product;
  FcId stations[SIM_STATIONS];
  FcId users[SIM_MOST_OFFICES];
  FcId admin;
  GHashTable *said;        /* FcId* → SimSaid */
  GHashTable *said_backup; /* (nullable): at the time of the backup */
  char *backup;            /* (nullable): folder */
  gint64 hidden;           /* SIM_SEQUENCE_CURSOR: seq that is not visible yet */
} SimHub;

typedef struct _Sim Sim;
typedef struct _SimVerify SimVerify;

typedef struct {
  Sim *sim;
  guint n;
  char *folder;
  SimDisk *disk;
  FcId user;
  gint64 skew;
  guint life;           /* grows when the program ends: what was under way no longer counts */
  FcReplica *replica;   /* (nullable): NULL while the program does not run */
  FcDb *eyes;           /* (nullable): how the test reads the file */
  FcSyncEngine *engine;
  FcHubClient *client;
  FcPullJob *pull;      /* nullable */
  gboolean pull_ended;
  FcSyncFailure *pull_failure; /* nullable */
  int pull_steps;       /* of progress before the program is killed; below 0: never */
  guint timers[FC_N_TIMERS]; /* which setting of it counts */
  guint call;           /* which exchange counts */
  guint watch;          /* which watch counts */
  guint stream;         /* which first pull counts */
  gboolean watching;
  gint64 watch_epoch, watch_since;
  SimVerify *verify;    /* (nullable): under way */
  GPtrArray *rows;      /* (nullable): of the reply that the engine has */
  gboolean edge;        /* SIM_EDGE_TRIGGERED: there was a write */
  GHashTable *ops;      /* FcId* → state: committed here */
  gint64 epoch;         /* of the cursors last seen */
  GHashTable *cursors;  /* (nullable): last seen */
  guint n_sales;
} SimOffice;

typedef void (*SimFunc) (Sim *sim, gpointer data);

struct _Sim {
  SimPlan plan;
  guint faults;         /* at work now */
  GRand *rand;
  gint64 now;           /* µs since the beginning */
  guint64 n_events;
  GSequence *events;
  char *folder;
  SimHub hub;
  GPtrArray *offices;   /* SimOffice */
  guint64 trace;        /* hash of all that was noted */
  char *wrong;          /* (nullable): the promise that was broken */
  guint n_ops, n_verified;
};

/* sim-time.c: clock and chance of the whole process */
extern gint64 sim_clock; /* what g_get_real_time() says */
extern gboolean sim_verbose;
void     sim_ids_seed     (guint64 seed);

/* sim.c: the scheduler */
Sim     *sim_new          (const SimPlan *plan);
void     sim_free         (Sim *self);
gboolean sim_run          (Sim *self);
void     sim_at           (Sim *self, gint64 delay, SimFunc func, gpointer data, GDestroyNotify data_free);
void     sim_note         (Sim *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void     sim_fail         (Sim *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean sim_chance       (Sim *self, SimFault fault, double p);
gint64   sim_between      (Sim *self, gint64 from, gint64 until);
void     sim_as_hub       (Sim *self);
void     sim_as_office    (SimOffice *office);

/* sim-hub.c */
typedef struct {
  int status;         /* 200, or what HTTP would have said */
  const char *code;
  gint64 retry_after;
  GBytes *body;       /* (nullable): gzipped */
} SimAnswer;
void     sim_answer_clear (SimAnswer *self);
const char *sim_hub_template (void);
void     sim_hub_open     (Sim *sim);
void     sim_hub_close    (Sim *sim, gboolean killed);
void     sim_hub_sync     (Sim *sim, const FcId *user, GBytes *zipped, SimAnswer *answer);
void     sim_hub_pull     (Sim *sim, const FcId *user, GBytes *request, SimAnswer *answer);
void     sim_hub_head     (Sim *sim, gint64 *epoch, gint64 *head);
gboolean sim_hub_change   (Sim *sim, FcOp *op);
FcRecord *sim_hub_get     (Sim *sim, FcEntity entity, const FcId *id);
void     sim_hub_backup   (Sim *sim);
void     sim_hub_restore  (Sim *sim);
FcActor *sim_hub_actor    (Sim *sim, const FcId *user);
FcSyncReply *sim_hub_all  (Sim *sim, const FcId *user);
void     sim_hub_sabotage (SimHub *self, SimSabotage sabotage);

/* sim-office.c */
const char *sim_office_template (void);
SimOffice *sim_office_new  (Sim *sim, guint n);
void     sim_office_free   (SimOffice *self);
void     sim_office_start  (SimOffice *self);
void     sim_office_kill   (SimOffice *self);
void     sim_office_heal   (SimOffice *self);
gboolean sim_office_is_level (SimOffice *self);
gboolean sim_office_sit_down (SimOffice *self);
void     sim_office_wait   (GAsyncResult **result);
gboolean sim_next          (FcStatement *select);
void     sim_office_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* sim-world.c */
extern const FcSyncWorld sim_world;

/* sim-client.c, sim-net.c: between them */
FcHubClient *sim_client_new (SimOffice *office);
void     sim_net_moved     (Sim *sim);

/* sim-work.c: what people do */
void     sim_work          (SimOffice *office);

/* sim-verify.c */
void     sim_verify_begin  (SimOffice *office);
void     sim_verify_end    (SimOffice *office);
void     sim_verify_free   (SimVerify *self);

/* sim-age.c */
void     sim_age_office    (SimOffice *self);
void     sim_age_hub       (Sim *sim);

/* sim-check.c */
void     sim_check_step    (SimOffice *office);
void     sim_check_end     (Sim *sim);

G_END_DECLS
