/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-gauge.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#define NOW "2611210742"

struct _FcTestGauge
{
  GThread *thread;
  GMutex lock;             /* over all that follows but stop */
  GaugeMood mood;
  char *security;
  GString *inventory;
  GString *deliveries;
  guint n_asked[2];
  guint n_overlaps;        /* bytes that came while an answer was being sent */
  GRand *rand;
  int stop[2];             /* a pipe */
  GSocket *listener;       /* TCP */
  guint port;
  int master;              /* serial; -1: none */
  char *device;
};

static gboolean
wait_for (FcTestGauge *self,
          int          fd,
          int          ms)
{
  GPollFD polls[] = { { fd, G_IO_IN, 0 }, { self->stop[0], G_IO_IN, 0 } };

  return g_poll (polls, 2, ms) > 0 && polls[1].revents == 0;
}

static gboolean
stopped (FcTestGauge *self)
{
  GPollFD poll = { self->stop[0], G_IO_IN, 0 };

  return g_poll (&poll, 1, 0) > 0;
}

static void
send_bytes (int         fd,
            const char *bytes,
            gsize       length,
            gboolean    slowly)
{
  for (gsize at = 0; at < length;)
    {
      gssize n = write (fd, bytes + at, slowly ? 1 : length - at);

      if (n <= 0 && errno != EAGAIN)
        return;
      at += (gsize) MAX (n, 0);
      if (slowly)
        g_usleep (200);
    }
}

static void
send_garbage (FcTestGauge *self,
              int          fd)
{
  char noise[200];

  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = (char) (i % 50 == 7 ? 1 : i % 50 == 30 ? 3 : g_rand_int_range (self->rand, 0, 256));
  send_bytes (fd, noise, sizeof noise, FALSE);
}

/* Answers in its mood. %FALSE: hung up. */
static gboolean
answer (FcTestGauge *self,
        int          fd,
        GString     *right,
        GString     *other)
{
  g_autoptr (GString) refusal = tls_write_refusal ();
  g_autoptr (GString) dropped = g_string_new_len (right->str, (gssize) right->len);

  switch (self->mood)
    {
    case GAUGE_ECHOES:
      send_bytes (fd, "\001i20100", 7, FALSE);
      break;
    case GAUGE_DROPS_A_BYTE:
      g_string_erase (dropped, g_rand_int_range (self->rand, 1, (gint32) right->len - 1), 1);
      send_bytes (fd, dropped->str, dropped->len, FALSE);
      return TRUE;
    case GAUGE_SENDS_GARBAGE:
      send_garbage (self, fd);
      break;
    case GAUGE_SENDS_ONLY_GARBAGE:
      send_garbage (self, fd);
      return TRUE;
    case GAUGE_REFUSES:
      send_bytes (fd, refusal->str, refusal->len, FALSE);
      return TRUE;
    case GAUGE_ANSWERS_THE_OTHER:
      send_bytes (fd, other->str, other->len, FALSE);
      break;
    case GAUGE_HANGS:
      return TRUE;
    case GAUGE_HANGS_UP:
      send_bytes (fd, right->str, right->len / 2, FALSE);
      return FALSE;
    case GAUGE_ANSWERS:
    case GAUGE_ANSWERS_SLOWLY:
    default:
      break;
    }
  send_bytes (fd, right->str, right->len, self->mood == GAUGE_ANSWERS_SLOWLY);
  return TRUE;
}

/* Looks whether a whole command has come. %FALSE: hung up. */
static gboolean
obey (FcTestGauge *self,
      int          fd,
      GString     *heard)
{
  g_autofree char *wanted = NULL;
  const char *soh = memchr (heard->str, 1, heard->len);
  gboolean goes_on = TRUE;

  g_mutex_lock (&self->lock);
  wanted = g_strconcat ("\001", self->security != NULL ? self->security : "", "i20", NULL);
  if (soh == NULL ||
      heard->len - (gsize) (soh - heard->str) < (soh[1] == 'i' ? strlen ("\001i20100") : strlen (wanted) + 3))
    {
      g_mutex_unlock (&self->lock);
      return TRUE;
    }
  if (!g_str_has_prefix (soh, wanted))
    {
      g_autoptr (GString) refusal = tls_write_refusal ();

      send_bytes (fd, refusal->str, refusal->len, FALSE);
    }
  else
    {
      gboolean deliveries = soh[strlen (wanted)] == '2';

      self->n_asked[deliveries]++;
      goes_on = answer (self, fd, deliveries ? self->deliveries : self->inventory,
                        deliveries ? self->inventory : self->deliveries);
      if (self->mood != GAUGE_HANGS && wait_for (self, fd, 0) && recv (fd, &(char) { 0 }, 1, MSG_PEEK) > 0)
        self->n_overlaps++;
    }
  g_string_truncate (heard, 0);
  g_mutex_unlock (&self->lock);
  return goes_on;
}

/* %FALSE: the other side has gone. */
static gboolean
hear (FcTestGauge *self,
      int          fd,
      GString     *heard)
{
  char bytes[64];
  gssize n;

  if (!wait_for (self, fd, -1))
    return FALSE;
  n = read (fd, bytes, sizeof bytes);
  if (n <= 0)
    return FALSE;
  g_string_append_len (heard, bytes, n);
  return obey (self, fd, heard);
}

static gpointer
serve_tcp (gpointer data)
{
  FcTestGauge *self = data;

  while (!stopped (self))
    {
      g_autoptr (GSocket) socket = NULL;
      g_autoptr (GString) heard = g_string_new (NULL);

      if (!wait_for (self, g_socket_get_fd (self->listener), -1))
        continue;
      socket = g_socket_accept (self->listener, NULL, NULL);
      while (socket != NULL && hear (self, g_socket_get_fd (socket), heard))
        ;
    }
  return NULL;
}

static gpointer
serve_serial (gpointer data)
{
  FcTestGauge *self = data;
  g_autoptr (GString) heard = g_string_new (NULL);

  while (!stopped (self))
    if (!hear (self, self->master, heard))
      {
        /* Nobody has the line open. */
        g_string_truncate (heard, 0);
        g_usleep (2000);
      }
  return NULL;
}

static FcTestGauge *
gauge_new (void)
{
  FcTestGauge *self = g_new0 (FcTestGauge, 1);

  g_mutex_init (&self->lock);
  self->inventory = tls_write_inventory (NULL, 0, NOW);
  self->deliveries = tls_write_delivery (NULL, 0, NOW);
  self->rand = g_rand_new_with_seed (2611);
  self->master = -1;
  g_assert_cmpint (pipe (self->stop), ==, 0);
  return self;
}

FcTestGauge *
fc_test_gauge_new_tcp (void)
{
  FcTestGauge *self = gauge_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (self->listener, any, TRUE, NULL) && g_socket_listen (self->listener, NULL));
  address = g_socket_get_local_address (self->listener, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->thread = g_thread_new ("gauge", serve_tcp, self);
  return self;
}

/* %NULL where this machine has no pty. */
FcTestGauge *
fc_test_gauge_new_serial (void)
{
  FcTestGauge *self = gauge_new ();
  struct termios line;
  char name[100];

  self->master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (self->master < 0 || grantpt (self->master) != 0 || unlockpt (self->master) != 0 ||
      ptsname_r (self->master, name, sizeof name) != 0)
    {
      fc_test_gauge_free (self);
      return NULL;
    }
  tcgetattr (self->master, &line);
  cfmakeraw (&line);
  tcsetattr (self->master, TCSANOW, &line);
  self->device = g_strdup (name);
  self->thread = g_thread_new ("gauge", serve_serial, self);
  return self;
}

void
fc_test_gauge_free (FcTestGauge *self)
{
  g_assert_cmpint (write (self->stop[1], "", 1), ==, 1);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_clear_object (&self->listener);
  if (self->master >= 0)
    close (self->master);
  close (self->stop[0]);
  close (self->stop[1]);
  g_string_free (self->inventory, TRUE);
  g_string_free (self->deliveries, TRUE);
  g_rand_free (self->rand);
  g_mutex_clear (&self->lock);
  g_free (self->security);
  g_free (self->device);
  g_free (self);
}

guint
fc_test_gauge_port (FcTestGauge *self)
{
  return self->port;
}

const char *
fc_test_gauge_device (FcTestGauge *self)
{
  return self->device;
}

void
fc_test_gauge_set_mood (FcTestGauge *self,
                        GaugeMood    mood)
{
  g_mutex_lock (&self->lock);
  self->mood = mood;
  g_mutex_unlock (&self->lock);
}

void
fc_test_gauge_set_code (FcTestGauge *self,
                        const char  *security)
{
  g_mutex_lock (&self->lock);
  g_free (self->security);
  self->security = g_strdup (security);
  g_mutex_unlock (&self->lock);
}

void
fc_test_gauge_hold (FcTestGauge     *self,
                    const TlsRecord *tanks,
                    guint            n_tanks)
{
  g_mutex_lock (&self->lock);
  g_string_free (self->inventory, TRUE);
  self->inventory = tls_write_inventory (tanks, n_tanks, NOW);
  g_mutex_unlock (&self->lock);
}

void
fc_test_gauge_deliver (FcTestGauge     *self,
                       const TlsRecord *deliveries,
                       guint            n_deliveries)
{
  g_mutex_lock (&self->lock);
  g_string_free (self->deliveries, TRUE);
  self->deliveries = tls_write_delivery (deliveries, n_deliveries, NOW);
  g_mutex_unlock (&self->lock);
}

guint
fc_test_gauge_n_asked (FcTestGauge  *self,
                       FcTlsFunction function)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_asked[function == FC_TLS_DELIVERIES];
  g_mutex_unlock (&self->lock);
  return n;
}

/* How often a second command came before the first was answered. */
guint
fc_test_gauge_n_overlaps (FcTestGauge *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_overlaps;
  g_mutex_unlock (&self->lock);
  return n;
}
