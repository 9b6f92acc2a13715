/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-steps.h"

#include "fc-field-text.h"
#include "fc-shift-versions.h"
#include "fc-shift-view-private.h"
#include "fc-shift-words.h"

#include <glib/gi18n.h>

struct _FcShiftSteps {
  AdwBin parent_instance;

  GtkListBox *list;
  GtkWidget *signs[FC_N_VIEWS];
  GtkWidget *words[FC_N_VIEWS];
  GtkWidget *rows[FC_N_VIEWS];
};

G_DEFINE_FINAL_TYPE (FcShiftSteps, fc_shift_steps, ADW_TYPE_BIN)

enum { SIGNAL_CHOSEN, SIGNAL_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const int order[FC_N_VIEWS] = { FC_VIEW_ATTENDANTS, FC_STEP_METERS,         FC_STEP_TANKS,      FC_STEP_DELIVERIES,
                                       FC_STEP_TRANSFERS,  FC_STEP_CASH_MOVEMENTS, FC_STEP_CASH_COUNT, FC_STEP_TENDERS,
                                       FC_STEP_SLIPS,      FC_STEP_SHOP,           FC_STEP_OVER_SHORT, FC_STEP_SIGNATURES,
                                       FC_VIEW_SUBMIT,     FC_VIEW_VERSIONS };

static gboolean
has_versions (FcShiftDraft *draft)
{
  FcRecord *shift = fc_shift_draft_get_shift (draft);
  const char *source = fc_record_get_text (shift, FC_SHIFT_SOURCE);
  FcId correction = fc_shift_correction_id (fc_record_get_id (shift));

  return !fc_record_is_null (shift, FC_SHIFT_CORRECTS_ID) || g_strcmp0 (source, "pos") == 0
         || g_strcmp0 (source, "import") == 0
         || fc_row_set_get (fc_shift_draft_get_rows (draft), FC_SHIFT, &correction) != NULL;
}

static const char *
word_of (FcShiftDraft *draft,
         int           step)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);

  if (step == FC_VIEW_SUBMIT)
    return fc_choice_label (fc_record_get_text (sheet->shift, FC_SHIFT_STATE));
  if (step == FC_VIEW_ATTENDANTS)
    return sheet->has_drawers ? _ ("Own drawers") : _ ("One drawer");
  if (step == FC_STEP_SIGNATURES && fc_shift_steps_state (draft, step) == FC_STEP_OPTIONAL)
    return _ ("Not signed yet");
  return step < FC_N_STEPS ? fc_step_state_word (fc_shift_steps_state (draft, step)) : "";
}

static GtkWidget *
make_texts (FcShiftSteps *self,
            int           step)
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
add_row (FcShiftSteps *self,
         int           step)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *sign = gtk_label_new (fc_step_state_sign (FC_STEP_EMPTY));

  gtk_widget_set_size_request (sign, 16, -1);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), make_texts (self, step));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "step");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, fc_shift_step_title (step), -1);
  gtk_list_box_append (self->list, row);
  self->signs[step] = sign;
  self->rows[step] = row;
}

static void
row_selected_cb (FcShiftSteps  *self,
                 GtkListBoxRow *row)
{
  if (row != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, order[gtk_list_box_row_get_index (row)]);
}

static void
row_activated_cb (FcShiftSteps *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
fc_shift_steps_class_init (FcShiftStepsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_CHOSEN]
      = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_ACTIVATED]
      = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_shift_steps_init (FcShiftSteps *self)
{
  GtkWidget *pane = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_row (self, order[i]);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (pane), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (pane), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), pane);
}

/**
 * fc_shift_steps_at:
 * @place: below FC_N_VIEWS
 *
 * Returns: the step or other view that stands there
 */
int
fc_shift_steps_at (guint place)
{
  g_return_val_if_fail (place < G_N_ELEMENTS (order), FC_VIEW_SUBMIT);

  return order[place];
}

guint
fc_shift_steps_place_of (int step)
{
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (order[i] == step)
      return i;
  return 0;
}

/**
 * fc_shift_steps_name:
 *
 * Returns: (transfer none): what links and actions call the step or other view; never translated
 */
const char *
fc_shift_steps_name (int step)
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

/**
 * fc_shift_steps_state:
 * @step: an FcShiftStep or another view
 *
 * Returns: how far it is; no further than begun while something typed there is not taken
 */
FcStepState
fc_shift_steps_state (FcShiftDraft *draft,
                      int           step)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);

  if (fc_shift_draft_has_refused (draft, step))
    return FC_STEP_TOUCHED;
  if (step < FC_N_STEPS)
    return sheet->steps[step];
  if (step == FC_VIEW_SUBMIT)
    return fc_shift_draft_is_locked (draft) ? FC_STEP_DONE : FC_STEP_EMPTY;
  return step == FC_VIEW_ATTENDANTS && sheet->has_drawers ? FC_STEP_DONE : FC_STEP_OPTIONAL;
}

/**
 * fc_shift_steps_is_of_drawer:
 *
 * Returns: whether each attendant has figures of their own there
 */
gboolean
fc_shift_steps_is_of_drawer (int step)
{
  return step == FC_STEP_CASH_MOVEMENTS || step == FC_STEP_CASH_COUNT || step == FC_STEP_TENDERS ||
         step == FC_STEP_SLIPS || step == FC_STEP_SHOP || step == FC_STEP_OVER_SHORT;
}

/**
 * fc_shift_steps_show:
 *
 * Each step says how far it is, in a sign and in a word.
 */
void
fc_shift_steps_show (FcShiftSteps *self,
                     FcShiftDraft *draft)
{
  for (int step = 0; step < FC_N_VIEWS; step++)
    {
      const char *word = word_of (draft, step);

      gtk_label_set_text (GTK_LABEL (self->signs[step]), fc_step_state_sign (fc_shift_steps_state (draft, step)));
      gtk_label_set_text (GTK_LABEL (self->words[step]), word);
      gtk_widget_set_visible (self->words[step], *word != '\0');
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[step]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, word, -1);
    }
  gtk_widget_set_visible (self->rows[FC_VIEW_VERSIONS], has_versions (draft));
}

void
fc_shift_steps_select (FcShiftSteps *self,
                       int           step)
{
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (self->rows[step]));
}

/**
 * fc_shift_steps_is_listed:
 *
 * Returns: FALSE for what this shift does not have
 */
gboolean
fc_shift_steps_is_listed (FcShiftSteps *self,
                          int           step)
{
  return gtk_widget_get_visible (self->rows[step]);
}

/**
 * fc_shift_steps_has_focus:
 *
 * Returns: whether somebody walks the list by keyboard
 */
gboolean
fc_shift_steps_has_focus (FcShiftSteps *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}
