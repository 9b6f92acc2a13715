/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-slips-kept.h"

#include <glib/gstdio.h>

#include "fc-json.h"
#include "fc-slip-cells.h"

#define FOLDER "unfinished" /* in the replica's; it goes with the replica */
#define PLACE "slip "       /* what the draft calls one of them, with its id */

static char *
path_of (FcReplica  *replica,
         const FcId *shift_id,
         gboolean    make)
{
  g_autofree char *folder = g_build_filename (g_file_peek_path (fc_replica_get_folder (replica)), FOLDER, NULL);
  g_autofree char *id = fc_id_dup_string (shift_id);
  g_autofree char *name = g_strconcat ("slips-", id, ".json", NULL);

  if (make)
    g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

static FcRecord *
read_one (const char *id_text,
          JsonNode   *node)
{
  FcId id;

  if (!JSON_NODE_HOLDS_OBJECT (node) || !fc_id_from_string (id_text, &id))
    return NULL;
  return fc_record_from_json (FC_SLIP, &id, json_node_get_object (node), NULL, NULL);
}

/**
 * fc_slips_kept_read:
 *
 * Returns: (transfer full) (element-type FcRecord): what fc_slips_kept_write() has kept, none where nothing was
 */
GPtrArray *
fc_slips_kept_read (FcReplica  *replica,
                    const FcId *shift_id)
{
  GPtrArray *slips = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = path_of (replica, shift_id, FALSE);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GList) ids = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return slips;
  root = fc_json_parse (text, (gssize) length, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return slips;
  ids = json_object_get_members (json_node_get_object (root));
  for (GList *l = ids; l != NULL; l = l->next)
    {
      FcRecord *slip = read_one (l->data, json_object_get_member (json_node_get_object (root), l->data));

      if (slip != NULL)
        g_ptr_array_add (slips, slip);
    }
  return slips;
}

/**
 * fc_slips_kept_write:
 * @slips: (element-type FcRecord): takes the place of what was kept
 *
 * A few hundred bytes, at once: what was typed must be there after the power has failed.
 */
void
fc_slips_kept_write (FcReplica  *replica,
                     const FcId *shift_id,
                     GPtrArray  *slips)
{
  g_autofree char *path = path_of (replica, shift_id, slips->len > 0);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (slips->len == 0)
    {
      g_unlink (path);
      return;
    }
  json_node_take_object (root, json_object_new ());
  for (guint i = 0; i < slips->len; i++)
    {
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (slips->pdata[i]));

      json_object_set_object_member (json_node_get_object (root), id,
                                     fc_record_to_json (slips->pdata[i], FC_ALL_FIELDS));
    }
  text = json_to_string (root, FALSE);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_message ("Slips that are not whole are not kept over a restart: %s", error->message);
}

static char *
dup_place (FcRecord *slip)
{
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (slip));

  return g_strconcat (PLACE, id, NULL);
}

static gboolean
is_of_drawer (FcRecord   *slip,
              const FcId *drawer)
{
  const FcId *of = fc_record_get_ref (slip, FC_SLIP_DRAWER_ID);

  return of != NULL ? fc_id_equal (of, drawer) : fc_id_is_null (drawer);
}

static gboolean
stands_for_one (const FcRefused *refused,
                GPtrArray       *slips)
{
  for (guint i = 0; i < slips->len; i++)
    {
      g_autofree char *place = dup_place (slips->pdata[i]);

      if (g_strcmp0 (place, refused->place) == 0)
        return is_of_drawer (slips->pdata[i], &refused->drawer);
    }
  return FALSE;
}

/* One that is whole by now, or was removed; FALSE: there is none. */
static gboolean
mend_one (FcShiftDraft *draft,
          GPtrArray    *slips)
{
  GPtrArray *all = fc_shift_draft_list_refused (draft);

  for (guint i = 0; i < all->len; i++)
    {
      const FcRefused *refused = all->pdata[i];
      g_autofree char *place = g_strdup (refused->place);
      FcId drawer = refused->drawer;

      if (refused->view != FC_STEP_SLIPS || !g_str_has_prefix (place, PLACE) || stands_for_one (refused, slips))
        continue;
      fc_shift_draft_mend (draft, FC_STEP_SLIPS, &drawer, place);
      return TRUE;
    }
  return FALSE;
}

/* By what somebody finds it again. */
static const char *
name_of (FcRecord *slip)
{
  static const int fields[] = { FC_SLIP_CUSTOMER, FC_SLIP_VEHICLE, FC_SLIP_NUMBER };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!fc_record_is_null (slip, fields[i]))
      return fc_record_get_text (slip, fields[i]);
  return NULL;
}

static void
refuse_one (FcShiftDraft *draft,
            FcRecord     *slip)
{
  const FcId *drawer = fc_record_get_ref (slip, FC_SLIP_DRAWER_ID);
  g_autofree char *place = dup_place (slip);
  const FcRefused *before = fc_shift_draft_find_refused (draft, FC_STEP_SLIPS, drawer, place);

  if (before == NULL || g_strcmp0 (before->message, fc_slip_missing (slip)) != 0
      || g_strcmp0 (before->where, name_of (slip)) != 0)
    fc_shift_draft_refuse (draft, FC_STEP_SLIPS, drawer, NULL, place, NULL, name_of (slip), fc_slip_missing (slip));
}

/**
 * fc_slips_kept_tell:
 *
 * A slip that was begun must not be forgotten because it is not whole: its step is no further than begun, and the shift
 * waits for what is kept and not in it.
 */
void
fc_slips_kept_tell (FcShiftDraft *draft)
{
  g_autoptr (GPtrArray) slips
    = fc_slips_kept_read (fc_shift_draft_get_replica (draft), fc_shift_draft_get_id (draft));

  for (guint i = slips->len; i > 0; i--)
    if (fc_row_set_get (fc_shift_draft_get_rows (draft), FC_SLIP, fc_record_get_id (slips->pdata[i - 1])) != NULL)
      g_ptr_array_remove_index (slips, i - 1);
  while (mend_one (draft, slips))
    continue;
  for (guint i = 0; i < slips->len && !fc_shift_draft_is_locked (draft); i++)
    refuse_one (draft, slips->pdata[i]);
}
