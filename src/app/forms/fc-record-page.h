/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-data-table.h"
#include "fc-record-view.h"

G_BEGIN_DECLS

/* A list of one sort of record, each opened as a form beside it. A page subclasses it and fills the class. */
#define FC_TYPE_RECORD_PAGE (fc_record_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FcRecordPage, fc_record_page, FC, RECORD_PAGE, FcPage)

struct _FcRecordPageClass {
  FcPageClass parent_class;

  const FcQuerySpec *list;
  const FcRecordSpec *record;
  int title_column;                  /* of the list: what the detail is called */
  const char *const *narrow_columns; /* static */
  const char *empty_icon;
  const char *empty_title;           /* untranslated, as are the next */
  const char *empty_description;
  const char *add;                   /* "Add user…" */
  void (*cells)   (FcRecordPage *self, FcDataTable *table);  /* nullable: before the model */
  void (*bind)    (FcRecordPage *self, FcQueryModel *model); /* nullable */
  void (*prepare) (FcRecordPage *self, FcRecord *draft);     /* nullable: defaults of a new one */
  void (*extend)  (FcRecordPage *self, FcRecordView *view, const FcId *id); /* nullable */
  void (*created) (FcRecordPage *self, FcRecord *record);    /* nullable */
};

FcDataTable *fc_record_page_get_table (FcRecordPage *self);
void         fc_record_page_show      (FcRecordPage *self,
                                       const FcId   *id,
                                       const char   *title);
char        *fc_join_set              (const char   *json);
GPtrArray   *fc_station_choices       (FcContext    *context);

G_END_DECLS
