/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-display.h"

#include <glib/gi18n.h>

/* Fuel that came in: must be known before the tanks can be reconciled. */
typedef struct {
  FcStepList parent_instance;
} FcDeliveriesStep;
typedef FcStepListClass FcDeliveriesStepClass;

G_DEFINE_TYPE (FcDeliveriesStep, fc_deliveries_step, FC_TYPE_STEP_LIST)

static void
fc_deliveries_step_prepare (FcStepList *self,
                            FcRecord   *record)
{
  fc_record_set_int (record, FC_DELIVERY_DELIVERED_AT, g_get_real_time ());
}

static void
fc_deliveries_step_add_rows (FcStepList   *self,
                             FcRecordForm *form,
                             GtkWidget    *group)
{
  static const int fields[] = { FC_DELIVERY_SUPPLIER,     FC_DELIVERY_DOCUMENT,     FC_DELIVERY_TICKETED_VOLUME,
                                FC_DELIVERY_LEVEL_BEFORE, FC_DELIVERY_LEVEL_AFTER,  FC_DELIVERY_VOLUME_BEFORE,
                                FC_DELIVERY_VOLUME_AFTER, FC_DELIVERY_SALES_DURING, FC_DELIVERY_TEMPERATURE,
                                FC_DELIVERY_DELIVERED_AT };
  g_autoptr (GPtrArray) tanks = fc_step_view_list_tanks (FC_STEP_VIEW (self));

  fc_record_form_add_ref (form, group, FC_DELIVERY_TANK_ID, tanks, FC_TANK_NUMBER);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fc_record_form_add (form, group, fields[i]);
}

/* A new id: what Undo puts back must not be the row that was removed. */
static FcOp *
fc_deliveries_step_op (FcStepList *self,
                       FcRecord   *record)
{
  gint64 now = g_get_real_time ();
  FcId id = fc_id_new (now);
  g_autoptr (FcRecord) delivery = fc_record_new (FC_DELIVERY, &id);

  for (int field = 0; field < FC_DELIVERY_N_FIELDS; field++)
    fc_record_set_value (delivery, field, fc_record_get_value (record, field));
  return fc_op_new_insert (delivery, now);
}

static char *
describe (FcRecord *delivery)
{
  const char *supplier = fc_record_get_text (delivery, FC_DELIVERY_SUPPLIER);
  const char *document = fc_record_get_text (delivery, FC_DELIVERY_DOCUMENT);
  GString *text = g_string_new (supplier != NULL ? supplier : _ ("Supplier not given"));

  if (document != NULL)
    g_string_append_printf (text, " · %s", document);
  if (!fc_record_is_null (delivery, FC_DELIVERY_VOLUME_BEFORE) &&
      !fc_record_is_null (delivery, FC_DELIVERY_VOLUME_AFTER))
    {
      gint64 received = fc_record_get_int (delivery, FC_DELIVERY_VOLUME_AFTER) -
                        fc_record_get_int (delivery, FC_DELIVERY_VOLUME_BEFORE) +
                        fc_record_get_int (delivery, FC_DELIVERY_SALES_DURING);
      g_autofree char *measured = fc_show_volume_with_unit (received, 0);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%s by the tank"), measured);
    }
  return g_string_free (text, FALSE);
}

static void
fc_deliveries_step_show (FcStepList    *self,
                         FcRecord      *delivery,
                         FcStepListRow *row)
{
  row->title = fc_step_view_dup_tank (FC_STEP_VIEW (self), fc_record_get_ref (delivery, FC_DELIVERY_TANK_ID));
  row->subtitle = describe (delivery);
  row->figure = fc_show_volume_with_unit (fc_record_get_int (delivery, FC_DELIVERY_TICKETED_VOLUME), 0);
  row->name = g_strdup_printf (_ ("the delivery to %s"), row->title);
}

static void
fc_deliveries_step_class_init (FcDeliveriesStepClass *klass)
{
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_DELIVERIES;
  klass->entity = FC_DELIVERY;
  klass->shift_field = FC_DELIVERY_SHIFT_ID;
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
