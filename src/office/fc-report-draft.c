/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-draft.h"

#include "fc-replica-sync.h"

#define META_DRAFT "app.report-draft"

/* There is one of the schedule that is new, and one of each that is being changed. */
static char *
key_of (const FcId *id)
{
  g_autofree char *text = id != NULL ? fc_id_dup_string (id) : NULL;

  return text != NULL ? g_strconcat (META_DRAFT, "/", text, NULL) : g_strdup (META_DRAFT);
}

/**
 * fc_report_draft_read:
 * @id: (nullable): of the schedule that is being changed
 *
 * Returns: (transfer full) (nullable): as it stood on screen; its folder may still be missing
 */
FcReportSchedule *
fc_report_draft_read (FcReplica  *replica,
                      const FcId *id)
{
  g_autofree char *key = key_of (id), *json = fc_replica_dup_meta (replica, key);
  g_autoptr (GPtrArray) schedules = fc_report_schedules_read (json);
  FcReportSchedule *draft = schedules->len > 0 ? fc_report_schedule_copy (schedules->pdata[0]) : NULL;

  if (draft != NULL && draft->folder[0] == '\0')
    g_clear_pointer (&draft->folder, g_free);
  return draft;
}

/**
 * fc_report_draft_keep:
 *
 * A few hundred bytes, in the background.
 */
void
fc_report_draft_keep (FcReplica              *replica,
                      const FcId             *id,
                      const FcReportSchedule *schedule)
{
  g_autoptr (GPtrArray) schedules = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_report_schedule_free);
  FcReportSchedule *draft = fc_report_schedule_copy (schedule);
  g_autofree char *key = key_of (id), *json = NULL;

  if (draft->folder == NULL)
    draft->folder = g_strdup ("");
  g_ptr_array_add (schedules, draft);
  json = fc_report_schedules_to_json (schedules);
  fc_replica_set_meta_async (replica, key, json, NULL, NULL);
}

void
fc_report_draft_forget (FcReplica  *replica,
                        const FcId *id)
{
  g_autofree char *key = key_of (id), *kept = fc_replica_dup_meta (replica, key);

  if (kept != NULL)
    fc_replica_set_meta_async (replica, key, NULL, NULL, NULL);
}
