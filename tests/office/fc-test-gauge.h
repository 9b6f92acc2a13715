/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-tls-writer.h"

#include <gio/gio.h>

/* A tank gauge that answers over TCP or over a serial line (a pty), well or badly, in a thread of its own. */
typedef enum {
  GAUGE_ANSWERS,
  GAUGE_ANSWERS_SLOWLY,   /* byte by byte */
  GAUGE_ECHOES,           /* the command, then the answer */
  GAUGE_DROPS_A_BYTE,
  GAUGE_SENDS_GARBAGE,    /* then the answer */
  GAUGE_SENDS_ONLY_GARBAGE,
  GAUGE_REFUSES,
  GAUGE_ANSWERS_THE_OTHER, /* a late answer first, then the right one */
  GAUGE_HANGS,
  GAUGE_HANGS_UP,         /* in the middle of the answer; over TCP */
} GaugeMood;

typedef struct _FcTestGauge FcTestGauge;

FcTestGauge *fc_test_gauge_new_tcp     (void);
FcTestGauge *fc_test_gauge_new_serial  (void);
void         fc_test_gauge_free        (FcTestGauge     *self);
guint        fc_test_gauge_port        (FcTestGauge     *self);
const char  *fc_test_gauge_device      (FcTestGauge     *self);
void         fc_test_gauge_set_mood    (FcTestGauge     *self,
                                        GaugeMood        mood);
void         fc_test_gauge_set_code    (FcTestGauge     *self,
                                        const char      *security);
void         fc_test_gauge_hold        (FcTestGauge     *self,
                                        const TlsRecord *tanks,
                                        guint            n_tanks);
void         fc_test_gauge_deliver     (FcTestGauge     *self,
                                        const TlsRecord *deliveries,
                                        guint            n_deliveries);
guint        fc_test_gauge_n_asked     (FcTestGauge     *self,
                                        FcTlsFunction    function);
guint        fc_test_gauge_n_overlaps  (FcTestGauge     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTestGauge, fc_test_gauge_free)
