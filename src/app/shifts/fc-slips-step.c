/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-error.h"
#include "fc-photos.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <string.h>

/* House-account slips, drive-offs and own use: typed through or pasted, with an empty row always waiting at the end. */
typedef struct {
  FcStepGrid parent_instance;

  GPtrArray *slips; /* FcRecord as shown, the empty one last */
  FcRecord *empty;  /* what the next slip begins as; its id is the slip's */
} FcSlipsStep;
typedef FcStepGridClass FcSlipsStepClass;

GType fc_slips_step_get_type (void);
G_DEFINE_TYPE (FcSlipsStep, fc_slips_step, FC_TYPE_STEP_GRID)
#define FC_SLIPS_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_slips_step_get_type (), FcSlipsStep))

enum {
  COLUMN_CUSTOMER,
  COLUMN_VEHICLE,
  COLUMN_NUMBER,
  COLUMN_PRODUCT,
  COLUMN_QUANTITY,
  COLUMN_RATE,
  COLUMN_AMOUNT,
  COLUMN_KIND,
  N_COLUMNS,
};

static const struct {
  int field;
  const char *arg;
  FcNumberKind kind;
  gboolean is_text;
} cells[N_COLUMNS] = {
  [COLUMN_CUSTOMER] = { FC_SLIP_CUSTOMER, "customer", 0, TRUE },
  [COLUMN_VEHICLE] = { FC_SLIP_VEHICLE, "vehicle", 0, TRUE },
  [COLUMN_NUMBER] = { FC_SLIP_NUMBER, "number", 0, TRUE },
  [COLUMN_PRODUCT] = { FC_SLIP_PRODUCT_ID, "product_id", 0, TRUE },
  [COLUMN_QUANTITY] = { FC_SLIP_QUANTITY, "quantity", FC_NUMBER_VOLUME, FALSE },
  [COLUMN_RATE] = { FC_SLIP_PRICE, "price", FC_NUMBER_PRICE, FALSE },
  [COLUMN_AMOUNT] = { FC_SLIP_AMOUNT, "amount", FC_NUMBER_MONEY, FALSE },
  [COLUMN_KIND] = { FC_SLIP_KIND, "kind", 0, TRUE },
};

static gint
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return fc_id_compare (fc_record_get_id (*(FcRecord *const *) a), fc_record_get_id (*(FcRecord *const *) b));
}

static void
begin_empty (FcSlipsStep *self)
{
  FcId id = fc_id_new (g_get_real_time ());

  g_clear_object (&self->empty);
  self->empty = fc_record_new (FC_SLIP, &id);
  fc_record_set_text (self->empty, FC_SLIP_KIND, fc_slip_kinds[0]);
}

/* In the order they were begun: a row must not jump while its number is typed. */
static void
list_slips (FcSlipsStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));

  g_ptr_array_set_size (self->slips, 0);
  for (guint i = 0; i < sheet->slips->len; i++)
    {
      FcRecord *slip = g_ptr_array_index (sheet->slips, i);

      if (!fc_shift_draft_is_here (draft, slip, FC_SLIP_DRAWER_ID))
        continue;
      g_ptr_array_add (self->slips, g_object_ref (slip));
      if (fc_id_equal (fc_record_get_id (slip), fc_record_get_id (self->empty)))
        begin_empty (self);
    }
  g_ptr_array_sort (self->slips, compare_ids);
  if (!fc_shift_draft_is_locked (draft))
    g_ptr_array_add (self->slips, g_object_ref (self->empty));
}

static FcRecord *
get_slip (FcStepGrid *self,
          guint       row)
{
  GPtrArray *slips = FC_SLIPS_STEP (self)->slips;

  return row < slips->len ? g_ptr_array_index (slips, row) : NULL;
}

static void
fc_slips_step_columns (FcStepGrid *self,
                       FcGrid     *grid)
{
  const char *litre = fc_number_unit (FC_NUMBER_VOLUME, NULL);
  const FcGridColumnFlags number = FC_GRID_NUMERIC | FC_GRID_EDITABLE;

  fc_grid_add_column (grid, _ ("Customer"), NULL, FC_GRID_EDITABLE | FC_GRID_EXPAND, 10);
  fc_grid_add_column (grid, _ ("Vehicle"), NULL, FC_GRID_EDITABLE, 8);
  fc_grid_add_column (grid, _ ("Slip"), NULL, FC_GRID_EDITABLE | FC_GRID_WIDE_ONLY, 6);
  fc_grid_add_column (grid, _ ("Product"), NULL, FC_GRID_EDITABLE | FC_GRID_WIDE_ONLY, 8);
  fc_grid_add_column (grid, _ ("Quantity"), litre, number | FC_GRID_WIDE_ONLY, 6);
  fc_grid_add_column (grid, _ ("Rate"), NULL, number | FC_GRID_WIDE_ONLY, 5);
  fc_grid_add_column (grid, _ ("Amount"), NULL, number, 7);
  fc_grid_add_column (grid, _ ("Kind"), NULL, FC_GRID_EDITABLE | FC_GRID_WIDE_ONLY, 8);
}

static guint
fc_slips_step_n_rows (FcStepGrid *self)
{
  list_slips (FC_SLIPS_STEP (self));
  return FC_SLIPS_STEP (self)->slips->len;
}

static const FcId *
fc_slips_step_row_id (FcStepGrid *self,
                      guint       row)
{
  FcRecord *slip = get_slip (self, row);

  return slip != FC_SLIPS_STEP (self)->empty ? fc_record_get_id (slip) : NULL;
}

static char *
show_cell (FcStepGrid *self,
           FcRecord   *slip,
           guint       column)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  FcRecord *product;

  switch (column)
    {
    case COLUMN_PRODUCT:
      product = fc_record_is_null (slip, FC_SLIP_PRODUCT_ID)
                    ? NULL
                    : fc_row_set_get (rows, FC_PRODUCT, fc_record_get_ref (slip, FC_SLIP_PRODUCT_ID));
      return g_strdup (product != NULL ? fc_record_get_text (product, FC_PRODUCT_NAME) : "");
    case COLUMN_KIND:
      return g_strdup (fc_choice_label (fc_record_get_text (slip, FC_SLIP_KIND)));
    default:
      if (cells[column].is_text)
        return g_strdup (fc_record_get_text (slip, cells[column].field));
      return fc_step_grid_show (self, cells[column].kind, slip, cells[column].field);
    }
}

static void
add_menu (FcStepGrid *self,
          guint       row,
          FcRecord   *slip)
{
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (slip));
  g_autofree char *target = fc_photos_target (slip);
  g_autofree char *photo = g_strdup_printf ("sheet.photo('%s')", target);
  g_autofree char *remove = g_strdup_printf ("sheet.remove-slip('%s')", id);
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
  FcRecord *slip = get_slip (self, row);
  gboolean empty = slip == FC_SLIPS_STEP (self)->empty;
  g_autofree char *name = empty ? g_strdup (_ ("next slip")) : g_strdup_printf (_ ("slip %u"), row + 1);

  fc_grid_set_row_name (grid, row, name);
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      g_autofree char *text = show_cell (self, slip, column);

      fc_grid_set_text (grid, row, column, text != NULL ? text : "");
    }
  fc_grid_set_wanted (grid, row, COLUMN_RATE, FALSE);
  fc_grid_set_wanted (grid, row, COLUMN_KIND, FALSE);
  if (!fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (self))))
    add_menu (self, row, slip);
}

static char *
fc_slips_step_below_key (FcStepGrid *self,
                         guint       row)
{
  const FcId *photo = fc_record_get_ref (get_slip (self, row), FC_SLIP_PHOTO_ID);

  return photo != NULL ? fc_id_dup_string (photo) : NULL;
}

static GtkWidget *
fc_slips_step_below (FcStepGrid *self,
                     guint       row)
{
  return fc_photos_make (fc_step_view_get_draft (FC_STEP_VIEW (self)), get_slip (self, row), FC_SLIP_PHOTO_ID);
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
      volume += fc_record_get_int (g_ptr_array_index (slips, i), FC_SLIP_QUANTITY);
      amount += fc_record_get_int (g_ptr_array_index (slips, i), FC_SLIP_AMOUNT);
    }
  litres = fc_number_show (FC_NUMBER_VOLUME, volume, NULL);
  money = fc_number_show (FC_NUMBER_MONEY, amount, fc_shift_draft_get_currency (draft));
  fc_grid_set_total (grid, COLUMN_QUANTITY, litres);
  fc_grid_set_total (grid, COLUMN_AMOUNT, money);
}

static gboolean
fc_slips_step_is_text (FcStepGrid *self,
                       guint       column)
{
  return cells[column].is_text;
}

static FcNumberKind
fc_slips_step_kind (FcStepGrid *self,
                    guint       column)
{
  return cells[column].kind;
}

static gboolean
begins_with (const char *text,
             const char *typed)
{
  g_autofree char *a = text != NULL ? g_utf8_casefold (text, -1) : NULL;
  g_autofree char *b = g_utf8_casefold (typed, -1);

  return a != NULL && g_str_has_prefix (a, b);
}

/* A product by the beginning of its name or by its code. */
static FcRecord *
find_product (FcStepGrid  *self,
              const char  *typed,
              GError     **error)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  g_autoptr (GPtrArray) products = fc_row_set_list (rows, FC_PRODUCT);
  FcRecord *found = NULL;

  for (guint i = 0; i < products->len; i++)
    {
      FcRecord *product = g_ptr_array_index (products, i);

      if (begins_with (fc_record_get_text (product, FC_PRODUCT_CODE), typed)
          && strlen (fc_record_get_text (product, FC_PRODUCT_CODE)) == strlen (typed))
        return product;
      if (found == NULL && begins_with (fc_record_get_text (product, FC_PRODUCT_NAME), typed))
        found = product;
    }
  if (found == NULL)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("No product is called “%s”: type its name or code"), typed);
  return found;
}

static const char *
find_kind (const char  *typed,
           GError     **error)
{
  if (*typed == '\0')
    return fc_slip_kinds[0];
  for (guint i = 0; fc_slip_kinds[i] != NULL; i++)
    if (begins_with (fc_choice_label (fc_slip_kinds[i]), typed) || begins_with (fc_slip_kinds[i], typed))
      return fc_slip_kinds[i];
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("“%s” is no kind of slip: account, drive-off or own use"), typed);
  return NULL;
}

/* What a nozzle with this product took. */
static gint64
rate_of (FcStepGrid *self,
         const FcId *product_id)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));

  for (guint i = sheet->meters->len; i > 0; i--)
    {
      FcRecord *reading = g_array_index (sheet->meters, FcSheetMeter, i - 1).reading;
      const FcId *of = fc_record_get_ref (reading, FC_METER_READING_PRODUCT_ID);

      if (of != NULL && fc_id_equal (of, product_id))
        return fc_record_get_int (reading, FC_METER_READING_PRICE);
    }
  return 0;
}

/* Puts what was typed into @slip, and into @args (nullable) what that means for the command. */
static gboolean
put_text (FcStepGrid  *self,
          FcRecord    *slip,
          guint        column,
          const char  *text,
          GError     **error)
{
  FcRecord *product;
  const char *kind;

  switch (column)
    {
    case COLUMN_PRODUCT:
      product = *text != '\0' ? find_product (self, text, error) : NULL;
      if (product == NULL && *text != '\0')
        return FALSE;
      fc_record_set_ref (slip, FC_SLIP_PRODUCT_ID, product != NULL ? fc_record_get_id (product) : NULL);
      if (product != NULL && fc_record_get_int (slip, FC_SLIP_PRICE) == 0
          && rate_of (self, fc_record_get_id (product)) != 0)
        fc_record_set_int (slip, FC_SLIP_PRICE, rate_of (self, fc_record_get_id (product)));
      return TRUE;
    case COLUMN_KIND:
      kind = find_kind (text, error);
      if (kind != NULL)
        fc_record_set_text (slip, FC_SLIP_KIND, kind);
      return kind != NULL;
    default:
      fc_record_set_text (slip, cells[column].field, *text != '\0' ? text : NULL);
      return TRUE;
    }
}

/* The whole slip, but an amount only where it was typed: else the command works it out. */
static JsonObject *
slip_args (FcRecord *slip,
           gboolean  with_amount)
{
  static const int fields[] = { FC_SLIP_KIND,  FC_SLIP_CUSTOMER, FC_SLIP_VEHICLE, FC_SLIP_NUMBER, FC_SLIP_PRODUCT_ID,
                                FC_SLIP_QUANTITY, FC_SLIP_PRICE, -1 };
  JsonObject *object = fc_args_of_record (slip, fields);

  fc_args_set_id (object, "id", fc_record_get_id (slip));
  for (guint i = 0; fields[i] >= 0; i++)
    if (fc_record_is_null (slip, fields[i]))
      json_object_set_null_member (object, fc_catalog_get (FC_SLIP)->fields[fields[i]].name);
  if (with_amount)
    json_object_set_int_member (object, "amount", fc_record_get_int (slip, FC_SLIP_AMOUNT));
  return object;
}

static FcOp *
put_op (FcStepGrid *self,
        JsonArray  *slips)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  JsonObject *args = json_object_new ();

  fc_shift_draft_add_drawer (draft, args);
  json_object_set_array_member (args, "slips", slips);
  return fc_shift_draft_command (draft, "shift.put-slips", args);
}

static gboolean
is_blank (FcRecord *slip)
{
  for (guint column = 0; column < COLUMN_KIND; column++)
    if (!fc_record_is_null (slip, cells[column].field))
      return FALSE;
  return TRUE;
}

/* An amount that is not quantity × rate was typed by somebody: it stays. */
static gboolean
has_own_amount (FcRecord *slip)
{
  return !fc_record_is_null (slip, FC_SLIP_AMOUNT)
         && (fc_record_get_int (slip, FC_SLIP_QUANTITY) == 0 || fc_record_get_int (slip, FC_SLIP_PRICE) == 0);
}

/* The command takes whole slips only: until then the row at the end keeps what was typed. */
static gboolean
is_whole (FcStepGrid *self,
          FcRecord   *slip)
{
  const FcId *product = fc_record_get_ref (slip, FC_SLIP_PRODUCT_ID);
  gboolean rate = fc_record_get_int (slip, FC_SLIP_PRICE) != 0 || (product != NULL && rate_of (self, product) != 0);
  gboolean amount = !fc_record_is_null (slip, FC_SLIP_AMOUNT)
                    || (rate && !fc_record_is_null (slip, FC_SLIP_QUANTITY));
  gboolean account = g_strcmp0 (fc_record_get_text (slip, FC_SLIP_KIND), "account") == 0;

  return amount && (!account || !fc_record_is_null (slip, FC_SLIP_CUSTOMER));
}

static FcOp *
one_slip_op (FcStepGrid *self,
             FcRecord   *slip,
             guint       column)
{
  FcSlipsStep *step = FC_SLIPS_STEP (self);
  JsonArray *slips;

  if (fc_id_equal (fc_record_get_id (slip), fc_record_get_id (step->empty)))
    {
      g_set_object (&step->empty, slip);
      g_set_object ((FcRecord **) &step->slips->pdata[step->slips->len - 1], slip);
      if (is_blank (slip) || !is_whole (self, slip))
        return NULL;
    }
  slips = json_array_new ();
  json_array_add_object_element (slips, slip_args (slip, column == COLUMN_AMOUNT || has_own_amount (slip)));
  return put_op (self, slips);
}

static FcOp *
fc_slips_step_op (FcStepGrid   *self,
                  guint         row,
                  guint         column,
                  const gint64 *value)
{
  FcRecord *slip = get_slip (self, row);
  g_autoptr (FcRecord) after = slip != NULL ? fc_record_copy (slip) : NULL;

  if (after == NULL)
    return NULL;
  if (value != NULL)
    fc_record_set_int (after, cells[column].field, *value);
  else
    fc_record_set_null (after, cells[column].field);
  return one_slip_op (self, after, column == COLUMN_AMOUNT && value == NULL ? COLUMN_KIND : column);
}

static FcOp *
fc_slips_step_op_text (FcStepGrid  *self,
                       guint        row,
                       guint        column,
                       const char  *text,
                       GError     **error)
{
  FcRecord *slip = get_slip (self, row);
  g_autoptr (FcRecord) after = slip != NULL ? fc_record_copy (slip) : NULL;

  if (after == NULL || !put_text (self, after, column, text, error))
    return NULL;
  return one_slip_op (self, after, column);
}

/* One pasted line: its cells from @column on. */
static gboolean
take_line (FcStepGrid  *self,
           FcRecord    *slip,
           guint        column,
           const char  *line,
           gboolean    *with_amount,
           GError     **error)
{
  const char *currency = fc_shift_draft_get_currency (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  g_auto (GStrv) parts = g_strsplit (line, "\t", -1);

  for (guint i = 0; parts[i] != NULL && column + i < N_COLUMNS; i++)
    {
      const char *text = g_strstrip (parts[i]);
      gint64 value;

      if (*text == '\0')
        continue;
      if (cells[column + i].is_text)
        {
          if (!put_text (self, slip, column + i, text, error))
            return FALSE;
          continue;
        }
      if (!fc_number_parse (cells[column + i].kind, text, currency, &value, error))
        return FALSE;
      fc_record_set_int (slip, cells[column + i].field, value);
      *with_amount |= column + i == COLUMN_AMOUNT;
    }
  return TRUE;
}

static void
tell (FcStepGrid   *self,
      guint         line,
      const GError *error)
{
  g_autofree char *text = g_strdup_printf (_ ("Line %u: %s. Nothing was pasted"), line, error->message);

  g_signal_emit_by_name (fc_step_view_get_draft (FC_STEP_VIEW (self)), "failed", text);
}

/* A block out of a spreadsheet: all of it as one step, or nothing. */
static gboolean
fc_slips_step_pasted (FcStepGrid *self,
                      guint       row,
                      guint       column,
                      const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (JsonArray) slips = json_array_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      FcRecord *slip = get_slip (self, row + n);
      gboolean is_new = slip == NULL || (n > 0 && slip == FC_SLIPS_STEP (self)->empty);
      FcId id = fc_id_new (g_get_real_time () + n);
      g_autoptr (FcRecord) after = is_new ? fc_record_new (FC_SLIP, &id) : fc_record_copy (slip);
      gboolean with_amount = FALSE;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      if (is_new)
        fc_record_set_text (after, FC_SLIP_KIND, fc_slip_kinds[0]);
      if (!take_line (self, after, column, lines[i], &with_amount, &error))
        {
          tell (self, i + 1, error);
          return TRUE;
        }
      json_array_add_object_element (slips, slip_args (after, with_amount || has_own_amount (after)));
      n++;
    }
  if (n > 0
      && !fc_shift_draft_run (fc_step_view_get_draft (FC_STEP_VIEW (self)),
                              put_op (self, json_array_ref (slips)), &error))
    g_signal_emit_by_name (fc_step_view_get_draft (FC_STEP_VIEW (self)), "failed", error->message);
  return TRUE;
}

static void
fc_slips_step_removed (FcStepGrid *self,
                       guint       row)
{
  FcRecord *slip = get_slip (self, row);

  if (slip == NULL)
    return;
  if (slip == FC_SLIPS_STEP (self)->empty)
    {
      begin_empty (FC_SLIPS_STEP (self));
      fc_step_view_refresh (FC_STEP_VIEW (self));
    }
  else
    {
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (slip));

      gtk_widget_activate_action (GTK_WIDGET (self), "sheet.remove-slip", "s", id);
    }
}

/* Work goes on at the end. */
static void
fc_slips_step_focus (FcStepView *view)
{
  FcGrid *grid = fc_step_grid_get_grid (FC_STEP_GRID (view));

  if (fc_grid_get_n_rows (grid) > 0)
    fc_grid_focus_cell (grid, fc_grid_get_n_rows (grid) - 1, COLUMN_CUSTOMER);
}

static void
fc_slips_step_finalize (GObject *object)
{
  FcSlipsStep *self = FC_SLIPS_STEP (object);

  g_clear_pointer (&self->slips, g_ptr_array_unref);
  g_clear_object (&self->empty);

  G_OBJECT_CLASS (fc_slips_step_parent_class)->finalize (object);
}

static void
fc_slips_step_class_init (FcSlipsStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_slips_step_finalize;
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_SLIPS;
  FC_STEP_VIEW_CLASS (klass)->focus = fc_slips_step_focus;
  klass->label = N_ ("Account slips");
  klass->columns = fc_slips_step_columns;
  klass->n_rows = fc_slips_step_n_rows;
  klass->row_id = fc_slips_step_row_id;
  klass->fill = fc_slips_step_fill;
  klass->totals = fc_slips_step_totals;
  klass->kind = fc_slips_step_kind;
  klass->op = fc_slips_step_op;
  klass->is_text = fc_slips_step_is_text;
  klass->op_text = fc_slips_step_op_text;
  klass->pasted = fc_slips_step_pasted;
  klass->removed = fc_slips_step_removed;
  klass->below_key = fc_slips_step_below_key;
  klass->below = fc_slips_step_below;
}

static void
fc_slips_step_init (FcSlipsStep *self)
{
  self->slips = g_ptr_array_new_with_free_func (g_object_unref);
  begin_empty (self);
}
