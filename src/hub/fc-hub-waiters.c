/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-private.h"

/* GET /api/v1/sync/head: says how far the tenant is, at once when that is news, else when it becomes so. HTTP thread. */

struct _FcHubWaiters {
  FcHub *hub;     /* (unowned) */
  GList *waiting; /* Waiter */
};

typedef struct {
  FcHubRequest *request; /* (owned) */
  FcId tenant;
  gint64 since;
  gint64 head; /* the last known */
  GSource *timeout;
} Waiter;

/* One look at a tenant's head. */
typedef struct {
  FcId tenant;
  gint64 head;
  gboolean read;
} Look;

static void
waiter_free (Waiter *self)
{
  if (self->timeout)
    {
      g_source_destroy (self->timeout);
      g_source_unref (self->timeout);
    }
  fc_hub_request_unref (self->request);
  g_free (self);
}

static void
answer (Waiter *self)
{
  g_autoptr (JsonObject) reply = json_object_new ();

  json_object_set_int_member (reply, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_int_member (reply, "epoch", self->request->hub->epoch);
  json_object_set_int_member (reply, "head", self->head);
  fc_hub_request_reply_object (self->request, SOUP_STATUS_OK, reply);
}

static gboolean
waited_long_cb (gpointer data)
{
  Waiter *self = data;
  FcHubWaiters *waiters = self->request->hub->waiters;

  waiters->waiting = g_list_remove (waiters->waiting, self);
  answer (self);
  waiter_free (self);
  return G_SOURCE_REMOVE;
}

static void
looked_cb (FcHub    *hub,
           gpointer  data)
{
  Look *look = data;

  for (GList *at = hub->waiters ? hub->waiters->waiting : NULL; at;)
    {
      Waiter *waiter = at->data;
      GList *next = at->next;
      if (fc_id_equal (&waiter->tenant, &look->tenant))
        waiter->head = MAX (waiter->head, look->head);
      if (waiter->head > waiter->since || waiter->request->over)
        {
          hub->waiters->waiting = g_list_delete_link (hub->waiters->waiting, at);
          answer (waiter);
          waiter_free (waiter);
        }
      at = next;
    }
  if (hub->hints && look->read)
    fc_hub_hints_tell (hub->hints, &look->tenant, look->head);
  g_free (look);
}

static void
look_at (FcHub    *hub,
         gpointer  data)
{
  Look *look = data;
  g_autoptr (GError) error = NULL;
  FcHubReader *reader = fc_hub_take_reader (hub, &error);

  if (reader)
    {
      look->read = reader->class->head (reader, &look->tenant, &look->head, &error);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_to_main (hub, looked_cb, look);
}

static void
look_for_all (FcHub *hub)
{
  g_autoptr (GHashTable) tenants = g_hash_table_new (fc_id_hash, fc_id_equal);
  GHashTableIter iter;
  gpointer tenant;

  for (GList *at = hub->waiters ? hub->waiters->waiting : NULL; at; at = at->next)
    g_hash_table_add (tenants, &((Waiter *) at->data)->tenant);
  if (hub->hints)
    fc_hub_hints_tenants (hub->hints, tenants);
  g_hash_table_iter_init (&iter, tenants);
  while (g_hash_table_iter_next (&iter, &tenant, NULL))
    fc_hub_moved (hub, tenant);
}

static gboolean
is_waited_for (FcHub      *hub,
               const FcId *tenant)
{
  for (GList *at = hub->waiters ? hub->waiters->waiting : NULL; at; at = at->next)
    if (fc_id_equal (&((Waiter *) at->data)->tenant, tenant))
      return TRUE;
  return hub->hints && fc_hub_hints_ask (hub->hints, tenant);
}

static void
moved_cb (FcHub    *hub,
          gpointer  data)
{
  Look *look = data;

  if (fc_id_is_null (&look->tenant))
    look_for_all (hub);
  if (is_waited_for (hub, &look->tenant))
    fc_hub_work (hub, look_at, look);
  else
    g_free (look);
}

/**
 * fc_hub_moved:
 * @tenant: (nullable): %NULL: perhaps any
 *
 * Something of @tenant has been committed: whoever waits for that hears of it. Any thread.
 */
void
fc_hub_moved (FcHub      *hub,
              const FcId *tenant)
{
  Look *look = g_new0 (Look, 1);

  if (tenant)
    look->tenant = *tenant;
  fc_hub_to_main (hub, moved_cb, look);
}

FcHubWaiters *
fc_hub_waiters_new (FcHub *hub)
{
  FcHubWaiters *self = g_new0 (FcHubWaiters, 1);
  self->hub = hub;
  return self;
}

/**
 * fc_hub_waiters_free:
 *
 * Answers everybody who waits.
 */
void
fc_hub_waiters_free (FcHubWaiters *self)
{
  for (GList *at = self->waiting; at; at = at->next)
    {
      answer (at->data);
      waiter_free (at->data);
    }
  g_list_free (self->waiting);
  g_free (self);
}

static gint64
query_number (FcHubRequest *request,
              const char   *name)
{
  const char *text = request->query ? g_hash_table_lookup (request->query, name) : NULL;
  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static void
admitted (FcHubRequest *request)
{
  FcHub *hub = request->hub;
  gint64 wait = CLAMP (query_number (request, "wait"), 0, FC_WIRE_HEAD_WAIT);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->request = fc_hub_request_ref (request);
  waiter->tenant = request->session->token.tenant_id;
  waiter->since = query_number (request, "epoch") == hub->epoch ? query_number (request, "since") : -1;
  if (wait == 0)
    waiter->since = -1; /* just tell */
  waiter->timeout = g_timeout_source_new_seconds ((guint) MAX (wait, 1));
  g_source_set_callback (waiter->timeout, waited_long_cb, waiter, NULL);
  g_source_attach (waiter->timeout, hub->context);
  hub->waiters->waiting = g_list_prepend (hub->waiters->waiting, waiter);
  fc_hub_moved (hub, &waiter->tenant);
}

void
fc_hub_route_head (FcHubRequest *request)
{
  if (request->hub->waiters == NULL)
    fc_hub_request_fail_later (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "stopping", "The server is stopping.", 5);
  else
    fc_hub_authenticate (request, admitted);
}
