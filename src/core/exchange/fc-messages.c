/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-messages.h"

#include <glib/gi18n-lib.h>

static void
message_free (gpointer data)
{
  FcMessage *message = data;

  g_free (message->text);
  g_free (message);
}

/**
 * fc_messages_new:
 *
 * Returns: (transfer full): an empty list; free it with fc_messages_free(). One thread at a time.
 */
FcMessages *
fc_messages_new (void)
{
  FcMessages *self = g_new0 (FcMessages, 1);

  self->items = g_ptr_array_new_with_free_func (message_free);
  return self;
}

void
fc_messages_free (FcMessages *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_free (self);
}

static void
count (FcMessages *self,
       FcSeverity  severity,
       guint       n)
{
  if (severity == FC_SEVERITY_NOTE)
    self->n_notes += n;
  else if (severity == FC_SEVERITY_WARNING)
    self->n_warnings += n;
  else
    self->n_errors += n;
}

static void
take (FcMessages *self,
      FcSeverity  severity,
      const char *file,
      guint       line,
      char       *text)
{
  FcMessage *message;

  if (self->items->len >= FC_MESSAGES_MAX)
    {
      g_free (text);
      return;
    }
  message = g_new0 (FcMessage, 1);
  message->severity = severity;
  message->line = line;
  message->file = g_intern_string (file);
  message->text = text;
  g_ptr_array_add (self->items, message);
}

/**
 * fc_messages_add:
 * @file: (nullable): base name of the file it is about
 * @line: 1-based, or 0 where it is about the whole file
 * @format: a sentence, translated
 *
 * Text that is not valid UTF-8 is mended. Beyond FC_MESSAGES_MAX only the counters grow.
 */
void
fc_messages_add (FcMessages *self,
                 FcSeverity  severity,
                 const char *file,
                 guint       line,
                 const char *format,
                 ...)
{
  g_autofree char *raw = NULL;
  va_list args;

  g_return_if_fail (self != NULL);

  count (self, severity, 1);
  if (self->items->len >= FC_MESSAGES_MAX)
    return;
  va_start (args, format);
  raw = g_strdup_vprintf (format, args);
  va_end (args);
  take (self, severity, file, line, g_utf8_make_valid (raw, -1));
}

/**
 * fc_messages_append:
 * @other: (nullable): copied to the end
 */
void
fc_messages_append (FcMessages       *self,
                    const FcMessages *other)
{
  if (other == NULL)
    return;
  for (guint i = 0; i < other->items->len; i++)
    {
      const FcMessage *message = g_ptr_array_index (other->items, i);

      take (self, message->severity, message->file, message->line, g_strdup (message->text));
    }
  count (self, FC_SEVERITY_NOTE, other->n_notes);
  count (self, FC_SEVERITY_WARNING, other->n_warnings);
  count (self, FC_SEVERITY_ERROR, other->n_errors);
}

guint
fc_messages_get_n_items (const FcMessages *self)
{
  return self->items->len;
}

/**
 * fc_messages_get:
 *
 * Returns: (transfer none): the message at @position
 */
const FcMessage *
fc_messages_get (const FcMessages *self,
                 guint             position)
{
  g_return_val_if_fail (position < self->items->len, NULL);

  return g_ptr_array_index (self->items, position);
}

/**
 * fc_message_to_string:
 *
 * Returns: (transfer full): "FGM1.xml:12: error: …", as a compiler writes it
 */
char *
fc_message_to_string (const FcMessage *message)
{
  GString *out = g_string_new (message->file);

  if (message->line > 0 && out->len > 0)
    g_string_append_printf (out, ":%u", message->line);
  else if (message->line > 0)
    g_string_append_printf (out, _ ("line %u"), message->line);
  g_string_append_printf (out, "%s%s: %s", out->len > 0 ? ": " : "", _ (fc_severity_to_string (message->severity)),
                          message->text);
  return g_string_free (out, FALSE);
}

const char *
fc_severity_to_string (FcSeverity severity)
{
  static const char *const names[] = { N_ ("note"), N_ ("warning"), N_ ("error") };

  g_return_val_if_fail ((guint) severity < G_N_ELEMENTS (names), "error");

  return names[severity];
}
