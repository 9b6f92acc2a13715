/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-cursor.h"

#include "fc-wire-coding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
mark_clear (gpointer data)
{
  FcCursorMark *mark = data;

  g_free (mark->bucket);
}

/* Position of @bucket, or where it belongs. */
static guint
find (const FcCursor *self,
      const char     *bucket,
      gboolean       *found)
{
  guint low = 0, high = self->marks->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (g_array_index (self->marks, FcCursorMark, middle).bucket, bucket);

      if (order == 0)
        {
          *found = TRUE;
          return middle;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *found = FALSE;
  return low;
}

/**
 * fc_cursor_new:
 *
 * Returns: (transfer full): a cursor that has read nothing
 */
FcCursor *
fc_cursor_new (void)
{
  FcCursor *self = g_new0 (FcCursor, 1);

  self->marks = g_array_new (FALSE, FALSE, sizeof (FcCursorMark));
  g_array_set_clear_func (self->marks, mark_clear);
  return self;
}

/**
 * fc_cursor_copy:
 * @self: (nullable):
 *
 * Returns: (transfer full): an empty cursor for NULL
 */
FcCursor *
fc_cursor_copy (const FcCursor *self)
{
  FcCursor *copy = fc_cursor_new ();

  for (guint i = 0; i < fc_cursor_size (self); i++)
    {
      const FcCursorMark *mark = &g_array_index (self->marks, FcCursorMark, i);
      FcCursorMark own = { g_strdup (mark->bucket), mark->seq };

      g_array_append_val (copy->marks, own);
    }
  return copy;
}

void
fc_cursor_free (FcCursor *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->marks);
  g_free (self);
}

/**
 * fc_cursor_size:
 * @self: (nullable):
 *
 * Returns: the number of buckets
 */
guint
fc_cursor_size (const FcCursor *self)
{
  return self != NULL ? self->marks->len : 0;
}

/**
 * fc_cursor_get:
 * @self: (nullable):
 *
 * Returns: how far @bucket was read, 0 for not at all
 */
gint64
fc_cursor_get (const FcCursor *self,
               const char     *bucket)
{
  gboolean found = FALSE;
  guint at = self != NULL ? find (self, bucket, &found) : 0;

  return found ? g_array_index (self->marks, FcCursorMark, at).seq : 0;
}

void
fc_cursor_set (FcCursor   *self,
               const char *bucket,
               gint64      seq)
{
  gboolean found;
  guint at = find (self, bucket, &found);
  FcCursorMark mark = { NULL, seq };

  if (found)
    {
      g_array_index (self->marks, FcCursorMark, at).seq = seq;
      return;
    }
  mark.bucket = g_strdup (bucket);
  g_array_insert_val (self->marks, at, mark);
}

gboolean
fc_cursor_equal (const FcCursor *a,
                 const FcCursor *b)
{
  if (fc_cursor_size (a) != fc_cursor_size (b))
    return FALSE;
  for (guint i = 0; i < fc_cursor_size (a); i++)
    {
      const FcCursorMark *of_a = &g_array_index (a->marks, FcCursorMark, i);
      const FcCursorMark *of_b = &g_array_index (b->marks, FcCursorMark, i);

      if (of_a->seq != of_b->seq || !g_str_equal (of_a->bucket, of_b->bucket))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_cursor_to_json:
 * @self: (nullable):
 *
 * Returns: (transfer full): an object, bucket: seq
 */
JsonObject *
fc_cursor_to_json (const FcCursor *self)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < fc_cursor_size (self); i++)
    {
      const FcCursorMark *mark = &g_array_index (self->marks, FcCursorMark, i);

      json_object_set_int_member (object, mark->bucket, mark->seq);
    }
  return object;
}

/**
 * fc_cursor_from_json:
 *
 * Returns: (transfer full): NULL with FC_WIRE_ERROR_INVALID or FC_WIRE_ERROR_TOO_LARGE
 */
FcCursor *
fc_cursor_from_json (JsonObject *object,
                     GError    **error)
{
  g_autoptr (FcCursor) self = fc_cursor_new ();
  JsonObjectIter iter;
  const char *bucket;
  JsonNode *node;

  if (json_object_get_size (object) > FC_CURSOR_MAX_BUCKETS)
    {
      g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_TOO_LARGE, _ ("The cursor has too many buckets."));
      return NULL;
    }
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &bucket, &node))
    {
      if (strlen (bucket) > FC_CURSOR_MAX_NAME || bucket[0] == '\0' || json_node_get_value_type (node) != G_TYPE_INT64 ||
          json_node_get_int (node) < 0)
        {
          g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID,
                               _ ("The cursor has a mark that is no number."));
          return NULL;
        }
      fc_cursor_set (self, bucket, json_node_get_int (node));
    }
  return g_steal_pointer (&self);
}
