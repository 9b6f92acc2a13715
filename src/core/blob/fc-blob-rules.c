/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-folder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (fc-blob-error-quark, fc_blob_error)

/* What may be attached, and how each begins: what a file is called says nothing. */
static const struct {
  const char *media_type;
  const char *bytes;
  gsize length;
} kinds[] = {
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "application/pdf", "%PDF-", 5 },
};

/**
 * fc_blob_is_name:
 * @sha256: (nullable):
 *
 * Returns: whether it is a SHA-256 in small hex digits, and so fit to be the name of a file
 */
gboolean
fc_blob_is_name (const char *sha256)
{
  return sha256 != NULL && strspn (sha256, "0123456789abcdef") == FC_BLOB_NAME && sha256[FC_BLOB_NAME] == '\0';
}

/**
 * fc_blob_begins_as:
 *
 * Returns: whether content that begins with @data may be of @media_type; FALSE for a type that is not taken
 */
gboolean
fc_blob_begins_as (const char    *media_type,
                   gconstpointer  data,
                   gsize          size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (media_type, kinds[i].media_type) == 0)
      return size >= kinds[i].length && memcmp (data, kinds[i].bytes, kinds[i].length) == 0;
  return FALSE;
}

static gboolean
is_taken (const char *media_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (media_type, kinds[i].media_type) == 0)
      return TRUE;
  return FALSE;
}

/**
 * fc_blob_spec_check:
 *
 * Looks at what a record says, before anything is allocated for it.
 *
 * Returns: FALSE with FC_BLOB_ERROR_INVALID
 */
gboolean
fc_blob_spec_check (const FcBlobSpec  *self,
                    GError           **error)
{
  if (!fc_blob_is_name (self->sha256))
    g_set_error_literal (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID,
                         _ ("The attachment is not named by its SHA-256."));
  else if (!is_taken (self->media_type))
    g_set_error (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID,
                 /* Translators: %s is a media type, as image/gif */
                 _ ("Attachments are JPEG, PNG or PDF; this one is “%s”."), self->media_type ? self->media_type : "");
  else if (self->size <= 0)
    g_set_error_literal (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID, _ ("The attachment is empty."));
  else if (self->size > FC_BLOB_MOST)
    g_set_error (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID, _ ("The attachment is larger than %d MB."),
                 FC_BLOB_MOST / 1024 / 1024);
  else
    return TRUE;
  return FALSE;
}
