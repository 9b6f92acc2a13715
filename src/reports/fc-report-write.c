/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-write-private.h"

#include "fc-csv.h"
#include "fc-error.h"
#include "fc-money.h"
#include "fc-report-layout.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define PART       ".part"
#define FULL_BYTES (1024 * 1024) /* with less than this free a disk is full */

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

  fc_csv_append_row (out, (const char *const[]){ NULL });
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
        g_ptr_array_add (cells,
                         plain (report, g_array_index (section->columns, FcReportColumn, i).kind, &row->values[i]));
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

/* @part: what is begun; a person knows it by the name that it would get. */
static void
refuse (const char  *part,
        int          code,
        GError     **error)
{
  g_autofree char *path =
    g_str_has_suffix (part, PART) ? g_strndup (part, strlen (part) - strlen (PART)) : g_strdup (part);

  /* What is used up for one person is full for them. */
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code == EDQUOT ? ENOSPC : code),
               _ ("“%s” could not be written: %s"), path, g_strerror (code));
}

static gboolean
write_csv (const FcReport  *report,
           const char      *path,
           GError         **error)
{
  g_autofree char *text = fc_report_to_csv (report);
  FILE *file = g_fopen (path, "wb");
  gboolean written = file != NULL && fputs (text, file) >= 0;

  if (file != NULL && fclose (file) != 0)
    written = FALSE;
  if (!written)
    refuse (path, errno, error);
  return written;
}

typedef struct {
  FILE *file;
  int error; /* errno of what failed first */
} PdfFile;

static cairo_status_t
write_bytes (void                *closure,
             const unsigned char *bytes,
             unsigned int         length)
{
  PdfFile *self = closure;

  if (fwrite (bytes, 1, length, self->file) == length)
    return CAIRO_STATUS_SUCCESS;
  if (self->error == 0)
    self->error = errno;
  return CAIRO_STATUS_WRITE_ERROR;
}

/* Returns: how cairo ended. */
static cairo_status_t
draw_pdf (const FcReport *report,
          PdfFile        *file)
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
  surface = cairo_pdf_surface_create_for_stream (write_bytes, file, width, height);
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
  return status;
}

static gboolean
write_pdf (const FcReport  *report,
           const char      *path,
           GError         **error)
{
  PdfFile file = { .file = g_fopen (path, "wb") };
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  if (file.file == NULL)
    {
      refuse (path, errno, error);
      return FALSE;
    }
  status = draw_pdf (report, &file);
  if (fclose (file.file) != 0 && file.error == 0)
    file.error = errno;
  if (file.error != 0)
    refuse (path, file.error, error);
  else if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The PDF could not be written: %s"),
                 cairo_status_to_string (status));
  return file.error == 0 && status == CAIRO_STATUS_SUCCESS;
}

/* After a power cut the name must not stand for an empty file; some disks only say here that they are full. */
static gboolean
settle (const char  *path,
        GError     **error)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean settled = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);

  if (!settled)
    refuse (path, errno, error);
  if (fd >= 0)
    close (fd);
  return settled;
}

/* Asked while what was begun still takes its room, where nobody said why; a folder like /proc has no room at all. */
static gboolean
is_full (const char   *folder,
         const GError *error)
{
  struct statvfs disk;

  if (error->domain == G_FILE_ERROR)
    return error->code == G_FILE_ERROR_NOSPC;
  return statvfs (folder, &disk) == 0 && disk.f_blocks > 0 && (guint64) disk.f_bavail * disk.f_frsize < FULL_BYTES;
}

/* Two of one name would begin in one file: a report that was cancelled in mid-page, and the same that is made again. */
static GMutex writing;

/**
 * fc_report_write:
 *
 * Errors: %G_FILE_ERROR_NOSPC and a sentence that says so where the disk is full; what the file system says. What stood at
 * @path before stands there still then, and nothing beside it.
 */
gboolean
fc_report_write (const FcReport  *report,
                 FcReportFormat   format,
                 const char      *path,
                 GError         **error)
{
  g_autofree char *part = g_strconcat (path, PART, NULL), *folder = g_path_get_dirname (path);
  g_autoptr (GMutexLocker) alone = g_mutex_locker_new (&writing);
  GError *wrong = NULL;
  gboolean written;

  if (format == FC_REPORT_CSV)
    written = write_csv (report, part, &wrong);
  else if (format == FC_REPORT_PDF)
    written = write_pdf (report, part, &wrong);
  else
    written = fc_report_write_xlsx (report, part, &wrong);
  if (written && settle (part, &wrong))
    {
      if (g_rename (part, path) == 0)
        return TRUE;
      refuse (path, errno, &wrong);
    }
  if (is_full (folder, wrong))
    {
      g_clear_error (&wrong);
      wrong = g_error_new (G_FILE_ERROR, G_FILE_ERROR_NOSPC, _ ("The disk of “%s” is full"), folder);
    }
  g_unlink (part);
  g_propagate_error (error, wrong);
  return FALSE;
}
