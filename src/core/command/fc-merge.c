/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-merge.h"

#include "fc-json.h"

/*
 * Three ways, field by field: base is what both saw, theirs is what the row holds by now, mine is what comes second. Pure
 * values: the hub, the office and the simulator ask the same question and get the same answer.
 */

/* What neither took out and what either put in. */
static void
join_sets (FcRecord *base,
           FcRecord *mine,
           FcRecord *theirs,
           FcRecord *after,
           int       field)
{
  g_auto (GStrv) had = fc_record_dup_set (base, field);
  g_auto (GStrv) ours = fc_record_dup_set (mine, field);
  g_auto (GStrv) others = fc_record_dup_set (theirs, field);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  for (int i = 0; ours[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) had, ours[i]) ||
        g_strv_contains ((const char *const *) others, ours[i]))
      g_ptr_array_add (members, ours[i]);
  for (int i = 0; others[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) had, others[i]))
      g_ptr_array_add (members, others[i]);
  g_ptr_array_add (members, NULL);
  fc_record_set_set (after, field, (const char *const *) members->pdata);
}

/* (transfer full) (nullable): NULL where it is something else than an object; nothing is an object without members */
static JsonObject *
read_object (FcRecord *record,
             int       field)
{
  const char *text = fc_record_get_text (record, field);
  g_autoptr (JsonNode) node = text != NULL ? fc_json_parse (text, -1, NULL) : NULL;

  if (text == NULL)
    return json_object_new ();
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

static gboolean
is_same_member (JsonObject *a,
                JsonObject *b,
                const char *name)
{
  JsonNode *one = json_object_get_member (a, name), *other = json_object_get_member (b, name);

  return one != NULL && other != NULL ? json_node_equal (one, other) : one == other;
}

/* What @mine made of @base, one member after the other, is done to @theirs. TRUE in @lost: that undoes something of theirs. */
static void
join_members (JsonObject *base,
              JsonObject *mine,
              JsonObject *theirs,
              gboolean   *lost)
{
  g_autoptr (GList) brought = json_object_get_members (mine);
  g_autoptr (GList) had = json_object_get_members (base);

  for (GList *name = brought; name != NULL; name = name->next)
    if (!is_same_member (base, mine, name->data))
      {
        *lost = *lost || !(is_same_member (base, theirs, name->data) || is_same_member (mine, theirs, name->data));
        json_object_set_member (theirs, name->data, json_node_copy (json_object_get_member (mine, name->data)));
      }
  for (GList *name = had; name != NULL; name = name->next)
    if (!json_object_has_member (mine, name->data))
      {
        *lost = *lost || (json_object_has_member (theirs, name->data) && !is_same_member (base, theirs, name->data));
        json_object_remove_member (theirs, name->data);
      }
}

/* Two who change other members of the same object do not undo each other. FALSE: one of them is no object. */
static gboolean
join_objects (FcRecord *base,
              FcRecord *mine,
              FcRecord *theirs,
              FcRecord *after,
              int       field,
              gboolean *lost)
{
  g_autoptr (JsonObject) was = read_object (base, field);
  g_autoptr (JsonObject) ours = read_object (mine, field);
  g_autoptr (JsonObject) others = read_object (theirs, field);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  if (was == NULL || ours == NULL || others == NULL)
    return FALSE;
  join_members (was, ours, others, lost);
  json_node_set_object (node, others);
  text = json_to_string (node, FALSE);
  fc_record_set_text (after, field, text);
  return TRUE;
}

static gboolean
is_greater (FcRecord *mine,
            FcRecord *theirs,
            int       field)
{
  if (fc_record_is_null (mine, field))
    return FALSE;
  return fc_record_is_null (theirs, field) || fc_record_get_int (mine, field) > fc_record_get_int (theirs, field);
}

static void
merge_field (FcRecord      *base,
             FcRecord      *mine,
             FcRecord      *theirs,
             FcRecord      *after,
             int            field,
             FcMergeResult *result)
{
  const FcField *about = &fc_catalog_get (fc_record_get_entity (theirs))->fields[field];
  FcMerge policy = about->merge;
  guint64 bit = G_GUINT64_CONSTANT (1) << field;
  gboolean lost = FALSE;

  result->both |= bit;
  if (policy == FC_MERGE_UNION)
    join_sets (base, mine, theirs, after, field);
  else if (policy == FC_MERGE_MANUAL)
    result->conflicts |= bit;
  else if (policy == FC_MERGE_LAST && about->type == FC_TYPE_JSON && join_objects (base, mine, theirs, after, field, &lost))
    result->lost_theirs |= lost ? bit : 0;
  else if (policy == FC_MERGE_LAST || (policy == FC_MERGE_MAX && is_greater (mine, theirs, field)))
    {
      fc_record_set_value (after, field, fc_record_get_value (mine, field));
      result->lost_theirs |= bit;
    }
  else
    result->lost_mine |= bit;
}

/**
 * fc_merge_rows:
 * @base: (nullable): the row as the person saw it when they made @mine; only the fields of @base_mask hold
 * @mine: the values wanted for the fields of @mine_mask
 * @theirs: the row as it is now
 * @result: (out caller-allocates): which fields both had changed, and whose value gave way
 *
 * A field that only one of them changed takes that change; one that both changed alike is no conflict; one that both
 * changed goes by the catalog's policy. A field without a base is taken as seen.
 *
 * Returns: (transfer full): @theirs with what @mine brings
 */
FcRecord *
fc_merge_rows (FcRecord      *base,
               guint64        base_mask,
               FcRecord      *mine,
               guint64        mine_mask,
               FcRecord      *theirs,
               FcMergeResult *result)
{
  guint n_fields = fc_catalog_get (fc_record_get_entity (theirs))->n_fields;
  FcRecord *after = fc_record_copy (theirs);

  *result = (FcMergeResult) { 0 };
  for (guint i = 0; i < n_fields; i++)
    {
      guint64 bit = G_GUINT64_CONSTANT (1) << i;
      const FcValue *now = fc_record_get_value (theirs, (int) i);

      if ((mine_mask & bit) == 0 || fc_value_equal (now, fc_record_get_value (mine, (int) i)))
        continue;
      if (base != NULL && (base_mask & bit) != 0 && !fc_value_equal (now, fc_record_get_value (base, (int) i)))
        merge_field (base, mine, theirs, after, (int) i, result);
      else
        fc_record_set_value (after, (int) i, fc_record_get_value (mine, (int) i));
    }
  return after;
}
