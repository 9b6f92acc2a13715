/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fleet-pages.h"

#include "fc-field-text.h"
#include "fc-fleet-queries.h"
#include "fc-track-dialog.h"
#include "fc-vehicle-days.h"

#include <glib/gi18n.h>

typedef struct {
  FcRecordPage parent_instance;
} FcVehiclesPage;
typedef FcRecordPageClass FcVehiclesPageClass;

GType fc_vehicles_page_get_type (void);
G_DEFINE_TYPE (FcVehiclesPage, fc_vehicles_page, FC_TYPE_RECORD_PAGE)

static GtkWidget *
add_group (GtkWidget  *box,
           const char *title,
           const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (GTK_BOX (box), group);
  return group;
}

static void
build_vehicle (FcRecordForm *form,
               GtkWidget    *box,
               GPtrArray    *also,
               FcContext    *context)
{
  static const int fields[] = { FC_VEHICLE_NUMBER, FC_VEHICLE_NAME, FC_VEHICLE_MODEL, FC_VEHICLE_DRIVER,
                                FC_VEHICLE_STATUS };
  g_autoptr (GPtrArray) stations = fc_station_choices (context);
  GtkWidget *group = add_group (box, _ ("Vehicle"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fc_record_form_add (form, group, fields[i]);
  fc_record_form_add_ref (form, group, FC_VEHICLE_STATION_ID, stations, FC_STATION_NAME);
  group = add_group (box, _ ("Fuel and distance"), NULL);
  fc_record_form_add_ref (form, group, FC_VEHICLE_PRODUCT_ID, also, FC_PRODUCT_NAME);
  fc_record_form_add (form, group, FC_VEHICLE_TANK_CAPACITY);
  fc_record_form_add (form, group, FC_VEHICLE_ODOMETER);
  group = add_group (box, _ ("Tracker"),
                     _ ("By this number, positions that come from a tracker or its server find the vehicle."));
  fc_record_form_add (form, group, FC_VEHICLE_TRACKER_ID);
}

static const FcRecordSpec vehicle_spec = {
  .entity = FC_VEHICLE,
  .also = FC_PRODUCT,
  .permission = "vehicles.edit",
  .new_title = N_ ("New vehicle"),
  .create = N_ ("_Add vehicle"),
  .build = build_vehicle,
};

static void
status_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  const char *status = fc_query_row_get_text (row, column);

  cell->text = g_strdup (fc_choice_label (status));
  if (g_strcmp0 (status, "in_service") != 0)
    cell->css_class = "dim-label";
}

static void
vehicle_cells (FcRecordPage *self,
               FcDataTable  *table)
{
  fc_data_table_set_cell_func (table, fc_vehicle_list.columns[FC_VEHICLE_LIST_STATUS].name, status_cell, NULL, NULL);
}

static void
bind_vehicles (FcRecordPage *self,
               FcQueryModel *model)
{
  fc_query_model_bind_id (model, "station", fc_context_get_station (fc_page_get_context (FC_PAGE (self))));
  fc_query_model_bind_text (model, "status", NULL);
}

static void
prepare_vehicle (FcRecordPage *self,
                 FcRecord     *draft)
{
  const FcId *station = fc_context_get_station (fc_page_get_context (FC_PAGE (self)));

  fc_record_set_text (draft, FC_VEHICLE_STATUS, "in_service");
  if (station != NULL)
    fc_record_set_ref (draft, FC_VEHICLE_STATION_ID, station);
}

static void
add_days (FcRecordPage *self,
          FcRecordView *view,
          const FcId   *id)
{
  fc_record_view_append (view, fc_vehicle_days_new (FC_PAGE (self), id));
}

/* Of the vehicle that is selected, or of the one that the file or the person names. */
static void
import_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       page)
{
  FcQueryRow *row = fc_data_table_get_selected_row (fc_record_page_get_table (page));

  fc_track_dialog_choose (page, row != NULL ? fc_query_row_get_id (row) : NULL);
}

static void
fc_vehicles_page_setup (FcPage *page)
{
  static const GActionEntry entries[] = { { .name = "import", .activate = import_cb } };

  FC_PAGE_CLASS (fc_vehicles_page_parent_class)->setup (page);
  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), page);
  fc_page_set_actions_enabled (page, "import", fc_context_may (fc_page_get_context (page), "vehicles.edit"));
}

static void
fc_vehicles_page_class_init (FcVehiclesPageClass *klass)
{
  static const char *const narrow[] = { "number", "driver", "status", NULL };

  klass->list = &fc_vehicle_list;
  klass->record = &vehicle_spec;
  klass->title_column = FC_VEHICLE_LIST_NUMBER;
  klass->narrow_columns = narrow;
  klass->empty_icon = "fc-vehicles-symbolic";
  klass->empty_title = N_ ("No vehicles yet");
  klass->empty_description = N_ ("Add the company’s cars and trucks to see where they are and what they drive.");
  klass->add = N_ ("Add vehicle…");
  klass->cells = vehicle_cells;
  klass->bind = bind_vehicles;
  klass->prepare = prepare_vehicle;
  klass->extend = add_days;
  FC_PAGE_CLASS (klass)->setup = fc_vehicles_page_setup;
}

static void
fc_vehicles_page_init (FcVehiclesPage *self)
{
  g_object_set (self, "search-enabled", TRUE, "uses-station", TRUE, NULL);
}

static const char *const kinds[] = { "vehicle", NULL };

static char *
dup_record_title (FcQueryRow *row)
{
  return g_strdup (fc_query_row_get_text (row, FC_VEHICLE_LIST_NUMBER));
}

static char *
dup_record_subtitle (FcQueryRow *row)
{
  const char *name = fc_query_row_get_text (row, FC_VEHICLE_LIST_NAME);

  return g_strdup (name != NULL ? name : fc_query_row_get_text (row, FC_VEHICLE_LIST_DRIVER));
}

static const FcPageAction actions[] = {
  { N_ ("Add a vehicle"), "page.new", "vehicles.edit" },
  { N_ ("Import positions of a vehicle"), "page.import", "vehicles.edit" },
  { NULL, NULL, NULL },
};

const FcPageInfo fc_vehicles_page_info = {
  .id = "vehicles",
  .title = N_ ("Vehicles"),
  .icon_name = "fc-vehicles-symbolic",
  .section = FC_SECTION_FLEET,
  .order = 20,
  .permission = "vehicles.view",
  .get_type = fc_vehicles_page_get_type,
  .kinds = kinds,
  .actions = actions,
  .records = &fc_vehicle_list,
  .records_kind = "vehicle",
  .record_title = dup_record_title,
  .record_subtitle = dup_record_subtitle,
};
