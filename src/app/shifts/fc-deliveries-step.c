/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-display.h"
#include "fc-record-form.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* Fuel that came in: must be known before the tanks can be reconciled. */
typedef struct {
  FcStepView parent_instance;

  AdwPreferencesGroup *list;
  AdwBin *form_place;
  GPtrArray *rows;    /* GtkWidget in the list (not owned) */
  FcRecordForm *form; /* (nullable): until the station is known */
  char *shown;
} FcDeliveriesStep;
typedef FcStepViewClass FcDeliveriesStepClass;

GType fc_deliveries_step_get_type (void);
G_DEFINE_TYPE (FcDeliveriesStep, fc_deliveries_step, FC_TYPE_STEP_VIEW)
#define FC_DELIVERIES_STEP(object)                                                                                     \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_deliveries_step_get_type (), FcDeliveriesStep))

static void make_form (FcDeliveriesStep *self);

static void
tell (FcDeliveriesStep *self,
      const GError     *error)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (window != NULL)
    fc_window_tell_error (window, NULL, error);
}

static void
add_clicked_cb (FcDeliveriesStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (GError) error = NULL;

  if (!fc_record_form_validate (self->form))
    return;
  if (!fc_shift_draft_run (draft, fc_op_new_insert (fc_record_form_get_record (self->form), g_get_real_time ()),
                           &error))
    tell (self, error);
  else
    make_form (self);
}

/* What Undo puts back: the same delivery under a new id. */
typedef struct {
  FcShiftDraft *draft;
  FcRecord *delivery;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->draft);
  g_object_unref (undo->delivery);
  g_free (undo);
}

static void
undo_remove (gpointer user_data)
{
  Undo *undo = user_data;
  gint64 now = g_get_real_time ();
  FcId id = fc_id_new (now);
  g_autoptr (FcRecord) again = fc_record_new (FC_DELIVERY, &id);

  for (int field = 0; field < FC_DELIVERY_N_FIELDS; field++)
    fc_record_set_value (again, field, fc_record_get_value (undo->delivery, field));
  fc_shift_draft_run (undo->draft, fc_op_new_insert (again, now), NULL);
}

static void
remove_clicked_cb (FcDeliveriesStep *self,
                   GtkWidget        *button)
{
  FcRecord *delivery = g_object_get_data (G_OBJECT (button), "delivery");
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  Undo *undo;

  if (!fc_shift_draft_run (draft, fc_op_new_delete (delivery, g_get_real_time ()), &error))
    {
      tell (self, error);
      return;
    }
  if (window == NULL)
    return;
  undo = g_new (Undo, 1);
  undo->draft = g_object_ref (draft);
  undo->delivery = g_object_ref (delivery);
  fc_window_toast_undo (window, _ ("Delivery removed"), G_CALLBACK (undo_remove), undo, undo_free);
}

static void
make_form (FcDeliveriesStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord *shift = fc_shift_draft_get_shift (draft);
  FcRecord *station = fc_shift_draft_get_station (draft);
  gint64 now = g_get_real_time ();
  FcId id = fc_id_new (now);
  g_autoptr (FcRecord) delivery = fc_record_new (FC_DELIVERY, &id);
  g_autoptr (GPtrArray) tanks = fc_row_set_list_by (fc_shift_draft_get_rows (draft), FC_TANK, FC_TANK_STATION_ID,
                                                    fc_record_get_ref (shift, FC_SHIFT_STATION_ID));
  FcFieldUnits units = fc_field_units_of (station);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = gtk_button_new_with_label (_ ("Add delivery"));
  static const int fields[] = { FC_DELIVERY_SUPPLIER,      FC_DELIVERY_DOCUMENT,     FC_DELIVERY_TICKETED_VOLUME,
                                FC_DELIVERY_VOLUME_BEFORE, FC_DELIVERY_VOLUME_AFTER, FC_DELIVERY_DELIVERED_AT };

  fc_record_set_ref (delivery, FC_DELIVERY_SHIFT_ID, fc_shift_draft_get_id (draft));
  fc_record_set_ref (delivery, FC_DELIVERY_STATION_ID, fc_record_get_ref (shift, FC_SHIFT_STATION_ID));
  fc_record_set_int (delivery, FC_DELIVERY_DELIVERED_AT, now);
  g_clear_object (&self->form);
  self->form = fc_record_form_new (delivery, &units);
  adw_preferences_group_set_title (group, _ ("Add a delivery"));
  fc_record_form_add_ref (self->form, GTK_WIDGET (group), FC_DELIVERY_TANK_ID, tanks, FC_TANK_NUMBER);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fc_record_form_add (self->form, GTK_WIDGET (group), fields[i]);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_top (button, 12);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_preferences_group_add (group, button);
  adw_bin_set_child (self->form_place, GTK_WIDGET (group));
}

static char *
describe_delivery (FcDeliveriesStep *self,
                   FcRecord         *delivery)
{
  const char *supplier = fc_record_get_text (delivery, FC_DELIVERY_SUPPLIER);
  const char *document = fc_record_get_text (delivery, FC_DELIVERY_DOCUMENT);
  GString *text = g_string_new (supplier != NULL ? supplier : _ ("Supplier not given"));

  if (document != NULL)
    g_string_append_printf (text, " · %s", document);
  if (!fc_record_is_null (delivery, FC_DELIVERY_VOLUME_BEFORE) &&
      !fc_record_is_null (delivery, FC_DELIVERY_VOLUME_AFTER))
    {
      gint64 gauge = fc_record_get_int (delivery, FC_DELIVERY_VOLUME_AFTER) -
                     fc_record_get_int (delivery, FC_DELIVERY_VOLUME_BEFORE);
      g_autofree char *measured = fc_show_volume_with_unit (gauge, 0);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%s by the tank"), measured);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (FcDeliveriesStep *self,
          FcRecord         *delivery,
          gboolean          locked)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  FcRecord *tank = fc_row_set_get (rows, FC_TANK, fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID));
  g_autofree char *title
      = g_strdup_printf (_ ("Tank %" G_GINT64_FORMAT), tank != NULL ? fc_record_get_int (tank, FC_TANK_NUMBER) : 0);
  g_autofree char *subtitle = describe_delivery (self, delivery);
  g_autofree char *volume
      = fc_show_volume_with_unit (fc_record_get_int (delivery, FC_DELIVERY_TICKETED_VOLUME), 0);
  g_autofree char *remove = g_strdup_printf (_ ("Remove the delivery to %s"), title);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *figure = gtk_label_new (volume);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (figure, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  gtk_widget_set_visible (button, !locked);
  g_object_set_data_full (G_OBJECT (button), "delivery", g_object_ref (delivery), g_object_unref);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static char *
describe (GPtrArray *deliveries,
          gboolean   locked)
{
  GString *text = g_string_new (locked ? "locked" : "");

  for (guint i = 0; i < deliveries->len; i++)
    {
      FcRecord *delivery = g_ptr_array_index (deliveries, i);
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (delivery));

      g_string_append_printf (text, " %s %" G_GINT64_FORMAT, id,
                              fc_record_get_int (delivery, FC_DELIVERY_TICKETED_VOLUME));
    }
  return g_string_free (text, FALSE);
}

static void
fc_deliveries_step_refresh (FcStepView *view)
{
  FcDeliveriesStep *self = FC_DELIVERIES_STEP (view);
  FcShiftDraft *draft = fc_step_view_get_draft (view);
  gboolean locked = fc_shift_draft_is_locked (draft);
  g_autoptr (GPtrArray) deliveries = fc_row_set_list_by (fc_shift_draft_get_rows (draft), FC_DELIVERY,
                                                         FC_DELIVERY_SHIFT_ID, fc_shift_draft_get_id (draft));
  g_autofree char *now = describe (deliveries, locked);

  if (self->form == NULL)
    make_form (self);
  gtk_widget_set_visible (GTK_WIDGET (self->form_place), !locked);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < deliveries->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (deliveries, i), locked);

      adw_preferences_group_add (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (self->list, deliveries->len > 0 ? NULL : _ ("None on this shift"));
}

static void
fc_deliveries_step_build (FcStepView *view)
{
  FcDeliveriesStep *self = FC_DELIVERIES_STEP (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->rows = g_ptr_array_new ();
  self->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->list, _ ("Deliveries"));
  self->form_place = ADW_BIN (adw_bin_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form_place));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_deliveries_step_finalize (GObject *object)
{
  FcDeliveriesStep *self = FC_DELIVERIES_STEP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->form);
  g_free (self->shown);

  G_OBJECT_CLASS (fc_deliveries_step_parent_class)->finalize (object);
}

static void
fc_deliveries_step_class_init (FcDeliveriesStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_deliveries_step_finalize;
  klass->step = FC_STEP_DELIVERIES;
  klass->build = fc_deliveries_step_build;
  klass->refresh = fc_deliveries_step_refresh;
}

static void
fc_deliveries_step_init (FcDeliveriesStep *self)
{
}
