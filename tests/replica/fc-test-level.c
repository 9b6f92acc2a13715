/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-level.h"

/* What the hub sends back of a product. */
FcPulledRow *
pulled_product (FcOffice   *office,
                const FcId *id,
                const char *code,
                const char *name,
                const char *colour,
                gint64      seq)
{
  FcRecord *product = fc_record_new (FC_PRODUCT, id);

  fc_record_set_text (product, FC_PRODUCT_CODE, code);
  fc_record_set_text (product, FC_PRODUCT_NAME, name);
  fc_record_set_text (product, FC_PRODUCT_CATEGORY, "fuel");
  fc_record_set_text (product, FC_PRODUCT_COLOUR, colour);
  fc_record_set_version (product, seq);
  return fc_pulled_row_new (FC_PULLED_ROW, FC_PRODUCT, id, "tenant", seq, product);
}

GPtrArray *
rows_of (FcPulledRow *row)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);

  if (row != NULL)
    g_ptr_array_add (rows, row);
  return rows;
}

void
pull (FcOffice    *office,
      FcPulledRow *row,
      gint64       head)
{
  g_autoptr (GPtrArray) rows = rows_of (row);
  g_autoptr (GError) error = NULL;

  fc_office_pull (office, rows, head, &error);
  g_assert_no_error (error);
}

/* An office whose hub has everything: nothing waits. */
FcOffice *
level_office (void)
{
  FcOffice *office = fc_office_new ();
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) manager = fc_office_get (office, FC_USER, &office->manager);
  FcId role_id = fc_id_from_key ("role", "admin", NULL);
  g_autoptr (FcRecord) role = fc_office_get (office, FC_ROLE, &role_id);

  fc_office_bind (office);
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, ==, 4); /* two stations, two products */
  fc_office_results (office, ops, FC_OUTCOME_APPLIED, 10, NULL);
  g_ptr_array_add (rows, pulled_product (office, &office->diesel, "D", "Diesel", NULL, 9));
  g_ptr_array_add (rows, pulled_product (office, &office->petrol, "U", "Unleaded", NULL, 10));
  fc_record_set_version (manager, 2);
  fc_record_set_version (role, 1);
  g_ptr_array_add (rows, fc_pulled_row_new (FC_PULLED_ROW, FC_ROLE, &role_id, "tenant", 1, g_object_ref (role)));
  g_ptr_array_add (rows,
                   fc_pulled_row_new (FC_PULLED_ROW, FC_USER, &office->manager, "tenant", 2, g_object_ref (manager)));
  fc_office_pull (office, rows, 10, &error);
  g_assert_no_error (error);
  fc_office_act_as (office, &office->manager);
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_pending (office->replica), ==, 0);
  return office;
}

void
assert_product (FcOffice   *office,
                const char *name,
                const char *colour)
{
  g_autofree char *is_name = fc_office_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME);
  g_autofree char *is_colour = fc_office_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_COLOUR);

  g_assert_cmpstr (is_name, ==, name);
  g_assert_cmpstr (is_colour, ==, colour);
}

void
rename_diesel (FcOffice   *office,
               const char *name)
{
  g_autoptr (GError) error = NULL;

  fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, name, &error);
  g_assert_no_error (error);
}
