/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-feed-private.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define THE_FEED N_ ("the feed")
#define MAX_TEXT   256
#define MAX_NUMBER G_GINT64_CONSTANT (1000000000000000) /* 1e15: mL, minor units */
#define MAX_FILES  256

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
add_moment (JsonObject          *object,
            const char          *name,
            const FcNaxmlMoment *moment)
{
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;

  if (!moment->known)
    return;
  date = fc_date_to_iso (moment->date);
  text = g_strdup_printf ("%sT%02d:%02d:%02d", date, moment->second / 3600, moment->second / 60 % 60,
                          moment->second % 60);
  json_object_set_string_member (object, name, text);
}

static void
add_field (JsonObject        *object,
           const FcFeedField *field,
           gconstpointer      line)
{
  switch (field->type)
    {
    case FIELD_ID:
    case FIELD_TEXT:
      add_text (object, field->name, G_STRUCT_MEMBER (char *, line, field->offset));
      break;
    case FIELD_BOOL:
      if (G_STRUCT_MEMBER (gboolean, line, field->offset))
        json_object_set_boolean_member (object, field->name, TRUE);
      break;
    case FIELD_CASH:
      add_text (object, field->name, fc_feed_cash_kind_to_string (G_STRUCT_MEMBER (FcFeedCashKind, line, field->offset)));
      break;
    case FIELD_VOLUME:
    case FIELD_AMOUNT:
    case FIELD_QUANTITY:
    default:
      if (G_STRUCT_MEMBER (gint64, line, field->offset) != 0)
        json_object_set_int_member (object, field->name, G_STRUCT_MEMBER (gint64, line, field->offset));
      break;
    }
}

static JsonArray *
lines_to_json (const FcShiftFeed *self,
               FcFeedShapeId      shape)
{
  GPtrArray *lines = fc_feed_array (self, shape);
  JsonArray *array = json_array_sized_new (lines->len);

  for (guint i = 0; i < lines->len; i++)
    {
      gconstpointer line = g_ptr_array_index (lines, i);
      JsonObject *object = json_object_new ();

      add_text (object, "key", *(char *const *) line);
      for (const FcFeedField *field = fc_feed_shapes[shape].fields; field->name != NULL; field++)
        add_field (object, field, line);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
add_head (JsonObject        *object,
          const FcShiftFeed *self)
{
  g_autofree char *date = fc_date_to_iso (self->business_date);

  add_text (object, "key", self->key);
  add_text (object, "store", self->store);
  add_text (object, "period", self->period == FC_FEED_DAY ? "day" : "shift");
  add_text (object, "business_date", date);
  json_object_set_int_member (object, "sequence", self->sequence);
  add_text (object, "currency", self->currency);
  add_text (object, "vendor", self->vendor);
  add_text (object, "register_id", self->register_id);
  add_text (object, "cashier", self->cashier);
  add_text (object, "till", self->till);
  add_moment (object, "begin", &self->begin);
  add_moment (object, "end", &self->end);
  json_object_set_boolean_member (object, "open", self->open);
  json_object_set_boolean_member (object, "has_shifts", self->has_shifts);
  json_object_set_int_member (object, "drive_off_count", self->drive_off_count);
  json_object_set_int_member (object, "drive_off_amount", self->drive_off_amount);
  if (self->has_over_short)
    json_object_set_int_member (object, "over_short", self->over_short);
}

/**
 * fc_shift_feed_to_json:
 *
 * Members have the names of the struct's. What is NULL, 0 or FALSE in a line is left out.
 *
 * Returns: (transfer full): an object; the same feed gives the same bytes
 */
JsonNode *
fc_shift_feed_to_json (const FcShiftFeed *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *files = json_array_sized_new (self->files->len);

  add_head (object, self);
  for (FcFeedShapeId shape = 0; shape < FC_SHAPE_N; shape++)
    json_object_set_array_member (object, fc_feed_shapes[shape].name, lines_to_json (self, shape));
  for (guint i = 0; i < self->files->len; i++)
    json_array_add_string_element (files, g_ptr_array_index (self->files, i));
  json_object_set_array_member (object, "files", files);
  json_node_take_object (node, object);
  return node;
}

/* @sentence: translated, with a place for the member's name and one for what it is of */
static gboolean
refuse (const char  *where,
        const char  *name,
        const char  *sentence,
        GError     **error)
{
  g_autofree char *why = g_strdup_printf (sentence, name, _ (where));

  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The shift feed cannot be used: %s"), why);
  return FALSE;
}

static gboolean
read_text (JsonObject  *object,
           const char  *where,
           const char  *name,
           gboolean     needed,
           char       **text,
           GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *value;

  if (node == NULL || json_node_is_null (node))
    return needed ? refuse (where, name, _ ("“%s” of %s is missing"), error) : TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (where, name, _ ("“%s” of %s is not a text"), error);
  value = json_node_get_string (node);
  if (strlen (value) > MAX_TEXT || !g_utf8_validate (value, -1, NULL))
    return refuse (where, name, _ ("“%s” of %s is too long or not UTF-8"), error);
  for (const char *at = value; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return refuse (where, name, _ ("“%s” of %s has control characters"), error);
  if (needed && value[0] == '\0')
    return refuse (where, name, _ ("“%s” of %s is empty"), error);
  *text = g_strdup (value);
  return TRUE;
}

static gboolean
read_number (JsonObject  *object,
             const char  *where,
             const char  *name,
             gboolean     negative,
             gint64      *number,
             GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_is_null (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (where, name, _ ("“%s” of %s is not a whole number"), error);
  *number = json_node_get_int (node);
  if (*number > MAX_NUMBER || *number < (negative ? -MAX_NUMBER : 0))
    return refuse (where, name, _ ("“%s” of %s is out of bounds"), error);
  return TRUE;
}

static gboolean
read_flag (JsonObject  *object,
           const char  *where,
           const char  *name,
           gboolean    *flag,
           GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_is_null (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (where, name, _ ("“%s” of %s is neither true nor false"), error);
  *flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_cash_kind (JsonObject      *object,
                const char      *where,
                FcFeedCashKind  *kind,
                GError         **error)
{
  g_autofree char *text = NULL;

  if (!read_text (object, where, "kind", TRUE, &text, error))
    return FALSE;
  for (FcFeedCashKind each = FC_CASH_SAFE_DROP; each <= FC_CASH_CLOSING; each++)
    if (g_str_equal (text, fc_feed_cash_kind_to_string (each)))
      {
        *kind = each;
        return TRUE;
      }
  return refuse (where, "kind", _ ("“%s” of %s is none that is known"), error);
}

static gboolean
read_field (JsonObject         *object,
            const char         *where,
            const FcFeedField  *field,
            gpointer            line,
            GError            **error)
{
  switch (field->type)
    {
    case FIELD_ID:
    case FIELD_TEXT:
      return read_text (object, where, field->name, field->type == FIELD_ID, G_STRUCT_MEMBER_P (line, field->offset),
                        error);
    case FIELD_BOOL:
      return read_flag (object, where, field->name, G_STRUCT_MEMBER_P (line, field->offset), error);
    case FIELD_CASH:
      return read_cash_kind (object, where, G_STRUCT_MEMBER_P (line, field->offset), error);
    case FIELD_VOLUME:
    case FIELD_QUANTITY:
    case FIELD_AMOUNT:
    default:
      return read_number (object, where, field->name, field->type == FIELD_AMOUNT,
                          G_STRUCT_MEMBER_P (line, field->offset), error);
    }
}

/* The key is not believed but made again: nobody may write into another shift's rows. */
static gboolean
check_key (JsonObject  *object,
           const char  *where,
           const char  *key,
           GHashTable  *keys,
           GError     **error)
{
  g_autofree char *given = NULL;
  JsonNode *node = json_object_get_member (object, "key");

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    given = json_node_dup_string (node);
  if (given != NULL && !g_str_equal (given, key))
    return refuse (where, "key", _ ("“%s” of %s does not belong to what the line says"), error);
  if (!g_hash_table_add (keys, (gpointer) key))
    return refuse (where, "key", _ ("“%s” of %s is there twice"), error);
  return TRUE;
}

static gboolean
read_line (FcShiftFeed    *self,
           FcFeedShapeId   shape,
           JsonNode       *node,
           GHashTable     *keys,
           GError        **error)
{
  const FcFeedShape *description = &fc_feed_shapes[shape];
  gpointer line;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (THE_FEED, description->name, _ ("“%s” of %s has an element that is no object"), error);
  line = g_malloc0 (description->size);
  g_ptr_array_add (fc_feed_array (self, shape), line);
  for (const FcFeedField *field = description->fields; field->name != NULL; field++)
    if (!read_field (json_node_get_object (node), description->name, field, line, error))
      return FALSE;
  *(char **) line = fc_feed_line_key (self, shape, line);
  return check_key (json_node_get_object (node), description->name, *(char **) line, keys, error);
}

static gboolean
get_array (JsonObject  *object,
           const char  *name,
           guint        limit,
           JsonArray  **array,
           GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *array = NULL;
  if (node == NULL || json_node_is_null (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (THE_FEED, name, _ ("“%s” of %s is not a list"), error);
  *array = json_node_get_array (node);
  if (json_array_get_length (*array) > limit)
    return refuse (THE_FEED, name, _ ("“%s” of %s has too many lines"), error);
  return TRUE;
}

static gboolean
read_lines (FcShiftFeed  *self,
            JsonObject   *object,
            GError      **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (FcFeedShapeId shape = 0; shape < FC_SHAPE_N; shape++)
    {
      JsonArray *array;

      if (!get_array (object, fc_feed_shapes[shape].name, FC_SHIFT_FEED_MAX_LINES, &array, error))
        return FALSE;
      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        if (!read_line (self, shape, json_array_get_element (array, i), keys, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
read_files (FcShiftFeed  *self,
            JsonObject   *object,
            GError      **error)
{
  JsonArray *array;

  if (!get_array (object, "files", MAX_FILES, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                             ? json_node_get_string (node)
                             : NULL;

      if (text == NULL || strlen (text) > 1024 || !g_utf8_validate (text, -1, NULL))
        return refuse (THE_FEED, "files", _ ("“%s” of %s has an element that is no file"), error);
      g_ptr_array_add (self->files, g_strdup (text));
    }
  return TRUE;
}

static gboolean
read_moment (JsonObject     *object,
             const char     *name,
             FcNaxmlMoment  *moment,
             GError        **error)
{
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;
  int h, m, s, used = 0;

  if (!read_text (object, THE_FEED, name, FALSE, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  date = g_strndup (text, 10);
  if (strlen (text) != 19 || text[10] != 'T' || !fc_date_parse (date, &moment->date, NULL) ||
      sscanf (text + 11, "%2d:%2d:%2d%n", &h, &m, &s, &used) != 3 || used != 8 || h < 0 || h > 23 || m < 0 || m > 59 ||
      s < 0 || s > 59)
    return refuse (THE_FEED, name, _ ("“%s” of %s is not a date and time"), error);
  moment->known = TRUE;
  moment->second = h * 3600 + m * 60 + s;
  return TRUE;
}

static gboolean
read_period (FcShiftFeed  *self,
             JsonObject   *object,
             GError      **error)
{
  g_autofree char *period = NULL;
  g_autofree char *date = NULL;

  if (!read_text (object, THE_FEED, "period", TRUE, &period, error) ||
      !read_text (object, THE_FEED, "business_date", TRUE, &date, error))
    return FALSE;
  if (!g_str_equal (period, "shift") && !g_str_equal (period, "day"))
    return refuse (THE_FEED, "period", _ ("“%s” of %s is neither shift nor day"), error);
  self->period = g_str_equal (period, "day") ? FC_FEED_DAY : FC_FEED_SHIFT;
  if (!fc_date_parse (date, &self->business_date, NULL) || self->business_date < fc_date_from_civil (1990, 1, 1) ||
      self->business_date >= fc_date_from_civil (2100, 1, 1))
    return refuse (THE_FEED, "business_date", _ ("“%s” of %s is not a date a station can have"), error);
  return read_moment (object, "begin", &self->begin, error) && read_moment (object, "end", &self->end, error) &&
         read_flag (object, THE_FEED, "open", &self->open, error) &&
         read_flag (object, THE_FEED, "has_shifts", &self->has_shifts, error);
}

static gboolean
read_head (FcShiftFeed  *self,
           JsonObject   *object,
           GError      **error)
{
  const struct {
    const char *name;
    gboolean needed;
    char **field;
  } texts[] = {
    { "store", TRUE, &self->store },      { "currency", FALSE, &self->currency },
    { "vendor", FALSE, &self->vendor },   { "register_id", FALSE, &self->register_id },
    { "cashier", FALSE, &self->cashier }, { "till", FALSE, &self->till },
  };
  gint64 sequence = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!read_text (object, THE_FEED, texts[i].name, texts[i].needed, texts[i].field, error))
      return FALSE;
  if (!read_period (self, object, error) ||
      !read_number (object, THE_FEED, "sequence", FALSE, &sequence, error) ||
      !read_number (object, THE_FEED, "drive_off_count", FALSE, &self->drive_off_count, error) ||
      !read_number (object, THE_FEED, "drive_off_amount", FALSE, &self->drive_off_amount, error) ||
      !read_number (object, THE_FEED, "over_short", TRUE, &self->over_short, error))
    return FALSE;
  if (sequence > G_MAXINT32)
    return refuse (THE_FEED, "sequence", _ ("“%s” of %s is out of bounds"), error);
  self->sequence = (int) sequence;
  self->has_over_short = json_object_has_member (object, "over_short");
  return TRUE;
}

/**
 * fc_shift_feed_from_json:
 * @node: what fc_shift_feed_to_json() made, perhaps on a computer nobody trusts
 * @error: FC_ERROR_INVALID for a member that is missing, of another type or out of bounds, and for a key that is
 *   not the one its line must have
 *
 * Members with other names are passed over.
 *
 * Returns: (transfer full) (nullable): the feed
 */
FcShiftFeed *
fc_shift_feed_from_json (JsonNode  *node,
                         GError   **error)
{
  g_autoptr (FcShiftFeed) self = fc_shift_feed_new ();
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The shift feed cannot be used: it is no object"));
      return NULL;
    }
  object = json_node_get_object (node);
  if (!read_head (self, object, error))
    return NULL;
  self->key = fc_feed_key (self);
  if (!check_key (object, THE_FEED, self->key, keys, error) || !read_lines (self, object, error) ||
      !read_files (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}
