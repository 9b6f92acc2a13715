/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-herald.h"

#include "fc-replica-sync.h"

#include <string.h>

struct _FcHerald {
  GObject parent_instance;

  FcReplica *replica;
  GCancellable *cancellable;
  FcId user; /* for whom the reading under way is */
  gboolean reading, again;
};

G_DEFINE_FINAL_TYPE (FcHerald, fc_herald, G_TYPE_OBJECT)

enum { SIGNAL_NEWS, SIGNAL_SETTLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void look (FcHerald *self);

/* Told keys of each person, a line each, in the replica's own settings. */
static char *
meta_key (const FcId *user)
{
  g_autofree char *id = fc_id_dup_string (user);

  return g_strconcat ("app.told.", id, NULL);
}

static gboolean
is_listed (GPtrArray  *news,
           const char *key)
{
  for (guint i = 0; i < news->len; i++)
    if (g_str_equal (((FcNews *) g_ptr_array_index (news, i))->key, key))
      return TRUE;
  return FALSE;
}

static void
remember (FcHerald   *self,
          GPtrArray  *news,
          const char *told_before)
{
  g_autofree char *key = meta_key (&self->user);
  g_autoptr (GString) told = g_string_new ("\n");

  for (guint i = 0; i < news->len; i++)
    g_string_append_printf (told, "%s\n", ((FcNews *) g_ptr_array_index (news, i))->key);
  if (g_strcmp0 (told->str, told_before) != 0)
    fc_replica_set_meta_async (self->replica, key, told->str, NULL, NULL);
}

static void
tell (FcHerald  *self,
      GPtrArray *news)
{
  g_autofree char *key = meta_key (&self->user);
  g_autofree char *told = fc_replica_dup_meta (self->replica, key);
  g_auto (GStrv) keys = g_strsplit (told != NULL ? told : "", "\n", -1);

  remember (self, news, told); /* first, so that a program that dies over the next line does not say it twice */
  for (guint i = 0; told != NULL && i < news->len; i++)
    {
      FcNews *one = g_ptr_array_index (news, i);

      if (!g_strv_contains ((const char *const *) keys, one->key))
        g_signal_emit (self, signals[SIGNAL_NEWS], 0, one);
    }
  for (guint i = 0; keys[i] != NULL; i++)
    if (*keys[i] != '\0' && !is_listed (news, keys[i]))
      g_signal_emit (self, signals[SIGNAL_SETTLED], 0, keys[i]);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcHerald) self = user_data;
  g_autoptr (GPtrArray) news = fc_news_finish (FC_REPLICA (source), result, NULL);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (news != NULL)
    tell (self, news);
  if (self->again)
    look (self);
}

static void
look (FcHerald *self)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);

  self->again = self->reading;
  if (self->reading || actor == NULL || fc_id_is_null (&actor->user_id))
    return;
  self->reading = TRUE;
  self->user = actor->user_id;
  fc_news_async (self->replica, &actor->user_id, fc_actor_may (actor, "shifts.approve"),
                 fc_actor_may (actor, "alerts.manage"), self->cancellable, read_cb, g_object_ref (self));
}

static void
changed_cb (FcHerald        *self,
            const FcChanges *changes)
{
  if (fc_changes_touch (changes, FC_SHIFT) || fc_changes_touch (changes, FC_ALERT))
    look (self);
}

static void
fc_herald_dispose (GObject *object)
{
  FcHerald *self = FC_HERALD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_herald_parent_class)->dispose (object);
}

static void
fc_herald_finalize (GObject *object)
{
  g_clear_object (&FC_HERALD (object)->cancellable);

  G_OBJECT_CLASS (fc_herald_parent_class)->finalize (object);
}

static void
fc_herald_class_init (FcHeraldClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_herald_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_herald_finalize;

  signals[SIGNAL_NEWS] =
    g_signal_new ("news", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SETTLED] =
    g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fc_herald_init (FcHerald *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * fc_herald_new:
 * @replica: open, with somebody at the desk
 *
 * Returns: (transfer full): looks at once, and whenever something has changed
 */
FcHerald *
fc_herald_new (FcReplica *replica)
{
  FcHerald *self = g_object_new (FC_TYPE_HERALD, NULL);

  self->replica = g_object_ref (replica);
  g_signal_connect_object (replica, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "notify::quarantined", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "actor-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}
