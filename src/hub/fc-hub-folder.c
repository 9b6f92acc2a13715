/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "fc-hub-store.h"

/*
 * A hub's folder: its lock, certificates, admin socket, and the store itself, or, where that is elsewhere, its address in the
 * file "store.uri". One process at a time.
 */
#define URI_FILE "store.uri"

/**
 * fc_hub_folder_lock:
 *
 * Returns: a descriptor that holds the lock until it is closed; -1 with an error where another process has it
 */
int
fc_hub_folder_lock (const char  *folder,
                    GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "hub.lock", NULL);
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  if (lock >= 0 && errno == EWOULDBLOCK)
    g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_EXISTS, "Another process uses the store in %s.", folder);
  else
    g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "Cannot lock the store in %s: %s.", folder,
                 g_strerror (errno));
  if (lock >= 0)
    close (lock);
  return -1;
}

static char *
read_uri (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, URI_FILE, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strstrip (text) : NULL;
}

/* It may hold a password. */
static gboolean
keep_uri (const char  *folder,
          const char  *uri,
          GError     **error)
{
  g_autofree char *path = g_build_filename (folder, URI_FILE, NULL);
  g_autofree char *there = read_uri (folder);
  g_autofree char *line = g_strconcat (uri, "\n", NULL);

  return g_strcmp0 (there, uri) == 0 ||
         g_file_set_contents_full (path, line, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error);
}

static gboolean
is_postgresql (const char *uri)
{
  return g_str_has_prefix (uri, "postgresql://") || g_str_has_prefix (uri, "postgres://");
}

static FcHubStore *
open_server (const char  *folder,
             const char  *uri,
             gboolean     create,
             GError     **error)
{
#ifdef FC_HUB_POSTGRESQL
  int lock = fc_hub_folder_lock (folder, error);
  FcHubStore *store = lock >= 0 ? fc_pg_store_open (uri, lock, create, error) : NULL;

  if (store && !keep_uri (folder, uri, error))
    {
      store->class->close (store);
      return NULL;
    }
  return store;
#else
  (void) keep_uri;
  g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_CONFIG, "This forecourt-hub was built without PostgreSQL.");
  return NULL;
#endif
}

/**
 * fc_hub_store_open:
 * @folder: of the hub; made where it is not there
 * @uri: (nullable): postgresql://…, which the folder then remembers; %NULL: what it remembers, else the store is in it
 * @create: make the store, which must not be there yet; otherwise it must
 *
 * Returns: (transfer full) (nullable): the writing side; close it with its class's close()
 */
FcHubStore *
fc_hub_store_open (const char  *folder,
                   const char  *uri,
                   gboolean     create,
                   GError     **error)
{
  g_autofree char *kept = uri ? g_strdup (uri) : read_uri (folder);

  if ((create || uri) && g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "Cannot make the folder %s: %s.", folder,
                   g_strerror (errno));
      return NULL;
    }
  if (kept == NULL)
    return fc_sqlite_store_open (folder, create, error);
  if (is_postgresql (kept))
    return open_server (folder, kept, create, error);
  g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_CONFIG, "“%s” is not the address of a store: postgresql://….", kept);
  return NULL;
}

/**
 * fc_hub_store_restore:
 *
 * fc_sqlite_store_restore(), where the folder does not keep its companies elsewhere.
 */
gboolean
fc_hub_store_restore (const char  *folder,
                      const char  *backup,
                      char       **aside,
                      GError     **error)
{
  g_autofree char *kept = read_uri (folder);

  if (kept == NULL)
    return fc_sqlite_store_restore (folder, backup, aside, error);
  g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_INVALID,
                       "This hub keeps its companies in PostgreSQL. Restore the database with “pg_restore”, then run "
                       "“forecourt-hub new-epoch” before it is served.");
  return FALSE;
}
