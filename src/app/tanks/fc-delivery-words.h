/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-delivery-check.h"

G_BEGIN_DECLS

/* What a delivery note held against the tank comes to: "Short 120 L at 15 °C: 185.40 EUR"; (transfer full). */
char       *fc_delivery_words     (const FcDeliveryCheck *check,
                                   const char            *currency);
const char *fc_delivery_css_class (const FcDeliveryCheck *check); /* (nullable) */

G_END_DECLS
