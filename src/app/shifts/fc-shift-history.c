/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-change-words.h"
#include "fc-data-table.h"
#include "fc-shift-queries.h"

#include <glib/gi18n.h>

static void
action_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  cell->text = fc_action_words (fc_query_row_get_text (row, column),
                                fc_query_row_get_text (row, FC_SHIFT_HISTORY_ENTITY));
}

static void
entity_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  const char *name = fc_query_row_get_text (row, column);
  const FcEntityInfo *entity = name != NULL ? fc_catalog_find (name) : NULL;

  cell->text = g_strdup (entity != NULL ? _ (entity->label) : name);
}

/**
 * fc_shift_view_show_history:
 *
 * Shows who did what to the shift, and when, in a window of its own.
 */
void
fc_shift_view_show_history (FcShiftView *self)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (self);
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *table = fc_data_table_new ("shift-history");
  g_autoptr (FcQueryModel) model = fc_query_model_new (fc_shift_draft_get_replica (draft), &fc_shift_history);

  g_object_set (table, "empty-icon", "document-open-recent-symbolic", "empty-title", _ ("Nothing recorded yet"),
                "empty-description", _ ("What is entered from now on stands here with name and time."), NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), fc_shift_history.columns[FC_SHIFT_HISTORY_ACTION].name,
                               action_cell, NULL, NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), fc_shift_history.columns[FC_SHIFT_HISTORY_ENTITY].name,
                               entity_cell, NULL, NULL);
  fc_query_model_bind_id (model, "shift", fc_shift_draft_get_id (draft));
  fc_data_table_set_model (FC_DATA_TABLE (table), model);
  gtk_widget_set_vexpand (table, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), table);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("History of the shift"));
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 480);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}
