/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track-file.h"

#include "fc-error.h"
#include "fc-gpx.h"
#include "fc-nmea.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 65536
#define PEEK  4096 /* bytes in which a GPX file has shown that it is XML */

static const char *const endings[] = { ".gpx", ".nmea", ".nma", ".log", ".txt" };

void
fc_track_file_free (FcTrackFile *self)
{
  g_free (self->name);
  g_clear_pointer (&self->track, fc_track_free);
  g_free (self);
}

/* XML begins with a bracket, after a byte order mark and white space at most; a sentence of NMEA with $ or !. */
static gboolean
looks_like_xml (const char *text,
                gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '<')
      return TRUE;
    else if (text[i] == '$' || text[i] == '!')
      return FALSE;
  return FALSE;
}

static FcTrack *
read_nmea (GInputStream  *stream,
           guint         *n_refused,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (FcNmeaReader) reader = fc_nmea_reader_new ();
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autofree char *block = g_malloc (BLOCK);
  gssize n;

  while ((n = g_input_stream_read (stream, block, BLOCK, cancellable, error)) > 0)
    fc_nmea_reader_push (reader, block, (gsize) n, track);
  if (n < 0)
    return NULL;
  fc_nmea_reader_finish (reader, track);
  *n_refused = fc_nmea_reader_n_refused (reader);
  return g_steal_pointer (&track);
}

static void
look_at_times (FcTrackFile *self)
{
  for (guint i = 0; i < self->track->n; i++)
    if (self->track->flags[i] & FC_FIX_NO_TIME)
      self->n_timeless++;
    else
      {
        gint64 time_us = self->track->times[i];

        self->first_us = self->first_us == 0 ? time_us : MIN (self->first_us, time_us);
        self->last_us = self->last_us == 0 ? time_us : MAX (self->last_us, time_us);
      }
}

static gboolean
read_stream (FcTrackFile   *self,
             GInputStream  *stream,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new_sized (stream, BLOCK);
  const char *peek;
  gsize length;

  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), PEEK, cancellable, error) < 0)
    return FALSE;
  peek = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &length);
  if (looks_like_xml (peek, length))
    {
      self->source = "gpx";
      self->track = fc_gpx_read (buffered, self->name, &self->n_refused, cancellable, error);
    }
  else
    {
      self->source = "nmea";
      self->track = read_nmea (buffered, &self->n_refused, cancellable, error);
    }
  if (self->track == NULL)
    return FALSE;
  look_at_times (self);
  if (self->track->n > self->n_timeless)
    return TRUE;
  if (self->track->n > 0)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                 _ ("The positions in %s have no times. Export the recorded track, not a planned route"), self->name);
  else if (self->n_refused > 0)
    g_set_error (error, FC_ERROR, FC_ERROR_PARSE,
                 _ ("%s has no position that can be read: each of its %u sentences is damaged"), self->name,
                 self->n_refused);
  else
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s has no positions. Choose a GPX track or an NMEA log"),
                 self->name);
  return FALSE;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      file,
             GCancellable *cancellable)
{
  g_autoptr (FcTrackFile) self = g_new0 (FcTrackFile, 1);
  g_autofree char *base = g_file_get_basename (file);
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &error);

  self->name = g_filename_display_name (base != NULL ? base : "?");
  if (stream == NULL || !read_stream (self, G_INPUT_STREAM (stream), cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) fc_track_file_free);
}

/**
 * fc_track_file_read_async:
 * @file: GPX 1.1 or NMEA 0183, whatever its name is
 *
 * Reads it in a worker.
 */
void
fc_track_file_read_async (GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_name (task, "fc_track_file_read_async");
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

/**
 * fc_track_file_read_finish:
 * @error: FC_ERROR with the line where there is one, or why the file cannot be read
 *
 * Returns: (transfer full) (nullable): at least one fix with a time
 */
FcTrackFile *
fc_track_file_read_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fc_track_file_is_one:
 *
 * Returns: whether @file's name is that of a track
 */
gboolean
fc_track_file_is_one (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base != NULL ? g_ascii_strdown (base, -1) : NULL;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;
  return FALSE;
}

/* Letters and digits alone: "12-AB-34" is "12ab34". */
static char *
plain (const char *text)
{
  GString *result = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (result, g_ascii_tolower (*at));
  return g_string_free (result, FALSE);
}

/**
 * fc_track_file_names:
 * @text: (nullable): a vehicle's tracker or registration number
 *
 * Returns: whether the file is called after it, as trackers call what they export: "12-AB-34 2026-11-20.gpx"
 */
gboolean
fc_track_file_names (const FcTrackFile *self,
                     const char        *text)
{
  g_autofree char *name = plain (self->name);
  g_autofree char *wanted = plain (text != NULL ? text : "");

  return strlen (wanted) >= 4 && strstr (name, wanted) != NULL;
}
