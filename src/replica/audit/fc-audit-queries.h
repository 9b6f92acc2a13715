/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* Who changed what, newest first. Binds: :station, :from, :until (UTC µs), :user (id), :entity (name), :search (part of a
 * value or of the person's name). */
extern const FcQuerySpec fc_audit_list;
enum {
  FC_AUDIT_LIST_ID,
  FC_AUDIT_LIST_AT,
  FC_AUDIT_LIST_USER,    /* name */
  FC_AUDIT_LIST_ACTION,  /* "insert", "patch", "delete", or the command's name */
  FC_AUDIT_LIST_ENTITY,
  FC_AUDIT_LIST_STATION, /* name */
  FC_AUDIT_LIST_NEW,     /* JSON, nullable; OLD likewise */
  FC_AUDIT_LIST_ROW_ID,  /* text of the id */
  FC_AUDIT_LIST_OLD,
  FC_AUDIT_LIST_ADDRESS,
  FC_AUDIT_LIST_CLIENT,
  FC_AUDIT_LIST_BY,      /* id of who, null: a program by itself */
};

/* What people call a record: its parts, which the screen puts into words. */
typedef struct {
  FcId id;
  FcEntity entity;
  char *text;    /* (nullable): name or label */
  char *detail;  /* (nullable): a tank's product */
  gint64 number; /* of a tank, pump or shift; a nozzle's pump */
  gint64 date;   /* of a shift */
} FcRecordName;

void       fc_record_name_free    (gpointer              name);
/* The names of all stations, products, tanks, pumps, nozzles, users and roles, and of one shift. */
void       fc_record_names_async  (FcReplica            *replica,
                                   const FcId           *shift, /* nullable */
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GPtrArray *fc_record_names_finish (FcReplica            *replica,
                                   GAsyncResult         *result,
                                   GError              **error); /* FcRecordName */

G_END_DECLS
