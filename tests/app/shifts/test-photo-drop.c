/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fc-context.h"
#include "fc-photos.h"
#include "fc-shift-view.h"
#include "fc-test-office.h"
#include "fc-time.h"

/* Pictures that are dropped on a row of a shift's sheet. */

static FcId
load (FcOffice *office,
      FcRecord *record)
{
  FcId id = *fc_record_get_id (record);

  fc_office_load (office, record);
  return id;
}

static FcRecord *
new_record (FcEntity entity)
{
  FcId id = fc_id_new (FC_TEST_NOW);

  return fc_record_new (entity, &id);
}

static FcId
add_shift (FcOffice *office)
{
  FcRecord *shift = new_record (FC_SHIFT);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &office->station);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, FC_TEST_NOW / FC_DAY_US);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, 1);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, FC_TEST_NOW - FC_HOUR_US);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  return load (office, shift);
}

static FcId
add_delivery (FcOffice   *office,
              const FcId *shift)
{
  FcRecord *tank = new_record (FC_TANK), *delivery = new_record (FC_DELIVERY);
  FcId tank_id;

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &office->station);
  fc_record_set_int (tank, FC_TANK_NUMBER, 1);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &office->diesel);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  tank_id = load (office, tank);
  fc_record_set_ref (delivery, FC_DELIVERY_SHIFT_ID, shift);
  fc_record_set_ref (delivery, FC_DELIVERY_STATION_ID, &office->station);
  fc_record_set_ref (delivery, FC_DELIVERY_TANK_ID, &tank_id);
  fc_record_set_int (delivery, FC_DELIVERY_DELIVERED_AT, FC_TEST_NOW);
  fc_record_set_int (delivery, FC_DELIVERY_TICKETED_VOLUME, 10000000);
  return load (office, delivery);
}

static GFile *
write_picture (FcOffice *office)
{
  GFile *file = g_file_get_child (office->folder, "ticket.png");
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 48);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (picture, 0x336699ff);
  gdk_pixbuf_save (picture, g_file_peek_path (file), "png", &error, NULL);
  g_assert_no_error (error);
  return file;
}

/* The first widget in @parent that takes pictures for the record. */
static GtkWidget *
find_row (GtkWidget  *parent,
          const FcId *record_id)
{
  FcRecord *record = g_object_get_data (G_OBJECT (parent), "record");
  GtkWidget *found = ADW_IS_ACTION_ROW (parent) && record != NULL && fc_id_equal (fc_record_get_id (record), record_id)
                         ? parent
                         : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, record_id);
  return found;
}

static gboolean
drop (GtkWidget *row,
      GFile     *file)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (row);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 4.0, 4.0, &taken);
    }
  return taken;
}

static void
test_a_picture_dropped_on_a_delivery_is_its_photo (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GSettings) settings = g_settings_new_with_path ("org.forecourt.Forecourt", "/org/forecourt/Forecourt/profiles/test/");
  g_autoptr (FcContext) context = fc_context_new (office->replica, NULL, settings);
  g_autoptr (GFile) picture = write_picture (office);
  FcId shift = add_shift (office), delivery = add_delivery (office, &shift);
  GtkWidget *window = gtk_window_new (), *view = fc_shift_view_new (context, &shift), *row = NULL;
  g_autoptr (FcRecord) after = NULL;

  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (view, "sheet.go", "s", "deliveries");
  while ((row = find_row (view, &delivery)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (drop (row, picture));
  while (fc_office_count (office, "SELECT count(*) FROM delivery WHERE photo_id IS NOT NULL") == 0)
    g_main_context_iteration (NULL, TRUE);
  after = fc_office_get (office, FC_DELIVERY, &delivery);
  g_assert_nonnull (fc_record_get_ref (after, FC_DELIVERY_PHOTO_ID));
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM attachment a JOIN delivery d ON d.photo_id = a.id"
                                            " WHERE a.entity = 'delivery' AND a.name = 'ticket.png'"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  fc_office_settle ();
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/photo-drop/a-picture-dropped-on-a-delivery-is-its-photo",
                   test_a_picture_dropped_on_a_delivery_is_its_photo);
  return g_test_run ();
}
