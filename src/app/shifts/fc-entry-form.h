/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record-form.h"

G_BEGIN_DECLS

/*
 * A small form on the page itself, never in the way: a record's rows and a button. Enter in a row presses the button,
 * Esc cancels. Signals: "begun" (something was typed), then "entered" (it is valid) or "cancelled" (or to be cleared).
 */
#define FC_TYPE_ENTRY_FORM (fc_entry_form_get_type ())
G_DECLARE_FINAL_TYPE (FcEntryForm, fc_entry_form, FC, ENTRY_FORM, AdwBin)

GtkWidget    *fc_entry_form_new        (const char         *title,
                                        const char         *button,
                                        gboolean            may_cancel);
void          fc_entry_form_set_record (FcEntryForm        *self,
                                        FcRecord           *record,
                                        const FcFieldUnits *units);
FcRecordForm *fc_entry_form_get_form   (FcEntryForm        *self);
FcRecord     *fc_entry_form_get_record (FcEntryForm        *self);
GtkWidget    *fc_entry_form_get_group  (FcEntryForm        *self);
void          fc_entry_form_set_words  (FcEntryForm        *self,
                                        const char         *title,
                                        const char         *button,
                                        gboolean            may_clear);
void          fc_entry_form_set_error  (FcEntryForm        *self,
                                        const char         *text);
void          fc_entry_form_focus      (FcEntryForm        *self);

G_END_DECLS
