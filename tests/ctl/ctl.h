/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "fc-replica.h"

G_BEGIN_DECLS

/* What a run of forecourtctl said and how it ended. */
typedef struct {
  int code;
  char *out, *err;
  JsonObject *json; /* (nullable): of @out */
} CtlRun;

extern const char *ctl_program;

CtlRun  *ctl_run        (const char *first,
                         ...) G_GNUC_NULL_TERMINATED;
CtlRun  *ctl_run_with   (const char *variable, /* "NAME=value" for its environment, nullable */
                         const char *input,    /* nullable */
                         const char *first,
                         ...) G_GNUC_NULL_TERMINATED;
void     ctl_run_free   (CtlRun     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtlRun, ctl_run_free)

char    *ctl_folder_new  (void);
void     ctl_folder_free (char *folder);
char    *ctl_make_demo   (const char *folder); /* a small company below @folder; its path */
char    *ctl_copy_demo   (const char *folder); /* the same, made once in a program, for tests that are about other things */
gint64   ctl_int         (CtlRun     *run,
                          const char *member);

G_END_DECLS
