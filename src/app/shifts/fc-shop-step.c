/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-number-row.h"
#include "fc-shown-text.h"

#include <glib/gi18n.h>

/* What the shop sold, as the register's report says; and the float the drawer began with. */
typedef struct {
  FcStepView parent_instance;

  GtkWidget *rows[6];
  AdwEntryRow *notes;
  gboolean showing;  /* the rows follow the shift, not the person */
  guint typed_in;    /* the row of those */
  guint save_source;
} FcShopStep;
typedef FcStepViewClass FcShopStepClass;

GType fc_shop_step_get_type (void);
G_DEFINE_TYPE (FcShopStep, fc_shop_step, FC_TYPE_STEP_VIEW)
#define FC_SHOP_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_shop_step_get_type (), FcShopStep))

static const struct {
  FcNumberKind kind;
  const char *title;
  int shift_field;
  int drawer_field; /* -1: the shift's as a whole */
} fields[] = {
  { FC_NUMBER_MONEY, N_ ("Shop sales"), FC_SHIFT_SHOP_SALES, FC_DRAWER_SHOP_SALES },
  { FC_NUMBER_MONEY, N_ ("Tax on top of them"), FC_SHIFT_SHOP_TAX, FC_DRAWER_SHOP_TAX },
  { FC_NUMBER_MONEY, N_ ("Lottery, sold less paid out"), FC_SHIFT_LOTTERY, FC_DRAWER_LOTTERY },
  { FC_NUMBER_INTEGER, N_ ("Voids"), FC_SHIFT_VOIDS, -1 },
  { FC_NUMBER_MONEY, N_ ("Float the drawer began with"), FC_SHIFT_OPENING_FLOAT, FC_DRAWER_OPENING_FLOAT },
};

/* The drawer's row where attendants have drawers, else the shift's. */
static FcRecord *
get_record (FcShopStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  const FcSheetDrawer *money = draft != NULL ? fc_shift_draft_get_money (draft) : NULL;

  if (money != NULL && money->drawer != NULL)
    return money->drawer;
  return draft != NULL ? fc_shift_draft_get_shift (draft) : NULL;
}

static int
field_of (FcRecord *record,
          guint     i)
{
  return fc_record_get_entity (record) == FC_DRAWER ? fields[i].drawer_field : fields[i].shift_field;
}

static void
take_amount (FcRecord  *record,
             GtkWidget *row,
             int        field)
{
  gint64 value;

  if (field < 0 || !fc_number_row_is_valid (FC_NUMBER_ROW (row)))
    return;
  if (fc_number_row_get_value (FC_NUMBER_ROW (row), &value))
    fc_record_set_int (record, field, value);
  else
    fc_record_set_null (record, field);
}

static void
run (FcShopStep *self,
     FcOp       *op)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autofree char *place = g_strdup_printf ("%u", self->typed_in);
  g_autoptr (GError) error = NULL;

  if (op != NULL && !fc_step_view_run_at (FC_STEP_VIEW (self), place, op, &error))
    g_signal_emit_by_name (draft, "failed", error->message);
}

/* A figure that cannot be read stands on its row until it is mended or cleared. */
static void
tell_wrong (FcShopStep *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      FcNumberRow *row = FC_NUMBER_ROW (self->rows[i]);
      g_autofree char *place = g_strdup_printf ("%u", i);
      g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
      g_autofree char *message = NULL;

      if (!gtk_widget_get_visible (self->rows[i]))
        continue;
      if (fc_number_row_is_valid (row))
        fc_step_view_mend (FC_STEP_VIEW (self), place);
      else
        {
          message = g_strdup (fc_number_row_get_error (row));
          fc_step_view_refuse (FC_STEP_VIEW (self), NULL, place, typed, _ (fields[i].title), message);
        }
    }
}

/* (nullable): one change with whatever differs */
static FcOp *
make_op (FcShopStep *self,
         FcRecord   *record)
{
  const char *notes = gtk_editable_get_text (GTK_EDITABLE (self->notes));
  g_autoptr (FcRecord) after = fc_record_copy (record);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    take_amount (after, self->rows[i], field_of (record, i));
  if (fc_record_get_entity (record) == FC_SHIFT)
    fc_record_set_text (after, FC_SHIFT_NOTES, *notes != '\0' ? notes : NULL);
  return fc_step_view_patch_op (FC_STEP_VIEW (self), record, after);
}

static void
save (FcShopStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord *record = get_record (self);
  FcOp *op;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (record == NULL || self->showing || fc_shift_draft_is_locked (draft))
    return;
  op = make_op (self, record);
  tell_wrong (self);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fc_number_row_is_valid (FC_NUMBER_ROW (self->rows[i])))
      fc_shown_text_keep (GTK_EDITABLE (self->rows[i]));
  fc_shown_text_keep (GTK_EDITABLE (self->notes));
  run (self, op);
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
changed_cb (FcShopStep *self,
            GtkWidget  *row)
{
  if (self->showing)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    if (self->rows[i] == row)
      self->typed_in = i;
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (FC_SAVE_DELAY_MS, save_cb, self);
}

static void
left_cb (FcShopStep *self)
{
  if (self->save_source != 0)
    save (self);
}

/* Enter walks down the rows, as it does in a grid; from the last it goes to the next step. */
static void
entered_cb (FcShopStep *self,
            GtkWidget  *row)
{
  save (self);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (self->rows) && self->rows[i + 1] != NULL; i++)
    if (self->rows[i] == row && gtk_widget_get_visible (self->rows[i + 1]))
      {
        gtk_widget_grab_focus (self->rows[i + 1]);
        return;
      }
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.next", NULL);
}

static gboolean
is_busy (GtkWidget *row)
{
  return (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/* As it is typed, a figure is not laid out anew: 12.5 stays what it is until the cursor leaves it. */
static gboolean
says (GtkWidget *row,
      FcRecord  *record,
      int        field)
{
  gint64 value;

  if (fc_record_is_null (record, field))
    return *gtk_editable_get_text (GTK_EDITABLE (row)) == '\0';
  return fc_number_row_get_value (FC_NUMBER_ROW (row), &value) && value == fc_record_get_int (record, field);
}

static void
show_amount (FcShopStep *self,
             guint       i,
             FcRecord   *record)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  GtkWidget *row = self->rows[i];
  int field = field_of (record, i);
  g_autofree char *place = g_strdup_printf ("%u", i);
  const FcRefused *refused = fc_step_view_find_refused (FC_STEP_VIEW (self), place);

  g_object_set (row, "currency", fc_shift_draft_get_currency (draft), NULL);
  gtk_widget_set_visible (row, field >= 0);
  gtk_editable_set_editable (GTK_EDITABLE (row), !fc_shift_draft_is_locked (draft));
  if (field < 0 || (is_busy (row) && (fc_shown_text_is_typed (GTK_EDITABLE (row)) || says (row, record, field))))
    return;
  if (refused != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (row), refused->text);
      fc_number_row_is_valid (FC_NUMBER_ROW (row));
    }
  else if (fc_record_is_null (record, field))
    fc_number_row_clear (FC_NUMBER_ROW (row));
  else
    fc_number_row_set_value (FC_NUMBER_ROW (row), fc_record_get_int (record, field));
}

static void
fc_shop_step_refresh (FcStepView *view)
{
  FcShopStep *self = FC_SHOP_STEP (view);
  FcShiftDraft *draft = fc_step_view_get_draft (view);
  FcRecord *record = get_record (self);
  const char *notes = fc_record_get_text (fc_shift_draft_get_shift (draft), FC_SHIFT_NOTES);

  if (self->save_source != 0 && is_busy (GTK_WIDGET (self)))
    return;
  g_clear_handle_id (&self->save_source, g_source_remove); /* a figure that was only laid out anew as it was left */
  self->showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    show_amount (self, i, record);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), fc_record_get_entity (record) == FC_SHIFT);
  gtk_editable_set_editable (GTK_EDITABLE (self->notes), !fc_shift_draft_is_locked (draft));
  if (!is_busy (GTK_WIDGET (self->notes)) || !fc_shown_text_is_typed (GTK_EDITABLE (self->notes)))
    fc_shown_text_put (GTK_EDITABLE (self->notes), notes != NULL ? notes : "");
  self->showing = FALSE;
}

static void
add_row (FcShopStep *self,
         GtkWidget  *group,
         guint       i,
         GtkWidget  *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->rows[i] = row;
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (entered_cb), self);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, focus);
}

static void
fc_shop_step_build (FcStepView *view)
{
  FcShopStep *self = FC_SHOP_STEP (view);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Shop sales"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("From the register’s report, without fuel."));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = fc_number_row_new (fields[i].kind, _ (fields[i].title));

      g_object_set (row, "optional", TRUE, NULL);
      add_row (self, group, i, row);
    }
  self->notes = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->notes), _ ("Notes on this shift"));
  add_row (self, group, G_N_ELEMENTS (fields), GTK_WIDGET (self->notes));
  adw_bin_set_child (ADW_BIN (self), group);
}

static void
fc_shop_step_focus (FcStepView *view)
{
  gtk_widget_grab_focus (FC_SHOP_STEP (view)->rows[0]);
}

static gboolean
fc_shop_step_focus_place (FcStepView         *view,
                          const FcSheetPlace *place)
{
  guint64 i = place->place != NULL ? g_ascii_strtoull (place->place, NULL, 10) : 0;

  return i < G_N_ELEMENTS (FC_SHOP_STEP (view)->rows) && gtk_widget_grab_focus (FC_SHOP_STEP (view)->rows[i]);
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
  klass->focus_place = fc_shop_step_focus_place;
}

static void
fc_shop_step_init (FcShopStep *self)
{
}
