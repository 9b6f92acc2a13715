/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-shift-totals.h"
#include "fc-shown-text.h"

#include <glib/gi18n.h>

/* Why the drawer is over or short. */
typedef struct {
  FcStepView parent_instance;

  FcShiftTotals *totals;
  AdwEntryRow *reason;
  gboolean showing; /* the row follows the shift, not the person */
  guint save_source;
} FcOverShortStep;
typedef FcStepViewClass FcOverShortStepClass;

GType fc_over_short_step_get_type (void);
G_DEFINE_TYPE (FcOverShortStep, fc_over_short_step, FC_TYPE_STEP_VIEW)
#define FC_OVER_SHORT_STEP(object)                                                                                     \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_over_short_step_get_type (), FcOverShortStep))

/* The drawer's reason where attendants have drawers, else the shift's. */
static FcRecord *
get_record (FcOverShortStep *self,
            int             *field)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  const FcSheetDrawer *money = draft != NULL ? fc_shift_draft_get_money (draft) : NULL;

  *field = FC_DRAWER_OVER_SHORT_REASON;
  if (money != NULL && money->drawer != NULL)
    return money->drawer;
  *field = FC_SHIFT_OVER_SHORT_REASON;
  return draft != NULL ? fc_shift_draft_get_shift (draft) : NULL;
}

static FcOp *
make_op (FcOverShortStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->reason));
  int field;
  FcRecord *record = get_record (self, &field);
  g_autoptr (FcRecord) after = NULL;

  if (record == NULL || fc_shift_draft_is_locked (draft))
    return NULL;
  after = fc_record_copy (record);
  fc_record_set_text (after, field, *text != '\0' ? text : NULL);
  return fc_step_view_patch_op (FC_STEP_VIEW (self), record, after);
}

static void
reason_left_cb (FcOverShortStep *self)
{
  FcOp *op = make_op (self);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->save_source, g_source_remove);
  fc_shown_text_keep (GTK_EDITABLE (self->reason));
  if (op != NULL && !fc_step_view_run_at (FC_STEP_VIEW (self), NULL, op, &error))
    g_signal_emit_by_name (fc_step_view_get_draft (FC_STEP_VIEW (self)), "failed", error->message);
}

/* Enter ends the step. */
static void
reason_entered_cb (FcOverShortStep *self)
{
  reason_left_cb (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.next", NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  FcOverShortStep *self = user_data;

  self->save_source = 0;
  reason_left_cb (self);
  return G_SOURCE_REMOVE;
}

static void
reason_changed_cb (FcOverShortStep *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (FC_SAVE_DELAY_MS, save_cb, self);
}

static void
fc_over_short_step_refresh (FcStepView *view)
{
  FcOverShortStep *self = FC_OVER_SHORT_STEP (view);
  FcShiftDraft *draft = fc_step_view_get_draft (view);
  int field;
  FcRecord *record = get_record (self, &field);
  const char *reason = fc_record_get_text (record, field);

  fc_shift_totals_show (self->totals, fc_step_view_get_sheet (view), fc_shift_draft_get_money (draft));
  if (self->save_source == 0 &&
      ((gtk_widget_get_state_flags (GTK_WIDGET (self->reason)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0 ||
       !fc_shown_text_is_typed (GTK_EDITABLE (self->reason))))
    {
      self->showing = TRUE;
      fc_shown_text_put (GTK_EDITABLE (self->reason), reason != NULL ? reason : "");
      self->showing = FALSE;
    }
  gtk_editable_set_editable (GTK_EDITABLE (self->reason), !fc_shift_draft_is_locked (draft));
}

static void
fc_over_short_step_build (FcStepView *view)
{
  FcOverShortStep *self = FC_OVER_SHORT_STEP (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *sum = adw_preferences_group_new ();
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *group = adw_preferences_group_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (sum), _ ("Over/short"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (sum),
                                         _ ("What was counted against what should be in the drawer."));
  gtk_widget_add_css_class (card, "card");
  self->totals = FC_SHIFT_TOTALS (fc_shift_totals_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->totals), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->totals), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (self->totals), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->totals), 12);
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->totals));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (sum), card);
  self->reason = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason), _ ("Reason for over/short"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->reason));
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (reason_changed_cb), self);
  g_signal_connect_swapped (self->reason, "entry-activated", G_CALLBACK (reason_entered_cb), self);
  g_signal_connect_object (focus, "leave", G_CALLBACK (reason_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->reason), focus);
  gtk_box_append (GTK_BOX (box), sum);
  gtk_box_append (GTK_BOX (box), group);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_over_short_step_focus (FcStepView *view)
{
  gtk_widget_grab_focus (GTK_WIDGET (FC_OVER_SHORT_STEP (view)->reason));
}

static void
fc_over_short_step_dispose (GObject *object)
{
  FcOverShortStep *self = FC_OVER_SHORT_STEP (object);

  if (self->save_source != 0)
    reason_left_cb (self);

  G_OBJECT_CLASS (fc_over_short_step_parent_class)->dispose (object);
}

static void
fc_over_short_step_class_init (FcOverShortStepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_over_short_step_dispose;
  klass->step = FC_STEP_OVER_SHORT;
  klass->build = fc_over_short_step_build;
  klass->refresh = fc_over_short_step_refresh;
  klass->focus = fc_over_short_step_focus;
}

static void
fc_over_short_step_init (FcOverShortStep *self)
{
}
