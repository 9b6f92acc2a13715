/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include "fc-profile.h"
#include "fc-shift-commands.h"

#include <glib/gi18n.h>
#include <locale.h>

static const FcCtlCommand *const commands[] = {
  &fc_ctl_demo, &fc_ctl_import, &fc_ctl_export, &fc_ctl_report, &fc_ctl_sync, &fc_ctl_status, &fc_ctl_gauge,
};

static void
set_language (void)
{
  const char *folder = g_getenv ("FORECOURT_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : FC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("forecourtctl: Forecourt for scripts and administrators"));
  g_print ("  forecourtctl %s\n\n", _ ("COMMAND [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-8s %s\n", commands[i]->name, _ (commands[i]->summary));
  g_print ("\n%s\n%s\n", _ ("“forecourtctl COMMAND --help” explains a command."),
           _ ("Ends with 0 when all is done, 1 when something was refused, 2 when it was called wrongly."));
}

static void
ctl_clear (FcCtl *ctl)
{
  g_free (ctl->profile);
  g_free (ctl->data_dir);
  g_strfreev (ctl->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FcCtl, ctl_clear)

static GOptionContext *
make_context (const FcCtlCommand *command,
              FcCtl              *ctl)
{
  const GOptionEntry common[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &ctl->profile, N_ ("Work on the data of the profile NAME"), N_ ("NAME") },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &ctl->data_dir, N_ ("Work on the data in FOLDER"), N_ ("FOLDER") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &ctl->json, N_ ("Say it as JSON"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &ctl->rest, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionContext *context = g_option_context_new (_ (command->arguments));

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (command->summary));
  if (command->details != NULL)
    g_option_context_set_description (context, _ (command->details));
  if (command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  return context;
}

static int
run (const FcCtlCommand  *command,
     int                  argc,
     char               **argv)
{
  g_auto (FcCtl) ctl = { 0 };
  g_autoptr (GOptionContext) context = make_context (command, &ctl);
  g_autofree char *program = g_strdup_printf ("forecourtctl %s", command->name);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fc_ctl_usage (_ ("%s. See “%s --help”."), error->message, program);
  if (ctl.profile != NULL && !fc_profile_is_valid (ctl.profile))
    return fc_ctl_usage (_ ("“%s” cannot be a profile: use a letter, then letters and digits."), ctl.profile);
  fc_shift_commands_register ();
  return command->run (&ctl);
}

int
main (int   argc,
      char *argv[])
{
  set_language ();
  if (argc < 2)
    {
      print_help ();
      return FC_CTL_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help ();
      return FC_CTL_OK;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("forecourtctl %s\n", FC_VERSION);
      return FC_CTL_OK;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, argv[1]))
      return run (commands[i], argc - 1, argv + 1);
  return fc_ctl_usage (_ ("There is no command “%s”. See “forecourtctl --help”."), argv[1]);
}
