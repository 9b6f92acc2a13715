/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-shift-versions.h"
#include "fc-step-view.h"
#include "fc-window.h"

#include <glib/gi18n.h>

static void
corrected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FcShiftView) self = user_data;
  g_autoptr (GError) error = NULL;
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  FcId id = fc_shift_correction_id (fc_shift_view_get_id (self));
  g_autofree char *uri = fc_record_uri ("shift", &id);

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fc_shift_view_failed (self, error->message);
      return;
    }
  if (window == NULL)
    return;
  fc_window_open (window, uri);
  fc_window_toast (window, _ ("This is the new version. The approved one stays as it is"));
}

/**
 * fc_shift_view_correct:
 * @reason: why an approved shift is opened again
 *
 * Makes a new version of it and shows that one; the approved one is never changed.
 */
void
fc_shift_view_correct (FcShiftView *self,
                       const char  *reason)
{
  FcReplica *replica = fc_shift_draft_get_replica (fc_shift_view_get_draft (self));
  FcId id = fc_shift_correction_id (fc_shift_view_get_id (self));
  JsonObject *args = json_object_new ();

  fc_args_set_id (args, "corrects_id", fc_shift_view_get_id (self));
  json_object_set_string_member (args, "reason", reason);
  fc_replica_run_op_async (replica, fc_op_new_command ("shift.correct", FC_SHIFT, &id, args, g_get_real_time ()), NULL,
                           corrected_cb, g_object_ref (self));
}
