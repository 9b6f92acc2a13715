/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-report.h"
#include "fc-schedule.h"

G_BEGIN_DECLS

typedef struct _FcReportInfo FcReportInfo;

/* What a report is asked to be about. Lives as long as the task that makes it. */
typedef struct {
  const FcReportInfo *info;
  FcRecord *station;   /* nullable: all of @stations */
  GPtrArray *stations; /* FcRecord: those that the actor sees */
  FcRecord *tenant;    /* nullable */
  FcSpan span;
  gint64 now_us;       /* UTC µs */
  char *made_by;       /* nullable */
} FcReportAsk;

/*
 * A report about some days. A module that has one registers it where it registers its pages; the page Reports offers it,
 * with preview, files and schedules. Static data.
 */
struct _FcReportInfo {
  const char *name;       /* "sales": stands in schedules and never changes */
  const char *title;      /* N_(): begins the names of its files */
  const char *about;      /* N_(): a line that says what is in it */
  const char *permission; /* nullable: everybody */
  gboolean one_day;       /* it is about a single date */
  gboolean one_station;   /* of a company one is made for each station */
  int order;              /* in lists */
  void (*make) (GTask *task); /* takes it over; reads the source, an FcReplica, and returns an FcReport */
};

void                fc_report_info_register (const FcReportInfo   *info);
const FcReportInfo *fc_report_info_find     (const char           *name); /* nullable */
GPtrArray          *fc_report_info_list     (const FcActor        *actor); /* FcReportInfo by order */
gboolean            fc_report_info_may      (const FcReportInfo   *self,
                                             const FcActor        *actor); /* nullable */
const FcReportAsk  *fc_report_ask_of        (GTask                *task);

void                fc_report_make_async    (FcReplica            *replica,
                                             const FcReportInfo   *info,
                                             const FcId           *station, /* nullable: all */
                                             FcSpan                span,
                                             gint64                now_us,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
FcReport           *fc_report_make_finish   (FcReplica            *replica,
                                             GAsyncResult         *result,
                                             GError              **error);
char               *fc_report_file_title    (const FcReportInfo   *info,
                                             FcSpan                span,
                                             const char           *scope);
char               *fc_report_scope_name    (GPtrArray            *stations,
                                             const FcId           *station, /* nullable: all */
                                             FcRecord             *tenant,  /* nullable */
                                             const FcActor        *actor);  /* nullable */

/* Those that come with the program: fc-report-kinds.c. */
extern const FcReportInfo fc_day_report_info, fc_sales_report_info, fc_wet_stock_report_info, fc_over_short_report_info;

G_END_DECLS
