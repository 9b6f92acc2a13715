/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-push-private.h"

/* Who wrote the state of @row that has the seq @seq: this request's own lines first. */
static gboolean
find_author (FcHubRun          *run,
             const FcHubGroup  *group,
             const char        *row_id,
             gint64             seq,
             FcId              *user,
             gint64            *at,
             GError           **error)
{
  GPtrArray *const logs[] = { group->log, run->write->log };

  for (guint n = 0; n < G_N_ELEMENTS (logs); n++)
    for (guint i = logs[n]->len; i-- > 0;)
      {
        FcRecord *line = logs[n]->pdata[i];
        gint64 version = n == 0 ? group->seq : fc_record_get_version (line);
        if (fc_record_get_entity (line) != FC_AUDIT_ENTRY || version != seq ||
            g_strcmp0 (fc_record_get_text (line, FC_AUDIT_ENTRY_ROW_ID), row_id) != 0 ||
            fc_record_get_ref (line, FC_AUDIT_ENTRY_USER_ID) == NULL)
          continue;
        *user = *fc_record_get_ref (line, FC_AUDIT_ENTRY_USER_ID);
        *at = fc_record_get_int (line, FC_AUDIT_ENTRY_AT);
        return TRUE;
      }
  return run->store->class->last_author == NULL ||
         run->store->class->last_author (run->store, &run->push->tenant, row_id, seq, user, at, error);
}

/* Both sides of a conflict with who and when: what stands was written by somebody else, and only the log says by whom. */
static gboolean
name_author (FcHubRun          *run,
             const FcHubGroup  *group,
             FcRecord          *conflict,
             GError           **error)
{
  const FcEntityInfo *about = fc_catalog_find (fc_record_get_text (conflict, FC_CONFLICT_ENTITY));
  const FcId *id = fc_record_get_ref (conflict, FC_CONFLICT_ROW_ID);
  FcRecord *row = about ? fc_row_set_get (run->rows, about->id, id) : NULL;
  g_autofree char *row_id = fc_id_dup_string (id);
  FcId user = { 0 };
  gint64 at = 0;

  if (row == NULL)
    return TRUE;
  int field = fc_catalog_field (about->id, fc_record_get_text (conflict, FC_CONFLICT_FIELD));
  gint64 seq = field >= 0 ? fc_record_get_field_version (row, field) : 0;
  if (seq == 0)
    seq = fc_record_get_version (row);
  if (!find_author (run, group, row_id, seq, &user, &at, error))
    return FALSE;
  if (!fc_id_is_null (&user))
    fc_record_set_ref (conflict, FC_CONFLICT_KEPT_BY, &user);
  if (at != 0)
    fc_record_set_int (conflict, FC_CONFLICT_KEPT_AT, at);
  return TRUE;
}

/* What a command or a merge made of conflicts; the rows still are as they were before the op. */
gboolean
fc_hub_run_name_authors (FcHubRun          *run,
                         const FcHubGroup  *group,
                         FcChangeSet       *changes,
                         GError           **error)
{
  for (guint i = 0; changes->n_conflicts > 0 && i < changes->changes->len; i++)
    {
      FcChange *change = changes->changes->pdata[i];
      if (fc_record_get_entity (change->after) != FC_CONFLICT || change->kind == FC_CHANGE_DELETE)
        continue;
      if (!name_author (run, group, change->after, error))
        return FALSE;
      change->mask |= G_GUINT64_CONSTANT (1) << FC_CONFLICT_KEPT_BY | G_GUINT64_CONSTANT (1) << FC_CONFLICT_KEPT_AT;
    }
  return TRUE;
}
