/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-drawer-bar.h"
#include "fc-photos.h"
#include "fc-slips-kept.h"
#include "fc-step-view.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/**
 * fc_shift_view_run:
 * @args: (transfer full):
 *
 * Runs a command of the shift; a refusal stays until it is read.
 */
gboolean
fc_shift_view_run (FcShiftView *self,
                   const char  *command,
                   JsonObject  *args)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (self);
  const GError *unsaved = fc_shift_draft_get_unsaved (draft);
  g_autoptr (FcOp) op = fc_shift_draft_command (draft, command, args);
  g_autoptr (GError) error = NULL;

  fc_shift_draft_stand_at (draft, fc_shift_view_get_step (self), NULL);
  if (unsaved == NULL && fc_shift_draft_run (draft, g_steal_pointer (&op), &error))
    return TRUE;
  fc_shift_view_failed (self, unsaved != NULL ? unsaved->message : error->message);
  return FALSE;
}

/* The cell that is being typed in is saved, and typing goes on there: a key alone does not leave it. */
static void
save_cell (FcShiftView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);
  g_autoptr (GtkWidget) kept = focus != NULL ? g_object_ref (focus) : NULL;

  gtk_root_set_focus (root, NULL);
  if (kept != NULL && gtk_widget_get_root (kept) == root)
    gtk_widget_grab_focus (kept);
}

static void
save_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  save_cell (user_data);
  fc_shift_view_tell (user_data, _ ("Saved on this computer"));
}

/* First the page that says what is odd: mend it, or hand the shift in as it is. */
static void
submit_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcShiftView *self = user_data;

  save_cell (self);
  if (fc_shift_draft_get_sheet (fc_shift_view_get_draft (self)) == NULL)
    return;
  if (fc_shift_view_get_step (self) == FC_VIEW_SUBMIT)
    gtk_widget_activate_action (GTK_WIDGET (self), "sheet.hand-in", NULL);
  else
    {
      gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
      fc_shift_view_go (self, FC_VIEW_SUBMIT);
    }
}

/* A slip that was begun must not be forgotten because it is not whole. */
static gboolean
has_unfinished_slips (FcShiftView *self)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (self);
  g_autoptr (GPtrArray) slips
      = fc_slips_kept_read (fc_shift_draft_get_replica (draft), fc_shift_draft_get_id (draft));

  for (guint i = slips->len; i > 0; i--)
    if (fc_row_set_get (fc_shift_draft_get_rows (draft), FC_SLIP, fc_record_get_id (slips->pdata[i - 1])) != NULL)
      g_ptr_array_remove_index (slips, i - 1);
  if (slips->len == 0)
    return FALSE;
  fc_shift_view_go (self, FC_STEP_SLIPS);
  fc_shift_view_tell (self, _ ("A slip is not whole yet: finish it, or remove it with Ctrl+Delete"));
  return TRUE;
}

static void
hand_in_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FcShiftView *self = user_data;
  FcShiftDraft *draft = fc_shift_view_get_draft (self);
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  g_autoptr (GError) error = NULL;
  JsonObject *args;

  if (sheet == NULL || fc_shift_draft_is_locked (draft) || has_unfinished_slips (self))
    return;
  if (!fc_shift_draft_may_submit (draft, &error)) /* the shift's rows do not know what was not taken */
    {
      fc_window_tell_error (fc_window_of (GTK_WIDGET (self)), _ ("The shift cannot be submitted yet"), error);
      fc_shift_view_go (self, FC_VIEW_SUBMIT);
      return;
    }
  args = json_object_new ();
  json_object_set_array_member (args, "accepted", fc_shift_sheet_accepted (sheet));
  if (fc_shift_view_run (self, "shift.submit", args))
    fc_shift_view_tell (self, _ ("Shift submitted"));
}

static void
approve_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FcShiftView *self = user_data;
  const char *comment = fc_shift_view_get_comment (self);
  JsonObject *args = json_object_new ();

  if (*comment != '\0')
    json_object_set_string_member (args, "comment", comment);
  if (fc_shift_view_run (self, "shift.approve", args))
    fc_shift_view_offer_next (self, _ ("Shift approved"));
}

static void
dispute_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FcShiftView *self = user_data;
  const char *comment = fc_shift_view_get_comment (self);
  JsonObject *args;

  if (*comment == '\0')
    {
      fc_shift_view_ask_comment (self);
      return;
    }
  args = json_object_new ();
  json_object_set_string_member (args, "comment", comment);
  if (fc_shift_view_run (self, "shift.dispute", args))
    fc_shift_view_offer_next (self, _ ("Shift sent back to be corrected"));
}

static void
roll_over_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "nozzle_id", g_variant_get_string (parameter, NULL));
  json_object_set_boolean_member (args, "rolled_over", TRUE);
  fc_shift_view_run (user_data, "shift.read-meter", args);
}

static void
history_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  fc_shift_view_show_history (user_data);
}

static void
go_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  fc_shift_view_go (user_data, fc_shift_view_from_name (g_variant_get_string (parameter, NULL)));
}

/* Where something is to be mended: the view's name, and whose drawer it is, or "". */
static void
go_to_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (user_data);
  const char *view, *drawer;
  FcId id;

  g_variant_get (parameter, "(&s&s)", &view, &drawer);
  if (fc_id_from_string (drawer, &id) && fc_shift_sheet_drawer (fc_shift_draft_get_sheet (draft), &id) != NULL)
    fc_shift_draft_set_drawer (draft, &id);
  fc_shift_view_go (user_data, fc_shift_view_from_name (view));
}

/* What is half typed is a step of its own, and the first to be taken back. */
static void
take_back (FcShiftView *self,
           gboolean     redo)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (self);
  const FcSheetPlace *place;
  g_autoptr (GError) error = NULL;

  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  place = fc_shift_draft_undo (draft, redo, &error);
  if (place != NULL)
    fc_shift_view_go_to (self, place);
  else
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      fc_shift_view_go (self, fc_shift_view_get_step (self));
    }
  if (error != NULL)
    fc_window_tell_error (fc_window_of (GTK_WIDGET (self)), _ ("This cannot be taken back any more"), error);
}

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  take_back (user_data, FALSE);
}

static void
redo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  take_back (user_data, TRUE);
}

static void
next_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  fc_shift_view_go_along (user_data, 1);
}

static void
previous_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  fc_shift_view_go_along (user_data, -1);
}

/* The cursor goes where the other attendant's work begins. */
static void
change_drawer (FcShiftView *self,
               int          by)
{
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  fc_drawer_bar_go_along (fc_shift_view_get_draft (self), by);
  fc_shift_view_go (self, fc_shift_view_get_step (self));
}

static void
next_drawer_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  change_drawer (user_data, 1);
}

static void
previous_drawer_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  change_drawer (user_data, -1);
}

/* Says that a step has been looked at, or takes that back. */
static void
confirm_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FcShiftView *self = user_data;
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (fc_shift_view_get_draft (self));
  int step = fc_shift_view_get_step (self);
  JsonObject *args;

  if (sheet == NULL || step < 0 || step >= FC_N_STEPS)
    return;
  args = json_object_new ();
  json_object_set_string_member (args, "step", fc_shift_step_name (step));
  json_object_set_boolean_member (args, "done", sheet->steps[step] != FC_STEP_DONE);
  fc_shift_view_run (self, "shift.confirm", args);
}

static void
remove_slip_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "entity", fc_catalog_get (FC_SLIP)->name);
  json_object_set_string_member (args, "id", g_variant_get_string (parameter, NULL));
  if (fc_shift_view_run (user_data, "shift.remove-line", args))
    fc_shift_view_tell (user_data, _ ("Slip removed"));
}

static void
photo_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  fc_photos_choose (user_data, g_variant_get_string (parameter, NULL));
}

static void
show_photo_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  fc_photos_show (user_data, g_variant_get_string (parameter, NULL));
}

static void
remove_photo_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  fc_photos_remove (user_data, g_variant_get_string (parameter, NULL));
}

static void
correct_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  fc_shift_view_correct (user_data, g_variant_get_string (parameter, NULL));
}

/* Undo of leaving a step out. */
typedef struct {
  FcShiftView *view;
  int step;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->view);
  g_free (undo);
}

static void
undo_waive (gpointer data)
{
  Undo *undo = data;

  if (fc_shift_view_get_draft (undo->view) != NULL)
    fc_shift_view_waive (undo->view, undo->step, NULL);
}

/**
 * fc_shift_view_waive:
 * @reason: (nullable): NULL takes the waiver back
 */
void
fc_shift_view_waive (FcShiftView *self,
                     int          step,
                     const char  *reason)
{
  JsonObject *args = json_object_new ();
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  Undo *undo;

  json_object_set_string_member (args, "step", fc_shift_step_name (step));
  if (reason != NULL)
    json_object_set_string_member (args, "reason", reason);
  else
    json_object_set_null_member (args, "reason");
  if (!fc_shift_view_run (self, "shift.waive", args) || reason == NULL || window == NULL)
    return;
  undo = g_new (Undo, 1);
  undo->view = g_object_ref (self);
  undo->step = step;
  fc_window_toast_undo (window, _ ("Step left out"), G_CALLBACK (undo_waive), undo, undo_free);
}

/**
 * fc_shift_view_add_actions:
 *
 * Puts the group "sheet" in reach of everything in the view, and "record.go" in the window's.
 */
void
fc_shift_view_add_actions (FcShiftView *self)
{
  static const GActionEntry entries[] = {
    { .name = "save", .activate = save_cb },
    { .name = "submit", .activate = submit_cb },
    { .name = "hand-in", .activate = hand_in_cb },
    { .name = "undo", .activate = undo_cb },
    { .name = "redo", .activate = redo_cb },
    { .name = "next", .activate = next_cb },
    { .name = "previous", .activate = previous_cb },
    { .name = "next-drawer", .activate = next_drawer_cb },
    { .name = "previous-drawer", .activate = previous_drawer_cb },
    { .name = "confirm", .activate = confirm_cb },
    { .name = "remove-slip", .activate = remove_slip_cb, .parameter_type = "s" },
    { .name = "photo", .activate = photo_cb, .parameter_type = "s" },
    { .name = "show-photo", .activate = show_photo_cb, .parameter_type = "s" },
    { .name = "remove-photo", .activate = remove_photo_cb, .parameter_type = "s" },
    { .name = "correct", .activate = correct_cb, .parameter_type = "s" },
    { .name = "approve", .activate = approve_cb },
    { .name = "dispute", .activate = dispute_cb },
    { .name = "roll-over", .activate = roll_over_cb, .parameter_type = "s" },
    { .name = "history", .activate = history_cb },
    { .name = "go", .activate = go_cb, .parameter_type = "s" },
    { .name = "go-to", .activate = go_to_cb, .parameter_type = "(ss)" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) record = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  fc_shift_view_add_discard_actions (self, G_ACTION_MAP (group));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sheet", G_ACTION_GROUP (group));
  g_action_map_add_action (G_ACTION_MAP (record), g_action_map_lookup_action (G_ACTION_MAP (group), "go"));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "record", G_ACTION_GROUP (record));
}
