/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-drawer-bar.h"
#include "fc-shift-steps.h"
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
    return _ ("To be corrected");
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

/* @drawer: (nullable): whose page it stands on, where it is a drawer's. */
static GtkWidget *
make_row (const char *title,
          const char *subtitle,
          const char *level,
          gboolean    blocks,
          int         view,
          const FcId *drawer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *go = gtk_button_new_with_label (_ ("Go there"));
  GtkWidget *sign = gtk_image_new_from_icon_name (blocks ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  g_autofree char *whose = drawer != NULL ? fc_id_dup_string (drawer) : g_strdup ("");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (sign, blocks ? "error" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL, level, -1);
  gtk_widget_set_valign (go, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (go, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (go), "(ss)", fc_shift_steps_name (view), whose);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (go), "sheet.go-to");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), go);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), go);
  return row;
}

static GtkWidget *
make_warning (const FcSheetWarning *warning,
              gboolean              blocks)
{
  g_autofree char *subtitle = dup_subtitle (warning, blocks);

  return make_row (warning->text, subtitle, level_word (warning, blocks), blocks, warning->step, &warning->row_id);
}

/* "Cards and other tenders, Ana · Not taken as it stands" */
static GtkWidget *
make_refused (FcShiftDraft    *draft,
              const FcRefused *refused,
              gboolean         blocks)
{
  const FcSheetDrawer *drawer
      = fc_id_is_null (&refused->drawer) ? NULL
                                         : fc_shift_sheet_drawer (fc_shift_draft_get_sheet (draft), &refused->drawer);
  g_autofree char *whose = drawer != NULL ? fc_drawer_dup_name (draft, drawer) : NULL;
  g_autofree char *step = whose == NULL ? g_strdup (fc_shift_step_title (refused->view))
                                        /* Translators: a step of the shift sheet, and whose drawer it is about */
                                        : g_strdup_printf (_ ("%s, %s"), fc_shift_step_title (refused->view), whose);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", step, _ ("Typed, and not taken over"));
  g_autofree char *title = fc_refused_describe (refused);

  return make_row (title, subtitle, _ ("To be corrected"), blocks, refused->view, &refused->drawer);
}

static char *
describe (FcShiftDraft *draft)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  GPtrArray *refused = fc_shift_draft_list_refused (draft);
  GString *text = g_string_new ("");

  for (guint i = 0; i < refused->len; i++)
    {
      const FcRefused *one = g_ptr_array_index (refused, i);
      g_autofree char *sentence = fc_refused_describe (one);

      g_string_append_printf (text, "%d %d %s\n", one->view, fc_shift_draft_blocks (draft, one), sentence);
    }
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = g_ptr_array_index (sheet->warnings, i);

      if (!fc_shift_draft_says (draft, warning))
        g_string_append_printf (text, "%d %d %s\n", warning->step, fc_shift_sheet_blocks (sheet, warning), warning->text);
    }
  return g_string_free (text, FALSE);
}

static void
show_buttons (FcSubmitStep *self,
              FcShiftDraft *draft)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  g_autoptr (GError) error = NULL;
  gboolean may = fc_shift_draft_may_submit (draft, &error), locked = fc_shift_draft_is_locked (draft);
  g_autofree char *line = fc_shift_totals_line (sheet, NULL);

  gtk_widget_set_visible (self->submit, !locked);
  gtk_widget_set_sensitive (self->submit, may);
  gtk_widget_set_tooltip_text (self->submit, error != NULL ? error->message : NULL);
  gtk_button_set_label (GTK_BUTTON (self->submit),
                        sheet->warnings->len > 0 && may ? _ ("_Submit anyway") : _ ("_Submit"));
  gtk_label_set_text (self->totals, line);
  adw_preferences_group_set_title (self->list, locked ? _ ("What was odd")
                                               : may  ? _ ("Submit this shift?")
                                                      : _ ("Something is still missing"));
}

static void
add_row (FcSubmitStep *self,
         GtkWidget    *row)
{
  adw_preferences_group_add (self->list, row);
  g_ptr_array_add (self->rows, row);
}

static void
list_all (FcSubmitStep *self,
          FcShiftDraft *draft)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  GPtrArray *refused = fc_shift_draft_list_refused (draft);

  for (guint i = 0; i < refused->len; i++)
    add_row (self, make_refused (draft, refused->pdata[i], fc_shift_draft_blocks (draft, refused->pdata[i])));
  for (guint i = 0; i < sheet->warnings->len; i++)
    if (!fc_shift_draft_says (draft, sheet->warnings->pdata[i]))
      add_row (self, make_warning (sheet->warnings->pdata[i],
                                   fc_shift_sheet_blocks (sheet, sheet->warnings->pdata[i])));
  adw_preferences_group_set_description (self->list, self->rows->len > 0 ? NULL : _ ("Nothing is odd."));
}

static void
fc_submit_step_refresh (FcStepView *view)
{
  FcSubmitStep *self = FC_SUBMIT_STEP (view);
  FcShiftDraft *draft = fc_step_view_get_draft (view);
  g_autofree char *now = describe (draft);

  show_buttons (self, draft);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  list_all (self, draft);
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
