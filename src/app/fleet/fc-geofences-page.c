/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fleet-pages.h"

#include "fc-field-text.h"
#include "fc-fleet-queries.h"
#include "fc-form-number.h"
#include "fc-points-group.h"

#include <glib/gi18n.h>

#define FIRST_RADIUS (200 * 1000) /* mm */
#define FIRST_DWELL  (15 * 60)    /* seconds */

typedef struct {
  FcRecordPage parent_instance;
} FcGeofencesPage;
typedef FcRecordPageClass FcGeofencesPageClass;

GType fc_geofences_page_get_type (void);
G_DEFINE_TYPE (FcGeofencesPage, fc_geofences_page, FC_TYPE_RECORD_PAGE)

static void
add_alerts (FcRecordForm *form,
            GtkWidget    *box)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Alerts"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (group), _ ("Of the vehicles that come here. Who is told, and how urgently, is set with the "
                                      "alert rules."));
  fc_record_form_add (form, group, FC_GEOFENCE_ALERT_ENTER);
  fc_record_form_add (form, group, FC_GEOFENCE_ALERT_LEAVE);
  fc_record_form_add (form, group, FC_GEOFENCE_ALERT_DWELL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             fc_form_duration_new (form, FC_GEOFENCE_DWELL, _ ("Too long after"), FALSE));
  gtk_box_append (GTK_BOX (box), group);
}

static void
build_geofence (FcRecordForm *form,
                GtkWidget    *box,
                GPtrArray    *also,
                FcContext    *context)
{
  g_autoptr (GPtrArray) stations = fc_station_choices (context);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Geofence"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("The radius is that of a circle, or half the width of a corridor."));
  fc_record_form_add (form, group, FC_GEOFENCE_NAME);
  fc_record_form_add (form, group, FC_GEOFENCE_KIND);
  fc_record_form_add (form, group, FC_GEOFENCE_RADIUS);
  fc_record_form_add_ref (form, group, FC_GEOFENCE_STATION_ID, stations, FC_STATION_NAME);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), fc_points_group_new (form, fc_context_may (context, "vehicles.edit"), TRUE));
  add_alerts (form, box);
}

static const FcRecordSpec geofence_spec = {
  .entity = FC_GEOFENCE,
  .also = FC_N_ENTITIES,
  .permission = "vehicles.edit",
  .new_title = N_ ("New geofence"),
  .create = N_ ("_Add geofence"),
  .build = build_geofence,
};

static void
kind_cell (FcQueryRow *row,
           int         column,
           FcCell     *cell,
           gpointer    user_data)
{
  cell->text = g_strdup (fc_choice_label (fc_query_row_get_text (row, column)));
}

static void
geofence_cells (FcRecordPage *self,
                FcDataTable  *table)
{
  fc_data_table_set_cell_func (table, fc_geofence_list.columns[FC_GEOFENCE_LIST_KIND].name, kind_cell, NULL, NULL);
}

static void
bind_geofences (FcRecordPage *self,
                FcQueryModel *model)
{
  fc_query_model_bind_id (model, "station", fc_context_get_station (fc_page_get_context (FC_PAGE (self))));
}

static void
prepare_geofence (FcRecordPage *self,
                  FcRecord     *draft)
{
  const FcId *station = fc_context_get_station (fc_page_get_context (FC_PAGE (self)));

  fc_record_set_text (draft, FC_GEOFENCE_KIND, "circle");
  fc_record_set_int (draft, FC_GEOFENCE_RADIUS, FIRST_RADIUS);
  fc_record_set_int (draft, FC_GEOFENCE_DWELL, FIRST_DWELL);
  if (station != NULL)
    fc_record_set_ref (draft, FC_GEOFENCE_STATION_ID, station);
}

static void
fc_geofences_page_class_init (FcGeofencesPageClass *klass)
{
  static const char *const narrow[] = { "name", "kind", NULL };

  klass->list = &fc_geofence_list;
  klass->record = &geofence_spec;
  klass->title_column = FC_GEOFENCE_LIST_NAME;
  klass->narrow_columns = narrow;
  klass->empty_icon = "find-location-symbolic";
  klass->empty_title = N_ ("No geofences yet");
  klass->empty_description =
    N_ ("Add a depot, a customer or an area; it is drawn on the map, and tells who comes and goes.");
  klass->add = N_ ("Add geofence…");
  klass->cells = geofence_cells;
  klass->bind = bind_geofences;
  klass->prepare = prepare_geofence;
}

static void
fc_geofences_page_init (FcGeofencesPage *self)
{
  g_object_set (self, "search-enabled", TRUE, "uses-station", TRUE, NULL);
}

static const char *const kinds[] = { "geofence", NULL };

static const FcPageAction actions[] = {
  { N_ ("Add a geofence"), "page.new", "vehicles.edit" },
  { NULL, NULL, NULL },
};

const FcPageInfo fc_geofences_page_info = {
  .id = "geofences",
  .title = N_ ("Geofences"),
  .icon_name = "find-location-symbolic",
  .section = FC_SECTION_FLEET,
  .order = 30,
  .permission = "vehicles.view",
  .get_type = fc_geofences_page_get_type,
  .kinds = kinds,
  .actions = actions,
  .records = &fc_geofence_list,
  .records_kind = "geofence",
};
