/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include "fc-error.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_PASSWORD 1024

static char *
read_line (void)
{
  char line[MAX_PASSWORD + 2];
  char *password;

  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  password = g_strdup (line);
  explicit_bzero (line, sizeof line);
  return password;
}

static char *
ask (const char *email)
{
  struct termios before, silent;
  char *password;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line ();
  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  g_printerr (_ ("Password of %s: "), email);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  password = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");
  return password;
}

/**
 * fc_ctl_read_password:
 *
 * From FORECOURT_PASSWORD, else the first line of the standard input; on a terminal it is asked for and not shown. Never from
 * the command line, which everybody on the machine can read.
 *
 * Returns: (transfer full) (nullable):
 */
char *
fc_ctl_read_password (const char  *email,
                      GError     **error)
{
  char *password = g_strdup (g_getenv ("FORECOURT_PASSWORD"));

  if (password == NULL)
    password = isatty (STDIN_FILENO) ? ask (email) : read_line ();
  if (password != NULL && password[0] != '\0')
    return password;
  g_free (password);
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID,
                       _ ("A password is needed: on the standard input, or in FORECOURT_PASSWORD"));
  return NULL;
}
