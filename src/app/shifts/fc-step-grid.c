/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  FcGrid *grid;
  GHashTable *refused; /* row and column → what was typed there and could not be saved: it stays */
} FcStepGridPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FcStepGrid, fc_step_grid, FC_TYPE_STEP_VIEW)

/* FALSE where @text does not read as a number; an emptied cell reads as no value. */
static gboolean
read_cell (FcStepGrid *self,
           guint       column,
           const char *text,
           gboolean   *has_value,
           gint64     *value,
           GError    **error)
{
  const char *currency = fc_shift_draft_get_currency (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  *has_value = *stripped != '\0';
  return !*has_value
         || fc_number_parse (FC_STEP_GRID_GET_CLASS (self)->kind (self, column), stripped, currency, value, error);
}

static gpointer
cell_key (guint row,
          guint column)
{
  return GUINT_TO_POINTER (row << 8 | column);
}

static void
typed_cb (FcStepGrid *self,
          guint       row,
          guint       column,
          const char *text)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  gboolean has_value;
  gint64 value;
  FcOp *op = NULL;

  if (read_cell (self, column, text, &has_value, &value, NULL))
    op = FC_STEP_GRID_GET_CLASS (self)->op (self, row, column, has_value ? &value : NULL);
  if (op != NULL)
    fc_shift_draft_try (draft, op, NULL);
  else
    fc_shift_draft_try_nothing (draft);
}

static void
committed_cb (FcStepGrid *self,
              guint       row,
              guint       column,
              const char *text)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (GError) error = NULL;
  gboolean has_value;
  gint64 value;
  FcOp *op = NULL;

  if (read_cell (self, column, text, &has_value, &value, &error))
    op = FC_STEP_GRID_GET_CLASS (self)->op (self, row, column, has_value ? &value : NULL);
  g_hash_table_remove (priv->refused, cell_key (row, column));
  if (op != NULL)
    {
      fc_grid_set_error (priv->grid, row, column, NULL);
      fc_shift_draft_run (draft, op, &error);
    }
  if (error != NULL)
    {
      g_hash_table_insert (priv->refused, cell_key (row, column), g_strdup (text));
      fc_shift_draft_try_nothing (draft);
      fc_grid_set_text (priv->grid, row, column, text);
      fc_grid_set_error (priv->grid, row, column, error->message);
    }
}

static void
show_warnings (FcStepGrid *self,
               guint       row)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));
  const FcId *id = FC_STEP_GRID_GET_CLASS (self)->row_id (self, row);

  for (guint i = 0; id != NULL && i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = g_ptr_array_index (sheet->warnings, i);

      if (warning->step == FC_STEP_VIEW_GET_CLASS (self)->step && fc_id_equal (&warning->row_id, id))
        {
          fc_grid_set_note (priv->grid, row, FC_GRID_NOTE_WARNING, warning->text, NULL, NULL, NULL);
          return;
        }
    }
  fc_grid_set_note (priv->grid, row, FC_GRID_NOTE_NONE, NULL, NULL, NULL, NULL);
}

static void
fc_step_grid_build (FcStepView *view)
{
  FcStepGrid *self = FC_STEP_GRID (view);
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);
  FcStepGridClass *klass = FC_STEP_GRID_GET_CLASS (self);

  priv->grid = FC_GRID (fc_grid_new (_ (klass->label)));
  klass->columns (self, priv->grid);
  g_signal_connect_swapped (priv->grid, "typed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (priv->grid, "committed", G_CALLBACK (committed_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->grid));
}

static void
keep_refused (FcStepGrid *self)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);
  GHashTableIter iter;
  gpointer key, text;

  g_hash_table_iter_init (&iter, priv->refused);
  while (g_hash_table_iter_next (&iter, &key, &text))
    fc_grid_set_text (priv->grid, GPOINTER_TO_UINT (key) >> 8, GPOINTER_TO_UINT (key) & 0xff, text);
}

static void
fc_step_grid_refresh (FcStepView *view)
{
  FcStepGrid *self = FC_STEP_GRID (view);
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);
  FcStepGridClass *klass = FC_STEP_GRID_GET_CLASS (self);
  guint n_rows = klass->n_rows (self);

  if (fc_grid_get_n_rows (priv->grid) != n_rows)
    {
      g_hash_table_remove_all (priv->refused);
      fc_grid_set_n_rows (priv->grid, n_rows);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      show_warnings (self, row);
      klass->fill (self, priv->grid, row);
    }
  keep_refused (self);
  if (klass->totals != NULL)
    klass->totals (self, priv->grid);
  fc_grid_set_read_only (priv->grid, fc_shift_draft_is_locked (fc_step_view_get_draft (view)));
}

static void
fc_step_grid_set_narrow (FcStepView *view,
                         gboolean    narrow)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (FC_STEP_GRID (view));

  fc_grid_set_narrow (priv->grid, narrow);
}

static void
fc_step_grid_focus (FcStepView *view)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (FC_STEP_GRID (view));

  fc_grid_focus_first (priv->grid);
}

static void
fc_step_grid_finalize (GObject *object)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (FC_STEP_GRID (object));

  g_clear_pointer (&priv->refused, g_hash_table_unref);

  G_OBJECT_CLASS (fc_step_grid_parent_class)->finalize (object);
}

static void
fc_step_grid_class_init (FcStepGridClass *klass)
{
  FcStepViewClass *view_class = FC_STEP_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_step_grid_finalize;
  view_class->build = fc_step_grid_build;
  view_class->refresh = fc_step_grid_refresh;
  view_class->set_narrow = fc_step_grid_set_narrow;
  view_class->focus = fc_step_grid_focus;
}

static void
fc_step_grid_init (FcStepGrid *self)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);

  priv->refused = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

FcGrid *
fc_step_grid_get_grid (FcStepGrid *self)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);

  return priv->grid;
}

/**
 * fc_step_grid_show:
 * @record: (nullable):
 *
 * Returns: (transfer full): a number field as the grid shows it, "" for none
 */
char *
fc_step_grid_show (FcStepGrid  *self,
                   FcNumberKind kind,
                   FcRecord    *record,
                   int          field)
{
  const char *currency = fc_shift_draft_get_currency (fc_step_view_get_draft (FC_STEP_VIEW (self)));

  if (record == NULL || fc_record_is_null (record, field))
    return g_strdup ("");
  return fc_number_show (kind, fc_record_get_int (record, field), currency);
}

/**
 * fc_args_set_id:
 *
 * Puts an id into a command's arguments.
 */
void
fc_args_set_id (JsonObject *args,
                const char *name,
                const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  json_object_set_string_member (args, name, text);
}

/**
 * fc_args_set_value:
 * @value: (nullable): NULL clears what was there
 *
 * Puts a number into a command's arguments.
 */
void
fc_args_set_value (JsonObject   *args,
                   const char   *name,
                   const gint64 *value)
{
  if (value != NULL)
    json_object_set_int_member (args, name, *value);
  else
    json_object_set_null_member (args, name);
}
