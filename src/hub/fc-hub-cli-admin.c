/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "fc-hub-admin.h"
#include "fc-hub-cli.h"

/* user, tenant, backup, status: through the admin socket while the hub serves, otherwise on the store itself. */
typedef struct {
  char *data, *tenant, *email, *name, *admin_name, *currency, *time_zone, *reason;
  GStrv roles, stations, rest;
  gboolean all_stations, password_stdin, must_change, cheap, json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->data);
  g_free (self->tenant);
  g_free (self->email);
  g_free (self->name);
  g_free (self->admin_name);
  g_free (self->currency);
  g_free (self->time_zone);
  g_free (self->reason);
  g_strfreev (self->roles);
  g_strfreev (self->stations);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options     *self,
       GStrv        args,
       const char  *summary,
       GError     **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data, _ ("Folder of the store"), "FOLDER" },
    { "tenant", 0, 0, G_OPTION_ARG_STRING, &self->tenant, _ ("The company’s short name"), "SLUG" },
    { "email", 0, 0, G_OPTION_ARG_STRING, &self->email, _ ("The user’s e-mail address"), "ADDRESS" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &self->name, _ ("The user’s or the company’s name"), "NAME" },
    { "admin-name", 0, 0, G_OPTION_ARG_STRING, &self->admin_name, _ ("A new company’s administrator"), "NAME" },
    { "role", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->roles, _ ("A role of the user; may be repeated"), "ROLE" },
    { "station", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->stations, _ ("Code of a station; may be repeated"), "CODE" },
    { "all-stations", 0, 0, G_OPTION_ARG_NONE, &self->all_stations, _ ("The user sees every station"), NULL },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &self->currency, _ ("ISO code"), "CODE" },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &self->time_zone, _ ("Olson name"), "ZONE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &self->reason, _ ("Why a company is suspended"), "TEXT" },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &self->password_stdin, _ ("Read the password from standard input"),
      NULL },
    { "must-change", 0, 0, G_OPTION_ARG_NONE, &self->must_change,
      _ ("With a password: the user has to choose another one at the next sign-in"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, _ ("Print the answer as JSON"), NULL },
    { "insecure-test-hashing", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->cheap, "Tests only", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, "ACTION [FOLDER]" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("");
  g_auto (GStrv) copy = g_strdupv (args);

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse_strv (context, &copy, error);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
}

static void
set_list (JsonObject *object,
          const char *name,
          GStrv       texts)
{
  JsonArray *array = json_array_new ();

  for (int i = 0; texts && texts[i]; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, name, array);
}

static JsonObject *
request_of (const Options *options,
            const char    *action)
{
  JsonObject *request = json_object_new ();

  json_object_set_string_member (request, "do", action);
  set_text (request, "tenant", options->tenant);
  set_text (request, "slug", options->tenant);
  set_text (request, "email", options->email);
  set_text (request, "name", options->name);
  set_text (request, "admin_name", options->admin_name);
  set_text (request, "currency", options->currency);
  set_text (request, "time_zone", options->time_zone);
  set_text (request, "reason", options->reason);
  set_list (request, "roles", options->roles);
  set_list (request, "stations", options->stations);
  json_object_set_boolean_member (request, "all_stations", options->all_stations);
  json_object_set_boolean_member (request, "must_change", options->must_change);
  json_object_set_boolean_member (request, "cheap", options->cheap);
  return request;
}

static JsonObject *
ask (const char  *folder,
     JsonObject  *request,
     GError     **error)
{
  gboolean serving;
  JsonObject *reply = fc_hub_admin_ask (folder, request, &serving, error);

  return serving ? reply : fc_hub_admin_offline (folder, request, error);
}

static void
print_rows (JsonArray  *rows,
            const char *first,
            const char *second,
            const char *third)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      printf ("%s\t%s\t%s\n", json_object_get_string_member_with_default (row, first, ""),
              json_object_get_string_member_with_default (row, second, ""),
              json_object_get_string_member_with_default (row, third, ""));
    }
}

static void
print_reply (const Options *options,
             const char    *action,
             JsonObject    *reply)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), reply);
  g_autofree char *text = json_to_string (node, TRUE);

  if (options->json || g_str_equal (action, "status"))
    puts (text);
  else if (json_object_has_member (reply, "users"))
    print_rows (json_object_get_array_member (reply, "users"), "email", "name", "status");
  else if (json_object_has_member (reply, "tenants"))
    print_rows (json_object_get_array_member (reply, "tenants"), "slug", "status", "id");
  else
    puts (_ ("Done."));
}

static int
run (const Options *options,
     const char    *folder,
     const char    *action,
     const char    *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) request = request_of (options, action);
  g_autofree char *password = NULL;
  gboolean generated = FALSE;

  set_text (request, "path", path);
  if (g_str_equal (action, "user.add") || g_str_equal (action, "user.password") || g_str_equal (action, "tenant.add"))
    {
      password = fc_hub_cli_password (options->password_stdin, &generated);
      json_object_set_string_member (request, "password", password);
    }
  g_autoptr (JsonObject) reply = ask (folder, request, &error);
  if (reply == NULL)
    return fc_hub_cli_fail (error);
  print_reply (options, action, reply);
  if (generated)
    fprintf (stderr, _ ("Password: %s\n(shown this once)\n"), password);
  return 0;
}

static int
run_action (GStrv       args,
            const char *what,
            const char *actions,
            const char *summary)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse (&options, args, summary, &error))
    return fc_hub_cli_fail (error);
  g_auto (GStrv) known = g_strsplit (actions, " ", -1);
  const char *action = options.rest ? options.rest[0] : NULL;
  if (action == NULL || !g_strv_contains ((const char *const *) known, action))
    {
      fprintf (stderr, _ ("forecourt-hub %s: say what to do: %s\n"), what, actions);
      return 2;
    }
  g_autofree char *folder = fc_hub_cli_folder (options.rest + 1, options.data);
  g_autofree char *name = g_strconcat (what, ".", action, NULL);
  return run (&options, folder, name, NULL);
}

/**
 * fc_hub_cli_user:
 *
 * forecourt-hub user list|add|password|disable|enable
 */
int
fc_hub_cli_user (GStrv args)
{
  return run_action (args, "user", "list add password disable enable",
                     _ ("forecourt-hub user list|add|password|disable|enable: the users of a company."));
}

/**
 * fc_hub_cli_tenant:
 *
 * forecourt-hub tenant list|add|suspend|resume
 */
int
fc_hub_cli_tenant (GStrv args)
{
  return run_action (args, "tenant", "list add suspend resume",
                     _ ("forecourt-hub tenant list|add|suspend|resume: the companies of a hub."));
}

/**
 * fc_hub_cli_backup:
 *
 * forecourt-hub backup FILE [FOLDER]: a copy that is whole; a hub that is started from it has a new epoch.
 */
int
fc_hub_cli_backup (GStrv args)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse (&options, args, _ ("forecourt-hub backup FILE [FOLDER]: copies a store, also while it is served."),
              &error))
    return fc_hub_cli_fail (error);
  if (options.rest == NULL)
    {
      fprintf (stderr, _ ("forecourt-hub backup: say where to: forecourt-hub backup FILE [FOLDER]\n"));
      return 2;
    }
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options.rest[0]);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *folder = fc_hub_cli_folder (options.rest + 1, options.data);
  return run (&options, folder, "backup", path);
}

/**
 * fc_hub_cli_restore:
 *
 * forecourt-hub restore FILE [FOLDER]: for a hub that is not served.
 */
int
fc_hub_cli_restore (GStrv args)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  if (!parse (&options, args,
              _ ("forecourt-hub restore FILE [FOLDER]: puts a backup in the place of a store that nobody serves now; "
                 "what is there "
                 "is kept beside it. Offices then offer again what they sent since. Attachments, in the folder "
                 "“blobs”, stay as "
                 "they are."),
              &error))
    return fc_hub_cli_fail (error);
  if (options.rest == NULL)
    {
      fprintf (stderr, _ ("forecourt-hub restore: say what from: forecourt-hub restore FILE [FOLDER]\n"));
      return 2;
    }
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options.rest[0]);
  if (g_file_peek_path (file) == NULL)
    {
      fprintf (stderr, _("forecourt-hub restore: “%s” is not a file on this computer: copy it here first\n"), options.rest[0]);
      return 2;
    }
  g_autofree char *folder = fc_hub_cli_folder (options.rest + 1, options.data);
  if (!fc_hub_store_restore (folder, g_file_peek_path (file), &aside, &error))
    return fc_hub_cli_fail (error);
  if (aside)
    printf (_ ("Restored. What was there is kept as %s\n"), aside);
  else
    printf (_ ("Restored to %s\n"), folder);
  return 0;
}

/**
 * fc_hub_cli_new_epoch:
 *
 * forecourt-hub new-epoch [FOLDER]: for a hub that is not served.
 */
int
fc_hub_cli_new_epoch (GStrv args)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse (
        &options, args,
        _ ("forecourt-hub new-epoch [FOLDER]: after a database was restored from a backup and before it is served, so "
           "that offices offer again what they sent lately."),
        &error))
    return fc_hub_cli_fail (error);
  g_autofree char *folder = fc_hub_cli_folder (options.rest, options.data);
  return run (&options, folder, "new-epoch", NULL);
}

/**
 * fc_hub_cli_status:
 *
 * forecourt-hub status [FOLDER]
 */
int
fc_hub_cli_status (GStrv args)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse (&options, args, _ ("forecourt-hub status [FOLDER]: counts what a store holds."), &error))
    return fc_hub_cli_fail (error);
  g_autofree char *folder = fc_hub_cli_folder (options.rest, options.data);
  return run (&options, folder, "status", NULL);
}
