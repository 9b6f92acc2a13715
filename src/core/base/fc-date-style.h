/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-time.h"

G_BEGIN_DECLS

/* In which order people here write and type a date. Files and wires always have ISO: fc_date_parse(), fc_date_to_iso(). */
typedef enum {
  FC_DATE_YEAR_FIRST,  /* 2026-11-20 */
  FC_DATE_DAY_FIRST,   /* 20/11/2026 */
  FC_DATE_MONTH_FIRST, /* 11/20/2026 */
} FcDateOrder;

typedef struct {
  FcDateOrder order;
  char separator; /* '/', '.' or '-' */
} FcDateStyle;

FcDateStyle  fc_date_style_of_pattern (const char        *pattern);
FcDateStyle  fc_date_style_of_zone    (const char        *time_zone);
FcDateStyle  fc_date_style_of_person  (const char        *time_zone);
void         fc_date_style_use        (FcDateStyle        style);
FcDateStyle  fc_date_style_in_use     (void);
gboolean     fc_date_read             (const char        *text,
                                       FcDateStyle        style,
                                       FcDate            *date,
                                       GError           **error);
char        *fc_date_write            (FcDate             date,
                                       FcDateStyle        style);
char        *fc_date_format           (FcDate             date);

G_END_DECLS
