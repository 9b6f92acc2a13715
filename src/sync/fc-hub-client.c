/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-client-private.h"

#include "fc-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT_SECONDS 60 /* of silence; more than FC_WIRE_HEAD_WAIT */
#define CONNECTIONS     6  /* exchange, stream, head, sign-in, and one to spare */
#define READ_STEP       (128 * 1024)
#define MAX_FAULT       (64 * 1024)

struct _FcHubClient
{
  GObject parent_instance;

  char *uri;
  GFile *authority;  /* (nullable): written for GIO, which reads anchors from a file alone and when it likes */
  SoupSession *session;
  char *access_token;
  char *tenant_id;
  char *client_id;
};

G_DEFINE_FINAL_TYPE (FcHubClient, fc_hub_client, G_TYPE_OBJECT)

/* One request under way. */
typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *received;
  gsize limit;
  gboolean open; /* hand the stream over instead of reading it */
} Request;

static void
request_free (Request *request)
{
  g_clear_object (&request->message);
  g_clear_object (&request->stream);
  g_byte_array_unref (request->received);
  g_free (request);
}

void
fc_hub_answer_free (FcHubAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->failure, fc_sync_failure_free);
  g_free (self);
}

/**
 * fc_hub_answer_unpack:
 *
 * Returns: (transfer full) (nullable): its body as it was before it was packed, empty where there is none; NULL with @error
 */
GBytes *
fc_hub_answer_unpack (const FcHubAnswer  *self,
                      GError            **error)
{
  if (self->gzipped)
    return fc_gunzip (self->body, FC_WIRE_MAX_BODY, error);
  return self->body != NULL ? g_bytes_ref (self->body) : g_bytes_new_static ("", 0);
}

static void
fc_hub_client_finalize (GObject *object)
{
  FcHubClient *self = FC_HUB_CLIENT (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  if (self->authority != NULL)
    g_file_delete (self->authority, NULL, NULL);
  g_clear_object (&self->authority);
  g_free (self->uri);
  g_free (self->access_token);
  g_free (self->tenant_id);
  g_free (self->client_id);
  G_OBJECT_CLASS (fc_hub_client_parent_class)->finalize (object);
}

static void
fc_hub_client_class_init (FcHubClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_hub_client_finalize;
}

static void
fc_hub_client_init (FcHubClient *self)
{
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") || (address != NULL && g_inet_address_get_is_loopback (address));
}

/* Scheme, host and port without a final slash; plain HTTP only within this computer. */
static char *
check_uri (const char *text,
           GError    **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  g_autofree char *whole = NULL;

  if (host == NULL || host[0] == '\0' || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")))
    {
      g_set_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_PROTOCOL,
                   _ ("“%s” is not the address of a server. It looks like https://hub.example:8443."), text);
      return NULL;
    }
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    {
      g_set_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CERTIFICATE,
                   _ ("“%s” is not encrypted. Use an address that begins with https://."), text);
      return NULL;
    }
  whole = g_uri_to_string_partial (uri, G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT | G_URI_HIDE_USERINFO);
  while (g_str_has_suffix (whole, "/"))
    whole[strlen (whole) - 1] = '\0';
  return g_steal_pointer (&whole);
}

/* A database that trusts only @authority. */
static GTlsDatabase *
pin_authority (FcHubClient     *self,
               GTlsCertificate *authority,
               GError         **error)
{
  g_autofree char *pem = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFileIOStream) stream = NULL;

  self->authority = g_file_new_tmp ("forecourt-authority-XXXXXX.pem", &stream, error);
  if (self->authority == NULL)
    return NULL;
  path = g_file_get_path (self->authority);
  g_object_get (authority, "certificate-pem", &pem, NULL);
  if (!g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), pem, strlen (pem), NULL, NULL, error) ||
      !g_io_stream_close (G_IO_STREAM (stream), NULL, error))
    return NULL;
  return G_TLS_DATABASE (g_tls_file_database_new (path, error));
}

/**
 * fc_hub_client_new:
 * @authority: (nullable): the only authority to trust; NULL: those of the system
 *
 * Returns: (transfer full): NULL with FC_SYNC_ERROR_PROTOCOL for an address that is none, FC_SYNC_ERROR_CERTIFICATE
 */
FcHubClient *
fc_hub_client_new (const char      *uri,
                   GTlsCertificate *authority,
                   GError         **error)
{
  g_autoptr (FcHubClient) self = g_object_new (FC_TYPE_HUB_CLIENT, NULL);
  g_autoptr (GTlsDatabase) database = NULL;

  self->uri = check_uri (uri, error);
  if (self->uri == NULL)
    return NULL;
  self->session = soup_session_new_with_options ("user-agent", "Forecourt/" FC_VERSION, "timeout", TIMEOUT_SECONDS,
                                                 "idle-timeout", 90, "max-conns-per-host", CONNECTIONS, "max-conns", CONNECTIONS,
                                                 NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_SNIFFER);
  if (authority != NULL)
    {
      database = pin_authority (self, authority, error);
      if (database == NULL)
        return NULL;
      soup_session_set_tls_database (self->session, database);
    }
  return g_steal_pointer (&self);
}

const char *
fc_hub_client_get_uri (FcHubClient *self)
{
  return self->uri;
}

/**
 * fc_hub_client_set_token:
 * @access_token: (nullable): NULL for requests without sign-in
 * @tenant_id: (nullable):
 * @client_id: (nullable):
 */
void
fc_hub_client_set_token (FcHubClient *self,
                         const char  *access_token,
                         const FcId  *tenant_id,
                         const char  *client_id)
{
  g_free (self->access_token);
  g_free (self->tenant_id);
  g_free (self->client_id);
  self->access_token = g_strdup (access_token);
  self->tenant_id = tenant_id != NULL ? fc_id_dup_string (tenant_id) : NULL;
  self->client_id = g_strdup (client_id);
}

/**
 * fc_hub_client_failure:
 *
 * Returns: (transfer full): what an error of GIO or libsoup means for the person
 */
FcSyncFailure *
fc_hub_client_failure (FcHubClient  *self,
                       const GError *error)
{
  g_autofree char *sentence = NULL;

  if (error->domain == G_TLS_ERROR)
    {
      sentence = g_strdup_printf (_ ("The certificate of %s is not trusted. Import the enrolment file of this server, or "
                                     "ask its administrator. (%s)"),
                                  self->uri, error->message);
      return fc_sync_failure_new (FC_FAILURE_CERTIFICATE, sentence);
    }
  sentence = g_strdup_printf (_ ("The server %s cannot be reached. Check the network, then try again. (%s)"),
                              self->uri, error->message);
  return fc_sync_failure_new (FC_FAILURE_NETWORK, sentence);
}

static FcSyncFailure *
status_failure (FcHubClient *self,
                SoupMessage *message,
                GBytes      *body)
{
  g_autoptr (FcWireFault) fault = fc_wire_fault_decode (body);
  const char *wait = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  int status = (int) soup_message_get_status (message);
  g_autofree char *sentence = NULL;

  if (fault->protocol == 0 && status < 500 && status != 413 && status != 429 && status != 401)
    {
      sentence = g_strdup_printf (_ ("What answers at %s is not a Forecourt server (HTTP %d)."), self->uri, status);
      return fc_sync_failure_new (FC_FAILURE_GARBAGE, sentence);
    }
  if (g_strcmp0 (fault->code, "protocol") == 0)
    {
      sentence = g_strdup_printf (_ ("The server speaks protocol version %d, this program %d. Bring the older one up to "
                                     "date."),
                                  fault->protocol, FC_WIRE_PROTOCOL);
      return fc_sync_failure_new (FC_FAILURE_PROTOCOL, sentence);
    }
  return fc_sync_failure_new_status (status, fault->code, fault->message,
                                     wait != NULL ? g_ascii_strtoll (wait, NULL, 10) : 0);
}

/* -1: the hub did not say */
static gint64
number_in (SoupMessage *message,
           const char  *header)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), header);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static void
answer (GTask         *task,
        GBytes        *body,
        gboolean       gzipped,
        FcSyncFailure *failure)
{
  Request *request = g_task_get_task_data (task);
  FcHubAnswer *result = g_new0 (FcHubAnswer, 1);

  result->status = (int) soup_message_get_status (request->message);
  result->offset = number_in (request->message, "Upload-Offset");
  result->length = number_in (request->message, "Upload-Length");
  result->body = body;
  result->gzipped = gzipped;
  result->failure = failure;
  g_task_return_pointer (task, result, (GDestroyNotify) fc_hub_answer_free);
}

static void
answer_error (GTask  *task,
              GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    answer (task, NULL, FALSE, fc_hub_client_failure (g_task_get_source_object (task), error));
}

static void
answer_received (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  FcHubClient *self = g_task_get_source_object (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  const char *coding = soup_message_headers_get_one (headers, "Content-Encoding");
  gboolean gzipped = coding != NULL && g_ascii_strcasecmp (coding, "gzip") == 0;
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&request->received));

  request->received = g_byte_array_new ();
  if (soup_message_get_status (request->message) < 300)
    {
      answer (task, g_steal_pointer (&body), gzipped, NULL);
      return;
    }
  if (gzipped)
    {
      GBytes *plain = fc_gunzip (body, MAX_FAULT, NULL);

      g_bytes_unref (body);
      body = plain != NULL ? plain : g_bytes_new_static ("", 0);
    }
  answer (task, NULL, FALSE, status_failure (self, request->message, body));
}

static void read_on (GTask *task);

static void
bytes_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size;
  const guint8 *data;

  if (bytes == NULL)
    {
      answer_error (task, error);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  if (size == 0)
    answer_received (task);
  else if (request->received->len + size > request->limit)
    answer (task, NULL, FALSE, fc_sync_failure_new (FC_FAILURE_GARBAGE, _ ("The server’s answer is too large.")));
  else
    {
      g_byte_array_append (request->received, data, (guint) size);
      read_on (g_steal_pointer (&task));
    }
}

static void
read_on (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (request->stream, READ_STEP, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   bytes_read_cb, task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  request->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (request->stream == NULL)
    answer_error (task, error);
  else if (request->open && soup_message_get_status (request->message) < 300)
    answer (task, NULL, FALSE, NULL);
  else
    {
      if (soup_message_get_status (request->message) >= 300)
        request->limit = MAX_FAULT;
      read_on (g_steal_pointer (&task));
    }
}

/**
 * fc_hub_client_new_message:
 * @body: (nullable): JSON text, gzipped where @gzipped
 *
 * Returns: (transfer full): a request with all that says who asks
 */
SoupMessage *
fc_hub_client_new_message (FcHubClient *self,
                           const char  *method,
                           const char  *path,
                           GBytes      *body,
                           gboolean     gzipped)
{
  g_autofree char *uri = g_strconcat (self->uri, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->access_token, NULL);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (headers, "Accept-Encoding", "gzip");
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  if (gzipped)
    soup_message_headers_append (headers, "Content-Encoding", "gzip");
  if (self->access_token != NULL)
    soup_message_headers_append (headers, "Authorization", bearer);
  if (self->access_token != NULL && self->tenant_id != NULL)
    soup_message_headers_append (headers, "X-Tenant-ID", self->tenant_id);
  if (self->client_id != NULL)
    soup_message_headers_append (headers, "X-Sync-Token", self->client_id);
  return message;
}

static void
start (FcHubClient *self,
       GTask       *task,
       SoupMessage *message,
       gsize        limit,
       gboolean     open)
{
  Request *request = g_new0 (Request, 1);

  request->message = message;
  request->received = g_byte_array_new ();
  request->limit = limit;
  request->open = open;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), sent_cb, task);
}

/**
 * fc_hub_client_request_async:
 * @path: with its query
 * @body: (nullable): JSON text, gzipped where @gzipped
 *
 * One request and its whole answer, at most FC_WIRE_MAX_BODY.
 */
void
fc_hub_client_request_async (FcHubClient        *self,
                             const char         *method,
                             const char         *path,
                             GBytes             *body,
                             gboolean            gzipped,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  start (self, task, fc_hub_client_new_message (self, method, path, body, gzipped), FC_WIRE_MAX_BODY, FALSE);
}

/**
 * fc_hub_client_send_async:
 * @message: (transfer full): of fc_hub_client_new_message()
 * @limit: bytes of the answer's body
 *
 * Ends with fc_hub_client_request_finish().
 */
void
fc_hub_client_send_async (FcHubClient        *self,
                          SoupMessage        *message,
                          gsize               limit,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  start (self, g_task_new (self, cancellable, callback, user_data), message, limit, FALSE);
}

/* (transfer none): for what is more than a request and its answer */
SoupSession *
fc_hub_client_get_session (FcHubClient *self)
{
  return self->session;
}

/**
 * fc_hub_client_request_finish:
 *
 * Returns: (transfer full) (nullable): NULL only when it was cancelled
 */
FcHubAnswer *
fc_hub_client_request_finish (FcHubClient  *self,
                              GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * fc_hub_client_open_async:
 *
 * A POST whose answer is read as it comes.
 */
void
fc_hub_client_open_async (FcHubClient        *self,
                          const char         *path,
                          GBytes             *body,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  start (self, task, fc_hub_client_new_message (self, "POST", path, body, FALSE), FC_WIRE_MAX_BODY, TRUE);
}

/**
 * fc_hub_client_open_finish:
 * @failure: (out) (transfer full):
 *
 * Returns: (transfer full) (nullable): NULL with @failure, or without one when it was cancelled
 */
GInputStream *
fc_hub_client_open_finish (FcHubClient    *self,
                           GAsyncResult   *result,
                           FcSyncFailure **failure)
{
  Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (FcHubAnswer) received = g_task_propagate_pointer (G_TASK (result), NULL);

  *failure = NULL;
  if (received == NULL)
    return NULL;
  if (received->failure != NULL)
    {
      *failure = g_steal_pointer (&received->failure);
      return NULL;
    }
  return g_steal_pointer (&request->stream);
}
