/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-approval-popover.h"

#include "fc-number-row.h"
#include "fc-shift-versions.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *popover;
  GtkEditable *reason; /* (nullable): nothing was entered, nothing need be said */
  FcNumberRow *number;
} Asked;

static void
discard_cb (Asked *self)
{
  const char *reason = self->reason != NULL ? gtk_editable_get_text (self->reason) : "";

  if (self->reason != NULL && *reason == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->reason), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->reason));
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (self->popover, "sheet.discard", "s", reason);
}

static void
reason_changed_cb (Asked *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->reason), "error");
}

static void
renumber_cb (Asked *self)
{
  gint64 number;

  if (!fc_number_row_is_valid (self->number) || !fc_number_row_get_value (self->number, &number))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->number));
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (self->popover, "sheet.renumber", "x", number);
}

static const char *
what_is_lost (gboolean correction,
              gboolean has_entries)
{
  if (correction)
    return has_entries ? _ ("The approved version stays in effect. Say why this one is discarded; it stays in the history.")
                       : _ ("Nothing was changed in this version. The approved one stays in effect.");
  return has_entries ? _ ("Figures were entered: say why the shift is discarded. They stay in its history.")
                     : _ ("Nothing was entered in this shift.");
}

static void
add_discard (Asked     *self,
             GtkWidget *box,
             gboolean   correction,
             gboolean   has_entries)
{
  GtkWidget *discard
    = gtk_button_new_with_mnemonic (correction ? _ ("_Discard correction") : _ ("_Discard shift"));

  gtk_box_append (GTK_BOX (box),
                  fc_popover_text (correction ? _ ("Begun by mistake?") : _ ("Opened by mistake?"), "heading"));
  gtk_box_append (GTK_BOX (box), fc_popover_text (what_is_lost (correction, has_entries), NULL));
  if (has_entries)
    {
      self->reason = GTK_EDITABLE (gtk_entry_new ());
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Why the shift is discarded"), -1);
      g_signal_connect_swapped (self->reason, "activate", G_CALLBACK (discard_cb), self);
      g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (reason_changed_cb), self);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
    }
  gtk_widget_add_css_class (discard, "destructive-action");
  g_signal_connect_swapped (discard, "clicked", G_CALLBACK (discard_cb), self);
  gtk_box_append (GTK_BOX (box), discard);
}

static void
add_renumber (Asked     *self,
              GtkWidget *box,
              FcRecord  *shift)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Change the _number"));
  GtkWidget *heading = fc_popover_text (_ ("Only the number is wrong?"), "heading");

  self->number = FC_NUMBER_ROW (fc_number_row_new (FC_NUMBER_INTEGER, _ ("Shift of the day")));
  g_object_set (self->number, "optional", FALSE, "minimum", G_GINT64_CONSTANT (1), "maximum", G_GINT64_CONSTANT (999),
                NULL);
  fc_number_row_set_value (self->number, fc_record_get_int (shift, FC_SHIFT_NUMBER));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->number));
  g_signal_connect_swapped (self->number, "entry-activated", G_CALLBACK (renumber_cb), self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (renumber_cb), self);
  gtk_widget_set_margin_top (heading, 12);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), button);
}

/**
 * fc_discard_popover_new:
 * @draft: has been read; its shift is open
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_discard_popover_new (FcShiftDraft *draft)
{
  FcRecord *shift = fc_shift_draft_get_shift (draft);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Asked *self = g_new0 (Asked, 1);

  gboolean correction = !fc_record_is_null (shift, FC_SHIFT_CORRECTS_ID);

  add_discard (self, box, correction, fc_shift_has_entries (fc_shift_draft_get_rows (draft), shift));
  if (!correction) /* which has the number of what it corrects */
    add_renumber (self, box, shift);
  self->popover
    = fc_popover_around (box, correction ? _ ("Discard the correction") : _ ("Discard the shift, or change its number"));
  g_object_set_data_full (G_OBJECT (self->popover), "asked", self, g_free);
  return self->popover;
}
