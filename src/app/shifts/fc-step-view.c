/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-shift-steps.h"

#include <glib/gi18n.h>
#include <inttypes.h>

typedef struct {
  FcShiftDraft *draft;
  gulong changed_handler;
} FcStepViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FcStepView, fc_step_view, ADW_TYPE_BIN)

enum { PROP_DRAFT = 1 };

static void
fc_step_view_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  FcStepViewPrivate *priv = fc_step_view_get_instance_private (FC_STEP_VIEW (object));

  switch (id)
    {
    case PROP_DRAFT:
      priv->draft = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fc_step_view_constructed (GObject *object)
{
  FcStepView *self = FC_STEP_VIEW (object);
  FcStepViewPrivate *priv = fc_step_view_get_instance_private (self);

  G_OBJECT_CLASS (fc_step_view_parent_class)->constructed (object);

  FC_STEP_VIEW_GET_CLASS (self)->build (self);
  priv->changed_handler
      = g_signal_connect_swapped (priv->draft, "changed", G_CALLBACK (fc_step_view_refresh), self);
  fc_step_view_refresh (self);
}

static void
fc_step_view_dispose (GObject *object)
{
  FcStepViewPrivate *priv = fc_step_view_get_instance_private (FC_STEP_VIEW (object));

  if (priv->draft != NULL)
    g_clear_signal_handler (&priv->changed_handler, priv->draft);
  g_clear_object (&priv->draft);

  G_OBJECT_CLASS (fc_step_view_parent_class)->dispose (object);
}

static void
fc_step_view_class_init (FcStepViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = fc_step_view_set_property;
  object_class->constructed = fc_step_view_constructed;
  object_class->dispose = fc_step_view_dispose;

  g_object_class_install_property (
      object_class, PROP_DRAFT,
      g_param_spec_object ("draft", NULL, NULL, FC_TYPE_SHIFT_DRAFT,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
fc_step_view_init (FcStepView *self)
{
}

/**
 * fc_step_view_new:
 * @type: of the step's view
 *
 * Returns: (transfer floating):
 */
FcStepView *
fc_step_view_new (GType         type,
                  FcShiftDraft *draft)
{
  return g_object_new (type, "draft", draft, NULL);
}

FcShiftDraft *
fc_step_view_get_draft (FcStepView *self)
{
  FcStepViewPrivate *priv = fc_step_view_get_instance_private (self);

  return priv->draft;
}

/**
 * fc_step_view_get_sheet:
 *
 * Returns: (transfer none) (nullable): the figures as they are now
 */
FcShiftSheet *
fc_step_view_get_sheet (FcStepView *self)
{
  return fc_shift_draft_get_sheet (fc_step_view_get_draft (self));
}

void
fc_step_view_set_narrow (FcStepView *self,
                         gboolean    narrow)
{
  if (FC_STEP_VIEW_GET_CLASS (self)->set_narrow != NULL)
    FC_STEP_VIEW_GET_CLASS (self)->set_narrow (self, narrow);
}

/**
 * fc_step_view_focus:
 *
 * Takes the cursor to the first thing a person has to enter here.
 */
void
fc_step_view_focus (FcStepView *self)
{
  if (FC_STEP_VIEW_GET_CLASS (self)->focus != NULL)
    FC_STEP_VIEW_GET_CLASS (self)->focus (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * fc_step_view_focus_place:
 *
 * Takes the cursor to where something was taken back.
 */
void
fc_step_view_focus_place (FcStepView         *self,
                          const FcSheetPlace *place)
{
  if (FC_STEP_VIEW_GET_CLASS (self)->focus_place == NULL || !FC_STEP_VIEW_GET_CLASS (self)->focus_place (self, place))
    fc_step_view_focus (self);
}

void
fc_step_view_refresh (FcStepView *self)
{
  if (fc_step_view_get_sheet (self) != NULL)
    FC_STEP_VIEW_GET_CLASS (self)->refresh (self);
}

static gint
compare_tanks (gconstpointer a,
               gconstpointer b)
{
  FcRecord *x = *(FcRecord *const *) a, *y = *(FcRecord *const *) b;

  return (int) (fc_record_get_int (x, FC_TANK_NUMBER) - fc_record_get_int (y, FC_TANK_NUMBER));
}

/**
 * fc_step_view_list_tanks:
 *
 * Returns: (transfer full) (element-type FcRecord): the station's tanks by number
 */
GPtrArray *
fc_step_view_list_tanks (FcStepView *self)
{
  FcShiftDraft *draft = fc_step_view_get_draft (self);
  GPtrArray *tanks = fc_row_set_list_by (fc_shift_draft_get_rows (draft), FC_TANK, FC_TANK_STATION_ID,
                                         fc_record_get_ref (fc_shift_draft_get_shift (draft), FC_SHIFT_STATION_ID));

  g_ptr_array_sort (tanks, compare_tanks);
  return tanks;
}

/**
 * fc_step_view_dup_tank:
 * @tank_id: (nullable)
 *
 * Returns: (transfer full): "Tank 2"
 */
char *
fc_step_view_dup_tank (FcStepView *self,
                       const FcId *tank_id)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_step_view_get_draft (self));
  FcRecord *tank = tank_id != NULL ? fc_row_set_get (rows, FC_TANK, tank_id) : NULL;

  return g_strdup_printf (_ ("Tank %" PRId64), tank != NULL ? fc_record_get_int (tank, FC_TANK_NUMBER) : 0);
}

/**
 * fc_step_view_dup_nozzle:
 * @nozzle_id: (nullable)
 *
 * Returns: (transfer full): its label
 */
char *
fc_step_view_dup_nozzle (FcStepView *self,
                         const FcId *nozzle_id)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_step_view_get_draft (self));
  FcRecord *nozzle = nozzle_id != NULL ? fc_row_set_get (rows, FC_NOZZLE, nozzle_id) : NULL;

  return g_strdup (nozzle != NULL ? fc_record_get_text (nozzle, FC_NOZZLE_LABEL) : "?");
}

/**
 * fc_step_view_run:
 * @args: (transfer full):
 *
 * Runs a command of the shift; a refusal is told where the sheet tells them.
 */
gboolean
fc_step_view_run (FcStepView *self,
                  const char *command,
                  JsonObject *args)
{
  FcShiftDraft *draft = fc_step_view_get_draft (self);
  g_autoptr (GError) error = NULL;

  if (fc_step_view_run_at (self, NULL, fc_shift_draft_command (draft, command, args), &error))
    return TRUE;
  g_signal_emit_by_name (draft, "failed", error->message);
  return FALSE;
}

/**
 * fc_step_view_run_at:
 * @place: (nullable): what the step calls where it was entered; shown when it is taken back
 * @op: (transfer full):
 * @error: why the command refuses it; nothing was saved then
 */
gboolean
fc_step_view_run_at (FcStepView *self,
                     const char *place,
                     FcOp       *op,
                     GError    **error)
{
  FcShiftDraft *draft = fc_step_view_get_draft (self);

  fc_shift_draft_stand_at (draft, FC_STEP_VIEW_GET_CLASS (self)->step, place);
  return fc_shift_draft_run (draft, op, error);
}

/* The drawer on screen; NULL where the step is the whole shift's. */
static const FcId *
drawer_of (FcStepView *self)
{
  return fc_shift_steps_is_of_drawer (FC_STEP_VIEW_GET_CLASS (self)->step)
           ? fc_shift_draft_get_drawer (fc_step_view_get_draft (self))
           : NULL;
}

/**
 * fc_step_view_refuse:
 * @row: (nullable): the record it was to go into
 * @place: what the step calls it
 * @text: (nullable): what was typed there and stays until it is mended
 * @where: (nullable): what people call the place, translated
 * @message: why it is not taken, translated
 *
 * The shift cannot be submitted until it is mended or cleared. It belongs to the drawer on screen.
 */
void
fc_step_view_refuse (FcStepView *self,
                     const FcId *row,
                     const char *place,
                     const char *text,
                     const char *where,
                     const char *message)
{
  fc_shift_draft_refuse (fc_step_view_get_draft (self), FC_STEP_VIEW_GET_CLASS (self)->step, drawer_of (self), row,
                         place, text, where, message);
}

void
fc_step_view_mend (FcStepView *self,
                   const char *place)
{
  fc_shift_draft_mend (fc_step_view_get_draft (self), FC_STEP_VIEW_GET_CLASS (self)->step, drawer_of (self), place);
}

/**
 * fc_step_view_find_refused:
 *
 * Returns: (nullable): what is not taken there, of the drawer on screen
 */
const FcRefused *
fc_step_view_find_refused (FcStepView *self,
                           const char *place)
{
  return fc_shift_draft_find_refused (fc_step_view_get_draft (self), FC_STEP_VIEW_GET_CLASS (self)->step,
                                      drawer_of (self), place);
}
