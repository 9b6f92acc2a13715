/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-messages.h"
#include "fc-quantity.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* What a Veeder-Root TLS-3xx or 450 tank gauge speaks over a serial line or TCP, in computer format. */

#define FC_TLS_ALL_TANKS     0
#define FC_TLS_LAST_TANK     99  /* two digits */
#define FC_TLS_MOST_BYTES    (512 * 1024) /* of one answer: ten deliveries of every tank, and to spare */
#define FC_TLS_DEFAULT_PORT  10001

typedef enum {
  FC_TLS_INVENTORY  = 201, /* i201: what stands in the tanks */
  FC_TLS_DELIVERIES = 202, /* i202: the last deliveries of each tank */
} FcTlsFunction;

/* The answers do not say what they count in: stored per gauge. */
typedef struct {
  FcVolumeUnit volume;
  gboolean inches;
  gboolean fahrenheit;
} FcTlsUnits;

/* The clock of the gauge, which knows no zone: fc_time_from_local() in the station's. */
typedef struct {
  FcDate date;
  gint32 minute; /* of the day */
} FcTlsTime;

typedef enum {
  FC_TLS_DELIVERING     = 1 << 0, /* a delivery is in progress */
  FC_TLS_TESTING        = 1 << 1, /* a leak test is in progress */
  FC_TLS_INVALID_HEIGHT = 1 << 2, /* the probe's height is not to be trusted */
} FcTlsStatus;

/* Which of the values a gauge sent can be believed; bit 1 << FC_TLS_… of `known`. */
typedef enum {
  FC_TLS_VOLUME,
  FC_TLS_TC_VOLUME,    /* at 60 °F by the gauge's own formula: see fc_gauge_tc_volume() */
  FC_TLS_ULLAGE,
  FC_TLS_LEVEL,
  FC_TLS_WATER_LEVEL,
  FC_TLS_TEMPERATURE,
  FC_TLS_WATER_VOLUME,
  FC_TLS_N_VALUES,
} FcTlsValue;

/* One tank of an i201 answer. Values: mL, mm, 0.001 °C; 0 where not known. */
typedef struct {
  guint tank;       /* the gauge’s number, 1 to 99 */
  char product;     /* its letter */
  guint status;     /* FcTlsStatus; other bits as they came */
  guint known;      /* bits 1 << FcTlsValue */
  gint64 values[FC_TLS_N_VALUES];
} FcTlsTank;

/* One end of a delivery. Of `known` only volume, TC volume, level, water level and temperature can be set. */
typedef struct {
  FcTlsTime time;
  guint known;
  gint64 values[FC_TLS_N_VALUES];
} FcTlsDip;

/* One delivery of an i202 answer. */
typedef struct {
  guint tank;
  char product;
  FcTlsDip start;
  FcTlsDip end;
} FcTlsDelivery;

typedef struct {
  FcTlsFunction function;
  guint asked;          /* the tank, or FC_TLS_ALL_TANKS */
  FcTlsTime time;
  GArray *tanks;        /* FcTlsTank, of FC_TLS_INVENTORY */
  GArray *deliveries;   /* FcTlsDelivery, of FC_TLS_DELIVERIES */
  FcMessages *messages; /* values that were left out, each with its tank */
} FcTlsReply;

GBytes     *fc_tls_request        (FcTlsFunction      function,
                                   guint              tank,
                                   const char        *security);
FcTlsReply *fc_tls_parse          (GBytes            *frame,
                                   const FcTlsUnits  *units,
                                   GError           **error);
void        fc_tls_reply_free     (FcTlsReply        *self);
gboolean    fc_tls_value          (guint              known,
                                   const gint64      *values,
                                   FcTlsValue         value,
                                   gint64            *result);
gint64      fc_tls_time_us        (const FcTlsTime   *time,
                                   GTimeZone         *zone);
guint       fc_tls_checksum       (const guint8      *bytes,
                                   gsize              length);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTlsReply, fc_tls_reply_free)

/* Cuts answers out of a stream of bytes as they come, whatever noise stands between them. */
typedef struct _FcTlsReader FcTlsReader;

FcTlsReader *fc_tls_reader_new    (void);
void         fc_tls_reader_free   (FcTlsReader       *self);
void         fc_tls_reader_push   (FcTlsReader       *self,
                                   const guint8      *bytes,
                                   gsize              length);
GBytes      *fc_tls_reader_next   (FcTlsReader       *self);
gsize        fc_tls_reader_noise  (const FcTlsReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTlsReader, fc_tls_reader_free)

/* Answers that somebody saved as text: with or without the control characters around them. */
FcTlsReply  *fc_tls_parse_capture (GBytes            *text,
                                   FcTlsFunction      function,
                                   const FcTlsUnits  *units,
                                   GError           **error);

G_END_DECLS
