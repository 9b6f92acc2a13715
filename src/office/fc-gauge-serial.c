/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-private.h"

#include "fc-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static const struct {
  guint baud;
  speed_t speed;
} speeds[] = {
  { 300, B300 },   { 600, B600 },     { 1200, B1200 },   { 2400, B2400 },   { 4800, B4800 },
  { 9600, B9600 }, { 19200, B19200 }, { 38400, B38400 }, { 57600, B57600 }, { 115200, B115200 },
};

static gboolean
set_speed (struct termios *line,
           guint           baud)
{
  for (gsize i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i].baud == baud)
      return cfsetispeed (line, speeds[i].speed) == 0 && cfsetospeed (line, speeds[i].speed) == 0;
  return FALSE;
}

/* Raw, no flow control, no modem lines: a gauge has three wires. */
static gboolean
set_up (int                  fd,
        const FcGaugeSource *source,
        GError             **error)
{
  struct termios line;

  if (tcgetattr (fd, &line) != 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s is not a serial line"), source->address);
      return FALSE;
    }
  cfmakeraw (&line);
  line.c_cflag &= ~(tcflag_t) (CSIZE | PARENB | PARODD | CSTOPB | CRTSCTS);
  line.c_cflag |= CLOCAL | CREAD | (source->data_bits == 7 ? CS7 : CS8) | (source->stop_bits == 2 ? CSTOPB : 0) |
                  (source->parity != 'N' ? PARENB : 0) | (source->parity == 'O' ? PARODD : 0);
  line.c_cc[VMIN] = 1;
  line.c_cc[VTIME] = 0;
  if (!set_speed (&line, source->baud))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%u baud is not a speed of serial lines"), source->baud);
      return FALSE;
    }
  if (tcsetattr (fd, TCSANOW, &line) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The serial line %s cannot be set: %s"),
                   source->address, g_strerror (errno));
      return FALSE;
    }
  tcflush (fd, TCIOFLUSH);
  return TRUE;
}

int
fc_gauge_serial_open (const FcGaugeSource *source,
                      GError             **error)
{
  int fd = open (source->address, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0 && errno == EBUSY)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("Another program reads the gauge at %s"), source->address);
  else if (fd < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The gauge at %s cannot be reached: %s"),
                 source->address, g_strerror (errno));
  if (fd < 0)
    return -1;
  if (!set_up (fd, source, error))
    {
      close (fd);
      return -1;
    }
  ioctl (fd, TIOCEXCL);
  return fd;
}

/* What was not sent is dropped: closing would wait for it. */
void
fc_gauge_serial_close (int fd)
{
  tcflush (fd, TCIOFLUSH);
  ioctl (fd, TIOCNXCL);
  close (fd);
}
