/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"
#include "fc-tls.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  FC_GAUGE_BY_TCP,
  FC_GAUGE_BY_SERIAL,
  FC_GAUGE_BY_FILE, /* an answer somebody saved */
} FcGaugeWay;

/* Where a gauge is and what it counts in. */
typedef struct {
  FcGaugeWay way;
  char *address;     /* host, device or file */
  guint port;        /* TCP */
  guint baud;        /* serial: 300 to 115200 */
  guint data_bits;   /* serial: 7 or 8 */
  char parity;       /* serial: 'N', 'E' or 'O' */
  guint stop_bits;   /* serial: 1 or 2 */
  char *security;    /* (nullable): the code before each command */
  guint timeout_ms;  /* for one answer, connecting included */
  FcTlsUnits units;
} FcGaugeSource;

FcGaugeSource *fc_gauge_source_new        (FcGaugeWay            way,
                                           const char           *address,
                                           GError              **error);
FcGaugeSource *fc_gauge_source_new_record (FcRecord             *gauge,
                                           const char           *security,
                                           GError              **error);
FcGaugeSource *fc_gauge_source_copy       (const FcGaugeSource  *self);
void           fc_gauge_source_free       (FcGaugeSource        *self);
char          *fc_gauge_source_name       (const FcGaugeSource  *self);
gboolean       fc_gauge_source_equal      (const FcGaugeSource  *self,
                                           const FcGaugeSource  *other);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcGaugeSource, fc_gauge_source_free)

/* One command, one answer, on a connection of its own. Never blocks; main thread (the thread-default context's). */
void           fc_gauge_ask_async         (const FcGaugeSource  *source,
                                           FcTlsFunction         function,
                                           guint                 tank,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
FcTlsReply    *fc_gauge_ask_finish        (GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
