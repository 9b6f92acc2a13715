/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sends prepared requests over raw sockets, one after the other on each of some connections, and keeps the replies' bodies. */
typedef struct {
  guint16 port;
  const char *const *headers; /* without Content-Length and the empty line; request i has number i modulo n_headers */
  guint n_headers;
  guint n_connections;
  GPtrArray *bodies;   /* GBytes; dealt out in turn */
  GPtrArray *replies;  /* GBytes, by request: out */
  double seconds;      /* out */
} PushLoad;

void push_load_run (PushLoad *self);

G_END_DECLS
