/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-merge.h"

static void
merge_sets (FcRecord *now,
            FcRecord *prev,
            FcRecord *wanted,
            FcRecord *after,
            int       field)
{
  g_auto (GStrv) ours = fc_record_dup_set (wanted, field);
  g_auto (GStrv) theirs = fc_record_dup_set (now, field);
  g_auto (GStrv) base = fc_record_dup_set (prev, field);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  for (int i = 0; ours[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) base, ours[i]) ||
        g_strv_contains ((const char *const *) theirs, ours[i]))
      g_ptr_array_add (members, ours[i]);
  for (int i = 0; theirs[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) base, theirs[i]))
      g_ptr_array_add (members, theirs[i]);
  g_ptr_array_add (members, NULL);
  fc_record_set_set (after, field, (const char *const *) members->pdata);
}

static void
merge_field (FcRecord    *now,
             FcRecord    *prev,
             FcRecord    *wanted,
             FcRecord    *after,
             int          field,
             FcChangeSet *changes)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (now));

  changes->merged = TRUE;
  switch (about->fields[field].merge)
    {
    case FC_MERGE_LAST:
      fc_record_set_value (after, field, fc_record_get_value (wanted, field));
      break;
    case FC_MERGE_MAX:
      if (fc_record_get_int (wanted, field) > fc_record_get_int (now, field))
        fc_record_set_value (after, field, fc_record_get_value (wanted, field));
      break;
    case FC_MERGE_UNION:
      merge_sets (now, prev, wanted, after, field);
      break;
    case FC_MERGE_MANUAL:
      changes->conflicts |= G_GUINT64_CONSTANT (1) << field;
      break;
    case FC_MERGE_HUB:
    default:
      break;
    }
}

/**
 * fc_merge_patch:
 * @now: the row as it is here
 * @prev: (nullable): the row as the person saw it; only the fields of @prev_mask hold
 * @wanted: the values the person wants for the fields of @mask
 * @after: a copy of @now, to be changed
 * @changes: told whether anything was merged and which fields a person must decide
 *
 * Three ways, field by field: what nobody else touched takes the wanted value; what both changed goes by the
 * catalog's policy; what both changed alike is no conflict.
 */
void
fc_merge_patch (FcRecord    *now,
                FcRecord    *prev,
                guint64      prev_mask,
                FcRecord    *wanted,
                guint64      mask,
                FcRecord    *after,
                FcChangeSet *changes)
{
  guint n_fields = fc_catalog_get (fc_record_get_entity (now))->n_fields;

  for (guint i = 0; i < n_fields; i++)
    {
      guint64 bit = G_GUINT64_CONSTANT (1) << i;
      const FcValue *value = fc_record_get_value (now, (int) i);

      if ((mask & bit) == 0 || fc_value_equal (value, fc_record_get_value (wanted, (int) i)))
        continue;
      if (prev != NULL && (prev_mask & bit) != 0 && !fc_value_equal (value, fc_record_get_value (prev, (int) i)))
        merge_field (now, prev, wanted, after, (int) i, changes);
      else
        fc_record_set_value (after, (int) i, fc_record_get_value (wanted, (int) i));
    }
}
