/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

G_DEFINE_QUARK (fc-replica-error-quark, fc_replica_error)

static FcReplicaError
kind_of (const GError *error)
{
  switch ((FcDbError) error->code)
    {
    case FC_DB_ERROR_FULL:
      return FC_REPLICA_ERROR_FULL;
    case FC_DB_ERROR_READ_ONLY:
    case FC_DB_ERROR_NOT_FOUND:
      return FC_REPLICA_ERROR_READ_ONLY;
    case FC_DB_ERROR_CORRUPT:
      return FC_REPLICA_ERROR_CORRUPT;
    case FC_DB_ERROR_BUSY:
      return FC_REPLICA_ERROR_BUSY;
    case FC_DB_ERROR_NEWER:
      return FC_REPLICA_ERROR_NEWER;
    case FC_DB_ERROR_IO:
      return FC_REPLICA_ERROR_IO;
    case FC_DB_ERROR_FOREIGN:
    case FC_DB_ERROR_CONSTRAINT:
    case FC_DB_ERROR_FAILED:
    default:
      return FC_REPLICA_ERROR_FAILED;
    }
}

/**
 * fc_replica_map_error:
 * @error: (inout): what the store said becomes FC_REPLICA_ERROR with the same sentence; all else stays
 */
void
fc_replica_map_error (GError **error)
{
  GError *mapped;

  if (error == NULL || *error == NULL || (*error)->domain != FC_DB_ERROR)
    return;
  mapped = g_error_new_literal (FC_REPLICA_ERROR, kind_of (*error), (*error)->message);
  g_error_free (*error);
  *error = mapped;
}
