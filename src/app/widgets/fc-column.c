/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-column.h"

#include <adwaita.h>

#define FORM_WIDTH 600
#define SPACING    24

/**
 * fc_column_new:
 * @width: at most, 0 for that of a form
 * @box: (out) (transfer none): a box for the groups
 *
 * Returns: (transfer floating): scrolls
 */
GtkWidget *
fc_column_new (int         width,
               GtkWidget **box)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  if (width == 0)
    width = FORM_WIDTH;
  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_widget_set_margin_top (*box, SPACING);
  gtk_widget_set_margin_bottom (*box, SPACING);
  gtk_widget_set_margin_start (*box, SPACING / 2);
  gtk_widget_set_margin_end (*box, SPACING / 2);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), width * 2 / 3);
  adw_clamp_set_child (ADW_CLAMP (clamp), *box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  return scrolled;
}
