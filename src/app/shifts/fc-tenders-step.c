/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-field-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Everything that was not paid in cash: card batches, mobile money, fleet cards, accounts, vouchers. */
typedef struct {
  FcStepGrid parent_instance;
} FcTendersStep;
typedef FcStepGridClass FcTendersStepClass;

G_DEFINE_TYPE (FcTendersStep, fc_tenders_step, FC_TYPE_STEP_GRID)

enum {
  COLUMN_TENDER,
  COLUMN_AMOUNT,
  COLUMN_COUNT,
  COLUMN_SOURCE,
};

/* The first tender is cash: it is counted, not entered. */
static const char *
tender_of_row (guint row)
{
  return fc_tenders[row + 1];
}

static FcRecord *
find_total (FcStepGrid *self,
            const char *tender)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (GPtrArray) totals = fc_row_set_list_by (fc_shift_draft_get_rows (draft), FC_TENDER_TOTAL,
                                                     FC_TENDER_TOTAL_SHIFT_ID, fc_shift_draft_get_id (draft));

  for (guint i = 0; i < totals->len; i++)
    if (g_strcmp0 (fc_record_get_text (g_ptr_array_index (totals, i), FC_TENDER_TOTAL_TENDER), tender) == 0 &&
        fc_shift_draft_is_here (draft, g_ptr_array_index (totals, i), FC_TENDER_TOTAL_DRAWER_ID))
      return g_ptr_array_index (totals, i);
  return NULL;
}

static void
fc_tenders_step_columns (FcStepGrid *self,
                         FcGrid     *grid)
{
  fc_grid_add_column (grid, _ ("Paid by"), NULL, FC_GRID_EXPAND, 18);
  fc_grid_add_column (grid, _ ("Amount"), NULL, FC_GRID_NUMERIC | FC_GRID_EDITABLE, 14);
  fc_grid_add_column (grid, _ ("Slips"), NULL, FC_GRID_NUMERIC | FC_GRID_EDITABLE, 8);
  fc_grid_add_column (grid, _ ("Source"), NULL, FC_GRID_DIM | FC_GRID_WIDE_ONLY, 12);
}

static guint
fc_tenders_step_n_rows (FcStepGrid *self)
{
  guint n = 0;

  while (tender_of_row (n) != NULL)
    n++;
  return n;
}

static const FcId *
fc_tenders_step_row_id (FcStepGrid *self,
                        guint       row)
{
  FcRecord *total = find_total (self, tender_of_row (row));

  return total != NULL ? fc_record_get_id (total) : NULL;
}

static void
fc_tenders_step_fill (FcStepGrid *self,
                      FcGrid     *grid,
                      guint       row)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  const FcSheetDrawer *money = fc_shift_draft_get_money (draft);
  const char *label = fc_choice_label (tender_of_row (row));
  FcRecord *total = find_total (self, tender_of_row (row));
  gboolean from_slips = total == NULL && money != NULL && strcmp (tender_of_row (row), "account") == 0 &&
                        money->slips[0] != 0;
  g_autofree char *amount = fc_step_grid_show (self, FC_NUMBER_MONEY, total, FC_TENDER_TOTAL_AMOUNT);
  g_autofree char *count = fc_step_grid_show (self, FC_NUMBER_INTEGER, total, FC_TENDER_TOTAL_COUNT);

  fc_grid_set_row_name (grid, row, label);
  fc_grid_set_text (grid, row, COLUMN_TENDER, label);
  if (from_slips)
    fc_step_grid_set_number (self, row, COLUMN_AMOUNT, FC_NUMBER_MONEY, money->slips[0], TRUE);
  else
    fc_grid_set_text (grid, row, COLUMN_AMOUNT, amount);
  fc_grid_set_text (grid, row, COLUMN_COUNT, count);
  fc_grid_set_text (grid, row, COLUMN_SOURCE,
                    from_slips      ? _ ("Total of the slips")
                    : total != NULL ? fc_choice_label (fc_record_get_text (total, FC_TENDER_TOTAL_SOURCE))
                                    : "");
  fc_grid_set_editable (grid, row, COLUMN_COUNT, total != NULL);
  fc_grid_set_wanted (grid, row, COLUMN_COUNT, FALSE);
}

static void
fc_tenders_step_totals (FcStepGrid *self,
                        FcGrid     *grid)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  const FcSheetDrawer *money = fc_shift_draft_get_money (draft);
  g_autofree char *sum
      = fc_number_show (FC_NUMBER_MONEY, money != NULL ? money->non_cash : 0, fc_shift_draft_get_currency (draft));

  fc_grid_set_total (grid, COLUMN_TENDER, _ ("Not in cash"));
  fc_grid_set_total (grid, COLUMN_AMOUNT, sum);
}

static FcNumberKind
fc_tenders_step_kind (FcStepGrid *self,
                      guint       column)
{
  return column == COLUMN_AMOUNT ? FC_NUMBER_MONEY : FC_NUMBER_INTEGER;
}

static FcOp *
fc_tenders_step_op (FcStepGrid   *self,
                    guint         row,
                    guint         column,
                    const gint64 *value)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord *total = find_total (self, tender_of_row (row));
  g_autoptr (JsonObject) args = json_object_new ();
  gint64 amount = total != NULL ? fc_record_get_int (total, FC_TENDER_TOTAL_AMOUNT) : 0;

  json_object_set_string_member (args, "tender", tender_of_row (row));
  if (column == COLUMN_COUNT)
    fc_args_set_value (args, "count", value);
  fc_args_set_value (args, "amount", column == COLUMN_AMOUNT ? value : &amount); /* emptied: it was not taken */
  fc_shift_draft_add_drawer (draft, args);
  return fc_shift_draft_command (draft, "shift.set-tender", g_steal_pointer (&args));
}

static void
fc_tenders_step_class_init (FcTendersStepClass *klass)
{
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_TENDERS;
  klass->label = N_ ("Cards and other tenders");
  klass->columns = fc_tenders_step_columns;
  klass->n_rows = fc_tenders_step_n_rows;
  klass->row_id = fc_tenders_step_row_id;
  klass->fill = fc_tenders_step_fill;
  klass->totals = fc_tenders_step_totals;
  klass->kind = fc_tenders_step_kind;
  klass->op = fc_tenders_step_op;
}

static void
fc_tenders_step_init (FcTendersStep *self)
{
}
