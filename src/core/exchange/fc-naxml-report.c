/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-private.h"

#include <string.h>

G_DEFINE_QUARK (fc-naxml-error, fc_naxml_error)

void
fc_naxml_grade_sales_free (gpointer data)
{
  FcNaxmlGradeSales *self = data;

  g_free (self->grade);
  g_free (self->position);
  g_free (self->tier);
  g_free (self->tender);
  g_free (self->tender_sub);
  g_free (self->return_tank);
  g_free (self);
}

void
fc_naxml_totalizer_free (gpointer data)
{
  FcNaxmlTotalizer *self = data;

  g_free (self->product);
  g_free (self->position);
  g_free (self);
}

void
fc_naxml_tank_reading_free (gpointer data)
{
  FcNaxmlTankReading *self = data;

  g_free (self->tank);
  g_free (self->product);
  g_free (self);
}

void
fc_naxml_misc_free (gpointer data)
{
  FcNaxmlMisc *self = data;

  g_free (self->code);
  g_free (self->subcode);
  g_free (self->modifier);
  g_free (self->tender);
  g_free (self->tender_sub);
  g_free (self->register_id);
  g_free (self->cashier);
  g_free (self->till);
  g_free (self);
}

void
fc_naxml_sale_line_free (gpointer data)
{
  FcNaxmlSaleLine *self = data;

  g_free (self->grade);
  g_free (self->position);
  g_free (self->code);
  g_free (self->description);
  g_free (self);
}

void
fc_naxml_sale_tender_free (gpointer data)
{
  FcNaxmlSaleTender *self = data;

  g_free (self->code);
  g_free (self->subcode);
  g_free (self);
}

FcNaxmlSale *
fc_naxml_sale_new (void)
{
  FcNaxmlSale *self = g_new0 (FcNaxmlSale, 1);

  self->lines = g_ptr_array_new_with_free_func (fc_naxml_sale_line_free);
  self->tenders = g_ptr_array_new_with_free_func (fc_naxml_sale_tender_free);
  return self;
}

void
fc_naxml_sale_free (gpointer data)
{
  FcNaxmlSale *self = data;

  g_free (self->transaction);
  g_free (self->register_id);
  g_free (self->cashier);
  g_free (self->till);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->tenders);
  g_free (self);
}

FcNaxmlReport *
fc_naxml_report_new (void)
{
  FcNaxmlReport *self = g_new0 (FcNaxmlReport, 1);

  self->grade_sales = g_ptr_array_new_with_free_func (fc_naxml_grade_sales_free);
  self->totalizers = g_ptr_array_new_with_free_func (fc_naxml_totalizer_free);
  self->tank_readings = g_ptr_array_new_with_free_func (fc_naxml_tank_reading_free);
  self->misc = g_ptr_array_new_with_free_func (fc_naxml_misc_free);
  self->sales = g_ptr_array_new_with_free_func (fc_naxml_sale_free);
  return self;
}

void
fc_naxml_report_free (FcNaxmlReport *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_free (self->version);
  g_free (self->store);
  g_free (self->vendor);
  g_free (self->vendor_version);
  g_free (self->register_id);
  g_free (self->cashier);
  g_free (self->till);
  g_ptr_array_unref (self->grade_sales);
  g_ptr_array_unref (self->totalizers);
  g_ptr_array_unref (self->tank_readings);
  g_ptr_array_unref (self->misc);
  g_ptr_array_unref (self->sales);
  g_free (self);
}

/**
 * fc_naxml_report_n_lines:
 *
 * Returns: how many lines of every sort were read
 */
guint
fc_naxml_report_n_lines (const FcNaxmlReport *self)
{
  return self->grade_sales->len + self->totalizers->len + self->tank_readings->len + self->misc->len + self->sales->len;
}

/**
 * fc_naxml_kind_to_string:
 *
 * Returns: the three letters that begin the file's name, or "?"
 */
const char *
fc_naxml_kind_to_string (FcNaxmlKind kind)
{
  static const char *const names[] = { "?", "FGM", "FPM", "TPM", "MSM", "MCM", "TLM", "ISM", "PJR" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "?");

  return names[kind];
}

static const char *
significant (const char *id)
{
  if (strspn (id, "0123456789") != strlen (id))
    return id;
  while (id[0] == '0' && id[1] != '\0')
    id++;
  return id;
}

/**
 * fc_naxml_normalise_id:
 *
 * One report writes grade "001" where the next writes "1": numbers lose their leading zeros,
 * other ids stay as they are but for ASCII case.
 *
 * Returns: (transfer full): the id as keys spell it
 */
char *
fc_naxml_normalise_id (const char *id)
{
  return g_ascii_strup (significant (id), -1);
}

/**
 * fc_naxml_ids_equal:
 * @a: (nullable):
 * @b: (nullable):
 *
 * Returns: whether both mean the same pump, grade or tank
 */
gboolean
fc_naxml_ids_equal (const char *a,
                    const char *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_ascii_strcasecmp (significant (a), significant (b)) == 0;
}
