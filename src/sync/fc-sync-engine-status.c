/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-engine-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

void
fc_sync_engine_changed (FcSyncEngine *self)
{
  self->world.changed (self->data);
}

static gboolean
facts_are_missing (FcSyncEngine *self)
{
  g_auto (FcSyncPosition) position = { 0 };

  self->world.position (self->data, &position);
  return fc_cursor_size (position.cursor) == 0 || position.facts != NULL;
}

/**
 * fc_sync_engine_get_state:
 *
 * FC_SYNC_LEVEL only while nothing waits to be sent, the first pull is complete and the last pull reached the head.
 */
FcSyncState
fc_sync_engine_get_state (FcSyncEngine *self)
{
  gboolean backing_off = self->waiting || self->stream_waiting;

  if (!self->bound)
    return FC_SYNC_NO_HUB;
  if (self->paused)
    return FC_SYNC_OFFLINE;
  if (!self->signed_in)
    return FC_SYNC_SIGNED_OUT;
  if (self->old)
    return FC_SYNC_OLD;
  if (self->offline_since != 0)
    return FC_SYNC_OFFLINE;
  if (self->outdated)
    return FC_SYNC_OLD;
  if (backing_off && self->failure != NULL)
    return FC_SYNC_WAITING;
  if (self->world.pending (self->data) > 0)
    return self->none_mine && self->phase == PHASE_IDLE ? FC_SYNC_WAITING : FC_SYNC_SYNCING;
  if (self->rounds == 0 || (self->pull_wanted && self->hinted) || self->seen_head > self->head || self->streaming ||
      self->page != NULL || (self->phase == PHASE_TAKING && self->news) || self->resetting || facts_are_missing (self))
    return FC_SYNC_SYNCING;
  return FC_SYNC_LEVEL;
}

static char *
syncing_text (FcSyncEngine *self,
              guint         pending)
{
  if (pending > 0)
    return g_strdup_printf (ngettext ("Sending %u change.", "Sending %u changes.", pending), pending);
  if (self->streaming && self->total > 0)
    return g_strdup_printf (_ ("Fetching records: %" PRId64 " of %" PRId64 "."), self->done, self->total);
  return g_strdup (_ ("Fetching records from the server."));
}

static char *
with_pending (const char *sentence,
              guint       pending)
{
  if (pending == 0)
    return g_strdup (sentence);
  /* Translators: a sentence, and how many changes wait */
  return g_strdup_printf (ngettext ("%s %u change waits to be sent.", "%s %u changes wait to be sent.", pending),
                          sentence, pending);
}

/**
 * fc_sync_engine_dup_text:
 *
 * Returns: (transfer full): a sentence or two: what is going on, what waits, why
 */
char *
fc_sync_engine_dup_text (FcSyncEngine *self)
{
  guint pending = self->world.pending (self->data);
  const char *why = self->failure != NULL ? self->failure->message : NULL;

  switch (fc_sync_engine_get_state (self))
    {
    case FC_SYNC_NO_HUB:
      return g_strdup (_ ("Works without a server."));
    case FC_SYNC_SIGNED_OUT:
      return with_pending (why != NULL ? why : _ ("Signed out."), pending);
    case FC_SYNC_OFFLINE:
      return with_pending (self->paused  ? _ ("Working offline.")
                           : why != NULL ? why
                                         : _ ("The server cannot be reached."),
                           pending);
    case FC_SYNC_SYNCING:
      return syncing_text (self, pending);
    case FC_SYNC_WAITING:
      return with_pending (why != NULL ? why : _ ("Work of another person waits until they sign in."), pending);
    case FC_SYNC_OLD:
      if (self->outdated)
        return with_pending (
          _ ("This program is too old for the server. Update it: what is entered here is still sent, but "
             "nothing new is fetched."),
          pending);
      return with_pending (why != NULL ? why : _ ("The server speaks another version."), pending);
    case FC_SYNC_LEVEL:
    default:
      return g_strdup (_ ("Everything is sent and received."));
    }
}

/**
 * fc_sync_engine_get_offline_since:
 *
 * Returns: UTC µs, 0 while the hub answers
 */
gint64
fc_sync_engine_get_offline_since (FcSyncEngine *self)
{
  return self->offline_since;
}

/**
 * fc_sync_engine_get_failure:
 *
 * Returns: (transfer none) (nullable): why it does not go on, until something works again
 */
const FcSyncFailure *
fc_sync_engine_get_failure (FcSyncEngine *self)
{
  return self->failure;
}

/**
 * fc_sync_engine_get_progress:
 * @total: rows of the first pull, 0 while none is under way
 */
void
fc_sync_engine_get_progress (FcSyncEngine *self,
                             gint64       *done,
                             gint64       *total)
{
  *done = self->done;
  *total = self->total;
}

/**
 * fc_sync_engine_has_base:
 *
 * Returns: TRUE when entities and rollups of a first pull are in: the app can be used
 */
gboolean
fc_sync_engine_has_base (FcSyncEngine *self)
{
  g_auto (FcSyncPosition) position = { 0 };

  self->world.position (self->data, &position);
  return fc_cursor_size (position.cursor) > 0 && g_strcmp0 (position.facts, FC_FACTS_BEGIN) != 0;
}

/**
 * fc_sync_engine_is_at_rest:
 *
 * Returns: TRUE when the hub answers and nothing is to be said to it: what is of less weight may use the line now
 */
gboolean
fc_sync_engine_is_at_rest (FcSyncEngine *self)
{
  return self->bound && self->signed_in && !self->paused && self->phase == PHASE_IDLE && !self->waiting &&
         !self->streaming && !self->refresh_wanted && !self->refreshing && self->reset_wanted == RESET_NONE &&
         !self->resetting && (fc_sync_engine_has_base (self) || self->outdated);
}

guint
fc_sync_engine_get_rounds (FcSyncEngine *self)
{
  return self->rounds;
}

gboolean
fc_sync_engine_get_paused (FcSyncEngine *self)
{
  return self->paused;
}
