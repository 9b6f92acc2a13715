/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-job.h"

G_BEGIN_DECLS

/*
 * While the app owns a replica, scripts ask it over the session bus: interface org.forecourt.Forecourt.Control at
 * /org/forecourt/Forecourt/Control of the app's bus name.
 *   Run (s folder, s job, s arguments) → (s result)     JSON; jobs of fc-job.h
 *   signal Progress (s step, x done, x total)           to the caller alone
 */

/* The app's side: from the opening of the replica to before its closing. */
typedef struct _FcControl FcControl;
FcControl  *fc_control_new         (GDBusConnection      *connection,
                                    FcReplica            *replica,
                                    FcSession            *session, /* nullable */
                                    GError              **error);
void        fc_control_free        (FcControl            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcControl, fc_control_free)

/* The script's side. @profile: (nullable). Errors are those of the job; FC_REPLICA_ERROR_BUSY when no app answers. */
void        fc_control_call_async  (const char           *profile,
                                    GFile                *folder,
                                    const char           *job,
                                    JsonObject           *args,
                                    FcProgressFunc        progress, /* nullable */
                                    gpointer              progress_data,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
JsonObject *fc_control_call_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
