/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"
#include "fc-record-form.h"

G_BEGIN_DECLS

/* How one sort of record is shown and made. Static data. */
typedef struct {
  FcEntity entity;
  FcEntity also;           /* all its rows are read for build(); FC_N_ENTITIES: nothing */
  const char *permission;  /* to change it */
  const char *new_title;   /* of the window that makes one, untranslated */
  const char *create;      /* its button, untranslated: "_Add user" */
  void (*build) (FcRecordForm *form,
                 GtkWidget    *box,     /* vertical: append groups */
                 GPtrArray    *also,    /* FcRecord */
                 FcContext    *context);
} FcRecordSpec;

/* One record that is there: each field is saved by itself. */
#define FC_TYPE_RECORD_VIEW (fc_record_view_get_type ())
G_DECLARE_FINAL_TYPE (FcRecordView, fc_record_view, FC, RECORD_VIEW, AdwBin)

GtkWidget    *fc_record_view_new        (FcContext          *context,
                                         const FcRecordSpec *spec,
                                         const FcId         *id);
FcRecordForm *fc_record_view_get_form   (FcRecordView       *self);
void          fc_record_view_append     (FcRecordView       *self,
                                         GtkWidget          *widget);

/* A window that makes a new one. Signal "created" (FcRecord). */
#define FC_TYPE_RECORD_DIALOG (fc_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FcRecordDialog, fc_record_dialog, FC, RECORD_DIALOG, AdwWindow)

FcRecordDialog *fc_record_dialog_present (FcPage             *page,
                                          const FcRecordSpec *spec,
                                          FcRecord           *draft);

G_END_DECLS
