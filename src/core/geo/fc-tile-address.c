/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-tile.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST 500 /* bytes of an address */

static const char *const places[] = { "{z}", "{x}", "{y}" };

/* With another brace left, the server knows a part that we do not. */
static gboolean
check_places (const char  *address,
              GError     **error)
{
  g_autofree char *filled = fc_tile_address_of (address, (FcMapTile){ 0 });

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strstr (address, places[i]) == NULL)
      {
        g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                     _ ("The address lacks %s. It needs {z}, {x} and {y}, where zoom, column and row go"), places[i]);
        return FALSE;
      }
  if (strpbrk (filled, "{}") == NULL)
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID,
                       _ ("The address may have {z}, {x} and {y} in braces, and nothing else"));
  return FALSE;
}

/**
 * fc_tile_address_check:
 * @address: of tiles, as a person entered it: "https://tiles.example.com/{z}/{x}/{y}.png"
 * @error: FC_ERROR_INVALID with what to mend
 *
 * HTTPS alone: who reads along would see where people look.
 */
gboolean
fc_tile_address_check (const char  *address,
                       GError     **error)
{
  g_autofree char *filled = NULL;
  g_autoptr (GUri) uri = NULL;

  if (strlen (address) > MOST)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The address is longer than %d letters"), MOST);
      return FALSE;
    }
  if (!check_places (address, error))
    return FALSE;
  filled = fc_tile_address_of (address, (FcMapTile){ 0 });
  uri = g_uri_parse (filled, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID,
                           _ ("This is no web address. Enter one like https://tiles.example.com/{z}/{x}/{y}.png"));
      return FALSE;
    }
  if (strcmp (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID,
                       _ ("The address has to begin with https://, so that nobody can read along"));
  return FALSE;
}

/**
 * fc_tile_address_of:
 *
 * Returns: (transfer full): where @tile is, at a server with this @address
 */
char *
fc_tile_address_of (const char *address,
                    FcMapTile   tile)
{
  guint numbers[] = { tile.zoom, tile.column, tile.row };
  GString *text = g_string_new (address);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", numbers[i]);

      g_string_replace (text, places[i], number, 0);
    }
  return g_string_free (text, FALSE);
}
