/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report.h"

G_BEGIN_DECLS

/* Against the file that a person has read and found right; FORECOURT_WRITE_GOLDEN=1 writes it anew. */
void  fc_test_compare_with_golden (const char     *name,
                                   const char     *text);
/* What stands on which page of A4, a line an item; (transfer full). */
char *fc_test_pages               (const FcReport *report);

G_END_DECLS
