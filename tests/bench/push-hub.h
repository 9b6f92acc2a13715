/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-wire.h"
#include "raw-line.h"

G_BEGIN_DECLS

/* A hub in a process of its own, with one company or more, and an office of each that pushes cash movements of a shift. */
#define PUSH_PASSWORD "correct horse"

typedef struct {
  char *folder;
  GPid pid;
  guint16 port;
  gboolean tls;
} PushHub;

typedef struct {
  PushHub *hub;
  FcTokenReply *token;
  char *headers; /* of its requests, without Content-Length */
  FcId station, shift;
} PushOffice;

void       push_hub_start     (PushHub    *self,
                               const char *store, /* (nullable): postgresql://… */
                               gboolean    tls);
void       push_hub_stop      (PushHub    *self);
void       push_hub_add       (PushHub    *self,
                               const char *slug); /* a company; the first is "bench" */
void       push_office_init   (PushOffice *self,
                               PushHub    *hub,
                               const char *slug);
void       push_office_sign_in (PushOffice *self, /* alone, without rows to push for */
                               PushHub    *hub,
                               const char *slug,
                               RawLine    *line); /* (nullable): one of its own */
void       push_office_clear  (PushOffice *self);
FcRecord  *push_office_row    (PushOffice *self,
                               guint       n);
GBytes    *push_office_body   (PushOffice *self,
                               GPtrArray  *ops,
                               guint       first,
                               guint       n);
guint      push_count_applied (GPtrArray  *replies);

G_END_DECLS
