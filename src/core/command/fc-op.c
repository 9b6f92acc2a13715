/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-op.h"

#include "fc-error.h"
#include "fc-json.h"
#include "fc-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const kinds[] = { "insert", "patch", "delete", "command", NULL };

/**
 * fc_op_new:
 * @now_us: UTC µs by this computer's clock
 *
 * Returns: (transfer full): an op with a new id, priority 5, its own lane and no fields
 */
FcOp *
fc_op_new (FcOpKind    kind,
           FcEntity    entity,
           const FcId *row_id,
           gint64      now_us)
{
  FcOp *self = g_new0 (FcOp, 1);

  self->op_id = fc_id_new (now_us);
  self->txn_id = self->op_id;
  self->kind = kind;
  self->entity = entity;
  self->row_id = *row_id;
  self->lane = *row_id;
  self->priority = 5;
  self->fields = json_object_new ();
  self->schema_version = FC_SCHEMA_VERSION;
  self->occurred_at = now_us;
  return self;
}

static void
set_lane (FcOp     *self,
          FcRecord *record)
{
  int parent = fc_catalog_parent_field (self->entity);
  const FcId *root = parent >= 0 ? fc_record_get_ref (record, parent) : NULL;

  if (root != NULL)
    self->lane = *root;
}

/**
 * fc_op_new_insert:
 *
 * Returns: (transfer full): inserts @record as it is
 */
FcOp *
fc_op_new_insert (FcRecord *record,
                  gint64    now_us)
{
  FcOp *self = fc_op_new (FC_OP_INSERT, fc_record_get_entity (record), fc_record_get_id (record), now_us);

  json_object_unref (self->fields);
  self->fields = fc_record_to_json (record, FC_ALL_FIELDS);
  set_lane (self, record);
  return self;
}

static guint64
difference (FcRecord *before,
            FcRecord *after)
{
  guint n_fields = fc_catalog_get (fc_record_get_entity (before))->n_fields;
  guint64 mask = 0;

  for (guint i = 0; i < n_fields; i++)
    if (!fc_value_equal (fc_record_get_value (before, (int) i), fc_record_get_value (after, (int) i)))
      mask |= G_GUINT64_CONSTANT (1) << i;
  return mask;
}

/**
 * fc_op_new_patch:
 * @before: the row the person saw
 * @after: the row they want
 *
 * Returns: (transfer full) (nullable): only what differs; %NULL where nothing does
 */
FcOp *
fc_op_new_patch (FcRecord *before,
                 FcRecord *after,
                 gint64    now_us)
{
  guint64 mask = difference (before, after);
  FcOp *self;

  if (mask == 0)
    return NULL;
  self = fc_op_new (FC_OP_PATCH, fc_record_get_entity (before), fc_record_get_id (before), now_us);
  json_object_unref (self->fields);
  self->fields = fc_record_to_json (after, mask);
  self->prev = fc_record_to_json (before, mask);
  self->base_version = fc_record_get_version (before);
  set_lane (self, before);
  return self;
}

FcOp *
fc_op_new_delete (FcRecord *record,
                  gint64    now_us)
{
  FcOp *self = fc_op_new (FC_OP_DELETE, fc_record_get_entity (record), fc_record_get_id (record), now_us);

  self->base_version = fc_record_get_version (record);
  set_lane (self, record);
  return self;
}

/**
 * fc_op_new_command:
 * @name: as registered, "shift.submit"
 * @root: entity of the aggregate's root
 * @args: (transfer full) (nullable)
 */
FcOp *
fc_op_new_command (const char *name,
                   FcEntity    root,
                   const FcId *root_id,
                   JsonObject *args,
                   gint64      now_us)
{
  FcOp *self = fc_op_new (FC_OP_COMMAND, root, root_id, now_us);

  self->command = g_strdup (name);
  if (args != NULL)
    {
      json_object_unref (self->fields);
      self->fields = args;
    }
  return self;
}

/**
 * fc_op_copy:
 *
 * Returns: (transfer full): shares the JSON, which nobody changes once the op is made
 */
FcOp *
fc_op_copy (const FcOp *self)
{
  FcOp *copy = g_memdup2 (self, sizeof *self);

  copy->command = g_strdup (self->command);
  copy->fields = json_object_ref (self->fields);
  copy->prev = self->prev != NULL ? json_object_ref (self->prev) : NULL;
  return copy;
}

void
fc_op_free (FcOp *self)
{
  g_clear_pointer (&self->fields, json_object_unref);
  g_clear_pointer (&self->prev, json_object_unref);
  g_free (self->command);
  g_free (self);
}

static void
put_id (JsonObject *object,
        const char *name,
        const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  if (fc_id_is_null (id))
    return;
  fc_id_to_string (id, text);
  json_object_set_string_member (object, name, text);
}

/**
 * fc_op_to_json:
 *
 * Returns: (transfer full): the op's wire form; null ids and defaults are left out
 */
JsonObject *
fc_op_to_json (const FcOp *self)
{
  JsonObject *object = json_object_new ();

  put_id (object, "op_id", &self->op_id);
  put_id (object, "client_id", &self->client_id);
  json_object_set_int_member (object, "client_seq", self->client_seq);
  put_id (object, "txn_id", &self->txn_id);
  put_id (object, "actor", &self->actor);
  put_id (object, "lane", &self->lane);
  json_object_set_int_member (object, "priority", self->priority);
  put_id (object, "depends_on", &self->depends_on);
  json_object_set_string_member (object, "kind", kinds[self->kind]);
  json_object_set_string_member (object, "entity", fc_catalog_get (self->entity)->name);
  put_id (object, "row_id", &self->row_id);
  if (self->command != NULL)
    json_object_set_string_member (object, "command", self->command);
  json_object_set_int_member (object, "base_version", self->base_version);
  json_object_set_object_member (object, "fields", json_object_ref (self->fields));
  if (self->prev != NULL)
    json_object_set_object_member (object, "prev", json_object_ref (self->prev));
  json_object_set_int_member (object, "schema_version", self->schema_version);
  json_object_set_int_member (object, "occurred_at", self->occurred_at);
  return object;
}

/**
 * fc_op_encode:
 *
 * Returns: (transfer full): UTF-8 JSON without a final zero; made once, stored, and sent as it is ever after
 */
GBytes *
fc_op_encode (const FcOp *self)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  char *text;

  json_node_take_object (node, fc_op_to_json (self));
  text = json_to_string (node, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static JsonNode *
typed_member (JsonObject *object,
              const char *name,
              GType       type)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;
  return node;
}

static const char *
string_member (JsonObject *object,
               const char *name)
{
  JsonNode *node = typed_member (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

static gint64
int_member (JsonObject *object,
            const char *name,
            gint64      otherwise)
{
  JsonNode *node = typed_member (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : otherwise;
}

static void
read_id (JsonObject *object,
         const char *name,
         FcId       *out)
{
  if (!fc_id_from_string (string_member (object, name), out))
    memset (out, 0, sizeof *out);
}

static JsonObject *
object_member (JsonObject *object,
               const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

static gboolean
read_kind (FcOp       *self,
           JsonObject *object)
{
  const char *kind = string_member (object, "kind");
  const FcEntityInfo *about = fc_catalog_find (string_member (object, "entity"));

  if (kind == NULL || about == NULL)
    return FALSE;
  self->entity = about->id;
  self->command = g_strdup (string_member (object, "command"));
  for (int i = 0; kinds[i] != NULL; i++)
    if (g_str_equal (kinds[i], kind))
      {
        self->kind = (FcOpKind) i;
        return (self->kind == FC_OP_COMMAND) == (self->command != NULL);
      }
  return FALSE;
}

/**
 * fc_op_from_json:
 * @error: FC_ERROR_PARSE where kind, entity, ids or fields are missing
 *
 * Returns: (transfer full) (nullable)
 */
FcOp *
fc_op_from_json (JsonObject  *object,
                 GError     **error)
{
  g_autoptr (FcOp) self = g_new0 (FcOp, 1);

  read_id (object, "op_id", &self->op_id);
  read_id (object, "client_id", &self->client_id);
  read_id (object, "txn_id", &self->txn_id);
  read_id (object, "actor", &self->actor);
  read_id (object, "lane", &self->lane);
  read_id (object, "depends_on", &self->depends_on);
  read_id (object, "row_id", &self->row_id);
  self->client_seq = int_member (object, "client_seq", 0);
  self->priority = (int) CLAMP (int_member (object, "priority", 5), 1, 10);
  self->base_version = int_member (object, "base_version", 0);
  self->schema_version = (int) CLAMP (int_member (object, "schema_version", 0), 0, G_MAXINT);
  self->occurred_at = int_member (object, "occurred_at", 0);
  self->fields = object_member (object, "fields");
  self->prev = object_member (object, "prev");
  if (!read_kind (self, object) || self->fields == NULL || fc_id_is_null (&self->op_id) ||
      fc_id_is_null (&self->row_id) || fc_id_is_null (&self->actor))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("This is not a complete operation"));
      return NULL;
    }
  if (fc_id_is_null (&self->lane))
    self->lane = self->row_id;
  if (fc_id_is_null (&self->txn_id))
    self->txn_id = self->op_id;
  return g_steal_pointer (&self);
}

/**
 * fc_op_decode:
 * @bytes: what fc_op_encode() made
 * @error: FC_ERROR_PARSE
 *
 * Returns: (transfer full) (nullable)
 */
FcOp *
fc_op_decode (GBytes  *bytes,
              GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) root = fc_json_parse (text, (gssize) size, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("This is not a complete operation"));
      return NULL;
    }
  return fc_op_from_json (json_node_get_object (root), error);
}

/**
 * fc_op_peek:
 * @op_id: (out): null where not even that can be read
 * @txn_id: (out): null likewise
 *
 * What can be said of an op that fc_op_decode() does not take, such as one about an entity of a newer program.
 *
 * Returns: its schema version, 0 where it names none
 */
int
fc_op_peek (GBytes *bytes,
            FcId   *op_id,
            FcId   *txn_id)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) root = fc_json_parse (text, (gssize) size, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  *op_id = *txn_id = (FcId){ 0 };
  if (object == NULL)
    return 0;
  read_id (object, "op_id", op_id);
  read_id (object, "txn_id", txn_id);
  return (int) CLAMP (int_member (object, "schema_version", 0), 0, G_MAXINT);
}
