/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record-form.h"
#include "fc-row-set.h"

/* (transfer full) */
static FcRecord *
new_tank (int number)
{
  g_autofree char *key = g_strdup_printf ("tank %d", number);
  FcId id = fc_id_from_key (key, NULL);
  FcRecord *tank = fc_record_new (FC_TANK, &id);

  fc_record_set_int (tank, FC_TANK_NUMBER, number);
  return tank;
}

/* Figures are computed anew with each keystroke, and the records they were computed of go; the form stays. */
static void
test_a_row_keeps_the_records_it_offers (void)
{
  FcId id = fc_id_from_key ("delivery", NULL);
  g_autoptr (FcRecord) delivery = fc_record_new (FC_DELIVERY, &id), first = new_tank (1);
  g_autoptr (FcRecordForm) form = fc_record_form_new (delivery, &(FcFieldUnits){ .currency = "EUR" });
  GtkWidget *group = g_object_ref_sink (adw_preferences_group_new ());
  FcRowSet *rows = fc_row_set_new ();
  FcRecord *second = new_tank (2);
  FcId chosen = *fc_record_get_id (second);
  GtkWidget *row;

  fc_row_set_add (rows, first);
  fc_row_set_add (rows, second);
  g_object_unref (second);
  {
    g_autoptr (GPtrArray) tanks = fc_row_set_list (rows, FC_TANK);

    row = fc_record_form_add_ref (form, group, FC_DELIVERY_TANK_ID, tanks, FC_TANK_NUMBER);
  }
  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  fc_row_set_free (rows);
  g_assert_nonnull (second);
  for (guint i = 0; i < 2; i++)
    {
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), GTK_INVALID_LIST_POSITION);
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
      if (fc_id_equal (fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID), &chosen))
        break;
    }
  g_assert_true (fc_id_equal (fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID), &chosen));
  g_object_unref (group);
  g_clear_object (&form);
  g_assert_null (second);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/record-form/a-row-keeps-the-records-it-offers", test_a_row_keeps_the_records_it_offers);
  return g_test_run ();
}
