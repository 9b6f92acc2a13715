/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-view-private.h"

#include "fc-change-words.h"
#include "fc-data-table.h"
#include "fc-day-lock.h"
#include "fc-day-queries.h"
#include "fc-window.h"

#include <glib/gi18n.h>

static void
action_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  cell->text = fc_action_words (fc_query_row_get_text (row, column), fc_catalog_get (FC_DAY_CLOSE)->name);
}

static GtkWidget *
make_table (FcDayView *self)
{
  GtkWidget *table = fc_data_table_new ("day-history");
  FcReplica *replica = fc_context_get_replica (fc_day_view_get_context (self));
  g_autoptr (FcQueryModel) model = fc_query_model_new (replica, &fc_day_history);
  FcId id = fc_day_close_id (fc_day_view_get_station (self), fc_day_view_get_date (self));

  g_object_set (table, "empty-icon", "document-open-recent-symbolic", "empty-title", _ ("Nothing recorded yet"),
                "empty-description", _ ("Who closes or reopens the day stands here with name and time."), NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), fc_day_history.columns[FC_DAY_HISTORY_ACTION].name, action_cell,
                               NULL, NULL);
  fc_query_model_bind_id (model, "day", &id);
  fc_data_table_set_model (FC_DATA_TABLE (table), model);
  gtk_widget_set_vexpand (table, TRUE);
  return table;
}

/**
 * fc_day_view_show_history:
 *
 * Shows who closed and reopened the day, when and why, in a window of its own.
 */
void
fc_day_view_show_history (FcDayView *self)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  FcWindow *owner = fc_window_of (GTK_WIDGET (self));

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_table (self));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("History of the day"));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (owner));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  if (owner != NULL)
    fc_window_fit_dialog (owner, GTK_WINDOW (window), 720, 480);
  gtk_window_present (GTK_WINDOW (window));
}
