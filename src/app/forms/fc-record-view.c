/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record-view.h"

#include "fc-column.h"
#include "fc-company-queries.h"
#include "fc-state-page.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcRecordView {
  AdwBin parent_instance;

  FcContext *context;
  FcReplica *replica;
  const FcRecordSpec *spec;
  FcId id;
  GPtrArray *also;       /* (nullable) */
  FcRecordForm *form;    /* (nullable): until it was read */
  GCancellable *cancellable;
  FcStatePage *states;
  GtkWidget *box;
  GtkWidget *tail;       /* what the page appends stays last */
};

G_DEFINE_FINAL_TYPE (FcRecordView, fc_record_view, ADW_TYPE_BIN)

static void
build (FcRecordView *self,
       FcRecord     *record)
{
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (self->replica));
  g_autoptr (FcRecord) own = fc_record_copy (record);

  self->form = fc_record_form_new (own, &units);
  self->spec->build (self->form, self->box, self->also, self->context);
  gtk_box_reorder_child_after (GTK_BOX (self->box), self->tail, gtk_widget_get_last_child (self->box));
  fc_record_form_set_editable (self->form, fc_context_may (self->context, self->spec->permission));
  fc_record_form_set_live (self->form, self->replica);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (fc_window_tell_unsaved), self, G_CONNECT_SWAPPED);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcRecordView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, &error);
  FcRecord *record = rows != NULL ? fc_row_set_get (rows, self->spec->entity, &self->id) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (record == NULL)
    {
      fc_state_page_set_error (self->states, NULL,
                               error != NULL ? error->message : _ ("This record is not on this computer"));
      return;
    }
  if (self->form == NULL)
    build (self, record);
  else
    fc_record_form_refresh (self->form, record);
  fc_state_page_set_content (self->states);
}

static void
load (FcRecordView *self)
{
  fc_replica_load_async (self->replica, self->spec->entity, &self->id, NULL, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

static void
also_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcRecordView) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->also, g_ptr_array_unref);
  self->also = fc_rows_of_finish (FC_REPLICA (source), result, &error);
  if (self->also != NULL)
    load (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fc_state_page_set_error (self->states, NULL, error->message);
}

static void
begin (FcRecordView *self)
{
  if (self->spec->also == FC_N_ENTITIES)
    load (self);
  else
    fc_rows_of_async (self->replica, self->spec->also, self->cancellable, also_cb, g_object_ref (self));
}

static void
changed_cb (FcRecordView    *self,
            const FcChanges *changes)
{
  if (self->form != NULL && fc_changes_touch_row (changes, self->spec->entity, &self->id))
    load (self);
}

static void
fc_record_view_dispose (GObject *object)
{
  FcRecordView *self = FC_RECORD_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (fc_record_view_parent_class)->dispose (object);
}

static void
fc_record_view_finalize (GObject *object)
{
  FcRecordView *self = FC_RECORD_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->replica);
  g_clear_object (&self->context);
  g_clear_pointer (&self->also, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_record_view_parent_class)->finalize (object);
}

static void
fc_record_view_class_init (FcRecordViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_record_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_record_view_finalize;
}

static void
fc_record_view_init (FcRecordView *self)
{
  GtkWidget *column = fc_column_new (0, &self->box);

  self->cancellable = g_cancellable_new ();
  self->tail = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (self->box), self->tail);
  self->states = FC_STATE_PAGE (fc_state_page_new ());
  fc_state_page_set_child (self->states, column);
  fc_state_page_set_loading (self->states);
  g_signal_connect_swapped (self->states, "retry", G_CALLBACK (begin), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->states));
}

/**
 * fc_record_view_new:
 *
 * Returns: (transfer floating): reads by itself
 */
GtkWidget *
fc_record_view_new (FcContext          *context,
                    const FcRecordSpec *spec,
                    const FcId         *id)
{
  FcRecordView *self = g_object_new (FC_TYPE_RECORD_VIEW, NULL);

  self->context = g_object_ref (context);
  self->replica = g_object_ref (fc_context_get_replica (context));
  self->spec = spec;
  self->id = *id;
  g_signal_connect_swapped (self->replica, "changed", G_CALLBACK (changed_cb), self);
  begin (self);
  return GTK_WIDGET (self);
}

/**
 * fc_record_view_get_form:
 *
 * Returns: (transfer none) (nullable): NULL until it was read
 */
FcRecordForm *
fc_record_view_get_form (FcRecordView *self)
{
  return self->form;
}

/**
 * fc_record_view_append:
 *
 * Puts @widget below the form.
 */
void
fc_record_view_append (FcRecordView *self,
                       GtkWidget    *widget)
{
  gtk_box_append (GTK_BOX (self->tail), widget);
}
