/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-shift-args.h"
#include "fc-shift-sheet.h"

/* What is signed under a shift, what its drawers owe, and the one that was corrected. */

#define MINUTE               (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define CORRECTED_DAYS_AGO   6

/* The sheet's rows by themselves; of the station only what the figures need. */
static FcRowSet *
rows_of (FcDemoSheet *sheet,
         FcRecord    *shift)
{
  FcRowSet *rows = fc_row_set_new ();
  g_autoptr (FcRecord) station = fc_record_new (FC_STATION, &sheet->site->id);

  fc_record_set_text (station, FC_STATION_CURRENCY, FC_DEMO_CURRENCY);
  fc_row_set_add (rows, station);
  fc_row_set_add (rows, shift);
  for (guint i = 0; i < sheet->children->len; i++)
    fc_row_set_add (rows, sheet->children->pdata[i]);
  return rows;
}

static gboolean
has_state (FcRecord   *shift,
           const char *state)
{
  return g_strcmp0 (fc_record_get_text (shift, FC_SHIFT_STATE), state) == 0;
}

/* A quick hand: a few strokes in a field of 1000 × 400. */
static char *
scribble (FcDemoSheet *sheet)
{
  GString *text = g_string_new ("[[");
  int x = 120, y = 200;

  for (int i = 0; i < 24; i++)
    {
      x += 14 + (int) fc_demo_random_below (&sheet->random, 26);
      y = CLAMP (y + (i % 2 == 0 ? -1 : 1) * (40 + (int) fc_demo_random_below (&sheet->random, 90)), 40, 360);
      g_string_append_printf (text, "%s%d,%d", i > 0 ? "," : "", x, y);
    }
  g_string_append (text, "]]");
  return g_string_free (text, FALSE);
}

static void
sign (FcDemoSheet  *sheet,
      FcShiftSheet *figures,
      const char   *role,
      FcRecord     *drawer,
      const FcId   *user_id,
      const char   *name,
      gint64        at)
{
  const FcId *drawer_id = drawer != NULL ? fc_record_get_id (drawer) : NULL;
  g_autofree char *key = fc_shift_drawer_key (role, drawer);
  g_autofree char *digest = fc_shift_sheet_digest (figures, drawer_id);
  FcRecord *row = fc_demo_sheet_row (sheet, FC_SIGNATURE, FC_SIGNATURE_SHIFT_ID, FC_SIGNATURE_STATION_ID, key);
  gboolean drawn = g_str_equal (role, "attendant");
  g_autofree char *strokes = drawn ? scribble (sheet) : NULL;

  fc_record_set_ref (row, FC_SIGNATURE_DRAWER_ID, drawer_id);
  fc_record_set_text (row, FC_SIGNATURE_ROLE, role);
  fc_record_set_ref (row, FC_SIGNATURE_USER_ID, user_id);
  fc_record_set_text (row, FC_SIGNATURE_NAME, name);
  fc_record_set_text (row, FC_SIGNATURE_METHOD, drawn ? "drawn" : "pin");
  fc_record_set_text (row, FC_SIGNATURE_STROKES, strokes);
  fc_record_set_text (row, FC_SIGNATURE_FIGURES, digest);
  fc_record_set_int (row, FC_SIGNATURE_SIGNED_AT, at);
}

/**
 * fc_demo_sheet_sign:
 *
 * Whoever held a drawer, the supervisor who handed the shift in, and the manager who approved it.
 */
void
fc_demo_sheet_sign (FcDemoSheet *sheet,
                    FcRecord    *shift)
{
  g_autoptr (FcRowSet) rows = NULL;
  g_autoptr (FcShiftSheet) figures = NULL;
  gint64 submitted = fc_record_get_int (shift, FC_SHIFT_SUBMITTED_AT);

  if (!fc_demo_sheet_is_recent (sheet) || fc_record_is_null (shift, FC_SHIFT_SUBMITTED_AT))
    return;
  rows = rows_of (sheet, shift);
  figures = fc_shift_sheet_new (rows, fc_record_get_id (shift));
  for (guint i = 0; i < sheet->n_drawers; i++)
    {
      guint cashier = sheet->drawers[i].cashier;

      sign (sheet, figures, "attendant", sheet->drawers[i].record, &sheet->site->cashiers[cashier],
            sheet->site->cashier_names[cashier], submitted - 3 * MINUTE);
    }
  sign (sheet, figures, "supervisor", NULL, &sheet->site->supervisor, fc_demo_supervisor_name (sheet->site->position),
        submitted);
  if (has_state (shift, "approved") || has_state (shift, "superseded"))
    sign (sheet, figures, "manager", NULL, &sheet->world->manager, "Colm Harkin",
          fc_record_get_int (shift, FC_SHIFT_DECIDED_AT));
}

/* The drawer that was short by a drop nobody had entered. */
gboolean
fc_demo_is_miscounted (FcDemoSheet *sheet)
{
  return sheet->site->position == 2 && sheet->shift->number == 1 &&
         sheet->day + CORRECTED_DAYS_AGO == sheet->world->n_days;
}

static gboolean
emit_inserts (FcDemoSheet  *sheet,
              FcChangeSet  *changes,
              GError      **error)
{
  for (guint i = 0; i < changes->changes->len; i++)
    {
      FcChange *change = changes->changes->pdata[i];

      if (change->kind == FC_CHANGE_INSERT && !fc_demo_emit_record (sheet->world, g_object_ref (change->after), error))
        return FALSE;
    }
  return TRUE;
}

/* The envelope was found: the drop is entered, and nothing is short any more. */
static void
find_drop (FcDemoSheet *sheet,
           FcRecord    *version,
           GPtrArray   *copies)
{
  gint64 found = fc_record_get_int (version, FC_SHIFT_OPENED_AT) + 5 * FC_HOUR_US;
  gint64 decided = fc_demo_hour (sheet->world, sheet->day + 2, 9) + 40 * MINUTE;
  FcId id = fc_demo_random_id (&sheet->random, found);
  FcRecord *drop = fc_record_new (FC_CASH_MOVEMENT, &id);

  fc_record_set_ref (drop, FC_CASH_MOVEMENT_SHIFT_ID, fc_record_get_id (version));
  fc_record_set_ref (drop, FC_CASH_MOVEMENT_STATION_ID, &sheet->site->id);
  fc_record_set_text (drop, FC_CASH_MOVEMENT_MOVEMENT, "drop");
  fc_record_set_int (drop, FC_CASH_MOVEMENT_AMOUNT, FC_DEMO_LOST_DROP);
  fc_record_set_text (drop, FC_CASH_MOVEMENT_REASON, "Envelope found behind the safe");
  fc_record_set_int (drop, FC_CASH_MOVEMENT_MOVED_AT, found);
  fc_record_set_text (drop, FC_CASH_MOVEMENT_SOURCE, "manual");
  g_ptr_array_add (copies, drop);
  fc_record_set_text (version, FC_SHIFT_STATE, "approved");
  fc_record_set_int (version, FC_SHIFT_EXPECTED_CASH,
                     fc_record_get_int (version, FC_SHIFT_EXPECTED_CASH) - FC_DEMO_LOST_DROP);
  fc_record_set_int (version, FC_SHIFT_OVER_SHORT,
                     fc_record_get_int (version, FC_SHIFT_OVER_SHORT) + FC_DEMO_LOST_DROP);
  fc_record_set_null (version, FC_SHIFT_OVER_SHORT_REASON);
  fc_record_set_ref (version, FC_SHIFT_SUBMITTED_BY, &sheet->site->supervisor);
  fc_record_set_int (version, FC_SHIFT_SUBMITTED_AT, decided - 90 * MINUTE);
  fc_record_set_ref (version, FC_SHIFT_DECIDED_BY, &sheet->world->manager);
  fc_record_set_int (version, FC_SHIFT_DECIDED_AT, decided);
}

static gboolean
emit_correction (FcDemoSheet  *sheet,
                 FcRecord     *shift,
                 FcRowSet     *rows,
                 FcChangeSet  *changes,
                 GError      **error)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FcRecord) version = fc_shift_copy_version (rows, shift, "A drop was found that had not been entered", copies);

  find_drop (sheet, version, copies);
  if (!fc_demo_emit_record (sheet->world, g_object_ref (version), error))
    return FALSE;
  for (guint i = 0; i < copies->len; i++)
    if (!fc_demo_emit_record (sheet->world, g_object_ref (copies->pdata[i]), error))
      return FALSE;
  fc_shortfall_write (changes, rows, shift, TRUE, fc_record_get_int (version, FC_SHIFT_DECIDED_AT));
  return TRUE;
}

/**
 * fc_demo_sheet_settle:
 *
 * After an approved shift: entries for what its drawers were over or short; and for the one that was corrected, its next
 * version.
 */
gboolean
fc_demo_sheet_settle (FcDemoSheet  *sheet,
                      FcRecord     *shift,
                      GError      **error)
{
  gboolean corrected = has_state (shift, "superseded");
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (FcRowSet) rows = NULL;

  if (!corrected && !has_state (shift, "approved"))
    return TRUE;
  changes = fc_change_set_new ();
  rows = rows_of (sheet, shift);
  fc_shortfall_write (changes, rows, shift, FALSE, fc_record_get_int (shift, FC_SHIFT_DECIDED_AT));
  if (corrected && !emit_correction (sheet, shift, rows, changes, error))
    return FALSE;
  return emit_inserts (sheet, changes, error);
}
