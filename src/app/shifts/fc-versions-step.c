/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-field-text.h"
#include "fc-line-table.h"
#include "fc-shift-versions.h"
#include "fc-shift-view-private.h"
#include "fc-shift-words.h"

#include <glib/gi18n.h>

/* What differs from the version that was approved before, and from what the POS said. */
typedef struct {
  FcStepView parent_instance;

  GtkLabel *reason;
  GtkWidget *versions_box;
  FcLineTable *versions;
  GtkWidget *pos_box;
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
  return fc_field_to_text (field, value, &units);
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
                *difference->what != '\0' ? g_strdup_printf ("%s · %s", difference->what, field) : g_strdup (field));
  fc_line_take (line, CELL_BEFORE, show_value (draft, difference, &difference->before, &difference->row_before));
  fc_line_take (line, CELL_AFTER, show_value (draft, difference, &difference->after, &difference->row_after));
  return line;
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
  fc_line_table_set_lines (self->versions, G_LIST_MODEL (lines));
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
  fc_line_table_set_lines (self->pos, G_LIST_MODEL (lines));
}

static void
fc_versions_step_refresh (FcStepView *view)
{
  FcShiftDraft *draft = fc_step_view_get_draft (view);

  show_versions (FC_VERSIONS_STEP (view), draft);
  show_pos (FC_VERSIONS_STEP (view), draft);
}

static GtkWidget *
make_table (FcVersionsStep  *self,
            const char      *title,
            const char      *before,
            const char      *after,
            FcLineTable    **table)
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
  self->versions_box = make_table (self, _ ("Against the version before"), _ ("Before"), _ ("Now"), &self->versions);
  self->pos_box = make_table (self, _ ("Against the POS file"), _ ("POS"), _ ("Here"), &self->pos);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
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
fc_versions_step_class_init (FcVersionsStepClass *klass)
{
  klass->step = (FcShiftStep) FC_VIEW_VERSIONS;
  klass->build = fc_versions_step_build;
  klass->refresh = fc_versions_step_refresh;
  klass->set_narrow = fc_versions_step_set_narrow;
}

static void
fc_versions_step_init (FcVersionsStep *self)
{
}
