/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tanks-page.h"

#include "fc-station-queries.h"
#include "fc-tank-card.h"
#include "fc-tank-gauges.h"
#include "fc-tank-view.h"

#include <glib/gi18n.h>

#define RELOAD_DELAY_MS 400

struct _FcTanksPage {
  FcPage parent_instance;

  GtkFlowBox *cards;
  GPtrArray *states; /* FcTankState, in the cards' order */
  GCancellable *cancellable;
  guint reload_source;
  gboolean has_wanted; /* to be opened once the tanks are read */
  FcId wanted;
};

G_DEFINE_FINAL_TYPE (FcTanksPage, fc_tanks_page, FC_TYPE_PAGE)

static int
compare_urgency (gconstpointer a,
                 gconstpointer b,
                 gpointer      now)
{
  double x = fc_tank_urgency (*(FcTankState *const *) a, *(gint64 *) now);
  double y = fc_tank_urgency (*(FcTankState *const *) b, *(gint64 *) now);

  return x < y ? -1 : x > y;
}

static void
show_tank (FcTanksPage       *self,
           const FcTankState *state)
{
  g_autofree char *title = fc_tank_title (state);
  g_autofree char *whole = g_strdup_printf ("%s, %s", title, fc_record_get_text (state->station, FC_STATION_NAME));

  fc_page_show_detail (FC_PAGE (self), fc_tank_view_new (FC_PAGE (self), state), whole);
}

static FcTankState *
find_state (FcTanksPage *self,
            const FcId  *id)
{
  for (guint i = 0; self->states != NULL && i < self->states->len; i++)
    {
      FcTankState *state = self->states->pdata[i];

      if (fc_id_equal (fc_record_get_id (state->tank), id))
        return state;
    }
  return NULL;
}

static void
card_activated_cb (FcTanksPage      *self,
                   GtkFlowBoxChild  *child)
{
  show_tank (self, g_ptr_array_index (self->states, gtk_flow_box_child_get_index (child)));
}

static void
show_cards (FcTanksPage *self)
{
  gboolean with_station = fc_context_get_station (fc_page_get_context (FC_PAGE (self))) == NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_flow_box_remove (self->cards, child);
  for (guint i = 0; i < self->states->len; i++)
    gtk_flow_box_append (self->cards, fc_tank_card_new (self->states->pdata[i], with_station, fc_now ()));
}

static void
refresh_detail (FcTanksPage *self)
{
  GtkWidget *detail = fc_page_get_detail (FC_PAGE (self));
  FcTankState *state = NULL;

  if (self->has_wanted)
    state = find_state (self, &self->wanted);
  if (state != NULL)
    {
      self->has_wanted = FALSE;
      show_tank (self, state);
      return;
    }
  if (detail != NULL && FC_IS_TANK_VIEW (detail))
    state = find_state (self, fc_tank_view_get_id (FC_TANK_VIEW (detail)));
  if (state != NULL)
    fc_tank_view_refresh (FC_TANK_VIEW (detail), state);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcTanksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) states = fc_tank_states_finish (FC_REPLICA (source), result, &error);
  gboolean edits = fc_context_may (fc_page_get_context (FC_PAGE (self)), "stations.edit");
  gint64 now = fc_now ();

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (states == NULL)
    {
      fc_page_set_error (FC_PAGE (self), error);
      return;
    }
  if (states->len == 0)
    {
      fc_page_set_empty (FC_PAGE (self), "fc-tanks-symbolic", _ ("No tanks here"),
                         _ ("Tanks are set up with their station."), edits ? _ ("Open stations") : NULL,
                         edits ? "win.page::stations" : NULL);
      return;
    }
  fc_tank_gauges_apply (fc_page_get_context (FC_PAGE (self)), states);
  g_ptr_array_sort_with_data (states, compare_urgency, &now);
  g_clear_pointer (&self->states, g_ptr_array_unref);
  self->states = g_steal_pointer (&states);
  show_cards (self);
  fc_page_set_ready (FC_PAGE (self));
  refresh_detail (self);
}

static void
load (FcTanksPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fc_tank_states_async (fc_page_get_replica (FC_PAGE (self)),
                        fc_context_get_station (fc_page_get_context (FC_PAGE (self))), fc_now (), self->cancellable,
                        loaded_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  FcTanksPage *self = user_data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (FcTanksPage     *self,
            const FcChanges *changes)
{
  static const FcEntity read[] = { FC_TANK, FC_TANK_READING, FC_GAUGE_READING, FC_DELIVERY, FC_DAY_TANK, FC_STATION };

  for (gsize i = 0; i < G_N_ELEMENTS (read); i++)
    if (fc_changes_touch (changes, read[i]) && self->reload_source == 0)
      self->reload_source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

static void
tank_read_cb (FcTanksPage         *self,
              const FcGaugeLatest *latest)
{
  if (find_state (self, &latest->tank_id) != NULL && self->reload_source == 0)
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

static void
fc_tanks_page_setup (FcPage *page)
{
  FcTanksPage *self = FC_TANKS_PAGE (page);
  FcGaugeService *gauges = fc_tank_gauges_get (fc_page_get_context (page));
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->cards = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->cards, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->cards, TRUE);
  gtk_flow_box_set_max_children_per_line (self->cards, 3);
  gtk_flow_box_set_row_spacing (self->cards, 12);
  gtk_flow_box_set_column_spacing (self->cards, 12);
  gtk_widget_set_valign (GTK_WIDGET (self->cards), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->cards), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->cards), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->cards), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->cards), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tanks"), -1);
  g_signal_connect_swapped (self->cards, "child-activated", G_CALLBACK (card_activated_cb), self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1200);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->cards));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  fc_page_set_content (page, window);
  fc_page_set_loading (page);
  g_signal_connect_object (fc_page_get_replica (page), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (gauges != NULL)
    g_signal_connect_object (gauges, "tank-read", G_CALLBACK (tank_read_cb), self, G_CONNECT_SWAPPED);
}

static void
fc_tanks_page_load (FcPage *page)
{
  load (FC_TANKS_PAGE (page));
}

static gboolean
fc_tanks_page_open_record (FcPage     *page,
                           const char *kind,
                           const FcId *id)
{
  FcTanksPage *self = FC_TANKS_PAGE (page);

  self->has_wanted = TRUE;
  self->wanted = *id;
  refresh_detail (self);
  return TRUE;
}

static void
fc_tanks_page_dispose (GObject *object)
{
  FcTanksPage *self = FC_TANKS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_pointer (&self->states, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_tanks_page_parent_class)->dispose (object);
}

static void
fc_tanks_page_class_init (FcTanksPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_tanks_page_dispose;
  page_class->setup = fc_tanks_page_setup;
  page_class->scope_changed = fc_tanks_page_load;
  page_class->retry = fc_tanks_page_load;
  page_class->open_record = fc_tanks_page_open_record;
}

static void
fc_tanks_page_init (FcTanksPage *self)
{
  g_object_set (self, "uses-period", FALSE, "beside", FALSE, NULL);
}

static char *
record_title (FcQueryRow *row)
{
  return g_strdup_printf (_ ("Tank %d · %s"), (int) fc_query_row_get_int (row, FC_TANK_LIST_NUMBER),
                          fc_query_row_get_text (row, FC_TANK_LIST_PRODUCT));
}

static char *
record_subtitle (FcQueryRow *row)
{
  return g_strdup (fc_query_row_get_text (row, FC_TANK_LIST_STATION));
}

static const char *const kinds[] = { "tank", NULL };

static const FcPageInfo info = {
  .id = "tanks",
  .title = N_ ("Tanks"),
  .icon_name = "fc-tanks-symbolic",
  .section = FC_SECTION_FORECOURT,
  .order = 20,
  .permission = "stations.view",
  .get_type = fc_tanks_page_get_type,
  .kinds = kinds,
  .records = &fc_tank_list,
  .records_kind = "tank",
  .record_title = record_title,
  .record_subtitle = record_subtitle,
};

static const FcService service = {
  .start = fc_tank_gauges_start,
  .preferences = fc_tank_gauges_preferences_new,
};

void
fc_tanks_register_pages (void)
{
  fc_page_register (&info);
  fc_service_register (&service);
}
