/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-export.h"
#include "fc-teller.h"
#include "fc-statement.h"

G_BEGIN_DECLS

/* A plan made ready for the reader's thread. */
typedef struct {
  FcEntity entity;
  FcId station;
  FcDate from, until;
  gboolean json;
  char *path;
  gboolean all_stations;
  GTimeZone *zone;        /* of the station, or of the first */
  GHashTable *currencies; /* FcId of a station → interned code */
  const char *currency;   /* of rows that name no station */
  FcTeller teller;
} FcExport;

FcStatement *fc_export_select  (const FcExport  *self,
                                FcDb            *db,
                                gboolean         count,
                                GError         **error);
void         fc_export_csv_head (const FcExport *self,
                                GString         *out);
void         fc_export_csv_row (const FcExport  *self,
                                FcRecord        *record,
                                GString         *out);
void         fc_export_json_row (const FcExport *self,
                                FcRecord        *record,
                                GString         *out);

G_END_DECLS
