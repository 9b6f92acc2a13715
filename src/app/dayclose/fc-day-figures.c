/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-figures.h"

#include "fc-chip.h"
#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-line-table.h"
#include "fc-list-row.h"
#include "fc-shift-words.h"
#include "fc-window.h"

#include <glib/gi18n.h>

static GTimeZone *
zone_of (const FcDaySheet *sheet)
{
  return sheet->station != NULL ? fc_zone_of (fc_record_get_text (sheet->station, FC_STATION_TIME_ZONE)) : NULL;
}

static char *
shift_name (FcRecord *shift)
{
  const char *cashier = fc_record_get_text (shift, FC_SHIFT_CASHIER);
  const char *part = fc_record_get_text (shift, FC_SHIFT_PART);
  GString *name = g_string_new (NULL);

  g_string_append_printf (name, _ ("Shift %d"), (int) fc_record_get_int (shift, FC_SHIFT_NUMBER));
  if (part != NULL && *part != '\0')
    g_string_append_printf (name, " · %s", part);
  if (cashier != NULL && *cashier != '\0')
    g_string_append_printf (name, " · %s", cashier);
  return g_string_free (name, FALSE);
}

static char *
shift_line (const FcDaySheet *sheet,
            const FcDayShift *shift)
{
  FcRecord *record = shift->sheet->shift;
  g_autofree char *from = fc_show_time_of_day (fc_record_get_int (record, FC_SHIFT_OPENED_AT), zone_of (sheet));
  g_autofree char *until = fc_record_is_null (record, FC_SHIFT_CLOSED_AT)
                             ? g_strdup ("…")
                             : fc_show_time_of_day (fc_record_get_int (record, FC_SHIFT_CLOSED_AT), zone_of (sheet));
  g_autofree char *fuel = fc_show_money (shift->sheet->fuel_amount, sheet->currency);
  g_autofree char *off = fc_show_money (shift->sheet->over_short, sheet->currency);
  GString *line = g_string_new (NULL);

  /* Translators: begin, end, fuel sales, over/short of a shift */
  g_string_append_printf (line, _ ("%s–%s · fuel %s · over/short %s"), from, until, fuel, off);
  if (shift->n_versions > 1)
    g_string_append_printf (line, _ (" · version %u"), shift->n_versions);
  return g_string_free (line, FALSE);
}

/**
 * fc_day_show_shifts:
 */
void
fc_day_show_shifts (FcDaySection     *section,
                    const FcDaySheet *sheet)
{
  g_autofree char *summary = NULL;
  GtkWidget *list;
  guint approved = 0;

  fc_day_section_clear (section);
  if (sheet->shifts->len == 0)
    {
      fc_day_section_set_summary (section, _ ("None on this day"));
      return;
    }
  list = fc_day_boxed_list (_ ("Shifts of the day"));
  for (guint i = 0; i < sheet->shifts->len; i++)
    {
      const FcDayShift *shift = &g_array_index (sheet->shifts, FcDayShift, i);
      FcRecord *record = shift->sheet->shift;
      const char *state = fc_record_get_text (record, FC_SHIFT_STATE);
      g_autofree char *name = shift_name (record);
      g_autofree char *line = shift_line (sheet, shift);
      g_autofree char *uri = fc_record_uri ("shift", fc_record_get_id (record));
      GtkWidget *chip = fc_chip_new (fc_choice_label (state), fc_shift_state_icon (state),
                                     fc_shift_state_style (state));
      GtkWidget *row;

      gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
      row = fc_list_row_new (NULL, name, line, chip);
      fc_list_row_set_action (FC_LIST_ROW (row), "win.open", uri);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      approved += g_strcmp0 (state, "approved") == 0;
    }
  fc_day_section_append (section, list);
  summary = g_strdup_printf (_ ("%u of %u approved"), approved, sheet->shifts->len);
  fc_day_section_set_summary (section, summary);
}

static GtkWidget *
card (GtkWidget *child)
{
  gtk_widget_add_css_class (child, "card");
  gtk_widget_set_overflow (child, GTK_OVERFLOW_HIDDEN);
  return child;
}

/* A table of few lines is as high as they are; the page scrolls, not the table. */
static GtkWidget *
table_of (const FcLineColumn *columns,
          guint               n_columns,
          const char         *label,
          GListStore         *lines,
          gboolean            narrow)
{
  GtkWidget *table = fc_line_table_new (columns, n_columns, label);

  fc_line_table_set_narrow (FC_LINE_TABLE (table), narrow);
  fc_line_table_set_lines (FC_LINE_TABLE (table), G_LIST_MODEL (lines));
  return card (table);
}

static void
take_volumes (FcLine       *line,
              guint         first,
              const gint64 *volumes,
              guint         n)
{
  for (guint i = 0; i < n; i++)
    {
      fc_line_take (line, first + i, fc_show_volume (volumes[i], 1));
      if (volumes[i] < 0)
        fc_line_set_css (line, first + i, "error");
    }
}

static FcLine *
nozzle_line (const FcDaySheet  *sheet,
             const FcDayNozzle *nozzle)
{
  FcLine *line = fc_line_new (8);
  const gint64 volumes[] = { nozzle->opening, nozzle->closing, nozzle->gross, nozzle->test, nozzle->net };

  fc_line_take (line, 0, g_strdup_printf ("%s%s", nozzle->chained ? "" : "⚠ ",
                                          nozzle->nozzle != NULL
                                            ? fc_record_get_text (nozzle->nozzle, FC_NOZZLE_LABEL)
                                            : "?"));
  if (!nozzle->chained)
    fc_line_set_css (line, 0, "warning");
  fc_line_take (line, 1, g_strdup (nozzle->product != NULL ? fc_record_get_text (nozzle->product, FC_PRODUCT_NAME) : ""));
  take_volumes (line, 2, volumes, G_N_ELEMENTS (volumes));
  if (!nozzle->has_closing)
    fc_line_take (line, 3, g_strdup ("–"));
  fc_line_take (line, 7, fc_show_money (nozzle->amount, sheet->currency));
  return line;
}

static GtkWidget *
nozzle_table (const FcDaySheet *sheet,
              gboolean          narrow)
{
  g_autofree char *opening = g_strdup_printf (_ ("Opening (%s)"), fc_show_volume_unit ());
  const FcLineColumn columns[] = {
    { _ ("Nozzle"), FALSE, FALSE }, { _ ("Product"), FALSE, TRUE }, { opening, TRUE, TRUE },
    { _ ("Closing"), TRUE, FALSE },  { _ ("Gross"), TRUE, TRUE },    { _ ("Test"), TRUE, TRUE },
    { _ ("Net"), TRUE, FALSE },      { _ ("Amount"), TRUE, FALSE },
  };
  g_autoptr (GListStore) lines = g_list_store_new (FC_TYPE_LINE);

  for (guint i = 0; i < sheet->nozzles->len; i++)
    {
      g_autoptr (FcLine) line = nozzle_line (sheet, &g_array_index (sheet->nozzles, FcDayNozzle, i));

      g_list_store_append (lines, line);
    }
  return table_of (columns, G_N_ELEMENTS (columns), _ ("Nozzles of the day"), lines, narrow);
}

/**
 * fc_day_show_meters:
 *
 * Products in sum; the nozzles' lines stand behind an expander, open where the chain has a hole.
 */
void
fc_day_show_meters (FcDaySection     *section,
                    const FcDaySheet *sheet,
                    gboolean          narrow)
{
  g_autofree char *volume = fc_show_volume_with_unit (sheet->fuel_volume, 1);
  g_autofree char *amount = fc_show_money (sheet->fuel_amount, sheet->currency);
  g_autofree char *summary = g_strdup_printf ("%s · %s", volume, amount);
  g_autofree char *title = NULL;
  GtkWidget *list, *expander;

  fc_day_section_clear (section);
  fc_day_section_set_summary (section, summary);
  if (sheet->shifts->len == 0)
    return;
  list = fc_day_boxed_list (_ ("Products of the day"));
  for (guint i = 0; i < sheet->products->len; i++)
    {
      const FcDayProduct *product = &g_array_index (sheet->products, FcDayProduct, i);
      const char *name = product->product != NULL ? fc_record_get_text (product->product, FC_PRODUCT_NAME) : "?";
      g_autofree char *net = fc_show_volume_with_unit (product->net, 1);
      g_autofree char *test = fc_show_volume_with_unit (product->test, 1);
      g_autofree char *line =
        product->test != 0 ? g_strdup_printf (_ ("%s sold, %s tested"), net, test) : g_strdup_printf (_ ("%s sold"), net);

      fc_day_add_figure (list, name, line, fc_show_money (product->amount, sheet->currency), NULL);
    }
  fc_day_section_append (section, list);
  title = g_strdup_printf (sheet->holes->len == 0
                             ? ngettext ("%u nozzle, without a hole", "%u nozzles, without a hole", sheet->nozzles->len)
                             : ngettext ("%u nozzle, with holes", "%u nozzles, with holes", sheet->nozzles->len),
                           sheet->nozzles->len);
  expander = gtk_expander_new (title);
  gtk_expander_set_child (GTK_EXPANDER (expander), nozzle_table (sheet, narrow));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), sheet->holes->len > 0);
  fc_day_section_append (section, expander);
}

static char *
per_cent (gint64 ppm)
{
  g_autofree char *number = fc_number_show (FC_NUMBER_PERCENT_PPM, ppm, NULL);

  return g_strdup_printf ("%s %%", number);
}

static FcLine *
tank_line (const FcDayTank *tank)
{
  static const char *const styles[] = { "dim-label", NULL, "warning", "error" };
  FcLine *line = fc_line_new (9);
  g_autofree char *variance = fc_show_volume (tank->variance, 1);
  const gint64 volumes[] = { tank->opening, tank->receipts, tank->tests + tank->transfers, tank->sales, tank->book };

  fc_line_take (line, 0, g_strdup_printf ("%d · %s", tank->tank != NULL ? (int) fc_record_get_int (tank->tank, FC_TANK_NUMBER) : 0,
                                          tank->product != NULL ? fc_record_get_text (tank->product, FC_PRODUCT_NAME) : "?"));
  take_volumes (line, 1, volumes, G_N_ELEMENTS (volumes));
  for (guint i = 6; i < 9; i++)
    fc_line_set_css (line, i, i > 6 ? styles[tank->verdict] : NULL);
  if (!tank->has_physical)
    {
      fc_line_take (line, 6, g_strdup (_ ("not dipped")));
      fc_line_set_css (line, 6, "dim-label");
      return line;
    }
  fc_line_take (line, 6, fc_show_volume (tank->physical, 1));
  fc_line_take (line, 7, g_strdup_printf ("%s%s", tank->verdict >= FC_DAY_TANK_INVESTIGATE ? "⚠ " : "", variance));
  fc_line_take (line, 8, tank->sales > 0 ? per_cent (tank->ppm) : g_strdup ("–"));
  return line;
}

/**
 * fc_day_show_tanks:
 */
void
fc_day_show_tanks (FcDaySection     *section,
                   const FcDaySheet *sheet,
                   gboolean          narrow)
{
  g_autofree char *opening = g_strdup_printf (_ ("Opening (%s)"), fc_show_volume_unit ());
  const FcLineColumn columns[] = {
    { _ ("Tank"), FALSE, FALSE }, { opening, TRUE, TRUE },         { _ ("Receipts"), TRUE, TRUE },
    { _ ("Tests and transfers"), TRUE, TRUE }, { _ ("Sales"), TRUE, TRUE }, { _ ("Book"), TRUE, TRUE },
    { _ ("Physical"), TRUE, FALSE }, { _ ("Variance"), TRUE, FALSE }, { _ ("Of sales"), TRUE, FALSE },
  };
  g_autoptr (GListStore) lines = g_list_store_new (FC_TYPE_LINE);
  g_autofree char *summary = NULL;
  guint dipped = 0;

  fc_day_section_clear (section);
  for (guint i = 0; i < sheet->tanks->len; i++)
    {
      const FcDayTank *tank = &g_array_index (sheet->tanks, FcDayTank, i);
      g_autoptr (FcLine) line = tank_line (tank);

      dipped += tank->has_physical;
      g_list_store_append (lines, line);
    }
  summary = g_strdup_printf (_ ("%u of %u dipped"), dipped, sheet->tanks->len);
  fc_day_section_set_summary (section, summary);
  if (sheet->shifts->len > 0 && sheet->tanks->len > 0)
    fc_day_section_append (section, table_of (columns, G_N_ELEMENTS (columns), _ ("Tanks of the day"), lines, narrow));
}
