/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-context.h"
#include "fc-grid.h"
#include "fc-shift-steps.h"
#include "fc-shift-view-private.h"
#include "fc-test-office.h"

G_BEGIN_DECLS

/* A shift's sheet in a window of its own, and the hands of a person at it. */
typedef struct {
  FcOffice *office;
  GSettings *settings;
  FcContext *context;
  GtkWidget *window;
  FcShiftView *view;
} FcTestSheet;

void          fc_test_sheet_set_up      (FcTestSheet   *sheet,
                                         gconstpointer  step);
void          fc_test_sheet_tear_down   (FcTestSheet   *sheet,
                                         gconstpointer  step);
FcGrid       *fc_test_sheet_grid        (GtkWidget     *parent);
void          fc_test_sheet_enter       (FcTestSheet   *sheet,
                                         const char    *text);
FcShiftSheet *fc_test_sheet_figures     (FcTestSheet   *sheet);
FcStepState   fc_test_sheet_state       (FcTestSheet   *sheet,
                                         int            step);
FcId          fc_test_sheet_add_drawer  (FcTestSheet   *sheet,
                                         int            number,
                                         const char    *attendant);
GtkWidget    *fc_test_sheet_find_row    (GtkWidget     *parent,
                                         GType          type,
                                         const char    *title);
void          fc_test_sheet_fill_in     (FcTestSheet   *sheet,
                                         const char    *title,
                                         const char    *text);
GtkWidget    *fc_test_sheet_find_button (GtkWidget     *parent,
                                         const char    *label);
void          fc_test_sheet_press       (FcTestSheet   *sheet,
                                         const char    *label);

G_END_DECLS
