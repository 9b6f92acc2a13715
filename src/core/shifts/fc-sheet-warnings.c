/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include <glib/gi18n-lib.h>

/* The list of what is missing, wrong or odd. */

static const struct {
  const char *name;
  const char *advice;
} anomalies[FC_N_ANOMALIES] = {
  [FC_ANOMALY_NONE] = { "none", NULL },
  [FC_ANOMALY_CASH] = { "cash", N_ ("Count the drawer again and look for a drop that was not entered.") },
  [FC_ANOMALY_HABIT] = { "habit", N_ ("Read the totalizer again; look for digits that changed places.") },
  [FC_ANOMALY_TANK] = { "tank", N_ ("Dip the tank again and check its deliveries and tests.") },
  [FC_ANOMALY_NO_MOVEMENT] = { "no-movement", N_ ("Read the totalizer again; fuel cannot be sold without it moving.") },
  [FC_ANOMALY_NO_SALE] = { "no-sale", N_ ("Look for a test, own use or a drive-off that was not entered.") },
  [FC_ANOMALY_POS] = { "pos", N_ ("Compare the nozzle’s sales in the POS with its totalizer.") },
  [FC_ANOMALY_PRICE] = { "price", N_ ("Check the rate; enter the price change if it was changed during the shift.") },
  [FC_ANOMALY_WATER] = { "water", N_ ("Check with water paste and look at the covers before selling on.") },
  [FC_ANOMALY_DRIVE_OFF] = { "drive-off", N_ ("Keep what the cameras saw.") },
  [FC_ANOMALY_ACCOUNT] = { "account", N_ ("Look for a slip that is missing or entered twice.") },
  [FC_ANOMALY_TIME] = { "time", N_ ("Check the time of the close and the computer’s clock.") },
  [FC_ANOMALY_SIGNATURE] = { "signature", N_ ("Let them look at the figures and sign again.") },
  [FC_ANOMALY_CONFLICT] = { "conflict", N_ ("Ask both, then decide in the sync centre which figure stands.") },
  [FC_ANOMALY_TWIN] = { "twin", N_ ("Discard one of the two, or give it another number: both are in the list of shifts.") },
  [FC_ANOMALY_DIP] = { "dip", N_ ("Dip the tank again; look for digits that changed places.") },
  [FC_ANOMALY_UNSIGNED] = { "unsigned", N_ ("Let them sign; submitted without, the shift says that it is not signed.") },
  [FC_ANOMALY_ULLAGE] = { "ullage", N_ ("Check the delivery note, and into which tank it went.") },
};

/**
 * fc_anomaly_name:
 *
 * Returns: (transfer none): "cash", "habit" …
 */
const char *
fc_anomaly_name (FcAnomalyKind kind)
{
  g_return_val_if_fail ((guint) kind < FC_N_ANOMALIES, NULL);

  return anomalies[kind].name;
}

void
fc_sheet_warning_free (gpointer pointer)
{
  FcSheetWarning *warning = pointer;

  g_free (warning->text);
  g_free (warning);
}

static FcSheetWarning *
add (FcShiftSheet *self,
     FcShiftStep   step,
     const FcId   *row_id)
{
  FcSheetWarning *warning = g_new0 (FcSheetWarning, 1);

  warning->step = step;
  if (row_id != NULL)
    warning->row_id = *row_id;
  g_ptr_array_add (self->warnings, warning);
  return warning;
}

/* Something missing or wrong. */
void
fc_shift_sheet_warn (FcShiftSheet *self,
                     FcShiftStep   step,
                     const FcId   *row_id,
                     gboolean      blocks,
                     const char   *format,
                     ...)
{
  FcSheetWarning *warning = add (self, step, row_id);
  va_list args;

  warning->blocks = blocks;
  va_start (args, format);
  warning->text = g_strdup_vprintf (format, args);
  va_end (args);
}

/* Something odd: a person weighs it. */
void
fc_shift_sheet_odd (FcShiftSheet   *self,
                    FcAnomalyKind   kind,
                    FcAnomalyLevel  level,
                    FcShiftStep     step,
                    const FcId     *row_id,
                    const char     *format,
                    ...)
{
  FcSheetWarning *warning = add (self, step, row_id);
  va_list args;

  warning->kind = kind;
  warning->level = level;
  warning->advice = anomalies[kind].advice != NULL ? _ (anomalies[kind].advice) : NULL;
  va_start (args, format);
  warning->text = g_strdup_vprintf (format, args);
  va_end (args);
}

/**
 * fc_shift_sheet_blocks:
 *
 * Returns: whether @warning stands in the way of the submit: it is no matter of taste, and its step is not waived
 */
gboolean
fc_shift_sheet_blocks (const FcShiftSheet   *self,
                       const FcSheetWarning *warning)
{
  return warning->blocks && self->steps[warning->step] != FC_STEP_WAIVED;
}

/**
 * fc_shift_sheet_worst:
 * @n_anomalies: (out) (nullable): how many there are to accept or mend
 *
 * Returns: the level of the worst anomaly; FC_LEVEL_NOTE where there is none
 */
FcAnomalyLevel
fc_shift_sheet_worst (const FcShiftSheet *self,
                      guint              *n_anomalies)
{
  FcAnomalyLevel worst = FC_LEVEL_NOTE;
  guint n = 0;

  for (guint i = 0; i < self->warnings->len; i++)
    {
      const FcSheetWarning *warning = self->warnings->pdata[i];

      if (warning->kind == FC_ANOMALY_NONE)
        continue;
      n++;
      worst = MAX (worst, warning->level);
    }
  if (n_anomalies != NULL)
    *n_anomalies = n;
  return worst;
}

static JsonObject *
told (const FcSheetWarning *warning)
{
  static const char *const levels[] = { "note", "odd", "serious" };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", anomalies[warning->kind].name);
  json_object_set_string_member (object, "level", levels[warning->level]);
  json_object_set_string_member (object, "step", fc_shift_step_name (warning->step));
  if (!fc_id_is_null (&warning->row_id))
    {
      g_autofree char *id = fc_id_dup_string (&warning->row_id);

      json_object_set_string_member (object, "row", id);
    }
  json_object_set_string_member (object, "text", warning->text);
  return object;
}

/**
 * fc_shift_sheet_accepted:
 *
 * Returns: (transfer full): the anomalies as they stand, for shift.submit: who submits has seen them
 */
JsonArray *
fc_shift_sheet_accepted (const FcShiftSheet *self)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < self->warnings->len; i++)
    {
      const FcSheetWarning *warning = self->warnings->pdata[i];

      if (warning->kind != FC_ANOMALY_NONE)
        json_array_add_object_element (list, told (warning));
    }
  return list;
}
