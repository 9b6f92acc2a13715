/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-field-text.h"

G_BEGIN_DECLS

/* One field's row: the widget and how it fills the record. */
typedef struct _FcFieldRow FcFieldRow;

/* @finished: the person has left the field or chosen, rather than being in the middle of typing */
typedef void (*FcFieldRowChanged) (FcFieldRow *row,
                                   gboolean    finished,
                                   gpointer    user_data);

FcFieldRow *fc_field_row_new          (FcRecord            *record,
                                       int                  field,
                                       const FcFieldUnits  *units,
                                       FcFieldRowChanged    changed,
                                       gpointer             user_data);
FcFieldRow *fc_field_row_new_ref      (FcRecord            *record,
                                       int                  field,
                                       GPtrArray           *choices,
                                       int                  label_field,
                                       const char          *none,   /* nullable */
                                       FcFieldRowChanged    changed,
                                       gpointer             user_data);
FcFieldRow *fc_field_row_new_member   (FcRecord            *record,
                                       int                  field,
                                       const char          *member,
                                       const char          *label,
                                       FcFieldRowChanged    changed,
                                       gpointer             user_data);
void        fc_field_row_free         (gpointer             row);
GtkWidget  *fc_field_row_get_widget   (FcFieldRow          *row);
int         fc_field_row_get_field    (FcFieldRow          *row);
gboolean    fc_field_row_is_busy      (FcFieldRow          *row);
void        fc_field_row_show         (FcFieldRow          *row);
gboolean    fc_field_row_check        (FcFieldRow          *row,
                                       gboolean             show);
void        fc_field_row_show_error   (FcFieldRow          *row,
                                       const char          *text);
void        fc_field_row_set_zone     (FcFieldRow          *row,
                                       GTimeZone           *zone);
void        fc_field_row_set_editable (FcFieldRow          *row,
                                       gboolean             editable);

/* fc-chart-text.c: a strapping chart as one line of text */
char       *fc_chart_to_text          (const char          *chart);
char       *fc_chart_from_text        (const char          *text,
                                       GError             **error);

G_END_DECLS
