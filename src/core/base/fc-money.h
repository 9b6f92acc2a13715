/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Money is a gint64 of minor units; the currency is an ISO 4217 code kept beside it. */

#define FC_PRICE_SCALE G_GINT64_CONSTANT (100000) /* a unit price counts 1e-5 major units per litre */

int       fc_currency_exponent (const char  *currency);
gboolean  fc_currency_is_known (const char  *currency);
gint64    fc_money_of_volume   (gint64       volume_ml,
                                gint64       price,
                                const char  *currency);
char     *fc_money_format      (gint64       minor,
                                const char  *currency);
char     *fc_money_to_decimal  (gint64       minor,
                                const char  *currency);
gboolean  fc_money_parse       (const char  *text,
                                const char  *currency,
                                gint64      *minor,
                                GError     **error);
char     *fc_price_format      (gint64       price);
char     *fc_price_to_decimal  (gint64       price);
gboolean  fc_price_parse       (const char  *text,
                                gint64      *price,
                                GError     **error);

G_END_DECLS
