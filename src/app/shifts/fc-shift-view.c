/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-drawer-bar.h"
#include "fc-shift-bottom.h"
#include "fc-shift-panes.h"
#include "fc-shift-steps.h"
#include "fc-shift-totals.h"
#include "fc-shift-words.h"
#include "fc-slips-kept.h"
#include "fc-state-page.h"
#include "fc-step-view.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcShiftView {
  AdwBin parent_instance;

  FcContext *context;
  FcShiftDraft *draft;
  FcStepView *views[FC_N_VIEWS]; /* made when first shown */
  int step;
  gboolean begun;             /* the first step to do was chosen */
  gboolean filling;           /* the list of steps follows the shift, not the person */
  FcShiftPanes panes;
  guint panes_source;

  FcStatePage *states;
  GtkInfoBar *notice;
  GtkLabel *notice_label;
  FcShiftSteps *steps;
  GtkWidget *steps_rule;
  GtkDropDown *step_choice;   /* in the place of the list where there is no room for it */
  char *choices;              /* (nullable): what it shows */
  GtkLabel *hint;
  GtkStack *waive_place;       /* keeps its room, whatever stands there: the rows under it must not jump */
  GtkWidget *waive_nothing;
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
  FcShiftBottom *bottom;
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

static gboolean
is_to_do (FcStepState state)
{
  return state == FC_STEP_EMPTY || state == FC_STEP_TOUCHED;
}

static void
show_step_head (FcShiftView *self)
{
  FcStepState state = fc_shift_steps_state (self->draft, self->step);
  gboolean open = !fc_shift_draft_is_locked (self->draft) && self->step < FC_N_STEPS;

  gtk_label_set_text (self->hint, fc_shift_draft_is_locked (self->draft) ? "" : fc_shift_step_hint (self->step));
  gtk_stack_set_visible_child (self->waive_place, open && is_to_do (state)         ? self->waive_button
                                                  : open && state == FC_STEP_WAIVED ? self->unwaive_button
                                                                                    : self->waive_nothing);
}

static void
show_notice (FcShiftView *self,
             FcRecord    *shift)
{
  gboolean disputed = g_strcmp0 (fc_record_get_text (shift, FC_SHIFT_STATE), "disputed") == 0;
  g_autofree char *text = fc_shift_notice (shift);

  gtk_info_bar_set_message_type (self->notice, disputed ? GTK_MESSAGE_WARNING : GTK_MESSAGE_INFO);
  gtk_info_bar_set_revealed (self->notice, text != NULL);
  if (text != NULL)
    gtk_label_set_text (self->notice_label, text);
}

static void
show_totals (FcShiftView *self)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (self->draft);
  const FcSheetDrawer *money = fc_shift_steps_is_of_drawer (self->step) ? fc_shift_draft_get_money (self->draft) : NULL;
  g_autofree char *line = fc_shift_totals_line (sheet, money);

  fc_shift_totals_show (self->totals, sheet, money);
  fc_drawer_bar_show (self->drawers, self->draft, fc_shift_steps_is_of_drawer (self->step));
  gtk_label_set_text (self->totals_line, line);
}

/* "✓ Meters", as in the list. */
static void
show_choices (FcShiftView *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) titles = NULL;
  g_autofree char *all = NULL;
  GListModel *model = gtk_drop_down_get_model (self->step_choice);

  for (guint i = 0; i < FC_N_VIEWS; i++)
    {
      int step = fc_shift_steps_at (i);
      g_autofree char *title = g_strdup_printf ("%s  %s", fc_step_state_sign (fc_shift_steps_state (self->draft, step)),
                                                fc_shift_step_title (step));

      g_strv_builder_add (builder, title);
    }
  titles = g_strv_builder_end (builder);
  all = g_strjoinv ("\n", titles);
  if (g_strcmp0 (all, self->choices) == 0)
    return;
  g_free (self->choices);
  self->choices = g_steal_pointer (&all);
  self->filling = TRUE;
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, g_list_model_get_n_items (model), (const char *const *) titles);
  gtk_drop_down_set_selected (self->step_choice, fc_shift_steps_place_of (self->step));
  self->filling = FALSE;
}

/* A shift that was handed in opens on its summary. */
static int
first_to_do (FcShiftView *self)
{
  if (fc_shift_draft_is_locked (self->draft))
    return FC_VIEW_SUBMIT;
  for (int step = 0; step < FC_N_STEPS; step++)
    if (is_to_do (fc_shift_steps_state (self->draft, step)))
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
      fc_slips_kept_tell (self->draft);
    }
  fc_shift_steps_show (self->steps, self->draft);
  show_choices (self);
  show_step_head (self);
  show_totals (self);
  show_notice (self, fc_shift_draft_get_shift (self->draft));
  fc_shift_bottom_show (self->bottom);
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

/* (nullable): the grid that comes before what may stand beside it */
static GtkWidget *
find_wide_grid (FcShiftView *self)
{
  gboolean wide = self->step == FC_STEP_METERS || self->step == FC_STEP_TANKS || self->step == FC_STEP_SLIPS;

  return wide ? GTK_WIDGET (self->views[self->step]) : NULL;
}

static FcShiftPane
find_panes (FcShiftView *self)
{
  if (fc_context_get_narrow (self->context))
    return 0;
  return fc_shift_panes_find (&self->panes, gtk_widget_get_width (GTK_WIDGET (self)), find_wide_grid (self));
}

static void
show_panes (FcShiftView *self)
{
  fc_shift_panes_show (&self->panes, find_panes (self));
}

static void
show_step (FcShiftView *self,
           int          step)
{
  if (self->views[step] == NULL)
    {
      self->views[step] = fc_step_view_new (view_type (step), self->draft);
      fc_step_view_set_narrow (self->views[step], fc_context_get_narrow (self->context));
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->views[step]), fc_shift_steps_name (step));
    }
  self->step = step;
  show_panes (self);
  gtk_stack_set_visible_child_name (self->stack, fc_shift_steps_name (step));
  fc_shift_steps_select (self->steps, step);
  if (self->choices != NULL)
    gtk_drop_down_set_selected (self->step_choice, fc_shift_steps_place_of (step));
  if (fc_shift_draft_get_sheet (self->draft) != NULL)
    {
      show_step_head (self);
      show_totals (self);
    }
}

/* Somebody may walk the list by keyboard: the cursor stays there until a step is entered. */
static void
step_chosen_cb (FcShiftView *self,
                int          step)
{
  if (self->draft == NULL || !self->begun || step == self->step) /* a list that gets the focus selects its first row by itself */
    return;
  if (fc_shift_steps_has_focus (self->steps))
    show_step (self, step);
  else
    fc_shift_view_go (self, step);
}

static void
step_activated_cb (FcShiftView *self)
{
  if (self->step >= 0 && fc_shift_draft_get_sheet (self->draft) != NULL)
    fc_step_view_focus (self->views[self->step]);
}

static void
choice_changed_cb (FcShiftView *self)
{
  guint selected = gtk_drop_down_get_selected (self->step_choice);

  if (!self->filling && selected != GTK_INVALID_LIST_POSITION)
    step_chosen_cb (self, fc_shift_steps_at (selected));
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

static gboolean
show_panes_cb (gpointer user_data)
{
  FcShiftView *self = user_data;

  self->panes_source = 0;
  if (self->context != NULL)
    show_panes (self);
  return G_SOURCE_REMOVE;
}

/* Nothing may be shown or hidden while things get their places. */
static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  FcShiftView *self = FC_SHIFT_VIEW (widget);

  gtk_widget_size_allocate (gtk_widget_get_first_child (widget), &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->context != NULL && self->panes_source == 0 && self->panes.shown != find_panes (self))
    self->panes_source = g_idle_add (show_panes_cb, self);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (gtk_widget_get_first_child (widget));
}

static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural,
         int            *minimum_baseline,
         int            *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
narrow_changed_cb (FcShiftView *self)
{
  gboolean narrow = fc_context_get_narrow (self->context);

  show_panes (self);
  fc_shift_bottom_set_narrow (self->bottom, narrow);
  for (int step = 0; step < FC_N_VIEWS; step++)
    if (self->views[step] != NULL)
      fc_step_view_set_narrow (self->views[step], narrow);
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
  g_clear_pointer (&self->choices, g_free);

  G_OBJECT_CLASS (fc_shift_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, states);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, notice);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, notice_label);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, steps_rule);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, steps);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, step_choice);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, hint);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, waive_place);
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, waive_nothing);
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
  gtk_widget_class_bind_template_child (widget_class, FcShiftView, bottom);
}

static void
fc_shift_view_class_init (FcShiftViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_shift_view_dispose;
  /* Its shift has been read: fc_shift_view_dup_title() has the full title. */
  signals[SIGNAL_TITLED]
      = g_signal_new ("titled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (FC_TYPE_STATE_PAGE);
  g_type_ensure (FC_TYPE_SHIFT_STEPS);
  g_type_ensure (FC_TYPE_SHIFT_TOTALS);
  g_type_ensure (FC_TYPE_DRAWER_BAR);
  g_type_ensure (FC_TYPE_SHIFT_BOTTOM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shifts/fc-shift-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, waive_cb);
  gtk_widget_class_bind_template_callback (widget_class, unwaive_cb);
}

static void
fc_shift_view_init (FcShiftView *self)
{
  g_autoptr (GtkStringList) none = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (get_request_mode, measure, allocate));
  self->panes = (FcShiftPanes){ .steps = GTK_WIDGET (self->steps), .steps_rule = self->steps_rule,
                                .step_choice = GTK_WIDGET (self->step_choice), .totals = self->totals_pane,
                                .totals_rule = self->totals_rule, .totals_line = GTK_WIDGET (self->totals_line) };
  self->step = -1;
  gtk_drop_down_set_model (self->step_choice, G_LIST_MODEL (none));
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

  self->context = g_object_ref (context);
  self->draft = fc_shift_draft_new (fc_context_get_replica (context), shift_id);
  fc_state_page_set_loading (self->states);
  g_signal_connect_swapped (self->draft, "changed", G_CALLBACK (draft_changed_cb), self);
  g_signal_connect_swapped (self->draft, "gone", G_CALLBACK (gone_cb), self);
  g_signal_connect_swapped (self->draft, "failed", G_CALLBACK (fc_shift_view_failed), self);
  g_signal_connect_object (context, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  fc_shift_bottom_set_shift (self->bottom, context, self->draft);
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
  return fc_shift_bottom_get_comment (self->bottom);
}

/**
 * fc_shift_view_ask_comment:
 *
 * A dispute says what is to be mended: takes the cursor there.
 */
void
fc_shift_view_ask_comment (FcShiftView *self)
{
  fc_shift_bottom_ask_comment (self->bottom);
  fc_shift_view_tell (self, _ ("Say in the comment what is to be corrected"));
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
    if (g_strcmp0 (fc_shift_steps_name (step), name) == 0)
      return step;
  return FC_VIEW_SUBMIT;
}

/**
 * fc_shift_view_go:
 * @step: an FcShiftStep or another view
 *
 * Shows it and takes the cursor to where its work begins.
 */
void
fc_shift_view_go (FcShiftView *self,
                  int          step)
{
  show_step (self, step);
  if (fc_shift_draft_get_sheet (self->draft) != NULL)
    fc_step_view_focus (self->views[step]);
}

/**
 * fc_shift_view_go_to:
 *
 * Shows where something was taken back, and takes the cursor there.
 */
void
fc_shift_view_go_to (FcShiftView        *self,
                     const FcSheetPlace *place)
{
  if (!fc_id_is_null (&place->drawer) &&
      fc_shift_sheet_drawer (fc_shift_draft_get_sheet (self->draft), &place->drawer) != NULL)
    fc_shift_draft_set_drawer (self->draft, &place->drawer);
  show_step (self, place->view >= 0 ? place->view : self->step);
  fc_step_view_focus_place (self->views[self->step], place);
}

/**
 * fc_shift_view_go_along:
 * @by: 1 for the next step, -1 for the one before
 */
void
fc_shift_view_go_along (FcShiftView *self,
                        int          by)
{
  int place = (int) fc_shift_steps_place_of (self->step) + by;

  if (self->step < 0 || place < 0 || place >= FC_N_VIEWS
      || !fc_shift_steps_is_listed (self->steps, fc_shift_steps_at (place)))
    return;
  fc_shift_view_go (self, fc_shift_steps_at (place));
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
  fc_window_tell_unsaved (GTK_WIDGET (self), text);
}
