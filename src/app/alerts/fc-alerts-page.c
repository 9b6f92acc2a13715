/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alerts-page.h"

#include "fc-alert-decide.h"
#include "fc-alert-view.h"
#include "fc-chip.h"
#include "fc-data-table.h"
#include "fc-field-text.h"

#include <glib/gi18n.h>

struct _FcAlertsPage {
  FcPage parent_instance;

  FcDataTable *table;
  FcFilterChip *state;
  FcFilterChip *severity;
  FcQueryModel *model;
};

G_DEFINE_FINAL_TYPE (FcAlertsPage, fc_alerts_page, FC_TYPE_PAGE)

static void
state_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  const char *state = fc_query_row_get_text (row, column);
  g_autofree char *until = NULL;

  cell->text = g_strdup (fc_choice_label (state));
  if (g_strcmp0 (state, "new") != 0)
    cell->css_class = "dim-label";
  if (g_strcmp0 (state, "snoozed") != 0)
    return;
  until = fc_show_time (fc_query_row_get_int (row, FC_ALERT_LIST_SNOOZED_UNTIL), NULL);
  cell->tooltip = g_strdup_printf (_ ("Until %s"), until);
}

static void
severity_cell (FcQueryRow *row,
               int         column,
               FcCell     *cell,
               gpointer    user_data)
{
  const char *severity = fc_query_row_get_text (row, column);

  cell->text = g_strdup (fc_choice_label (severity));
  cell->icon_name = fc_alert_severity_icon (severity);
  cell->css_class = fc_alert_severity_style (severity);
}

static void
thing_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  cell->text = fc_alert_row_thing (row);
}

static void
what_cell (FcQueryRow *row,
           int         column,
           FcCell     *cell,
           gpointer    user_data)
{
  cell->text = fc_alert_row_say (row);
  cell->tooltip = g_strdup (cell->text);
}

static const char *
chosen (FcFilterChip *chip)
{
  const char *value = fc_filter_chip_get_value (chip);

  return value != NULL && *value != '\0' ? value : NULL;
}

static void
bind (FcAlertsPage *self)
{
  const FcId *station = fc_context_get_station (fc_page_get_context (FC_PAGE (self)));
  const char *search = fc_page_get_search (FC_PAGE (self));
  gboolean searches = search != NULL && *search != '\0';

  fc_query_model_bind_id (self->model, "station", station);
  fc_query_model_bind_text (self->model, "state", chosen (self->state));
  fc_query_model_bind_text (self->model, "severity", chosen (self->severity));
  fc_query_model_bind_text (self->model, "search", searches ? search : NULL);
  fc_data_table_set_filtered (self->table, chosen (self->state) != NULL || chosen (self->severity) != NULL || searches);
}

static void
filter_changed_cb (FcAlertsPage *self)
{
  if (self->model != NULL)
    bind (self);
}

static void
clear_filters_cb (FcAlertsPage *self)
{
  fc_filter_chip_set_value (self->state, "");
  fc_filter_chip_set_value (self->severity, "");
  g_object_set (self, "search-text", "", NULL);
}

static gboolean
fc_alerts_page_open_record (FcPage     *page,
                            const char *kind,
                            const FcId *id)
{
  fc_page_show_detail (page, fc_alert_view_new (fc_page_get_context (page), id), _ ("Alert"));
  g_object_set (FC_ALERTS_PAGE (page)->table, "narrow", TRUE, NULL);
  return TRUE;
}

static void
row_activated_cb (FcAlertsPage *self,
                  FcQueryRow   *row)
{
  const FcId *id = fc_query_row_get_id (row);

  if (id != NULL)
    fc_alerts_page_open_record (FC_PAGE (self), "alert", id);
}

static void
make_filters (FcAlertsPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->state = FC_FILTER_CHIP (fc_filter_chip_new (_ ("State")));
  fc_filter_chip_add (self->state, "", _ ("Not resolved"));
  for (guint i = 0; fc_alert_states[i] != NULL; i++)
    fc_filter_chip_add (self->state, fc_alert_states[i], fc_choice_label (fc_alert_states[i]));
  fc_filter_chip_add (self->state, "all", _ ("All"));
  self->severity = FC_FILTER_CHIP (fc_filter_chip_new (_ ("Severity")));
  fc_filter_chip_add (self->severity, "", _ ("All"));
  for (guint i = 0; fc_alert_severities[i] != NULL; i++)
    fc_filter_chip_add (self->severity, fc_alert_severities[i], fc_choice_label (fc_alert_severities[i]));
  g_signal_connect_swapped (self->state, "notify::value", G_CALLBACK (filter_changed_cb), self);
  g_signal_connect_swapped (self->severity, "notify::value", G_CALLBACK (filter_changed_cb), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->severity));
  g_object_set (self->table, "filter-bar", bar, NULL);
}

static void
fc_alerts_page_setup (FcPage *page)
{
  FcAlertsPage *self = FC_ALERTS_PAGE (page);
  static const char *const narrow[] = { "severity", "station", "thing", "metric", NULL };

  self->table = FC_DATA_TABLE (fc_data_table_new ("alerts"));
  g_object_set (self->table, "empty-icon", "emblem-ok-symbolic", "empty-title", _ ("No alerts"),
                "empty-description", _ ("What the rules watch comes here when it is not as it should be."), NULL);
  fc_data_table_set_cell_func (self->table, "state", state_cell, NULL, NULL);
  fc_data_table_set_cell_func (self->table, "severity", severity_cell, NULL, NULL);
  fc_data_table_set_cell_func (self->table, "thing", thing_cell, NULL, NULL);
  fc_data_table_set_cell_func (self->table, "metric", what_cell, NULL, NULL);
  fc_data_table_set_narrow_columns (self->table, narrow);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->table, "clear-filters", G_CALLBACK (clear_filters_cb), self);
  make_filters (self);
  self->model = fc_query_model_new (fc_page_get_replica (page), &fc_alert_list);
  bind (self);
  fc_data_table_set_model (self->table, self->model);
  g_object_bind_property (fc_page_get_context (page), "narrow", self->table, "narrow", G_BINDING_SYNC_CREATE);
  fc_page_set_content (page, GTK_WIDGET (self->table));
}

static void
fc_alerts_page_scope_changed (FcPage *page)
{
  filter_changed_cb (FC_ALERTS_PAGE (page));
}

static void
fc_alerts_page_search_changed (FcPage     *page,
                               const char *text)
{
  filter_changed_cb (FC_ALERTS_PAGE (page));
}

static void
fc_alerts_page_detail_closed (FcPage *page)
{
  g_object_set (FC_ALERTS_PAGE (page)->table, "narrow", fc_context_get_narrow (fc_page_get_context (page)), NULL);
}

static void
fc_alerts_page_dispose (GObject *object)
{
  g_clear_object (&FC_ALERTS_PAGE (object)->model);

  G_OBJECT_CLASS (fc_alerts_page_parent_class)->dispose (object);
}

static void
fc_alerts_page_class_init (FcAlertsPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_alerts_page_dispose;
  page_class->setup = fc_alerts_page_setup;
  page_class->scope_changed = fc_alerts_page_scope_changed;
  page_class->search_changed = fc_alerts_page_search_changed;
  page_class->open_record = fc_alerts_page_open_record;
  page_class->detail_closed = fc_alerts_page_detail_closed;
}

static void
fc_alerts_page_init (FcAlertsPage *self)
{
  g_object_set (self, "search-enabled", TRUE, "uses-period", FALSE, NULL);
}
