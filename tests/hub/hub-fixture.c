/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const rival =
  "{\"do\":\"tenant.add\",\"slug\":\"rival\",\"name\":\"Rival\",\"email\":\"rita@rival.example\","
  "\"password\":\"" PASSWORD "\",\"cheap\":true}";

void
hub_fixture_start (HubFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->hub = fc_hub_new (&fixture->config, &error);
  g_assert_no_error (error);
  fc_hub_start (fixture->hub, &error);
  g_assert_no_error (error);
}

/* The hub and its store are closed afterwards: whatever still held on to it has been answered. */
void
hub_fixture_stop (HubFixture *fixture)
{
  FcHub *hub = fixture->hub;

  if (hub == NULL)
    return;
  g_object_add_weak_pointer (G_OBJECT (hub), (gpointer *) &hub);
  fc_hub_stop (hub);
  g_clear_object (&fixture->hub);
  g_assert_null (hub);
}

void
hub_fixture_restart (HubFixture *fixture)
{
  hub_fixture_stop (fixture);
  hub_fixture_start (fixture);
}

JsonObject *
hub_fixture_admin (HubFixture *fixture,
                   const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  g_assert_no_error (error);
  JsonObject *reply = fc_hub_admin (fixture->hub, json_node_get_object (node), &error);
  g_assert_no_error (error);
  return reply;
}

/* Rows of one of the tables that "status" counts. */
gint64
hub_fixture_count (HubFixture *fixture,
                   const char *table)
{
  g_autoptr (JsonObject) status = hub_fixture_admin (fixture, "{\"do\":\"status\"}");
  return json_object_get_int_member (status, table);
}

#ifdef FC_HUB_POSTGRESQL
#include "pg-cluster.h"

gboolean
hub_fixture_has_postgresql (void)
{
  return pg_cluster_is_there ();
}

static char *
new_database (void)
{
  return pg_cluster_new_database ();
}

static char *
copy_database (const char *uri)
{
  return pg_cluster_copy_database (uri);
}
#else
gboolean
hub_fixture_has_postgresql (void)
{
  return FALSE;
}

static char *
new_database (void)
{
  g_assert_not_reached ();
}

static char *
copy_database (const char *uri)
{
  g_assert_not_reached ();
}
#endif

void
hub_fixture_skip_postgresql (void)
{
  g_test_skip ("There is no PostgreSQL server here: install the package postgresql-15 and libpq-dev.");
}

/* A folder for a hub, and a database for its companies where @store says so. */
void
hub_fixture_new_folder (HubFixture    *fixture,
                        gconstpointer  store)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("hub-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = store ? new_database () : NULL;
}

static void
create_acme (const char *folder,
             const char *store)
{
  FcHubSetup setup = { .tenant_name = "Acme Fuel",
                       .tenant_slug = "acme",
                       .admin_email = ADMIN,
                       .admin_name = "Ada",
                       .admin_password = PASSWORD,
                       .cheap_hashing = TRUE,
                       .store = (char *) store };
  g_autoptr (GError) error = NULL;

  fc_hub_create_store (folder, &setup, &error);
  g_assert_no_error (error);
}

static void
add_rival (HubFixture *fixture)
{
  json_object_unref (hub_fixture_admin (fixture, rival));
}

/* Both companies: made once in a program and copied for each test, PostgreSQL takes several times as long to make tables. */
static char *
new_database_of_both (HubFixture *fixture)
{
  static char *first;

  if (first == NULL)
    {
      first = new_database ();
      create_acme (fixture->folder, first);
      fixture->config.store = first;
      hub_fixture_start (fixture);
      add_rival (fixture);
      hub_fixture_stop (fixture);
    }
  return copy_database (first);
}

void
hub_fixture_set_up (HubFixture    *fixture,
                    gconstpointer  data)
{
  hub_fixture_new_folder (fixture, NULL);
  fc_hub_config_init (&fixture->config, fixture->folder);
  fixture->config.port = 0;
  fixture->config.cheap_hashing = TRUE;
  fixture->config.quiet = TRUE;
  fixture->config.connections_per_address = 1000; /* a test asks faster than closed connections are swept */
  if (data != NULL)
    fixture->store = new_database_of_both (fixture);
  else
    create_acme (fixture->folder, NULL);
  fixture->config.store = fixture->store;
  fixture->http = soup_session_new_with_options ("timeout", 20, NULL);
  hub_fixture_start (fixture);
  if (data == NULL)
    add_rival (fixture);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

void
hub_fixture_tear_down (HubFixture    *fixture,
                       gconstpointer  data)
{
  soup_session_abort (fixture->http);
  g_clear_object (&fixture->http);
  hub_fixture_stop (fixture);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->store);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

Reply *
hub_send_message (HubFixture  *fixture,
                  SoupMessage *message,
                  GBytes      *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Reply *reply = g_new0 (Reply, 1);

  if (body)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (fixture->http, message, G_PRIORITY_DEFAULT, NULL, sent_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  reply->bytes = soup_session_send_and_read_finish (fixture->http, result, &error);
  g_assert_no_error (error);
  reply->status = soup_message_get_status (message);
  reply->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  reply->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Content-Type-Options"), ==, "nosniff");
  if (g_strcmp0 (reply->type, "application/json") == 0 && g_bytes_get_size (reply->bytes) > 0) /* HEAD has none */
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (reply->bytes, NULL), g_bytes_get_size (reply->bytes));
      reply->body = json_from_string (text, &error);
      g_assert_no_error (error);
    }
  return reply;
}

Reply *
hub_send (HubFixture *fixture,
          const char *method,
          const char *path,
          const char *token,
          const char *tenant,
          GBytes     *body)
{
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (fixture->hub), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (token)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_append (headers, "Authorization", bearer);
    }
  if (tenant)
    soup_message_headers_append (headers, "X-Tenant-ID", tenant);
  return hub_send_message (fixture, message, body);
}

Reply *
hub_post (HubFixture *fixture,
          const char *path,
          const char *json)
{
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  return hub_send (fixture, "POST", path, NULL, NULL, body);
}

/* What /metrics says. */
char *
hub_fixture_metrics (HubFixture *fixture)
{
  g_autofree char *uri =
    g_strdup_printf ("http://127.0.0.1:%u/metrics", (guint) fc_hub_get_metrics_port (fixture->hub));
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (Reply) reply = hub_send_message (fixture, message, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  return g_strndup (g_bytes_get_data (reply->bytes, NULL), g_bytes_get_size (reply->bytes));
}

void
reply_free (Reply *reply)
{
  g_free (reply->retry_after);
  g_free (reply->type);
  g_clear_pointer (&reply->body, json_node_unref);
  g_clear_pointer (&reply->bytes, g_bytes_unref);
  g_free (reply);
}

const char *
reply_text (Reply      *reply,
            const char *member)
{
  g_assert_nonnull (reply->body);
  return json_object_get_string_member (json_node_get_object (reply->body), member);
}

const char *
reply_code (Reply *reply)
{
  g_assert_nonnull (reply->body);
  JsonObject *error = json_object_get_object_member (json_node_get_object (reply->body), "error");
  return json_object_get_string_member (error, "code");
}

Client *
client_sign_in (HubFixture *fixture,
                const char *tenant,
                const char *email,
                const char *password)
{
  g_autofree char *json =
    g_strdup_printf ("{\"tenant_slug\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"protocol\":1}", tenant, email,
                     password);
  g_autoptr (Reply) reply = hub_post (fixture, FC_WIRE_PATH_LOGIN, json);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  g_autoptr (FcTokenReply) token = fc_token_reply_decode (reply->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (token->expires_in, ==, 3600);
  Client *self = g_new0 (Client, 1);
  self->fixture = fixture;
  self->access = g_strdup (token->access_token);
  self->refresh = g_strdup (token->refresh_token);
  self->tenant_id = token->tenant_id;
  self->user_id = token->user_id;
  self->client_id = fc_id_new (g_get_real_time ());
  self->tenant = fc_id_dup_string (&self->tenant_id);
  return self;
}

void
client_free (Client *self)
{
  g_free (self->access);
  g_free (self->refresh);
  g_free (self->tenant);
  g_free (self);
}

FcOp *
client_op (Client *self,
           FcOp   *op)
{
  op->actor = self->user_id;
  op->client_id = self->client_id;
  op->client_seq = ++self->seq;
  return op;
}

/* Of a request that sends and wants nothing. */
guint
hub_sync_status (HubFixture *fixture,
                 const char *token,
                 const char *tenant)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply = hub_send (fixture, "POST", FC_WIRE_PATH_SYNC, token, tenant, body);

  return reply->status;
}

/* Whatever the hub answers. */
Reply *
client_send_ops (Client         *self,
                 GPtrArray      *ops,
                 const FcCursor *cursor)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autoptr (JsonObject) status = hub_fixture_admin (self->fixture, "{\"do\":\"status\"}");

  request->client_id = self->client_id;
  request->timestamp = g_get_real_time ();
  request->epoch = json_object_get_int_member (status, "epoch");
  if (cursor)
    {
      g_clear_pointer (&request->cursor, fc_cursor_free);
      request->cursor = fc_cursor_copy (cursor);
    }
  for (guint i = 0; ops && i < ops->len; i++)
    g_ptr_array_add (request->ops, fc_op_encode (ops->pdata[i]));
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  return hub_send (self->fixture, "POST", FC_WIRE_PATH_SYNC, self->access, self->tenant, body);
}

FcSyncReply *
client_sync_ops (Client         *self,
                 GPtrArray      *ops,
                 const FcCursor *cursor)
{
  g_autoptr (Reply) reply = client_send_ops (self, ops, cursor);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  FcSyncReply *answer = fc_sync_reply_decode (reply->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->results->len, ==, ops ? ops->len : 0);
  return answer;
}

FcSyncReply *
client_push (Client *self,
             FcOp   *op)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  g_ptr_array_add (ops, client_op (self, op));
  return client_sync_ops (self, ops, NULL);
}

/* The row as the hub gives it to this client now; NULL where it does not. */
FcRecord *
client_fetch (Client     *self,
              FcEntity    entity,
              const FcId *id)
{
  g_autoptr (FcSyncReply) reply = client_sync_ops (self, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (reply->more);
  for (guint i = 0; i < reply->updates->len; i++)
    {
      const FcUpdate *update = reply->updates->pdata[i];
      if (update->entity != entity || !fc_id_equal (&update->id, id) || update->deleted || update->removed)
        continue;
      FcRecord *record = fc_update_get_record (update, &error);
      g_assert_no_error (error);
      return record;
    }
  return NULL;
}

FcWireResult *
result_of (FcSyncReply *reply,
           guint        n)
{
  g_assert_cmpuint (n, <, reply->results->len);
  return reply->results->pdata[n];
}

FcRecord *
new_station (const char *code)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *station = fc_record_new (FC_STATION, &id);

  fc_record_set_text (station, FC_STATION_CODE, code);
  fc_record_set_text (station, FC_STATION_NAME, code);
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "Europe/Lisbon");
  fc_record_set_text (station, FC_STATION_CURRENCY, "EUR");
  return station;
}

FcRecord *
new_product (const char *code)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *product = fc_record_new (FC_PRODUCT, &id);

  fc_record_set_text (product, FC_PRODUCT_CODE, code);
  fc_record_set_text (product, FC_PRODUCT_NAME, code);
  return product;
}

FcRecord *
new_user (const char *email,
          const char *role,
          const FcId *station)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *user = fc_record_new (FC_USER, &id);
  g_autofree char *text = station ? fc_id_dup_string (station) : NULL;
  const char *const roles[] = { role, NULL };
  const char *const stations[] = { text, NULL };

  fc_record_set_text (user, FC_USER_EMAIL, email);
  fc_record_set_text (user, FC_USER_NAME, email);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  fc_record_set_set (user, FC_USER_ROLES, roles);
  fc_record_set_set (user, FC_USER_STATIONS, stations);
  return user;
}

/* A station made by @self. */
FcRecord *
client_make_station (Client     *self,
                     const char *code)
{
  FcRecord *station = new_station (code);
  g_autoptr (FcSyncReply) reply = client_push (self, fc_op_new_insert (station, g_get_real_time ()));

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (reply, 0)->seq, >, 0);
  return station;
}

/* Somebody of @station's, added by @self, who has signed in. */
Client *
client_make_user (Client     *self,
                  const char *email,
                  const char *role,
                  FcRecord   *station)
{
  g_autoptr (FcRecord) user = new_user (email, role, fc_record_get_id (station));
  g_autoptr (FcSyncReply) reply = client_push (self, fc_op_new_insert (user, g_get_real_time ()));
  g_autofree char *json = g_strdup_printf ("{\"do\":\"user.password\",\"tenant\":\"acme\",\"email\":\"%s\","
                                           "\"password\":\"" PASSWORD "\",\"cheap\":true}",
                                           email);

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
  json_object_unref (hub_fixture_admin (self->fixture, json));
  return client_sign_in (self->fixture, "acme", email, PASSWORD);
}
