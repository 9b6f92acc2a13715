/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-transfer-private.h"

#include "fc-branding.h"

#include <glib/gi18n-lib.h>

/*
 * The logo stands on every report of the company, so it comes by itself, and goes when it was chosen here. For the transfer it is
 * an attachment whose record has the company's own id. How large it is nobody has written down: the file says it, or the hub.
 */

static FcRecord *
logo_new (FcRecord   *tenant,
          const char *sha256,
          gint64      size)
{
  FcRecord *logo = fc_record_new (FC_ATTACHMENT, fc_record_get_id (tenant));

  fc_record_set_text (logo, FC_ATTACHMENT_SHA256, sha256);
  fc_record_set_text (logo, FC_ATTACHMENT_MEDIA_TYPE, FC_LOGO_MEDIA_TYPE);
  fc_record_set_int (logo, FC_ATTACHMENT_SIZE, size);
  return logo;
}

/* @sha256: (nullable): of the one that the company bears now */
static void
forget_former (GPtrArray  *records,
               FcRecord   *tenant,
               const char *sha256)
{
  for (guint i = records->len; i > 0; i--)
    if (fc_id_equal (fc_record_get_id (records->pdata[i - 1]), fc_record_get_id (tenant)) &&
        g_strcmp0 (fc_blob_transfer_name_of (records->pdata[i - 1]), sha256) != 0)
      g_ptr_array_remove_index (records, i - 1);
}

/* Whoever sits here may not: somebody who may does it when they sit down. */
static gboolean
may_bring (FcBlobTransfer *self)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);

  return actor == NULL || fc_actor_may (actor, fc_catalog_get (FC_TENANT)->write);
}

/**
 * fc_blob_transfer_mind_logo:
 * @tenant: (nullable): the company's row as it is now
 *
 * What there is to send and to fetch has just been looked up: the logo is of it.
 */
void
fc_blob_transfer_mind_logo (FcBlobTransfer *self,
                            FcRecord       *tenant)
{
  g_autofree char *sha256 = fc_branding_text (tenant, FC_LOGO_MEMBER);
  g_autoptr (FcRecord) logo = NULL;
  gint64 size;

  if (tenant == NULL)
    return;
  forget_former (self->wanted, tenant, sha256);
  forget_former (self->later, tenant, sha256);
  forget_former (self->given_up, tenant, sha256);
  if (!fc_blob_is_name (sha256))
    return;
  size = fc_blob_folder_size (self->folder, sha256);
  logo = logo_new (tenant, sha256, MAX (size, 0));
  if (size < 0)
    fc_blob_transfer_add_wish (self, logo);
  else if (size > 0 && may_bring (self) && !g_hash_table_contains (self->refused, sha256))
    g_ptr_array_add (self->to_send, g_steal_pointer (&logo));
}

/**
 * fc_blob_transfer_take_size:
 * @size: bytes of the logo that is under way, as the hub says
 */
void
fc_blob_transfer_take_size (FcBlobTransfer *self,
                            gint64          size)
{
  if (size > 0 && size <= FC_LOGO_BYTES)
    fc_record_set_int (self->current, FC_ATTACHMENT_SIZE, size);
  else
    fc_blob_transfer_give_up (self, _ ("The server’s copy of the company’s logo is larger than a logo may be. Choose the logo "
                                       "again on the page Company."));
}
