/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-date-style.h"
#include "fc-error.h"
#include "fc-shift-versions.h"

#include <glib/gi18n-lib.h>

/*
 * Shifts of one name: station, business date, number and part. Where an office knows one, it opens no second; two offices
 * that do not hear of each other may, and both stay until a person discards one or gives it another number.
 */

static gboolean
has_state (FcRecord   *shift,
           const char *state)
{
  return g_strcmp0 (fc_record_get_text (shift, FC_SHIFT_STATE), state) == 0;
}

gboolean
fc_shift_is_discarded (FcRecord *shift)
{
  return has_state (shift, "discarded");
}

static gboolean
corrects (FcRecord *a,
          FcRecord *b)
{
  const FcId *id = fc_record_get_ref (a, FC_SHIFT_CORRECTS_ID);

  return id != NULL && fc_id_equal (id, fc_record_get_id (b));
}

static const char *
part_of (FcRecord *shift)
{
  const char *part = fc_record_get_text (shift, FC_SHIFT_PART);

  return part != NULL ? part : "";
}

/**
 * fc_shift_is_twin:
 *
 * Returns: whether both are in use under the same name, and neither is a version of the other
 */
gboolean
fc_shift_is_twin (FcRecord *a,
                  FcRecord *b)
{
  static const int numbers[] = { FC_SHIFT_BUSINESS_DATE, FC_SHIFT_NUMBER };
  const FcId *here = fc_record_get_ref (a, FC_SHIFT_STATION_ID), *there = fc_record_get_ref (b, FC_SHIFT_STATION_ID);

  if (here == NULL || there == NULL || !fc_id_equal (here, there) ||
      fc_id_equal (fc_record_get_id (a), fc_record_get_id (b)) || corrects (a, b) || corrects (b, a))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (fc_record_get_int (a, numbers[i]) != fc_record_get_int (b, numbers[i]))
      return FALSE;
  return !has_state (a, "superseded") && !has_state (b, "superseded") && !fc_shift_is_discarded (a) &&
         !fc_shift_is_discarded (b) && g_str_equal (part_of (a), part_of (b));
}

/**
 * fc_shift_twin:
 * @rows: with the shifts of its date
 *
 * Returns: (transfer none) (nullable): another shift in @rows of the same name
 */
FcRecord *
fc_shift_twin (FcRowSet *rows,
               FcRecord *shift)
{
  g_autoptr (GPtrArray) list =
    fc_row_set_list_by (rows, FC_SHIFT, FC_SHIFT_STATION_ID, fc_record_get_ref (shift, FC_SHIFT_STATION_ID));

  for (guint i = 0; i < list->len; i++)
    if (fc_shift_is_twin (list->pdata[i], shift))
      return list->pdata[i];
  return NULL;
}

/**
 * fc_shift_dup_source:
 * @rows: with the users, where they are to be named
 *
 * Returns: (transfer full): who opened the shift, or else its cashier: to tell two of one name apart
 */
char *
fc_shift_dup_source (FcRowSet *rows,
                     FcRecord *shift)
{
  FcRecord *user = fc_row_set_get (rows, FC_USER, fc_record_get_ref (shift, FC_SHIFT_OPENED_BY));
  const char *name = user != NULL ? fc_record_get_text (user, FC_USER_NAME)
                                  : fc_record_get_text (shift, FC_SHIFT_CASHIER);

  return g_strdup (name != NULL && *name != '\0' ? name : _ ("nobody named"));
}

static gboolean
check_name (FcRowSet  *rows,
            FcRecord  *shift,
            GError   **error)
{
  FcRecord *twin = fc_shift_twin (rows, shift);
  g_autofree char *date = NULL;
  g_autofree char *source = NULL;

  if (twin == NULL)
    return TRUE;
  date = fc_date_format ((FcDate) fc_record_get_int (twin, FC_SHIFT_BUSINESS_DATE));
  source = fc_shift_dup_source (rows, twin);
  g_set_error (error, FC_ERROR, FC_ERROR_CONFLICT,
               /* Translators: a shift’s number, its date and who opened it */
               _ ("Shift %d of %s is there already (%s): go on with that one, or take another number"),
               (int) fc_record_get_int (twin, FC_SHIFT_NUMBER), date, source);
  return FALSE;
}

/* The shift as @op would name it; (transfer full). */
static FcRecord *
named_by (const FcOp  *op,
          FcRowSet    *rows,
          GError     **error)
{
  static const FcCell cells[] = {
    { "station_id", FC_SHIFT_STATION_ID }, { "business_date", FC_SHIFT_BUSINESS_DATE }, { "number", FC_SHIFT_NUMBER },
    { "part", FC_SHIFT_PART },             { NULL, 0 },
  };
  FcRecord *there = fc_row_set_get (rows, FC_SHIFT, &op->row_id);
  g_autoptr (FcRecord) shift = there != NULL ? fc_record_copy (there) : fc_record_new (FC_SHIFT, &op->row_id);

  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  return fc_args_to_cells (op->fields, cells, shift, error) ? g_steal_pointer (&shift) : NULL;
}

/* Asks for the shifts of the date that @op names. */
void
fc_shift_want_namesakes (FcWants    *wants,
                         const FcOp *op,
                         FcRowSet   *rows)
{
  g_autoptr (FcRecord) shift = named_by (op, rows, NULL);
  const FcId *station_id = shift != NULL ? fc_record_get_ref (shift, FC_SHIFT_STATION_ID) : NULL;

  if (station_id != NULL && !fc_record_is_null (shift, FC_SHIFT_BUSINESS_DATE))
    fc_wants_date (wants, FC_SHIFT, station_id, FC_SHIFT_BUSINESS_DATE,
                   (FcDate) fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE));
}

/* Whether the office that makes @op knows no shift of that name. The hub does not ask: it loses nothing. */
gboolean
fc_shift_name_is_free (const FcOp  *op,
                       FcRowSet    *rows,
                       GError     **error)
{
  g_autoptr (FcRecord) shift = named_by (op, rows, error);

  return shift != NULL && check_name (rows, shift, error);
}

/**
 * fc_shift_renumber:
 *
 * shift.renumber: one of two shifts of the same name gets another number.
 */
FcChangeSet *
fc_shift_renumber (FcCommandContext *context,
                   FcRowSet         *rows,
                   JsonObject       *args,
                   GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcRecord) after = NULL;
  gint64 number;

  if (shift == NULL || !fc_args_int (args, "number", &number, error))
    return NULL;
  after = fc_record_copy (shift);
  fc_record_set_int (after, FC_SHIFT_NUMBER, number);
  return fc_shift_put_one (rows, g_steal_pointer (&after));
}
