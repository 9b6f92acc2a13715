/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record.h"

#include "fc-json.h"

#include <string.h>

struct _FcRecord {
  GObject parent_instance;

  FcEntity entity;
  FcId id;
  gint64 version;
  guint n_fields;
  FcValue *values;
  gint64 *field_versions; /* nullable until one is set */
  char *extra;
};

G_DEFINE_FINAL_TYPE (FcRecord, fc_record, G_TYPE_OBJECT)

void
fc_value_clear (FcValue *value)
{
  if (value->kind == FC_VALUE_TEXT)
    g_free (value->text);
  value->kind = FC_VALUE_NULL;
}

/**
 * fc_value_copy:
 * @out: overwritten, not cleared
 */
void
fc_value_copy (const FcValue *value,
               FcValue       *out)
{
  *out = *value;
  if (value->kind == FC_VALUE_TEXT)
    out->text = g_strdup (value->text);
}

gboolean
fc_value_equal (const FcValue *a,
                const FcValue *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case FC_VALUE_INT:
      return a->number == b->number;
    case FC_VALUE_TEXT:
      return g_str_equal (a->text, b->text);
    case FC_VALUE_ID:
      return fc_id_equal (&a->id, &b->id);
    case FC_VALUE_NULL:
    default:
      return TRUE;
    }
}

static void
fc_record_finalize (GObject *object)
{
  FcRecord *self = FC_RECORD (object);

  for (guint i = 0; i < self->n_fields; i++)
    fc_value_clear (&self->values[i]);
  g_free (self->values);
  g_free (self->field_versions);
  g_free (self->extra);
  G_OBJECT_CLASS (fc_record_parent_class)->finalize (object);
}

static void
fc_record_class_init (FcRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_record_finalize;
}

static void
fc_record_init (FcRecord *self)
{
}

/**
 * fc_record_new:
 *
 * Returns: (transfer full): a record with every field null
 */
FcRecord *
fc_record_new (FcEntity    entity,
               const FcId *id)
{
  FcRecord *self = g_object_new (FC_TYPE_RECORD, NULL);

  self->entity = entity;
  self->id = *id;
  self->n_fields = fc_catalog_get (entity)->n_fields;
  self->values = g_new0 (FcValue, self->n_fields);
  return self;
}

/**
 * fc_record_copy:
 *
 * Returns: (transfer full): the same values, versions and extra
 */
FcRecord *
fc_record_copy (FcRecord *self)
{
  FcRecord *copy = fc_record_new (self->entity, &self->id);

  for (guint i = 0; i < self->n_fields; i++)
    fc_value_copy (&self->values[i], &copy->values[i]);
  copy->version = self->version;
  if (self->field_versions != NULL)
    copy->field_versions = g_memdup2 (self->field_versions, sizeof (gint64) * self->n_fields);
  copy->extra = g_strdup (self->extra);
  return copy;
}

FcEntity
fc_record_get_entity (FcRecord *self)
{
  return self->entity;
}

/**
 * fc_record_get_id:
 *
 * Returns: (transfer none): lives as long as the record
 */
const FcId *
fc_record_get_id (FcRecord *self)
{
  return &self->id;
}

const FcValue *
fc_record_get_value (FcRecord *self,
                     int       field)
{
  g_return_val_if_fail (field >= 0 && (guint) field < self->n_fields, NULL);

  return &self->values[field];
}

gboolean
fc_record_is_null (FcRecord *self,
                   int       field)
{
  return fc_record_get_value (self, field)->kind == FC_VALUE_NULL;
}

/**
 * fc_record_get_int:
 *
 * Returns: the number in the field's unit, 0 where it is null
 */
gint64
fc_record_get_int (FcRecord *self,
                   int       field)
{
  const FcValue *value = fc_record_get_value (self, field);

  return value->kind == FC_VALUE_INT ? value->number : 0;
}

gboolean
fc_record_get_bool (FcRecord *self,
                    int       field)
{
  return fc_record_get_int (self, field) != 0;
}

/**
 * fc_record_get_text:
 *
 * Returns: (transfer none) (nullable): text, choice, set or JSON as stored
 */
const char *
fc_record_get_text (FcRecord *self,
                    int       field)
{
  const FcValue *value = fc_record_get_value (self, field);

  return value->kind == FC_VALUE_TEXT ? value->text : NULL;
}

/**
 * fc_record_get_ref:
 *
 * Returns: (transfer none) (nullable): the id of the row pointed to
 */
const FcId *
fc_record_get_ref (FcRecord *self,
                   int       field)
{
  const FcValue *value = fc_record_get_value (self, field);

  return value->kind == FC_VALUE_ID ? &value->id : NULL;
}

/**
 * fc_record_dup_set:
 *
 * Returns: (transfer full): the members of a set field, empty where it is null
 */
GStrv
fc_record_dup_set (FcRecord *self,
                   int       field)
{
  const char *text = fc_record_get_text (self, field);
  g_autoptr (GStrvBuilder) members = g_strv_builder_new ();
  g_autoptr (JsonNode) node = text != NULL ? fc_json_parse (text, -1, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (JSON_NODE_HOLDS_VALUE (json_array_get_element (array, i)) &&
            json_node_get_value_type (json_array_get_element (array, i)) == G_TYPE_STRING)
          g_strv_builder_add (members, json_array_get_string_element (array, i));
    }
  return g_strv_builder_end (members);
}

gboolean
fc_record_set_has (FcRecord   *self,
                   int         field,
                   const char *member)
{
  g_auto (GStrv) members = fc_record_dup_set (self, field);

  return g_strv_contains ((const char *const *) members, member);
}

/**
 * fc_record_set_value:
 * @value: copied
 */
void
fc_record_set_value (FcRecord      *self,
                     int            field,
                     const FcValue *value)
{
  FcValue copy;

  g_return_if_fail (field >= 0 && (guint) field < self->n_fields);

  fc_value_copy (value, &copy);
  fc_value_clear (&self->values[field]);
  self->values[field] = copy;
}

void
fc_record_set_null (FcRecord *self,
                    int       field)
{
  g_return_if_fail (field >= 0 && (guint) field < self->n_fields);

  fc_value_clear (&self->values[field]);
}

void
fc_record_set_int (FcRecord *self,
                   int       field,
                   gint64    number)
{
  fc_record_set_value (self, field, &(FcValue){ .kind = FC_VALUE_INT, .number = number });
}

/**
 * fc_record_set_text:
 * @text: (nullable): copied; %NULL makes the field null
 */
void
fc_record_set_text (FcRecord   *self,
                    int         field,
                    const char *text)
{
  if (text == NULL)
    fc_record_set_null (self, field);
  else
    fc_record_set_value (self, field, &(FcValue){ .kind = FC_VALUE_TEXT, .text = (char *) text });
}

/**
 * fc_record_set_ref:
 * @id: (nullable): copied; %NULL or the null id makes the field null
 */
void
fc_record_set_ref (FcRecord   *self,
                   int         field,
                   const FcId *id)
{
  if (id == NULL || fc_id_is_null (id))
    fc_record_set_null (self, field);
  else
    fc_record_set_value (self, field, &(FcValue){ .kind = FC_VALUE_ID, .id = *id });
}

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * fc_record_set_set:
 * @members: ends with %NULL; stored sorted and without doubles, so that equal sets have equal text
 */
void
fc_record_set_set (FcRecord          *self,
                   int                field,
                   const char *const *members)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (; *members != NULL; members++)
    g_ptr_array_add (sorted, (gpointer) *members);
  g_ptr_array_sort (sorted, compare_members);
  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || strcmp (sorted->pdata[i], sorted->pdata[i - 1]) != 0)
      json_array_add_string_element (array, sorted->pdata[i]);
  json_node_init_array (node, array);
  json_array_unref (array);
  text = json_to_string (node, FALSE);
  fc_record_set_text (self, field, text);
}

gint64
fc_record_get_version (FcRecord *self)
{
  return self->version;
}

void
fc_record_set_version (FcRecord *self,
                       gint64    version)
{
  self->version = version;
}

/**
 * fc_record_get_field_version:
 *
 * Returns: the hub's sequence number at which @field last changed, 0 where never known
 */
gint64
fc_record_get_field_version (FcRecord *self,
                             int       field)
{
  g_return_val_if_fail (field >= 0 && (guint) field < self->n_fields, 0);

  return self->field_versions != NULL ? self->field_versions[field] : 0;
}

void
fc_record_set_field_version (FcRecord *self,
                             int       field,
                             gint64    version)
{
  g_return_if_fail (field >= 0 && (guint) field < self->n_fields);

  if (self->field_versions == NULL)
    self->field_versions = g_new0 (gint64, self->n_fields);
  self->field_versions[field] = version;
}

static void
put_varint (GByteArray *out,
            guint64     value)
{
  do
    {
      guint8 byte = (guint8) ((value & 0x7f) | (value > 0x7f ? 0x80 : 0));

      g_byte_array_append (out, &byte, 1);
      value >>= 7;
    }
  while (value != 0);
}

static gboolean
take_varint (const guint8 **at,
             const guint8  *end,
             guint64       *value)
{
  *value = 0;
  for (int shift = 0; *at < end && shift < 63; shift += 7)
    {
      guint8 byte = *(*at)++;

      *value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return TRUE;
    }
  return FALSE;
}

/**
 * fc_record_pack_versions:
 *
 * Packs the field versions: one varint a field, as many as there are up to the last that is not 0.
 *
 * Returns: (transfer full) (nullable): %NULL where none is known
 */
GBytes *
fc_record_pack_versions (FcRecord *self)
{
  GByteArray *out;
  guint used = self->field_versions != NULL ? self->n_fields : 0;

  while (used > 0 && self->field_versions[used - 1] == 0)
    used--;
  if (used == 0)
    return NULL;
  out = g_byte_array_sized_new (used * 3);
  for (guint i = 0; i < used; i++)
    put_varint (out, (guint64) self->field_versions[i]);
  return g_byte_array_free_to_bytes (out);
}

/**
 * fc_record_unpack_versions:
 *
 * Reads what fc_record_pack_versions() made; versions of fields this program does not know are dropped.
 *
 * Returns: %FALSE where the bytes are not that
 */
gboolean
fc_record_unpack_versions (FcRecord      *self,
                           gconstpointer  bytes,
                           gsize          size)
{
  const guint8 *at = bytes;
  const guint8 *end = at + size;

  for (guint i = 0; at < end; i++)
    {
      guint64 version;

      if (!take_varint (&at, end, &version))
        return FALSE;
      if (i < self->n_fields)
        fc_record_set_field_version (self, (int) i, (gint64) version);
    }
  return TRUE;
}

const char *
fc_record_get_extra (FcRecord *self)
{
  return self->extra;
}

void
fc_record_set_extra (FcRecord   *self,
                     const char *json)
{
  g_free (self->extra);
  self->extra = g_strdup (json);
}
