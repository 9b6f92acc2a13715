/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "fc-hub-page.h"
#include "fc-hub-private.h"
#include "fc-hub-stream.h"

#include <string.h>

/* The hub below HTTP: the same store, push, page and stream that the routes call, one request at a time. */

#define TEMPLATE_SEED 4711

static void
fail_hub (Sim          *sim,
          const GError *error)
{
  sim_fail (sim, "the hub: %s", error->message);
}

/**
 * sim_hub_template:
 *
 * Returns: the folder of a store that every run begins with a copy of
 */
const char *
sim_hub_template (void)
{
  static const char *folder;

  if (folder != NULL)
    return folder;
  sim_ids_seed (TEMPLATE_SEED);
  folder = sim_make_folder ();
  sim_company_make (folder);
  return folder;
}

/* --- life -------------------------------------------------------------------------------------------------------------------- */

static gboolean
try_open (SimHub  *self,
          GError **error)
{
  self->store = fc_hub_store_open (self->folder, NULL, FALSE, error);
  if (self->store == NULL)
    return FALSE;
  self->reader = self->store->class->open_reader (self->store, error);
  if (self->reader == NULL)
    {
      self->store->class->close (self->store);
      self->store = NULL;
    }
  return self->store != NULL;
}

static void
learn_ids (Sim *sim)
{
  SimHub *self = &sim->hub;
  g_autoptr (FcHubTenant) tenant = NULL;
  FcHubReader *reader = self->reader;

  reader->class->begin (reader, NULL);
  tenant = reader->class->find_tenant (reader, "acme", NULL, NULL);
  reader->class->end (reader);
  g_assert_nonnull (tenant);
  self->tenant = tenant->id;
  for (guint i = 0; i < SIM_STATIONS; i++)
    {
      g_autofree char *key = g_strdup_printf ("station%u", i);

      self->stations[i] = fc_id_from_key ("sim", key, NULL);
    }
  for (guint i = 0; i < SIM_MOST_OFFICES; i++)
    {
      g_autofree char *key = g_strdup_printf ("user%u", i);

      self->users[i] = fc_id_from_key ("sim", key, NULL);
    }
  self->rival_product = fc_id_from_key ("sim", "rival0", NULL);
}

/**
 * sim_hub_open:
 *
 * Starts the hub, or tries to; it stays down where its disk does not let it.
 */
void
sim_hub_open (Sim *sim)
{
  SimHub *self = &sim->hub;
  g_autoptr (GError) error = NULL;

  if (self->store != NULL)
    return;
  sim_as_hub (sim);
  if (!try_open (self, &error))
    {
      sim_note (sim, "hub does not start");
      return;
    }
  if (fc_id_is_null (&self->tenant))
    learn_ids (sim);
  sim_hub_sabotage (self, sim->plan.sabotage);
  self->generation++;
  sim_note (sim, "hub starts, epoch %d", (int) (self->store->epoch != 0));
}

void
sim_hub_close (Sim      *sim,
               gboolean  killed)
{
  SimHub *self = &sim->hub;

  if (self->store == NULL)
    return;
  if (killed)
    sim_disk_plan (self->disk, SIM_DISK_DEAD, 0, 0);
  self->reader->class->close (self->reader);
  if (killed)
    self->disk->state = SIM_DISK_DEAD;
  self->store->class->close (self->store);
  self->reader = NULL;
  self->store = NULL;
  g_clear_pointer (&self->store_class, g_free);
  g_clear_pointer (&self->reader_class, g_free);
  sim_disk_heal (self->disk);
  sim_note (sim, killed ? "hub killed" : "hub stops");
}

/* --- requests ------------------------------------------------------------------------------------------------------------------ */

void
sim_answer_clear (SimAnswer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
}

static void
answer_status (SimAnswer  *answer,
               int         status,
               const char *code)
{
  *answer = (SimAnswer){ .status = status, .code = code };
}

static FcActor *
read_actor (SimHub      *self,
            const FcId  *user,
            GError     **error)
{
  g_autoptr (FcRecord) row = self->reader->class->get (self->reader, &self->tenant, FC_USER, user, error);

  if (row == NULL || g_strcmp0 (fc_record_get_text (row, FC_USER_STATUS), "disabled") == 0)
    return NULL;
  return fc_hub_read_actor (self->reader, &self->tenant, row, error);
}

/**
 * sim_hub_actor:
 *
 * Returns: (transfer full) (nullable): what the hub lets @user do now
 */
FcActor *
sim_hub_actor (Sim        *sim,
               const FcId *user)
{
  SimHub *self = &sim->hub;
  FcActor *actor;

  if (!self->reader->class->begin (self->reader, NULL))
    return NULL;
  actor = read_actor (self, user, NULL);
  self->reader->class->end (self->reader);
  return actor;
}

static SimSaid *
said_new (const FcWireResult *result)
{
  SimSaid *said = g_new0 (SimSaid, 1);

  said->op_id = result->op_id;
  said->status = result->status;
  said->seq = result->seq;
  return said;
}

/* What the hub says of an op it says for ever. */
static void
remember (Sim       *sim,
          GPtrArray *results)
{
  SimHub *self = &sim->hub;

  for (guint i = 0; i < results->len; i++)
    {
      const FcWireResult *result = results->pdata[i];
      SimSaid *before = g_hash_table_lookup (self->said, &result->op_id);

      if (before != NULL && (before->status != result->status || before->seq != result->seq))
        sim_fail (sim, "promise 2: an op was %s at %d, and is %s at %d when it comes again",
                  fc_result_status_name (before->status), (int) before->seq, fc_result_status_name (result->status),
                  (int) result->seq);
      else if (before == NULL)
        {
          SimSaid *said = said_new (result);

          g_hash_table_insert (self->said, &said->op_id, said);
          sim_note (sim, "  %s %d %s", fc_result_status_name (result->status), (int) result->seq,
                    result->error_message != NULL ? result->error_message : "");
        }
    }
}

static gboolean
push (Sim            *sim,
      const FcActor  *actor,
      FcSyncRequest  *wanted,
      FcSyncReply    *reply,
      GError        **error)
{
  SimHub *self = &sim->hub;
  FcHubPush push = { .tenant = self->tenant, .actor = actor, .client_id = wanted->client_id, .address = "sim",
                     .client = "sim", .generation = self->generation, .now_generation = &self->generation,
                     .epoch = wanted->epoch, .after = wanted->after };
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_op_free);
  g_autoptr (GPtrArray) results = NULL;
  gboolean good;

  for (guint i = 0; i < wanted->ops->len; i++)
    g_ptr_array_add (ops, fc_hub_op_new (wanted->ops->pdata[i]));
  push.ops = ops;
  good = sim_company_push (self->store, &push, error);
  results = push.results;
  if (!good)
    return FALSE;
  remember (sim, results);
  if (push.moved)
    {
      self->hidden = sim->plan.sabotage == SIM_SEQUENCE_CURSOR && push.head % 3 == 0 ? push.head : 0;
      sim_net_moved (sim);
    }
  g_ptr_array_unref (reply->results);
  reply->results = g_steal_pointer (&results);
  return TRUE;
}

static gboolean
fill_page (SimHub         *self,
           const FcActor  *actor,
           FcSyncRequest  *wanted,
           FcSyncReply    *reply,
           GError        **error)
{
  gboolean same = wanted->epoch == self->store->epoch;
  gboolean good;

  if (!self->reader->class->begin (self->reader, error))
    return FALSE;
  good = fc_hub_page_fill (self->reader, actor, same ? wanted->cursor : NULL, reply, error);
  self->reader->class->end (self->reader);
  return good;
}

static GBytes *
encode (SimHub      *self,
        FcSyncReply *reply)
{
  g_autoptr (GBytes) plain = NULL;

  reply->epoch = self->store->epoch;
  reply->server_time = sim_clock;
  plain = fc_sync_reply_encode (reply);
  return fc_gzip (plain, 1);
}

/**
 * sim_hub_sync:
 * @zipped: what came as POST /api/v1/sync
 */
void
sim_hub_sync (Sim        *sim,
              const FcId *user,
              GBytes     *zipped,
              SimAnswer  *answer)
{
  SimHub *self = &sim->hub;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = fc_gunzip (zipped, FC_WIRE_MAX_BODY, &error);
  g_autoptr (FcSyncRequest) wanted = plain != NULL ? fc_sync_request_decode (plain, &error) : NULL;
  g_autoptr (FcSyncReply) reply = fc_sync_reply_new ();
  g_autoptr (FcActor) actor = NULL;

  sim_as_hub (sim);
  if (wanted == NULL)
    {
      answer_status (answer, 400, "invalid");
      return;
    }
  actor = sim_hub_actor (sim, user);
  if (actor == NULL)
    {
      answer_status (answer, 503, "store");
      return;
    }
  if ((wanted->ops->len > 0 && !push (sim, actor, wanted, reply, &error)) ||
      !fill_page (self, actor, wanted, reply, &error))
    {
      gboolean forked = g_error_matches (error, FC_HUB_ERROR, FC_HUB_ERROR_FORKED);

      sim_note (sim, "hub cannot: %s", error->message);
      answer_status (answer, forked ? 409 : 503, forked ? "client-forked" : "store");
      return;
    }
  sim_note (sim, "hub takes %u ops from user %02x, gives %u rows %u facts, head %d%s", wanted->ops->len, user->bytes[15],
            reply->updates->len, reply->facts->len, (int) reply->head, reply->more ? ", more" : "");
  *answer = (SimAnswer){ .status = 200, .body = encode (self, reply) };
}

static gboolean
write_stream (SimHub       *self,
              FcHubStream  *stream,
              GByteArray   *out,
              GError      **error)
{
  while (!fc_hub_stream_is_done (stream))
    {
      g_autoptr (GBytes) frame = NULL;

      if (!self->reader->class->begin (self->reader, error))
        return FALSE;
      frame = fc_hub_stream_next (stream, self->reader, error);
      self->reader->class->end (self->reader);
      if (frame != NULL)
        g_byte_array_append (out, g_bytes_get_data (frame, NULL), (guint) g_bytes_get_size (frame));
      else if (error != NULL && *error != NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * sim_hub_pull:
 * @request: what came as POST /api/v1/sync/pull
 *
 * The whole stream at once, not gzipped.
 */
void
sim_hub_pull (Sim        *sim,
              const FcId *user,
              GBytes     *request,
              SimAnswer  *answer)
{
  SimHub *self = &sim->hub;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcPullRequest) wanted = fc_pull_request_decode (request, &error);
  g_autoptr (FcActor) actor = NULL;
  GByteArray *bytes = g_byte_array_new ();
  FcHubStream *stream;
  gboolean good;

  sim_as_hub (sim);
  g_assert_no_error (error);
  actor = sim_hub_actor (sim, user);
  stream = actor != NULL ? fc_hub_stream_new (actor, wanted) : NULL;
  good = stream != NULL && write_stream (self, stream, bytes, &error);
  g_clear_pointer (&stream, fc_hub_stream_free);
  *answer = (SimAnswer){ .status = good ? 200 : 503, .code = good ? NULL : "store", .body = g_byte_array_free_to_bytes (bytes) };
  sim_note (sim, "hub streams to user %02x%s: %d", user->bytes[15], wanted->resume != NULL ? ", resumed" : "", answer->status);
}

void
sim_hub_head (Sim    *sim,
              gint64 *epoch,
              gint64 *head)
{
  SimHub *self = &sim->hub;

  *epoch = self->store->epoch;
  *head = 0;
  if (!self->reader->class->begin (self->reader, NULL))
    return;
  self->reader->class->head (self->reader, &self->tenant, head, NULL);
  self->reader->class->end (self->reader);
}

/* --- the administrator at the hub ------------------------------------------------------------------------------------------- */

FcRecord *
sim_hub_get (Sim        *sim,
             FcEntity    entity,
             const FcId *id)
{
  SimHub *self = &sim->hub;
  FcRecord *row;

  if (!self->reader->class->begin (self->reader, NULL))
    return NULL;
  row = self->reader->class->get (self->reader, &self->tenant, entity, id, NULL);
  self->reader->class->end (self->reader);
  return row;
}

/* @op: (transfer full) */
gboolean
sim_hub_change (Sim  *sim,
                FcOp *op)
{
  SimHub *self = &sim->hub;
  g_autoptr (FcOp) own = op;
  g_autoptr (FcActor) actor = fc_actor_new_system (&self->tenant);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_op_free);
  FcHubPush push = { .tenant = self->tenant, .actor = actor, .address = "sim", .client = "sim", .ops = ops,
                     .generation = self->generation, .now_generation = &self->generation };
  gboolean good;

  g_ptr_array_add (ops, fc_hub_op_new_own (op));
  good = sim_company_push (self->store, &push, NULL);
  g_clear_pointer (&push.results, g_ptr_array_unref);
  if (good)
    sim_net_moved (sim);
  return good;
}

static GHashTable *
said_copy (GHashTable *said)
{
  GHashTable *copy = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SimSaid *one = g_memdup2 (value, sizeof *one);

      g_hash_table_insert (copy, &one->op_id, one);
    }
  return copy;
}

/* Keeps what the hub is now, for sim_hub_restore(). */
void
sim_hub_backup (Sim *sim)
{
  SimHub *self = &sim->hub;

  g_clear_pointer (&self->said_backup, g_hash_table_unref);
  if (self->backup != NULL)
    sim_remove_folder (self->backup);
  g_free (self->backup);
  self->backup = g_build_filename (sim->folder, "backup", NULL);
  sim_copy_folder (self->folder, self->backup);
  self->said_backup = said_copy (self->said);
  sim_note (sim, "hub backed up");
}

void
sim_hub_restore (Sim *sim)
{
  SimHub *self = &sim->hub;
  g_autoptr (GError) error = NULL;

  if (self->backup == NULL || self->store == NULL)
    return;
  sim_as_hub (sim);
  sim_hub_close (sim, FALSE);
  sim_remove_folder (self->folder);
  sim_copy_folder (self->backup, self->folder);
  g_clear_pointer (&self->said, g_hash_table_unref);
  self->said = said_copy (self->said_backup);
  if (!try_open (self, &error) || !self->store->class->new_epoch (self->store, &error))
    fail_hub (sim, error);
  sim_hub_sabotage (self, sim->plan.sabotage);
  self->generation++;
  sim_note (sim, "hub restored");
}

/**
 * sim_hub_all:
 *
 * Returns: (transfer full): all that a computer that begins anew would get for @user
 */
FcSyncReply *
sim_hub_all (Sim        *sim,
             const FcId *user)
{
  SimHub *self = &sim->hub;
  FcSyncReply *all = fc_sync_reply_new ();
  g_autoptr (FcActor) actor = sim_hub_actor (sim, user);
  g_autoptr (FcCursor) cursor = fc_cursor_new ();
  gboolean more = TRUE;

  g_assert_nonnull (actor);
  self->hidden = 0;
  while (more)
    {
      g_autoptr (FcSyncReply) page = fc_sync_reply_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (self->reader->class->begin (self->reader, NULL));
      fc_hub_page_fill (self->reader, actor, cursor, page, &error);
      self->reader->class->end (self->reader);
      g_assert_no_error (error);
      g_ptr_array_extend_and_steal (all->updates, g_steal_pointer (&page->updates));
      page->updates = g_ptr_array_new ();
      g_ptr_array_extend_and_steal (all->facts, g_steal_pointer (&page->facts));
      page->facts = g_ptr_array_new ();
      more = page->more;
      g_clear_pointer (&cursor, fc_cursor_free);
      cursor = fc_cursor_copy (page->cursor);
      all->head = page->head;
    }
  return all;
}
