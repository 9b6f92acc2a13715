/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-section.h"

G_BEGIN_DECLS

/* Fill a section's body anew with what the shifts say. */
void fc_day_show_shifts (FcDaySection     *section,
                         const FcDaySheet *sheet);
void fc_day_show_meters (FcDaySection     *section,
                         const FcDaySheet *sheet,
                         gboolean          narrow);
void fc_day_show_tanks  (FcDaySection     *section,
                         const FcDaySheet *sheet,
                         gboolean          narrow);

G_END_DECLS
