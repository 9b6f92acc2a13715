/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-test-day.h"

G_BEGIN_DECLS

/* Drawn by lot at FC_TEST_DATE: halves of the site, drawers or none, slips, deliveries, openings that do not chain, tanks
 * without a dip. The same seed gives the same day. */
FcId fc_random_day (FcTestDay *self,
                    GRand     *rand);

G_END_DECLS
