/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-number-row.h"
#include "fc-record-form.h"

G_BEGIN_DECLS

/* A field of a form that is typed in another unit than the record keeps: seconds as minutes or hours. */
GtkWidget *fc_form_number_new  (FcRecordForm *form,
                                int           field,
                                const char   *title,
                                FcNumberKind  kind,
                                gint64        unit,
                                gint64        least);
void       fc_form_number_show (GtkWidget    *row);

G_END_DECLS
