/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-grid.h"
#include "fc-calculator.h"
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
};

FcStepView   *fc_step_view_new        (GType         type,
                                       FcShiftDraft *draft);
FcShiftDraft *fc_step_view_get_draft  (FcStepView   *self);
FcShiftSheet *fc_step_view_get_sheet  (FcStepView   *self);
void          fc_step_view_set_narrow (FcStepView   *self,
                                       gboolean      narrow);
void          fc_step_view_focus      (FcStepView   *self);
void          fc_step_view_refresh    (FcStepView   *self);

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
  void         (*totals)  (FcStepGrid *self, FcGrid *grid);  /* nullable */
  FcNumberKind (*kind)    (FcStepGrid *self, guint column);
  FcOp        *(*op)      (FcStepGrid *self,                 /* what typing @value (nullable: emptied) means */
                           guint row, guint column, const gint64 *value);
};

FcGrid       *fc_step_grid_get_grid   (FcStepGrid   *self);
char         *fc_step_grid_show       (FcStepGrid   *self,
                                       FcNumberKind  kind,
                                       FcRecord     *record,
                                       int           field);
void          fc_args_set_id          (JsonObject   *args,
                                       const char   *name,
                                       const FcId   *id);
void          fc_args_set_value       (JsonObject   *args,
                                       const char   *name,
                                       const gint64 *value);

GType fc_meters_step_get_type     (void);
GType fc_tanks_step_get_type      (void);
GType fc_deliveries_step_get_type (void);
GType fc_movements_step_get_type  (void);
GType fc_cash_step_get_type       (void);
GType fc_tenders_step_get_type    (void);
GType fc_shop_step_get_type       (void);
GType fc_over_short_step_get_type (void);
GType fc_submit_step_get_type     (void);

G_END_DECLS
