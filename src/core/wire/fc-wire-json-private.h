/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "fc-json-members.h"
#include "fc-wire.h"

G_BEGIN_DECLS

GBytes     *wire_object_to_bytes  (JsonObject   *object); /* (transfer full) @object is taken */
JsonObject *wire_object_from_bytes (GBytes      *bytes,
                                   GError      **error);
JsonArray  *wire_facts_to_json    (GPtrArray    *facts);  /* (transfer full) */
gboolean    wire_take_facts       (GPtrArray    *facts,   /* FcFactBatch: adds to it */
                                   JsonArray    *array,   /* nullable */
                                   GError      **error);
gboolean    wire_fail             (GError      **error,
                                   const char   *what);
/* What every request begins with: the protocol, which must be ours, and the client. */
gboolean    wire_take_head        (JsonObject   *object,
                                   int          *protocol,
                                   FcId         *client_id,
                                   int          *schema_version,
                                   GError      **error);

JsonNode   *fc_update_to_json     (const FcUpdate *self);
FcUpdate   *fc_update_from_json   (JsonNode     *node,
                                   GError      **error);
GPtrArray  *fc_updates_from_json  (JsonArray    *array,
                                   GError      **error);
JsonArray  *fc_updates_to_json    (GPtrArray    *updates);

G_END_DECLS
