/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record-form.h"

G_BEGIN_DECLS

/* A row that chooses what a text field holds; "" stands for nothing. Notifies "selected". */
GtkWidget *fc_form_choice_new (FcRecordForm      *form,
                               int                field,
                               const char        *title,
                               const char *const *values,
                               const char *const *labels);

G_END_DECLS
