/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-file.h"

#include <glib/gi18n.h>

typedef struct {
  GFile *file;
  gboolean replace;
  GdkTexture *texture;
  GBytes *text;
} Writing;

static void
writing_free (gpointer pointer)
{
  Writing *writing = pointer;

  g_object_unref (writing->file);
  g_clear_object (&writing->texture);
  g_clear_pointer (&writing->text, g_bytes_unref);
  g_free (writing);
}

static const char *
ending_of (FcPlotFileFormat format)
{
  static const char *const endings[] = { ".png", ".svg", ".csv" };

  return endings[format];
}

/**
 * fc_plot_file_name:
 * @title: of the plot, as people read it
 *
 * Returns: (transfer full): "Sales by hour.png"; what no file's name may hold is left out
 */
char *
fc_plot_file_name (const char       *title,
                   FcPlotFileFormat  format)
{
  char *name = g_strconcat (title[0] != '\0' ? title : "plot", ending_of (format), NULL);

  return g_strdelimit (name, "/\\:*?\"<>|\n", '-');
}

gboolean
fc_plot_file_ends (GFile            *file,
                   FcPlotFileFormat  format)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_utf8_strdown (name, -1) : NULL;

  return lower != NULL && g_str_has_suffix (lower, ending_of (format));
}

/**
 * fc_plot_file_complete:
 *
 * Returns: (transfer full): @file with the ending of @format behind its name
 */
GFile *
fc_plot_file_complete (GFile            *file,
                       FcPlotFileFormat  format)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *whole = g_strconcat (uri, ending_of (format), NULL);

  return g_file_new_for_uri (whole);
}

/* Whole or not at all: where a path leads to it, what is there stays until the rest is written beside it. */
static gboolean
write_whole (GFile         *file,
             GBytes        *bytes,
             GCancellable  *cancellable,
             GError       **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (GError) why = NULL;

  if (g_file_peek_path (file) == NULL)
    return g_file_replace_contents (file, text, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
  if (g_file_set_contents_full (g_file_peek_path (file), text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &why))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_file_error ((GFileError) why->code), why->message);
  return FALSE;
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Writing *writing = data;
  g_autofree char *name = g_file_get_basename (writing->file);
  GError *error = NULL;

  if (writing->texture != NULL)
    writing->text = gdk_texture_save_to_png_bytes (writing->texture);
  if (!writing->replace && g_file_query_exists (writing->file, cancellable))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_EXISTS, _ ("“%s” is there already: choose another name"),
                             name);
  else if (write_whole (writing->file, writing->text, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fc_plot_file_write_async:
 * @replace: FALSE: nobody was asked whether a file of that name may go
 *
 * Errors: G_IO_ERROR, with a sentence that names the file.
 */
void
fc_plot_file_write_async (GFile               *file,
                          gboolean             replace,
                          GdkTexture          *texture,
                          GBytes              *text,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (file, NULL, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  g_return_if_fail ((texture != NULL) != (text != NULL));

  writing->file = g_object_ref (file);
  writing->replace = replace;
  g_set_object (&writing->texture, texture);
  writing->text = text != NULL ? g_bytes_ref (text) : NULL;
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
fc_plot_file_write_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
