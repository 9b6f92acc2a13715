/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-run-private.h"

#include "fc-shift-versions.h"

/* Which of a preview's shifts are here already, and what may be done with them. */

static void look_next (GTask *task);

static FcImportState
state_of (FcRecord *shift)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);

  if (g_strcmp0 (state, "open") == 0 || g_strcmp0 (state, "disputed") == 0)
    return FC_IMPORT_KNOWN;
  return g_strcmp0 (state, "approved") == 0 ? FC_IMPORT_LATE : FC_IMPORT_LOCKED;
}

/* A shift that was corrected is what its newest version is. */
static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = fc_import_run_get_item (self, self->at);
  g_autoptr (FcRecord) shift = fc_import_run_version (self, result);

  if (shift != NULL && !fc_shift_is_discarded (shift) && item->state != FC_IMPORT_COVERED)
    {
      item->state = state_of (shift);
      item->wanted = item->state == FC_IMPORT_KNOWN;
      item->newest_id = self->version;
      g_free (item->digest);
      item->digest = g_strdup (fc_record_get_text (shift, FC_SHIFT_SOURCE_DIGEST));
      self->version = fc_shift_correction_id (&self->version);
      fc_import_run_load_version (self, task, looked_cb);
      return;
    }
  self->at++;
  look_next (task);
}

static void
look_next (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = fc_import_run_get_item (self, self->at);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (item == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->version = item->shift_id;
  fc_import_run_load_version (self, task, looked_cb);
}

/**
 * fc_import_run_look_async:
 *
 * Finds out which of the shifts are here already.
 */
void
fc_import_run_look_async (FcImportRun         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->at = 0;
  look_next (task);
}

gboolean
fc_import_run_look_finish (FcImportRun   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
