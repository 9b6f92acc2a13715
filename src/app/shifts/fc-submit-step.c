/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-shift-totals.h"
#include "fc-shift-words.h"

#include <glib/gi18n.h>

/* What is left to look at before the shift is handed in. */
typedef struct {
  FcStepView parent_instance;

  AdwPreferencesGroup *list;
  GPtrArray *rows;  /* GtkWidget in the list (not owned) */
  GtkLabel *totals;
  GtkWidget *submit;
  char *shown;
} FcSubmitStep;
typedef FcStepViewClass FcSubmitStepClass;

GType fc_submit_step_get_type (void);
G_DEFINE_TYPE (FcSubmitStep, fc_submit_step, FC_TYPE_STEP_VIEW)
#define FC_SUBMIT_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_submit_step_get_type (), FcSubmitStep))

static const char *
level_word (const FcSheetWarning *warning,
            gboolean              blocks)
{
  if (blocks)
    return _ ("To be mended");
  if (warning->kind == FC_ANOMALY_NONE || warning->level == FC_LEVEL_NOTE)
    return _ ("To be looked at");
  return warning->level == FC_LEVEL_SERIOUS ? _ ("Serious") : _ ("Odd");
}

static char *
dup_subtitle (const FcSheetWarning *warning,
              gboolean              blocks)
{
  const char *step = fc_shift_step_title (warning->step);

  if (warning->advice == NULL)
    return g_strdup_printf ("%s · %s", step, level_word (warning, blocks));
  return g_strdup_printf ("%s · %s. %s", step, level_word (warning, blocks), warning->advice);
}

static GtkWidget *
make_row (const FcSheetWarning *warning,
          gboolean              blocks)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *go = gtk_button_new_with_label (_ ("Go there"));
  GtkWidget *sign = gtk_image_new_from_icon_name (blocks ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  g_autofree char *subtitle = dup_subtitle (warning, blocks);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), warning->text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (sign, blocks ? "error" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL, level_word (warning, blocks),
                                  -1);
  gtk_widget_set_valign (go, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (go, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (go), "s", fc_shift_step_name (warning->step));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (go), "sheet.go");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), go);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), go);
  return row;
}

static char *
describe (FcShiftSheet *sheet)
{
  GString *text = g_string_new ("");

  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = g_ptr_array_index (sheet->warnings, i);

      g_string_append_printf (text, "%d %d %s\n", warning->step, fc_shift_sheet_blocks (sheet, warning), warning->text);
    }
  return g_string_free (text, FALSE);
}

static void
show_buttons (FcSubmitStep *self,
              FcShiftSheet *sheet,
              gboolean      locked)
{
  gboolean may = fc_shift_sheet_may_submit (sheet, NULL);
  g_autofree char *line = fc_shift_totals_line (sheet, NULL);

  gtk_widget_set_visible (self->submit, !locked);
  gtk_widget_set_sensitive (self->submit, may);
  gtk_button_set_label (GTK_BUTTON (self->submit),
                        sheet->warnings->len > 0 && may ? _ ("_Submit anyway") : _ ("_Submit"));
  gtk_label_set_text (self->totals, line);
  adw_preferences_group_set_title (self->list, locked ? _ ("What was odd")
                                               : may  ? _ ("Submit this shift?")
                                                      : _ ("Something is still missing"));
}

static void
fc_submit_step_refresh (FcStepView *view)
{
  FcSubmitStep *self = FC_SUBMIT_STEP (view);
  FcShiftSheet *sheet = fc_step_view_get_sheet (view);
  gboolean locked = fc_shift_draft_is_locked (fc_step_view_get_draft (view));
  g_autofree char *now = describe (sheet);

  show_buttons (self, sheet, locked);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = g_ptr_array_index (sheet->warnings, i);
      GtkWidget *row = make_row (warning, fc_shift_sheet_blocks (sheet, warning));

      adw_preferences_group_add (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (self->list,
                                         sheet->warnings->len > 0 ? NULL : _ ("Nothing is odd."));
}

static void
fc_submit_step_build (FcStepView *view)
{
  FcSubmitStep *self = FC_SUBMIT_STEP (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->rows = g_ptr_array_new ();
  self->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->totals = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->totals, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->totals), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->totals), "title-4");
  self->submit = gtk_button_new_with_mnemonic (_ ("_Submit"));
  gtk_widget_add_css_class (self->submit, "suggested-action");
  gtk_widget_add_css_class (self->submit, "pill");
  gtk_widget_set_halign (self->submit, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->submit), "sheet.hand-in");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->totals));
  gtk_box_append (GTK_BOX (box), self->submit);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_submit_step_focus (FcStepView *view)
{
  FcSubmitStep *self = FC_SUBMIT_STEP (view);

  if (!gtk_widget_grab_focus (self->submit))
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
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
