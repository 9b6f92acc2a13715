/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-stations-page.h"

#include "fc-data-table.h"
#include "fc-station-assistant.h"
#include "fc-station-queries.h"
#include "fc-station-view.h"

#include <glib/gi18n.h>

struct _FcStationsPage {
  FcPage parent_instance;

  FcDataTable *table;
  FcQueryModel *model;
};

G_DEFINE_FINAL_TYPE (FcStationsPage, fc_stations_page, FC_TYPE_PAGE)

static void
show_station (FcStationsPage *self,
              const FcId     *id)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  const FcStationName *station = fc_context_find_station (context, id);

  fc_page_show_detail (FC_PAGE (self), fc_station_view_new (context, id),
                       station != NULL ? station->name : _ ("Station"));
  g_object_set (self->table, "narrow", TRUE, NULL);
}

static void
row_activated_cb (FcStationsPage *self,
                  FcQueryRow     *row)
{
  if (fc_query_row_get_id (row) != NULL)
    show_station (self, fc_query_row_get_id (row));
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  fc_station_assistant_present (user_data);
}

static void
fc_stations_page_search_changed (FcPage     *page,
                                 const char *text)
{
  FcStationsPage *self = FC_STATIONS_PAGE (page);

  fc_query_model_bind_text (self->model, "search", *text != '\0' ? text : NULL);
  fc_data_table_set_filtered (self->table, *text != '\0');
}

static void
fc_stations_page_setup (FcPage *page)
{
  FcStationsPage *self = FC_STATIONS_PAGE (page);
  FcContext *context = fc_page_get_context (page);
  gboolean edits = fc_context_may (context, "stations.edit");
  static const GActionEntry entries[] = { { .name = "new", .activate = new_cb } };
  static const char *const narrow[] = { "code", "name", NULL };

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  self->table = FC_DATA_TABLE (fc_data_table_new ("stations"));
  g_object_set (self->table, "empty-icon", "mark-location-symbolic", "empty-title", _ ("No stations yet"),
                "empty-description", _ ("Set up the first one: its tanks, pumps and prices, step by step."),
                "empty-label", edits ? _ ("Set up a station…") : NULL, "empty-action", edits ? "page.new" : NULL, NULL);
  fc_data_table_set_narrow_columns (self->table, narrow);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (row_activated_cb), self);
  self->model = fc_query_model_new (fc_page_get_replica (page), &fc_station_list);
  fc_data_table_set_model (self->table, self->model);
  g_object_bind_property (context, "narrow", self->table, "narrow", G_BINDING_SYNC_CREATE);
  fc_page_set_content (page, GTK_WIDGET (self->table));
  if (edits)
    fc_page_set_primary (page, _ ("New station…"), "list-add-symbolic", "page.new");
  else
    fc_page_set_actions_enabled (page, "new", FALSE);
}

static gboolean
fc_stations_page_open_record (FcPage     *page,
                              const char *kind,
                              const FcId *id)
{
  show_station (FC_STATIONS_PAGE (page), id);
  return TRUE;
}

static void
fc_stations_page_detail_closed (FcPage *page)
{
  g_object_set (FC_STATIONS_PAGE (page)->table, "narrow", fc_context_get_narrow (fc_page_get_context (page)), NULL);
}

static void
fc_stations_page_dispose (GObject *object)
{
  g_clear_object (&FC_STATIONS_PAGE (object)->model);

  G_OBJECT_CLASS (fc_stations_page_parent_class)->dispose (object);
}

static void
fc_stations_page_class_init (FcStationsPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_stations_page_dispose;
  page_class->setup = fc_stations_page_setup;
  page_class->search_changed = fc_stations_page_search_changed;
  page_class->open_record = fc_stations_page_open_record;
  page_class->detail_closed = fc_stations_page_detail_closed;
}

static void
fc_stations_page_init (FcStationsPage *self)
{
  g_object_set (self, "search-enabled", TRUE, "uses-station", FALSE, "uses-period", FALSE, NULL);
}

static const char *const kinds[] = { "station", NULL };

static const FcPageAction actions[] = {
  { N_ ("Set up a station"), "page.new", "stations.edit" },
  { NULL, NULL, NULL },
};

static char *
dup_record_title (FcQueryRow *row)
{
  return g_strdup (fc_query_row_get_text (row, FC_STATION_LIST_NAME));
}

static char *
dup_record_subtitle (FcQueryRow *row)
{
  return g_strdup (fc_query_row_get_text (row, FC_STATION_LIST_ADDRESS));
}

static const FcPageInfo info = {
  .id = "stations",
  .title = N_ ("Stations"),
  .icon_name = "mark-location-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 10,
  .permission = "stations.view",
  .get_type = fc_stations_page_get_type,
  .kinds = kinds,
  .actions = actions,
  .records = &fc_station_list,
  .records_kind = "station",
  .record_title = dup_record_title,
  .record_subtitle = dup_record_subtitle,
};

void
fc_stations_register_pages (void)
{
  fc_page_register (&info);
}
