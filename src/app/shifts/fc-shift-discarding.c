/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-error.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* A shift that was opened by mistake leaves the screen; for a while the toast takes it back. */
typedef struct {
  FcReplica *replica;
  FcWindow *window;
  FcId id;
  FcId corrects;      /* null: it is no correction */
  gboolean from_list; /* which stays on screen */
} Discarded;

static Discarded *
discarded_copy (const Discarded *of)
{
  Discarded *self = g_memdup2 (of, sizeof *of);

  g_object_ref (self->replica);
  g_object_ref (self->window);
  return self;
}

static void
discarded_free (gpointer data)
{
  Discarded *self = data;

  g_object_unref (self->replica);
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Discarded, discarded_free)

/* @args: (transfer full) */
static void
run (const Discarded     *self,
     const char          *command,
     JsonObject          *args,
     GAsyncReadyCallback  callback)
{
  fc_replica_run_op_async (self->replica, fc_op_new_command (command, FC_SHIFT, &self->id, args, g_get_real_time ()),
                           NULL, callback, discarded_copy (self));
}

static void
show_sheet (const Discarded *self,
            const FcId      *id)
{
  g_autofree char *uri = fc_record_uri ("shift", id);

  fc_window_open (self->window, uri);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Discarded) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    fc_window_tell_error (self->window, _ ("The shift was not taken back"), error);
  else if (!self->from_list)
    show_sheet (self, &self->id);
}

static void
restore (gpointer data)
{
  run (data, "shift.restore", json_object_new (), restored_cb);
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Discarded) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      if (g_error_matches (error, FC_ERROR, FC_ERROR_INVALID)) /* its sheet asks for what is missing */
        show_sheet (self, &self->id);
      fc_window_tell_error (self->window, _ ("The shift was not discarded"), error);
      return;
    }
  if (fc_id_is_null (&self->corrects))
    fc_window_show_page (self->window, "shifts");
  else if (!self->from_list)
    show_sheet (self, &self->corrects);
  fc_window_toast_undo (self->window,
                        fc_id_is_null (&self->corrects)
                          ? _ ("Shift discarded")
                          : _ ("Correction discarded. The approved version stays as it is"),
                        G_CALLBACK (restore), discarded_copy (self), discarded_free);
}

/* (transfer full) (nullable): the shift @id, as seen from @widget; it corrects @corrects (nullable) */
static Discarded *
discarded_from (GtkWidget  *widget,
                const FcId *id,
                const FcId *corrects)
{
  FcWindow *window = fc_window_of (widget);
  Discarded self = { .window = window, .id = *id };

  if (window == NULL)
    return NULL;
  self.replica = fc_context_get_replica (fc_window_get_context (window));
  if (corrects != NULL)
    self.corrects = *corrects;
  return discarded_copy (&self);
}

/**
 * fc_shift_discard_from:
 * @corrects: (nullable): the shift whose correction it is
 * @reason: (nullable): why, where something was entered
 *
 * Discards the shift @id as its hub would, and a toast takes it back. Where @widget is its sheet the list, or what it
 * corrects, is shown; the list stays.
 */
void
fc_shift_discard_from (GtkWidget  *widget,
                       const FcId *id,
                       const FcId *corrects,
                       const char *reason)
{
  g_autoptr (Discarded) self = discarded_from (widget, id, corrects);
  JsonObject *args;

  if (self == NULL)
    return;
  self->from_list = !FC_IS_SHIFT_VIEW (widget);
  args = json_object_new ();
  if (reason != NULL && *reason != '\0')
    json_object_set_string_member (args, "reason", reason);
  run (self, "shift.discard", args, discarded_cb);
}

/**
 * fc_shift_restore_from:
 *
 * A discarded shift is open again, and its sheet is shown.
 */
void
fc_shift_restore_from (GtkWidget  *widget,
                       const FcId *id)
{
  g_autoptr (Discarded) self = discarded_from (widget, id, NULL);

  if (self != NULL)
    restore (self);
}

static void
discard_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  FcRecord *shift;

  gtk_root_set_focus (gtk_widget_get_root (user_data), NULL); /* what is being typed is kept first */
  shift = fc_shift_draft_get_shift (fc_shift_view_get_draft (user_data));
  fc_shift_discard_from (user_data, fc_shift_view_get_id (user_data),
                         shift != NULL ? fc_record_get_ref (shift, FC_SHIFT_CORRECTS_ID) : NULL,
                         g_variant_get_string (parameter, NULL));
}

static void
restore_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  fc_shift_restore_from (user_data, fc_shift_view_get_id (user_data));
}

static void
renumber_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  JsonObject *args = json_object_new ();

  json_object_set_int_member (args, "number", g_variant_get_int64 (parameter));
  if (fc_shift_view_run (user_data, "shift.renumber", args))
    fc_shift_view_tell (user_data, _ ("The shift has another number"));
}

/**
 * fc_shift_view_add_discard_actions:
 * @group: the group "sheet"
 */
void
fc_shift_view_add_discard_actions (FcShiftView *self,
                                   GActionMap  *group)
{
  static const GActionEntry entries[] = {
    { .name = "discard", .activate = discard_activated_cb, .parameter_type = "s" },
    { .name = "restore", .activate = restore_activated_cb },
    { .name = "renumber", .activate = renumber_activated_cb, .parameter_type = "x" },
  };

  g_action_map_add_action_entries (group, entries, G_N_ELEMENTS (entries), self);
}
