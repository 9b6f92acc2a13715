/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-transfer-private.h"

#include <glib/gi18n-lib.h>

#include "fc-transfer-log.h"

/* What becomes of the attachment that is under way: done, given up, or tried again, and when. */

#define BACK_OFF_CAP 300 /* s */
#define LOOK_AGAIN   2   /* s, then twice as long each time: for what the hub did not know yet */
#define LOOK_SELDOM  60
#define MOST_SPOILT  3   /* times */

const char *
fc_blob_transfer_name_of (FcRecord *attachment)
{
  return fc_record_get_text (attachment, FC_ATTACHMENT_SHA256);
}

void
fc_blob_transfer_put_down (FcBlobTransfer *self)
{
  g_autoptr (FcRecord) was = g_steal_pointer (&self->current);

  self->offset = -1;
  if (was != NULL)
    fc_blob_transfer_tell (self, fc_blob_transfer_name_of (was));
}

void
fc_blob_transfer_take_up (FcBlobTransfer *self,
                          FcRecord       *attachment, /* (transfer full) */
                          gboolean        up)
{
  self->current = attachment;
  self->up = up;
  self->offset = -1;
  fc_blob_transfer_tell (self, fc_blob_transfer_name_of (attachment));
}

static gboolean
retry_cb (gpointer user_data)
{
  FcBlobTransfer *self = user_data;

  self->retry = 0;
  fc_blob_transfer_evaluate (self);
  return G_SOURCE_REMOVE;
}

static gboolean
look_again_cb (gpointer user_data)
{
  FcBlobTransfer *self = user_data;

  self->look_again = 0;
  self->count_wanted = TRUE;
  while (self->later->len > 0)
    g_ptr_array_insert (self->wanted, 0, g_ptr_array_steal_index_fast (self->later, self->later->len - 1));
  fc_blob_transfer_evaluate (self);
  return G_SOURCE_REMOVE;
}

/* Full jitter, for ever: what cannot be sent today is sent tomorrow. */
void
fc_blob_transfer_back_off (FcBlobTransfer *self,
                           gint64          retry_after)
{
  guint ceiling = MIN (BACK_OFF_CAP, 1u << MIN (self->failures, 10)) * 1000;
  guint delay = MAX ((guint) g_random_int_range (100, (gint32) ceiling), (guint) retry_after * 1000);

  self->failures++;
  self->offset = -1;
  if (self->retry == 0)
    self->retry = g_timeout_add (delay, retry_cb, self);
}

/* The hub does not know the record yet, or has not got the bytes: later perhaps. */
void
fc_blob_transfer_leave (FcBlobTransfer *self)
{
  if (!self->up)
    g_ptr_array_add (self->later, g_object_ref (self->current));
  fc_blob_transfer_put_down (self);
  if (self->look_again != 0)
    return;
  self->look_again =
    g_timeout_add_seconds (MIN (LOOK_AGAIN << MIN (self->looks, 6), LOOK_SELDOM), look_again_cb, self);
  self->looks++;
}

/* Until a person wants it tried again, or there is another hub. */
void
fc_blob_transfer_give_up (FcBlobTransfer *self,
                          const char     *why)
{
  g_autoptr (FcTransfer) transfer = fc_transfer_new (FC_TRANSFER_ATTACHMENT);

  fc_transfer_end (transfer, self->replica, why);
  g_hash_table_add (self->refused, g_strdup (fc_blob_transfer_name_of (self->current)));
  if (!self->up)
    g_ptr_array_add (self->given_up, g_object_ref (self->current));
  fc_blob_transfer_put_down (self);
}

/* What arrived, here or there, is not what its name says: on the way perhaps, so it travels again, but not for ever. */
void
fc_blob_transfer_spoilt (FcBlobTransfer *self)
{
  const char *name = fc_blob_transfer_name_of (self->current);
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->spoilt, name)) + 1;

  g_hash_table_replace (self->spoilt, g_strdup (name), GUINT_TO_POINTER (times));
  if (times < MOST_SPOILT)
    fc_blob_transfer_back_off (self, 0);
  else if (self->up)
    fc_blob_transfer_give_up (self, _ ("An attachment was sent several times and never arrived as it is here. It stays on this "
                                       "computer; “Sync now” sends it again."));
  else
    fc_blob_transfer_give_up (self, _ ("An attachment was fetched several times and never was what somebody had attached. “Sync "
                                       "now” fetches it again; where that does not help, attach it anew."));
}

void
fc_blob_transfer_complete (FcBlobTransfer *self)
{
  g_hash_table_add (self->at_hub, g_strdup (fc_blob_transfer_name_of (self->current)));
  fc_blob_note_async (self->folder, self->epoch, fc_blob_transfer_name_of (self->current));
  self->looks = 0;
  fc_blob_transfer_put_down (self);
}
