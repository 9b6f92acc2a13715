/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-wake-timer.h"

#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

typedef struct {
  int fd;
  GSourceFunc function;
  gpointer user_data;
} WakeTimer;

static void
wake_timer_free (gpointer data)
{
  WakeTimer *self = data;

  close (self->fd);
  g_free (self);
}

static gboolean
woke_cb (gint         fd,
         GIOCondition condition,
         gpointer     data)
{
  WakeTimer *self = data;

  self->function (self->user_data);
  return G_SOURCE_REMOVE;
}

/**
 * fc_wake_timer_add:
 * @wait_us: µs
 *
 * Calls @function once, in the thread-default main context's thread, when the time is over. Time in which the computer sleeps
 * counts, unlike with g_timeout_add(): what became due then is called when it wakes.
 *
 * Returns: a source's id, for g_source_remove() until it has been called
 */
guint
fc_wake_timer_add (gint64      wait_us,
                   GSourceFunc function,
                   gpointer    user_data)
{
  gint64 wait = MAX (wait_us, 1); /* 0 would never come */
  struct itimerspec when = { .it_value = { wait / G_USEC_PER_SEC, (wait % G_USEC_PER_SEC) * 1000 } };
  int fd = timerfd_create (CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  WakeTimer *self;

  if (fd < 0 || timerfd_settime (fd, 0, &when, NULL) != 0)
    {
      if (fd >= 0)
        close (fd);
      return g_timeout_add ((guint) MIN (wait / 1000 + 1, G_MAXINT32), function, user_data);
    }
  self = g_new0 (WakeTimer, 1);
  self->fd = fd;
  self->function = function;
  self->user_data = user_data;
  return g_unix_fd_add_full (G_PRIORITY_DEFAULT, fd, G_IO_IN, woke_cb, self, wake_timer_free);
}
