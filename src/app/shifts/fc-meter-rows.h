/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-step-view.h"

G_BEGIN_DECLS

typedef enum {
  FC_METER_FORM_NONE,
  FC_METER_FORM_OPENING,     /* correct the opening reading */
  FC_METER_FORM_PRICE,       /* the price has changed in mid-shift */
  FC_METER_FORM_REPLACEMENT, /* the meter has been replaced */
  FC_METER_FORM_TEST,        /* to which tank the test went back */
} FcMeterFormKind;

/* What stands under a nozzle's row beside its note: its segments, its photo and the form that is open. */
typedef struct {
  FcMeterFormKind kind;
  FcId nozzle_id;
} FcMeterForm;

/* What the draft calls the form that is open. */
#define FC_METER_FORM_PLACE "form"

void       fc_meter_form_read     (FcMeterForm        *self,
                                   const char         *text);
void       fc_meter_rows_add_menu (FcStepGrid         *step,
                                   guint               row,
                                   const FcSheetMeter *meter);
char      *fc_meter_rows_key      (FcStepGrid         *step,
                                   const FcSheetMeter *meter,
                                   const FcMeterForm  *open);
GtkWidget *fc_meter_rows_make     (FcStepGrid         *step,
                                   guint               row,
                                   const FcSheetMeter *meter,
                                   const FcMeterForm  *open);

G_END_DECLS
