/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-grid-private.h"

/* Cells in which something stands that cannot be taken. */

void
fc_grid_set_error (FcGrid     *self,
                   guint       row,
                   guint       column,
                   const char *message)
{
  FcGridCell *cell = fc_grid_cell (self, row, column);

  g_return_if_fail (cell != NULL);

  if (g_strcmp0 (cell->error, message) == 0)
    return;
  g_free (cell->error);
  cell->error = g_strdup (message);
  fc_grid_cell_show_error (cell);
  fc_grid_show_note (self, row);
}

/**
 * fc_grid_keep_typed:
 *
 * What was typed goes on standing there though it is not taken; Escape brings back what was set.
 */
void
fc_grid_keep_typed (FcGrid     *self,
                    guint       row,
                    guint       column,
                    const char *text)
{
  FcGridCell *cell = fc_grid_cell (self, row, column);

  g_return_if_fail (cell != NULL);

  if (!cell->changed)
    fc_grid_cell_put (cell, text);
}

/**
 * fc_grid_focus_wrong:
 *
 * Puts the cursor into the first cell that is wrong.
 *
 * Returns: FALSE where none is
 */
gboolean
fc_grid_focus_wrong (FcGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (((FcGridCell *) self->cells->pdata[i])->error != NULL && fc_grid_cell_focus (self->cells->pdata[i]))
      return TRUE;
  return FALSE;
}
