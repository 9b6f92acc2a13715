/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-draft.h"

struct _FcDayDraft
{
  GHashTable *texts; /* char * → char * */
};

FcDayDraft *
fc_day_draft_new (void)
{
  FcDayDraft *self = g_rc_box_new0 (FcDayDraft);

  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

FcDayDraft *
fc_day_draft_ref (FcDayDraft *self)
{
  return g_rc_box_acquire (self);
}

static void
draft_free (gpointer draft)
{
  g_hash_table_unref (((FcDayDraft *) draft)->texts);
}

void
fc_day_draft_unref (FcDayDraft *self)
{
  g_rc_box_release_full (self, draft_free);
}

const char *
fc_day_draft_get (FcDayDraft *self,
                  const char *name)
{
  return g_hash_table_lookup (self->texts, name);
}

void
fc_day_draft_keep (FcDayDraft *self,
                   const char *name,
                   const char *text)
{
  g_hash_table_replace (self->texts, g_strdup (name), g_strdup (text));
}

void
fc_day_draft_clear (FcDayDraft *self)
{
  g_hash_table_remove_all (self->texts);
}

/* An editable and the name it is kept under. */
typedef struct {
  FcDayDraft *draft;
  char *name;
} Follow;

static void
follow_free (gpointer  data,
             GClosure *closure)
{
  Follow *follow = data;

  fc_day_draft_unref (follow->draft);
  g_free (follow->name);
  g_free (follow);
}

static void
editable_changed_cb (GtkEditable *editable,
                     gpointer     user_data)
{
  Follow *follow = user_data;

  fc_day_draft_keep (follow->draft, follow->name, gtk_editable_get_text (editable));
}

void
fc_day_draft_follow (FcDayDraft  *self,
                     const char  *name,
                     GtkEditable *editable)
{
  Follow *follow = g_new0 (Follow, 1);
  const char *text = fc_day_draft_get (self, name);

  if (text != NULL)
    gtk_editable_set_text (editable, text);
  follow->draft = fc_day_draft_ref (self);
  follow->name = g_strdup (name);
  g_signal_connect_data (editable, "changed", G_CALLBACK (editable_changed_cb), follow, follow_free, 0);
}
