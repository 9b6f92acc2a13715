/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-station-view.h"

#include "fc-column.h"
#include "fc-state-page.h"
#include "fc-station-parts.h"
#include "fc-station-queries.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcStationView {
  AdwBin parent_instance;

  FcContext *context;
  FcReplica *replica;
  FcId id;
  FcRowSet *rows;        /* (nullable) */
  FcRecordForm *details; /* (nullable): until it was read */
  FcRecordForm *limits;
  GPtrArray *lists;      /* FcRecordList (not owned) */
  GCancellable *cancellable;
  FcStatePage *states;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (FcStationView, fc_station_view, ADW_TYPE_BIN)

/* What Undo puts back. */
typedef struct {
  FcReplica *replica;
  FcRecord *record;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->replica);
  g_object_unref (undo->record);
  g_free (undo);
}

static void
undo_remove (gpointer user_data)
{
  Undo *undo = user_data;

  fc_replica_run_op_async (undo->replica, fc_op_new_insert (undo->record, g_get_real_time ()), NULL, NULL, NULL);
}

static void
removed_cb (FcStationView *self,
            FcRecord      *record)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  g_autofree char *text = NULL;
  Undo *undo;

  if (window == NULL)
    return;
  undo = g_new (Undo, 1);
  undo->replica = g_object_ref (self->replica);
  undo->record = g_object_ref (record);
  text = g_strdup_printf (_ ("%s removed"), _ (fc_catalog_get (fc_record_get_entity (record))->label));
  fc_window_toast_undo (window, text, G_CALLBACK (undo_remove), undo, undo_free);
}

static FcRecordForm *
add_form (FcStationView *self,
          const char    *title,
          const int     *fields,
          FcRecord      *station)
{
  FcFieldUnits units = fc_field_units_of (station);
  g_autoptr (FcRecord) own = fc_record_copy (station);
  FcRecordForm *form = fc_record_form_new (own, &units);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (; *fields >= 0; fields++)
    fc_record_form_add (form, group, *fields);
  fc_record_form_set_editable (form, fc_context_may (self->context, "stations.edit"));
  fc_record_form_set_live (form, self->replica);
  g_signal_connect_object (form, "failed", G_CALLBACK (fc_window_tell_unsaved), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), group);
  return form;
}

static void
add_list (FcStationView          *self,
          const FcRecordListSpec *spec,
          FcRecord               *station)
{
  FcFieldUnits units = fc_field_units_of (station);
  GtkWidget *list = fc_record_list_new (spec, &self->id, &units);

  g_signal_connect_swapped (list, "failed", G_CALLBACK (fc_window_tell_unsaved), self);
  g_signal_connect_swapped (list, "removed", G_CALLBACK (removed_cb), self);
  gtk_box_append (GTK_BOX (self->box), list);
  g_ptr_array_add (self->lists, list);
}

static void
build (FcStationView *self,
       FcRecord      *station)
{
  self->details = add_form (self, _ ("Details"), fc_station_detail_fields, station);
  add_list (self, &fc_tank_parts, station);
  add_list (self, &fc_pump_parts, station);
  add_list (self, &fc_nozzle_parts, station);
  add_list (self, &fc_gauge_parts, station);
  self->limits = add_form (self, _ ("Limits"), fc_station_limit_fields, station);
}

/* Tanks and gauges are set up by others than pumps and nozzles: what the catalog says of each counts. */
static void
show_list (FcStationView *self,
           FcRecordList  *list)
{
  const char *permission = fc_catalog_get (fc_record_list_get_entity (list))->write;

  fc_record_list_set_rows (list, self->rows, self->replica, fc_context_may (self->context, permission));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcStationView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = fc_station_load_finish (FC_REPLICA (source), result, &error);
  g_autoptr (FcRowSet) old = NULL;
  FcRecord *station = rows != NULL ? fc_row_set_get (rows, FC_STATION, &self->id) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (station == NULL)
    {
      fc_state_page_set_error (self->states, NULL,
                               error != NULL ? error->message : _ ("This station is not on this computer"));
      return;
    }
  old = g_steal_pointer (&self->rows);
  self->rows = g_steal_pointer (&rows);
  if (self->details == NULL)
    build (self, station);
  else
    {
      fc_record_form_refresh (self->details, station);
      fc_record_form_refresh (self->limits, station);
    }
  for (guint i = 0; i < self->lists->len; i++)
    show_list (self, g_ptr_array_index (self->lists, i));
  fc_state_page_set_content (self->states);
}

static void
load (FcStationView *self)
{
  fc_station_load_async (self->replica, &self->id, g_get_real_time (), self->cancellable, loaded_cb,
                         g_object_ref (self));
}

static void
changed_cb (FcStationView   *self,
            const FcChanges *changes)
{
  if (fc_changes_touch_row (changes, FC_STATION, &self->id) || fc_changes_touch (changes, FC_TANK) ||
      fc_changes_touch (changes, FC_PUMP) || fc_changes_touch (changes, FC_GAUGE) || fc_changes_touch (changes, FC_NOZZLE) ||
      fc_changes_touch (changes, FC_PRODUCT))
    load (self);
}

static void
fc_station_view_dispose (GObject *object)
{
  FcStationView *self = FC_STATION_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->details);
  g_clear_object (&self->limits);

  G_OBJECT_CLASS (fc_station_view_parent_class)->dispose (object);
}

static void
fc_station_view_finalize (GObject *object)
{
  FcStationView *self = FC_STATION_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->replica);
  g_clear_object (&self->context);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->rows, fc_row_set_free);

  G_OBJECT_CLASS (fc_station_view_parent_class)->finalize (object);
}

static void
fc_station_view_class_init (FcStationViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_station_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_station_view_finalize;
}

static void
fc_station_view_init (FcStationView *self)
{
  GtkWidget *column = fc_column_new (0, &self->box);

  self->lists = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->states = FC_STATE_PAGE (fc_state_page_new ());
  fc_state_page_set_child (self->states, column);
  fc_state_page_set_loading (self->states);
  g_signal_connect_swapped (self->states, "retry", G_CALLBACK (load), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->states));
}

/**
 * fc_station_view_new:
 *
 * Returns: (transfer floating): reads by itself
 */
GtkWidget *
fc_station_view_new (FcContext  *context,
                     const FcId *station_id)
{
  FcStationView *self = g_object_new (FC_TYPE_STATION_VIEW, NULL);

  self->context = g_object_ref (context);
  self->replica = g_object_ref (fc_context_get_replica (context));
  self->id = *station_id;
  g_signal_connect_swapped (self->replica, "changed", G_CALLBACK (changed_cb), self);
  load (self);
  return GTK_WIDGET (self);
}
