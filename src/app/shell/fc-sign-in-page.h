/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-application.h"

G_BEGIN_DECLS

/* How a person gets in: the hub's address and password, an enrolment file, the demo company, or a company without a hub. */
#define FC_TYPE_SIGN_IN_PAGE (fc_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (FcSignInPage, fc_sign_in_page, FC, SIGN_IN_PAGE, GtkWidget)

GtkWidget *fc_sign_in_page_new        (FcApplication *application);
void       fc_sign_in_page_set_seated (FcSignInPage  *self,
                                       const FcId    *user_id);

G_END_DECLS
