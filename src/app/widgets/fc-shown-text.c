/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shown-text.h"

#define KEY "fc-shown-text"

/**
 * fc_shown_text_put:
 *
 * Shows @text, with the cursor behind it. What the entry could have taken back is forgotten: it was typed by nobody.
 */
void
fc_shown_text_put (GtkEditable *entry,
                   const char  *text)
{
  gtk_editable_set_enable_undo (entry, FALSE);
  if (g_strcmp0 (gtk_editable_get_text (entry), text) != 0)
    {
      gtk_editable_set_text (entry, text);
      gtk_editable_set_position (entry, -1);
    }
  gtk_editable_set_enable_undo (entry, TRUE);
  g_object_set_data_full (G_OBJECT (entry), KEY, g_strdup (text), g_free);
}

/**
 * fc_shown_text_keep:
 *
 * What was typed is kept in a record now, and shown from there.
 */
void
fc_shown_text_keep (GtkEditable *entry)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));

  fc_shown_text_put (entry, text);
}

/**
 * fc_shown_text_is_typed:
 *
 * Returns: whether something stands there that was neither put nor kept
 */
gboolean
fc_shown_text_is_typed (GtkEditable *entry)
{
  const char *shown = g_object_get_data (G_OBJECT (entry), KEY);

  return g_strcmp0 (gtk_editable_get_text (entry), shown != NULL ? shown : "") != 0;
}
