/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shifts-page.h"

G_BEGIN_DECLS

/* Asks for station, business date, cashier and float, opens the shift and shows its sheet. */
#define FC_TYPE_OPEN_SHIFT (fc_open_shift_get_type ())
G_DECLARE_FINAL_TYPE (FcOpenShift, fc_open_shift, FC, OPEN_SHIFT, AdwWindow)

void fc_open_shift_present (FcShiftsPage *page);

G_END_DECLS
