/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-photos.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  FcGrid *grid;
  GArray *menu_ids;    /* FcId: whose menu each row has */
  GPtrArray *below;    /* char *: key of what stands under each row */
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

/* What the draft calls the cell: rows that may move are known by their record. */
static char *
place_of (FcStepGrid *self,
          guint       row,
          guint       column)
{
  FcStepGridClass *klass = FC_STEP_GRID_GET_CLASS (self);
  const FcId *key = klass->row_key != NULL ? klass->row_key (self, row) : NULL;
  g_autofree char *id = key != NULL ? fc_id_dup_string (key) : NULL;

  return id != NULL ? g_strdup_printf ("%s/%u", id, column) : g_strdup_printf ("%u/%u", row, column);
}

static void
mend (FcStepGrid *self,
      guint       row,
      guint       column)
{
  g_autofree char *place = place_of (self, row, column);

  fc_step_view_mend (FC_STEP_VIEW (self), place);
}

static FcOp *
make_op (FcStepGrid *self,
         guint       row,
         guint       column,
         const char *text,
         GError    **error)
{
  FcStepGridClass *klass = FC_STEP_GRID_GET_CLASS (self);
  g_autofree char *stripped = NULL;
  gboolean has_value;
  gint64 value;

  if (klass->is_text != NULL && klass->is_text (self, column))
    {
      stripped = g_strstrip (g_strdup (text));
      return klass->op_text (self, row, column, stripped, error);
    }
  if (!read_cell (self, column, text, &has_value, &value, error))
    return NULL;
  return klass->op (self, row, column, has_value ? &value : NULL);
}

static void
typed_cb (FcStepGrid *self,
          guint       row,
          guint       column,
          const char *text)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcOp *op = make_op (self, row, column, text, NULL);

  if (op != NULL)
    {
      fc_shift_draft_try (draft, op, NULL);
      mend (self, row, column);
    }
  else
    fc_shift_draft_try_nothing (draft);
}

static void
committed_cb (FcStepGrid *self,
              guint       row,
              guint       column,
              const char *text)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autofree char *typed = g_strdup (text);
  g_autofree char *place = place_of (self, row, column);
  g_autoptr (GError) error = NULL;
  FcOp *op = make_op (self, row, column, text, &error);

  if (op != NULL)
    fc_step_view_run_at (FC_STEP_VIEW (self), place, op, &error);
  if (error != NULL)
    {
      fc_shift_draft_try_nothing (draft);
      fc_step_grid_refuse (self, row, column, typed, error->message);
    }
  else
    mend (self, row, column);
  if (FC_STEP_GRID_GET_CLASS (self)->committed != NULL)
    FC_STEP_GRID_GET_CLASS (self)->committed (self);
}

static gboolean
pasted_cb (FcStepGrid *self,
           guint       row,
           guint       column,
           const char *text)
{
  FcStepGridClass *klass = FC_STEP_GRID_GET_CLASS (self);

  return klass->pasted != NULL && klass->pasted (self, row, column, text);
}

static void
removed_cb (FcStepGrid *self,
            guint       row)
{
  FcStepGridClass *klass = FC_STEP_GRID_GET_CLASS (self);

  if (klass->removed != NULL)
    klass->removed (self, row);
}

static void
finished_cb (FcStepGrid *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.next", NULL);
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

static FcRecord *
find_record (FcStepView *step,
             GtkWidget  *grid,
             double      y)
{
  int row = fc_grid_row_at (FC_GRID (grid), y);

  return row >= 0 ? FC_STEP_GRID_GET_CLASS (step)->photo_of (FC_STEP_GRID (step), (guint) row) : NULL;
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
  g_signal_connect_swapped (priv->grid, "pasted", G_CALLBACK (pasted_cb), self);
  g_signal_connect_swapped (priv->grid, "removed", G_CALLBACK (removed_cb), self);
  g_signal_connect_swapped (priv->grid, "finished", G_CALLBACK (finished_cb), self);
  if (klass->photo_of != NULL)
    fc_photos_watch (GTK_WIDGET (priv->grid), view, find_record);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->grid));
}

/* What could not be taken stands where it was typed, with the reason under its row. */
static void
show_refused (FcStepGrid *self,
              guint       row)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);

  for (guint column = 0; column < fc_grid_get_n_columns (priv->grid); column++)
    {
      g_autofree char *place = place_of (self, row, column);
      const FcRefused *refused = fc_step_view_find_refused (FC_STEP_VIEW (self), place);

      if (refused != NULL && refused->text != NULL)
        fc_grid_keep_typed (priv->grid, row, column, refused->text);
      fc_grid_set_error (priv->grid, row, column, refused != NULL ? refused->message : NULL);
    }
}

static gboolean
has_place (FcStepGrid *self,
           const char *wanted)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);

  for (guint row = 0; row < fc_grid_get_n_rows (priv->grid); row++)
    for (guint column = 0; column < fc_grid_get_n_columns (priv->grid); column++)
      {
        g_autofree char *place = place_of (self, row, column);

        if (strcmp (place, wanted) == 0)
          return TRUE;
      }
  return strchr (wanted, '/') == NULL; /* no cell's: a form's */
}

/* Rows come and go, and what was refused in them with them. */
static void
forget_lost (FcStepGrid *self)
{
  GPtrArray *all = fc_shift_draft_list_refused (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  int step = FC_STEP_VIEW_GET_CLASS (self)->step;

  for (guint i = all->len; i > 0; i--)
    {
      const FcRefused *refused = g_ptr_array_index (all, i - 1);
      g_autofree char *place = g_strdup (refused->place);

      if (refused->view != step || fc_step_view_find_refused (FC_STEP_VIEW (self), place) != refused ||
          has_place (self, place))
        continue;
      fc_step_view_mend (FC_STEP_VIEW (self), place);
      return; /* which refreshes again */
    }
}

static void
show_below (FcStepGrid *self,
            guint       row)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);
  FcStepGridClass *klass = FC_STEP_GRID_GET_CLASS (self);
  char *key = klass->below_key (self, row);
  GtkWidget *below = NULL;

  if (priv->below->len <= row)
    g_ptr_array_set_size (priv->below, (int) row + 1);
  if (g_strcmp0 (key, priv->below->pdata[row]) == 0)
    {
      g_free (key);
      return;
    }
  if (key != NULL)
    below = klass->below (self, row);
  if (below == NULL)
    g_clear_pointer (&key, g_free); /* what it shows has not been read yet: the next time again */
  g_free (priv->below->pdata[row]);
  priv->below->pdata[row] = key;
  fc_grid_set_row_below (priv->grid, row, below);
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
      if (priv->menu_ids->len > n_rows)
        g_array_set_size (priv->menu_ids, n_rows);
      if (priv->below->len > n_rows)
        g_ptr_array_set_size (priv->below, (int) n_rows);
      fc_grid_set_n_rows (priv->grid, n_rows);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      show_warnings (self, row);
      klass->fill (self, priv->grid, row);
      show_refused (self, row);
      if (klass->below_key != NULL)
        show_below (self, row);
    }
  if (klass->totals != NULL)
    klass->totals (self, priv->grid);
  fc_grid_set_read_only (priv->grid, fc_shift_draft_is_locked (fc_step_view_get_draft (view)));
  forget_lost (self);
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

  if (!fc_grid_focus_wrong (priv->grid))
    fc_grid_focus_first (priv->grid);
}

static gboolean
fc_step_grid_focus_place (FcStepView         *view,
                          const FcSheetPlace *place)
{
  FcStepGrid *self = FC_STEP_GRID (view);
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);

  for (guint row = 0; place->place != NULL && row < fc_grid_get_n_rows (priv->grid); row++)
    for (guint column = 0; column < fc_grid_get_n_columns (priv->grid); column++)
      {
        g_autofree char *here = place_of (self, row, column);

        if (strcmp (here, place->place) == 0)
          return fc_grid_focus_cell (priv->grid, row, column);
      }
  return FALSE;
}

static void
fc_step_grid_finalize (GObject *object)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (FC_STEP_GRID (object));

  g_clear_pointer (&priv->menu_ids, g_array_unref);
  g_clear_pointer (&priv->below, g_ptr_array_unref);

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
  view_class->focus_place = fc_step_grid_focus_place;
}

static void
fc_step_grid_init (FcStepGrid *self)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);

  priv->menu_ids = g_array_new (FALSE, TRUE, sizeof (FcId));
  priv->below = g_ptr_array_new_with_free_func (g_free);
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
 * fc_step_grid_set_number:
 * @known: FALSE leaves the cell empty
 *
 * Shows a computed figure.
 */
void
fc_step_grid_set_number (FcStepGrid  *self,
                         guint        row,
                         guint        column,
                         FcNumberKind kind,
                         gint64       value,
                         gboolean     known)
{
  const char *currency = fc_shift_draft_get_currency (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  g_autofree char *text = known ? fc_number_show (kind, value, currency) : g_strdup ("");

  fc_grid_set_text (fc_step_grid_get_grid (self), row, column, text);
}

/**
 * fc_step_grid_menu:
 * @row_id: the record the menu's items are about
 *
 * Returns: (transfer none) (nullable): an empty menu for the row to fill; NULL where it has the right one already
 */
GMenu *
fc_step_grid_menu (FcStepGrid *self,
                   guint       row,
                   const FcId *row_id)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);
  g_autoptr (GMenu) menu = NULL;

  while (priv->menu_ids->len <= row)
    g_array_set_size (priv->menu_ids, priv->menu_ids->len + 1);
  if (fc_id_equal (&g_array_index (priv->menu_ids, FcId, row), row_id))
    return NULL;
  g_array_index (priv->menu_ids, FcId, row) = *row_id;
  menu = g_menu_new ();
  fc_grid_set_row_menu (priv->grid, row, G_MENU_MODEL (menu));
  return menu; /* the grid's */
}

/* (nullable): what the row is about; a grid that no picture can be dropped on has no record yet */
static const FcId *
record_of (FcStepGrid *self,
           guint       row)
{
  FcStepGridClass *klass = FC_STEP_GRID_GET_CLASS (self);
  FcRecord *record = klass->photo_of != NULL ? klass->photo_of (self, row) : NULL;

  if (klass->row_key != NULL)
    return klass->row_key (self, row);
  return record != NULL ? fc_record_get_id (record) : NULL;
}

/**
 * fc_step_grid_refuse:
 * @text: (nullable): what was entered there and stays until it is mended
 * @message: why it is not taken, translated
 */
void
fc_step_grid_refuse (FcStepGrid *self,
                     guint       row,
                     guint       column,
                     const char *text,
                     const char *message)
{
  FcStepGridPrivate *priv = fc_step_grid_get_instance_private (self);
  const char *name;
  g_autofree char *place = NULL;

  if (row >= fc_grid_get_n_rows (priv->grid))
    return;
  name = fc_grid_get_row_name (priv->grid, row);
  place = place_of (self, row, column);
  fc_step_view_refuse (FC_STEP_VIEW (self), record_of (self, row), place, text, name, message);
}
