/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "fc-hub-certificate.h"
#include "fc-hub-cli.h"
#include "fc-hub-log.h"
#include "fc-hub-private.h"

typedef struct {
  char *data, *store, *blobs, *listen, *certificate, *key;
  gboolean behind_proxy, tls, quiet, cheap;
  int metrics_port, requests, syncs, connections, oldest_schema;
  GStrv rest;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->data);
  g_free (self->store);
  g_free (self->blobs);
  g_free (self->listen);
  g_free (self->certificate);
  g_free (self->key);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options  *self,
       GStrv     args,
       GError  **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data, _ ("Folder of the store"), "FOLDER" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &self->store,
      _ ("postgresql://USER@HOST/DATABASE, where the store is not in the folder; the folder remembers it"), "URI" },
    { "blobs", 0, 0, G_OPTION_ARG_FILENAME, &self->blobs,
      _ ("Folder of the attachments, where several hubs on one database share it"), "FOLDER" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen, _ ("Numeric address and port (127.0.0.1:8440)"),
      "ADDRESS:PORT" },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &self->tls, _ ("Use init’s certificate also on loopback"), NULL },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &self->certificate, _ ("PEM file, with its chain"), "FILE" },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &self->key, _ ("PEM file"), "FILE" },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &self->behind_proxy,
      _ ("A proxy in front does TLS: plain HTTP, addresses from X-Forwarded-For"), NULL },
    { "metrics-port", 0, 0, G_OPTION_ARG_INT, &self->metrics_port, _ ("On loopback; -1 for none (9440)"), "PORT" },
    { "requests-per-minute", 0, 0, G_OPTION_ARG_INT, &self->requests, _ ("Per token, without sync (100)"), "N" },
    { "syncs-per-minute", 0, 0, G_OPTION_ARG_INT, &self->syncs, _ ("Per token (600)"), "N" },
    { "connections-per-address", 0, 0, G_OPTION_ARG_INT, &self->connections, _ ("At once (64)"), "N" },
    { "oldest-schema", 0, 0, G_OPTION_ARG_INT, &self->oldest_schema,
      _ ("Offices whose program has an older schema may send, but get nothing before it is updated (1)"), "VERSION" },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &self->quiet, _ ("No line per request"), NULL },
    { "insecure-test-hashing", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->cheap, "Tests only", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, "[FOLDER]" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("- serve a store"));
  g_auto (GStrv) copy = g_strdupv (args);

  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse_strv (context, &copy, error);
}

static gboolean
is_loopback (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  return inet && g_inet_address_get_is_loopback (inet);
}

/* "127.0.0.1:8440", "[::1]:8440", ":8440" (every address) */
static gboolean
read_listen (const char   *text,
             char        **address,
             FcHubConfig  *config,
             GError      **error)
{
  const char *colon = strrchr (text, ':');
  guint64 port = 0;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_CONFIG, "“%s” is not an address and port like 0.0.0.0:8440.",
                   text);
      return FALSE;
    }
  *address = g_strndup (text, (gsize) (colon - text));
  if (**address == '[' && g_str_has_suffix (*address, "]"))
    {
      memmove (*address, *address + 1, strlen (*address));
      (*address)[strlen (*address) - 1] = '\0';
    }
  if (**address == '\0')
    {
      g_free (*address);
      *address = g_strdup ("0.0.0.0");
    }
  config->address = *address;
  config->port = (guint16) port;
  return TRUE;
}

static void
use_own_certificate (const char  *folder,
                     FcHubConfig *config,
                     Options     *options)
{
  g_autofree char *certificate = g_build_filename (folder, FC_HUB_TLS_FOLDER, FC_HUB_CERTIFICATE, NULL);

  if (options->behind_proxy || (is_loopback (config->address) && !options->tls) ||
      !g_file_test (certificate, G_FILE_TEST_EXISTS))
    return;
  options->certificate = g_steal_pointer (&certificate);
  options->key = g_build_filename (folder, FC_HUB_TLS_FOLDER, FC_HUB_KEY, NULL);
}

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static int
run (FcHub *hub)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  if (!fc_hub_start (hub, &error))
    return fc_hub_cli_fail (error);
  FcHubAdminSocket *admin = fc_hub_admin_socket_new (hub, &error);
  if (admin == NULL)
    {
      fc_hub_stop (hub);
      return fc_hub_cli_fail (error);
    }
  guint term = g_unix_signal_add (SIGTERM, stop_cb, loop), intr = g_unix_signal_add (SIGINT, stop_cb, loop);
  printf ("Serving %s\n", fc_hub_get_uri (hub)); /* for scripts: the same in every language */
  fflush (stdout);
  fc_hub_log ("hub", "serving=%s metrics-port=%u version=" FC_VERSION, fc_hub_get_uri (hub),
              fc_hub_get_metrics_port (hub));
  g_main_loop_run (loop);
  fc_hub_log ("hub", "stopping=1");
  fc_hub_admin_socket_free (admin);
  fc_hub_stop (hub);
  (void) term;
  (void) intr;
  return 0;
}

/**
 * fc_hub_cli_serve:
 *
 * forecourt-hub serve: until SIGTERM or SIGINT, then finishes what it has begun.
 */
int
fc_hub_cli_serve (GStrv args)
{
  g_auto (Options) options = { .metrics_port = 9440 };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  FcHubConfig config;

  if (!parse (&options, args, &error))
    return fc_hub_cli_fail (error);
  g_autofree char *folder = fc_hub_cli_folder (options.rest, options.data);
  fc_hub_config_init (&config, folder);
  config.store = options.store;
  config.blobs = options.blobs;
  if (options.listen && !read_listen (options.listen, &address, &config, &error))
    return fc_hub_cli_fail (error);
  if (options.certificate == NULL)
    use_own_certificate (folder, &config, &options);
  config.certificate = options.certificate;
  config.key = options.key;
  config.behind_proxy = options.behind_proxy;
  config.metrics_port = options.metrics_port;
  config.quiet = options.quiet;
  config.cheap_hashing = options.cheap;
  if (options.requests > 0)
    config.requests_per_minute = (guint) options.requests;
  if (options.syncs > 0)
    config.syncs_per_minute = (guint) options.syncs;
  if (options.connections > 0)
    config.connections_per_address = (guint) options.connections;
  if (options.oldest_schema > 0)
    config.oldest_schema = options.oldest_schema;
  g_autoptr (FcHub) hub = fc_hub_new (&config, &error);
  if (hub == NULL)
    return fc_hub_cli_fail (error);
  int status = run (hub);
  g_clear_object (&hub); /* the store is closed before the last line */
  if (status == 0)
    fc_hub_log ("hub", "stopped=1");
  return status;
}
