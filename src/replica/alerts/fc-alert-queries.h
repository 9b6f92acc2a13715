/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-judge.h"
#include "fc-query-model.h"

G_BEGIN_DECLS

/*
 * The alerts that the actor sees, the worst and newest first. Binds: :station (id), :state (text; null: all that are not resolved, "all"),
 * :severity (text), :search (text).
 */
extern const FcQuerySpec fc_alert_list;
enum {
  FC_ALERT_LIST_ID,
  FC_ALERT_LIST_STATE,
  FC_ALERT_LIST_SEVERITY,
  FC_ALERT_LIST_STATION,    /* name */
  FC_ALERT_LIST_THING,      /* entity; see fc_alert_row_thing() */
  FC_ALERT_LIST_METRIC,     /* name; see fc_alert_row_say() */
  FC_ALERT_LIST_RAISED_AT,
  FC_ALERT_LIST_VALUE,
  FC_ALERT_LIST_CURRENCY,
  FC_ALERT_LIST_VOLUME_UNIT,
  FC_ALERT_LIST_TANK,       /* number */
  FC_ALERT_LIST_PRODUCT,
  FC_ALERT_LIST_SHIFT,      /* number */
  FC_ALERT_LIST_DATE,
  FC_ALERT_LIST_NAME,
  FC_ALERT_LIST_SNOOZED_UNTIL,
  FC_ALERT_LIST_ESCALATED_AT,
  FC_ALERT_LIST_PLACE,      /* name of a geofence */
  FC_ALERT_LIST_TIME_ZONE,
  FC_ALERT_LIST_URGENCY,    /* the worst first, the newest of them */
};

char *fc_alert_row_thing (FcQueryRow *row);
char *fc_alert_row_say   (FcQueryRow *row);

/* One alert and what is said of it. */
typedef struct {
  FcRecord *alert;
  char *rule;            /* (nullable): its name; of a built-in one untranslated */
  gboolean built_in;
  char *station;         /* nullable */
  char *thing;           /* "Tank 3, Diesel" */
  char *said;            /* the sentence */
  char *limit;           /* (nullable): from where on */
  char *opens;           /* (nullable): kind of the record that shows it: "tank" */
  FcId opens_id;
  char *acknowledged_by; /* (nullable): name */
  char *resolved_by;     /* (nullable): name */
} FcAlertLine;

void         fc_alert_line_free    (FcAlertLine          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcAlertLine, fc_alert_line_free)
void         fc_alert_line_async   (FcReplica            *replica,
                                    const FcId           *id,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
FcAlertLine *fc_alert_line_finish  (FcReplica            *replica,
                                    GAsyncResult         *result,
                                    GError              **error); /* NULL without an error: it is not here */

/* Those that nobody has taken notice of, the worst and newest first, at most @most: on a reader's thread and as a query. */
GPtrArray   *fc_alert_lines_read   (FcDb                 *db,
                                    const FcId           *station, /* nullable */
                                    guint                 most,
                                    GError              **error); /* FcAlertLine */
void         fc_alert_lines_async  (FcReplica            *replica,
                                    const FcId           *station, /* nullable */
                                    guint                 most,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
GPtrArray   *fc_alert_lines_finish (FcReplica            *replica,
                                    GAsyncResult         *result,
                                    GError              **error); /* FcAlertLine */

G_END_DECLS
