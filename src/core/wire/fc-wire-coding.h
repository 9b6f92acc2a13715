/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define FC_WIRE_ERROR (fc_wire_error_quark ())
typedef enum {
  FC_WIRE_ERROR_INVALID,   /* bytes that do not read as what they should be */
  FC_WIRE_ERROR_TRUNCATED, /* ended early */
  FC_WIRE_ERROR_TOO_LARGE, /* above a limit */
  FC_WIRE_ERROR_PROTOCOL,  /* another protocol version */
} FcWireError;
GQuark fc_wire_error_quark (void);

#define FC_WIRE_MAX_RATIO  200 /* a gzip body may grow that many times once it is above 1 MiB */

JsonNode *fc_wire_parse_json   (const char    *text,
                                gssize         length,
                                GError       **error);
GBytes   *fc_wire_json_to_bytes (JsonNode     *node);

GBytes   *fc_gzip              (GBytes        *bytes,
                                int            level);
GBytes   *fc_gunzip            (GBytes        *bytes,
                                gsize          max_size,
                                GError       **error);

G_END_DECLS
