/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tanks-page.h"

#include "fc-data-table.h"
#include "fc-field-text.h"
#include "fc-overview.h"
#include "fc-sparkline.h"
#include "fc-station-queries.h"

#include <glib/gi18n.h>

#define RELOAD_DELAY_MS 400

struct _FcTanksPage {
  FcPage parent_instance;

  GtkListBox *list;
  GCancellable *cancellable;
  guint reload_source;
};

G_DEFINE_FINAL_TYPE (FcTanksPage, fc_tanks_page, FC_TYPE_PAGE)

static void load (FcTanksPage *self);

static void
append_part (GString    *text,
             const char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static char *
describe (const FcTankFigures *tank)
{
  GString *text = g_string_new (NULL);
  gint64 fill = tank->safe_fill > 0 ? tank->safe_fill : tank->capacity;
  g_autofree char *ullage = fc_show_volume_with_unit (MAX (0, fill - tank->volume), 0);
  g_autofree char *room = g_strdup_printf (_ ("room for %s"), ullage);
  g_autofree char *water = g_strdup_printf (_ ("water %" G_GINT64_FORMAT " mm"), tank->water_level);
  g_autofree char *time = fc_show_time (tank->read_at, NULL);
  g_autofree char *read = g_strdup_printf (_ ("read %s"), time);

  if (tank->volume < 0)
    {
      g_string_free (text, TRUE);
      return g_strdup (_ ("Never read: the first dip of a shift shows here"));
    }
  append_part (text, room);
  append_part (text, water);
  append_part (text, read);
  return g_string_free (text, FALSE);
}

/* What is wrong with a tank, in a word beside its sign; NULL where nothing is. */
static const char *
warning_of (const FcTankFigures *tank)
{
  if (tank->volume < 0)
    return NULL;
  if (tank->water_limit > 0 && tank->water_level > tank->water_limit)
    return _ ("Too much water");
  if (tank->dead_stock > 0 && tank->volume <= tank->dead_stock)
    return _ ("Down to the dead stock");
  if (tank->safe_fill > 0 && tank->volume > tank->safe_fill)
    return _ ("Above the safe fill");
  return NULL;
}

static void
add_level (AdwActionRow        *row,
           const FcTankFigures *tank,
           const char          *description)
{
  GtkWidget *level = fc_tank_level_new ();
  g_autofree char *volume = tank->volume >= 0 ? fc_show_volume_with_unit (tank->volume, 0) : g_strdup ("–");
  GtkWidget *label = gtk_label_new (volume);
  double capacity = tank->capacity > 0 ? (double) tank->capacity : 1;

  fc_tank_level_set (FC_TANK_LEVEL (level), (double) MAX (tank->volume, 0) / capacity,
                     tank->safe_fill > 0 ? (double) tank->safe_fill / capacity : -1,
                     tank->dead_stock > 0 ? (double) tank->dead_stock / capacity : -1, tank->colour, description);
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (level, 120, -1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  adw_action_row_add_suffix (row, level);
  adw_action_row_add_suffix (row, label);
}

static GtkWidget *
make_row (const FcTankFigures *tank)
{
  GtkWidget *row = adw_action_row_new ();
  const char *warning = warning_of (tank);
  g_autofree char *title
      = g_strdup_printf (_ ("%s, tank %" G_GINT64_FORMAT " · %s"), tank->station, tank->number, tank->product);
  g_autofree char *subtitle = describe (tank);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (warning != NULL)
    {
      GtkWidget *sign = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
      g_autofree char *both = g_strdup_printf ("%s · %s", warning, subtitle);

      gtk_widget_add_css_class (sign, "warning");
      gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL, warning, -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), both);
    }
  add_level (ADW_ACTION_ROW (row), tank, subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "tank", g_memdup2 (&tank->tank_id, sizeof (FcId)), g_free);
  return row;
}

static void
source_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  cell->text = g_strdup (fc_choice_label (fc_query_row_get_text (row, column)));
}

static void
row_activated_cb (FcTanksPage   *self,
                  GtkListBoxRow *row)
{
  const FcId *tank = g_object_get_data (G_OBJECT (row), "tank");
  GtkWidget *table = fc_data_table_new ("tank-readings");
  g_autoptr (FcQueryModel) model = fc_query_model_new (fc_page_get_replica (FC_PAGE (self)), &fc_tank_reading_list);

  g_object_set (table, "empty-icon", "view-list-symbolic", "empty-title", _ ("Never read"), "empty-description",
                _ ("Dips of shifts and readings of gauges stand here."), NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table),
                               fc_tank_reading_list.columns[FC_TANK_READING_LIST_SOURCE].name, source_cell, NULL,
                               NULL);
  fc_query_model_bind_id (model, "tank", tank);
  fc_data_table_set_model (FC_DATA_TABLE (table), model);
  fc_page_show_detail (FC_PAGE (self), table, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
show_tanks (FcTanksPage *self,
            GPtrArray   *tanks)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < tanks->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (tanks, i)));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcTanksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcOverview) overview = fc_overview_finish (FC_REPLICA (source), result, &error);
  gboolean edits = fc_context_may (fc_page_get_context (FC_PAGE (self)), "stations.edit");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (overview == NULL)
    fc_page_set_error (FC_PAGE (self), error);
  else if (overview->tanks->len == 0)
    fc_page_set_empty (FC_PAGE (self), "view-list-symbolic", _ ("No tanks here"),
                       _ ("Tanks are set up with their station."), edits ? _ ("Open stations") : NULL,
                       edits ? "win.page::stations" : NULL);
  else
    {
      show_tanks (self, overview->tanks);
      fc_page_set_ready (FC_PAGE (self));
    }
}

static void
load (FcTanksPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fc_overview_async (fc_page_get_replica (FC_PAGE (self)), fc_context_get_station (fc_page_get_context (FC_PAGE (self))),
                     fc_now (), self->cancellable, loaded_cb, g_object_ref (self));
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
  if ((fc_changes_touch (changes, FC_TANK_READING) || fc_changes_touch (changes, FC_TANK)) &&
      self->reload_source == 0)
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

static void
fc_tanks_page_setup (FcPage *page)
{
  FcTanksPage *self = FC_TANKS_PAGE (page);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tanks"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  fc_page_set_content (page, scrolled);
  fc_page_set_loading (page);
  g_signal_connect_object (fc_page_get_replica (page), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
fc_tanks_page_load (FcPage *page)
{
  load (FC_TANKS_PAGE (page));
}

static void
fc_tanks_page_dispose (GObject *object)
{
  FcTanksPage *self = FC_TANKS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);

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
}

static void
fc_tanks_page_init (FcTanksPage *self)
{
  g_object_set (self, "uses-period", FALSE, NULL);
}

static const FcPageInfo info = {
  .id = "tanks",
  .title = N_ ("Tanks"),
  .icon_name = "drive-harddisk-symbolic",
  .section = FC_SECTION_FORECOURT,
  .order = 20,
  .permission = "stations.view",
  .get_type = fc_tanks_page_get_type,
};

void
fc_tanks_register_pages (void)
{
  fc_page_register (&info);
}
