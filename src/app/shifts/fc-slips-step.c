/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-slips-step-private.h"

#include "fc-photos.h"
#include "fc-slip-cells.h"
#include "fc-slips-kept.h"

#include <glib/gi18n.h>

/* House-account slips, drive-offs and own use: typed through or pasted, with an empty row always waiting at the end. */
struct _FcSlipsStep {
  FcStepGrid parent_instance;

  GPtrArray *slips;      /* FcRecord as shown, the empty one last */
  GPtrArray *unfinished; /* FcRecord: pasted, or of an earlier day, and not whole yet */
  FcRecord *empty;       /* what the next slip begins as; its id is the slip's */
  gint64 begun_at;       /* the time in the newest id */
  gboolean stale;        /* what is kept on disk is in the shift by now */
};
typedef FcStepGridClass FcSlipsStepClass;

GType fc_slips_step_get_type (void);
G_DEFINE_TYPE (FcSlipsStep, fc_slips_step, FC_TYPE_STEP_GRID)
#define FC_SLIPS_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_slips_step_get_type (), FcSlipsStep))

static gint
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return fc_id_compare (fc_record_get_id (*(FcRecord *const *) a), fc_record_get_id (*(FcRecord *const *) b));
}

/* Slips stand in the order of their ids, which tell time to the millisecond. */
FcRecord *
fc_slips_step_begin_slip (FcSlipsStep *self)
{
  FcRecord *slip;
  FcId id;

  self->begun_at = MAX (g_get_real_time (), self->begun_at + 1000);
  id = fc_id_new (self->begun_at);
  slip = fc_record_new (FC_SLIP, &id);
  fc_record_set_text (slip, FC_SLIP_KIND, fc_slip_kinds[0]);
  return slip;
}

static void
begin_empty (FcSlipsStep *self)
{
  g_clear_object (&self->empty);
  self->empty = fc_slips_step_begin_slip (self);
}

static FcRecord **
find_unfinished (FcSlipsStep *self,
                 const FcId  *id)
{
  for (guint i = 0; i < self->unfinished->len; i++)
    if (fc_id_equal (fc_record_get_id (self->unfinished->pdata[i]), id))
      return (FcRecord **) &self->unfinished->pdata[i];
  return NULL;
}

static void
forget_unfinished (FcSlipsStep *self,
                   const FcId  *id)
{
  FcRecord **slip = find_unfinished (self, id);

  if (slip != NULL)
    g_ptr_array_remove (self->unfinished, *slip);
}

gboolean
fc_slips_step_is_in_shift (FcSlipsStep *self,
                           FcRecord    *slip)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_step_view_get_draft (FC_STEP_VIEW (self)));

  return fc_row_set_get (rows, FC_SLIP, fc_record_get_id (slip)) != NULL;
}

/* In the order they were begun: a row must not jump while its number is typed. */
static void
list_slips (FcSlipsStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));

  g_clear_pointer (&self->slips, g_ptr_array_unref);
  self->slips = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < sheet->slips->len; i++)
    {
      FcRecord *slip = g_ptr_array_index (sheet->slips, i);

      if (!fc_shift_draft_is_here (draft, slip, FC_SLIP_DRAWER_ID))
        continue;
      g_ptr_array_add (self->slips, g_object_ref (slip));
      if (!fc_id_equal (fc_record_get_id (slip), fc_record_get_id (self->empty)))
        continue;
      g_ptr_array_add (self->unfinished, g_object_ref (self->empty)); /* until what makes it whole is committed */
      begin_empty (self);
    }
  for (guint i = 0; i < self->unfinished->len; i++)
    if (!fc_slips_step_is_in_shift (self, self->unfinished->pdata[i])
        && fc_shift_draft_is_here (draft, self->unfinished->pdata[i], FC_SLIP_DRAWER_ID))
      g_ptr_array_add (self->slips, g_object_ref (self->unfinished->pdata[i]));
  g_ptr_array_sort (self->slips, compare_ids);
  if (!fc_shift_draft_is_locked (draft))
    g_ptr_array_add (self->slips, g_object_ref (self->empty));
}

guint
fc_slips_step_get_n_slips (FcSlipsStep *self)
{
  return self->slips->len;
}

/**
 * fc_slips_step_get_slip:
 *
 * Returns: (transfer none) (nullable): the slip of @row, the empty one in the last; NULL below that
 */
FcRecord *
fc_slips_step_get_slip (FcSlipsStep *self,
                        guint        row)
{
  return row < self->slips->len ? g_ptr_array_index (self->slips, row) : NULL;
}

/**
 * fc_slips_step_keep:
 *
 * It is not in the shift yet, and kept all the same.
 */
void
fc_slips_step_keep (FcSlipsStep *self,
                    FcRecord    *slip)
{
  FcRecord **before = find_unfinished (self, fc_record_get_id (slip));

  fc_record_set_ref (slip, FC_SLIP_DRAWER_ID, fc_shift_draft_get_drawer (fc_step_view_get_draft (FC_STEP_VIEW (self))));
  if (before != NULL)
    g_set_object (before, slip);
  else
    g_ptr_array_add (self->unfinished, g_object_ref (slip));
  if (fc_id_equal (fc_record_get_id (slip), fc_record_get_id (self->empty)))
    begin_empty (self);
}

/* Keeps what is not in the shift yet: of all drawers, and the row at the end. */
static void
fc_slips_step_committed (FcStepGrid *grid)
{
  FcSlipsStep *self = FC_SLIPS_STEP (grid);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);

  self->stale = FALSE;
  for (guint i = self->unfinished->len; i > 0; i--)
    {
      FcRecord *slip = self->unfinished->pdata[i - 1];
      gboolean in_shift = fc_slips_step_is_in_shift (self, slip), saving = fc_shift_draft_is_saving (draft);

      self->stale |= in_shift && saving;
      if (!in_shift || saving)
        g_ptr_array_add (kept, g_object_ref (slip));
      else
        g_ptr_array_remove_index (self->unfinished, i - 1);
    }
  if (!fc_slip_is_blank (self->empty) && !fc_slips_step_is_in_shift (self, self->empty))
    {
      FcRecord *slip = fc_record_copy (self->empty);

      fc_record_set_ref (slip, FC_SLIP_DRAWER_ID, fc_shift_draft_get_drawer (draft));
      g_ptr_array_add (kept, slip);
    }
  fc_slips_kept_write (fc_shift_draft_get_replica (draft), fc_shift_draft_get_id (draft), kept);
  fc_slips_kept_tell (draft);
}

static void
fc_slips_step_columns (FcStepGrid *self,
                       FcGrid     *grid)
{
  fc_slip_cells_add_columns (grid);
}

static guint
fc_slips_step_n_rows (FcStepGrid *self)
{
  list_slips (FC_SLIPS_STEP (self));
  if (FC_SLIPS_STEP (self)->stale && !fc_shift_draft_is_saving (fc_step_view_get_draft (FC_STEP_VIEW (self))))
    fc_slips_step_committed (self);
  return FC_SLIPS_STEP (self)->slips->len;
}

static const FcId *
fc_slips_step_row_id (FcStepGrid *self,
                      guint       row)
{
  FcRecord *slip = fc_slips_step_get_slip (FC_SLIPS_STEP (self), row);

  return slip != FC_SLIPS_STEP (self)->empty ? fc_record_get_id (slip) : NULL;
}

static const FcId *
fc_slips_step_row_key (FcStepGrid *self,
                       guint       row)
{
  FcRecord *slip = fc_slips_step_get_slip (FC_SLIPS_STEP (self), row);

  return slip != NULL ? fc_record_get_id (slip) : NULL;
}

static void
add_menu (FcStepGrid *self,
          guint       row,
          FcRecord   *slip)
{
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (slip));
  g_autofree char *target = fc_photos_target (slip);
  g_autofree char *photo = g_strdup_printf ("sheet.photo('%s')", target);
  g_autofree char *remove = g_strdup_printf ("slip.remove('%s')", id);
  GMenu *menu = fc_step_grid_menu (self, row, fc_record_get_id (slip));

  if (menu == NULL)
    return;
  g_menu_append (menu, _ ("Attach a photo…"), photo);
  g_menu_append (menu, _ ("Remove this slip"), remove);
}

static void
fc_slips_step_fill (FcStepGrid *self,
                    FcGrid     *grid,
                    guint       row)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord *slip = fc_slips_step_get_slip (FC_SLIPS_STEP (self), row);
  gboolean empty = slip == FC_SLIPS_STEP (self)->empty;
  g_autofree char *name = empty ? g_strdup (_ ("next slip")) : g_strdup_printf (_ ("slip %u"), row + 1);

  fc_grid_set_row_name (grid, row, name);
  for (guint column = 0; column < FC_N_SLIP_CELLS; column++)
    {
      g_autofree char *text = fc_slip_cell_show (draft, slip, column);

      fc_grid_set_text (grid, row, column, text);
    }
  fc_grid_set_wanted (grid, row, FC_SLIP_CELL_RATE, FALSE);
  fc_grid_set_wanted (grid, row, FC_SLIP_CELL_KIND, FALSE);
  if (find_unfinished (FC_SLIPS_STEP (self), fc_record_get_id (slip)) != NULL
      && !fc_slips_step_is_in_shift (FC_SLIPS_STEP (self), slip))
    fc_grid_set_note (grid, row, FC_GRID_NOTE_WARNING, fc_slip_missing (slip), NULL, NULL, NULL);
  if (!fc_shift_draft_is_locked (draft))
    add_menu (self, row, slip);
}

static FcRecord *
fc_slips_step_photo_of (FcStepGrid *self,
                        guint       row)
{
  return fc_slips_step_get_slip (FC_SLIPS_STEP (self), row);
}

static char *
fc_slips_step_below_key (FcStepGrid *self,
                         guint       row)
{
  const FcId *photo = fc_record_get_ref (fc_slips_step_get_slip (FC_SLIPS_STEP (self), row), FC_SLIP_PHOTO_ID);

  return photo != NULL ? fc_id_dup_string (photo) : NULL;
}

static GtkWidget *
fc_slips_step_below (FcStepGrid *self,
                     guint       row)
{
  return fc_photos_make (fc_step_view_get_draft (FC_STEP_VIEW (self)), fc_slips_step_get_slip (FC_SLIPS_STEP (self), row), FC_SLIP_PHOTO_ID);
}

static void
fc_slips_step_totals (FcStepGrid *self,
                      FcGrid     *grid)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  GPtrArray *slips = FC_SLIPS_STEP (self)->slips;
  gint64 volume = 0, amount = 0;
  g_autofree char *litres = NULL;
  g_autofree char *money = NULL;

  for (guint i = 0; i < slips->len; i++)
    {
      if (!fc_slips_step_is_in_shift (FC_SLIPS_STEP (self), slips->pdata[i]))
        continue;
      volume += fc_record_get_int (g_ptr_array_index (slips, i), FC_SLIP_QUANTITY);
      amount += fc_record_get_int (g_ptr_array_index (slips, i), FC_SLIP_AMOUNT);
    }
  litres = fc_number_show (FC_NUMBER_VOLUME, volume, NULL);
  money = fc_number_show (FC_NUMBER_MONEY, amount, fc_shift_draft_get_currency (draft));
  fc_grid_set_total (grid, FC_SLIP_CELL_QUANTITY, litres);
  fc_grid_set_total (grid, FC_SLIP_CELL_AMOUNT, money);
}

static gboolean
fc_slips_step_is_text (FcStepGrid *self,
                       guint       column)
{
  return fc_slip_cell_is_text (column);
}

static FcNumberKind
fc_slips_step_kind (FcStepGrid *self,
                    guint       column)
{
  return fc_slip_cell_kind (column);
}

FcOp *
fc_slips_step_put_op (FcSlipsStep *self,
                      JsonArray   *slips)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  JsonObject *args = json_object_new ();

  fc_shift_draft_add_drawer (draft, args);
  json_object_set_array_member (args, "slips", slips);
  return fc_shift_draft_command (draft, "shift.put-slips", args);
}

static FcOp *
one_slip_op (FcStepGrid *self,
             FcRecord   *slip,
             guint       column)
{
  FcSlipsStep *step = FC_SLIPS_STEP (self);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord **unfinished = find_unfinished (step, fc_record_get_id (slip));
  JsonArray *slips;

  if (unfinished != NULL)
    {
      g_set_object (unfinished, slip);
      for (guint i = 0; i < step->slips->len; i++)
        if (fc_id_equal (fc_record_get_id (step->slips->pdata[i]), fc_record_get_id (slip)))
          g_set_object ((FcRecord **) &step->slips->pdata[i], slip);
      if (!fc_slip_is_whole (draft, slip))
        return NULL;
    }
  else if (fc_id_equal (fc_record_get_id (slip), fc_record_get_id (step->empty)))
    {
      g_set_object (&step->empty, slip);
      g_set_object ((FcRecord **) &step->slips->pdata[step->slips->len - 1], slip);
      if (fc_slip_is_blank (slip) || !fc_slip_is_whole (draft, slip))
        return NULL;
    }
  slips = json_array_new ();
  json_array_add_object_element (slips, fc_slip_args (slip, column == FC_SLIP_CELL_AMOUNT
                                                                || fc_slip_has_own_amount (slip)));
  return fc_slips_step_put_op (step, slips);
}

static FcOp *
fc_slips_step_op (FcStepGrid   *self,
                  guint         row,
                  guint         column,
                  const gint64 *value)
{
  FcRecord *slip = fc_slips_step_get_slip (FC_SLIPS_STEP (self), row);
  g_autoptr (FcRecord) after = slip != NULL ? fc_record_copy (slip) : NULL;

  if (after == NULL)
    return NULL;
  fc_slip_cell_set (after, column, value);
  return one_slip_op (self, after, column == FC_SLIP_CELL_AMOUNT && value == NULL ? FC_SLIP_CELL_KIND : column);
}

static FcOp *
fc_slips_step_op_text (FcStepGrid  *self,
                       guint        row,
                       guint        column,
                       const char  *text,
                       GError     **error)
{
  FcRecord *slip = fc_slips_step_get_slip (FC_SLIPS_STEP (self), row);
  g_autoptr (FcRecord) after = slip != NULL ? fc_record_copy (slip) : NULL;

  if (after == NULL || !fc_slip_cell_put (fc_step_view_get_draft (FC_STEP_VIEW (self)), after, column, text, error))
    return NULL;
  return one_slip_op (self, after, column);
}

static gboolean
fc_slips_step_pasted (FcStepGrid *self,
                      guint       row,
                      guint       column,
                      const char *text)
{
  fc_slips_step_paste (FC_SLIPS_STEP (self), row, column, text);
  fc_slips_step_committed (self);
  return TRUE;
}

static void
fc_slips_step_removed (FcStepGrid *self,
                       guint       row)
{
  FcRecord *slip = fc_slips_step_get_slip (FC_SLIPS_STEP (self), row);

  if (slip == NULL)
    return;
  if (slip == FC_SLIPS_STEP (self)->empty)
    begin_empty (FC_SLIPS_STEP (self));
  else if (!fc_slips_step_is_in_shift (FC_SLIPS_STEP (self), slip))
    forget_unfinished (FC_SLIPS_STEP (self), fc_record_get_id (slip));
  else
    {
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (slip));

      gtk_widget_activate_action (GTK_WIDGET (self), "sheet.remove-slip", "s", id);
      return;
    }
  fc_step_view_refresh (FC_STEP_VIEW (self));
  fc_slips_step_committed (self);
}

/* What was begun in the empty row and left is a slip like those before it. */
static void
keep_begun (FcSlipsStep *self)
{
  g_autoptr (FcRecord) begun = g_object_ref (self->empty);

  if (fc_slip_is_blank (begun) || fc_slips_step_is_in_shift (self, begun)
      || fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (self))))
    return;
  fc_slips_step_keep (self, begun);
  fc_step_view_refresh (FC_STEP_VIEW (self));
}

static gboolean
focus_unfinished (FcSlipsStep *self)
{
  FcGrid *grid = fc_step_grid_get_grid (FC_STEP_GRID (self));

  for (guint row = 0; row < self->slips->len; row++)
    {
      FcRecord *slip = self->slips->pdata[row];

      if (find_unfinished (self, fc_record_get_id (slip)) != NULL && !fc_slips_step_is_in_shift (self, slip))
        return fc_grid_focus_cell (grid, row, fc_slip_missing_cell (slip))
               || fc_grid_focus_cell (grid, row, FC_SLIP_CELL_AMOUNT); /* the others are not shown in a narrow window */
    }
  return FALSE;
}

/* Work goes on where something is missing, else at the end. */
static void
fc_slips_step_focus (FcStepView *view)
{
  FcGrid *grid = fc_step_grid_get_grid (FC_STEP_GRID (view));

  keep_begun (FC_SLIPS_STEP (view));
  if (!fc_grid_focus_wrong (grid) && !focus_unfinished (FC_SLIPS_STEP (view)) && fc_grid_get_n_rows (grid) > 0)
    fc_grid_focus_cell (grid, fc_grid_get_n_rows (grid) - 1, FC_SLIP_CELL_CUSTOMER);
}

static void
fc_slips_step_build (FcStepView *view)
{
  FcSlipsStep *self = FC_SLIPS_STEP (view);
  FcShiftDraft *draft = fc_step_view_get_draft (view);

  FC_STEP_VIEW_CLASS (fc_slips_step_parent_class)->build (view);
  self->unfinished = fc_slips_kept_read (fc_shift_draft_get_replica (draft), fc_shift_draft_get_id (draft));
}

static void
fc_slips_step_finalize (GObject *object)
{
  FcSlipsStep *self = FC_SLIPS_STEP (object);

  g_clear_pointer (&self->slips, g_ptr_array_unref);
  g_clear_pointer (&self->unfinished, g_ptr_array_unref);
  g_clear_object (&self->empty);

  G_OBJECT_CLASS (fc_slips_step_parent_class)->finalize (object);
}

static void
fc_slips_step_class_init (FcSlipsStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_slips_step_finalize;
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_SLIPS;
  FC_STEP_VIEW_CLASS (klass)->focus = fc_slips_step_focus;
  FC_STEP_VIEW_CLASS (klass)->build = fc_slips_step_build;
  klass->label = N_ ("Account slips");
  klass->columns = fc_slips_step_columns;
  klass->n_rows = fc_slips_step_n_rows;
  klass->row_id = fc_slips_step_row_id;
  klass->row_key = fc_slips_step_row_key;
  klass->fill = fc_slips_step_fill;
  klass->totals = fc_slips_step_totals;
  klass->kind = fc_slips_step_kind;
  klass->op = fc_slips_step_op;
  klass->is_text = fc_slips_step_is_text;
  klass->op_text = fc_slips_step_op_text;
  klass->pasted = fc_slips_step_pasted;
  klass->committed = fc_slips_step_committed;
  klass->removed = fc_slips_step_removed;
  klass->photo_of = fc_slips_step_photo_of;
  klass->below_key = fc_slips_step_below_key;
  klass->below = fc_slips_step_below;
}

/* "slip.remove": one in the shift, or one that is not whole yet. */
static void
remove_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  GPtrArray *slips = FC_SLIPS_STEP (user_data)->slips;
  FcId id;

  if (!fc_id_from_string (g_variant_get_string (parameter, NULL), &id))
    return;
  for (guint row = 0; row < slips->len; row++)
    if (fc_id_equal (fc_record_get_id (slips->pdata[row]), &id))
      {
        fc_slips_step_removed (user_data, row);
        return;
      }
}

static void
fc_slips_step_init (FcSlipsStep *self)
{
  static const GActionEntry entries[] = { { .name = "remove", .activate = remove_cb, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "slip", G_ACTION_GROUP (group));
  self->slips = g_ptr_array_new_with_free_func (g_object_unref);
  begin_empty (self);
}
