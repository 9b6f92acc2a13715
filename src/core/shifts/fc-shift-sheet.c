/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

int
fc_choice_index (const char *const *choices,
                 const char        *choice)
{
  for (int i = 0; choice != NULL && choices[i] != NULL; i++)
    if (g_str_equal (choices[i], choice))
      return i;
  return -1;
}

/**
 * fc_shift_sheet_new:
 * @rows: the shift with its children; the station with its tanks and nozzles; products where names are wanted.
 *   Must outlive the sheet.
 *
 * Computes the whole sheet afresh: cheap enough for every key stroke. Rules: domain.md §2 and §3.
 *
 * Returns: (transfer full) (nullable): %NULL where the shift is not in @rows
 */
FcShiftSheet *
fc_shift_sheet_new (FcRowSet   *rows,
                    const FcId *shift_id)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, shift_id);
  FcShiftSheet *self;

  if (shift == NULL)
    return NULL;
  self = g_new0 (FcShiftSheet, 1);
  self->shift = shift;
  self->station = fc_row_set_get (rows, FC_STATION, fc_record_get_ref (shift, FC_SHIFT_STATION_ID));
  self->currency = self->station != NULL ? fc_record_get_text (self->station, FC_STATION_CURRENCY) : NULL;
  self->volume_unit = fc_volume_unit_named (self->station != NULL
                                              ? fc_record_get_text (self->station, FC_STATION_VOLUME_UNIT)
                                              : NULL);
  self->meters = g_array_new (FALSE, TRUE, sizeof (FcSheetMeter));
  self->segments = g_array_new (FALSE, TRUE, sizeof (FcSheetSegment));
  self->tanks = g_array_new (FALSE, TRUE, sizeof (FcSheetTank));
  self->drawers = g_array_new (FALSE, TRUE, sizeof (FcSheetDrawer));
  self->signatures = g_array_new (FALSE, TRUE, sizeof (FcSheetSignature));
  self->warnings = g_ptr_array_new_with_free_func (fc_sheet_warning_free);
  fc_sheet_find_drawers (self, rows);
  fc_sheet_add_meters (self, rows);
  fc_sheet_add_tanks (self, rows);
  fc_sheet_add_cash (self, rows);
  fc_sheet_add_signatures (self, rows);
  fc_shift_sheet_judge (self, rows);
  return self;
}

void
fc_shift_sheet_free (FcShiftSheet *self)
{
  for (int i = 0; i < FC_N_STEPS; i++)
    g_free (self->waived[i]);
  g_array_unref (self->meters);
  g_array_unref (self->segments);
  g_array_unref (self->tanks);
  g_array_unref (self->drawers);
  g_array_unref (self->signatures);
  g_ptr_array_unref (self->slips);
  g_ptr_array_unref (self->transfers);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}
