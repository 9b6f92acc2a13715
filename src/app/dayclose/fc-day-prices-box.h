/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-section.h"

G_BEGIN_DECLS

/* Tomorrow's prices: one field a product, empty where the price stays, and the time from which they hold. */
#define FC_TYPE_DAY_PRICES_BOX (fc_day_prices_box_get_type ())
G_DECLARE_FINAL_TYPE (FcDayPricesBox, fc_day_prices_box, FC, DAY_PRICES_BOX, GtkBox)

GtkWidget *fc_day_prices_box_new     (FcDayDraft       *draft);
void       fc_day_prices_box_show    (FcDayPricesBox   *self,
                                      const FcDaySheet *sheet,
                                      FcRowSet         *rows);
guint      fc_day_prices_box_count   (FcDayPricesBox   *self);
/* FALSE where what stands there cannot be read; the field says so. */
gboolean   fc_day_prices_box_to_args (FcDayPricesBox   *self,
                                      JsonObject       *args);

G_END_DECLS
