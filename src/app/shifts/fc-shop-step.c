/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-number-entry.h"

#include <glib/gi18n.h>

/* What the shop sold, as the register's report says; and the float the drawer began with. */
typedef struct {
  FcStepView parent_instance;

  GtkWidget *shop_sales;
  GtkWidget *opening_float;
  AdwEntryRow *notes;
  gboolean showing;  /* the rows follow the shift, not the person */
  guint save_source;
} FcShopStep;
typedef FcStepViewClass FcShopStepClass;

GType fc_shop_step_get_type (void);
G_DEFINE_TYPE (FcShopStep, fc_shop_step, FC_TYPE_STEP_VIEW)
#define FC_SHOP_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_shop_step_get_type (), FcShopStep))

static void
take_amount (FcRecord  *shift,
             GtkWidget *row,
             int        field)
{
  gint64 value;

  if (!fc_number_row_is_valid (FC_NUMBER_ROW (row)))
    return;
  if (fc_number_row_get_value (FC_NUMBER_ROW (row), &value))
    fc_record_set_int (shift, field, value);
  else
    fc_record_set_null (shift, field);
}

static void
commit (FcShopStep *self,
        FcOp       *op)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (FcOp) owned = op;
  g_autoptr (GError) error = NULL;

  if (op == NULL || fc_shift_draft_is_locked (draft))
    return;
  if (!fc_shift_draft_run (draft, g_steal_pointer (&owned), &error))
    g_signal_emit_by_name (draft, "failed", error->message);
}

/* One patch with whatever differs. */
static void
save (FcShopStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord *shift = draft != NULL ? fc_shift_draft_get_shift (draft) : NULL;
  const char *notes = gtk_editable_get_text (GTK_EDITABLE (self->notes));
  g_autoptr (FcRecord) after = NULL;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (shift == NULL || self->showing)
    return;
  after = fc_record_copy (shift);
  take_amount (after, self->shop_sales, FC_SHIFT_SHOP_SALES);
  take_amount (after, self->opening_float, FC_SHIFT_OPENING_FLOAT);
  fc_record_set_text (after, FC_SHIFT_NOTES, *notes != '\0' ? notes : NULL);
  commit (self, fc_op_new_patch (shift, after, g_get_real_time ()));
}

static gboolean
save_cb (gpointer user_data)
{
  FcShopStep *self = user_data;

  self->save_source = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (FcShopStep *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (FC_SAVE_DELAY_MS, save_cb, self);
}

static void
show_amount (FcShopStep *self,
             GtkWidget  *row,
             int         field)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord *shift = fc_shift_draft_get_shift (draft);

  g_object_set (row, "currency", fc_shift_draft_get_currency (draft), NULL);
  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    return;
  if (fc_record_is_null (shift, field))
    fc_number_row_clear (FC_NUMBER_ROW (row));
  else
    fc_number_row_set_value (FC_NUMBER_ROW (row), fc_record_get_int (shift, field));
}

static void
fc_shop_step_refresh (FcStepView *view)
{
  FcShopStep *self = FC_SHOP_STEP (view);
  FcShiftDraft *draft = fc_step_view_get_draft (view);
  const char *notes = fc_record_get_text (fc_shift_draft_get_shift (draft), FC_SHIFT_NOTES);
  gboolean editable = !fc_shift_draft_is_locked (draft);

  if (self->save_source != 0)
    return;
  self->showing = TRUE;
  show_amount (self, self->shop_sales, FC_SHIFT_SHOP_SALES);
  show_amount (self, self->opening_float, FC_SHIFT_OPENING_FLOAT);
  if ((gtk_widget_get_state_flags (GTK_WIDGET (self->notes)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->notes), notes != NULL ? notes : "");
  self->showing = FALSE;
  gtk_editable_set_editable (GTK_EDITABLE (self->shop_sales), editable);
  gtk_editable_set_editable (GTK_EDITABLE (self->opening_float), editable);
  gtk_editable_set_editable (GTK_EDITABLE (self->notes), editable);
}

static void
fc_shop_step_build (FcStepView *view)
{
  FcShopStep *self = FC_SHOP_STEP (view);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Shop sales"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("From the register’s report, with tax and without fuel."));
  self->shop_sales = fc_number_row_new (FC_NUMBER_MONEY, _ ("Shop sales"));
  self->opening_float = fc_number_row_new (FC_NUMBER_MONEY, _ ("Float the drawer began with"));
  g_object_set (self->shop_sales, "optional", TRUE, NULL);
  g_object_set (self->opening_float, "optional", TRUE, NULL);
  self->notes = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->notes), _ ("Notes on this shift"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->shop_sales);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->opening_float);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->notes));
  g_signal_connect_swapped (self->shop_sales, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->opening_float, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->notes, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->shop_sales, "entry-activated", G_CALLBACK (save), self);
  g_signal_connect_swapped (self->opening_float, "entry-activated", G_CALLBACK (save), self);
  g_signal_connect_swapped (self->notes, "entry-activated", G_CALLBACK (save), self);
  adw_bin_set_child (ADW_BIN (self), group);
}

static void
fc_shop_step_focus (FcStepView *view)
{
  gtk_widget_grab_focus (FC_SHOP_STEP (view)->shop_sales);
}

static void
fc_shop_step_dispose (GObject *object)
{
  FcShopStep *self = FC_SHOP_STEP (object);

  if (self->save_source != 0)
    save (self);

  G_OBJECT_CLASS (fc_shop_step_parent_class)->dispose (object);
}

static void
fc_shop_step_class_init (FcShopStepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_shop_step_dispose;
  klass->step = FC_STEP_SHOP;
  klass->build = fc_shop_step_build;
  klass->refresh = fc_shop_step_refresh;
  klass->focus = fc_shop_step_focus;
}

static void
fc_shop_step_init (FcShopStep *self)
{
}
