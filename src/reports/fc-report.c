/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report.h"

#include "fc-date-style.h"
#include "fc-money.h"

#include <glib/gi18n-lib.h>

static void
section_free (gpointer pointer)
{
  FcReportSection *section = pointer;

  g_free (section->title);
  g_free (section->note);
  g_array_unref (section->columns);
  g_ptr_array_unref (section->rows);
  g_free (section);
}

static void
column_clear (gpointer pointer)
{
  FcReportColumn *column = pointer;

  g_free (column->title);
}

static void
row_free (gpointer pointer)
{
  FcReportRow *row = pointer;

  for (guint i = 0; i < row->n_values; i++)
    g_free (row->values[i].text);
  g_free (row->values);
  g_free (row);
}

static void
signature_free (gpointer pointer)
{
  FcReportSignature *signature = pointer;

  g_free (signature->role);
  g_free (signature->name);
  g_free (signature->how);
  g_free (signature->strokes);
  g_free (signature);
}

/**
 * fc_report_new:
 * @zone: (nullable): of the station; UTC where it is not known
 */
FcReport *
fc_report_new (const char *title,
               const char *currency,
               GTimeZone  *zone)
{
  FcReport *self = g_atomic_rc_box_new0 (FcReport);

  self->title = g_strdup (title);
  self->currency = g_strdup (currency);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_utc ();
  self->sections = g_ptr_array_new_with_free_func (section_free);
  self->signatures = g_ptr_array_new_with_free_func (signature_free);
  return self;
}

static void
report_clear (gpointer pointer)
{
  FcReport *self = pointer;

  g_free (self->title);
  g_free (self->subject);
  g_free (self->company);
  g_free (self->station);
  g_free (self->state);
  g_free (self->file_name);
  g_free (self->currency);
  g_free (self->accent);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self->made_by);
  g_time_zone_unref (self->zone);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->signatures);
}

/**
 * fc_report_ref:
 *
 * A report that is finished is not changed any more, so that a preview and a thread that writes may share it.
 */
FcReport *
fc_report_ref (FcReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
fc_report_unref (FcReport *self)
{
  g_atomic_rc_box_release_full (self, report_clear);
}

FcReportSection *
fc_report_add_section (FcReport   *self,
                       const char *title)
{
  FcReportSection *section = g_new0 (FcReportSection, 1);

  section->title = g_strdup (title);
  section->columns = g_array_new (FALSE, TRUE, sizeof (FcReportColumn));
  g_array_set_clear_func (section->columns, column_clear);
  section->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_add (self->sections, section);
  return section;
}

/* The last section, where it came to no rows. */
void
fc_report_drop_empty_section (FcReport *self)
{
  const FcReportSection *last = self->sections->len > 0 ? self->sections->pdata[self->sections->len - 1] : NULL;

  if (last != NULL && last->rows->len == 0)
    g_ptr_array_set_size (self->sections, (int) self->sections->len - 1);
}

void
fc_report_add_column (FcReportSection *section,
                      const char      *title,
                      FcReportKind     kind)
{
  FcReportColumn column = { g_strdup (title), kind };

  g_array_append_val (section->columns, column);
}

FcReportSection *
fc_report_add_table (FcReport           *self,
                     const char         *title,
                     const FcReportHead *heads,
                     guint               n_heads)
{
  FcReportSection *section = fc_report_add_section (self, title);

  for (guint i = 0; i < n_heads; i++)
    fc_report_add_column (section, heads[i].title[0] != '\0' ? _ (heads[i].title) : "", heads[i].kind);
  return section;
}

FcReportRow *
fc_report_add_row (FcReportSection *section)
{
  FcReportRow *row = g_new0 (FcReportRow, 1);

  row->n_values = section->columns->len;
  row->values = g_new0 (FcReportValue, row->n_values);
  g_ptr_array_add (section->rows, row);
  return row;
}

FcReportRow *
fc_report_add_total (FcReportSection *section)
{
  FcReportRow *row = fc_report_add_row (section);

  row->is_total = TRUE;
  if (row->n_values > 0 && g_array_index (section->columns, FcReportColumn, 0).kind == FC_REPORT_TEXT)
    fc_report_row_text (row, 0, _ ("Total"));
  return row;
}

void
fc_report_row_numbers (FcReportRow  *row,
                       guint         first,
                       const gint64 *numbers,
                       guint         n)
{
  for (guint i = 0; i < n; i++)
    fc_report_row_number (row, first + i, numbers[i]);
}

void
fc_report_row_number (FcReportRow *row,
                      guint        column,
                      gint64       number)
{
  g_return_if_fail (column < row->n_values);

  row->values[column].is_set = TRUE;
  row->values[column].number = number;
}

void
fc_report_row_text (FcReportRow *row,
                    guint        column,
                    const char  *text)
{
  g_return_if_fail (column < row->n_values);

  g_free (row->values[column].text);
  row->values[column].text = g_strdup (text);
}

void
fc_report_add_text (FcReportSection *section,
                    const char      *text)
{
  if (text != NULL)
    fc_report_row_text (fc_report_add_row (section), 0, text);
}

void
fc_report_add_figure (FcReportSection *section,
                      const char      *label,
                      gint64           number,
                      gboolean         is_total)
{
  FcReportRow *row;

  if (section->columns->len == 0)
    {
      fc_report_add_column (section, "", FC_REPORT_TEXT);
      fc_report_add_column (section, _ ("Amount"), FC_REPORT_MONEY);
    }
  row = fc_report_add_row (section);
  row->is_total = is_total;
  fc_report_row_text (row, 0, label);
  fc_report_row_number (row, 1, number);
}

void
fc_report_add_signature (FcReport   *self,
                         const char *role,
                         const char *name,
                         const char *how,
                         const char *strokes)
{
  FcReportSignature *signature = g_new0 (FcReportSignature, 1);

  signature->role = g_strdup (role);
  signature->name = g_strdup (name);
  signature->how = g_strdup (how);
  signature->strokes = g_strdup (strokes);
  g_ptr_array_add (self->signatures, signature);
}

static gboolean
months_first (void)
{
  return fc_date_style_in_use ().order == FC_DATE_MONTH_FIRST;
}

gboolean
fc_report_kind_is_number (FcReportKind kind)
{
  return kind != FC_REPORT_TEXT && kind != FC_REPORT_DATE && kind != FC_REPORT_TIME;
}

char *
fc_report_show_date (FcDate date)
{
  int year, month, day;
  g_autoptr (GDateTime) moment = NULL;

  fc_date_to_civil (date, &year, &month, &day);
  moment = g_date_time_new_utc (CLAMP (year, 1, 9999), month, day, 0, 0, 0);
  /* Translators: a date in a report, strftime */
  return g_date_time_format (moment, months_first () ? _ ("%b %-d, %Y") : _ ("%-d %b %Y"));
}

char *
fc_report_show_time (const FcReport *self,
                     gint64          time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  if (local == NULL)
    return g_strdup ("");
  /* Translators: day and time in a report, strftime */
  return g_date_time_format (local, months_first () ? _ ("%b %-d, %Y %H:%M") : _ ("%-d %b %Y %H:%M"));
}

gint64
fc_report_price (const FcReport *self,
                 gint64          price)
{
  if (self->volume_unit != FC_VOLUME_US_GALLON)
    return price;
  /* 3.785411784 L; rounded as the screen rounds it. */
  return 100 * fc_divide_half_even (fc_divide_half_even ((FcInt128) price * 473176473, 125000000), 100);
}

/* How many decimals are left of @scaled when the zeros behind go, @least at least. */
static int
count_decimals (gint64 scaled,
                int    decimals,
                int    least)
{
  for (; decimals > least && scaled % 10 == 0; scaled /= 10)
    decimals--;
  return decimals;
}

int
fc_report_decimals (const FcReport        *self,
                    const FcReportSection *section,
                    guint                  column)
{
  FcReportKind kind = g_array_index (section->columns, FcReportColumn, column).kind;
  int most = kind == FC_REPORT_VOLUME ? 1 : kind == FC_REPORT_PRICE ? 3 : 0;

  for (guint r = 0; most > 0 && r < section->rows->len; r++)
    {
      const FcReportValue *value = &((const FcReportRow *) section->rows->pdata[r])->values[column];

      if (value->text != NULL || !value->is_set)
        continue;
      most = kind == FC_REPORT_VOLUME ? count_decimals (fc_volume_to_unit (value->number, self->volume_unit), 3, most)
                                      : count_decimals (fc_report_price (self, value->number), 5, most);
    }
  return most;
}

int *
fc_report_all_decimals (const FcReport        *self,
                        const FcReportSection *section)
{
  int *decimals = g_new0 (int, MAX (section->columns->len, 1));

  for (guint i = 0; i < section->columns->len; i++)
    decimals[i] = fc_report_decimals (self, section, i);
  return decimals;
}

char *
fc_report_show (const FcReport      *self,
                FcReportKind         kind,
                int                  decimals,
                const FcReportValue *value)
{
  if (value->text != NULL)
    return g_strdup (value->text);
  if (!value->is_set)
    return g_strdup ("");
  switch (kind)
    {
    case FC_REPORT_MONEY:
      return fc_money_format (value->number, self->currency);
    case FC_REPORT_PRICE:
      return fc_decimal_format_grouped (fc_report_price (self, value->number), 5, decimals);
    case FC_REPORT_VOLUME:
      return fc_decimal_format_grouped (fc_volume_to_unit (value->number, self->volume_unit), 3, decimals);
    case FC_REPORT_WHOLE:
      return fc_volume_format (value->number, self->volume_unit, 0);
    case FC_REPORT_PPM:
      return fc_decimal_format_grouped (fc_divide_half_even (value->number, 100), 2, 2);
    case FC_REPORT_TEMPERATURE:
      return fc_decimal_format_grouped (fc_divide_half_even (value->number, 100), 1, 1);
    case FC_REPORT_DATE:
      return fc_report_show_date ((FcDate) value->number);
    case FC_REPORT_TIME:
      return fc_report_show_time (self, value->number);
    case FC_REPORT_INTEGER:
    case FC_REPORT_LENGTH:
    case FC_REPORT_TEXT:
    default:
      return fc_decimal_format_grouped (value->number, 0, 0);
    }
}

char *
fc_report_show_title (const FcReport       *self,
                      const FcReportColumn *column)
{
  const char *unit = NULL;

  if (column->kind == FC_REPORT_VOLUME || column->kind == FC_REPORT_WHOLE)
    unit = self->volume_unit == FC_VOLUME_LITRE ? _ ("L") : _ ("gal");
  else if (column->kind == FC_REPORT_LENGTH)
    unit = _ ("mm");
  else if (column->kind == FC_REPORT_TEMPERATURE)
    unit = _ ("°C");
  else if (column->kind == FC_REPORT_PPM)
    unit = "%";
  if (unit == NULL || g_str_equal (column->title, unit))
    return g_strdup (column->title);
  /* Translators: the heading of a column and its unit: “Volume, L” */
  return column->title[0] != '\0' ? g_strdup_printf (_ ("%s, %s"), column->title, unit) : g_strdup (unit);
}
