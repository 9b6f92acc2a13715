/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-blob-folder.h"
#include "fc-branding.h"
#include "fc-hub-private.h"

/*
 * HEAD, PATCH and GET /api/v1/blobs/<sha256>?attachment=<id>. What is asked for is what a record says that the caller may see:
 * the record gives size and type, so nothing is taken that nobody has announced, and nothing given to whom it does not belong.
 *
 * With the company's own id for <id> it is the company's logo. That row gives no size: whoever brings the logo says it, and
 * once it is whole it is what lies here.
 */

typedef struct {
  FcHubRequest *request; /* (owned) */
  char *sha256;
  FcId attachment;
  gint64 from, to;       /* bytes wanted, or where those sent belong; to: behind the last one, 0 not said */
  gint64 announced;      /* bytes that the whole is said to have; 0 not said */
  GBytes *bytes;         /* (nullable) (owned): sent */

  /* what came of it */
  FcRecord *row;         /* (nullable) (owned): of the attachment or the company; NULL: none that the caller may see */
  gint64 size;           /* of the whole */
  gint64 length;         /* of what the hub has now */
  GBytes *read;          /* (nullable) (owned) */
  GError *error;         /* of FC_BLOB_ERROR, or of the store */
} Job;

static void
job_free (Job *self)
{
  fc_hub_request_unref (self->request);
  g_free (self->sha256);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->row);
  g_clear_pointer (&self->read, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
is_method (const Job  *self,
           const char *method)
{
  return g_str_equal (soup_server_message_get_method (self->request->message), method);
}

/* Of which kind the row is that names what is asked for. */
static FcEntity
kind_of (const Job *self)
{
  return fc_id_equal (&self->attachment, &self->request->session->token.tenant_id) ? FC_TENANT : FC_ATTACHMENT;
}

static FcBlobSpec
spec_of (const Job *self)
{
  return (FcBlobSpec){ self->sha256,
                       kind_of (self) == FC_TENANT ? FC_LOGO_MEDIA_TYPE
                                                   : fc_record_get_text (self->row, FC_ATTACHMENT_MEDIA_TYPE),
                       self->size };
}

/* --- on a thread for files ---------------------------------------------------------------------------------------------- */

static gboolean
may_see (const FcActor *actor,
         FcRecord      *row)
{
  const FcId *station = fc_hub_row_station (row);

  return fc_actor_may (actor, fc_catalog_get (fc_record_get_entity (row))->read) &&
         (station == NULL || fc_actor_sees_station (actor, station));
}

static gboolean
is_named_by (const Job *self,
             FcRecord  *row)
{
  g_autofree char *logo = NULL;

  if (kind_of (self) == FC_ATTACHMENT)
    return g_strcmp0 (fc_record_get_text (row, FC_ATTACHMENT_SHA256), self->sha256) == 0;
  logo = fc_branding_text (row, FC_LOGO_MEMBER);
  return g_strcmp0 (logo, self->sha256) == 0;
}

static gboolean
find_row (FcHub *hub,
          Job   *self)
{
  const FcHubSession *session = self->request->session;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);
  g_autoptr (FcRecord) row = NULL;

  if (reader == NULL)
    return FALSE;
  row = reader->class->get (reader, &session->token.tenant_id, kind_of (self), &self->attachment, &self->error);
  fc_hub_give_reader (hub, reader);
  if (row && is_named_by (self, row) && may_see (session->actor, row))
    self->row = g_steal_pointer (&row);
  return self->row != NULL;
}

/* FALSE: nobody has brought the logo, and whoever asks does not bring it either; or it is too large for one. */
static gboolean
measure_logo (Job        *self,
              const char *folder)
{
  self->size = fc_blob_folder_size (folder, self->sha256);
  if (self->size < 0)
    self->size = self->announced;
  if (self->size == 0)
    g_set_error_literal (&self->error, FC_BLOB_ERROR, FC_BLOB_ERROR_NOT_FOUND, "The logo has not reached the hub yet.");
  else if (self->size > FC_LOGO_BYTES)
    g_set_error (&self->error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID, "The logo is larger than %d MB.",
                 FC_LOGO_BYTES / 1024 / 1024);
  return self->error == NULL;
}

static void
do_with_file (Job        *self,
              const char *folder)
{
  FcBlobSpec spec;

  if (kind_of (self) == FC_TENANT && !measure_logo (self, folder))
    return;
  if (kind_of (self) == FC_ATTACHMENT)
    self->size = fc_record_get_int (self->row, FC_ATTACHMENT_SIZE);
  spec = spec_of (self);
  if (!fc_blob_spec_check (&spec, &self->error))
    return;
  if (is_method (self, "PATCH"))
    self->length = fc_blob_folder_append (folder, &spec, self->from, self->bytes, &self->error);
  if (!is_method (self, "PATCH") || self->error)
    self->length = fc_blob_folder_length (folder, &spec);
  if (is_method (self, "GET"))
    self->read = fc_blob_folder_read (folder, &spec, self->from,
                                      self->to > self->from ? (gsize) (self->to - self->from) : FC_BLOB_MOST_STEP,
                                      &self->error);
}

static void answered_cb (FcHub *hub, gpointer data);

static void
run (FcHub    *hub,
     gpointer  data)
{
  Job *self = data;

  if (find_row (hub, self))
    {
      g_autofree char *folder = fc_hub_blobs_folder (hub->blobs, &self->request->session->token.tenant_id);

      if (!is_method (self, "PATCH") ||
          fc_actor_may (self->request->session->actor, fc_catalog_get (kind_of (self))->write))
        do_with_file (self, folder);
      else
        self->length = -1; /* may see it, not bring it */
    }
  fc_hub_to_main (hub, answered_cb, self);
}

/* --- on the HTTP thread --------------------------------------------------------------------------------------------------- */

static void
say_length (Job *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->request->message);
  g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, self->length);
  g_autofree char *length = g_strdup_printf ("%" G_GINT64_FORMAT, spec_of (self).size);

  soup_message_headers_replace (headers, "Upload-Offset", offset);
  soup_message_headers_replace (headers, "Upload-Length", length);
}

static void
refuse (Job *self)
{
  FcHubRequest *request = self->request;

  if (self->error->domain != FC_BLOB_ERROR || self->error->code == FC_BLOB_ERROR_STORAGE)
    fc_hub_request_fail_store (request, self->error);
  else if (self->error->code == FC_BLOB_ERROR_NOT_FOUND)
    fc_hub_request_fail (request, SOUP_STATUS_NOT_FOUND, "not-whole", "The attachment has not reached the hub yet.");
  else if (self->error->code == FC_BLOB_ERROR_BUSY)
    fc_hub_request_fail_later (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", self->error->message, 2);
  else if (self->error->code == FC_BLOB_ERROR_INVALID)
    fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", self->error->message);
  else
    {
      say_length (self);
      fc_hub_request_fail (request, SOUP_STATUS_CONFLICT,
                           self->error->code == FC_BLOB_ERROR_OFFSET ? "offset" : "hash", self->error->message);
    }
}

static void
give (Job *self)
{
  FcHubRequest *request = self->request;
  const FcBlobSpec spec = spec_of (self);
  gint64 end = self->from + (gint64) g_bytes_get_size (self->read);
  gboolean all = self->from == 0 && end == spec.size;

  if (!all && self->to == 0)
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid",
                           "This attachment is large. Ask for ranges of at most 4 MB.");
      return;
    }
  if (self->to != 0)
    soup_message_headers_set_content_range (soup_server_message_get_response_headers (request->message), self->from,
                                            end - 1, spec.size);
  fc_hub_request_reply (request, self->to != 0 ? SOUP_STATUS_PARTIAL_CONTENT : SOUP_STATUS_OK, spec.media_type,
                        self->read, FALSE);
}

static void
answered_cb (FcHub    *hub,
             gpointer  data)
{
  Job *self = data;
  FcHubRequest *request = self->request;

  if (self->error)
    refuse (self);
  else if (self->row == NULL)
    fc_hub_request_fail (request, SOUP_STATUS_NOT_FOUND, "not-found", "There is no such attachment.");
  else if (self->length < 0)
    fc_hub_request_fail (request, SOUP_STATUS_FORBIDDEN, "denied",
                         kind_of (self) == FC_TENANT ? "You may not change the company’s logo."
                                                     : "You may not attach photos.");
  else if (self->read)
    give (self);
  else
    {
      say_length (self);
      fc_hub_request_reply_empty (request, is_method (self, "HEAD") ? SOUP_STATUS_OK : SOUP_STATUS_NO_CONTENT);
    }
  job_free (self);
}

/* One range is enough for everybody. FALSE: it makes no sense. */
static gboolean
read_range (Job *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->request->message);
  SoupRange *ranges = NULL;
  int n = 0;
  gboolean good = TRUE;

  if (soup_message_headers_get_one (headers, "Range") == NULL)
    return TRUE;
  if (soup_message_headers_get_ranges (headers, 0, &ranges, &n) && n == 1 && ranges[0].start >= 0 &&
      ranges[0].start <= FC_BLOB_MOST && (ranges[0].end < 0 || ranges[0].end >= ranges[0].start))
    {
      self->from = ranges[0].start;
      self->to = ranges[0].end < 0 ? self->from + FC_BLOB_MOST_STEP : MIN (ranges[0].end, FC_BLOB_MOST) + 1;
    }
  else
    good = FALSE;
  if (ranges)
    soup_message_headers_free_ranges (headers, ranges);
  return good;
}

/* FALSE: it makes no sense. */
static gboolean
read_announced (Job *self)
{
  const char *length =
    soup_message_headers_get_one (soup_server_message_get_request_headers (self->request->message), "Upload-Length");
  guint64 size = 0;

  if (length != NULL && !g_ascii_string_to_unsigned (length, 10, 1, FC_BLOB_MOST, &size, NULL))
    return FALSE;
  self->announced = (gint64) size;
  return TRUE;
}

static gboolean
read_offset (Job *self)
{
  const char *offset =
    soup_message_headers_get_one (soup_server_message_get_request_headers (self->request->message), "Upload-Offset");
  guint64 from;

  if (offset == NULL || !g_ascii_string_to_unsigned (offset, 10, 0, FC_BLOB_MOST, &from, NULL))
    return FALSE;
  self->from = (gint64) from;
  self->bytes = soup_message_body_flatten (soup_server_message_get_request_body (self->request->message));
  return TRUE;
}

static void
admitted (FcHubRequest *request)
{
  const char *attachment = request->query ? g_hash_table_lookup (request->query, "attachment") : NULL;
  const char *sha256 = request->path + strlen (FC_WIRE_PATH_BLOBS);
  Job *self = g_new0 (Job, 1);

  self->request = fc_hub_request_ref (request);
  self->sha256 = g_strdup (sha256);
  if (fc_blob_is_name (sha256) && attachment && fc_id_from_string (attachment, &self->attachment) &&
      read_announced (self) && (is_method (self, "PATCH") ? read_offset (self) : read_range (self)))
    fc_hub_blobs_work (request->hub->blobs, run, self);
  else
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid",
                           "An attachment is asked for by its SHA-256 and its record.");
      job_free (self);
    }
}

void
fc_hub_route_blob (FcHubRequest *request)
{
  fc_hub_authenticate (request, admitted);
}
