/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session.h"

#include "fc-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ENROLMENT (256 * 1024)

/* @sentence: with a %s for the file's name */
static gboolean
refuse (GError    **error,
        GFile      *file,
        const char *sentence)
{
  g_autofree char *name = g_file_get_basename (file);

  g_set_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_PROTOCOL, sentence, name);
  return FALSE;
}

static const char *
text_of (JsonObject *object,
         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* SHA-256 of the certificate's DER bytes, as hex; compared without colons and case. */
static gboolean
fingerprint_matches (GTlsCertificate *certificate,
                     const char      *said)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *is = NULL;
  g_autoptr (GString) plain = g_string_new (said);

  g_string_replace (plain, ":", "", 0);
  g_object_get (certificate, "certificate", &der, NULL);
  is = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  return g_ascii_strcasecmp (plain->str, is) == 0;
}

static gboolean
read_authority (FcEnrolment *self,
                JsonObject  *object,
                GFile       *file,
                GError     **error)
{
  const char *pem = text_of (object, "ca_pem");
  const char *fingerprint = text_of (object, "ca_sha256");

  if (pem == NULL || pem[0] == '\0')
    return TRUE;
  self->authority = g_tls_certificate_new_from_pem (pem, -1, NULL);
  if (self->authority == NULL)
    return refuse (error, file, _ ("“%s” is damaged: its certificate cannot be read. Ask your administrator for a new copy."));
  if (fingerprint != NULL && !fingerprint_matches (self->authority, fingerprint))
    return refuse (error, file, _ ("“%s” is damaged: its certificate and fingerprint do not belong together. Ask your "
                                   "administrator for a new copy."));
  return TRUE;
}

static JsonObject *
read_object (GFile   *file,
             GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (JsonNode) node = NULL;
  const char *text;
  gsize size;

  if (stream == NULL)
    return NULL;
  bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), MAX_ENROLMENT, NULL, error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  node = fc_wire_parse_json (text != NULL ? text : "", (gssize) size, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) ||
      !json_object_has_member (json_node_get_object (node), "forecourt_enrolment"))
    {
      refuse (error, file, _ ("“%s” is not an enrolment file. Ask your administrator for the one that your server wrote."));
      return NULL;
    }
  return json_object_ref (json_node_get_object (node));
}

/**
 * fc_enrolment_load:
 *
 * Reads what `forecourt-hub init` wrote. The certificate is checked against its fingerprint.
 *
 * Returns: (transfer full): NULL with an error of GIO or FC_SYNC_ERROR_PROTOCOL
 */
FcEnrolment *
fc_enrolment_load (GFile   *file,
                   GError **error)
{
  g_autoptr (JsonObject) object = read_object (file, error);
  g_autoptr (FcEnrolment) self = NULL;
  JsonNode *version;

  if (object == NULL)
    return NULL;
  self = g_new0 (FcEnrolment, 1);
  version = json_object_get_member (object, "forecourt_enrolment");
  if (json_node_get_value_type (version) != G_TYPE_INT64 || json_node_get_int (version) != 1)
    {
      refuse (error, file, _ ("“%s” is of a newer Forecourt. Bring this program up to date, then import the file again."));
      return NULL;
    }
  self->hub_uri = g_strdup (text_of (object, "hub"));
  self->tenant_slug = g_strdup (text_of (object, "tenant"));
  if (self->hub_uri == NULL || self->tenant_slug == NULL)
    {
      refuse (error, file, _ ("“%s” is damaged: it names no server or no company. Ask your administrator for a new copy."));
      return NULL;
    }
  return read_authority (self, object, file, error) ? g_steal_pointer (&self) : NULL;
}

void
fc_enrolment_free (FcEnrolment *self)
{
  if (self == NULL)
    return;
  g_free (self->hub_uri);
  g_free (self->tenant_slug);
  g_clear_object (&self->authority);
  g_free (self);
}
