/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-row-set.h"

G_BEGIN_DECLS

FcRecord   *fc_pos_match_product (FcRowSet   *rows,
                                  const char *code,
                                  gboolean    is_grade);
FcRecord   *fc_pos_match_nozzle  (FcRowSet   *rows,
                                  const char *position,
                                  FcRecord   *product);
FcRecord   *fc_pos_match_tank    (FcRowSet   *rows,
                                  const char *number);
const char *fc_pos_match_tender  (const char *tender,
                                  gboolean    outside);

G_END_DECLS
