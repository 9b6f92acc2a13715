/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-chip.h"
#include "fc-drawer-bar.h"
#include "fc-field-text.h"
#include "fc-report-button.h"
#include "fc-shift-report.h"
#include "fc-shift-totals.h"
#include "fc-shift-words.h"
#include "fc-state-page.h"
#include "fc-step-view.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* The order of the list. */
static const int order[] = { FC_VIEW_ATTENDANTS,     FC_STEP_METERS,     FC_STEP_TANKS,     FC_STEP_DELIVERIES,
                             FC_STEP_TRANSFERS,      FC_STEP_CASH_MOVEMENTS, FC_STEP_CASH_COUNT, FC_STEP_TENDERS,
                             FC_STEP_SLIPS,          FC_STEP_SHOP,       FC_STEP_OVER_SHORT, FC_STEP_SIGNATURES,
                             FC_VIEW_SUBMIT,         FC_VIEW_VERSIONS };

struct _FcShiftView {
  AdwBin parent_instance;

  FcContext *context;
  FcShiftDraft *draft;
  FcStepView *views[FC_N_VIEWS]; /* made when first shown */
  GtkWidget *signs[FC_N_VIEWS];
  GtkWidget *words[FC_N_VIEWS];
  GtkWidget *rows[FC_N_VIEWS];
  int step;
  gboolean begun;             /* the first step to do was chosen */
  gboolean roomy;             /* grids and totals fit beside each other */
  guint panes_source;

  FcStatePage *states;
  GtkInfoBar *notice;
  GtkLabel *notice_label;
  GtkWidget *steps_pane;
  GtkWidget *steps_rule;
  GtkListBox *steps;
  GtkDropDown *step_choice;
  GtkLabel *hint;
  GtkWidget *waive_button;
  GtkPopover *waive_popover;
  GtkEditable *waive_reason;
  GtkWidget *unwaive_button;
  FcDrawerBar *drawers;
  GtkStack *stack;
  GtkWidget *totals_pane;
  GtkWidget *totals_rule;
  FcShiftTotals *totals;
  GtkLabel *totals_line;
  FcChip *state_chip;
  GtkLabel *saved_label;
  AdwBin *report_place;
  GtkWidget *correct_button;
  GtkPopover *correct_popover;
  GtkEditable *correct_reason;
  GtkEditable *comment;
  GtkWidget *dispute_button;
  GtkWidget *approve_button;
  GtkWidget *submit_button;
};

G_DEFINE_FINAL_TYPE (FcShiftView, fc_shift_view, ADW_TYPE_BIN)

enum { SIGNAL_TITLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GType
view_type (int step)
{
  static GType (*const types[FC_N_VIEWS]) (void) = {
    [FC_STEP_METERS] = fc_meters_step_get_type,
    [FC_STEP_TANKS] = fc_tanks_step_get_type,
    [FC_STEP_DELIVERIES] = fc_deliveries_step_get_type,
    [FC_STEP_TRANSFERS] = fc_transfers_step_get_type,
    [FC_STEP_CASH_MOVEMENTS] = fc_movements_step_get_type,
    [FC_STEP_CASH_COUNT] = fc_cash_step_get_type,
    [FC_STEP_TENDERS] = fc_tenders_step_get_type,
    [FC_STEP_SLIPS] = fc_slips_step_get_type,
    [FC_STEP_SHOP] = fc_shop_step_get_type,
    [FC_STEP_OVER_SHORT] = fc_over_short_step_get_type,
    [FC_STEP_SIGNATURES] = fc_signatures_step_get_type,
    [FC_VIEW_SUBMIT] = fc_submit_step_get_type,
    [FC_VIEW_ATTENDANTS] = fc_attendants_step_get_type,
    [FC_VIEW_VERSIONS] = fc_versions_step_get_type,
  };

  return types[step] ();
}

static const char *
view_name (int step)
{
  switch (step)
    {
    case FC_VIEW_SUBMIT:
      return "submit";
    case FC_VIEW_ATTENDANTS:
      return "attendants";
    case FC_VIEW_VERSIONS:
      return "versions";
    default:
      return fc_shift_step_name (step);
    }
}

/* Where each attendant has figures of their own. */
static gboolean
is_of_a_drawer (int step)
{
  return step == FC_STEP_CASH_MOVEMENTS || step == FC_STEP_CASH_COUNT || step == FC_STEP_TENDERS ||
         step == FC_STEP_SLIPS || step == FC_STEP_SHOP || step == FC_STEP_OVER_SHORT;
}

static gboolean
has_versions (FcShiftView *self)
{
  FcRecord *shift = fc_shift_draft_get_shift (self->draft);
  const char *source = fc_record_get_text (shift, FC_SHIFT_SOURCE);

  return !fc_record_is_null (shift, FC_SHIFT_CORRECTS_ID) || g_strcmp0 (source, "pos") == 0 ||
         g_strcmp0 (source, "import") == 0;
}

static FcStepState
state_of (FcShiftView *self,
          int          step)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (self->draft);

  if (step < FC_N_STEPS)
    return sheet->steps[step];
  if (step == FC_VIEW_SUBMIT)
    return fc_shift_draft_is_locked (self->draft) ? FC_STEP_DONE : FC_STEP_EMPTY;
  return step == FC_VIEW_ATTENDANTS && sheet->has_drawers ? FC_STEP_DONE : FC_STEP_OPTIONAL;
}

static const char *
word_of (FcShiftView *self,
         int          step)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (self->draft);

  if (step == FC_VIEW_SUBMIT)
    return fc_choice_label (fc_record_get_text (sheet->shift, FC_SHIFT_STATE));
  if (step == FC_VIEW_ATTENDANTS)
    return sheet->has_drawers ? _ ("Own drawers") : _ ("One drawer");
  return step < FC_N_STEPS ? fc_step_state_word (state_of (self, step)) : "";
}

static void
show_step_list (FcShiftView *self)
{
  for (int step = 0; step < FC_N_VIEWS; step++)
    {
      const char *word = word_of (self, step);

      gtk_label_set_text (GTK_LABEL (self->signs[step]), fc_step_state_sign (state_of (self, step)));
      gtk_label_set_text (GTK_LABEL (self->words[step]), word);
      gtk_widget_set_visible (self->words[step], *word != '\0');
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[step]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, word, -1);
    }
  gtk_widget_set_visible (self->rows[FC_VIEW_VERSIONS], has_versions (self));
}

static void
show_step_head (FcShiftView *self)
{
  FcStepState state = state_of (self, self->step);
  gboolean open = !fc_shift_draft_is_locked (self->draft) && self->step < FC_N_STEPS;

  gtk_label_set_text (self->hint, fc_shift_draft_is_locked (self->draft) ? "" : fc_shift_step_hint (self->step));
  gtk_widget_set_visible (self->waive_button, open && (state == FC_STEP_EMPTY || state == FC_STEP_TOUCHED));
  gtk_widget_set_visible (self->unwaive_button, open && state == FC_STEP_WAIVED);
}

static void
show_notice (FcShiftView *self,
             FcRecord    *shift)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);
  const char *comment = fc_record_get_text (shift, FC_SHIFT_COMMENT);
  g_autofree char *text = NULL;

  if (g_strcmp0 (state, "disputed") == 0)
    text = comment != NULL ? g_strdup_printf (_ ("Sent back: %s"), comment)
                           : g_strdup (_ ("Sent back to be mended"));
  else if (comment != NULL)
    text = g_strdup_printf (_ ("Comment: %s"), comment);
  gtk_info_bar_set_message_type (self->notice,
                                 g_strcmp0 (state, "disputed") == 0 ? GTK_MESSAGE_WARNING : GTK_MESSAGE_INFO);
  gtk_info_bar_set_revealed (self->notice, text != NULL);
  if (text != NULL)
    gtk_label_set_text (self->notice_label, text);
}

static void
show_bottom (FcShiftView *self)
{
  FcRecord *shift = fc_shift_draft_get_shift (self->draft);
  const char *state;
  gboolean waits;
  gboolean decides;
  g_autofree char *saved = NULL;

  if (shift == NULL)
    return;
  state = fc_record_get_text (shift, FC_SHIFT_STATE);
  waits = g_strcmp0 (state, "submitted") == 0;
  decides = waits && fc_context_may (self->context, "shifts.approve");
  saved = fc_saved_words (self->context, fc_shift_draft_get_saved_at (self->draft),
                          fc_shift_draft_is_saving (self->draft), shift);
  fc_chip_set (self->state_chip, fc_choice_label (state), fc_shift_state_icon (state), fc_shift_state_style (state));
  gtk_label_set_text (self->saved_label, saved);
  gtk_widget_set_visible (self->correct_button,
                          g_strcmp0 (state, "approved") == 0 && fc_context_may (self->context, "shifts.correct"));
  gtk_widget_set_visible (GTK_WIDGET (self->comment), decides);
  gtk_widget_set_visible (self->approve_button, decides);
  gtk_widget_set_visible (self->dispute_button, decides);
  gtk_widget_set_visible (self->submit_button, !fc_shift_draft_is_locked (self->draft) &&
                                                   fc_context_may (self->context, "shifts.submit"));
}

static void
show_totals (FcShiftView *self)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (self->draft);
  const FcSheetDrawer *money = is_of_a_drawer (self->step) ? fc_shift_draft_get_money (self->draft) : NULL;
  g_autofree char *line = fc_shift_totals_line (sheet, money);

  fc_shift_totals_show (self->totals, sheet, money);
  fc_drawer_bar_show (self->drawers, self->draft, is_of_a_drawer (self->step));
  gtk_label_set_text (self->totals_line, line);
}

static int
first_to_do (FcShiftView *self)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (self->draft);

  if (!fc_shift_draft_is_locked (self->draft))
    for (int step = 0; step < FC_N_STEPS; step++)
      if (sheet->steps[step] == FC_STEP_EMPTY || sheet->steps[step] == FC_STEP_TOUCHED)
        return step;
  return FC_STEP_METERS;
}

static void
draft_changed_cb (FcShiftView *self)
{
  fc_state_page_set_content (self->states);
  if (!self->begun)
    {
      self->begun = TRUE;
      g_signal_emit (self, signals[SIGNAL_TITLED], 0);
      fc_shift_view_go (self, self->step >= 0 ? self->step : first_to_do (self)); /* where it was asked for */
    }
  show_step_list (self);
  show_step_head (self);
  show_totals (self);
  show_notice (self, fc_shift_draft_get_shift (self->draft));
  show_bottom (self);
}

static void
gone_cb (FcShiftView *self)
{
  fc_state_page_set_error (self->states, NULL, fc_shift_draft_get_error (self->draft)->message);
}

static void
retry_cb (FcShiftView *self)
{
  fc_state_page_set_loading (self->states);
  fc_shift_draft_load (self->draft);
}

static void
step_selected_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  gpointer       user_data)
{
  FcShiftView *self = FC_SHIFT_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (list), FC_TYPE_SHIFT_VIEW));
  int step = row != NULL ? order[gtk_list_box_row_get_index (row)] : -1;

  if (row != NULL && self != NULL && self->draft != NULL && step != self->step)
    fc_shift_view_go (self, step);
}

static void
step_activated_cb (FcShiftView *self)
{
  if (self->step >= 0 && fc_shift_draft_get_sheet (self->draft) != NULL)
    fc_step_view_focus (self->views[self->step]);
}

static void
step_chosen_cb (FcShiftView *self)
{
  guint selected = gtk_drop_down_get_selected (self->step_choice);

  if (self->draft != NULL && selected != GTK_INVALID_LIST_POSITION && order[selected] != self->step)
    fc_shift_view_go (self, order[selected]);
}

static void
waive_cb (FcShiftView *self)
{
  const char *reason = gtk_editable_get_text (self->waive_reason);

  if (*reason == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->waive_reason), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->waive_reason));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->waive_reason), "error");
  fc_shift_view_waive (self, self->step, reason);
  gtk_editable_set_text (self->waive_reason, "");
  gtk_popover_popdown (self->waive_popover);
}

static void
unwaive_cb (FcShiftView *self)
{
  fc_shift_view_waive (self, self->step, NULL);
}

static void
correct_cb (FcShiftView *self)
{
  const char *reason = gtk_editable_get_text (self->correct_reason);

  if (*reason == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->correct_reason), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->correct_reason));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->correct_reason), "error");
  fc_shift_view_correct (self, reason);
  gtk_popover_popdown (self->correct_popover);
}

/* What stands on the screen, as the paper form. */
static FcReport *
make_report (gpointer user_data)
{
  FcShiftView *self = user_data;
  FcReplica *replica = fc_context_get_replica (self->context);
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (self->draft);
  FcRecord *user = fc_replica_get_user (replica);

  if (sheet == NULL)
    return NULL;
  return fc_shift_report_new (fc_shift_draft_get_rows (self->draft), sheet, fc_replica_get_tenant (replica),
                              user != NULL ? fc_record_get_text (user, FC_USER_NAME) : NULL, fc_now ());
}

static void
comment_changed_cb (FcShiftView *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->comment), "error");
}

/* A wide grid and the totals beside it need so much of the window's width. */
#define ROOM_FOR_ALL 1250

static gboolean
is_wide_grid (int step)
{
  return step == FC_STEP_METERS || step == FC_STEP_TANKS || step == FC_STEP_SLIPS;
}

/* Where there is no room for the totals they stand in a line at the bottom. */
static void
show_panes (FcShiftView *self)
{
  gboolean narrow = fc_context_get_narrow (self->context);
  gboolean shown = !narrow && (self->roomy || !is_wide_grid (self->step));
  gboolean listed = !narrow && (self->roomy || self->step != FC_STEP_TANKS); /* the tanks have most columns */

  gtk_widget_set_visible (self->totals_pane, shown);
  gtk_widget_set_visible (self->totals_rule, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->totals_line), !shown);
  gtk_widget_set_visible (self->steps_pane, listed);
  gtk_widget_set_visible (self->steps_rule, listed);
  gtk_widget_set_visible (GTK_WIDGET (self->step_choice), !listed);
}

static gboolean
show_panes_cb (gpointer user_data)
{
  FcShiftView *self = user_data;

  self->panes_source = 0;
  if (self->context != NULL)
    show_panes (self);
  return G_SOURCE_REMOVE;
}

static void
fc_shift_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  FcShiftView *self = FC_SHIFT_VIEW (widget);

  if (self->roomy != (width >= ROOM_FOR_ALL) && self->panes_source == 0)
    self->panes_source = g_idle_add (show_panes_cb, self);
  self->roomy = width >= ROOM_FOR_ALL;

  GTK_WIDGET_CLASS (fc_shift_view_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
narrow_changed_cb (FcShiftView *self)
{
  gboolean narrow = fc_context_get_narrow (self->context);

  show_panes (self);
  gtk_editable_set_width_chars (self->comment, narrow ? 6 : 20); /* what is to be decided must fit below */
  gtk_widget_set_visible (GTK_WIDGET (self->state_chip), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->report_place), !narrow);
  for (int step = 0; step < FC_N_VIEWS; step++)
    if (self->views[step] != NULL)
      fc_step_view_set_narrow (self->views[step], narrow);
}

static GtkWidget *
make_step_texts (FcShiftView *self,
                 int          step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (fc_shift_step_title (step));

  self->words[step] = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (self->words[step]), 0);
  gtk_widget_add_css_class (self->words[step], "caption");
  gtk_widget_add_css_class (self->words[step], "dim-label");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->words[step]);
  return box;
}

static void
add_step_row (FcShiftView *self,
              int          step)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *sign = gtk_label_new (fc_step_state_sign (FC_STEP_EMPTY));

  gtk_widget_set_size_request (sign, 16, -1);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), make_step_texts (self, step));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "step");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, fc_shift_step_title (step), -1);
  gtk_list_box_append (self->steps, row);
  self->signs[step] = sign;
  self->rows[step] = row;
}

static void
make_steps (FcShiftView *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      add_step_row (self, order[i]);
      gtk_string_list_append (titles, fc_shift_step_title (order[i]));
    }
  gtk_drop_down_set_model (self->step_choice, G_LIST_MODEL (titles));
}

static void
fc_shift_view_dispose (GObject *object)
{
  FcShiftView *self = FC_SHIFT_VIEW (object);

  g_clear_handle_id (&self->panes_source, g_source_remove);
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  adw_bin_set_child (ADW_BIN (self), NULL); /* before the template lets go of it behind the bin's back */
  gtk_widget_dispose_template (GTK_WIDGET (self), FC_TYPE_SHIFT_VIEW);
  g_clear_object (&self->draft);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_shift_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, states);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, notice);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, notice_label);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, steps_pane);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, steps_rule);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, steps);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, step_choice);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, hint);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, waive_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, waive_popover);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, waive_reason);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, unwaive_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, drawers);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, stack);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, totals_pane);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, totals_rule);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, totals);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, totals_line);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, state_chip);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, saved_label);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, report_place);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, correct_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, correct_popover);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, correct_reason);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, comment);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, dispute_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, approve_button);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, submit_button);
}

static void
fc_shift_view_class_init (FcShiftViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_shift_view_dispose;
  widget_class->size_allocate = fc_shift_view_size_allocate;
  /* Its shift has been read: fc_shift_view_dup_title() has the full title. */
  signals[SIGNAL_TITLED]
      = g_signal_new ("titled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (FC_TYPE_STATE_PAGE);
  g_type_ensure (FC_TYPE_SHIFT_TOTALS);
  g_type_ensure (FC_TYPE_DRAWER_BAR);
  g_type_ensure (FC_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shifts/fc-shift-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, waive_cb);
  gtk_widget_class_bind_template_callback (widget_class, unwaive_cb);
  gtk_widget_class_bind_template_callback (widget_class, correct_cb);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
}

static void
fc_shift_view_init (FcShiftView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->step = -1;
  make_steps (self);
  fc_shift_view_add_actions (self);
  fc_shift_view_add_keys (self);
}

/**
 * fc_shift_view_new:
 *
 * Returns: (transfer floating): the sheet of one shift; reads by itself
 */
GtkWidget *
fc_shift_view_new (FcContext  *context,
                   const FcId *shift_id)
{
  FcShiftView *self = g_object_new (FC_TYPE_SHIFT_VIEW, NULL);
  FcReplica *replica = fc_context_get_replica (context);
  FcSession *session = fc_context_get_session (context);

  self->context = g_object_ref (context);
  self->draft = fc_shift_draft_new (replica, shift_id);
  fc_state_page_set_loading (self->states);
  g_signal_connect_swapped (self->draft, "changed", G_CALLBACK (draft_changed_cb), self);
  g_signal_connect_swapped (self->draft, "gone", G_CALLBACK (gone_cb), self);
  g_signal_connect_swapped (self->draft, "failed", G_CALLBACK (fc_shift_view_failed), self);
  g_signal_connect_object (context, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "notify::pending", G_CALLBACK (show_bottom), self, G_CONNECT_SWAPPED);
  if (session != NULL)
    g_signal_connect_object (session, "notify::state", G_CALLBACK (show_bottom), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->report_place, fc_report_button_new (make_report, self));
  narrow_changed_cb (self);
  return GTK_WIDGET (self);
}

const FcId *
fc_shift_view_get_id (FcShiftView *self)
{
  return fc_shift_draft_get_id (self->draft);
}

/**
 * fc_shift_view_dup_title:
 *
 * Returns: (transfer full): "Port Lorne · Shift 2, 14 May", or only "Shift" until it is read
 */
char *
fc_shift_view_dup_title (FcShiftView *self)
{
  FcRecord *shift = fc_shift_draft_get_shift (self->draft);
  FcRecord *station = fc_shift_draft_get_station (self->draft);
  g_autofree char *title = shift != NULL ? fc_shift_title (shift) : NULL;

  if (title == NULL || station == NULL)
    return g_strdup (_ ("Shift"));
  return g_strdup_printf ("%s · %s", fc_record_get_text (station, FC_STATION_NAME), title);
}

FcShiftDraft *
fc_shift_view_get_draft (FcShiftView *self)
{
  return self->draft;
}

const char *
fc_shift_view_get_comment (FcShiftView *self)
{
  return gtk_editable_get_text (self->comment);
}

/**
 * fc_shift_view_ask_comment:
 *
 * A dispute says what is to be mended: takes the cursor there.
 */
void
fc_shift_view_ask_comment (FcShiftView *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->comment), "error");
  gtk_widget_grab_focus (GTK_WIDGET (self->comment));
  fc_shift_view_tell (self, _ ("Say in the comment what is to be mended"));
}

/**
 * fc_shift_view_from_name:
 *
 * Returns: the step or other view called so; handing in for what nobody knows
 */
int
fc_shift_view_from_name (const char *name)
{
  for (int step = 0; step < FC_N_VIEWS; step++)
    if (g_strcmp0 (view_name (step), name) == 0)
      return step;
  return FC_VIEW_SUBMIT;
}

static guint
place_of (int step)
{
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (order[i] == step)
      return i;
  return 0;
}

static gboolean
is_in_the_list (FcShiftView *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self->steps)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/**
 * fc_shift_view_go:
 * @step: an FcShiftStep or another view
 */
void
fc_shift_view_go (FcShiftView *self,
                  int          step)
{
  if (self->views[step] == NULL)
    {
      self->views[step] = fc_step_view_new (view_type (step), self->draft);
      fc_step_view_set_narrow (self->views[step], fc_context_get_narrow (self->context));
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->views[step]), view_name (step));
    }
  self->step = step;
  show_panes (self);
  gtk_stack_set_visible_child_name (self->stack, view_name (step));
  gtk_list_box_select_row (self->steps, GTK_LIST_BOX_ROW (self->rows[step]));
  gtk_drop_down_set_selected (self->step_choice, place_of (step));
  if (fc_shift_draft_get_sheet (self->draft) != NULL)
    {
      show_step_head (self);
      show_totals (self);
      if (!is_in_the_list (self))
        fc_step_view_focus (self->views[step]);
    }
}

/**
 * fc_shift_view_go_along:
 * @by: 1 for the next step, -1 for the one before
 */
void
fc_shift_view_go_along (FcShiftView *self,
                        int          by)
{
  int place = (int) place_of (self->step) + by;

  if (self->step < 0 || place < 0 || place >= (int) G_N_ELEMENTS (order)
      || !gtk_widget_get_visible (self->rows[order[place]]))
    return;
  if (is_in_the_list (self))
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  fc_shift_view_go (self, order[place]);
}

int
fc_shift_view_get_step (FcShiftView *self)
{
  return self->step;
}

FcContext *
fc_shift_view_get_context (FcShiftView *self)
{
  return self->context;
}

void
fc_shift_view_tell (FcShiftView *self,
                    const char  *text)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (window != NULL)
    fc_window_toast (window, text);
}

/**
 * fc_shift_view_failed:
 *
 * Something was refused after it had been typed: the sentence stays until it is read.
 */
void
fc_shift_view_failed (FcShiftView *self,
                      const char  *text)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, text);

  if (window != NULL)
    fc_window_tell_error (window, _ ("This was not saved"), error);
}
