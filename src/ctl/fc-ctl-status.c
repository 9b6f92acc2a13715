/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include <glib/gi18n.h>

static void
line (const char *label,
      const char *text)
{
  if (text != NULL)
    g_print ("%-18s %s\n", label, text);
}

static void
number (const char *label,
        gint64      value)
{
  g_print ("%-18s %" G_GINT64_FORMAT "\n", label, value);
}

static const char *
text_of (JsonObject *object,
         const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static void
say (JsonObject *status)
{
  JsonObject *shifts = json_object_get_object_member (status, "shifts");
  const char *hub = text_of (status, "hub");

  line (_ ("Folder"), text_of (status, "folder"));
  line (_ ("Company"), text_of (status, "company"));
  line (_ ("Person"), text_of (status, "user"));
  line (_ ("Hub"), hub != NULL ? hub : _ ("none"));
  line (_ ("Sync"), text_of (status, "text"));
  line (_ ("Last sync"), text_of (status, "last_sync"));
  if (hub != NULL)
    {
      number (_ ("Waiting to be sent"), json_object_get_int_member (status, "pending"));
      number (_ ("Refused, kept"), json_object_get_int_member (status, "quarantined"));
      if (json_object_get_int_member_with_default (status, "set_aside", 0) > 0)
        number (_ ("Not understood, set aside"), json_object_get_int_member (status, "set_aside"));
    }
  number (_ ("Stations"), json_object_get_int_member (status, "stations"));
  number (_ ("Shifts open"), json_object_get_int_member (shifts, "open"));
  number (_ ("Shifts submitted"), json_object_get_int_member (shifts, "submitted"));
  number (_ ("Shifts disputed"), json_object_get_int_member (shifts, "disputed"));
}

static int
run (FcCtl *ctl)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) status = NULL;

  if (ctl->rest != NULL)
    return fc_ctl_usage (_ ("What is “%s” for? See “forecourtctl status --help”."), ctl->rest[0]);
  status = fc_ctl_run (ctl, 0, "status", args, &error);
  if (status == NULL)
    return fc_ctl_fail (ctl, error);
  if (ctl->json)
    fc_ctl_print_json (status);
  else
    say (status);
  return FC_CTL_OK;
}

const FcCtlCommand fc_ctl_status = {
  .name = "status",
  .arguments = N_ ("— say what is here and what waits"),
  .summary = N_ ("Say what is here, what waits to be sent and what was refused"),
  .run = run,
};
