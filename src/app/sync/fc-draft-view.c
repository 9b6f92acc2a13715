/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-view.h"

#include "fc-display.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* What the hub refused, or somebody handed over: the reason, what was wanted, and what can be done with it. */

static gboolean
is_handover (FcSyncView *self)
{
  return self->sync_case->about != NULL;
}

static gboolean
is_state (FcSyncView *self,
          const char *state)
{
  return g_strcmp0 (self->sync_case->state, state) == 0;
}

static gboolean
is_draft (FcSyncView *self)
{
  return !is_handover (self) && (is_state (self, "refused") || is_state (self, "blocked"));
}

static void
replica_done (FcSyncView   *self,
              gboolean      good,
              const GError *error,
              const char   *toast)
{
  if (good)
    fc_sync_view_done (self, toast);
  else
    fc_sync_view_tell (self, error);
}

static void
retried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_draft_finish (FC_REPLICA (source), result, &error);

  replica_done (fc_sync_view_of (page), good, error, _ ("Done again; it will be sent"));
}

/* The ops as they are to go: as they were, or as they have been edited. */
static GPtrArray *
ops_to_do (FcSyncView  *self,
           GError     **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  for (guint i = 0; i < self->sync_case->ops->len; i++)
    {
      FcDraftEdit *edit = self->edits != NULL ? self->edits->pdata[i] : NULL;
      g_autoptr (GError) problem = NULL;
      FcOp *op = edit != NULL ? fc_draft_edit_take_op (edit, &problem) : fc_op_copy (self->sync_case->ops->pdata[i]);

      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      if (op != NULL)
        g_ptr_array_add (ops, op);
    }
  if (ops->len > 0)
    fc_ops_renew (ops);
  return g_steal_pointer (&ops);
}

static gboolean
edits_are_valid (FcSyncView *self)
{
  for (guint i = 0; self->edits != NULL && i < self->edits->len; i++)
    if (!fc_draft_edit_validate (self->edits->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
try_again (FcSyncView *self)
{
  FcReplica *replica = fc_context_get_replica (self->context);
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;

  if (self->busy || !edits_are_valid (self))
    return;
  ops = ops_to_do (self, &error);
  if (ops == NULL)
    {
      fc_sync_view_tell (self, error);
      return;
    }
  if (is_handover (self))
    {
      g_ptr_array_add (ops, fc_handover_settle_op (self->sync_case->about, "done", NULL, g_get_real_time ()));
      fc_sync_view_run (self, ops, _ ("Done; it will be sent"));
      return;
    }
  self->busy = TRUE;
  fc_replica_redo_draft_async (replica, &self->id, ops, retried_cb, g_object_ref (self->page));
}

static void
edit (FcSyncView *self)
{
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  self->edits = g_ptr_array_new_with_free_func (fc_draft_edit_free);
  for (guint i = 0; i < self->sync_case->ops->len; i++)
    {
      const FcOp *op = self->sync_case->ops->pdata[i];

      g_ptr_array_add (self->edits,
                       fc_draft_edit_new (op, fc_sync_case_get_row (self->sync_case, op->entity, &op->row_id),
                                          &self->units));
    }
  fc_sync_view_rebuild (self);
}

static void
stop_editing (FcSyncView *self)
{
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  fc_sync_view_rebuild (self);
}

static void
discard (FcSyncView *self)
{
  g_autofree char *id = fc_id_dup_string (&self->id);

  gtk_widget_activate_action (self->page, "page.discard", "s", id);
}

static void
take_up (FcSyncView *self)
{
  g_autofree char *id = fc_id_dup_string (&self->id);

  gtk_widget_activate_action (self->page, "page.keep", "s", id);
}

/* ---- handing over ---- */

static void
put_away_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_draft_finish (FC_REPLICA (source), result, &error);

  replica_done (fc_sync_view_of (page), good, error, _ ("Handed over; it will be sent"));
}

static void
handed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;
  FcSyncView *self = fc_sync_view_of (page);

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      fc_sync_view_tell (self, error);
      return;
    }
  fc_replica_discard_draft_async (FC_REPLICA (source), &self->id, put_away_cb, g_steal_pointer (&page));
}

static void
hand_over (FcSyncView *self,
           const char *note)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  if (self->busy)
    return;
  self->busy = TRUE;
  g_ptr_array_add (ops, fc_handover_new_op (self->sync_case->ops, fc_sync_case_get_station (self->sync_case),
                                            self->sync_case->reason, *note != '\0' ? note : NULL, g_get_real_time ()));
  fc_replica_run_async (fc_context_get_replica (self->context), ops, NULL, handed_cb, g_object_ref (self->page));
}

static void
hand_over_answered_cb (GtkWidget  *page,
                       const char *response,
                       GtkWidget  *dialog)
{
  GtkWidget *note = g_object_get_data (G_OBJECT (dialog), "note");

  if (g_strcmp0 (response, "hand") == 0)
    hand_over (fc_sync_view_of (page), gtk_editable_get_text (GTK_EDITABLE (note)));
}

static void
ask_hand_over (FcSyncView *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (self->page)), _ ("Hand over to a manager?"),
    _ ("Whoever may approve shifts there finds it in their sync centre, with what you wanted and the server’s reason. They do "
       "it under their own name, or give it back."));
  GtkWidget *note = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (note), _ ("A word to them (optional)"));
  gtk_entry_set_activates_default (GTK_ENTRY (note), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (note), 500);
  gtk_accessible_update_property (GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A word to the manager"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), note);
  g_object_set_data (G_OBJECT (dialog), "note", note);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "hand", _ ("_Hand over"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "hand", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "hand");
  g_signal_connect_object (dialog, "response", G_CALLBACK (hand_over_answered_cb), self->page, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
give_back_answered_cb (GtkWidget  *page,
                       const char *response,
                       GtkWidget  *dialog)
{
  GtkWidget *note = g_object_get_data (G_OBJECT (dialog), "note");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (note));
  FcSyncView *self = fc_sync_view_of (page);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  if (g_strcmp0 (response, "give") != 0 || self->busy)
    return;
  g_ptr_array_add (ops, fc_handover_settle_op (self->sync_case->about, "returned", *text != '\0' ? text : NULL,
                                               g_get_real_time ()));
  fc_sync_view_run (self, ops, _ ("Given back"));
}

static void
ask_give_back (FcSyncView *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (self->page)), _ ("Give it back?"),
                                              _ ("It is not done, and whoever handed it over reads why."));
  GtkWidget *note = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (note), _ ("Why"));
  gtk_entry_set_activates_default (GTK_ENTRY (note), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (note), 500);
  gtk_accessible_update_property (GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Why"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), note);
  g_object_set_data (G_OBJECT (dialog), "note", note);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "give", _ ("_Give back"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "give");
  g_signal_connect_object (dialog, "response", G_CALLBACK (give_back_answered_cb), self->page, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- the page ---- */

/* (nullable): on a computer of several people, who did it, where that is not who looks */
static const FcId *
other_author (FcSyncView *self)
{
  const FcActor *me = fc_replica_get_actor (fc_context_get_replica (self->context));
  const FcOp *op = self->sync_case->ops->len > 0 ? self->sync_case->ops->pdata[0] : NULL;

  return op != NULL && me != NULL && !fc_id_equal (&op->actor, &me->user_id) ? &op->actor : NULL;
}

static const char *
explain (FcSyncView *self)
{
  if (is_handover (self))
    {
      if (is_state (self, "done"))
        return _ ("This has been done.");
      if (is_state (self, "returned"))
        return _ ("This was given back.");
      return _ ("The server refused this to somebody, who hands it over. Do it under your name, or give it back.");
    }
  if (is_state (self, "conflict"))
    return _ ("Somebody else changed the same; both values are kept until it is decided, below What needs you.");
  if (is_state (self, "waiting") && other_author (self) != NULL)
    return _ ("This is on this computer and will be sent under the sign-in of who did it. Where that has ended, it waits until they "
              "sign in here again.");
  if (is_state (self, "waiting"))
    return _ ("This is on this computer and will be sent.");
  if (is_state (self, "sent"))
    return _ ("The server has this.");
  if (is_state (self, "handed"))
    return _ ("This was refused and you handed it over.");
  if (is_state (self, "discarded"))
    return _ ("This was refused and you put it away. It can still be taken up again.");
  return _ ("The record shows what the server has. What you wanted is kept here until you decide.");
}

static gboolean
can_be_edited (FcSyncView *self)
{
  for (guint i = 0; i < self->sync_case->ops->len; i++)
    if (fc_op_can_be_edited (self->sync_case->ops->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
add_draft_buttons (FcSyncView *self,
                   GtkWidget  *box)
{
  gboolean handed = is_handover (self);
  gboolean may = !handed || fc_context_may (self->context, "shifts.approve");
  GtkWidget *main_button = fc_sync_view_add_button (
    self, box, self->edits != NULL ? _ ("_Send as changed") : handed ? _ ("_Do it") : _ ("_Try again"),
    G_CALLBACK (try_again));

  gtk_widget_add_css_class (main_button, "suggested-action");
  gtk_widget_set_sensitive (main_button, may);
  if (self->edits != NULL)
    {
      fc_sync_view_add_button (self, box, _ ("_Leave as it was"), G_CALLBACK (stop_editing));
      return;
    }
  if (can_be_edited (self) && may)
    fc_sync_view_add_button (self, box, _ ("_Edit"), G_CALLBACK (edit));
  if (handed)
    gtk_widget_set_sensitive (fc_sync_view_add_button (self, box, _ ("_Give back…"), G_CALLBACK (ask_give_back)), may);
  else
    {
      fc_sync_view_add_button (self, box, _ ("_Hand over…"), G_CALLBACK (ask_hand_over));
      fc_sync_view_add_button (self, box, _ ("D_iscard"), G_CALLBACK (discard));
    }
}

static void
add_people (FcSyncView *self,
            GtkWidget  *head)
{
  FcRecord *about = self->sync_case->about;
  const FcId *author = other_author (self);
  g_autofree char *when = NULL;

  if (about == NULL)
    {
      if (author != NULL)
        fc_sync_view_add_row (head, _ ("Done by"), fc_sync_case_get_who (self->sync_case, author));
      return;
    }
  when = fc_show_time_long (fc_record_get_int (about, FC_HANDOVER_AT), self->units.zone);
  fc_sync_view_add_row (head, _ ("From"), fc_sync_case_get_who (self->sync_case, fc_record_get_ref (about, FC_HANDOVER_BY)));
  fc_sync_view_add_row (head, _ ("Handed over"), when);
  fc_sync_view_add_row (head, _ ("They say"), fc_record_get_text (about, FC_HANDOVER_NOTE));
  fc_sync_view_add_row (head, is_state (self, "done") ? _ ("Done by") : _ ("Given back by"),
                        fc_sync_case_get_who (self->sync_case, fc_record_get_ref (about, FC_HANDOVER_DECIDED_BY)));
  fc_sync_view_add_row (head, _ ("Answer"), fc_record_get_text (about, FC_HANDOVER_COMMENT));
}

static void
add_head (FcSyncView *self)
{
  GtkWidget *head = fc_sync_view_add_group (self, NULL, explain (self));

  add_people (self, head);
  fc_sync_view_add_row (head, _ ("The server says"), self->sync_case->reason);
  if (is_draft (self) || (is_handover (self) && is_state (self, "open")))
    add_draft_buttons (self, fc_sync_view_add_buttons (head));
  else if (!is_handover (self) && is_state (self, "discarded"))
    fc_sync_view_add_button (self, fc_sync_view_add_buttons (head), _ ("_Take up again"), G_CALLBACK (take_up));
}

static void
add_op (FcSyncView *self,
        guint       n)
{
  static const char *const kinds[] = { "insert", "patch", "delete" };
  const FcOp *op = self->sync_case->ops->pdata[n];
  const char *entity = fc_catalog_get (op->entity)->name;
  g_autofree char *title = fc_action_words (op->kind == FC_OP_COMMAND ? op->command : kinds[op->kind], entity);
  g_autofree char *record = fc_record_words_of (self->words, entity, &op->row_id);
  g_autofree char *when = fc_show_time_long (op->occurred_at, NULL);
  g_autofree char *description = g_strdup_printf ("%s · %s", record, when);
  GtkWidget *group = fc_sync_view_add_group (self, title, description);
  g_autoptr (GPtrArray) lines = NULL;

  fc_sync_view_add_open (self, group, op->entity, &op->row_id, &op->lane);
  if (self->edits != NULL && fc_draft_edit_fill (self->edits->pdata[n], group) > 0)
    return;
  lines = fc_op_lines (op, self->words, &self->units);
  for (guint i = 0; i < lines->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fc_change_line_row (lines->pdata[i]));
}

/**
 * fc_draft_view_fill:
 *
 * The reason and what can be done, then each change of the transaction.
 */
void
fc_draft_view_fill (FcSyncView *self)
{
  add_head (self);
  for (guint i = 0; i < self->sync_case->ops->len; i++)
    add_op (self, i);
}
