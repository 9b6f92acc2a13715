/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-calculator.h"
#include "fc-record.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* In what money and times of a record are read and typed: the station's or the company's settings. */
typedef struct {
  char currency[4];
  GTimeZone *zone; /* (nullable): UTC; not owned */
} FcFieldUnits;

FcFieldUnits fc_field_units_of   (FcRecord            *tenant_or_station);
char        *fc_field_title      (const FcField       *field,
                                  const FcFieldUnits  *units);
char        *fc_field_to_text    (const FcField       *field,
                                  const FcValue       *value,
                                  const FcFieldUnits  *units);
gboolean     fc_field_from_text  (const FcField       *field,
                                  const char          *text,
                                  const FcFieldUnits  *units,
                                  FcValue             *value,
                                  GError             **error);
const char  *fc_choice_label     (const char          *choice);
GTimeZone   *fc_zone_of          (const char          *identifier);

G_END_DECLS
