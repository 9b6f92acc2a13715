/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-slips-step-private.h"

#include "fc-slip-cells.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  FcSlipsStep *step;
  FcShiftDraft *draft;
  guint column;       /* the first cell of each line goes here */
  JsonArray *slips;   /* for the command: those that are whole … */
  GPtrArray *records; /* … and the same as FcRecord */
  GArray *wrong;      /* Wrong */
} Paste;

/* A cell that cannot be taken: it stays as it was pasted, with the reason. */
typedef struct {
  FcId slip;
  guint column;
  char *text; /* nullable: the row is wrong as a whole */
  char *message;
} Wrong;

static void
wrong_clear (gpointer data)
{
  Wrong *wrong = data;

  g_free (wrong->text);
  g_free (wrong->message);
}

static void
paste_clear (Paste *paste)
{
  json_array_unref (paste->slips);
  g_ptr_array_unref (paste->records);
  g_array_unref (paste->wrong);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paste, paste_clear)

static void
add_wrong (Paste        *paste,
           FcRecord     *slip,
           guint         column,
           const char   *text,
           const GError *error)
{
  Wrong wrong = { *fc_record_get_id (slip), column, g_strdup (text), g_strdup (error->message) };

  g_array_append_val (paste->wrong, wrong);
}

/* One pasted line: its cells from the first column on. Returns whether it has an amount. */
static gboolean
take_line (Paste      *paste,
           FcRecord   *slip,
           const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "\t", -1);
  gboolean with_amount = FALSE;

  for (guint i = 0; parts[i] != NULL && paste->column + i < FC_N_SLIP_CELLS; i++)
    {
      FcSlipCell cell = paste->column + i;
      const char *text = g_strstrip (parts[i]);
      g_autoptr (GError) error = NULL;

      if (*text == '\0')
        continue;
      if (fc_slip_cell_put (paste->draft, slip, cell, text, &error))
        with_amount |= cell == FC_SLIP_CELL_AMOUNT;
      else
        add_wrong (paste, slip, cell, text, error);
    }
  return with_amount;
}

static void
paste_line (Paste      *paste,
            guint       row,
            const char *line)
{
  FcRecord *there = fc_slips_step_get_slip (paste->step, row);
  g_autoptr (FcRecord) slip = there != NULL ? fc_record_copy (there) : fc_slips_step_begin_slip (paste->step);
  gboolean with_amount = take_line (paste, slip, line);

  if (!fc_slips_step_is_in_shift (paste->step, slip) && !fc_slip_is_whole (paste->draft, slip))
    {
      fc_slips_step_keep (paste->step, slip);
      return;
    }
  json_array_add_object_element (paste->slips, fc_slip_args (slip, with_amount || fc_slip_has_own_amount (slip)));
  g_ptr_array_add (paste->records, g_object_ref (slip));
}

/* All of it as one step; where one is refused, each by itself. */
static void
put_pasted (Paste *paste)
{
  guint n = json_array_get_length (paste->slips);

  fc_shift_draft_stand_at (paste->draft, FC_STEP_SLIPS, NULL);
  if (n == 0
      || fc_shift_draft_run (paste->draft, fc_slips_step_put_op (paste->step, json_array_ref (paste->slips)), NULL))
    return;
  for (guint i = 0; i < n; i++)
    {
      JsonArray *one = json_array_new ();
      FcRecord *slip = g_ptr_array_index (paste->records, i);
      g_autoptr (GError) error = NULL;

      json_array_add_element (one, json_node_copy (json_array_get_element (paste->slips, i)));
      fc_shift_draft_stand_at (paste->draft, FC_STEP_SLIPS, NULL);
      if (fc_shift_draft_run (paste->draft, fc_slips_step_put_op (paste->step, one), &error))
        continue;
      add_wrong (paste, slip, paste->column, NULL, error);
      if (!fc_slips_step_is_in_shift (paste->step, slip))
        fc_slips_step_keep (paste->step, slip);
    }
}

static void
mark_wrong (Paste *paste)
{
  for (guint i = 0; i < paste->wrong->len; i++)
    {
      const Wrong *wrong = &g_array_index (paste->wrong, Wrong, i);

      for (guint row = 0; row < fc_slips_step_get_n_slips (paste->step); row++)
        if (fc_id_equal (fc_record_get_id (fc_slips_step_get_slip (paste->step, row)), &wrong->slip))
          fc_step_grid_refuse (FC_STEP_GRID (paste->step), row, wrong->column, wrong->text, wrong->message);
    }
}

static void
tell_pasted (Paste *paste,
             guint  n_lines)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (paste->step));
  g_autofree char *pasted = g_strdup_printf (ngettext ("%u slip pasted", "%u slips pasted", n_lines), n_lines);
  g_autofree char *wrong = g_strdup_printf (ngettext ("%u cell is wrong and says why", "%u cells are wrong and say why",
                                                      paste->wrong->len),
                                            paste->wrong->len);
  /* Translators: what was pasted, and what is wrong in it */
  g_autofree char *both = g_strdup_printf (_ ("%s. %s"), pasted, wrong);

  if (window != NULL && n_lines > 0)
    fc_window_toast (window, paste->wrong->len > 0 ? both : pasted);
}

/**
 * fc_slips_step_paste:
 * @row: where the first line goes
 * @column: where each line's first cell goes
 * @text: a block out of a spreadsheet: a slip a line
 *
 * A cell that cannot be taken keeps what was pasted and says why; what is not whole waits for the rest.
 */
void
fc_slips_step_paste (FcSlipsStep *self,
                     guint        row,
                     guint        column,
                     const char  *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (Paste) paste = { self, fc_step_view_get_draft (FC_STEP_VIEW (self)), column, json_array_new (),
                           g_ptr_array_new_with_free_func (g_object_unref),
                           g_array_new (FALSE, FALSE, sizeof (Wrong)) };
  guint n = 0, last = fc_slips_step_get_n_slips (self);

  g_array_set_clear_func (paste.wrong, wrong_clear);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (strspn (lines[i], " \t\r") == strlen (lines[i]))
        continue;
      paste_line (&paste, MIN (row + n, last), lines[i]);
      n++;
    }
  put_pasted (&paste);
  fc_step_view_refresh (FC_STEP_VIEW (self));
  mark_wrong (&paste);
  tell_pasted (&paste, n);
}
