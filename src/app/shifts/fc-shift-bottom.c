/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-bottom.h"

#include "fc-approval-popover.h"
#include "fc-chip.h"
#include "fc-field-text.h"
#include "fc-report-button.h"
#include "fc-shift-report.h"
#include "fc-shift-versions.h"
#include "fc-shift-words.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcShiftBottom {
  AdwBin parent_instance;

  FcContext *context;
  FcShiftDraft *draft;

  FcChip *state_chip;
  GtkLabel *saved_label;
  AdwBin *report_place;
  GtkMenuButton *discard_button;
  GtkWidget *restore_button;
  GtkWidget *correct_button;
  GtkPopover *correct_popover;
  GtkEditable *correct_reason;
  GtkEditable *comment;
  GtkWidget *dispute_button;
  GtkMenuButton *approve_button;
  GtkWidget *submit_button;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (FcShiftBottom, fc_shift_bottom, ADW_TYPE_BIN)

static void
correct_cb (FcShiftBottom *self)
{
  const char *reason = gtk_editable_get_text (self->correct_reason);

  if (*reason == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->correct_reason), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->correct_reason));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->correct_reason), "error");
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.correct", "s", reason);
  gtk_popover_popdown (self->correct_popover);
}

static void
comment_changed_cb (FcShiftBottom *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->comment), "error");
}

/* Made each time it is asked for: the figures may have changed. */
static void
show_approval (GtkMenuButton *button,
               gpointer       user_data)
{
  FcShiftBottom *self = user_data;

  if (fc_shift_draft_get_sheet (self->draft) != NULL)
    gtk_menu_button_set_popover (button, fc_approval_popover_new (self->draft));
}

static void
show_discard (GtkMenuButton *button,
              gpointer       user_data)
{
  FcShiftBottom *self = user_data;

  if (fc_shift_draft_get_shift (self->draft) != NULL)
    gtk_menu_button_set_popover (button, fc_discard_popover_new (self->draft));
}

/* What stands on the screen, as the paper form. */
static FcReport *
make_report (gpointer user_data)
{
  FcShiftBottom *self = user_data;
  FcReplica *replica = fc_context_get_replica (self->context);
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (self->draft);
  FcRecord *user = fc_replica_get_user (replica);

  if (sheet == NULL)
    return NULL;
  return fc_shift_report_new (fc_shift_draft_get_rows (self->draft), sheet, fc_replica_get_tenant (replica),
                              user != NULL ? fc_record_get_text (user, FC_USER_NAME) : NULL, fc_now ());
}

static void
fc_shift_bottom_dispose (GObject *object)
{
  FcShiftBottom *self = FC_SHIFT_BOTTOM (object);

  adw_bin_set_child (ADW_BIN (self), NULL); /* before the template lets go of it behind the bin's back */
  gtk_widget_dispose_template (GTK_WIDGET (self), FC_TYPE_SHIFT_BOTTOM);
  g_clear_object (&self->draft);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_shift_bottom_parent_class)->dispose (object);
}

static void
fc_shift_bottom_class_init (FcShiftBottomClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_shift_bottom_dispose;
  g_type_ensure (FC_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shifts/fc-shift-bottom.ui");
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, state_chip);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, saved_label);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, report_place);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, discard_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, restore_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, correct_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, correct_popover);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, correct_reason);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, comment);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, dispute_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, approve_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftBottom, submit_button);
  gtk_widget_class_bind_template_callback (widget_class, correct_cb);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
}

static void
fc_shift_bottom_init (FcShiftBottom *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->approve_button, show_approval, self, NULL);
  gtk_menu_button_set_create_popup_func (self->discard_button, show_discard, self, NULL);
}

/**
 * fc_shift_bottom_set_shift:
 *
 * Once, after it was made.
 */
void
fc_shift_bottom_set_shift (FcShiftBottom *self,
                           FcContext     *context,
                           FcShiftDraft  *draft)
{
  FcReplica *replica = fc_context_get_replica (context);
  FcSession *session = fc_context_get_session (context);

  self->context = g_object_ref (context);
  self->draft = g_object_ref (draft);
  adw_bin_set_child (self->report_place, fc_report_button_new (make_report, self));
  g_signal_connect_object (replica, "notify::pending", G_CALLBACK (fc_shift_bottom_show), self, G_CONNECT_SWAPPED);
  if (session != NULL)
    g_signal_connect_object (session, "notify::state", G_CALLBACK (fc_shift_bottom_show), self, G_CONNECT_SWAPPED);
}

/* Where a decision needs the room, the state and the report give way in a narrow window. */
static void
make_room (FcShiftBottom *self)
{
  gtk_editable_set_width_chars (self->comment, self->narrow ? 6 : 20);
  gtk_widget_set_visible (GTK_WIDGET (self->state_chip), !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->report_place),
                          !self->narrow || !gtk_widget_get_visible (GTK_WIDGET (self->comment)));
}

static gboolean
is_to_discard (FcShiftBottom *self,
               FcRecord      *shift)
{
  gboolean correction = !fc_record_is_null (shift, FC_SHIFT_CORRECTS_ID);

  return fc_context_may (self->context, "shifts.create") &&
         (!correction || fc_context_may (self->context, "shifts.correct")) &&
         fc_shift_is_to_discard (fc_record_get_text (shift, FC_SHIFT_STATE),
                                 fc_record_get_text (shift, FC_SHIFT_SOURCE), correction);
}

static void
show_ways_out (FcShiftBottom *self,
               FcRecord      *shift)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);
  gboolean may = fc_context_may (self->context, "shifts.create");
  const char *name = fc_record_is_null (shift, FC_SHIFT_CORRECTS_ID) ? _ ("Discard the shift, or change its number")
                                                                     : _ ("Discard the correction");

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->discard_button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->discard_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->discard_button), is_to_discard (self, shift));
  gtk_widget_set_visible (self->restore_button, may && g_strcmp0 (state, "discarded") == 0);
}

/* Where the work lies; that it is nowhere yet must be seen. */
static void
show_saved (FcShiftBottom *self,
            FcRecord      *shift)
{
  const GError *unsaved = fc_shift_draft_get_unsaved (self->draft);
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  g_autofree char *words = NULL;

  if (unsaved != NULL)
    /* Translators: why, as a sentence */
    words = g_strdup_printf (_ ("Not saved yet, it is tried again: %s"), unsaved->message);
  else
    words = fc_saved_words (self->context, fc_shift_draft_get_saved_at (self->draft),
                            fc_shift_draft_is_saving (self->draft), shift);
  if (unsaved != NULL && window != NULL && !gtk_widget_has_css_class (GTK_WIDGET (self->saved_label), "error"))
    fc_window_toast (window, _ ("What was entered last is not saved yet"));
  gtk_label_set_text (self->saved_label, words);
  gtk_widget_add_css_class (GTK_WIDGET (self->saved_label), unsaved != NULL ? "error" : "dim-label");
  gtk_widget_remove_css_class (GTK_WIDGET (self->saved_label), unsaved != NULL ? "dim-label" : "error");
}

/* As long as something is wrong it leads there; after that it is the thing to do. */
static void
show_submit (FcShiftBottom *self)
{
  g_autoptr (GError) error = NULL;

  gtk_widget_set_visible (self->submit_button, !fc_shift_draft_is_locked (self->draft) &&
                                                 fc_context_may (self->context, "shifts.submit"));
  if (fc_shift_draft_get_sheet (self->draft) == NULL)
    return;
  if (fc_shift_draft_may_submit (self->draft, &error))
    gtk_widget_add_css_class (self->submit_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->submit_button, "suggested-action");
  gtk_widget_set_tooltip_text (self->submit_button, error != NULL ? error->message : NULL);
}

/**
 * fc_shift_bottom_show:
 *
 * Brings up to date where the shift is and what this person may do with it.
 */
void
fc_shift_bottom_show (FcShiftBottom *self)
{
  FcRecord *shift = fc_shift_draft_get_shift (self->draft);
  const char *state;
  gboolean waits;
  gboolean decides;

  if (shift == NULL)
    return;
  state = fc_record_get_text (shift, FC_SHIFT_STATE);
  waits = g_strcmp0 (state, "submitted") == 0;
  decides = waits && fc_context_may (self->context, "shifts.approve");
  fc_chip_set (self->state_chip, fc_choice_label (state), fc_shift_state_icon (state), fc_shift_state_style (state));
  show_saved (self, shift);
  gtk_widget_set_visible (self->correct_button,
                          g_strcmp0 (state, "approved") == 0 && fc_context_may (self->context, "shifts.correct"));
  gtk_widget_set_visible (GTK_WIDGET (self->comment), decides);
  gtk_widget_set_visible (GTK_WIDGET (self->approve_button), decides);
  gtk_widget_set_visible (self->dispute_button, decides);
  show_submit (self);
  show_ways_out (self, shift);
  make_room (self);
}

/**
 * fc_shift_bottom_set_narrow:
 *
 * What is to be decided must fit into a narrow window.
 */
void
fc_shift_bottom_set_narrow (FcShiftBottom *self,
                            gboolean       narrow)
{
  self->narrow = narrow;
  make_room (self);
}

const char *
fc_shift_bottom_get_comment (FcShiftBottom *self)
{
  return gtk_editable_get_text (self->comment);
}

/**
 * fc_shift_bottom_ask_comment:
 *
 * A comment must be given: the cursor is in its field.
 */
void
fc_shift_bottom_ask_comment (FcShiftBottom *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->comment), "error");
  gtk_widget_grab_focus (GTK_WIDGET (self->comment));
}
