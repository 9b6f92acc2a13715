/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* "4*20+15", "(2+3)×20", "12,5/2" in the person's locale. Exact to nine decimals; never through a float. */
gboolean  fc_calculate          (const char  *text,
                                 int          decimals,
                                 gint64      *scaled,
                                 GError     **error);
gboolean  fc_is_calculation     (const char  *text);

/* What a number typed by a person stands for. */
typedef enum {
  FC_NUMBER_INTEGER,
  FC_NUMBER_MONEY,       /* minor units of the currency */
  FC_NUMBER_VOLUME,      /* mL; shown and typed in the person's unit */
  FC_NUMBER_PRICE,       /* 1e-5 major units per litre */
  FC_NUMBER_LENGTH,      /* mm */
  FC_NUMBER_TEMPERATURE, /* 0.001 °C */
  FC_NUMBER_GEO,         /* 1e-7 degree */
  FC_NUMBER_PERCENT_PPM, /* parts per million, shown and typed in per cent */
} FcNumberKind;

#define FC_TYPE_NUMBER_KIND (fc_number_kind_get_type ())
GType       fc_number_kind_get_type (void); /* for templates: "money", "volume", "percent-ppm" … */

gboolean  fc_number_parse       (FcNumberKind  kind,
                                 const char   *text,
                                 const char   *currency, /* nullable: the company's */
                                 gint64       *value,
                                 GError      **error);
char     *fc_number_show        (FcNumberKind  kind,
                                 gint64        value,
                                 const char   *currency); /* grouped, for reading */
char     *fc_number_edit        (FcNumberKind  kind,
                                 gint64        value,
                                 const char   *currency); /* plain, for typing */
const char *fc_number_unit      (FcNumberKind  kind,
                                 const char   *currency); /* "L", "EUR", "mm", … */

G_END_DECLS
