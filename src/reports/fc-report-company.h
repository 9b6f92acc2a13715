/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"
#include "fc-report.h"

G_BEGIN_DECLS

/* Whose report it is: names, colour, units. The logo, a file, is given by whoever can read files. */
void fc_report_set_company (FcReport *self,
                            FcRecord *tenant,  /* nullable */
                            FcRecord *station); /* nullable */
void fc_report_take_logo   (FcReport *self,
                            GBytes   *png);    /* (transfer full) (nullable) */

G_END_DECLS
