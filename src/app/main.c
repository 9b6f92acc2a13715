/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <locale.h>

#include "fc-application.h"

int
main (int   argc,
      char *argv[])
{
  const char *catalogues = g_getenv ("FORECOURT_LOCALEDIR");
  g_autoptr (FcApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogues != NULL ? catalogues : FC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Forecourt"));

  application = fc_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
