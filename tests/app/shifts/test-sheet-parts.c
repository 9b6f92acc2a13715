/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fc-entry-form.h"
#include "fc-error.h"
#include "fc-shift-around.h"
#include "fc-sign-form.h"
#include "fc-signature-pad.h"
#include "fc-step-view.h"
#include "fc-test-office.h"

static void
test_strokes_come_back_as_they_were_drawn (void)
{
  const char *kept = "[[100,20,110,25,120,40],[300,30,310,31,320,32]]";
  GtkWidget *pad = g_object_ref_sink (fc_signature_pad_new (FALSE));
  g_autoptr (JsonArray) strokes = NULL;
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  fc_signature_pad_set_strokes (FC_SIGNATURE_PAD (pad), kept);
  strokes = fc_signature_pad_dup_strokes (FC_SIGNATURE_PAD (pad));
  json_node_init_array (node, strokes);
  text = json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==, kept);
  fc_signature_pad_set_strokes (FC_SIGNATURE_PAD (pad), "{\"no\": \"strokes\"}");
  g_assert_true (fc_signature_pad_is_empty (FC_SIGNATURE_PAD (pad)));
  g_object_unref (pad);
}

static void
entered_cb (guint *entered)
{
  (*entered)++;
}

static void
test_a_form_gives_nothing_until_it_is_whole (void)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  g_autoptr (FcRecord) record = fc_record_new (FC_CASH_MOVEMENT, &id);
  FcFieldUnits units = { .currency = "EUR" };
  GtkWidget *form = g_object_ref_sink (fc_entry_form_new ("Add", "Add it", FALSE));
  GtkWidget *row;
  guint entered = 0;

  g_signal_connect_swapped (form, "entered", G_CALLBACK (entered_cb), &entered);
  fc_entry_form_set_record (FC_ENTRY_FORM (form), record, &units);
  row = fc_record_form_add (fc_entry_form_get_form (FC_ENTRY_FORM (form)), fc_entry_form_get_group (FC_ENTRY_FORM (form)),
                            FC_CASH_MOVEMENT_AMOUNT);
  g_assert_false (fc_record_form_validate (fc_entry_form_get_form (FC_ENTRY_FORM (form))));
  gtk_editable_set_text (GTK_EDITABLE (row), "2*500");
  g_assert_true (fc_record_form_validate (fc_entry_form_get_form (FC_ENTRY_FORM (form))));
  g_assert_cmpint (fc_record_get_int (fc_entry_form_get_record (FC_ENTRY_FORM (form)), FC_CASH_MOVEMENT_AMOUNT), ==,
                   100000);
  g_object_unref (form);
}

static void
test_arguments_leave_out_what_is_empty (void)
{
  static const int fields[] = { FC_SLIP_CUSTOMER, FC_SLIP_VEHICLE, FC_SLIP_QUANTITY, -1 };
  FcId id = fc_id_new (FC_TEST_NOW);
  g_autoptr (FcRecord) slip = fc_record_new (FC_SLIP, &id);
  g_autoptr (JsonObject) args = NULL;

  fc_record_set_text (slip, FC_SLIP_CUSTOMER, "Harbour Taxi");
  fc_record_set_int (slip, FC_SLIP_QUANTITY, 50000);
  args = fc_args_of_record (slip, fields);
  g_assert_cmpstr (json_object_get_string_member (args, "customer"), ==, "Harbour Taxi");
  g_assert_cmpint (json_object_get_int_member (args, "quantity"), ==, 50000);
  g_assert_false (json_object_has_member (args, "vehicle"));
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_a_station_without_parts_is_one_site (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) parts = NULL;

  fc_station_parts_async (office->replica, &office->station, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  parts = fc_station_parts_finish (office->replica, result, NULL);
  g_assert_cmpuint (parts->len, ==, 1);
  g_assert_cmpstr (((FcStationPart *) g_ptr_array_index (parts, 0))->part, ==, "");
  g_assert_null (((FcStationPart *) g_ptr_array_index (parts, 0))->latest);
}

static guint
count_namesakes (FcOffice *office,
                 FcDate    date,
                 gint64    number,
                 const char *part)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) shifts = NULL;

  fc_shift_namesakes_async (office->replica, &office->station, date, number, part, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  shifts = fc_shift_namesakes_finish (office->replica, result, NULL);
  g_assert_nonnull (shifts);
  return shifts->len;
}

static void
add_shift (FcOffice   *office,
           const char *key,
           gint64      number,
           const char *part,
           const char *state)
{
  FcId id = fc_id_from_key ("shift", key, NULL);
  FcRecord *shift = fc_record_new (FC_SHIFT, &id);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &office->station);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, 20000);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, number);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, FC_TEST_NOW);
  fc_record_set_text (shift, FC_SHIFT_STATE, state);
  fc_record_set_text (shift, FC_SHIFT_PART, part);
  fc_office_load (office, shift);
}

static void
test_a_shift_is_found_by_its_date_and_number (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();

  add_shift (office, "early", 1, NULL, "approved");
  add_shift (office, "replaced", 2, NULL, "superseded");
  add_shift (office, "islands", 3, "Lorries", "open");
  g_assert_cmpuint (count_namesakes (office, 20000, 1, ""), ==, 1);
  g_assert_cmpuint (count_namesakes (office, 20001, 1, ""), ==, 0);
  g_assert_cmpuint (count_namesakes (office, 20000, 2, ""), ==, 0);
  g_assert_cmpuint (count_namesakes (office, 20000, 3, ""), ==, 0);
  g_assert_cmpuint (count_namesakes (office, 20000, 3, "Lorries"), ==, 1);
}

static void
add_pump (FcOffice   *office,
          int         number,
          const char *part)
{
  g_autofree char *key = g_strdup_printf ("%d", number);
  FcId id = fc_id_from_key ("pump", part, key, NULL);
  FcRecord *pump = fc_record_new (FC_PUMP, &id);

  fc_record_set_ref (pump, FC_PUMP_STATION_ID, &office->station);
  fc_record_set_int (pump, FC_PUMP_NUMBER, number);
  fc_record_set_text (pump, FC_PUMP_PART, part);
  fc_office_load (office, pump);
}

/* Three parts, each with a shift since the site was last whole: the next whole one opens with all four, the latest first. */
static void
test_the_whole_site_follows_each_part (void)
{
  static const char *const parts[] = { "East", "North", "West" };
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  const FcStationPart *site;

  for (int i = 0; i < 3; i++)
    add_pump (office, 91 + i, parts[i]);
  add_shift (office, "gone", 1, "East", "approved");
  add_shift (office, "whole", 2, NULL, "approved");
  for (int i = 0; i < 3; i++)
    add_shift (office, parts[i], 3 + i, parts[i], "open");
  add_shift (office, "mistake", 6, "East", "discarded");
  fc_station_parts_async (office->replica, &office->station, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  found = fc_station_parts_finish (office->replica, result, NULL);
  g_assert_cmpuint (found->len, ==, 4);
  site = g_ptr_array_index (found, 0);
  g_assert_cmpuint (site->others->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (fc_record_get_int (g_ptr_array_index (site->others, i), FC_SHIFT_NUMBER), ==, 5 - i);
  g_assert_cmpint (fc_record_get_int (site->latest, FC_SHIFT_NUMBER), ==, 5);
}

/* Whatever the form thought: the office itself opens no second shift of the same name. */
static void
test_an_office_refuses_what_it_knows (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      JsonObject *args = json_object_new ();
      FcId id = fc_id_new (FC_TEST_NOW + i);

      fc_args_set_id (args, "station_id", &office->station);
      json_object_set_string_member (args, "business_date", "2026-11-20");
      json_object_set_int_member (args, "number", 1);
      g_assert_cmpint (fc_office_run (office, fc_op_new_command ("shift.open", FC_SHIFT, &id, args, FC_TEST_NOW), &error),
                       ==, i == 0);
    }
  g_assert_error (error, FC_ERROR, FC_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "is there already"));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/sheet/strokes-come-back-as-they-were-drawn", test_strokes_come_back_as_they_were_drawn);
  g_test_add_func ("/sheet/a-form-gives-nothing-until-it-is-whole", test_a_form_gives_nothing_until_it_is_whole);
  g_test_add_func ("/sheet/arguments-leave-out-what-is-empty", test_arguments_leave_out_what_is_empty);
  g_test_add_func ("/sheet/a-station-without-parts-is-one-site", test_a_station_without_parts_is_one_site);
  g_test_add_func ("/sheet/a-shift-is-found-by-its-date-and-number", test_a_shift_is_found_by_its_date_and_number);
  g_test_add_func ("/sheet/the-whole-site-follows-each-part", test_the_whole_site_follows_each_part);
  g_test_add_func ("/sheet/an-office-refuses-what-it-knows", test_an_office_refuses_what_it_knows);
  return g_test_run ();
}
