/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fc-demo.h"
#include "fc-hub-certificate.h"
#include "fc-hub-cli.h"
#include "fc-hub-provision.h"

typedef struct {
  char *data, *store, *slug, *name, *email, *admin_name, *currency, *time_zone, *uri, *demo;
  GStrv hosts, rest;
  gint64 sales;
  gboolean password_stdin, cheap;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->data);
  g_free (self->store);
  g_free (self->slug);
  g_free (self->name);
  g_free (self->email);
  g_free (self->admin_name);
  g_free (self->currency);
  g_free (self->time_zone);
  g_free (self->uri);
  g_free (self->demo);
  g_strfreev (self->hosts);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* "--demo" alone stands for the usual seed; GOption would take the next word for its value. */
static void
give_demo_a_seed (GStrv args)
{
  for (int i = 0; args[i]; i++)
    if (g_str_equal (args[i], "--demo"))
      {
        g_free (args[i]);
        args[i] = g_strdup_printf ("--demo=%" G_GUINT64_FORMAT, FC_DEMO_SEED);
      }
}

static gboolean
parse (Options  *self,
       GStrv     args,
       GError  **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data, _ ("Folder of the new store"), "FOLDER" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &self->store,
      _ ("postgresql://USER@HOST/DATABASE: keep the companies there, not in the folder"), "URI" },
    { "tenant", 0, 0, G_OPTION_ARG_STRING, &self->slug, _ ("The company’s short name, for signing in"), "SLUG" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &self->name, _ ("The company’s name"), "NAME" },
    { "email", 0, 0, G_OPTION_ARG_STRING, &self->email, _ ("The administrator’s e-mail address"), "ADDRESS" },
    { "admin-name", 0, 0, G_OPTION_ARG_STRING, &self->admin_name, _ ("The administrator’s name"), "NAME" },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &self->password_stdin, _ ("Read the password from standard input"),
      NULL },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &self->currency, _ ("ISO code (USD)"), "CODE" },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &self->time_zone, _ ("Olson name (America/New_York)"), "ZONE" },
    { "uri", 0, 0, G_OPTION_ARG_STRING, &self->uri, _ ("Where offices find the hub (https://HOST:8440)"), "URI" },
    { "host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->hosts, _ ("A further name or address for the certificate"),
      "NAME" },
    { "demo", 0, 0, G_OPTION_ARG_STRING, &self->demo, _ ("Fill it with the demo company; every password is “demo”"),
      "SEED" },
    { "sales", 0, 0, G_OPTION_ARG_INT64, &self->sales,
      _ ("Demo: so many single sales, those in the files of a POS among them"), "N" },
    { "insecure-test-hashing", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->cheap, "Tests only", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, "[FOLDER]" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("- make a hub’s store"));
  g_auto (GStrv) copy = g_strdupv (args);

  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse_strv (context, &copy, error);
}

static gboolean
make_company (Options     *self,
              const char  *folder,
              GError     **error)
{
  gboolean generated;
  g_autofree char *slug = g_strdup (self->slug ? self->slug : "company");
  g_autofree char *password = NULL;

  if (self->email == NULL)
    {
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_INVALID, "Give the administrator’s address with --email.");
      return FALSE;
    }
  password = fc_hub_cli_password (self->password_stdin, &generated);
  const FcHubSetup setup = { .tenant_slug = slug,
                             .tenant_name = self->name ? self->name : slug,
                             .admin_email = self->email,
                             .admin_name = self->admin_name,
                             .admin_password = password,
                             .currency = self->currency,
                             .time_zone = self->time_zone,
                             .store = self->store,
                             .cheap_hashing = self->cheap };
  if (!fc_hub_create_store (folder, &setup, error))
    return FALSE;
  printf (_ ("Company: %s\nAdministrator: %s\n"), slug, self->email);
  if (generated)
    printf (_ ("Password: %s\n(shown this once)\n"), password);
  return TRUE;
}

static void
show_progress (const char *step,
               gint64      done,
               gint64      total,
               gpointer    user_data)
{
  if (isatty (STDERR_FILENO) && total > 0)
    fprintf (stderr, "\r\033[K%s %" G_GINT64_FORMAT " %%", step, done * 100 / total);
}

/* For the first try of an import. */
static gboolean
write_pos_files (const char  *folder,
                 GPtrArray   *files,
                 GError     **error)
{
  g_autofree char *pos = g_build_filename (folder, "pos", NULL);

  for (guint i = 0; files && i < files->len; i++)
    {
      const FcDemoFile *file = files->pdata[i];
      g_autofree char *path = g_build_filename (pos, file->name, NULL);

      if ((i == 0 && g_mkdir_with_parents (pos, 0700) != 0) || !g_file_set_contents (path, file->text, -1, error))
        return FALSE;
    }
  if (files)
    printf (_ ("Files of a POS to import: %s\n"), pos);
  return TRUE;
}

static gboolean
make_demo (Options     *self,
           const char  *folder,
           GError     **error)
{
  FcHubDemo demo = { .seed = g_ascii_strtoull (self->demo, NULL, 10),
                     .now = g_get_real_time (),
                     .sales = (guint64) MAX (self->sales, 0),
                     .store = self->store,
                     .cheap_hashing = self->cheap,
                     .pos_files = TRUE,
                     .progress = show_progress };

  if (!fc_hub_create_demo (folder, &demo, error))
    return FALSE;
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K");
  g_autofree char *path = g_build_filename (folder, "truth.json", NULL);
  gboolean written = (demo.truth == NULL || g_file_set_contents (path, demo.truth, -1, error)) &&
                     write_pos_files (folder, demo.files, error);
  g_free (demo.truth);
  g_clear_pointer (&demo.files, g_ptr_array_unref);
  printf (_ ("Company: %s\nUsers: %s, %s, %s\nPassword: %s\n"), FC_DEMO_TENANT_SLUG, FC_DEMO_ADMIN, FC_DEMO_MANAGER,
          FC_DEMO_SUPERVISOR, FC_DEMO_PASSWORD);
  return written;
}

static gboolean
make_tls (Options     *self,
          const char  *folder,
          const char  *uri,
          GError     **error)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (parsed == NULL)
    {
      g_prefix_error (error, "“%s” is not an address: ", uri);
      return FALSE;
    }
  g_strv_builder_add (names, g_uri_get_host (parsed));
  if (self->hosts)
    g_strv_builder_addv (names, (const char **) self->hosts);
  g_strv_builder_add_many (names, "localhost", "127.0.0.1", NULL);
  g_auto (GStrv) all = g_strv_builder_end (names);
  return fc_hub_make_certificates (folder, (const char *const *) all, error);
}

/**
 * fc_hub_cli_init:
 *
 * forecourt-hub init: store, company, administrator, CA and server certificate, enrolment file.
 */
int
fc_hub_cli_init (GStrv args)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  give_demo_a_seed (args);
  if (!parse (&options, args, &error))
    return fc_hub_cli_fail (error);
  g_autofree char *folder = fc_hub_cli_folder (options.rest, options.data);
  g_autofree char *uri = options.uri ? g_strdup (options.uri) : g_strdup_printf ("https://%s:8440", g_get_host_name ());
  const char *slug = options.demo ? FC_DEMO_TENANT_SLUG : options.slug ? options.slug : "company";
  if (!(options.demo ? make_demo (&options, folder, &error) : make_company (&options, folder, &error)) ||
      !make_tls (&options, folder, uri, &error) || !fc_hub_write_enrolment (folder, uri, slug, &error))
    return fc_hub_cli_fail (error);
  printf (_ ("Store: %s\nEnrolment file for the offices: %s/%s\n"), folder, folder, FC_HUB_ENROLMENT);
  return 0;
}
