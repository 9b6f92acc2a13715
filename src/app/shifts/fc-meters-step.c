/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-meter-rows.h"

#include <glib/gi18n.h>

/* Every nozzle's totalizer: what the pumps say was sold. */
typedef struct {
  FcStepGrid parent_instance;

  FcMeterForm open; /* the form that stands under a row */
} FcMetersStep;
typedef FcStepGridClass FcMetersStepClass;

GType fc_meters_step_get_type (void);
G_DEFINE_TYPE (FcMetersStep, fc_meters_step, FC_TYPE_STEP_GRID)
#define FC_METERS_STEP(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_meters_step_get_type (), FcMetersStep))

enum {
  COLUMN_NOZZLE,
  COLUMN_PRODUCT,
  COLUMN_OPENING,
  COLUMN_CLOSING,
  COLUMN_GROSS,
  COLUMN_TEST,
  COLUMN_NET,
  COLUMN_RATE,
  COLUMN_AMOUNT,
};

static const FcSheetMeter *
get_meter (FcStepGrid *self,
           guint       row)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));

  return row < sheet->meters->len ? &g_array_index (sheet->meters, FcSheetMeter, row) : NULL;
}

static void
fc_meters_step_columns (FcStepGrid *self,
                        FcGrid     *grid)
{
  const char *litre = fc_number_unit (FC_NUMBER_VOLUME, NULL);

  fc_grid_add_column (grid, _ ("Nozzle"), NULL, 0, 5);
  fc_grid_add_column (grid, _ ("Product"), NULL, FC_GRID_EXPAND | FC_GRID_WIDE_ONLY, 9);
  fc_grid_add_column (grid, _ ("Opening"), litre, FC_GRID_NUMERIC, 9);
  fc_grid_add_column (grid, _ ("Closing"), litre, FC_GRID_NUMERIC | FC_GRID_EDITABLE, 10);
  fc_grid_add_column (grid, _ ("Gross"), NULL, FC_GRID_NUMERIC | FC_GRID_WIDE_ONLY | FC_GRID_DIM | FC_GRID_SECONDARY, 6);
  fc_grid_add_column (grid, _ ("Test"), NULL, FC_GRID_NUMERIC | FC_GRID_EDITABLE | FC_GRID_WIDE_ONLY, 4);
  fc_grid_add_column (grid, _ ("Net"), NULL, FC_GRID_NUMERIC, 6);
  fc_grid_add_column (grid, _ ("Rate"), NULL, FC_GRID_NUMERIC | FC_GRID_EDITABLE | FC_GRID_WIDE_ONLY, 5);
  fc_grid_add_column (grid, _ ("Amount"), NULL, FC_GRID_NUMERIC | FC_GRID_WIDE_ONLY, 8);
}

static guint
fc_meters_step_n_rows (FcStepGrid *self)
{
  return fc_step_view_get_sheet (FC_STEP_VIEW (self))->meters->len;
}

static const FcId *
fc_meters_step_row_id (FcStepGrid *self,
                       guint       row)
{
  const FcSheetMeter *meter = get_meter (self, row);

  /* An empty cell says by itself that the reading is missing. */
  return meter->problem == FC_METER_MISSING ? NULL : fc_record_get_id (meter->reading);
}

static const char *
problem_text (const FcSheetMeter *meter)
{
  switch (meter->problem)
    {
    case FC_METER_BACKWARDS:
      return meter->may_roll ? _ ("The closing is below the opening. If the totalizer has passed its last digit, say so")
                             : _ ("The closing is below the opening: read the totalizer again");
    case FC_METER_TEST_ABOVE:
      return _ ("More was tested than the pump has metered: check the test volume");
    case FC_METER_OK:
    case FC_METER_MISSING:
    default:
      return NULL;
    }
}

static void
show_problem (FcStepGrid         *self,
              FcGrid             *grid,
              guint               row,
              const FcSheetMeter *meter)
{
  const char *text = problem_text (meter);
  g_autofree char *nozzle = NULL;

  if (text == NULL)
    {
      if (fc_record_get_bool (meter->reading, FC_METER_READING_ROLLED_OVER))
        fc_grid_set_note (grid, row, FC_GRID_NOTE_HINT, _ ("The totalizer has rolled over"), NULL, NULL, NULL);
      return;
    }
  nozzle = fc_id_dup_string (fc_record_get_ref (meter->reading, FC_METER_READING_NOZZLE_ID));
  if (meter->may_roll && !fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (self))))
    fc_grid_set_note (grid, row, FC_GRID_NOTE_ERROR, text, _ ("It rolled over"), "sheet.roll-over",
                      g_variant_new_string (nozzle));
  else
    fc_grid_set_note (grid, row, FC_GRID_NOTE_ERROR, text, NULL, NULL, NULL);
}

/* The POS said one thing and a person typed another. */
static gboolean
is_corrected (FcStepGrid         *self,
              const FcSheetMeter *meter)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));
  const char *source = fc_record_get_text (sheet->shift, FC_SHIFT_SOURCE);

  return (g_strcmp0 (source, "pos") == 0 || g_strcmp0 (source, "import") == 0)
         && g_strcmp0 (fc_record_get_text (meter->reading, FC_METER_READING_SOURCE), "manual") == 0;
}

static void
fc_meters_step_fill (FcStepGrid *self,
                     FcGrid     *grid,
                     guint       row)
{
  const FcSheetMeter *meter = get_meter (self, row);
  gboolean known = meter->problem == FC_METER_OK;
  const char *label = meter->nozzle != NULL ? fc_record_get_text (meter->nozzle, FC_NOZZLE_LABEL) : NULL;
  g_autofree char *name = g_strdup_printf (_ ("nozzle %s"), label != NULL ? label : "?");
  g_autofree char *opening = fc_step_grid_show (self, FC_NUMBER_VOLUME, meter->reading, FC_METER_READING_OPENING);
  g_autofree char *closing = fc_step_grid_show (self, FC_NUMBER_VOLUME, meter->reading, FC_METER_READING_CLOSING);
  g_autofree char *test = fc_step_grid_show (self, FC_NUMBER_VOLUME, meter->reading, FC_METER_READING_TEST);
  g_autofree char *rate = fc_step_grid_show (self, FC_NUMBER_PRICE, meter->reading, FC_METER_READING_PRICE);

  fc_grid_set_row_name (grid, row, name);
  fc_grid_set_text (grid, row, COLUMN_NOZZLE, label != NULL ? label : "?");
  fc_grid_set_text (grid, row, COLUMN_PRODUCT,
                    meter->product != NULL ? fc_record_get_text (meter->product, FC_PRODUCT_NAME) : "");
  fc_grid_set_text (grid, row, COLUMN_OPENING, opening);
  fc_grid_set_text (grid, row, COLUMN_CLOSING, closing);
  fc_grid_set_text (grid, row, COLUMN_TEST, test);
  fc_grid_set_text (grid, row, COLUMN_RATE, rate);
  fc_step_grid_set_number (self, row, COLUMN_GROSS, FC_NUMBER_VOLUME, meter->gross, known);
  fc_step_grid_set_number (self, row, COLUMN_NET, FC_NUMBER_VOLUME, meter->net, known);
  fc_step_grid_set_number (self, row, COLUMN_AMOUNT, FC_NUMBER_MONEY, meter->amount, known);
  if (!fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (self))))
    fc_meter_rows_add_menu (self, row, meter);
  fc_grid_set_wanted (grid, row, COLUMN_TEST, FALSE);
  fc_grid_set_wanted (grid, row, COLUMN_RATE, FALSE);
  fc_grid_set_style (grid, row, COLUMN_CLOSING, is_corrected (self, meter) ? "changed" : NULL);
  show_problem (self, grid, row, meter);
}

static void
fc_meters_step_totals (FcStepGrid *self,
                       FcGrid     *grid)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));
  g_autofree char *volume = fc_number_show (FC_NUMBER_VOLUME, sheet->fuel_volume, NULL);
  g_autofree char *amount = fc_number_show (FC_NUMBER_MONEY, sheet->fuel_amount, sheet->currency);

  fc_grid_set_total (grid, COLUMN_NET, volume);
  fc_grid_set_total (grid, COLUMN_AMOUNT, amount);
}

static FcNumberKind
fc_meters_step_kind (FcStepGrid *self,
                     guint       column)
{
  return column == COLUMN_RATE ? FC_NUMBER_PRICE : FC_NUMBER_VOLUME;
}

static FcOp *
fc_meters_step_op (FcStepGrid   *self,
                   guint         row,
                   guint         column,
                   const gint64 *value)
{
  const FcSheetMeter *meter = get_meter (self, row);
  const char *name = column == COLUMN_CLOSING ? "closing" : column == COLUMN_TEST ? "test" : "price";
  g_autoptr (JsonObject) args = json_object_new ();

  if (meter == NULL)
    return NULL;
  fc_args_set_id (args, "nozzle_id", fc_record_get_ref (meter->reading, FC_METER_READING_NOZZLE_ID));
  fc_args_set_value (args, name, value);
  return fc_shift_draft_command (fc_step_view_get_draft (FC_STEP_VIEW (self)), "shift.read-meter",
                                 g_steal_pointer (&args));
}

static FcRecord *
fc_meters_step_photo_of (FcStepGrid *self,
                         guint       row)
{
  return get_meter (self, row) != NULL ? get_meter (self, row)->reading : NULL;
}

static char *
fc_meters_step_below_key (FcStepGrid *self,
                          guint       row)
{
  return fc_meter_rows_key (self, get_meter (self, row), &FC_METERS_STEP (self)->open);
}

static GtkWidget *
fc_meters_step_below (FcStepGrid *self,
                      guint       row)
{
  return fc_meter_rows_make (self, row, get_meter (self, row), &FC_METERS_STEP (self)->open);
}

/* Typing goes on where the form was called. */
static void
go_back_to (FcStepGrid *self,
            const FcId *nozzle_id)
{
  for (guint row = 0; row < fc_meters_step_n_rows (self); row++)
    if (fc_id_equal (fc_record_get_ref (get_meter (self, row)->reading, FC_METER_READING_NOZZLE_ID), nozzle_id))
      fc_grid_focus_cell (fc_step_grid_get_grid (self), row, COLUMN_CLOSING);
}

/* "meter.form": opens a form under a nozzle's row: opening, price, replacement or test:NOZZLE; "" closes it. */
static void
form_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  FcMetersStep *self = FC_METERS_STEP (user_data);
  FcMeterForm before = self->open;

  fc_meter_form_read (&self->open, g_variant_get_string (parameter, NULL));
  fc_step_view_mend (FC_STEP_VIEW (self), FC_METER_FORM_PLACE);
  fc_step_view_refresh (FC_STEP_VIEW (self));
  if (before.kind != FC_METER_FORM_NONE && self->open.kind == FC_METER_FORM_NONE)
    go_back_to (FC_STEP_GRID (self), &before.nozzle_id);
}

/* "meter.take-back": a change of price or meter did not happen. */
static void
take_back_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "entity", fc_catalog_get (FC_METER_CHANGE)->name);
  json_object_set_string_member (args, "id", g_variant_get_string (parameter, NULL));
  fc_step_view_run (user_data, "shift.remove-line", args);
}

static void
fc_meters_step_class_init (FcMetersStepClass *klass)
{
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_METERS;
  klass->label = N_ ("Meters");
  klass->columns = fc_meters_step_columns;
  klass->n_rows = fc_meters_step_n_rows;
  klass->row_id = fc_meters_step_row_id;
  klass->fill = fc_meters_step_fill;
  klass->totals = fc_meters_step_totals;
  klass->kind = fc_meters_step_kind;
  klass->op = fc_meters_step_op;
  klass->photo_of = fc_meters_step_photo_of;
  klass->below_key = fc_meters_step_below_key;
  klass->below = fc_meters_step_below;
}

static void
fc_meters_step_init (FcMetersStep *self)
{
  static const GActionEntry entries[] = { { .name = "form", .activate = form_cb, .parameter_type = "s" },
                                          { .name = "take-back", .activate = take_back_cb, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "meter", G_ACTION_GROUP (group));
}
