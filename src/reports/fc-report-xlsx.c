/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-write-private.h"

#include "fc-error.h"
#include "fc-money.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <xlsxwriter.h>

#define NAME_LENGTH 31 /* of a sheet, at most */
#define N_KINDS     (FC_REPORT_TIME + 1)
#define MORE        3    /* a column has its kind’s least decimals, or up to two more */
#define LOGO_HEIGHT 64.0 /* pixels, at most */
#define LOGO_WIDTH  220.0

typedef struct {
  const FcReport *report;
  lxw_workbook *book;
  lxw_format *bold;
  lxw_format *title;
  lxw_format *heads[2];                  /* text, number */
  lxw_format *formats[2][N_KINDS][MORE]; /* plain, total */
} Book;

static const char *
number_format (const FcReport *report,
               FcReportKind    kind,
               int             more)
{
  static const char *const prices[MORE] = { "0.000", "0.0000", "0.00000" };
  static const char *const volumes[MORE] = { "#,##0.0", "#,##0.00", "#,##0.000" };

  switch (kind)
    {
    case FC_REPORT_MONEY:
      return fc_currency_exponent (report->currency) == 0   ? "#,##0"
             : fc_currency_exponent (report->currency) == 3 ? "#,##0.000"
                                                            : "#,##0.00";
    case FC_REPORT_PRICE:
      return prices[more];
    case FC_REPORT_VOLUME:
      return volumes[more];
    case FC_REPORT_WHOLE:
      return "#,##0";
    case FC_REPORT_PPM:
      return "0.00%";
    case FC_REPORT_TEMPERATURE:
      return "0.0";
    case FC_REPORT_DATE:
      return "yyyy-mm-dd";
    case FC_REPORT_TIME:
      return "yyyy-mm-dd hh:mm";
    case FC_REPORT_INTEGER:
    case FC_REPORT_LENGTH:
      return "#,##0";
    case FC_REPORT_TEXT:
    default:
      return "General";
    }
}

static lxw_format *
make_format (Book         *self,
             gboolean      total,
             FcReportKind  kind,
             int           more)
{
  lxw_format *format = workbook_add_format (self->book);

  format_set_num_format (format, number_format (self->report, kind, more));
  if (total)
    {
      format_set_bold (format);
      format_set_top (format, LXW_BORDER_THIN);
    }
  return format;
}

/* (transfer none): how a column's cells look. */
static lxw_format *
format_of (Book         *self,
           gboolean      total,
           FcReportKind  kind,
           int           decimals)
{
  int more = kind == FC_REPORT_VOLUME ? decimals - 1 : kind == FC_REPORT_PRICE ? decimals - 3 : 0;

  return self->formats[total ? 1 : 0][kind][CLAMP (more, 0, MORE - 1)];
}

static void
make_formats (Book *self)
{
  for (int total = 0; total < 2; total++)
    for (int kind = 0; kind < N_KINDS; kind++)
      for (int more = 0; more < (kind == FC_REPORT_VOLUME || kind == FC_REPORT_PRICE ? MORE : 1); more++)
        self->formats[total][kind][more] = make_format (self, total, (FcReportKind) kind, more);
  self->bold = workbook_add_format (self->book);
  format_set_bold (self->bold);
  self->title = workbook_add_format (self->book);
  format_set_bold (self->title);
  format_set_font_size (self->title, 14);
  for (int number = 0; number < 2; number++)
    {
      self->heads[number] = workbook_add_format (self->book);
      format_set_bold (self->heads[number]);
      format_set_bottom (self->heads[number], LXW_BORDER_THIN);
      format_set_align (self->heads[number], number ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    }
}

static double
as_double (const FcReport *report,
           FcReportKind    kind,
           gint64          number)
{
  double scale = 1;

  switch (kind)
    {
    case FC_REPORT_MONEY:
      for (int i = fc_currency_exponent (report->currency); i > 0; i--)
        scale *= 10;
      return (double) number / scale;
    case FC_REPORT_PRICE:
      return (double) fc_report_price (report, number) / FC_PRICE_SCALE;
    case FC_REPORT_VOLUME:
    case FC_REPORT_WHOLE:
      return (double) fc_volume_to_unit (number, report->volume_unit) / 1000;
    case FC_REPORT_PPM:
      return (double) number / 1e6;
    case FC_REPORT_TEMPERATURE:
      return (double) number / 1000;
    case FC_REPORT_TEXT:
    case FC_REPORT_INTEGER:
    case FC_REPORT_LENGTH:
    case FC_REPORT_DATE:
    case FC_REPORT_TIME:
    default:
      return (double) number;
    }
}

static lxw_datetime
as_datetime (const FcReport *report,
             FcReportKind    kind,
             gint64          number)
{
  lxw_datetime moment = { 0 };

  if (kind == FC_REPORT_DATE)
    fc_date_to_civil ((FcDate) number, &moment.year, &moment.month, &moment.day);
  else
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (number / G_USEC_PER_SEC);
      g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, report->zone) : NULL;

      if (local == NULL)
        return moment;
      g_date_time_get_ymd (local, &moment.year, &moment.month, &moment.day);
      moment.hour = g_date_time_get_hour (local);
      moment.min = g_date_time_get_minute (local);
    }
  return moment;
}

static void
write_cell (Book                *self,
            lxw_worksheet       *sheet,
            lxw_row_t            row,
            lxw_col_t            column,
            FcReportKind         kind,
            int                  decimals,
            const FcReportValue *value,
            gboolean             is_total)
{
  lxw_format *format = format_of (self, is_total, kind, decimals);

  if (value->text != NULL)
    worksheet_write_string (sheet, row, column, value->text, format_of (self, is_total, FC_REPORT_TEXT, 0));
  else if (!value->is_set)
    worksheet_write_blank (sheet, row, column, format);
  else if (kind == FC_REPORT_DATE || kind == FC_REPORT_TIME)
    {
      lxw_datetime moment = as_datetime (self->report, kind, value->number);

      worksheet_write_datetime (sheet, row, column, &moment, format);
    }
  else
    worksheet_write_number (sheet, row, column, as_double (self->report, kind, value->number), format);
}

static void
set_widths (Book                  *self,
            lxw_worksheet         *sheet,
            const FcReportSection *section,
            const int             *decimals)
{
  for (guint i = 0; i < section->columns->len; i++)
    {
      const FcReportColumn *column = &g_array_index (section->columns, FcReportColumn, i);
      g_autofree char *title = fc_report_show_title (self->report, column);
      glong most = g_utf8_strlen (title, -1);

      for (guint r = 0; r < section->rows->len; r++)
        {
          const FcReportRow *row = section->rows->pdata[r];
          g_autofree char *text = fc_report_show (self->report, column->kind, decimals[i], &row->values[i]);

          most = MAX (most, g_utf8_strlen (text, -1));
        }
      worksheet_set_column (sheet, (lxw_col_t) i, (lxw_col_t) i, CLAMP ((double) most + 2, 8, 48), NULL);
    }
}

/* A sheet's name: short, without the characters that spreadsheets forbid, numbered where another has it already. */
static char *
sheet_name (Book       *self,
            const char *title)
{
  g_autofree char *clean = g_strdelimit (g_strdup (title), "[]:*?/\\'", ' ');
  char *name = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), NAME_LENGTH));

  for (guint number = 2; name[0] == '\0' || workbook_get_worksheet_by_name (self->book, name) != NULL; number++)
    {
      g_autofree char *mark = g_strdup_printf (" %u", number);
      glong room = NAME_LENGTH - (glong) strlen (mark);
      g_autofree char *short_title = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), room));

      g_free (name);
      name = g_strconcat (short_title, mark, NULL);
    }
  return name;
}

static void
add_sheet (Book                  *self,
           const FcReportSection *section)
{
  g_autofree char *name = sheet_name (self, section->title);
  g_autofree int *decimals = fc_report_all_decimals (self->report, section);
  lxw_worksheet *sheet = workbook_add_worksheet (self->book, name);
  lxw_row_t at = 3;

  worksheet_write_string (sheet, 0, 0, section->title, self->title);
  if (section->note != NULL)
    worksheet_write_string (sheet, 1, 0, section->note, NULL);
  for (guint i = 0; i < section->columns->len; i++)
    {
      const FcReportColumn *column = &g_array_index (section->columns, FcReportColumn, i);
      g_autofree char *title = fc_report_show_title (self->report, column);

      worksheet_write_string (sheet, at, (lxw_col_t) i, title, self->heads[fc_report_kind_is_number (column->kind)]);
    }
  worksheet_freeze_panes (sheet, at + 1, 0);
  for (guint r = 0; r < section->rows->len; r++)
    {
      const FcReportRow *row = section->rows->pdata[r];

      at++;
      for (guint i = 0; i < row->n_values; i++)
        write_cell (self, sheet, at, (lxw_col_t) i, g_array_index (section->columns, FcReportColumn, i).kind,
                    decimals[i], &row->values[i], row->is_total);
    }
  set_widths (self, sheet, section, decimals);
}

/* A PNG's own width and height stand behind its signature, in the chunk that comes first. */
static gboolean
measure_png (const guint8 *data,
             gsize         size,
             guint32      *width,
             guint32      *height)
{
  if (size < 24 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  memcpy (width, data + 16, 4);
  memcpy (height, data + 20, 4);
  *width = GUINT32_FROM_BE (*width);
  *height = GUINT32_FROM_BE (*height);
  return *width > 0 && *height > 0;
}

/* The company's logo, right of the first lines; one that cannot be read is left out, as on paper. */
static void
add_logo (Book          *self,
          lxw_worksheet *sheet)
{
  gsize size = 0;
  const guint8 *data = self->report->logo != NULL ? g_bytes_get_data (self->report->logo, &size) : NULL;
  lxw_image_options options = { .object_position = LXW_OBJECT_MOVE_DONT_SIZE };
  guint32 width, height;

  if (data == NULL || !measure_png (data, size, &width, &height))
    return;
  options.x_scale = options.y_scale = MIN (LOGO_HEIGHT / height, LOGO_WIDTH / width);
  worksheet_insert_image_buffer_opt (sheet, 0, 2, data, size, &options);
}

static void
add_front (Book *self)
{
  const FcReport *report = self->report;
  g_autofree char *name = sheet_name (self, report->title);
  lxw_worksheet *sheet = workbook_add_worksheet (self->book, name);
  const char *lines[] = { report->subject, report->company, report->station, report->state };
  g_autofree char *made = fc_report_show_time (report, report->made_at);
  lxw_row_t at = 1;

  add_logo (self, sheet);
  worksheet_write_string (sheet, 0, 0, report->title, self->title);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      worksheet_write_string (sheet, at++, 0, lines[i], NULL);
  worksheet_write_string (sheet, at++, 0, made, NULL);
  for (guint i = 0; i < report->signatures->len; i++)
    {
      const FcReportSignature *signature = report->signatures->pdata[i];

      at++;
      worksheet_write_string (sheet, at, 0, signature->role, self->bold);
      worksheet_write_string (sheet, at, 1, signature->name != NULL ? signature->name : "", NULL);
      worksheet_write_string (sheet, at, 2, signature->how != NULL ? signature->how : "", NULL);
    }
  worksheet_set_column (sheet, 0, 2, 32, NULL);
}

/* Real numbers with formats; text never becomes a formula because it is written as text. */
gboolean
fc_report_write_xlsx (const FcReport  *report,
                      const char      *path,
                      GError         **error)
{
  Book self = { .report = report, .book = workbook_new (path) };
  lxw_doc_properties properties = { 0 };
  lxw_error status;

  if (self.book == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("“%s” cannot be written"), path);
      return FALSE;
    }
  properties.title = report->title;
  properties.author = report->made_by;
  properties.created = (time_t) (report->made_at / G_USEC_PER_SEC);
  workbook_set_properties (self.book, &properties);
  make_formats (&self);
  add_front (&self);
  for (guint i = 0; i < report->sections->len; i++)
    add_sheet (&self, report->sections->pdata[i]);
  errno = 0;
  status = workbook_close (self.book);
  if (status == LXW_NO_ERROR)
    return TRUE;
  if (errno == ENOSPC || errno == EDQUOT)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, g_strerror (errno));
  else
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The spreadsheet could not be written: %s"),
                 lxw_strerror (status));
  return FALSE;
}
