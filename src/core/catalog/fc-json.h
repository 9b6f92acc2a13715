/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define FC_JSON_DEPTH 32

/* JSON that may come from anywhere: one object or array, UTF-8, at most FC_JSON_DEPTH deep. */
JsonNode *fc_json_parse (const char  *text,
                         gssize       length,
                         GError     **error);
void      fc_json_append (GString     *json,
                          const char  *text);

G_END_DECLS
