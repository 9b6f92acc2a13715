/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CSV as RFC 4180 has it: commas, double quotes, CRLF, UTF-8. Written so that a spreadsheet never takes
 * a cell for a formula; read leniently (LF, a byte order mark, semicolons or tabs). */

#define FC_CSV_ERROR (fc_csv_error_quark ())

typedef enum {
  FC_CSV_ERROR_QUOTE,     /* a quote that never closes, or text after one */
  FC_CSV_ERROR_TOO_LARGE, /* a bound was passed */
  FC_CSV_ERROR_ENCODING,  /* not UTF-8 */
} FcCsvError;

#define FC_CSV_MAX_CELL    65536
#define FC_CSV_MAX_COLUMNS 1024

GQuark      fc_csv_error_quark   (void);

void        fc_csv_append_cell   (GString            *out,
                                  const char         *cell);
void        fc_csv_append_row    (GString            *out,
                                  const char *const  *cells);
char       *fc_csv_unprotect     (const char         *cell);

typedef struct _FcCsvReader FcCsvReader;

FcCsvReader *fc_csv_reader_new    (GBytes            *text);
void         fc_csv_reader_free   (FcCsvReader       *self);
GPtrArray   *fc_csv_reader_next   (FcCsvReader       *self,
                                   guint             *line,
                                   GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcCsvReader, fc_csv_reader_free)

G_END_DECLS
