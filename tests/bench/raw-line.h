/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>
#include <glib.h>

G_BEGIN_DECLS

/* One connection to a hub on loopback, by hand: a thousand of a client library's would be measured instead of the hub. Any
 * fault ends the benchmark. */
typedef struct {
  int fd;
  gnutls_session_t tls; /* (nullable) */
  GByteArray *in;       /* read and not yet understood */
} RawLine;

void    raw_line_many  (guint           n);      /* so many files may be open, here and in what is started from here */
void    raw_line_open  (RawLine        *self,
                        guint16         port,
                        gboolean        tls);
void    raw_line_close (RawLine        *self);

GBytes *raw_line_post  (RawLine        *self,
                        const char     *headers, /* with the request line, without Content-Length and the empty line */
                        GBytes         *body);   /* returns the body of the answer, which must be 200 */

/* A WebSocket for hints. */
void    raw_line_watch (RawLine        *self,
                        const char     *tenant,
                        const char     *token);
void    raw_line_ask   (RawLine        *self,
                        gint64          epoch,
                        gint64          since);
gint64  raw_line_hear  (RawLine        *self);   /* waits; the head it is told, -1 where it was a ping */

G_END_DECLS
