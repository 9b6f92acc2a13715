/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-kept.h"

#include "fc-command.h"
#include "fc-json.h"

#include <glib/gstdio.h>

#define FOLDER "unfinished" /* in the replica's; it goes with the replica */
#define DRAWN  "drawn"
#define BEFORE "before"

static char *
folder_of (FcReplica *replica)
{
  return g_build_filename (g_file_peek_path (fc_replica_get_folder (replica)), FOLDER, NULL);
}

/* "fence-PERSON-" */
static char *
prefix_of (FcReplica *replica)
{
  const FcActor *actor = fc_replica_get_actor (replica);
  g_autofree char *person = actor != NULL ? fc_id_dup_string (&actor->user_id) : g_strdup ("nobody");

  return g_strconcat ("fence-", person, "-", NULL);
}

static char *
path_of (FcReplica  *replica,
         const FcId *id)
{
  g_autofree char *folder = folder_of (replica), *prefix = prefix_of (replica), *name = fc_id_dup_string (id);
  g_autofree char *file = g_strconcat (prefix, name, ".json", NULL);

  return g_build_filename (folder, file, NULL);
}

static gboolean
is_same (FcRecord *a,
         FcRecord *b)
{
  for (int field = 0; field < (int) fc_catalog_get (FC_GEOFENCE)->n_fields; field++)
    if (!fc_value_equal (fc_record_get_value (a, field), fc_record_get_value (b, field)))
      return FALSE;
  return TRUE;
}

/**
 * fc_fence_kept_write:
 * @before: (nullable): as it was saved; NULL: it is new
 * @drawn: takes the place of what was kept of it; nothing is kept where it is as before
 *
 * A few hundred bytes, at once: what was drawn must be there after the power has failed.
 */
void
fc_fence_kept_write (FcReplica *replica,
                     FcRecord  *before,
                     FcRecord  *drawn)
{
  g_autofree char *folder = folder_of (replica), *path = path_of (replica, fc_record_get_id (drawn)), *text = NULL;
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) error = NULL;

  if (before != NULL && is_same (before, drawn))
    {
      g_unlink (path);
      return;
    }
  json_node_take_object (root, json_object_new ());
  json_object_set_object_member (json_node_get_object (root), DRAWN, fc_record_to_json (drawn, FC_ALL_FIELDS));
  if (before != NULL)
    json_object_set_object_member (json_node_get_object (root), BEFORE, fc_record_to_json (before, FC_ALL_FIELDS));
  text = json_to_string (root, FALSE);
  g_mkdir (folder, 0700); /* not its parents: a computer that was cleared stays so */
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_message ("A geofence that is being drawn is not kept over a restart: %s", error->message);
}

void
fc_fence_kept_drop (FcReplica  *replica,
                    const FcId *id)
{
  g_autofree char *path = path_of (replica, id);

  g_unlink (path);
}

static gboolean
find_newest (FcReplica *replica,
             FcId      *id)
{
  g_autofree char *folder = folder_of (replica), *prefix = prefix_of (replica);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  gint64 newest = -1;
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;
      GStatBuf state;
      gint64 time;
      FcId found;

      if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, ".json") || g_stat (path, &state) != 0)
        continue;
      text = g_strndup (name + strlen (prefix), strlen (name) - strlen (prefix) - strlen (".json"));
      time = (gint64) state.st_mtim.tv_sec * G_USEC_PER_SEC + state.st_mtim.tv_nsec / 1000;
      if (time <= newest || !fc_id_from_string (text, &found))
        continue;
      newest = time;
      *id = found;
    }
  return newest >= 0;
}

static FcRecord *
read_member (JsonObject *object,
             const char *name,
             const FcId *id)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return fc_record_from_json (FC_GEOFENCE, id, json_node_get_object (node), NULL, NULL);
}

/**
 * fc_fence_kept_read:
 * @id: (nullable): NULL: the one that this person has drawn last
 * @before: (out) (transfer full) (nullable): as it was saved when it was drawn; NULL: it is new
 *
 * Returns: (transfer full) (nullable): what fc_fence_kept_write() has kept; NULL where nothing was, or it cannot be read
 */
FcRecord *
fc_fence_kept_read (FcReplica   *replica,
                    const FcId  *id,
                    FcRecord   **before)
{
  g_autofree char *path = NULL, *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  FcRecord *drawn;
  FcId newest;
  gsize length;

  *before = NULL;
  if (id == NULL && !find_newest (replica, &newest))
    return NULL;
  if (id == NULL)
    id = &newest;
  path = path_of (replica, id);
  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  root = fc_json_parse (text, (gssize) length, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  drawn = read_member (json_node_get_object (root), DRAWN, id);
  if (drawn != NULL)
    *before = read_member (json_node_get_object (root), BEFORE, id);
  return drawn;
}

/**
 * fc_fence_kept_onto:
 * @before: as it was saved when it was drawn
 * @now: as it is saved now: others may have changed it meanwhile
 *
 * Returns: (transfer full): @now, with what was drawn
 */
FcRecord *
fc_fence_kept_onto (FcRecord *drawn,
                    FcRecord *before,
                    FcRecord *now)
{
  FcRecord *onto = fc_record_copy (now);

  for (int field = 0; field < (int) fc_catalog_get (FC_GEOFENCE)->n_fields; field++)
    if (!fc_value_equal (fc_record_get_value (drawn, field), fc_record_get_value (before, field)))
      fc_record_set_value (onto, field, fc_record_get_value (drawn, field));
  return onto;
}
