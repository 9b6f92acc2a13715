/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* Who changed what and when, with before and after in words. */
#define FC_TYPE_AUDIT_PAGE (fc_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (FcAuditPage, fc_audit_page, FC, AUDIT_PAGE, FcPage)

void fc_audit_register_pages (void);

G_END_DECLS
