/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-field-text.h"
#include "fc-line-table.h"
#include "fc-shift-versions.h"
#include "fc-shift-view-private.h"
#include "fc-shift-words.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* What differs from the version that was approved before, and from what the POS said. */
typedef struct {
  FcStepView parent_instance;

  GtkLabel *reason;
  AdwPreferencesGroup *others;
  GPtrArray *rows;  /* GtkWidget in the group (not owned) */
  char *shown;      /* what the group was made of */
  GtkWidget *versions_box;
  GtkWidget *versions_same;
  FcLineTable *versions;
  GtkWidget *pos_box;
  GtkWidget *pos_same;
  FcLineTable *pos;
} FcVersionsStep;
typedef FcStepViewClass FcVersionsStepClass;

GType fc_versions_step_get_type (void);
G_DEFINE_TYPE (FcVersionsStep, fc_versions_step, FC_TYPE_STEP_VIEW)
#define FC_VERSIONS_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_versions_step_get_type (), FcVersionsStep))

enum { CELL_STEP, CELL_WHAT, CELL_BEFORE, CELL_AFTER, N_CELLS };

static char *
show_value (FcShiftDraft            *draft,
            const FcShiftDifference *difference,
            const FcValue           *value,
            const FcId              *row)
{
  const FcField *field;
  FcFieldUnits units = fc_field_units_of (fc_shift_draft_get_station (draft));
  FcRowSet *rows = fc_shift_draft_get_rows (draft);
  FcRecord *record;

  if (difference->field < 0)
    return g_strdup (fc_id_is_null (row) ? _ ("not there") : _ ("there"));
  if (value->kind == FC_VALUE_NULL)
    return g_strdup ("–");
  field = &fc_catalog_get (difference->entity)->fields[difference->field];
  if (value->kind == FC_VALUE_ID)
    {
      record = fc_row_set_get (rows, field->target, &value->id);
      return g_strdup (record == NULL                ? "?"
                       : field->target == FC_PRODUCT ? fc_record_get_text (record, FC_PRODUCT_NAME)
                       : field->target == FC_DRAWER  ? fc_record_get_text (record, FC_DRAWER_ATTENDANT)
                                                     : "…");
    }
  if (field->type == FC_TYPE_ENUM)
    return g_strdup (fc_choice_label (value->text));
  if (field->type == FC_TYPE_MONEY)
    return fc_number_show (FC_NUMBER_MONEY, value->number, fc_shift_draft_get_currency (draft));
  if (field->type == FC_TYPE_VOLUME)
    return fc_number_show (FC_NUMBER_VOLUME, value->number, NULL);
  return fc_field_to_text (field, value, &units);
}

/* Rows of some kinds are known by a choice, which has words. */
static const char *
what_words (const FcShiftDifference *difference)
{
  gboolean is_choice = difference->entity == FC_TENDER_TOTAL || difference->entity == FC_CASH_MOVEMENT;

  return is_choice ? fc_choice_label (difference->what) : difference->what;
}

static FcLine *
version_line (FcShiftDraft            *draft,
              const FcShiftDifference *difference)
{
  FcLine *line = fc_line_new (N_CELLS);
  const char *field = difference->field >= 0
                          ? _ (fc_catalog_get (difference->entity)->fields[difference->field].label)
                          : _ (fc_catalog_get (difference->entity)->label);

  fc_line_take (line, CELL_STEP,
                g_strdup (difference->step < FC_N_STEPS ? fc_shift_step_title (difference->step) : _ ("Shift")));
  fc_line_take (line, CELL_WHAT,
                *difference->what != '\0' ? g_strdup_printf ("%s · %s", what_words (difference), field) : g_strdup (field));
  fc_line_take (line, CELL_BEFORE, show_value (draft, difference, &difference->before, &difference->row_before));
  fc_line_take (line, CELL_AFTER, show_value (draft, difference, &difference->after, &difference->row_after));
  return line;
}

static void
open_cb (FcVersionsStep *self,
         GtkWidget      *row)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (window != NULL)
    fc_window_open (window, g_object_get_data (G_OBJECT (row), "uri"));
}

/* The sheet of another version, with its own report, is a click away. */
static void
add_other (FcVersionsStep *self,
           FcRecord       *other, /* nullable */
           const char     *title)
{
  GtkWidget *row;
  const char *state;

  if (other == NULL)
    return;
  state = fc_record_get_text (other, FC_SHIFT_STATE);
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fc_choice_label (state));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (fc_shift_state_icon (state)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "uri", fc_record_uri ("shift", fc_record_get_id (other)), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->others, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_others (FcVersionsStep *self,
             FcShiftDraft   *draft)
{
  FcRowSet *rows = fc_shift_draft_get_rows (draft);
  const FcId *before_id = fc_record_get_ref (fc_shift_draft_get_shift (draft), FC_SHIFT_CORRECTS_ID);
  FcId after_id = fc_shift_correction_id (fc_shift_draft_get_id (draft));
  FcRecord *before = before_id != NULL ? fc_row_set_get (rows, FC_SHIFT, before_id) : NULL;
  FcRecord *after = fc_row_set_get (rows, FC_SHIFT, &after_id);
  g_autofree char *now = g_strdup_printf ("%s %s", before != NULL ? fc_record_get_text (before, FC_SHIFT_STATE) : "",
                                          after != NULL ? fc_record_get_text (after, FC_SHIFT_STATE) : "");

  gtk_widget_set_visible (GTK_WIDGET (self->others), before != NULL || after != NULL);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->others, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  add_other (self, before, _ ("The version before"));
  add_other (self, after, _ ("The version that corrects this one"));
}

/* A table without lines says so in words. */
static void
put_lines (FcLineTable *table,
           GtkWidget   *same,
           GListStore  *lines)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (lines)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (table), any);
  gtk_widget_set_visible (same, !any);
  fc_line_table_set_lines (table, G_LIST_MODEL (lines));
}

static void
show_versions (FcVersionsStep *self,
               FcShiftDraft   *draft)
{
  FcRecord *shift = fc_shift_draft_get_shift (draft);
  const FcId *before = fc_record_get_ref (shift, FC_SHIFT_CORRECTS_ID);
  const char *why = fc_record_get_text (shift, FC_SHIFT_CORRECTION_REASON);
  g_autoptr (GListStore) lines = g_list_store_new (FC_TYPE_LINE);
  g_autoptr (GPtrArray) differences = NULL;
  /* An import's reason is a sentence of ours. */
  g_autofree char *reason =
    why != NULL && *why != '\0' ? g_strdup_printf (_ ("Corrected because: %s"), _ (why)) : NULL;

  gtk_widget_set_visible (self->versions_box, before != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  if (reason != NULL)
    gtk_label_set_text (self->reason, reason);
  if (before == NULL || fc_row_set_get (fc_shift_draft_get_rows (draft), FC_SHIFT, before) == NULL)
    return;
  differences = fc_shift_compare (fc_shift_draft_get_rows (draft), before, fc_shift_draft_get_id (draft));
  for (guint i = 0; i < differences->len; i++)
    {
      g_autoptr (FcLine) line = version_line (draft, g_ptr_array_index (differences, i));

      g_list_store_append (lines, line);
    }
  put_lines (self->versions, self->versions_same, lines);
}

static FcLine *
pos_line (FcShiftDraft *draft,
          const char   *what,
          FcNumberKind  kind,
          gint64        pos,
          gint64        here)
{
  const char *currency = fc_shift_draft_get_currency (draft);
  FcLine *line = fc_line_new (N_CELLS);

  fc_line_take (line, CELL_STEP, g_strdup (fc_shift_step_title (FC_STEP_METERS)));
  fc_line_take (line, CELL_WHAT, g_strdup (what));
  fc_line_take (line, CELL_BEFORE, fc_number_show (kind, pos, currency));
  fc_line_take (line, CELL_AFTER, fc_number_show (kind, here, currency));
  return line;
}

static void
add_pos_lines (FcShiftDraft       *draft,
               GListStore         *lines,
               const FcSheetMeter *meter)
{
  const char *label = meter->nozzle != NULL ? fc_record_get_text (meter->nozzle, FC_NOZZLE_LABEL) : "?";
  g_autofree char *volume = g_strdup_printf (_ ("Nozzle %s · Volume"), label);
  gint64 pos = fc_record_get_int (meter->reading, FC_METER_READING_POS_VOLUME);

  if (!fc_record_is_null (meter->reading, FC_METER_READING_POS_VOLUME) && meter->problem == FC_METER_OK
      && ABS (pos - meter->net) >= 50)
    {
      g_autoptr (FcLine) line = pos_line (draft, volume, FC_NUMBER_VOLUME, pos, meter->net);

      g_list_store_append (lines, line);
    }
}

static void
show_pos (FcVersionsStep *self,
          FcShiftDraft   *draft)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  const char *source = fc_record_get_text (sheet->shift, FC_SHIFT_SOURCE);
  g_autoptr (GListStore) lines = g_list_store_new (FC_TYPE_LINE);

  gtk_widget_set_visible (self->pos_box, g_strcmp0 (source, "manual") != 0 && source != NULL);
  for (guint i = 0; i < sheet->meters->len; i++)
    add_pos_lines (draft, lines, &g_array_index (sheet->meters, FcSheetMeter, i));
  put_lines (self->pos, self->pos_same, lines);
}

static void
fc_versions_step_refresh (FcStepView *view)
{
  FcShiftDraft *draft = fc_step_view_get_draft (view);

  show_others (FC_VERSIONS_STEP (view), draft);
  show_versions (FC_VERSIONS_STEP (view), draft);
  show_pos (FC_VERSIONS_STEP (view), draft);
}

static GtkWidget *
make_table (FcVersionsStep  *self,
            const char      *title,
            const char      *before,
            const char      *after,
            FcLineTable    **table,
            GtkWidget      **same)
{
  const FcLineColumn columns[] = { { _ ("Step"), FALSE, TRUE },
                                   { _ ("What"), FALSE, FALSE },
                                   { before, TRUE, FALSE },
                                   { after, TRUE, FALSE } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  *table = FC_LINE_TABLE (fc_line_table_new (columns, G_N_ELEMENTS (columns), title));
  gtk_box_append (GTK_BOX (box), label);
  *same = gtk_label_new (_ ("Nothing differs"));
  gtk_label_set_xalign (GTK_LABEL (*same), 0);
  gtk_widget_add_css_class (*same, "dim-label");
  gtk_box_append (GTK_BOX (box), *same);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*table));
  return box;
}

static void
fc_versions_step_build (FcStepView *view)
{
  FcVersionsStep *self = FC_VERSIONS_STEP (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->reason, TRUE);
  gtk_label_set_xalign (self->reason, 0);
  self->others = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->versions_box = make_table (self, _ ("Against the version before"), _ ("Before"), _ ("Now"), &self->versions,
                                   &self->versions_same);
  self->pos_box = make_table (self, _ ("Against the POS file"), _ ("POS"), _ ("Here"), &self->pos, &self->pos_same);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->others));
  gtk_box_append (GTK_BOX (box), self->versions_box);
  gtk_box_append (GTK_BOX (box), self->pos_box);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_versions_step_set_narrow (FcStepView *view,
                             gboolean    narrow)
{
  fc_line_table_set_narrow (FC_VERSIONS_STEP (view)->versions, narrow);
  fc_line_table_set_narrow (FC_VERSIONS_STEP (view)->pos, narrow);
}

static void
fc_versions_step_finalize (GObject *object)
{
  g_ptr_array_unref (FC_VERSIONS_STEP (object)->rows);
  g_free (FC_VERSIONS_STEP (object)->shown);

  G_OBJECT_CLASS (fc_versions_step_parent_class)->finalize (object);
}

static void
fc_versions_step_class_init (FcVersionsStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_versions_step_finalize;
  klass->step = (FcShiftStep) FC_VIEW_VERSIONS;
  klass->build = fc_versions_step_build;
  klass->refresh = fc_versions_step_refresh;
  klass->set_narrow = fc_versions_step_set_narrow;
}

static void
fc_versions_step_init (FcVersionsStep *self)
{
  self->rows = g_ptr_array_new ();
}
