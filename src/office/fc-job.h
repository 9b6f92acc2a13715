/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-session.h"

G_BEGIN_DECLS

/*
 * What forecourtctl can ask for, done on an open replica: by forecourtctl itself, or by the app that owns the replica. A job
 * gets and gives a JSON object; main thread, never blocks.
 *
 *  import {files: [path], station?: code, dry_run?}
 *    → {files: [{name, kind?, store?, problem?, try_again?}], shifts: [{station, business_date, sequence, state, problem?}],
 *       messages: [{severity, file?, line, text}], unknown_stores: [text], imported, known, locked, covered, failed, waiting}
 *  report {station, date, shift?, format: "pdf"|"xlsx"|"csv", file: path} → {file}
 *  export {entity, format: "csv"|"json", file: path, station?: code, from?, until?: YYYY-MM-DD, both within} → {rows, file}
 *  status {} → {folder, company?, user?, hub?, pending, quarantined, set_aside, last_sync?, stations, shifts: {open, submitted, disputed},
 *       state, text}
 *  sync {timeout?: seconds, sign_in?: {hub, company, email, password, authority?: PEM}} → {state, text, pending, quarantined}
 *    sign_in never travels over the bus.
 */
void        fc_job_run_async  (FcReplica            *replica,
                               FcSession            *session, /* nullable: sync is refused */
                               const char           *name,
                               JsonObject           *args,
                               FcProgressFunc        progress, /* nullable */
                               gpointer              progress_data,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
JsonObject *fc_job_run_finish (GAsyncResult         *result,
                               GError              **error);

G_END_DECLS
