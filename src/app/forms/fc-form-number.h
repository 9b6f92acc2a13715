/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-number-row.h"
#include "fc-record-form.h"

G_BEGIN_DECLS

/* Rows for a number of a form that the catalog knows too little of to make one itself. Both are FcNumberRow. */
GtkWidget *fc_form_number_new   (FcRecordForm *form,
                                 int           field,
                                 const char   *title,
                                 FcNumberKind  kind,
                                 gboolean      needed);
/* Seconds, typed in minutes, hours or days. */
GtkWidget *fc_form_duration_new (FcRecordForm *form,
                                 int           field,
                                 const char   *title,
                                 gboolean      needed);

G_END_DECLS
