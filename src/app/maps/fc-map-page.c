/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-page.h"

#include "fc-fence-editor.h"
#include "fc-heat-legend.h"
#include "fc-map-layers.h"
#include "fc-map-list.h"
#include "fc-map-packs-dialog.h"
#include "fc-map-sources.h"
#include "fc-map-view.h"
#include "fc-sales-layer.h"
#include "fc-station-layer.h"
#include "fc-track-layer.h"
#include "fc-track-panel.h"
#include "fc-vehicle-layer.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define LIST_WIDTH  300
#define LIST_HEIGHT 230
#define EDIT_HEIGHT 330 /* on a narrow window, while a geofence is drawn */

struct _FcMapPage {
  FcPage parent_instance;

  GtkBox *box, *maps; /* the maps: the map, and below it what belongs to it */
  FcMapView *view;
  GtkStack *side; /* the list, or the geofence that is drawn */
  FcMapList *list;
  FcFenceEditor *fence;
  FcMapLayers *layers;
  FcTrackPanel *track;
  FcHeatLegend *legend;
  gboolean fitted; /* the map has been moved to where things are */
  gboolean resumed; /* it was looked whether something was being drawn */
};

G_DEFINE_FINAL_TYPE (FcMapPage, fc_map_page, FC_TYPE_PAGE)

static void
show_list (FcMapPage *self)
{
  const char *search = fc_page_get_search (FC_PAGE (self));
  gboolean searches = search != NULL && *search != '\0';
  FcMapFrame frame;

  if (fc_map_view_get_frame (self->view, &frame))
    fc_map_list_show (self->list, fc_map_view_get_drawing (self->view), &frame, searches ? search : NULL);
}

/* The map came to rest, or shows something else. */
static void
show_around (FcMapPage *self)
{
  show_list (self);
  fc_heat_legend_show (self->legend);
}

static void
choose (FcMapPage            *self,
        const FcMapLayerInfo *layer,
        const FcId           *id)
{
  fc_map_drawing_choose (fc_map_view_get_drawing (self->view), layer, id);
  fc_map_list_choose (self->list, layer, id);
  fc_map_view_redraw (self->view);
}

static void
open_address (FcMapPage  *self,
              const char *kind,
              const FcId *id)
{
  g_autofree char *uri = fc_record_uri (kind, id);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "s", uri);
}

static void
open_record (FcMapPage            *self,
             const FcMapLayerInfo *layer,
             const FcId           *id)
{
  choose (self, layer, id);
  if (layer == &fc_track_layer)
    fc_track_panel_show_stop (self->track, id);
  else
    open_address (self, layer->kind, id);
}

/* The second button of a row. */
static void
list_also_cb (FcMapPage            *self,
              const FcMapLayerInfo *layer,
              const FcId           *id)
{
  open_address (self, layer->also_kind, id);
}

static void
view_opened_cb (FcMapPage        *self,
                const FcMapThing *thing)
{
  open_record (self, thing->layer, fc_map_thing_id (thing));
}

static void
list_chosen_cb (FcMapPage            *self,
                const FcMapLayerInfo *layer,
                const FcId           *id)
{
  FcMapThing thing;

  choose (self, layer, id);
  if (layer == &fc_track_layer)
    fc_track_panel_show_stop (self->track, id);
  if (fc_map_drawing_get_chosen (fc_map_view_get_drawing (self->view), &thing))
    fc_map_view_fit (self->view, &thing, TRUE);
}

static void
show_empty (FcMapPage *self)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  gboolean edits = fc_context_may (context, "stations.edit");

  fc_page_set_empty (FC_PAGE (self), "fc-map-symbolic", _ ("Nothing has a place yet"),
                     fc_context_may (context, "stations.view")
                       ? _ ("Stations stand on this map when they have a latitude and a longitude.")
                       : _ ("Vehicles stand on this map once their positions are known."),
                     edits ? _ ("Open stations") : NULL, edits ? "win.page::stations" : NULL);
}

/* Some layer was read, hidden or shown. */
static void
layers_changed_cb (FcMapPage *self)
{
  FcMapThing extent, chosen;

  if (fc_map_layers_get_error (self->layers) != NULL)
    {
      fc_page_set_error (FC_PAGE (self), fc_map_layers_get_error (self->layers));
      return;
    }
  if (fc_map_layers_count (self->layers) == 0 && !fc_fence_editor_is_open (self->fence))
    {
      show_empty (self);
      return;
    }
  if (!self->fitted && fc_map_drawing_extent (fc_map_view_get_drawing (self->view), &extent))
    {
      self->fitted = TRUE;
      if (fc_map_drawing_get_chosen (fc_map_view_get_drawing (self->view), &chosen))
        fc_map_view_fit (self->view, &chosen, FALSE);
      else
        fc_map_view_fit_all (self->view, FALSE);
    }
  g_object_set (self, "uses-period",
                fc_map_drawing_shows_layer (fc_map_view_get_drawing (self->view), &fc_sales_layer), NULL);
  fc_page_set_ready (FC_PAGE (self));
  fc_map_view_redraw (self->view);
  show_around (self);
}

static gboolean
may_draw (FcMapPage *self)
{
  return fc_context_may (fc_page_get_context (FC_PAGE (self)), "vehicles.edit");
}

/* Beside the map on a wide window, below it on a narrow one. */
static void
narrow_changed_cb (FcMapPage *self)
{
  gboolean narrow = fc_context_get_narrow (fc_page_get_context (FC_PAGE (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->side), narrow ? -1 : LIST_WIDTH,
                               !narrow                                   ? -1
                               : fc_fence_editor_is_open (self->fence) ? EDIT_HEIGHT
                                                                         : LIST_HEIGHT);
  gtk_box_reorder_child_after (self->box, GTK_WIDGET (narrow ? (gpointer) self->side : (gpointer) self->maps),
                               GTK_WIDGET (narrow ? (gpointer) self->maps : (gpointer) self->side));
}

static void
show_fence (FcMapPage *self)
{
  gtk_stack_set_visible_child (self->side, GTK_WIDGET (self->fence));
  fc_page_set_actions_enabled (FC_PAGE (self), "add-geofence", FALSE);
  narrow_changed_cb (self);
}

static void
fence_closed_cb (FcMapPage *self)
{
  gtk_stack_set_visible_child (self->side, GTK_WIDGET (self->list));
  fc_page_set_actions_enabled (FC_PAGE (self), "add-geofence", may_draw (self));
  narrow_changed_cb (self);
  show_list (self);
}

static void
add_geofence_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       page)
{
  FcMapPage *self = FC_MAP_PAGE (page);

  fc_map_drawing_show_layer (fc_map_view_get_drawing (self->view), &fc_geofence_layer, TRUE);
  fc_page_set_ready (page);
  fc_fence_editor_add (self->fence);
  show_fence (self);
}

static void
add_side (FcMapPage *self,
          FcContext *context)
{
  static const GActionEntry adding[] = { { .name = "add-geofence", .activate = add_geofence_cb } };
  FcPage *page = FC_PAGE (self);

  self->list = FC_MAP_LIST (fc_map_list_new (context));
  self->fence = FC_FENCE_EDITOR (fc_fence_editor_new (context, self->view));
  self->side = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->side, FALSE);
  gtk_stack_add_child (self->side, GTK_WIDGET (self->list));
  gtk_stack_add_child (self->side, GTK_WIDGET (self->fence));
  g_action_map_add_action_entries (fc_page_get_actions (page), adding, G_N_ELEMENTS (adding), page);
  fc_page_set_actions_enabled (page, "add-geofence", may_draw (self));
  if (may_draw (self))
    fc_page_set_primary (page, _ ("Add geofence"), "list-add-symbolic", "page.add-geofence");
  g_signal_connect_object (self->fence, "opened", G_CALLBACK (show_fence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fence, "closed", G_CALLBACK (fence_closed_cb), self, G_CONNECT_SWAPPED);
}

static void
map_packs_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       page)
{
  gtk_window_present (GTK_WINDOW (fc_map_packs_dialog_new (fc_window_of (page))));
}

static void
heat_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       page)
{
  fc_map_layers_toggle (FC_MAP_PAGE (page)->layers, &fc_sales_layer);
}

static const GActionEntry entries[] = {
  { .name = "heat", .activate = heat_activated_cb },
  { .name = "map-packs", .activate = map_packs_activated_cb },
};

static void
fc_map_page_setup (FcPage *page)
{
  FcMapPage *self = FC_MAP_PAGE (page);
  FcContext *context = fc_page_get_context (page);

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), page);
  self->view = FC_MAP_VIEW (fc_map_view_new ());
  fc_map_view_set_sources (self->view, fc_map_sources_get (context));
  add_side (self, context);
  self->layers = fc_map_layers_new (context, fc_map_view_get_drawing (self->view));
  self->track = FC_TRACK_PANEL (fc_track_panel_new (context, self->view));
  self->legend = FC_HEAT_LEGEND (fc_heat_legend_new (context, self->view, &fc_sales_layer));
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  self->maps = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "map-page");
  gtk_widget_set_hexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_box_append (self->box, GTK_WIDGET (self->side));
  gtk_box_append (self->maps, GTK_WIDGET (self->view));
  gtk_box_append (self->maps, GTK_WIDGET (self->legend));
  gtk_box_append (self->maps, GTK_WIDGET (self->track));
  gtk_box_append (self->box, GTK_WIDGET (self->maps));
  fc_map_view_set_corner (self->view, fc_map_layers_menu_new (self->layers));
  fc_page_set_content (page, GTK_WIDGET (self->box));
  fc_page_set_loading (page);
  g_signal_connect_swapped (self->layers, "changed", G_CALLBACK (layers_changed_cb), self);
  g_signal_connect_swapped (self->view, "moved", G_CALLBACK (show_around), self);
  g_signal_connect_swapped (self->view, "opened", G_CALLBACK (view_opened_cb), self);
  g_signal_connect_swapped (self->list, "chosen", G_CALLBACK (list_chosen_cb), self);
  g_signal_connect_swapped (self->list, "opened", G_CALLBACK (open_record), self);
  g_signal_connect_swapped (self->list, "also", G_CALLBACK (list_also_cb), self);
  g_signal_connect_swapped (self->track, "changed", G_CALLBACK (show_list), self);
  g_signal_connect_swapped (self->track, "closed", G_CALLBACK (show_list), self);
  g_signal_connect_object (context, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  narrow_changed_cb (self);
}

/* What was being drawn when the program ended; after what somebody wants to see of the map now. */
static gboolean
resume_cb (gpointer user_data)
{
  FcMapPage *self = user_data;

  if (self->layers == NULL || !may_draw (self) || !fc_fence_editor_resume (self->fence))
    return G_SOURCE_REMOVE;
  self->fitted = TRUE;
  fc_page_set_ready (FC_PAGE (self));
  show_fence (self);
  fc_page_toast (FC_PAGE (self), _ ("Here is the geofence that was not saved yet"));
  return G_SOURCE_REMOVE;
}

static void
fc_map_page_shown (FcPage *page)
{
  FcMapPage *self = FC_MAP_PAGE (page);

  fc_map_layers_set_active (self->layers, TRUE);
  if (!self->resumed)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, resume_cb, g_object_ref (self), g_object_unref);
  self->resumed = TRUE;
}

static void
fc_map_page_hidden (FcPage *page)
{
  fc_map_layers_set_active (FC_MAP_PAGE (page)->layers, FALSE);
}

/* forecourt://track/ID: where that vehicle drove; forecourt://fence/ID: the shape of that geofence. */
static gboolean
fc_map_page_open_record (FcPage     *page,
                         const char *kind,
                         const FcId *id)
{
  FcMapPage *self = FC_MAP_PAGE (page);

  self->fitted = TRUE; /* to what is opened */
  if (g_str_equal (kind, "track"))
    fc_track_panel_show (self->track, id);
  else if (may_draw (self))
    {
      fc_fence_editor_open (self->fence, id);
      show_fence (self);
    }
  else
    choose (self, &fc_geofence_layer, id);
  return TRUE;
}

static void
fc_map_page_search_changed (FcPage     *page,
                            const char *text)
{
  show_list (FC_MAP_PAGE (page));
}

/* The header's station is the one to look at. */
static void
fc_map_page_scope_changed (FcPage *page)
{
  FcMapPage *self = FC_MAP_PAGE (page);
  const FcId *station = fc_context_get_station (fc_page_get_context (page));

  if (station == NULL)
    return;
  choose (self, &fc_station_layer, station);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "map.fit", NULL);
}

static void
fc_map_page_retry (FcPage *page)
{
  fc_page_set_loading (page);
  fc_map_layers_load (FC_MAP_PAGE (page)->layers);
}

static void
fc_map_page_dispose (GObject *object)
{
  FcMapPage *self = FC_MAP_PAGE (object);

  if (self->layers != NULL)
    fc_map_layers_stop (self->layers);
  g_clear_object (&self->layers);

  G_OBJECT_CLASS (fc_map_page_parent_class)->dispose (object);
}

static void
fc_map_page_class_init (FcMapPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_map_page_dispose;
  page_class->setup = fc_map_page_setup;
  page_class->shown = fc_map_page_shown;
  page_class->hidden = fc_map_page_hidden;
  page_class->search_changed = fc_map_page_search_changed;
  page_class->scope_changed = fc_map_page_scope_changed;
  page_class->retry = fc_map_page_retry;
  page_class->open_record = fc_map_page_open_record;
}

static void
fc_map_page_init (FcMapPage *self)
{
  g_object_set (self, "search-enabled", TRUE, "uses-period", FALSE, NULL);
}

static const char *const kinds[] = { "track", "fence", NULL };

static const FcPageAction actions[] = {
  { .title = N_ ("Add a geofence"), .action = "page.add-geofence", .permission = "vehicles.edit" },
  { .title = N_ ("Show or hide the heat of sales"), .action = "page.heat", .permission = "reports.day" },
  { .title = N_ ("Map packs and online map"), .action = "page.map-packs" },
  { .title = NULL },
};

/* Each layer asks for what it shows; without any, the map would be bare. */
static gboolean
has_layers (FcContext *context)
{
  g_autoptr (GPtrArray) layers = fc_map_layer_list (context);

  return layers->len > 0;
}

static const FcPageInfo info = {
  .id = "map",
  .title = N_ ("Map"),
  .icon_name = "fc-map-symbolic",
  .section = FC_SECTION_INSIGHT,
  .order = 5,
  .has_some = has_layers,
  .get_type = fc_map_page_get_type,
  .kinds = kinds,
  .actions = actions,
};

void
fc_maps_register_pages (void)
{
  fc_page_register (&info);
  fc_map_layer_register (&fc_station_layer);
  fc_map_layer_register (&fc_vehicle_layer);
  fc_map_layer_register (&fc_geofence_layer);
  fc_map_layer_register (&fc_sales_layer);
}
