/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-shift-queries.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* Who decides on shifts goes from one to the next. */
typedef struct {
  FcWindow *window;
  char *text; /* what was done */
  FcId next;
} Way;

static Way *
way_new (FcWindow   *window,
         const char *text)
{
  Way *self = g_new0 (Way, 1);

  self->window = g_object_ref (window);
  self->text = g_strdup (text);
  return self;
}

static void
way_free (gpointer data)
{
  Way *self = data;

  g_object_unref (self->window);
  g_free (self->text);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Way, way_free)

static void
taken_cb (gpointer data)
{
  const Way *self = data;
  g_autofree char *uri = fc_record_uri ("shift", &self->next);

  fc_window_open (self->window, uri);
}

/* A name is no place for a mnemonic. */
static char *
dup_button (const FcShiftWaiting *waiting)
{
  g_auto (GStrv) parts = g_strsplit (waiting->station, "_", -1);
  g_autofree char *station = g_strjoinv ("__", parts);

  /* Translators: the shift of the day, and the station: "Next: Shift 2 · Carrigmore" */
  return g_strdup_printf (_ ("_Next: Shift %d · %s"), (int) fc_record_get_int (waiting->shift, FC_SHIFT_NUMBER), station);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Way) self = user_data;
  g_autoptr (FcShiftWaiting) waiting = fc_shift_next_finish (FC_REPLICA (source), result, NULL);
  g_autofree char *button = waiting != NULL ? dup_button (waiting) : NULL;
  FcWindow *window = self->window;
  g_autofree char *text = g_strdup (self->text);

  if (waiting == NULL)
    {
      fc_window_toast (window, text);
      return;
    }
  self->next = *fc_record_get_id (waiting->shift);
  fc_window_toast_offer (window, text, button, G_CALLBACK (taken_cb), g_steal_pointer (&self), way_free);
}

/**
 * fc_shift_view_offer_next:
 * @text: what was done, as a toast says it
 *
 * Says it with a way to the next shift that waits for a decision, where there is one.
 */
void
fc_shift_view_offer_next (FcShiftView *self,
                          const char  *text)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (window != NULL)
    fc_shift_next_async (fc_shift_draft_get_replica (fc_shift_view_get_draft (self)), fc_shift_view_get_id (self), NULL,
                         found_cb, way_new (window, text));
}
