/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-delivery-words.h"
#include "fc-display.h"
#include "fc-gauge-near.h"

#include <glib/gi18n.h>

/* Fuel that came in: must be known before the tanks can be reconciled. A gauge may have seen it. */
typedef struct {
  FcStepList parent_instance;

  FcRecordForm *form;         /* (nullable): of the note on hand */
  GtkWidget *take;            /* (nullable): the row that asks the gauge */
  GCancellable *cancellable;
} FcDeliveriesStep;
typedef FcStepListClass FcDeliveriesStepClass;

G_DEFINE_TYPE (FcDeliveriesStep, fc_deliveries_step, FC_TYPE_STEP_LIST)

#define SELF(object) ((FcDeliveriesStep *) (object))

static void
fc_deliveries_step_prepare (FcStepList *self,
                            FcRecord   *record)
{
  fc_record_set_int (record, FC_DELIVERY_DELIVERED_AT, g_get_real_time ());
}

static void
say (FcDeliveriesStep *self,
     const char       *text)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->take), text);
}

static char *
describe_gauge (FcRecord  *by_gauge,
                GTimeZone *zone)
{
  g_autofree char *from = fc_show_time (fc_record_get_int (by_gauge, FC_GAUGE_DELIVERY_STARTED_AT), zone);
  g_autofree char *before = fc_show_volume (fc_record_get_int (by_gauge, FC_GAUGE_DELIVERY_START_VOLUME), 0);
  g_autofree char *after = fc_show_volume_with_unit (fc_record_get_int (by_gauge, FC_GAUGE_DELIVERY_END_VOLUME), 0);

  /* Translators: when a delivery began, and the tank's volume before and after it */
  return g_strdup_printf (_ ("%s: from %s to %s"), from, before, after);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcStepList) step = user_data;
  FcDeliveriesStep *self = SELF (step);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (step));
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) by_gauge = fc_gauge_near_finish (result, &error), filled = NULL;
  g_autofree char *text = NULL;

  if (self->form == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (by_gauge == NULL)
    {
      say (self, error->message);
      return;
    }
  filled = fc_record_copy (fc_record_form_get_record (self->form));
  fc_gauge_near_fill (filled, by_gauge);
  fc_gauge_near_fill (fc_record_form_get_record (self->form), by_gauge); /* what has no row, too */
  fc_record_form_refresh (self->form, filled);
  text = describe_gauge (by_gauge, fc_field_units_of (fc_shift_draft_get_station (draft)).zone);
  say (self, text);
}

static void
take_cb (FcDeliveriesStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord *record = self->form != NULL ? fc_record_form_get_record (self->form) : NULL;

  if (record == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fc_gauge_near_async (fc_shift_draft_get_replica (draft), fc_record_get_ref (record, FC_DELIVERY_STATION_ID),
                       fc_record_get_ref (record, FC_DELIVERY_TANK_ID),
                       fc_record_get_int (record, FC_DELIVERY_DELIVERED_AT), self->cancellable, found_cb,
                       g_object_ref (self));
}

static gboolean
any_has_gauge (GPtrArray *tanks)
{
  for (guint i = 0; i < tanks->len; i++)
    if (!fc_record_is_null (tanks->pdata[i], FC_TANK_GAUGE_ID))
      return TRUE;
  return FALSE;
}

static void
add_take (FcDeliveriesStep *self,
          GtkWidget        *group)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Take the gauge’s delivery"));

  self->take = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->take), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->take), _ ("Delivery that the gauge saw"));
  say (self, _ ("The nearest to the time above, into the tank that is chosen"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (take_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->take), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->take);
}

static void
fc_deliveries_step_add_rows (FcStepList   *step,
                             FcRecordForm *form,
                             GtkWidget    *group)
{
  static const int fields[] = { FC_DELIVERY_SUPPLIER,           FC_DELIVERY_DOCUMENT,          FC_DELIVERY_TICKETED_VOLUME,
                                FC_DELIVERY_TEMPERATURE,        FC_DELIVERY_DELIVERED_AT,      -1,
                                FC_DELIVERY_LEVEL_BEFORE,       FC_DELIVERY_LEVEL_AFTER,       FC_DELIVERY_VOLUME_BEFORE,
                                FC_DELIVERY_VOLUME_AFTER,       FC_DELIVERY_TEMPERATURE_BEFORE, FC_DELIVERY_TEMPERATURE_AFTER,
                                FC_DELIVERY_SALES_DURING,       FC_DELIVERY_UNIT_COST };
  FcDeliveriesStep *self = SELF (step);
  g_autoptr (GPtrArray) tanks = fc_step_view_list_tanks (FC_STEP_VIEW (step));
  gboolean by_gauge = any_has_gauge (tanks);

  g_set_object (&self->form, form);
  fc_record_form_add_ref (form, group, FC_DELIVERY_TANK_ID, tanks, FC_TANK_NUMBER);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i] >= 0)
      fc_record_form_add (form, group, fields[i]);
    else if (by_gauge)
      add_take (self, group);
}

/* (transfer none) (nullable): */
static FcRecord *
tank_of (FcStepView *step,
         FcRecord   *delivery)
{
  const FcId *id = fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID);

  return id != NULL ? fc_row_set_get (fc_shift_draft_get_rows (fc_step_view_get_draft (step)), FC_TANK, id) : NULL;
}

/* A new id: what Undo puts back must not be the row that was removed. */
static FcOp *
fc_deliveries_step_op (FcStepList *self,
                       FcRecord   *record)
{
  gint64 now = g_get_real_time ();
  FcId id = fc_id_new (now);
  g_autoptr (FcRecord) delivery = fc_record_new (FC_DELIVERY, &id);
  FcRecord *tank = tank_of (FC_STEP_VIEW (self), record);

  for (int field = 0; field < FC_DELIVERY_N_FIELDS; field++)
    fc_record_set_value (delivery, field, fc_record_get_value (record, field));
  if (tank != NULL)
    fc_delivery_fill_volumes (delivery, tank);
  return fc_op_new_insert (delivery, now);
}

static FcDeliveryCheck
check_delivery (FcStepView   *step,
                FcRecord     *delivery,
                FcFieldUnits *units)
{
  FcShiftDraft *draft = fc_step_view_get_draft (step);
  FcRowSet *rows = fc_shift_draft_get_rows (draft);
  FcRecord *station = fc_shift_draft_get_station (draft);
  FcRecord *tank = tank_of (step, delivery);
  const FcId *product_id = tank != NULL ? fc_record_get_ref (tank, FC_TANK_PRODUCT_ID) : NULL;
  FcRecord *product = product_id != NULL ? fc_row_set_get (rows, FC_PRODUCT, product_id) : NULL;

  return fc_delivery_check (delivery, product != NULL ? fc_record_get_int (product, FC_PRODUCT_DENSITY) : 0,
                            station != NULL ? fc_record_get_int (station, FC_STATION_DELIVERY_TOLERANCE) : 0,
                            units->currency);
}

static char *
describe (FcStepView *step,
          FcRecord   *delivery)
{
  FcFieldUnits units = fc_field_units_of (fc_shift_draft_get_station (fc_step_view_get_draft (step)));
  const char *supplier = fc_record_get_text (delivery, FC_DELIVERY_SUPPLIER);
  const char *document = fc_record_get_text (delivery, FC_DELIVERY_DOCUMENT);
  FcDeliveryCheck check = check_delivery (step, delivery, &units);
  GString *text = g_string_new (supplier != NULL ? supplier : _ ("Supplier not given"));

  if (document != NULL)
    g_string_append_printf (text, " · %s", document);
  if (check.has_gauge)
    {
      g_autofree char *measured = fc_show_volume_with_unit (check.gauged, 0);
      g_autofree char *verdict = fc_delivery_words (&check, units.currency);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%s by the tank"), measured);
      g_string_append_printf (text, " · %s", verdict);
    }
  return g_string_free (text, FALSE);
}

static void
fc_deliveries_step_show (FcStepList    *self,
                         FcRecord      *delivery,
                         FcStepListRow *row)
{
  row->title = fc_step_view_dup_tank (FC_STEP_VIEW (self), fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID));
  row->subtitle = describe (FC_STEP_VIEW (self), delivery);
  row->figure = fc_show_volume_with_unit (fc_record_get_int (delivery, FC_DELIVERY_TICKETED_VOLUME), 0);
  row->name = g_strdup_printf (_ ("the delivery to %s"), row->title);
}

static void
fc_deliveries_step_dispose (GObject *object)
{
  FcDeliveriesStep *self = SELF (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (fc_deliveries_step_parent_class)->dispose (object);
}

static void
fc_deliveries_step_class_init (FcDeliveriesStepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_deliveries_step_dispose;
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_DELIVERIES;
  klass->entity = FC_DELIVERY;
  klass->shift_field = FC_DELIVERY_SHIFT_ID;
  klass->photo_field = FC_DELIVERY_PHOTO_ID;
  klass->title = N_ ("Deliveries");
  klass->form_title = N_ ("Add a delivery");
  klass->add = N_ ("Add delivery");
  klass->removed = N_ ("Delivery removed");
  klass->prepare = fc_deliveries_step_prepare;
  klass->add_rows = fc_deliveries_step_add_rows;
  klass->op = fc_deliveries_step_op;
  klass->show = fc_deliveries_step_show;
}

static void
fc_deliveries_step_init (FcDeliveriesStep *self)
{
}
