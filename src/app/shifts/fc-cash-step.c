/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include <glib/gi18n.h>

/* The drawer, counted note by note. */
typedef struct {
  FcStepGrid parent_instance;
} FcCashStep;
typedef FcStepGridClass FcCashStepClass;

G_DEFINE_TYPE (FcCashStep, fc_cash_step, FC_TYPE_STEP_GRID)

enum {
  COLUMN_DENOMINATION,
  COLUMN_PIECES,
  COLUMN_AMOUNT,
};

static const gint64 *
get_denominations (FcStepGrid *self)
{
  return fc_currency_denominations (fc_shift_draft_get_currency (fc_step_view_get_draft (FC_STEP_VIEW (self))));
}

static FcRecord *
find_count (FcStepGrid *self,
            gint64      denomination)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (GPtrArray) counts = fc_row_set_list_by (fc_shift_draft_get_rows (draft), FC_CASH_COUNT,
                                                     FC_CASH_COUNT_SHIFT_ID, fc_shift_draft_get_id (draft));

  for (guint i = 0; i < counts->len; i++)
    if (fc_record_get_int (g_ptr_array_index (counts, i), FC_CASH_COUNT_DENOMINATION) == denomination &&
        fc_shift_draft_is_here (draft, g_ptr_array_index (counts, i), FC_CASH_COUNT_DRAWER_ID))
      return g_ptr_array_index (counts, i);
  return NULL;
}

static void
fc_cash_step_columns (FcStepGrid *self,
                      FcGrid     *grid)
{
  fc_grid_add_column (grid, _ ("Note or coin"), NULL, FC_GRID_NUMERIC, 10);
  fc_grid_add_column (grid, _ ("Pieces"), NULL, FC_GRID_NUMERIC | FC_GRID_EDITABLE, 10);
  fc_grid_add_column (grid, _ ("Amount"), NULL, FC_GRID_NUMERIC, 14);
}

static guint
fc_cash_step_n_rows (FcStepGrid *self)
{
  const gint64 *denominations = get_denominations (self);
  guint n = 0;

  while (denominations[n] != 0)
    n++;
  return n;
}

static const FcId *
fc_cash_step_row_id (FcStepGrid *self,
                     guint       row)
{
  FcRecord *count = find_count (self, get_denominations (self)[row]);

  return count != NULL ? fc_record_get_id (count) : NULL;
}

static void
fc_cash_step_fill (FcStepGrid *self,
                   FcGrid     *grid,
                   guint       row)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));
  gint64 denomination = get_denominations (self)[row];
  FcRecord *count = find_count (self, denomination);
  gint64 pieces = count != NULL ? fc_record_get_int (count, FC_CASH_COUNT_QUANTITY) : 0;
  g_autofree char *value = fc_number_show (FC_NUMBER_MONEY, denomination, sheet->currency);
  g_autofree char *name = g_strdup_printf (C_ ("cell name", "%s"), value);
  g_autofree char *typed = count != NULL ? fc_number_show (FC_NUMBER_INTEGER, pieces, NULL) : g_strdup ("");
  g_autofree char *amount
      = count != NULL ? fc_number_show (FC_NUMBER_MONEY, pieces * denomination, sheet->currency) : g_strdup ("");

  fc_grid_set_row_name (grid, row, name);
  fc_grid_set_text (grid, row, COLUMN_DENOMINATION, value);
  fc_grid_set_text (grid, row, COLUMN_PIECES, typed);
  fc_grid_set_text (grid, row, COLUMN_AMOUNT, amount);
}

static void
fc_cash_step_totals (FcStepGrid *self,
                     FcGrid     *grid)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  const FcSheetDrawer *money = fc_shift_draft_get_money (draft);
  g_autofree char *counted = fc_number_show (FC_NUMBER_MONEY, money != NULL ? money->counted_cash : 0,
                                             fc_shift_draft_get_currency (draft));

  fc_grid_set_total (grid, COLUMN_DENOMINATION, _ ("Counted"));
  fc_grid_set_total (grid, COLUMN_AMOUNT, counted);
}

static FcNumberKind
fc_cash_step_kind (FcStepGrid *self,
                   guint       column)
{
  return FC_NUMBER_INTEGER;
}

static FcOp *
fc_cash_step_op (FcStepGrid   *self,
                 guint         row,
                 guint         column,
                 const gint64 *value)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (JsonObject) args = json_object_new ();

  fc_args_set_value (args, "denomination", &get_denominations (self)[row]);
  fc_args_set_value (args, "quantity", value);
  fc_shift_draft_add_drawer (draft, args);
  return fc_shift_draft_command (draft, "shift.count-cash", g_steal_pointer (&args));
}

static void
fc_cash_step_class_init (FcCashStepClass *klass)
{
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_CASH_COUNT;
  klass->label = N_ ("Cash count");
  klass->columns = fc_cash_step_columns;
  klass->n_rows = fc_cash_step_n_rows;
  klass->row_id = fc_cash_step_row_id;
  klass->fill = fc_cash_step_fill;
  klass->totals = fc_cash_step_totals;
  klass->kind = fc_cash_step_kind;
  klass->op = fc_cash_step_op;
}

static void
fc_cash_step_init (FcCashStep *self)
{
}
