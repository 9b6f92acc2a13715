/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-transfer-log.h"

#include "fc-quantity.h"

#include <glib/gi18n-lib.h>

#define DATA_KEY "fc-transfers"

G_DEFINE_FINAL_TYPE (FcTransfer, fc_transfer, G_TYPE_OBJECT)

static void
fc_transfer_finalize (GObject *object)
{
  g_free (FC_TRANSFER (object)->failure);
  G_OBJECT_CLASS (fc_transfer_parent_class)->finalize (object);
}

static void
fc_transfer_class_init (FcTransferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_transfer_finalize;
}

static void
fc_transfer_init (FcTransfer *self)
{
  self->at = g_get_real_time ();
  self->took = -g_get_monotonic_time ();
}

/**
 * fc_transfer_new:
 *
 * Returns: (transfer full): one that begins now
 */
FcTransfer *
fc_transfer_new (FcTransferKind kind)
{
  FcTransfer *self = g_object_new (FC_TYPE_TRANSFER, NULL);

  self->kind = kind;
  return self;
}

/**
 * fc_transfers_of:
 *
 * Returns: (transfer none) (element-type FcTransfer): newest first
 */
GListModel *
fc_transfers_of (FcReplica *replica)
{
  GListStore *store = g_object_get_data (G_OBJECT (replica), DATA_KEY);

  if (store == NULL)
    {
      store = g_list_store_new (FC_TYPE_TRANSFER);
      g_object_set_data_full (G_OBJECT (replica), DATA_KEY, store, g_object_unref);
    }
  return G_LIST_MODEL (store);
}

/* By when they began, the newest first: a long one may end after shorter ones that began later. */
static guint
place_of (FcTransfer *self,
          GListModel *transfers)
{
  guint place = 0;

  while (place < g_list_model_get_n_items (transfers))
    {
      g_autoptr (FcTransfer) other = g_list_model_get_item (transfers, place);

      if (other->at <= self->at)
        break;
      place++;
    }
  return place;
}

/**
 * fc_transfer_end:
 * @failure: (nullable): a sentence
 *
 * It ends now, and is listed from now on.
 */
void
fc_transfer_end (FcTransfer *self,
                 FcReplica  *replica,
                 const char *failure)
{
  GListStore *store = G_LIST_STORE (fc_transfers_of (replica));

  self->took += g_get_monotonic_time ();
  self->failure = g_strdup (failure);
  g_list_store_insert (store, place_of (self, G_LIST_MODEL (store)), self);
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) > FC_TRANSFERS_KEPT)
    g_list_store_remove (store, FC_TRANSFERS_KEPT);
}

/* Something of it did not go as it should. */
gboolean
fc_transfer_is_error (FcTransfer *self)
{
  return self->failure != NULL || self->refused > 0;
}

static char *
say_received (FcTransfer *self)
{
  g_autofree char *received = fc_decimal_format_grouped (self->received, 0, 0);

  if (self->received == 0)
    return g_strdup (_ ("Nothing new."));
  return g_strdup_printf (ngettext ("%s record received.", "%s records received.", self->received), received);
}

static char *
say_sent (FcTransfer *self)
{
  g_autofree char *sent = fc_decimal_format_grouped (self->sent, 0, 0);
  g_autofree char *refused = fc_decimal_format_grouped (self->refused, 0, 0);

  if (self->refused > 0)
    return g_strdup_printf (ngettext ("%s change sent, %s of it refused.", "%s changes sent, %s of them refused.", self->sent),
                            sent, refused);
  return g_strdup_printf (ngettext ("%s change sent.", "%s changes sent.", self->sent), sent);
}

/**
 * fc_transfer_say:
 *
 * Returns: (transfer full): what came of it, in words
 */
char *
fc_transfer_say (FcTransfer *self)
{
  g_autofree char *sent = NULL;
  g_autofree char *received = NULL;

  if (self->failure != NULL)
    return g_strdup (self->failure);
  if (self->kind == FC_TRANSFER_CHECK)
    return g_strdup (_ ("This copy was compared with the server."));
  received = say_received (self);
  if (self->sent == 0)
    return g_steal_pointer (&received);
  sent = say_sent (self);
  return self->received > 0 ? g_strdup_printf ("%s %s", sent, received) : g_steal_pointer (&sent);
}

/**
 * fc_transfers_text:
 * @transfers: (element-type FcTransfer)
 *
 * For whoever helps: a line each, times in UTC. No names, no addresses, nothing of the records.
 *
 * Returns: (transfer full)
 */
char *
fc_transfers_text (GListModel *transfers)
{
  GString *text = g_string_new ("time\tkind\tms\tsent\trefused\treceived\tbytes up\tbytes down\toutcome\n");
  static const char *const kinds[] = { "exchange", "first pull", "check", "attachment" };

  for (guint i = 0; i < g_list_model_get_n_items (transfers); i++)
    {
      g_autoptr (FcTransfer) one = g_list_model_get_item (transfers, i);
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (one->at / G_USEC_PER_SEC);
      g_autofree char *when = g_date_time_format_iso8601 (at);
      g_autofree char *outcome = fc_transfer_say (one);

      g_string_append_printf (text, "%s\t%s\t%" G_GINT64_FORMAT "\t%u\t%u\t%u\t%" G_GSIZE_FORMAT "\t%" G_GSIZE_FORMAT "\t%s\n",
                              when, kinds[one->kind], one->took / 1000, one->sent, one->refused, one->received, one->up,
                              one->down, outcome);
    }
  return g_string_free (text, FALSE);
}
