/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-grid.h"
#include "fc-calculator.h"
#include "fc-record-form.h"
#include "fc-shift-draft.h"

G_BEGIN_DECLS

/* How long after the last keystroke a field that is no grid's is saved. */
#define FC_SAVE_DELAY_MS 700

/*
 * One step of a shift's close, the middle of the sheet. "draft" is construct-only; refresh() runs whenever its figures
 * change. Children go into "child".
 */
#define FC_TYPE_STEP_VIEW (fc_step_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (FcStepView, fc_step_view, FC, STEP_VIEW, AdwBin)

struct _FcStepViewClass {
  AdwBinClass parent_class;

  FcShiftStep step;
  void (*build)      (FcStepView *self); /* once */
  void (*refresh)    (FcStepView *self); /* draft has rows and sheet */
  void (*set_narrow) (FcStepView *self,
                      gboolean    narrow);
  void (*focus)      (FcStepView *self);
  gboolean (*focus_place) (FcStepView *self,   /* nullable: takes the cursor to where a step was taken back */
                      const FcSheetPlace *place);
};

FcStepView   *fc_step_view_new        (GType         type,
                                       FcShiftDraft *draft);
FcShiftDraft *fc_step_view_get_draft  (FcStepView   *self);
FcShiftSheet *fc_step_view_get_sheet  (FcStepView   *self);
void          fc_step_view_set_narrow (FcStepView   *self,
                                       gboolean      narrow);
void          fc_step_view_focus      (FcStepView   *self);
void          fc_step_view_focus_place (FcStepView  *self,
                                       const FcSheetPlace *place);
void          fc_step_view_refresh    (FcStepView   *self);
GPtrArray    *fc_step_view_list_tanks (FcStepView   *self);
char         *fc_step_view_dup_tank   (FcStepView   *self,
                                       const FcId   *tank_id);
char         *fc_step_view_dup_nozzle (FcStepView   *self,
                                       const FcId   *nozzle_id);
gboolean      fc_step_view_run        (FcStepView   *self,
                                       const char   *command,
                                       JsonObject   *args);
FcOp         *fc_step_view_patch_op   (FcStepView   *self,
                                       FcRecord     *before,
                                       FcRecord     *after);
gboolean      fc_step_view_run_at     (FcStepView   *self,
                                       const char   *place,
                                       FcOp         *op,
                                       GError      **error);
void          fc_step_view_refuse     (FcStepView   *self,
                                       const FcId   *row,
                                       const char   *place,
                                       const char   *text,
                                       const char   *where,
                                       const char   *message);
void          fc_step_view_mend       (FcStepView   *self,
                                       const char   *place);
const FcRefused *fc_step_view_find_refused (FcStepView *self,
                                       const char   *place);

/* A step that is one grid: each editable cell is one number and one op. */
#define FC_TYPE_STEP_GRID (fc_step_grid_get_type ())
G_DECLARE_DERIVABLE_TYPE (FcStepGrid, fc_step_grid, FC, STEP_GRID, FcStepView)

struct _FcStepGridClass {
  FcStepViewClass parent_class;

  const char *label;                        /* accessible name, untranslated */
  void         (*columns) (FcStepGrid *self, FcGrid *grid);  /* adds them */
  guint        (*n_rows)  (FcStepGrid *self);
  void         (*fill)    (FcStepGrid *self, FcGrid *grid, guint row); /* sets the row's texts and notes */
  const FcId  *(*row_id)  (FcStepGrid *self, guint row);     /* nullable: the row warnings stand beside */
  const FcId  *(*row_key) (FcStepGrid *self, guint row);     /* nullable: by what a row that may move is known */
  void         (*totals)  (FcStepGrid *self, FcGrid *grid);  /* nullable */
  FcNumberKind (*kind)    (FcStepGrid *self, guint column);
  FcOp        *(*op)      (FcStepGrid *self,                 /* what typing @value (nullable: emptied) means */
                           guint row, guint column, const gint64 *value);
  gboolean     (*is_text) (FcStepGrid *self, guint column);  /* nullable: cells of words … */
  FcOp        *(*op_text) (FcStepGrid *self,                 /* … and what typing them means; NULL with or without an error */
                           guint row, guint column, const char *text, GError **error);
  gboolean     (*pasted)  (FcStepGrid *self,                 /* nullable: takes a whole block */
                           guint row, guint column, const char *text);
  void         (*committed) (FcStepGrid *self);              /* nullable: a cell was left, taken or refused */
  void         (*removed) (FcStepGrid *self, guint row);     /* nullable: Ctrl+Delete */
  FcRecord    *(*photo_of) (FcStepGrid *self, guint row);    /* nullable: what a picture dropped or pasted there is of */
  char        *(*below_key) (FcStepGrid *self, guint row);   /* nullable: what stands under the row, in short; NULL: nothing */
  GtkWidget   *(*below)   (FcStepGrid *self, guint row);     /* made anew when the key has changed */
};

FcGrid       *fc_step_grid_get_grid   (FcStepGrid   *self);
char         *fc_step_grid_show       (FcStepGrid   *self,
                                       FcNumberKind  kind,
                                       FcRecord     *record,
                                       int           field);
void          fc_step_grid_set_number (FcStepGrid   *self,
                                       guint         row,
                                       guint         column,
                                       FcNumberKind  kind,
                                       gint64        value,
                                       gboolean      known);
GMenu        *fc_step_grid_menu       (FcStepGrid   *self,
                                       guint         row,
                                       const FcId   *row_id);
void          fc_step_grid_refuse     (FcStepGrid   *self,
                                       guint         row,
                                       guint         column,
                                       const char   *text,
                                       const char   *message);
void          fc_args_set_id          (JsonObject   *args,
                                       const char   *name,
                                       const FcId   *id);
void          fc_args_set_value       (JsonObject   *args,
                                       const char   *name,
                                       const gint64 *value);
JsonObject   *fc_args_of_record       (FcRecord     *record,
                                       const int    *fields);

/* A step that is a list and a form under it: each row of the list is one record. */
#define FC_TYPE_STEP_LIST (fc_step_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (FcStepList, fc_step_list, FC, STEP_LIST, FcStepView)

typedef struct {
  char *title;
  char *subtitle; /* nullable */
  char *figure;
  char *name;     /* nullable: what Correct and Remove call it */
} FcStepListRow;

struct _FcStepListClass {
  FcStepViewClass parent_class;

  FcEntity entity;
  int shift_field;
  int drawer_field;        /* -1: the shift's as a whole */
  int photo_field;         /* -1: rows take no photo */
  int order_field;         /* a number the list goes by; -1: by when they were entered */
  const char *title;       /* these four untranslated */
  const char *form_title;
  const char *add;         /* the button */
  const char *removed;     /* the toast */
  void  (*prepare)  (FcStepList *self, FcRecord *record); /* nullable: defaults of a new one */
  void  (*add_rows) (FcStepList *self, FcRecordForm *form, GtkWidget *group);
  FcOp *(*op)       (FcStepList *self, FcRecord *record);  /* that adds @record */
  void  (*show)     (FcStepList *self, FcRecord *record, FcStepListRow *row);
  GtkWidget *(*make_more) (FcStepList *self); /* nullable: what stands under list and form … */
  void  (*show_more) (FcStepList *self);      /* … and brings it up to date */
};

GType fc_meters_step_get_type     (void);
GType fc_tanks_step_get_type      (void);
GType fc_deliveries_step_get_type (void);
GType fc_transfers_step_get_type  (void);
GType fc_movements_step_get_type  (void);
GType fc_cash_step_get_type       (void);
GType fc_tenders_step_get_type    (void);
GType fc_slips_step_get_type      (void);
GType fc_shop_step_get_type       (void);
GType fc_over_short_step_get_type (void);
GType fc_signatures_step_get_type (void);
GType fc_submit_step_get_type     (void);
GType fc_attendants_step_get_type (void);
GType fc_versions_step_get_type   (void);

G_END_DECLS
