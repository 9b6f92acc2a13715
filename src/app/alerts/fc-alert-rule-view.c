/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-rule-view.h"

#include "fc-column.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcAlertRuleView {
  AdwBin parent_instance;

  FcPage *page; /* not owned: it shows the view */
  FcId id;
  FcRecordForm *form;
  gboolean stored; /* has a row; a built-in rule gets one with its first change */
};

G_DEFINE_FINAL_TYPE (FcAlertRuleView, fc_alert_rule_view, ADW_TYPE_BIN)

/* What Undo puts back. */
typedef struct {
  FcReplica *replica;
  FcRecord *record;
  GtkWidget *window; /* (nullable) (weak) */
} Deleted;

static void
deleted_free (gpointer data)
{
  Deleted *self = data;

  g_clear_weak_pointer (&self->window);
  g_object_unref (self->replica);
  g_object_unref (self->record);
  g_free (self);
}

static Deleted *
deleted_new (FcReplica *replica,
             FcRecord  *record,
             GtkWidget *window)
{
  Deleted *self = g_new0 (Deleted, 1);

  self->replica = g_object_ref (replica);
  self->record = g_object_ref (record);
  g_set_weak_pointer (&self->window, window);
  return self;
}

static void
put_back_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Deleted *self = data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error) && self->window != NULL)
    fc_window_tell_error (FC_WINDOW (self->window), _ ("The rule was not put back"), error);
  deleted_free (self);
}

static void
put_back (gpointer data)
{
  Deleted *self = data;

  fc_replica_run_op_async (self->replica, fc_op_new_insert (self->record, g_get_real_time ()), NULL, put_back_cb,
                           deleted_new (self->replica, self->record, self->window));
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Deleted *self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = fc_replica_run_finish (FC_REPLICA (source), result, &error);

  if (ok && self->window != NULL)
    fc_window_toast_undo (FC_WINDOW (self->window), _ ("Rule deleted"), G_CALLBACK (put_back), self, deleted_free);
  else if (!ok && self->window != NULL)
    fc_window_tell_error (FC_WINDOW (self->window), _ ("The rule was not deleted"), error);
  if (!ok || self->window == NULL)
    deleted_free (self);
}

static void
delete_cb (FcAlertRuleView *self)
{
  FcReplica *replica = fc_page_get_replica (self->page);
  g_autoptr (FcRecord) record = fc_record_copy (fc_record_form_get_record (self->form));

  fc_replica_run_op_async (replica, fc_op_new_delete (record, g_get_real_time ()), NULL, deleted_cb,
                           deleted_new (replica, record, GTK_WIDGET (fc_window_of (GTK_WIDGET (self)))));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FcAlertRuleView) self = data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    fc_window_tell_unsaved (GTK_WIDGET (self), error->message);
}

static void
store (FcAlertRuleView *self)
{
  FcReplica *replica = fc_page_get_replica (self->page);

  if (self->stored)
    return;
  self->stored = TRUE;
  fc_replica_run_op_async (replica, fc_op_new_insert (fc_record_form_get_record (self->form), g_get_real_time ()), NULL,
                           stored_cb, g_object_ref (self));
  fc_record_form_set_live (self->form, replica);
}

static void
add_delete (FcAlertRuleView *self,
            GtkWidget       *box)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Delete rule"));

  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static void
fc_alert_rule_view_dispose (GObject *object)
{
  g_clear_object (&FC_ALERT_RULE_VIEW (object)->form);

  G_OBJECT_CLASS (fc_alert_rule_view_parent_class)->dispose (object);
}

static void
fc_alert_rule_view_class_init (FcAlertRuleViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_alert_rule_view_dispose;
}

static void
fc_alert_rule_view_init (FcAlertRuleView *self)
{
}

const FcId *
fc_alert_rule_view_get_id (FcAlertRuleView *self)
{
  return &self->id;
}

/**
 * fc_alert_rule_view_refresh:
 * @record: the row as it is now
 */
void
fc_alert_rule_view_refresh (FcAlertRuleView *self,
                            FcRecord        *record)
{
  if (self->stored)
    fc_record_form_refresh (self->form, record);
}

/**
 * fc_alert_rule_view_new:
 * @page: that shows it
 * @record: (transfer none): the rule; copied
 * @stored: whether it has a row
 * @roles: (element-type FcRecord)
 *
 * Returns: (transfer floating)
 */
GtkWidget *
fc_alert_rule_view_new (FcPage    *page,
                        FcRecord  *record,
                        gboolean   stored,
                        GPtrArray *roles)
{
  FcAlertRuleView *self = g_object_new (FC_TYPE_ALERT_RULE_VIEW, NULL);
  FcContext *context = fc_page_get_context (page);
  FcReplica *replica = fc_page_get_replica (page);
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (replica));
  g_autoptr (FcRecord) own = fc_record_copy (record);
  GtkWidget *box;

  self->page = page;
  self->id = *fc_record_get_id (record);
  self->stored = stored;
  adw_bin_set_child (ADW_BIN (self), fc_column_new (0, &box));
  self->form = fc_record_form_new (own, &units);
  fc_alert_rule_spec.build (self->form, box, roles, context);
  if (fc_record_is_null (own, FC_ALERT_RULE_KEY))
    add_delete (self, box);
  if (stored)
    fc_record_form_set_live (self->form, replica);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (store), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (fc_window_tell_unsaved), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
