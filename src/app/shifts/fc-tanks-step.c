/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-page.h"
#include "fc-photos.h"
#include "fc-quantity.h"
#include "fc-tank-gauges.h"

#include <glib/gi18n.h>

#define GAUGE_PATIENCE_S 20

/* The dips, and what the books say should be there. */
typedef struct {
  FcStepGrid parent_instance;

  GtkWidget *take;         /* from the gauge */
  FcGaugeService *gauges;  /* (nullable): while the gauge is being asked */
  gulong read_id;
  gint64 asked_at;         /* UTC µs */
  guint patience;          /* source */
} FcTanksStep;
typedef FcStepGridClass FcTanksStepClass;

G_DEFINE_TYPE (FcTanksStep, fc_tanks_step, FC_TYPE_STEP_GRID)

enum {
  COLUMN_TANK,
  COLUMN_PRODUCT,
  COLUMN_OPENING,
  COLUMN_RECEIPTS,
  COLUMN_AVAILABLE,
  COLUMN_SALES,
  COLUMN_BOOK,
  COLUMN_LEVEL,
  COLUMN_VOLUME,
  COLUMN_WATER,
  COLUMN_TEMPERATURE,
  COLUMN_VARIANCE,
  COLUMN_PERCENT,
  COLUMN_CUMULATIVE,
};

static const FcSheetTank *
get_tank (FcStepGrid *self,
          guint       row)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));

  return row < sheet->tanks->len ? &g_array_index (sheet->tanks, FcSheetTank, row) : NULL;
}

static void
fc_tanks_step_columns (FcStepGrid *self,
                       FcGrid     *grid)
{
  const char *litre = fc_number_unit (FC_NUMBER_VOLUME, NULL);
  const char *mm = fc_number_unit (FC_NUMBER_LENGTH, NULL);
  const FcGridColumnFlags worked_out = FC_GRID_NUMERIC | FC_GRID_WIDE_ONLY | FC_GRID_DIM | FC_GRID_SECONDARY;

  fc_grid_add_column (grid, _ ("Tank"), NULL, 0, 4);
  fc_grid_add_column (grid, _ ("Product"), NULL, FC_GRID_EXPAND | FC_GRID_WIDE_ONLY, 7);
  fc_grid_add_column (grid, _ ("Opening"), NULL, worked_out, 6);
  fc_grid_add_column (grid, _ ("In"), NULL, worked_out, 6);
  fc_grid_add_column (grid, _ ("Available"), NULL, worked_out, 6);
  fc_grid_add_column (grid, _ ("Sales"), NULL, worked_out, 6);
  fc_grid_add_column (grid, _ ("Book"), litre, FC_GRID_NUMERIC | FC_GRID_WIDE_ONLY, 7);
  fc_grid_add_column (grid, _ ("Dip"), mm, FC_GRID_NUMERIC | FC_GRID_EDITABLE, 5);
  fc_grid_add_column (grid, _ ("Volume"), litre, FC_GRID_NUMERIC | FC_GRID_EDITABLE, 7);
  fc_grid_add_column (grid, _ ("Water"), mm, FC_GRID_NUMERIC | FC_GRID_EDITABLE, 5);
  fc_grid_add_column (grid, fc_number_unit (FC_NUMBER_TEMPERATURE, NULL), NULL,
                      FC_GRID_NUMERIC | FC_GRID_EDITABLE | FC_GRID_WIDE_ONLY, 4);
  fc_grid_add_column (grid, _ ("Variance"), NULL, FC_GRID_NUMERIC, 6);
  fc_grid_add_column (grid, "%", NULL, FC_GRID_NUMERIC | FC_GRID_WIDE_ONLY, 5);
  fc_grid_add_column (grid, C_ ("variance", "To date"), NULL, worked_out, 6);
}

static guint
fc_tanks_step_n_rows (FcStepGrid *self)
{
  const FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));

  return sheet != NULL ? sheet->tanks->len : 0; /* a link may lead here before the shift is loaded */
}

static const FcId *
fc_tanks_step_row_id (FcStepGrid *self,
                      guint       row)
{
  const FcSheetTank *tank = get_tank (self, row);

  return tank->has_physical ? fc_record_get_id (tank->reading) : NULL;
}

static void
set_volume (FcGrid  *grid,
            guint    row,
            guint    column,
            gint64   volume,
            gboolean known)
{
  g_autofree char *text = known ? fc_number_show (FC_NUMBER_VOLUME, volume, NULL) : g_strdup ("");

  fc_grid_set_text (grid, row, column, text);
}

static void
show_variance (FcGrid            *grid,
               guint              row,
               const FcSheetTank *tank)
{
  gboolean percent = tank->has_physical && tank->sales > 0;
  g_autofree char *share
      = percent ? fc_decimal_format_grouped (fc_divide_half_even ((FcInt128) tank->variance * 10000, tank->sales), 2, 2)
                : g_strdup ("");

  set_volume (grid, row, COLUMN_VARIANCE, tank->variance, tank->has_physical);
  fc_grid_set_text (grid, row, COLUMN_PERCENT, share);
  fc_grid_set_style (grid, row, COLUMN_VARIANCE, tank->has_physical && tank->variance < 0 ? "error" : NULL);
}

/* Receipts, tests that went back, and what came from or went to other tanks. */
static gint64
came_in (const FcSheetTank *tank)
{
  return tank->receipts + tank->tests + tank->transfers;
}

static const char *
product_of (FcStepGrid        *self,
            const FcSheetTank *tank)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  const FcId *id = tank->tank != NULL ? fc_record_get_ref (tank->tank, FC_TANK_PRODUCT_ID) : NULL;
  FcRecord *product = id != NULL ? fc_row_set_get (rows, FC_PRODUCT, id) : NULL;

  return product != NULL ? fc_record_get_text (product, FC_PRODUCT_NAME) : "";
}

static void
add_menu (FcStepGrid        *self,
          guint              row,
          const FcSheetTank *tank)
{
  GMenu *menu = fc_step_grid_menu (self, row, fc_record_get_id (tank->reading));
  g_autofree char *target = fc_photos_target (tank->reading);
  g_autofree char *photo = g_strdup_printf ("sheet.photo('%s')", target);

  if (menu != NULL)
    g_menu_append (menu, _ ("Attach a photo…"), photo);
}

static void
fc_tanks_step_fill (FcStepGrid *self,
                    FcGrid     *grid,
                    guint       row)
{
  const FcSheetTank *tank = get_tank (self, row);
  gint64 number = tank->tank != NULL ? fc_record_get_int (tank->tank, FC_TANK_NUMBER) : 0;
  g_autofree char *label = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autofree char *name = g_strdup_printf (_ ("tank %s"), label);
  g_autofree char *level = fc_step_grid_show (self, FC_NUMBER_LENGTH, tank->reading, FC_TANK_READING_LEVEL);
  g_autofree char *volume = fc_step_grid_show (self, FC_NUMBER_VOLUME, tank->reading, FC_TANK_READING_VOLUME);
  g_autofree char *water = fc_step_grid_show (self, FC_NUMBER_LENGTH, tank->reading, FC_TANK_READING_WATER_LEVEL);
  g_autofree char *degrees
      = fc_step_grid_show (self, FC_NUMBER_TEMPERATURE, tank->reading, FC_TANK_READING_TEMPERATURE);

  fc_grid_set_row_name (grid, row, name);
  fc_grid_set_text (grid, row, COLUMN_TANK, label);
  fc_grid_set_text (grid, row, COLUMN_PRODUCT, product_of (self, tank));
  fc_grid_set_text (grid, row, COLUMN_LEVEL, level);
  fc_grid_set_text (grid, row, COLUMN_VOLUME, volume);
  fc_grid_set_text (grid, row, COLUMN_WATER, water);
  fc_grid_set_text (grid, row, COLUMN_TEMPERATURE, degrees);
  set_volume (grid, row, COLUMN_OPENING, tank->opening, TRUE);
  set_volume (grid, row, COLUMN_RECEIPTS, came_in (tank), came_in (tank) != 0);
  set_volume (grid, row, COLUMN_AVAILABLE, tank->opening + came_in (tank), TRUE);
  set_volume (grid, row, COLUMN_CUMULATIVE, tank->cumulative, tank->has_physical);
  set_volume (grid, row, COLUMN_SALES, tank->sales, TRUE);
  set_volume (grid, row, COLUMN_BOOK, tank->book, TRUE);
  fc_grid_set_wanted (grid, row, COLUMN_VOLUME, *level == '\0' && *volume != '\0');
  fc_grid_set_wanted (grid, row, COLUMN_TEMPERATURE, FALSE);
  show_variance (grid, row, tank);
  if (!fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (self))))
    add_menu (self, row, tank);
}

static FcRecord *
fc_tanks_step_photo_of (FcStepGrid *self,
                        guint       row)
{
  return get_tank (self, row) != NULL ? get_tank (self, row)->reading : NULL;
}

static char *
fc_tanks_step_below_key (FcStepGrid *self,
                         guint       row)
{
  const FcId *photo = fc_record_get_ref (get_tank (self, row)->reading, FC_TANK_READING_PHOTO_ID);

  return photo != NULL ? fc_id_dup_string (photo) : NULL;
}

static GtkWidget *
fc_tanks_step_below (FcStepGrid *self,
                     guint       row)
{
  return fc_photos_make (fc_step_view_get_draft (FC_STEP_VIEW (self)), get_tank (self, row)->reading,
                         FC_TANK_READING_PHOTO_ID);
}

static FcNumberKind
fc_tanks_step_kind (FcStepGrid *self,
                    guint       column)
{
  switch (column)
    {
    case COLUMN_VOLUME:
      return FC_NUMBER_VOLUME;
    case COLUMN_TEMPERATURE:
      return FC_NUMBER_TEMPERATURE;
    default:
      return FC_NUMBER_LENGTH;
    }
}

static FcOp *
fc_tanks_step_op (FcStepGrid   *self,
                  guint         row,
                  guint         column,
                  const gint64 *value)
{
  const FcSheetTank *tank = get_tank (self, row);
  const char *name = column == COLUMN_LEVEL    ? "level"
                     : column == COLUMN_VOLUME ? "volume"
                     : column == COLUMN_WATER  ? "water_level"
                                               : "temperature";
  g_autoptr (JsonObject) args = json_object_new ();

  if (tank == NULL)
    return NULL;
  fc_args_set_id (args, "tank_id", fc_record_get_ref (tank->reading, FC_TANK_READING_TANK_ID));
  fc_args_set_value (args, name, value);
  return fc_shift_draft_command (fc_step_view_get_draft (FC_STEP_VIEW (self)), "shift.dip",
                                 g_steal_pointer (&args));
}

static FcGaugeService *
find_gauges (FcTanksStep *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), FC_TYPE_PAGE);

  return page != NULL ? fc_tank_gauges_get (fc_page_get_context (FC_PAGE (page))) : NULL;
}

/* What a gauge that works now said of the row's tank. */
static const FcGaugeLatest *
latest_of (FcTanksStep    *self,
           FcGaugeService *gauges,
           guint           row)
{
  const FcSheetTank *tank = get_tank (FC_STEP_GRID (self), row);
  const FcGaugeLatest *latest =
    tank != NULL && gauges != NULL
      ? fc_gauge_service_get_latest (gauges, fc_record_get_ref (tank->reading, FC_TANK_READING_TANK_ID))
      : NULL;

  return latest != NULL && fc_gauge_service_get_problem (gauges, &latest->gauge_id) == NULL ? latest : NULL;
}

static void
show_take (FcTanksStep *self)
{
  FcGaugeService *gauges = find_gauges (self);
  gboolean any = FALSE;

  for (guint row = 0; row < fc_tanks_step_n_rows (FC_STEP_GRID (self)); row++)
    any |= latest_of (self, gauges, row) != NULL;
  gtk_widget_set_visible (self->take, any && !fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (self))));
  gtk_widget_set_sensitive (self->take, self->gauges == NULL);
}

static void
stop_asking (FcTanksStep *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->gauges != NULL)
    g_clear_signal_handler (&self->read_id, self->gauges);
  g_clear_object (&self->gauges);
}

static FcOp *
dip_by_gauge (FcTanksStep         *self,
              const FcGaugeLatest *latest)
{
  static const struct {
    const char *name;
    FcTlsValue which;
  } values[] = {
    { "level", FC_TLS_LEVEL },
    { "volume", FC_TLS_VOLUME },
    { "water_level", FC_TLS_WATER_LEVEL },
    { "water_volume", FC_TLS_WATER_VOLUME },
    { "temperature", FC_TLS_TEMPERATURE },
  };
  g_autoptr (JsonObject) args = json_object_new ();
  gint64 value;

  if (!fc_tls_value (latest->tank.known, latest->tank.values, FC_TLS_VOLUME, &value))
    return NULL;
  fc_args_set_id (args, "tank_id", &latest->tank_id);
  json_object_set_string_member (args, "source", "gauge");
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (fc_tls_value (latest->tank.known, latest->tank.values, values[i].which, &value))
      fc_args_set_value (args, values[i].name, &value);
  return fc_shift_draft_command (fc_step_view_get_draft (FC_STEP_VIEW (self)), "shift.dip", g_steal_pointer (&args));
}

/* All tanks at once, read after the click: what was sold since an older reading would look like a loss. */
static void
take_readings (FcTanksStep *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  for (guint row = 0; row < fc_tanks_step_n_rows (FC_STEP_GRID (self)); row++)
    {
      const FcGaugeLatest *latest = latest_of (self, self->gauges, row);
      FcOp *op = latest != NULL && latest->read_at >= self->asked_at ? dip_by_gauge (self, latest) : NULL;

      if (op != NULL)
        g_ptr_array_add (ops, op);
    }
  stop_asking (self);
  fc_shift_draft_stand_at (draft, FC_STEP_TANKS, NULL);
  if (ops->len == 0)
    g_signal_emit_by_name (draft, "failed", _ ("The gauge gave no reading: dip the tanks by hand"));
  else if (!fc_shift_draft_run_all (draft, ops, &error))
    g_signal_emit_by_name (draft, "failed", error->message);
  show_take (self);
}

static gboolean
patience_cb (gpointer data)
{
  FcTanksStep *self = data;

  self->patience = 0;
  take_readings (self);
  return G_SOURCE_REMOVE;
}

static void
tank_read_cb (FcTanksStep *self)
{
  for (guint row = 0; row < fc_tanks_step_n_rows (FC_STEP_GRID (self)); row++)
    {
      const FcGaugeLatest *latest = latest_of (self, self->gauges, row);

      if (latest != NULL && latest->read_at < self->asked_at)
        return;
    }
  take_readings (self);
}

static void
take_clicked_cb (FcTanksStep *self)
{
  FcGaugeService *gauges = find_gauges (self);

  if (gauges == NULL || self->gauges != NULL)
    return;
  self->gauges = g_object_ref (gauges);
  self->asked_at = g_get_real_time ();
  self->patience = g_timeout_add_seconds (GAUGE_PATIENCE_S, patience_cb, self);
  self->read_id = g_signal_connect_swapped (gauges, "tank-read", G_CALLBACK (tank_read_cb), self);
  show_take (self);
  fc_gauge_service_poll_now (gauges);
}

static void
fc_tanks_step_build (FcStepView *view)
{
  FcTanksStep *self = (FcTanksStep *) view;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autoptr (GtkWidget) grid = NULL;

  FC_STEP_VIEW_CLASS (fc_tanks_step_parent_class)->build (view);
  grid = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  self->take = gtk_button_new_with_mnemonic (_ ("Take from the _gauge"));
  gtk_widget_set_halign (self->take, GTK_ALIGN_START);
  gtk_widget_set_visible (self->take, FALSE);
  g_signal_connect_swapped (self->take, "clicked", G_CALLBACK (take_clicked_cb), self);
  g_signal_connect (self, "map", G_CALLBACK (show_take), NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), self->take);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_tanks_step_refresh (FcStepView *view)
{
  FC_STEP_VIEW_CLASS (fc_tanks_step_parent_class)->refresh (view);
  show_take ((FcTanksStep *) view);
}

static void
fc_tanks_step_dispose (GObject *object)
{
  stop_asking ((FcTanksStep *) object);

  G_OBJECT_CLASS (fc_tanks_step_parent_class)->dispose (object);
}

static void
fc_tanks_step_class_init (FcTanksStepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_tanks_step_dispose;
  FC_STEP_VIEW_CLASS (klass)->step = FC_STEP_TANKS;
  FC_STEP_VIEW_CLASS (klass)->build = fc_tanks_step_build;
  FC_STEP_VIEW_CLASS (klass)->refresh = fc_tanks_step_refresh;
  klass->label = N_ ("Tanks");
  klass->columns = fc_tanks_step_columns;
  klass->n_rows = fc_tanks_step_n_rows;
  klass->row_id = fc_tanks_step_row_id;
  klass->fill = fc_tanks_step_fill;
  klass->kind = fc_tanks_step_kind;
  klass->op = fc_tanks_step_op;
  klass->photo_of = fc_tanks_step_photo_of;
  klass->below_key = fc_tanks_step_below_key;
  klass->below = fc_tanks_step_below;
}

static void
fc_tanks_step_init (FcTanksStep *self)
{
}
