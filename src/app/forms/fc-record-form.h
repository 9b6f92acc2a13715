/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-field-text.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/*
 * Rows of boxed lists that edit one record's fields. A draft form only fills its record; a live form saves each field
 * by itself, as soon as it has been typed. What is wrong stands on the row.
 */
#define FC_TYPE_RECORD_FORM (fc_record_form_get_type ())
G_DECLARE_FINAL_TYPE (FcRecordForm, fc_record_form, FC, RECORD_FORM, GObject)

/* What rows of a page's own say of themselves; @show: on the row, too. FALSE: so it cannot be saved. */
typedef gboolean (*FcRecordFormCheck) (gpointer data,
                                       gboolean show);

FcRecordForm *fc_record_form_new          (FcRecord              *record,
                                           const FcFieldUnits    *units);
void          fc_record_form_set_live     (FcRecordForm          *self,
                                           FcReplica             *replica);
FcRecord     *fc_record_form_get_record   (FcRecordForm          *self);
void          fc_record_form_touch        (FcRecordForm          *self,
                                           gboolean               finished);
void          fc_record_form_refresh      (FcRecordForm          *self,
                                           FcRecord              *record);
void          fc_record_form_set_editable (FcRecordForm          *self,
                                           gboolean               editable);

GtkWidget    *fc_record_form_add          (FcRecordForm          *self,
                                           GtkWidget             *group,
                                           int                    field);
GtkWidget    *fc_record_form_add_ref      (FcRecordForm          *self,
                                           GtkWidget             *group,
                                           int                    field,
                                           GPtrArray             *choices,
                                           int                    label_field);
GtkWidget    *fc_record_form_add_ref_or   (FcRecordForm          *self,
                                           GtkWidget             *group,
                                           int                    field,
                                           GPtrArray             *choices,
                                           int                    label_field,
                                           const char            *none); /* nullable */
void          fc_record_form_add_set      (FcRecordForm          *self,
                                           GtkWidget             *group,
                                           int                    field,
                                           const char *const     *members,
                                           const char *const     *labels);
void          fc_record_form_watch        (FcRecordForm          *self,
                                           GtkWidget             *number_row);
void          fc_record_form_unwatch      (FcRecordForm          *self,
                                           GtkWidget             *number_row);
void          fc_record_form_set_zone     (FcRecordForm          *self,
                                           GTimeZone             *zone);
void          fc_record_form_set_check    (FcRecordForm          *self,
                                           FcRecordFormCheck      check,
                                           gpointer               data);
gboolean      fc_record_form_validate     (FcRecordForm          *self);
void          fc_record_form_show_error   (FcRecordForm          *self,
                                           int                    field,
                                           const char            *text);

G_END_DECLS
