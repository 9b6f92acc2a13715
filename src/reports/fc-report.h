/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-id.h"
#include "fc-quantity.h"
#include "fc-time.h"

G_BEGIN_DECLS

/*
 * A report as values: titles, figures, tables and signatures, made once for each kind of report. Paper, spreadsheet and
 * CSV are made of it, so that they cannot differ. Text is translated already; numbers are in the catalog's units.
 */
typedef enum {
  FC_REPORT_TEXT,
  FC_REPORT_INTEGER,
  FC_REPORT_MONEY,       /* minor units */
  FC_REPORT_PRICE,       /* 1e-5 a litre; decimals likewise, three at least */
  FC_REPORT_VOLUME,      /* mL, shown with a decimal, in a whole column more where one of its figures has more */
  FC_REPORT_WHOLE,       /* mL, shown without decimals: tanks */
  FC_REPORT_PPM,         /* shown as per cent */
  FC_REPORT_LENGTH,      /* mm */
  FC_REPORT_TEMPERATURE, /* 0.001 °C */
  FC_REPORT_DATE,
  FC_REPORT_TIME,        /* UTC µs */
} FcReportKind;

typedef struct {
  char *title;
  FcReportKind kind;
} FcReportColumn;

/* A column as it is written in the source. */
typedef struct {
  const char *title; /* not translated yet */
  FcReportKind kind;
} FcReportHead;

/* A cell: text, or a number where is_set. */
typedef struct {
  gboolean is_set;
  gint64 number;
  char *text;  /* (owned) (nullable): stands instead of the number where set */
} FcReportValue;

typedef struct {
  gboolean is_total;
  guint n_values;
  FcReportValue *values;
} FcReportRow;

typedef struct {
  char *title;
  GArray *columns; /* FcReportColumn */
  GPtrArray *rows; /* FcReportRow */
  char *note;      /* (nullable): under the table */
} FcReportSection;

typedef struct {
  char *role;
  char *name;      /* (nullable): an empty line to sign on */
  char *how;       /* (nullable): "confirmed by the PIN of this computer, 20 Nov 22:04" */
  char *strokes;   /* (nullable): [[x, y, x, y, …], …], both in thousandths of the width of the pad it was drawn on */
} FcReportSignature;

typedef struct {
  char *title;      /* "Shift report" */
  char *subject;    /* "Shift 2, Friday 20 November 2026" */
  char *company;
  char *station;
  char *state;      /* (nullable): "Draft: not handed in" */
  char *file_name;  /* without an extension: "shift-HF01-2026-11-20-2" */
  char *currency;
  char *accent;     /* (nullable): "#rrggbb" of the company */
  GBytes *logo;     /* (nullable): of the company, a PNG */
  char *made_by;    /* (nullable) */
  gint64 made_at;   /* UTC µs */
  GTimeZone *zone;
  FcVolumeUnit volume_unit;
  GPtrArray *sections;   /* FcReportSection */
  GPtrArray *signatures; /* FcReportSignature */
} FcReport;

FcReport        *fc_report_new         (const char      *title,
                                        const char      *currency,
                                        GTimeZone       *zone);
FcReport        *fc_report_ref         (FcReport        *self);
void             fc_report_unref       (FcReport        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcReport, fc_report_unref)

FcReportSection *fc_report_add_section (FcReport        *self,
                                        const char      *title);
void             fc_report_drop_empty_section (FcReport *self);
/* A table with a column for each of @heads. */
FcReportSection *fc_report_add_table   (FcReport        *self,
                                        const char      *title,
                                        const FcReportHead *heads,
                                        guint            n_heads);
void             fc_report_add_column  (FcReportSection *section,
                                        const char      *title,
                                        FcReportKind     kind);
/* A row with its cells empty; as many as the section has columns by then. */
FcReportRow     *fc_report_add_row     (FcReportSection *section);
/* A row for the sums, called “Total” where its first cell is text. */
FcReportRow     *fc_report_add_total   (FcReportSection *section);
/* The numbers of @n cells that stand side by side. */
void             fc_report_row_numbers (FcReportRow     *row,
                                        guint            first,
                                        const gint64    *numbers,
                                        guint            n);
void             fc_report_row_number  (FcReportRow     *row,
                                        guint            column,
                                        gint64           number);
void             fc_report_row_text    (FcReportRow     *row,
                                        guint            column,
                                        const char      *text); /* nullable */
/* A row of the section's first cell alone; none where there is nothing to say. */
void             fc_report_add_text    (FcReportSection *section,
                                        const char      *text); /* nullable */
/* A section of names with one figure each: call after adding its two columns or none (then text and money). */
void             fc_report_add_figure  (FcReportSection *section,
                                        const char      *label,
                                        gint64           number,
                                        gboolean         is_total);
void             fc_report_add_signature (FcReport      *self,
                                        const char      *role,
                                        const char      *name,
                                        const char      *how,
                                        const char      *strokes);

gboolean         fc_report_kind_is_number (FcReportKind  kind);
/* With how many decimals a column is shown, all its figures alike. */
int              fc_report_decimals    (const FcReport  *self,
                                        const FcReportSection *section,
                                        guint            column);
/* … of each column; (transfer full). */
int             *fc_report_all_decimals (const FcReport *self,
                                        const FcReportSection *section);
/* What a person reads in a cell, in their locale; (transfer full). */
char            *fc_report_show        (const FcReport  *self,
                                        FcReportKind     kind,
                                        int              decimals,
                                        const FcReportValue *value);
/* The column's title, with the unit where its numbers have one; (transfer full). */
char            *fc_report_show_title  (const FcReport       *self,
                                        const FcReportColumn *column);
char            *fc_report_show_time   (const FcReport  *self,
                                        gint64           time_us);
char            *fc_report_show_date   (FcDate           date);
/* A price a litre as it stands beside the report's volumes: a litre, or a gallon to thousandths; FC_PRICE_SCALE. */
gint64           fc_report_price       (const FcReport  *self,
                                        gint64           price);

G_END_DECLS
