/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record-form.h"

G_BEGIN_DECLS

/* Titles and fields of one sort of record in a list. */
typedef struct {
  FcEntity entity;
  const int *fields;   /* shown in the form, ends with -1 */
  const char *title;   /* of the group, untranslated */
  const char *hint;    /* (nullable) untranslated */
  const char *add;     /* "Add a tank", untranslated */
  int number_field;    /* counted up for a new one, or -1 */
  gboolean may_remove;
  void  (*prepare) (FcRecord *record, FcRowSet *rows);       /* (nullable): defaults of a new one */
  char *(*name)    (FcRecord *record, FcRowSet *rows);       /* what a person calls it */
  char *(*summary) (FcRecord *record, FcRowSet *rows);       /* (nullable) */
  void  (*more)    (FcRecord *record, GtkWidget *row);       /* (nullable): rows of one that is saved and may be changed */
} FcRecordListSpec;

/*
 * A boxed list of records that unfold into forms. Without a replica it works on the row set alone (an assistant); with
 * one every change is saved by itself. Signals: "edited", "failed" (sentence), "removed" (FcRecord).
 */
#define FC_TYPE_RECORD_LIST (fc_record_list_get_type ())
G_DECLARE_FINAL_TYPE (FcRecordList, fc_record_list, FC, RECORD_LIST, AdwBin)

GtkWidget *fc_record_list_new        (const FcRecordListSpec *spec,
                                      const FcId             *station_id,
                                      const FcFieldUnits     *units);
FcEntity   fc_record_list_get_entity (FcRecordList           *self);
void       fc_record_list_set_rows   (FcRecordList           *self,
                                      FcRowSet               *rows,
                                      FcReplica              *replica,
                                      gboolean                editable);
void       fc_record_list_set_fixed  (FcRecordList           *self,
                                      GHashTable             *ids);
gboolean   fc_record_list_validate   (FcRecordList           *self);
guint      fc_record_list_get_n      (FcRecordList           *self);
void       fc_record_list_add_new    (FcRecordList           *self);

G_END_DECLS
