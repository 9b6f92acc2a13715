/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-totals.h"

#include "fc-display.h"
#include "fc-field-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Drops, pay-outs and refunds take money out of the drawer; the others put it in. By position in fc_cash_movements[]. */
static const gboolean movement_takes[] = { TRUE, FALSE, TRUE, TRUE, FALSE, FALSE };

struct _FcShiftTotals {
  GtkWidget parent_instance;

  GtkWidget *grid;
  int n_rows;
};

G_DEFINE_FINAL_TYPE (FcShiftTotals, fc_shift_totals, GTK_TYPE_WIDGET)

static void
add_line (FcShiftTotals *self,
          const char    *title,
          const char    *figure,
          const char    *css_classes)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *value = gtk_label_new (figure);
  g_auto (GStrv) classes = g_strsplit (css_classes != NULL ? css_classes : "", " ", -1);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_selectable (GTK_LABEL (value), FALSE);
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_set_valign (value, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  for (guint i = 0; classes[i] != NULL && *classes[i] != '\0'; i++)
    {
      gtk_widget_add_css_class (label, classes[i]);
      gtk_widget_add_css_class (value, classes[i]);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, value, label, NULL, -1);
  gtk_grid_attach (GTK_GRID (self->grid), label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), value, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

static void
add_money (FcShiftTotals      *self,
           const FcShiftSheet *sheet,
           const char         *title,
           gint64              amount,
           const char         *css_class)
{
  g_autofree char *figure = fc_show_money (amount, sheet->currency);

  add_line (self, title, figure, css_class);
}

static void
add_rule (FcShiftTotals *self)
{
  gtk_grid_attach (GTK_GRID (self->grid), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, self->n_rows++, 2, 1);
}

static void
clear (FcShiftTotals *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  self->n_rows = 0;
}

static const char *
over_short_title (gint64 over_short)
{
  return over_short < 0 ? _ ("Short") : over_short > 0 ? _ ("Over") : _ ("Over/short");
}

/* The shift's own figures in the shape of a drawer's. */
static FcSheetDrawer
money_of (const FcShiftSheet  *sheet,
          const FcSheetDrawer *drawer)
{
  FcSheetDrawer money = { .fuel_volume = sheet->fuel_volume,
                          .fuel_amount = sheet->fuel_amount,
                          .shop_sales = sheet->shop_sales,
                          .shop_tax = sheet->shop_tax,
                          .lottery = sheet->lottery,
                          .cash_sales = sheet->cash_sales,
                          .opening_float = sheet->opening_float,
                          .expected_cash = sheet->expected_cash,
                          .counted_any = sheet->counted_any,
                          .counted_cash = sheet->counted_cash,
                          .over_short = sheet->over_short };

  if (drawer != NULL)
    return *drawer;
  memcpy (money.tenders, sheet->tenders, sizeof money.tenders);
  memcpy (money.movements, sheet->movements, sizeof money.movements);
  memcpy (money.slips, sheet->slip_amounts, sizeof money.slips);
  return money;
}

static void
fc_shift_totals_dispose (GObject *object)
{
  FcShiftTotals *self = FC_SHIFT_TOTALS (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_shift_totals_parent_class)->dispose (object);
}

static void
fc_shift_totals_class_init (FcShiftTotalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_shift_totals_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fc_shift_totals_init (FcShiftTotals *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("So far"), -1);
}

/**
 * fc_shift_totals_new:
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_shift_totals_new (void)
{
  return g_object_new (FC_TYPE_SHIFT_TOTALS, NULL);
}

static void
add_sales (FcShiftTotals       *self,
           const FcShiftSheet  *sheet,
           const FcSheetDrawer *money)
{
  g_autofree char *volume = fc_show_volume_with_unit (money->fuel_volume, 1);

  add_line (self, _ ("Metered"), volume, "dim-label");
  add_money (self, sheet, _ ("Fuel"), money->fuel_amount, NULL);
  add_money (self, sheet, _ ("Shop"), money->shop_sales, NULL);
  if (money->shop_tax != 0)
    add_money (self, sheet, _ ("Shop tax"), money->shop_tax, NULL);
  if (money->lottery != 0)
    add_money (self, sheet, _ ("Lottery"), money->lottery, NULL);
  for (guint i = 1; i < FC_N_TENDERS; i++)
    if (money->tenders[i] != 0)
      add_money (self, sheet, fc_choice_label (fc_tenders[i]), -money->tenders[i], NULL);
  for (guint i = 1; i < FC_N_SLIP_KINDS; i++)
    if (money->slips[i] != 0)
      add_money (self, sheet, fc_choice_label (fc_slip_kinds[i]), -money->slips[i], NULL);
}

static void
add_cash (FcShiftTotals       *self,
          const FcShiftSheet  *sheet,
          const FcSheetDrawer *money)
{
  add_money (self, sheet, _ ("Cash sales"), money->cash_sales, NULL);
  if (money->opening_float != 0)
    add_money (self, sheet, _ ("Float"), money->opening_float, NULL);
  for (guint i = 0; i < FC_N_MOVEMENTS; i++)
    if (money->movements[i] != 0)
      add_money (self, sheet, fc_choice_label (fc_cash_movements[i]),
                 movement_takes[i] ? -money->movements[i] : money->movements[i], NULL);
}

/**
 * fc_shift_totals_show:
 * @drawer: (nullable): one attendant's money rather than the whole shift's
 *
 * Shows the figures of @sheet; lines that are nothing are left out.
 */
void
fc_shift_totals_show (FcShiftTotals       *self,
                      const FcShiftSheet  *sheet,
                      const FcSheetDrawer *drawer)
{
  FcSheetDrawer money = money_of (sheet, drawer);

  clear (self);
  add_sales (self, sheet, &money);
  add_rule (self);
  add_cash (self, sheet, &money);
  add_rule (self);
  add_money (self, sheet, _ ("Expected"), money.expected_cash, "heading");
  if (money.counted_any)
    {
      add_money (self, sheet, _ ("Counted"), money.counted_cash, "heading");
      add_money (self, sheet, over_short_title (money.over_short), money.over_short,
                 money.over_short < 0 ? "error heading" : "heading");
    }
  else
    add_line (self, _ ("Counted"), _ ("not yet"), "dim-label");
}

/**
 * fc_shift_totals_line:
 * @drawer: (nullable):
 *
 * Returns: (transfer full): fuel, expected, counted and over/short in one line, where there is no room for more
 */
char *
fc_shift_totals_line (const FcShiftSheet  *sheet,
                      const FcSheetDrawer *drawer)
{
  FcSheetDrawer money = money_of (sheet, drawer);
  g_autofree char *fuel = fc_show_money (money.fuel_amount, sheet->currency);
  g_autofree char *expected = fc_show_money (money.expected_cash, sheet->currency);
  g_autofree char *counted = fc_show_money (money.counted_cash, sheet->currency);
  g_autofree char *difference = fc_show_money (money.over_short, sheet->currency);

  if (!money.counted_any)
    return g_strdup_printf (_ ("Fuel %s · Expected %s"), fuel, expected);
  return g_strdup_printf (_ ("Fuel %s · Expected %s · Counted %s · %s %s"), fuel, expected, counted,
                          over_short_title (money.over_short), difference);
}
