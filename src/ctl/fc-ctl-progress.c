/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include <sys/ioctl.h>
#include <unistd.h>

#define PATIENCE_US G_USEC_PER_SEC /* what is over sooner needs no bar */
#define EVERY_US    (G_USEC_PER_SEC / 10)
#define BAR_WIDTH   24

static gint64 begun, shown;

static guint
terminal_width (void)
{
  struct winsize size;

  if (ioctl (STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40)
    return 80;
  return size.ws_col;
}

static char *
draw_bar (gint64 done,
          gint64 total)
{
  gint64 full = total > 0 ? CLAMP (done * BAR_WIDTH / total, 0, BAR_WIDTH) : 0;
  GString *bar = g_string_new (NULL);

  for (gint64 i = 0; i < BAR_WIDTH; i++)
    g_string_append (bar, i < full ? "█" : "░");
  if (total > 0)
    g_string_append_printf (bar, " %3d %%", (int) CLAMP (done * 100 / total, 0, 100));
  return g_string_free (bar, FALSE);
}

/**
 * fc_ctl_progress:
 * @total: 0 where it is not known
 *
 * An FcProgressFunc: one line on the terminal's error stream, redrawn; nothing at all in a pipe.
 */
void
fc_ctl_progress (const char *step,
                 gint64      done,
                 gint64      total,
                 gpointer    user_data)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *bar = NULL;
  g_autofree char *words = NULL;

  if (begun == 0)
    begun = now;
  if (!isatty (STDERR_FILENO) || now - begun < PATIENCE_US || now - shown < EVERY_US)
    return;
  shown = now;
  bar = draw_bar (done, total);
  words = g_utf8_substring (step, 0, MIN (g_utf8_strlen (step, -1), (glong) terminal_width () - BAR_WIDTH - 10));
  g_printerr ("\r\033[K%s %s", bar, words);
}

/* Takes the bar away. */
void
fc_ctl_progress_end (void)
{
  if (shown != 0)
    g_printerr ("\r\033[K");
  begun = shown = 0;
}
