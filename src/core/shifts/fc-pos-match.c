/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pos-match.h"

#include "fc-naxml.h"

#include <string.h>

/* How a POS's numbers find their way to the station's own records. */

/**
 * fc_pos_match_product:
 * @code: (nullable): FuelGradeID or FuelProductID
 *
 * A product's `pos_codes` hold plain numbers, or "grade:1" and "product:1" where a site counts the two apart.
 *
 * Returns: (transfer none) (nullable)
 */
FcRecord *
fc_pos_match_product (FcRowSet   *rows,
                      const char *code,
                      gboolean    is_grade)
{
  g_autoptr (GPtrArray) products = fc_row_set_list (rows, FC_PRODUCT);
  g_autofree char *typed = g_strconcat (is_grade ? "grade:" : "product:", code, NULL);
  FcRecord *plain = NULL;

  for (guint i = 0; code != NULL && i < products->len; i++)
    {
      if (fc_record_set_has (products->pdata[i], FC_PRODUCT_POS_CODES, typed))
        return products->pdata[i];
      if (plain == NULL && fc_record_set_has (products->pdata[i], FC_PRODUCT_POS_CODES, code))
        plain = products->pdata[i];
    }
  return plain;
}

static gboolean
stands_at (FcRowSet   *rows,
           FcRecord   *nozzle,
           const char *position)
{
  const char *own = fc_record_get_text (nozzle, FC_NOZZLE_POS_POSITION);
  FcRecord *pump = fc_row_set_get (rows, FC_PUMP, fc_record_get_ref (nozzle, FC_NOZZLE_PUMP_ID));
  g_autofree char *number = NULL;

  if (own != NULL && own[0] != '\0')
    return fc_naxml_ids_equal (own, position);
  if (pump == NULL)
    return FALSE;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, fc_record_get_int (pump, FC_PUMP_NUMBER));
  return fc_naxml_ids_equal (number, position);
}

/**
 * fc_pos_match_nozzle:
 * @position: (nullable): the POS's fuelling position; the pump's number unless the nozzle says otherwise
 * @product: (nullable)
 *
 * Returns: (transfer none) (nullable): the nozzle at @position that gives @product
 */
FcRecord *
fc_pos_match_nozzle (FcRowSet   *rows,
                     const char *position,
                     FcRecord   *product)
{
  g_autoptr (GPtrArray) nozzles = NULL;

  if (position == NULL || product == NULL)
    return NULL;
  nozzles = fc_row_set_list_by (rows, FC_NOZZLE, FC_NOZZLE_PRODUCT_ID, fc_record_get_id (product));
  for (guint i = 0; i < nozzles->len; i++)
    if (!fc_record_get_bool (nozzles->pdata[i], FC_NOZZLE_REMOVED) && stands_at (rows, nozzles->pdata[i], position))
      return nozzles->pdata[i];
  return NULL;
}

FcRecord *
fc_pos_match_tank (FcRowSet   *rows,
                   const char *number)
{
  g_autoptr (GPtrArray) tanks = fc_row_set_list (rows, FC_TANK);

  for (guint i = 0; number != NULL && i < tanks->len; i++)
    {
      g_autofree char *own = g_strdup_printf ("%" G_GINT64_FORMAT, fc_record_get_int (tanks->pdata[i], FC_TANK_NUMBER));

      if (fc_naxml_ids_equal (own, number))
        return tanks->pdata[i];
    }
  return NULL;
}

/**
 * fc_pos_match_tender:
 * @tender: (nullable): as the POS spells it
 *
 * Returns: (nullable): one of fc_tenders[], %NULL where the word says nothing
 */
const char *
fc_pos_match_tender (const char *tender,
                     gboolean    outside)
{
  static const struct
  {
    const char *part;
    const char *tender;
  } words[] = {
    { "fleet", "fleet_card" }, { "mobile", "mobile" },   { "wallet", "mobile" },    { "account", "account" },
    { "house", "account" },    { "charge", "account" },  { "voucher", "voucher" },  { "coupon", "voucher" },
    { "gift", "voucher" },     { "credit", "card" },     { "debit", "card" },       { "card", "card" },
    { "cash", "cash" },        { "currency", "cash" },
  };
  g_autofree char *lower = tender != NULL ? g_ascii_strdown (tender, -1) : NULL;

  for (gsize i = 0; lower != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (strstr (lower, words[i].part) == NULL)
        continue;
      if (!g_str_equal (words[i].tender, "card"))
        return words[i].tender;
      return outside || strstr (lower, "outside") != NULL ? "card_outside" : "card_inside";
    }
  return NULL;
}
