/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-write-private.h"

#include "fc-csv.h"
#include "fc-error.h"
#include "fc-money.h"
#include "fc-report-layout.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static const char *const names[] = { "pdf", "xlsx", "csv" };

const char *
fc_report_format_name (FcReportFormat format)
{
  return names[format];
}

gboolean
fc_report_format_from_name (const char     *name,
                            FcReportFormat *format)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      {
        *format = (FcReportFormat) i;
        return TRUE;
      }
  return FALSE;
}

/* For programs: a plain point, no groups; dates and times by ISO 8601. */
static char *
plain (const FcReport      *report,
       FcReportKind         kind,
       const FcReportValue *value)
{
  if (value->text != NULL)
    return g_strdup (value->text);
  if (!value->is_set)
    return g_strdup ("");
  switch (kind)
    {
    case FC_REPORT_MONEY:
      return fc_money_to_decimal (value->number, report->currency);
    case FC_REPORT_PRICE:
      return fc_decimal_format (fc_report_price (report, value->number), 5, 3);
    case FC_REPORT_VOLUME:
    case FC_REPORT_WHOLE:
      return fc_decimal_format (fc_volume_to_unit (value->number, report->volume_unit), 3, 1);
    case FC_REPORT_PPM:
      return fc_decimal_format (value->number, 4, 2);
    case FC_REPORT_TEMPERATURE:
      return fc_decimal_format (value->number, 3, 1);
    case FC_REPORT_DATE:
      return fc_date_to_iso ((FcDate) value->number);
    case FC_REPORT_TIME:
      return fc_time_to_iso (value->number);
    case FC_REPORT_INTEGER:
    case FC_REPORT_LENGTH:
    case FC_REPORT_TEXT:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
    }
}

static void
append_line (GString    *out,
             const char *first,
             const char *second)
{
  const char *cells[] = { first, second, NULL };

  fc_csv_append_row (out, cells);
}

static void
append_section (GString               *out,
                const FcReport        *report,
                const FcReportSection *section)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  fc_csv_append_row (out, (const char *const[]) { NULL });
  append_line (out, section->title, NULL);
  for (guint i = 0; i < section->columns->len; i++)
    g_ptr_array_add (cells, fc_report_show_title (report, &g_array_index (section->columns, FcReportColumn, i)));
  g_ptr_array_add (cells, NULL);
  fc_csv_append_row (out, (const char *const *) cells->pdata);
  for (guint r = 0; r < section->rows->len; r++)
    {
      const FcReportRow *row = section->rows->pdata[r];

      g_ptr_array_set_size (cells, 0);
      for (guint i = 0; i < row->n_values; i++)
        g_ptr_array_add (cells, plain (report, g_array_index (section->columns, FcReportColumn, i).kind, &row->values[i]));
      g_ptr_array_add (cells, NULL);
      fc_csv_append_row (out, (const char *const *) cells->pdata);
    }
}

/**
 * fc_report_to_csv:
 *
 * Returns: (transfer full): title, then each section with its head, an empty line between; no formula gets through
 */
char *
fc_report_to_csv (const FcReport *report)
{
  GString *out = g_string_new (NULL);

  append_line (out, report->title, report->subject);
  append_line (out, report->company != NULL ? report->company : "", report->station);
  if (report->state != NULL)
    append_line (out, report->state, NULL);
  for (guint i = 0; i < report->sections->len; i++)
    append_section (out, report, report->sections->pdata[i]);
  return g_string_free (out, FALSE);
}

static gboolean
write_csv (const FcReport  *report,
           const char      *path,
           GError         **error)
{
  g_autofree char *text = fc_report_to_csv (report);

  return g_file_set_contents (path, text, -1, error);
}

static gboolean
write_pdf (const FcReport  *report,
           const char      *path,
           GError         **error)
{
  double width, height;
  g_autoptr (FcReportLayout) layout = NULL;
  g_autofree char *made = NULL;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  fc_report_paper (&width, &height);
  layout = fc_report_layout_new (report, width, height);
  made = fc_time_to_iso (report->made_at / G_USEC_PER_SEC * G_USEC_PER_SEC);
  surface = cairo_pdf_surface_create (path, width, height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Forecourt");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
  cr = cairo_create (surface);
  for (guint page = 0; page < fc_report_layout_n_pages (layout); page++)
    {
      fc_report_layout_draw (layout, page, cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The PDF could not be written: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

gboolean
fc_report_write (const FcReport  *report,
                 FcReportFormat   format,
                 const char      *path,
                 GError         **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  gboolean written;

  if (format == FC_REPORT_CSV)
    written = write_csv (report, part, error);
  else if (format == FC_REPORT_PDF)
    written = write_pdf (report, part, error);
  else
    written = fc_report_write_xlsx (report, part, error);
  if (written && g_rename (part, path) == 0)
    return TRUE;
  if (written)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _ ("“%s” could not be written: %s"), path,
                 g_strerror (errno));
  g_unlink (part);
  return FALSE;
}
