/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* The company's logo as it stands on reports, with buttons to choose another and to take it away. */
#define FC_TYPE_LOGO_ROW (fc_logo_row_get_type ())
G_DECLARE_FINAL_TYPE (FcLogoRow, fc_logo_row, FC, LOGO_ROW, AdwActionRow)

GtkWidget *fc_logo_row_new (FcPage *page); /* must outlive the row: holds it */

G_END_DECLS
