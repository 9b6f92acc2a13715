/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-tls.h"

/* The other end of the line: what a gauge would send, byte by byte as the manual has it. */

/* One tank or one delivery as a gauge holds it, in its own units. */
typedef struct {
  guint tank;
  char product;
  guint status;
  float values[10];   /* i201: seven; i202: ten, in the order of the wire */
  const char *start;  /* i202: YYMMDDHHmm */
  const char *end;
} TlsRecord;

GString *tls_write_frame     (const char      *body);
GString *tls_write_inventory (const TlsRecord *records,
                              guint            n_records,
                              const char      *time);
GString *tls_write_delivery  (const TlsRecord *records,
                              guint            n_records,
                              const char      *time);
GString *tls_write_refusal   (void);
