/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "fc-job.h"

G_BEGIN_DECLS

/* How a command ends, for scripts. */
enum {
  FC_CTL_OK = 0,
  FC_CTL_REFUSED = 1, /* or done in part */
  FC_CTL_USAGE = 2,
};

/* What every command understands. */
typedef struct {
  char *profile;  /* nullable */
  char *data_dir; /* nullable */
  gboolean json;
  char **rest;    /* what is left after the options */
} FcCtl;

/* One command: its options beside the common ones. */
typedef struct {
  const char *name;
  const char *arguments; /* marked for translation, after the name in --help */
  const char *summary;   /* marked for translation */
  const char *details;   /* (nullable): marked for translation, below the options */
  int (*run) (FcCtl *ctl);
  const GOptionEntry *options; /* nullable */
} FcCtlCommand;

extern const FcCtlCommand fc_ctl_demo;
extern const FcCtlCommand fc_ctl_import;
extern const FcCtlCommand fc_ctl_export;
extern const FcCtlCommand fc_ctl_report;
extern const FcCtlCommand fc_ctl_sync;
extern const FcCtlCommand fc_ctl_status;
extern const FcCtlCommand fc_ctl_gauge;

/* fc-ctl-run.c: on the replica itself, or through the app that owns it */
typedef enum {
  FC_CTL_MAKE = 1 << 0,    /* the folder need not be there yet */
  FC_CTL_SESSION = 1 << 1, /* with a session with the hub */
  FC_CTL_PERSON = 1 << 2,  /* somebody must sit at the desk */
} FcCtlNeeds;
GFile      *fc_ctl_folder        (FcCtl                *ctl);
gboolean    fc_ctl_has_replica   (GFile                *folder);
gboolean    fc_ctl_misses_disk   (FcCtl                *ctl,
                                  GFile                *folder,
                                  GError              **error);
JsonObject *fc_ctl_run           (FcCtl                *ctl,
                                  FcCtlNeeds            needs,
                                  const char           *job,
                                  JsonObject           *args,
                                  GError              **error);

/* fc-ctl-say.c: what people and scripts read */
int         fc_ctl_fail          (FcCtl                *ctl,
                                  const GError         *error);
int         fc_ctl_usage         (const char           *format,
                                  ...) G_GNUC_PRINTF (1, 2);
void        fc_ctl_print_json    (JsonObject           *object);
GCancellable *fc_ctl_cancellable (void); /* (transfer none): cancelled by Ctrl+C */
GAsyncResult *fc_ctl_wait        (GAsyncResult        **result); /* runs the main loop until @result is there */
void        fc_ctl_ready_cb      (GObject              *source,
                                  GAsyncResult         *result,
                                  gpointer              user_data); /* GAsyncResult ** */

/* fc-ctl-progress.c: a bar on a terminal for what takes more than a second */
void        fc_ctl_progress      (const char           *step,
                                  gint64                done,
                                  gint64                total,
                                  gpointer              user_data);
void        fc_ctl_progress_end  (void);

/* fc-ctl-password.c */
char       *fc_ctl_read_password (const char           *email,
                                  GError              **error);

G_END_DECLS
