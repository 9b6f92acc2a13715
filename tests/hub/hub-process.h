/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-fixture.h"

G_BEGIN_DECLS

/* The program itself: init, serve, the admin socket, kill -9. The clients come from the fixture, whose own hub is idle. */
typedef struct {
  HubFixture fixture; /* for its SoupSession and folder */
  char *store;
  char *database;     /* (nullable): URI, where the companies are not in the folder */
  GPid pid;
  char *uri;
} Process;

void        process_init     (int          *argc,
                              char       ***argv);  /* the program's path comes first */
char       *process_run      (const char   *input,  /* nullable */
                              int          *status,
                              const char   *first,
                              ...) G_GNUC_NULL_TERMINATED;
void        process_set_up   (Process      *self,
                              gconstpointer data);  /* ON_SQLITE or ON_POSTGRESQL */
void        process_join     (Process      *self,
                              Process      *first); /* one more on the database of @first */
void        process_tear_down (Process     *self,
                              gconstpointer data);
void        process_start    (Process      *self);
int         process_stop     (Process      *self,
                              int           signal);
SoupMessage *process_message (Process      *self,
                              const char   *path,
                              FcTokenReply *token,  /* nullable */
                              GBytes       *body);  /* nullable */
Reply      *process_ask      (Process      *self,
                              const char   *path,
                              FcTokenReply *token,  /* nullable */
                              GBytes       *body);  /* nullable */
FcTokenReply *process_sign_in (Process     *self,
                              const char   *email,
                              const char   *password,
                              guint        *status);
GBytes     *process_letter   (FcTokenReply *token,
                              FcOp         *op,     /* nullable */
                              gint64        epoch);
FcSyncReply *process_sync    (Process      *self,
                              FcTokenReply *token,
                              FcOp         *op,     /* nullable */
                              gint64        epoch);
FcOp       *process_product_op (FcTokenReply *token,
                              const char   *code);

G_END_DECLS
