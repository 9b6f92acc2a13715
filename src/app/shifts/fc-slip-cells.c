/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-slip-cells.h"

#include "fc-error.h"
#include "fc-shift-words.h"
#include "fc-step-view.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct {
  int field;
  FcNumberKind kind;
  gboolean is_text;
} cells[FC_N_SLIP_CELLS] = {
  [FC_SLIP_CELL_CUSTOMER] = { FC_SLIP_CUSTOMER, 0, TRUE },
  [FC_SLIP_CELL_VEHICLE] = { FC_SLIP_VEHICLE, 0, TRUE },
  [FC_SLIP_CELL_NUMBER] = { FC_SLIP_NUMBER, 0, TRUE },
  [FC_SLIP_CELL_PRODUCT] = { FC_SLIP_PRODUCT_ID, 0, TRUE },
  [FC_SLIP_CELL_QUANTITY] = { FC_SLIP_QUANTITY, FC_NUMBER_VOLUME, FALSE },
  [FC_SLIP_CELL_RATE] = { FC_SLIP_PRICE, FC_NUMBER_PRICE, FALSE },
  [FC_SLIP_CELL_AMOUNT] = { FC_SLIP_AMOUNT, FC_NUMBER_MONEY, FALSE },
  [FC_SLIP_CELL_KIND] = { FC_SLIP_KIND, 0, TRUE },
};

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
find_product (FcShiftDraft  *draft,
              const char    *typed,
              GError       **error)
{
  FcRowSet *rows = fc_shift_draft_get_rows (draft);
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
rate_of (FcShiftDraft *draft,
         const FcId   *product_id)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);

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
put_product (FcShiftDraft *draft,
             FcRecord     *slip,
             FcRecord     *product)
{
  const FcId *before = fc_record_get_ref (slip, FC_SLIP_PRODUCT_ID);
  gint64 rate = fc_record_get_int (slip, FC_SLIP_PRICE);
  gboolean follows = rate == 0 || (before != NULL && rate == rate_of (draft, before));

  fc_record_set_ref (slip, FC_SLIP_PRODUCT_ID, product != NULL ? fc_record_get_id (product) : NULL);
  if (follows && product != NULL && rate_of (draft, fc_record_get_id (product)) != 0)
    fc_record_set_int (slip, FC_SLIP_PRICE, rate_of (draft, fc_record_get_id (product)));
  else if (follows)
    fc_record_set_null (slip, FC_SLIP_PRICE);
}

static gboolean
put_text (FcShiftDraft  *draft,
          FcRecord      *slip,
          FcSlipCell     cell,
          const char    *text,
          GError       **error)
{
  FcRecord *product;
  const char *kind;

  switch (cell)
    {
    case FC_SLIP_CELL_PRODUCT:
      product = *text != '\0' ? find_product (draft, text, error) : NULL;
      if (product == NULL && *text != '\0')
        return FALSE;
      put_product (draft, slip, product);
      return TRUE;
    case FC_SLIP_CELL_KIND:
      kind = find_kind (text, error);
      if (kind != NULL)
        fc_record_set_text (slip, FC_SLIP_KIND, kind);
      return kind != NULL;
    default:
      fc_record_set_text (slip, cells[cell].field, *text != '\0' ? text : NULL);
      return TRUE;
    }
}

static gboolean
put_number (FcShiftDraft  *draft,
            FcRecord      *slip,
            FcSlipCell     cell,
            const char    *text,
            GError       **error)
{
  const char *currency = fc_shift_draft_get_currency (draft);
  gint64 value;

  if (!fc_number_parse (cells[cell].kind, text, currency, &value, error))
    return FALSE;
  fc_slip_cell_set (slip, cell, &value);
  return TRUE;
}

/* In characters, so that no kind is cut in any language. */
static int
longest_kind (void)
{
  glong longest = 0;

  for (guint i = 0; fc_slip_kinds[i] != NULL; i++)
    longest = MAX (longest, g_utf8_strlen (fc_choice_label (fc_slip_kinds[i]), -1));
  return (int) longest;
}

void
fc_slip_cells_add_columns (FcGrid *grid)
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
  fc_grid_add_column (grid, _ ("Kind"), NULL, FC_GRID_EDITABLE | FC_GRID_WIDE_ONLY, longest_kind ());
}

gboolean
fc_slip_cell_is_text (FcSlipCell cell)
{
  return cells[cell].is_text;
}

FcNumberKind
fc_slip_cell_kind (FcSlipCell cell)
{
  return cells[cell].kind;
}

/**
 * fc_slip_cell_set:
 * @value: (nullable): NULL empties the cell
 */
void
fc_slip_cell_set (FcRecord     *slip,
                  FcSlipCell    cell,
                  const gint64 *value)
{
  if (value != NULL)
    fc_record_set_int (slip, cells[cell].field, *value);
  else
    fc_record_set_null (slip, cells[cell].field);
}

/**
 * fc_slip_cell_put:
 * @text: as typed or pasted; a product by the beginning of its name or by its code
 *
 * The rate goes along with a new product.
 */
gboolean
fc_slip_cell_put (FcShiftDraft  *draft,
                  FcRecord      *slip,
                  FcSlipCell     cell,
                  const char    *text,
                  GError       **error)
{
  return cells[cell].is_text ? put_text (draft, slip, cell, text, error) : put_number (draft, slip, cell, text, error);
}

/**
 * fc_slip_is_blank:
 *
 * Returns: whether nobody has typed anything into it: its kind stands there from the start
 */
gboolean
fc_slip_is_blank (FcRecord *slip)
{
  for (FcSlipCell cell = 0; cell < FC_SLIP_CELL_KIND; cell++)
    if (!fc_record_is_null (slip, cells[cell].field))
      return FALSE;
  return TRUE;
}

/**
 * fc_slip_cell_show:
 *
 * Returns: (transfer full): as it stands in the grid, "" for nothing
 */
char *
fc_slip_cell_show (FcShiftDraft *draft,
                   FcRecord     *slip,
                   FcSlipCell    cell)
{
  int field = cells[cell].field;
  FcRecord *product;

  if (fc_record_is_null (slip, field))
    return g_strdup ("");

  switch (cell)
    {
    case FC_SLIP_CELL_PRODUCT:
      product = fc_row_set_get (fc_shift_draft_get_rows (draft), FC_PRODUCT, fc_record_get_ref (slip, field));
      return g_strdup (product != NULL ? fc_record_get_text (product, FC_PRODUCT_NAME) : "");
    case FC_SLIP_CELL_KIND:
      return g_strdup (fc_choice_label (fc_record_get_text (slip, field)));
    default:
      if (cells[cell].is_text)
        return g_strdup (fc_record_get_text (slip, field));
      return fc_number_show (cells[cell].kind, fc_record_get_int (slip, field), fc_shift_draft_get_currency (draft));
    }
}

/**
 * fc_slip_missing:
 *
 * Returns: (transfer none): why one that is not whole is not in the shift
 */
const char *
fc_slip_missing (FcRecord *slip)
{
  if (g_strcmp0 (fc_record_get_text (slip, FC_SLIP_KIND), "account") == 0 && fc_record_is_null (slip, FC_SLIP_CUSTOMER))
    return _ ("Not in the shift yet: whose account is it?");
  return _ ("Not in the shift yet: it needs an amount, or a quantity and a product");
}

/**
 * fc_slip_missing_cell:
 *
 * Returns: where to go on with one that is not whole
 */
FcSlipCell
fc_slip_missing_cell (FcRecord *slip)
{
  if (g_strcmp0 (fc_record_get_text (slip, FC_SLIP_KIND), "account") == 0 && fc_record_is_null (slip, FC_SLIP_CUSTOMER))
    return FC_SLIP_CELL_CUSTOMER;
  if (fc_record_is_null (slip, FC_SLIP_PRODUCT_ID))
    return FC_SLIP_CELL_PRODUCT;
  return fc_record_is_null (slip, FC_SLIP_QUANTITY) ? FC_SLIP_CELL_QUANTITY : FC_SLIP_CELL_AMOUNT;
}

/**
 * fc_slip_args:
 * @with_amount: only where it was typed: else the command works it out
 *
 * Returns: (transfer full): the whole slip, as "shift.put-slips" takes it
 */
JsonObject *
fc_slip_args (FcRecord *slip,
              gboolean  with_amount)
{
  static const int fields[] = { FC_SLIP_KIND, FC_SLIP_CUSTOMER, FC_SLIP_VEHICLE, FC_SLIP_NUMBER, FC_SLIP_PRODUCT_ID,
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

/**
 * fc_slip_has_own_amount:
 *
 * Returns: whether its amount is not quantity × rate: somebody typed it, and it stays
 */
gboolean
fc_slip_has_own_amount (FcRecord *slip)
{
  return !fc_record_is_null (slip, FC_SLIP_AMOUNT)
         && (fc_record_get_int (slip, FC_SLIP_QUANTITY) == 0 || fc_record_get_int (slip, FC_SLIP_PRICE) == 0);
}

/**
 * fc_slip_is_whole:
 *
 * Returns: whether the command takes it
 */
gboolean
fc_slip_is_whole (FcShiftDraft *draft,
                  FcRecord     *slip)
{
  const FcId *product = fc_record_get_ref (slip, FC_SLIP_PRODUCT_ID);
  gboolean rate = fc_record_get_int (slip, FC_SLIP_PRICE) != 0 || (product != NULL && rate_of (draft, product) != 0);
  gboolean amount = !fc_record_is_null (slip, FC_SLIP_AMOUNT)
                    || (rate && !fc_record_is_null (slip, FC_SLIP_QUANTITY));
  gboolean account = g_strcmp0 (fc_record_get_text (slip, FC_SLIP_KIND), "account") == 0;

  return amount && (!account || !fc_record_is_null (slip, FC_SLIP_CUSTOMER));
}
