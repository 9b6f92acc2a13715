/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-error.h"
#include "fc-photos.h"
#include "fc-slips-kept.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <string.h>

/* House-account slips, drive-offs and own use: typed through or pasted, with an empty row always waiting at the end. */
typedef struct {
  FcStepGrid parent_instance;

  GPtrArray *slips;      /* FcRecord as shown, the empty one last */
  GPtrArray *unfinished; /* FcRecord: pasted, or of an earlier day, and not whole yet */
  FcRecord *empty;       /* what the next slip begins as; its id is the slip's */
  gint64 begun_at;       /* the time in the newest id */
  gboolean stale;        /* what is kept on disk is in the shift by now */
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

/* Slips stand in the order of their ids, which tell time to the millisecond. */
static FcRecord *
begin_slip (FcSlipsStep *self)
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
  self->empty = begin_slip (self);
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

static gboolean
is_in_shift (FcSlipsStep *self,
             FcRecord    *slip)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_step_view_get_draft (FC_STEP_VIEW (self)));

  return fc_row_set_get (rows, FC_SLIP, fc_record_get_id (slip)) != NULL;
}

/* What is refused in a row goes along with its slip. */
static void
follow_rows (FcSlipsStep *self,
             GPtrArray   *before)
{
  g_autofree guint *moved = g_new (guint, before->len + 1);

  for (guint i = 0; i < before->len; i++)
    {
      moved[i] = G_MAXUINT;
      for (guint j = 0; j < self->slips->len; j++)
        if (fc_id_equal (fc_record_get_id (before->pdata[i]), fc_record_get_id (self->slips->pdata[j])))
          moved[i] = j;
    }
  fc_step_grid_move_rows (FC_STEP_GRID (self), moved, before->len);
}

/* In the order they were begun: a row must not jump while its number is typed. */
static void
list_slips (FcSlipsStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->slips); /* where each row was */

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
    if (!is_in_shift (self, self->unfinished->pdata[i])
        && fc_shift_draft_is_here (draft, self->unfinished->pdata[i], FC_SLIP_DRAWER_ID))
      g_ptr_array_add (self->slips, g_object_ref (self->unfinished->pdata[i]));
  g_ptr_array_sort (self->slips, compare_ids);
  if (!fc_shift_draft_is_locked (draft))
    g_ptr_array_add (self->slips, g_object_ref (self->empty));
  follow_rows (self, before);
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

static gboolean
is_blank (FcRecord *slip)
{
  for (guint column = 0; column < COLUMN_KIND; column++)
    if (!fc_record_is_null (slip, cells[column].field))
      return FALSE;
  return TRUE;
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
      gboolean in_shift = is_in_shift (self, slip), saving = fc_shift_draft_is_saving (draft);

      self->stale |= in_shift && saving;
      if (!in_shift || saving)
        g_ptr_array_add (kept, g_object_ref (slip));
      else
        g_ptr_array_remove_index (self->unfinished, i - 1);
    }
  if (!is_blank (self->empty) && !is_in_shift (self, self->empty))
    {
      FcRecord *slip = fc_record_copy (self->empty);

      fc_record_set_ref (slip, FC_SLIP_DRAWER_ID, fc_shift_draft_get_drawer (draft));
      g_ptr_array_add (kept, slip);
    }
  fc_slips_kept_write (fc_shift_draft_get_replica (draft), fc_shift_draft_get_id (draft), kept);
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
  g_autofree char *remove = g_strdup_printf ("slip.remove('%s')", id);
  GMenu *menu = fc_step_grid_menu (self, row, fc_record_get_id (slip));

  if (menu == NULL)
    return;
  g_menu_append (menu, _ ("Attach a photo…"), photo);
  g_menu_append (menu, _ ("Remove this slip"), remove);
}

static const char *
missing_in (FcRecord *slip)
{
  if (g_strcmp0 (fc_record_get_text (slip, FC_SLIP_KIND), "account") == 0 && fc_record_is_null (slip, FC_SLIP_CUSTOMER))
    return _ ("Not in the shift yet: whose account is it?");
  return _ ("Not in the shift yet: it needs an amount, or a quantity and a product");
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
  if (find_unfinished (FC_SLIPS_STEP (self), fc_record_get_id (slip)) != NULL && !is_in_shift (FC_SLIPS_STEP (self), slip))
    fc_grid_set_note (grid, row, FC_GRID_NOTE_WARNING, missing_in (slip), NULL, NULL, NULL);
  if (!fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (self))))
    add_menu (self, row, slip);
}

static FcRecord *
fc_slips_step_photo_of (FcStepGrid *self,
                        guint       row)
{
  return get_slip (self, row);
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
      if (!is_in_shift (FC_SLIPS_STEP (self), slips->pdata[i]))
        continue;
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

/* The rate goes along with the product, unless somebody typed another. */
static void
put_product (FcStepGrid *self,
             FcRecord   *slip,
             FcRecord   *product)
{
  const FcId *before = fc_record_get_ref (slip, FC_SLIP_PRODUCT_ID);
  gint64 rate = fc_record_get_int (slip, FC_SLIP_PRICE);
  gboolean follows = rate == 0 || (before != NULL && rate == rate_of (self, before));

  fc_record_set_ref (slip, FC_SLIP_PRODUCT_ID, product != NULL ? fc_record_get_id (product) : NULL);
  if (follows && product != NULL && rate_of (self, fc_record_get_id (product)) != 0)
    fc_record_set_int (slip, FC_SLIP_PRICE, rate_of (self, fc_record_get_id (product)));
  else if (follows)
    fc_record_set_null (slip, FC_SLIP_PRICE);
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
      put_product (self, slip, product);
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
  FcRecord **unfinished = find_unfinished (step, fc_record_get_id (slip));
  JsonArray *slips;

  if (unfinished != NULL)
    {
      g_set_object (unfinished, slip);
      for (guint i = 0; i < step->slips->len; i++)
        if (fc_id_equal (fc_record_get_id (step->slips->pdata[i]), fc_record_get_id (slip)))
          g_set_object ((FcRecord **) &step->slips->pdata[i], slip);
      if (!is_whole (self, slip))
        return NULL;
    }
  else if (fc_id_equal (fc_record_get_id (slip), fc_record_get_id (step->empty)))
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

/* What is being pasted. */
typedef struct {
  FcStepGrid *step;
  guint column;        /* the first cell of each line goes here */
  JsonArray *slips;    /* for the command: those that are whole … */
  GPtrArray *records;  /* … and the same as FcRecord */
  GArray *wrong;       /* Wrong */
  guint n_unfinished;
} Paste;

/* A cell that cannot be taken: it stays as it was pasted, with the reason. */
typedef struct {
  FcId slip;
  guint column;
  char *text; /* nullable: the row is wrong as a whole */
  char *message;
} Wrong;

static void
wrong_clear (gpointer data)
{
  Wrong *wrong = data;

  g_free (wrong->text);
  g_free (wrong->message);
}

static void
paste_clear (Paste *paste)
{
  json_array_unref (paste->slips);
  g_ptr_array_unref (paste->records);
  g_array_unref (paste->wrong);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paste, paste_clear)

static void
add_wrong (Paste        *paste,
           FcRecord     *slip,
           guint         column,
           const char   *text,
           const GError *error)
{
  Wrong wrong = { *fc_record_get_id (slip), column, g_strdup (text), g_strdup (error->message) };

  g_array_append_val (paste->wrong, wrong);
}

static gboolean
put_number (FcStepGrid  *self,
            FcRecord    *slip,
            guint        column,
            const char  *text,
            GError     **error)
{
  const char *currency = fc_shift_draft_get_currency (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  gint64 value;

  if (!fc_number_parse (cells[column].kind, text, currency, &value, error))
    return FALSE;
  fc_record_set_int (slip, cells[column].field, value);
  return TRUE;
}

/* One pasted line: its cells from the first column on. Returns whether it has an amount. */
static gboolean
take_line (Paste      *paste,
           FcRecord   *slip,
           const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "\t", -1);
  gboolean with_amount = FALSE;

  for (guint i = 0; parts[i] != NULL && paste->column + i < N_COLUMNS; i++)
    {
      guint column = paste->column + i;
      const char *text = g_strstrip (parts[i]);
      g_autoptr (GError) error = NULL;

      if (*text == '\0')
        continue;
      if (cells[column].is_text ? put_text (paste->step, slip, column, text, &error)
                                : put_number (paste->step, slip, column, text, &error))
        with_amount |= column == COLUMN_AMOUNT;
      else
        add_wrong (paste, slip, column, text, error);
    }
  return with_amount;
}

/* Not in the shift yet, and kept all the same. */
static void
keep_slip (Paste    *paste,
           FcRecord *slip)
{
  FcSlipsStep *self = FC_SLIPS_STEP (paste->step);
  const FcId *drawer = fc_shift_draft_get_drawer (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  FcRecord **before = find_unfinished (self, fc_record_get_id (slip));

  paste->n_unfinished++;
  fc_record_set_ref (slip, FC_SLIP_DRAWER_ID, drawer);
  if (before != NULL)
    g_set_object (before, slip);
  else
    g_ptr_array_add (self->unfinished, g_object_ref (slip));
  if (fc_id_equal (fc_record_get_id (slip), fc_record_get_id (self->empty)))
    begin_empty (self);
}

static void
paste_line (Paste      *paste,
            guint       row,
            const char *line)
{
  FcSlipsStep *self = FC_SLIPS_STEP (paste->step);
  FcRecord *there = get_slip (paste->step, row);
  g_autoptr (FcRecord) slip = there != NULL ? fc_record_copy (there) : begin_slip (self);
  gboolean with_amount = take_line (paste, slip, line);

  if (!is_in_shift (self, slip) && !is_whole (paste->step, slip))
    {
      keep_slip (paste, slip);
      return;
    }
  json_array_add_object_element (paste->slips, slip_args (slip, with_amount || has_own_amount (slip)));
  g_ptr_array_add (paste->records, g_object_ref (slip));
}

/* All of it as one step; where one is refused, each by itself. */
static void
put_pasted (Paste *paste)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (paste->step));
  guint n = json_array_get_length (paste->slips);

  if (n == 0 || fc_shift_draft_run (draft, put_op (paste->step, json_array_ref (paste->slips)), NULL))
    return;
  for (guint i = 0; i < n; i++)
    {
      JsonArray *one = json_array_new ();
      FcRecord *slip = g_ptr_array_index (paste->records, i);
      g_autoptr (GError) error = NULL;

      json_array_add_element (one, json_node_copy (json_array_get_element (paste->slips, i)));
      if (fc_shift_draft_run (draft, put_op (paste->step, one), &error))
        continue;
      add_wrong (paste, slip, paste->column, NULL, error);
      if (!is_in_shift (FC_SLIPS_STEP (paste->step), slip))
        keep_slip (paste, slip);
    }
}

static void
mark_wrong (Paste *paste)
{
  GPtrArray *slips = FC_SLIPS_STEP (paste->step)->slips;

  for (guint i = 0; i < paste->wrong->len; i++)
    {
      const Wrong *wrong = &g_array_index (paste->wrong, Wrong, i);

      for (guint row = 0; row < slips->len; row++)
        if (fc_id_equal (fc_record_get_id (slips->pdata[row]), &wrong->slip))
          fc_step_grid_refuse (paste->step, row, wrong->column, wrong->text, wrong->message);
    }
}

static void
tell_pasted (Paste *paste,
             guint  n_lines)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (paste->step));
  g_autofree char *pasted = g_strdup_printf (ngettext ("%u slip pasted", "%u slips pasted", n_lines), n_lines);
  g_autofree char *wrong = g_strdup_printf (ngettext ("%u cell is wrong and says why", "%u cells are wrong and say why",
                                                      paste->wrong->len),
                                            paste->wrong->len);
  /* Translators: what was pasted, and what is wrong in it */
  g_autofree char *both = g_strdup_printf (_ ("%s. %s"), pasted, wrong);

  if (window != NULL && n_lines > 0)
    fc_window_toast (window, paste->wrong->len > 0 ? both : pasted);
}

/* A block out of a spreadsheet: a slip a line. */
static gboolean
fc_slips_step_pasted (FcStepGrid *self,
                      guint       row,
                      guint       column,
                      const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (Paste) paste = { self, column, json_array_new (), g_ptr_array_new_with_free_func (g_object_unref),
                           g_array_new (FALSE, FALSE, sizeof (Wrong)), 0 };
  guint n = 0, last = FC_SLIPS_STEP (self)->slips->len;

  g_array_set_clear_func (paste.wrong, wrong_clear);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (strspn (lines[i], " \t\r") == strlen (lines[i]))
        continue;
      paste_line (&paste, MIN (row + n, last), lines[i]);
      n++;
    }
  put_pasted (&paste);
  fc_step_view_refresh (FC_STEP_VIEW (self));
  mark_wrong (&paste);
  fc_slips_step_committed (self);
  tell_pasted (&paste, n);
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
    begin_empty (FC_SLIPS_STEP (self));
  else if (!is_in_shift (FC_SLIPS_STEP (self), slip))
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

/* Work goes on at the end. */
static void
fc_slips_step_focus (FcStepView *view)
{
  FcGrid *grid = fc_step_grid_get_grid (FC_STEP_GRID (view));

  if (fc_grid_get_n_rows (grid) > 0)
    fc_grid_focus_cell (grid, fc_grid_get_n_rows (grid) - 1, COLUMN_CUSTOMER);
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
