/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-shift-words.h"

#include <glib/gi18n.h>

/* What is left to look at before the shift is handed in. */
typedef struct {
  FcStepView parent_instance;

  AdwPreferencesGroup *list;
  GPtrArray *rows;  /* GtkWidget in the list (not owned) */
  GtkWidget *submit;
  char *shown;
} FcSubmitStep;
typedef FcStepViewClass FcSubmitStepClass;

GType fc_submit_step_get_type (void);
G_DEFINE_TYPE (FcSubmitStep, fc_submit_step, FC_TYPE_STEP_VIEW)
#define FC_SUBMIT_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_submit_step_get_type (), FcSubmitStep))

static GtkWidget *
make_row (const FcSheetWarning *warning)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *sign
      = gtk_image_new_from_icon_name (warning->blocks ? "dialog-error-symbolic" : "dialog-warning-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), warning->text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fc_shift_step_title (warning->step));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (sign, warning->blocks ? "error" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  warning->blocks ? _ ("To be mended") : _ ("To be looked at"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", fc_shift_step_name (warning->step));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "sheet.go");
  return row;
}

static char *
describe (FcShiftSheet *sheet)
{
  GString *text = g_string_new ("");

  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = g_ptr_array_index (sheet->warnings, i);

      g_string_append_printf (text, "%d %d %s\n", warning->step, warning->blocks, warning->text);
    }
  return g_string_free (text, FALSE);
}

static void
fc_submit_step_refresh (FcStepView *view)
{
  FcSubmitStep *self = FC_SUBMIT_STEP (view);
  FcShiftSheet *sheet = fc_step_view_get_sheet (view);
  g_autofree char *now = describe (sheet);

  gtk_widget_set_visible (self->submit, !fc_shift_draft_is_locked (fc_step_view_get_draft (view)));
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      GtkWidget *row = make_row (g_ptr_array_index (sheet->warnings, i));

      adw_preferences_group_add (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (
      self->list, sheet->warnings->len > 0 ? _ ("Open each one to see it in its place.")
                                           : _ ("Nothing is odd. The shift can be submitted."));
}

static void
fc_submit_step_build (FcStepView *view)
{
  FcSubmitStep *self = FC_SUBMIT_STEP (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->rows = g_ptr_array_new ();
  self->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->list, _ ("Before you submit"));
  self->submit = gtk_button_new_with_mnemonic (_ ("_Submit this shift…"));
  gtk_widget_add_css_class (self->submit, "suggested-action");
  gtk_widget_add_css_class (self->submit, "pill");
  gtk_widget_set_halign (self->submit, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->submit), "sheet.submit");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->submit);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_submit_step_focus (FcStepView *view)
{
  gtk_widget_grab_focus (FC_SUBMIT_STEP (view)->submit);
}

static void
fc_submit_step_finalize (GObject *object)
{
  FcSubmitStep *self = FC_SUBMIT_STEP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->shown);

  G_OBJECT_CLASS (fc_submit_step_parent_class)->finalize (object);
}

static void
fc_submit_step_class_init (FcSubmitStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_submit_step_finalize;
  klass->step = FC_N_STEPS;
  klass->build = fc_submit_step_build;
  klass->refresh = fc_submit_step_refresh;
  klass->focus = fc_submit_step_focus;
}

static void
fc_submit_step_init (FcSubmitStep *self)
{
}
