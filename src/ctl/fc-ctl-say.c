/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

/**
 * fc_ctl_fail:
 *
 * Says why on the error stream, as JSON {"error": …} where JSON was asked for.
 *
 * Returns: the exit code
 */
int
fc_ctl_fail (FcCtl        *ctl,
             const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  const char *text = cancelled ? _ ("Stopped. What was done before stays done.") : error->message;

  fc_ctl_progress_end ();
  if (ctl->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_string_member (object, "error", text);
      fc_ctl_print_json (object);
    }
  else
    g_printerr ("%s: %s\n", g_get_prgname (), text);
  return FC_CTL_REFUSED;
}

int
fc_ctl_usage (const char *format,
              ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", text);
  return FC_CTL_USAGE;
}

void
fc_ctl_print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, TRUE);

  g_print ("%s\n", text);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * fc_ctl_cancellable:
 *
 * Returns: (transfer none): cancelled when the person presses Ctrl+C or the session ends
 */
GCancellable *
fc_ctl_cancellable (void)
{
  static GCancellable *cancellable;

  if (cancellable == NULL)
    {
      cancellable = g_cancellable_new ();
      g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
      g_unix_signal_add (SIGTERM, interrupted_cb, cancellable);
    }
  return cancellable;
}

/* A GAsyncReadyCallback that keeps the result. */
void
fc_ctl_ready_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/**
 * fc_ctl_wait:
 * @result: filled by fc_ctl_ready_cb()
 *
 * Returns: (transfer none): *@result, which the caller owns
 */
GAsyncResult *
fc_ctl_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}
