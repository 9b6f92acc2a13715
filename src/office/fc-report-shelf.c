/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-shelf.h"

#include "fc-json.h"
#include "fc-json-members.h"
#include "fc-replica-sync.h"

#define META_QUEUE "app.report-queue"

/* One order that is not done. */
typedef struct {
  FcReportOrder order; /* its folder is owned */
  char *scope;
  FcId person;   /* who asked for it, or sat there when it became due */
  char *problem; /* nullable: why it was not made */
} Owed;

struct _FcReportShelf {
  FcReplica *replica;
  FcReportQueue *queue;
  FcId person;      /* whose jobs are in the queue */
  GPtrArray *aside; /* Owed: of others, and what the person may not see now */
  char *kept;       /* as it was written last */
  gboolean taking;
};

static void
owed_free (gpointer pointer)
{
  Owed *owed = pointer;

  g_free (owed->order.folder);
  g_free (owed->scope);
  g_free (owed->problem);
  g_free (owed);
}

static Owed *
owed_new (FcReportJob *job,
          const FcId  *person)
{
  Owed *owed = g_new0 (Owed, 1);

  owed->order = *fc_report_job_get_order (job);
  owed->order.folder = g_strdup (owed->order.folder);
  owed->scope = g_strdup (fc_report_job_get_scope (job));
  owed->person = *person;
  owed->problem = g_strdup (fc_report_job_get_problem (job));
  return owed;
}

static gboolean
is_owed (FcReportJob *job)
{
  FcReportJobState state = fc_report_job_get_state (job);

  return state != FC_REPORT_JOB_DONE && state != FC_REPORT_JOB_CANCELLED;
}

/* --- as text ----------------------------------------------------------------------------------------------------------------- */

static JsonNode *
write_owed (const Owed *owed)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  const FcReportOrder *order = &owed->order;

  json_object_set_string_member (object, "report", order->info->name);
  if (!order->all)
    fc_json_set_id (object, "station", &order->station);
  json_object_set_int_member (object, "from", order->span.from);
  json_object_set_int_member (object, "until", order->span.until);
  json_object_set_string_member (object, "format", fc_report_format_name (order->format));
  json_object_set_string_member (object, "folder", order->folder);
  if (!fc_id_is_null (&order->schedule))
    fc_json_set_id (object, "schedule", &order->schedule);
  json_object_set_int_member (object, "run", order->run);
  json_object_set_string_member (object, "scope", owed->scope);
  if (!fc_id_is_null (&owed->person))
    fc_json_set_id (object, "person", &owed->person);
  if (owed->problem != NULL)
    json_object_set_string_member (object, "problem", owed->problem);
  json_node_take_object (node, object);
  return node;
}

/* (transfer full) (nullable): nothing where a part is missing without which nothing can be made. */
static Owed *
read_owed (JsonObject *object)
{
  Owed *owed = g_new0 (Owed, 1);
  FcReportOrder *order = &owed->order;

  order->info = fc_report_info_find (fc_json_get_text (object, "report"));
  order->all = fc_json_get_text (object, "station") == NULL;
  order->span = (FcSpan){ (FcDate) fc_json_get_int (object, "from", 0), (FcDate) fc_json_get_int (object, "until", 0) };
  order->folder = g_strdup (fc_json_get_text (object, "folder"));
  order->run = (FcDate) fc_json_get_int (object, "run", 0);
  owed->scope = g_strdup (fc_json_get_text (object, "scope"));
  owed->problem = g_strdup (fc_json_get_text (object, "problem"));
  fc_json_get_id (object, "schedule", &order->schedule);
  if (order->info != NULL && order->folder != NULL && owed->scope != NULL && order->span.from <= order->span.until &&
      (order->all || fc_json_get_id (object, "station", &order->station)) &&
      fc_json_get_id (object, "person", &owed->person) &&
      fc_report_format_from_name (fc_json_get_text (object, "format"), &order->format))
    return owed;
  owed_free (owed);
  return NULL;
}

static GPtrArray *
read_all (const char *json)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (owed_free);
  g_autoptr (JsonNode) root = json != NULL ? fc_json_parse (json, -1, NULL) : NULL;
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      Owed *owed = JSON_NODE_HOLDS_OBJECT (node) ? read_owed (json_node_get_object (node)) : NULL;

      if (owed != NULL)
        g_ptr_array_add (all, owed);
    }
  return all;
}

/* (transfer full) (nullable): what the queue owes and what lies aside; NULL where nothing is owed. */
static char *
to_json (FcReportShelf *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  GListModel *jobs = fc_report_queue_get_jobs (self->queue);

  json_node_take_array (root, array);
  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, i);
      Owed *owed = is_owed (job) ? owed_new (job, &self->person) : NULL;

      if (owed != NULL)
        json_array_add_element (array, write_owed (owed));
      g_clear_pointer (&owed, owed_free);
    }
  for (guint i = 0; i < self->aside->len; i++)
    json_array_add_element (array, write_owed (self->aside->pdata[i]));
  return json_array_get_length (array) > 0 ? json_to_string (root, FALSE) : NULL;
}

/* --- the shelf -------------------------------------------------------------------------------------------------------------- */

/**
 * fc_report_shelf_new:
 *
 * Returns: (transfer full): with what was owed when the program ended; none of it is in @queue yet
 */
FcReportShelf *
fc_report_shelf_new (FcReplica     *replica,
                     FcReportQueue *queue)
{
  FcReportShelf *self = g_new0 (FcReportShelf, 1);

  self->replica = g_object_ref (replica);
  self->queue = g_object_ref (queue);
  self->kept = fc_replica_dup_meta (replica, META_QUEUE);
  self->aside = read_all (self->kept);
  return self;
}

void
fc_report_shelf_free (FcReportShelf *self)
{
  g_object_unref (self->replica);
  g_object_unref (self->queue);
  g_ptr_array_unref (self->aside);
  g_free (self->kept);
  g_free (self);
}

static gboolean
may_make (const FcReportOrder *order,
          const FcActor       *actor)
{
  return fc_report_info_may (order->info, actor) && (order->all || fc_actor_sees_station (actor, &order->station));
}

/* What the person at the desk may not see goes aside; what is over goes. */
static void
put_aside (FcReportShelf *self,
           const FcActor *actor)
{
  GListModel *jobs = fc_report_queue_get_jobs (self->queue);
  gboolean same = actor != NULL && fc_id_equal (&actor->user_id, &self->person);
  int first = (int) self->aside->len;

  for (guint i = g_list_model_get_n_items (jobs); i-- > 0;)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, i);

      if (same && may_make (fc_report_job_get_order (job), actor))
        continue;
      if (is_owed (job))
        g_ptr_array_insert (self->aside, first, owed_new (job, &self->person));
      fc_report_queue_remove (self->queue, job);
    }
}

/* A schedule tries again by itself; what a person asked for says what was wrong and waits for them. */
static void
put_back (FcReportShelf *self,
          const Owed    *owed)
{
  g_autoptr (FcReportJob) job = fc_report_job_new (&owed->order, owed->scope);

  if (owed->problem != NULL && fc_id_is_null (&owed->order.schedule))
    fc_report_job_set_failed (job, owed->problem);
  fc_report_queue_restore (self->queue, job);
}

/**
 * fc_report_shelf_take:
 * @still_owed: whether an order is still to be carried out; else it is forgotten
 *
 * Who sits there finds what they asked for and what failed; what was under way begins anew. Nothing runs before
 * fc_report_queue_resume().
 */
void
fc_report_shelf_take (FcReportShelf  *self,
                      const FcActor  *actor,
                      FcReportIsOwed  still_owed,
                      gpointer        user_data)
{
  self->taking = TRUE;
  put_aside (self, actor);
  self->person = actor != NULL ? actor->user_id : (FcId){ { 0 } };
  for (guint i = 0; i < self->aside->len;)
    {
      const Owed *owed = self->aside->pdata[i];
      gboolean owes = still_owed (&owed->order, user_data);

      if (owes && (!fc_id_equal (&owed->person, &self->person) || !may_make (&owed->order, actor)))
        {
          i++;
          continue;
        }
      if (owes)
        put_back (self, owed);
      g_ptr_array_remove_index (self->aside, i);
    }
  self->taking = FALSE;
}

/**
 * fc_report_shelf_save:
 *
 * Keeps what is owed now, where that is something else than before.
 *
 * Returns: whether @saved will be called, with the result of fc_replica_set_meta_async()
 */
gboolean
fc_report_shelf_save (FcReportShelf       *self,
                      GAsyncReadyCallback  saved,
                      gpointer             user_data)
{
  g_autofree char *json = self->taking ? NULL : to_json (self);

  if (self->taking || g_strcmp0 (json, self->kept) == 0)
    return FALSE;
  fc_replica_set_meta_async (self->replica, META_QUEUE, json, saved, user_data);
  g_free (self->kept);
  self->kept = g_steal_pointer (&json);
  return TRUE;
}
