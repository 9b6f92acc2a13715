/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "fc-hub-cli.h"
#include "fc-hub-passwords.h"

static const struct {
  const char *name;
  int (*run) (GStrv args);
  const char *help;
} commands[] = {
  { "init", fc_hub_cli_init, N_ ("make a store, the first company, a certificate and an enrolment file") },
  { "serve", fc_hub_cli_serve, N_ ("serve a store") },
  { "user", fc_hub_cli_user, N_ ("list, add, disable or enable users; set a password") },
  { "tenant", fc_hub_cli_tenant, N_ ("list, add, suspend or resume companies") },
  { "backup", fc_hub_cli_backup, N_ ("copy a store, also while it is served") },
  { "restore", fc_hub_cli_restore, N_ ("put a backup in the place of a store; nobody serves it meanwhile") },
  { "new-epoch", fc_hub_cli_new_epoch, N_ ("after restoring a database: offices offer again what they sent lately") },
  { "status", fc_hub_cli_status, N_ ("count what a store holds") },
};

static int
usage (FILE *out,
       int   status)
{
  fprintf (out, "%s\n\n", _ ("Usage: forecourt-hub COMMAND [OPTION…] [FOLDER]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (out, "  %-9s %s\n", commands[i].name, _ (commands[i].help));
  fprintf (out, "\n%s\n",
           _ ("forecourt-hub COMMAND --help tells more. FOLDER holds the store; it may also be given with --data."));
  return status;
}

int
fc_hub_cli_fail (const GError *error)
{
  fprintf (stderr, "forecourt-hub: %s\n", error->message);
  return 1;
}

/**
 * fc_hub_cli_folder:
 * @rest: what is left after the options
 *
 * Returns: (transfer full): the store's absolute folder: --data, the one word left, or the working directory
 */
char *
fc_hub_cli_folder (GStrv       rest,
                   const char *data)
{
  g_autoptr (GFile) folder = g_file_new_for_commandline_arg (data ? data : rest && rest[0] ? rest[0] : ".");
  return g_file_get_path (folder);
}

static char *
read_line (void)
{
  char line[1024];

  if (fgets (line, sizeof line, stdin) == NULL)
    return g_strdup ("");
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

static char *
ask_hidden (const char *question)
{
  struct termios old, quiet;

  fprintf (stderr, "%s: ", question);
  tcgetattr (STDIN_FILENO, &old);
  quiet = old;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  char *answer = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &old);
  fputc ('\n', stderr);
  return answer;
}

/**
 * fc_hub_cli_password:
 * @from_stdin: take the first line of standard input
 * @generated: (out): none was given, so one was made: print it once
 *
 * Returns: (transfer full): asked for twice on a terminal
 */
char *
fc_hub_cli_password (gboolean  from_stdin,
                     gboolean *generated)
{
  *generated = FALSE;
  if (from_stdin)
    return read_line ();
  if (isatty (STDIN_FILENO))
    {
      g_autofree char *first = ask_hidden (_ ("Password (empty: make one)"));
      if (*first != '\0')
        {
          g_autofree char *second = ask_hidden (_ ("Again"));
          if (g_str_equal (first, second))
            return g_steal_pointer (&first);
          fprintf (stderr, "%s\n", _ ("The two were not the same; making one."));
        }
    }
  *generated = TRUE;
  return fc_hub_password_generate ();
}

/* The hub itself speaks English: its log, and what it sends, which offices say in their own words by its code. */
static void
use_language_of_the_person (gboolean serves)
{
  const char *folder = g_getenv ("FORECOURT_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : FC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (serves)
    {
      setlocale (LC_MESSAGES, "C");
      setlocale (LC_NUMERIC, "C");
    }
}

int
main (int    argc,
      char **argv)
{
  use_language_of_the_person (argc > 1 && g_str_equal (argv[1], "serve"));
  if (argc < 2)
    return usage (stderr, 2);
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "help"))
    return usage (stdout, 0);
  if (g_str_equal (argv[1], "--version"))
    {
      puts ("forecourt-hub " FC_VERSION);
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      {
        g_auto (GStrv) args = g_strdupv (argv + 1);
        return commands[i].run (args);
      }
  return usage (stderr, 2);
}
