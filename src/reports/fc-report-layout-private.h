/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "fc-report-layout.h"

G_BEGIN_DECLS

#define FC_PAGE_MARGIN 40.0
#define FC_PAGE_HEAD   34.0 /* of the page, without the margin */
#define FC_LOGO_ROOM   20.0 /* and more, where there is a logo */
#define FC_PAGE_FOOT   26.0
#define FC_CELL_GAP    8.0 /* between two columns */
#define FC_CELL_PAD    2.5  /* above and below a cell's text */

#define FC_SIGNATURE_LINE 52.0 /* below the top of its box: drawn above it, told below it */
#define FC_SIGNATURE_GAP  2.0  /* below the line */

typedef enum {
  FC_ITEM_TITLE,
  FC_ITEM_HEADING,    /* of a section */
  FC_ITEM_TABLE_HEAD,
  FC_ITEM_ROW,
  FC_ITEM_NOTE,
  FC_ITEM_SIGNATURES, /* as many as stand side by side */
} FcItemKind;

typedef struct {
  FcItemKind kind;
  const FcReportSection *section;
  const FcReportRow *row;
  const double *widths; /* of the section's columns; owned by the layout */
  const int *decimals;  /* likewise */
  double scale;         /* of a table's head and rows: below 1 where it is wider than the page */
  guint first;          /* signature */
  double height;
} FcItem;

typedef struct {
  GArray *items; /* FcItem */
} FcSheetPage;

struct _FcReportLayout {
  const FcReport *report;
  double width, height;
  double head;        /* of the page, without the margin */
  cairo_surface_t *logo; /* (nullable) */
  PangoContext *context;
  GPtrArray *widths;   /* double *, of each section */
  GPtrArray *decimals; /* int *, likewise */
  GPtrArray *pages;  /* FcSheetPage */
};

typedef enum {
  FC_FONT_PLAIN,
  FC_FONT_BOLD,
  FC_FONT_TITLE,
  FC_FONT_SMALL,
} FcFont;

PangoLayout *fc_report_text        (const FcReportLayout *self,
                                    FcFont                font,
                                    const char           *text,
                                    double                width); /* 0: one line */
double       fc_report_text_width  (const FcReportLayout *self,
                                    FcFont                font,
                                    const char           *text);
double       fc_report_room        (const FcReportLayout *self); /* between the margins */
guint        fc_report_signatures_abreast (const FcReportLayout *self);
double       fc_report_signature_width (const FcReportLayout *self);
void         fc_report_draw_item   (const FcReportLayout *self,
                                    const FcItem         *item,
                                    cairo_t              *cr,
                                    double                y);

G_END_DECLS
