/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-control-private.h"

#include "fc-error.h"
#include "fc-json.h"

#include <glib/gi18n-lib.h>

static const GDBusErrorEntry core_errors[] = {
  { FC_ERROR_INVALID, FC_CONTROL_INTERFACE ".Error.Invalid" },
  { FC_ERROR_NOT_FOUND, FC_CONTROL_INTERFACE ".Error.NotFound" },
  { FC_ERROR_DENIED, FC_CONTROL_INTERFACE ".Error.Denied" },
  { FC_ERROR_LOCKED, FC_CONTROL_INTERFACE ".Error.Locked" },
  { FC_ERROR_CONFLICT, FC_CONTROL_INTERFACE ".Error.Conflict" },
  { FC_ERROR_PARSE, FC_CONTROL_INTERFACE ".Error.Parse" },
};
static const GDBusErrorEntry sync_errors[] = {
  { FC_SYNC_ERROR_OFFLINE, FC_CONTROL_INTERFACE ".Error.Offline" },
  { FC_SYNC_ERROR_CREDENTIALS, FC_CONTROL_INTERFACE ".Error.Credentials" },
  { FC_SYNC_ERROR_EXPIRED, FC_CONTROL_INTERFACE ".Error.Expired" },
  { FC_SYNC_ERROR_SLOW_DOWN, FC_CONTROL_INTERFACE ".Error.SlowDown" },
  { FC_SYNC_ERROR_PROTOCOL, FC_CONTROL_INTERFACE ".Error.Protocol" },
  { FC_SYNC_ERROR_CERTIFICATE, FC_CONTROL_INTERFACE ".Error.Certificate" },
  { FC_SYNC_ERROR_HUB, FC_CONTROL_INTERFACE ".Error.Hub" },
  { FC_SYNC_ERROR_SUSPENDED, FC_CONTROL_INTERFACE ".Error.Suspended" },
};

static void
register_all (GQuark                 domain,
              const GDBusErrorEntry *entries,
              guint                  n_entries)
{
  for (guint i = 0; i < n_entries; i++)
    g_dbus_error_register_error (domain, entries[i].error_code, entries[i].dbus_error_name);
}

void
fc_control_register_errors (void)
{
  register_all (FC_ERROR, core_errors, G_N_ELEMENTS (core_errors));
  register_all (FC_SYNC_ERROR, sync_errors, G_N_ELEMENTS (sync_errors));
}

char *
fc_control_print (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/* Returns: (transfer full) (nullable): */
JsonObject *
fc_control_parse (const char  *text,
                  GError     **error)
{
  g_autoptr (JsonNode) node = fc_json_parse (text, -1, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("What came over the bus is not a JSON object"));
      return NULL;
    }
  return json_node_dup_object (node);
}
