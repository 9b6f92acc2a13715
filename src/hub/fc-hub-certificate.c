/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-certificate.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

/*
 * A CA and a server certificate for firms without a public one (GnuTLS). The enrolment file carries the CA's certificate to
 * the offices; the CA's key stays in the folder, for renewing.
 */
#define CA_YEARS     10
#define SERVER_YEARS 2
#define YEAR         (365 * 24 * 3600)

typedef struct {
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
} Pair;

static void
pair_clear (Pair *pair)
{
  if (pair->certificate)
    gnutls_x509_crt_deinit (pair->certificate);
  if (pair->key)
    gnutls_x509_privkey_deinit (pair->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static gboolean
check (int      code,
       GError **error)
{
  if (code >= 0)
    return TRUE;
  g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "Cannot make a certificate: %s.", gnutls_strerror (code));
  return FALSE;
}

static gboolean
pair_begin (Pair        *pair,
            const char  *name,
            int          years,
            GError     **error)
{
  guint8 serial[16];

  randombytes_buf (serial, sizeof serial);
  serial[0] &= 0x7f;
  return check (gnutls_x509_privkey_init (&pair->key), error) &&
         check (gnutls_x509_privkey_generate (pair->key, GNUTLS_PK_ECDSA,
                                              GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                error) &&
         check (gnutls_x509_crt_init (&pair->certificate), error) &&
         check (gnutls_x509_crt_set_version (pair->certificate, 3), error) &&
         check (gnutls_x509_crt_set_key (pair->certificate, pair->key), error) &&
         check (gnutls_x509_crt_set_serial (pair->certificate, serial, sizeof serial), error) &&
         check (gnutls_x509_crt_set_activation_time (pair->certificate, time (NULL) - 3600), error) &&
         check (gnutls_x509_crt_set_expiration_time (pair->certificate, time (NULL) + (time_t) years * YEAR), error) &&
         check (gnutls_x509_crt_set_dn_by_oid (pair->certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                               (unsigned) strlen (name)),
                error);
}

static gboolean
set_key_id (Pair    *pair,
            GError **error)
{
  guint8 id[64];
  size_t size = sizeof id;

  return check (gnutls_x509_crt_get_key_id (pair->certificate, GNUTLS_KEYID_USE_SHA256, id, &size), error) &&
         check (gnutls_x509_crt_set_subject_key_id (pair->certificate, id, size), error);
}

static gboolean
make_authority (Pair    *pair,
                GError **error)
{
  return pair_begin (pair, "Forecourt hub CA", CA_YEARS, error) &&
         check (gnutls_x509_crt_set_basic_constraints (pair->certificate, 1, 0), error) &&
         check (gnutls_x509_crt_set_key_usage (pair->certificate, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN),
                error) &&
         set_key_id (pair, error) &&
         check (gnutls_x509_crt_sign2 (pair->certificate, pair->certificate, pair->key, GNUTLS_DIG_SHA256, 0), error);
}

static gboolean
add_name (Pair        *pair,
          const char  *name,
          GError     **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);
  gnutls_x509_subject_alt_name_t kind = address ? GNUTLS_SAN_IPADDRESS : GNUTLS_SAN_DNSNAME;
  gconstpointer data = address ? (gconstpointer) g_inet_address_to_bytes (address) : name;
  gsize size = address ? g_inet_address_get_native_size (address) : strlen (name);

  return check (gnutls_x509_crt_set_subject_alt_name (pair->certificate, kind, data, (unsigned) size,
                                                      GNUTLS_FSAN_APPEND),
                error);
}

static gboolean
make_server (Pair               *pair,
             Pair               *authority,
             const char *const  *names,
             GError            **error)
{
  if (!pair_begin (pair, names[0], SERVER_YEARS, error))
    return FALSE;
  for (int i = 0; names[i]; i++)
    if (!add_name (pair, names[i], error))
      return FALSE;
  return check (gnutls_x509_crt_set_basic_constraints (pair->certificate, 0, -1), error) &&
         check (gnutls_x509_crt_set_key_usage (pair->certificate, GNUTLS_KEY_DIGITAL_SIGNATURE), error) &&
         check (gnutls_x509_crt_set_key_purpose_oid (pair->certificate, GNUTLS_KP_TLS_WWW_SERVER, 0), error) &&
         set_key_id (pair, error) &&
         check (gnutls_x509_crt_sign2 (pair->certificate, authority->certificate, authority->key, GNUTLS_DIG_SHA256, 0),
                error);
}

static char *
certificate_pem (Pair    *pair,
                 GError **error)
{
  gnutls_datum_t out = { 0 };

  if (!check (gnutls_x509_crt_export2 (pair->certificate, GNUTLS_X509_FMT_PEM, &out), error))
    return NULL;
  char *text = g_strndup ((const char *) out.data, out.size);
  gnutls_free (out.data);
  return text;
}

static gboolean
write_file (const char  *folder,
            const char  *name,
            const char  *text,
            int          mode,
            GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, error);
}

static gboolean
write_key (const char  *folder,
           const char  *name,
           Pair        *pair,
           GError     **error)
{
  gnutls_datum_t out = { 0 };

  if (!check (gnutls_x509_privkey_export2_pkcs8 (pair->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &out), error))
    return FALSE;
  g_autofree char *text = g_strndup ((const char *) out.data, out.size);
  gnutls_memset (out.data, 0, out.size);
  gnutls_free (out.data);
  return write_file (folder, name, text, 0600, error);
}

/**
 * fc_hub_make_certificates:
 * @folder: of the store; the files go to its folder "tls"
 * @names: host names and addresses the server is reached by, at least one
 *
 * Makes a CA and a server certificate of it.
 */
gboolean
fc_hub_make_certificates (const char         *folder,
                          const char *const  *names,
                          GError            **error)
{
  g_autofree char *tls = g_build_filename (folder, FC_HUB_TLS_FOLDER, NULL);
  g_auto (Pair) authority = { 0 };
  g_auto (Pair) server = { 0 };

  if (g_mkdir_with_parents (tls, 0700) != 0)
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "Cannot make the folder %s: %s.", tls, g_strerror (errno));
      return FALSE;
    }
  if (sodium_init () < 0 || !make_authority (&authority, error) || !make_server (&server, &authority, names, error))
    return FALSE;
  g_autofree char *ca = certificate_pem (&authority, error);
  g_autofree char *own = ca ? certificate_pem (&server, error) : NULL;
  if (own == NULL)
    return FALSE;
  g_autofree char *chain = g_strconcat (own, ca, NULL);
  return write_file (tls, FC_HUB_AUTHORITY, ca, 0644, error) && write_key (tls, "ca-key.pem", &authority, error) &&
         write_file (tls, FC_HUB_CERTIFICATE, chain, 0644, error) && write_key (tls, FC_HUB_KEY, &server, error);
}

static char *
fingerprint (const char  *pem,
             GError     **error)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, error);
  g_autoptr (GByteArray) der = NULL;

  if (certificate == NULL)
    return NULL;
  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

/**
 * fc_hub_write_enrolment:
 * @uri: where offices find the hub
 *
 * Writes the file that offices import: address, company and, where init made one, the CA.
 */
gboolean
fc_hub_write_enrolment (const char  *folder,
                        const char  *uri,
                        const char  *tenant_slug,
                        GError     **error)
{
  g_autofree char *path = g_build_filename (folder, FC_HUB_TLS_FOLDER, FC_HUB_AUTHORITY, NULL);
  g_autofree char *pem = NULL;
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "forecourt_enrolment", 1);
  json_object_set_string_member (object, "hub", uri);
  json_object_set_string_member (object, "tenant", tenant_slug);
  if (g_str_has_prefix (uri, "https:") && g_file_get_contents (path, &pem, NULL, NULL))
    {
      g_autofree char *sha256 = fingerprint (pem, error);
      if (sha256 == NULL)
        return FALSE;
      json_object_set_string_member (object, "ca_sha256", sha256);
      json_object_set_string_member (object, "ca_pem", pem);
    }
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, TRUE);
  return write_file (folder, FC_HUB_ENROLMENT, text, 0644, error);
}
