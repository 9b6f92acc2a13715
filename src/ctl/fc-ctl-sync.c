/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include <glib/gi18n.h>

static char *hub, *company, *email, *enrolment;
static int timeout = 600;

static const GOptionEntry options[] = {
  { "hub", 0, 0, G_OPTION_ARG_STRING, &hub, N_ ("Sign in at the hub at ADDRESS"), N_ ("ADDRESS") },
  { "company", 0, 0, G_OPTION_ARG_STRING, &company, N_ ("The company's short name there"), N_ ("NAME") },
  { "enrolment", 0, 0, G_OPTION_ARG_FILENAME, &enrolment, N_ ("Take hub, company and certificate from FILE"),
    N_ ("FILE") },
  { "email", 0, 0, G_OPTION_ARG_STRING, &email, N_ ("Who signs in"), N_ ("E-MAIL") },
  { "timeout", 0, 0, G_OPTION_ARG_INT, &timeout, N_ ("Give up after so many seconds (600)"), N_ ("SECONDS") },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
set (JsonObject *object,
     const char *name,
     const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static gboolean
read_enrolment (JsonObject  *sign_in,
                GError     **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (FcEnrolment) read = NULL;
  g_autofree char *pem = NULL;

  if (enrolment == NULL)
    return TRUE;
  file = g_file_new_for_commandline_arg (enrolment);
  read = fc_enrolment_load (file, error);
  if (read == NULL)
    return FALSE;
  set (sign_in, "hub", read->hub_uri);
  set (sign_in, "company", read->tenant_slug);
  if (read->authority != NULL)
    g_object_get (read->authority, "certificate-pem", &pem, NULL);
  set (sign_in, "authority", pem);
  return TRUE;
}

static gboolean
add_sign_in (JsonObject  *args,
             GError     **error)
{
  JsonObject *sign_in = json_object_new ();
  g_autofree char *password = NULL;

  json_object_set_object_member (args, "sign_in", sign_in);
  if (!read_enrolment (sign_in, error) || (password = fc_ctl_read_password (email, error)) == NULL)
    return FALSE;
  set (sign_in, "hub", hub);
  set (sign_in, "company", company);
  set (sign_in, "email", email);
  set (sign_in, "password", password);
  return TRUE;
}

static int
say (FcCtl      *ctl,
     JsonObject *result)
{
  gint64 refused = json_object_get_int_member (result, "quarantined");

  if (ctl->json)
    fc_ctl_print_json (result);
  else
    g_print ("%s\n", json_object_get_string_member (result, "text"));
  if (refused == 0)
    return FC_CTL_OK;
  if (!ctl->json)
    g_print (ngettext ("%d change was refused by the hub and is kept as a draft.\n",
                       "%d changes were refused by the hub and are kept as drafts.\n", (gulong) refused),
             (int) refused);
  return FC_CTL_REFUSED;
}

static int
run (FcCtl *ctl)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) error = NULL;
  FcCtlNeeds needs = FC_CTL_SESSION;

  if (ctl->rest != NULL)
    return fc_ctl_usage (_ ("What is “%s” for? See “forecourtctl sync --help”."), ctl->rest[0]);
  if (email == NULL && (hub != NULL || company != NULL || enrolment != NULL))
    return fc_ctl_usage (_ ("Who signs in? Name them with --email."));
  json_object_set_int_member (args, "timeout", MAX (timeout, 1));
  if (email != NULL)
    {
      needs |= FC_CTL_MAKE;
      if (!add_sign_in (args, &error))
        return fc_ctl_fail (ctl, error);
    }
  result = fc_ctl_run (ctl, needs, "sync", args, &error);
  return result != NULL ? say (ctl, result) : fc_ctl_fail (ctl, error);
}

const FcCtlCommand fc_ctl_sync = {
  .name = "sync",
  .arguments = N_ ("— send and fetch until both sides are level"),
  .summary = N_ ("Send what waits to the hub and fetch what is new"),
  .details = N_ (
    "With --email it signs in first. The password comes from the standard input or from FORECOURT_PASSWORD, never from "
    "the command line."),
  .run = run,
  .options = options,
};
