/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-hub.h"

#include "crash-office.h"
#include "fc-hub-private.h"
#include "sim-files.h"

#define MOST_REPLAYED 6 /* the last pushes are those that may be missing */

static void
push_free (gpointer data)
{
  CrashPush *self = data;

  g_ptr_array_unref (self->ops);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_free (self);
}

/**
 * crash_hub_template:
 *
 * Returns: the folder of a store with the simulator's company, that every run begins with a copy of
 */
const char *
crash_hub_template (FcId *tenant)
{
  static const char *made;
  static FcId made_tenant;

  if (made == NULL)
    {
      made = sim_make_folder ();
      made_tenant = sim_company_make (made);
    }
  *tenant = made_tenant;
  return made;
}

CrashHub *
crash_hub_new (guint64 seed, const char *folder)
{
  const guint32 words[] = { (guint32) seed, (guint32) (seed >> 32), 0x4b };
  CrashHub *self = g_new0 (CrashHub, 1);

  crash_hub_template (&self->tenant);
  self->folder = g_strdup (folder);
  self->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  self->pushes = g_ptr_array_new_with_free_func (push_free);
  return self;
}

void
crash_hub_free (CrashHub *self)
{
  crash_hub_close (self);
  g_ptr_array_unref (self->pushes);
  g_rand_free (self->rand);
  g_free (self->folder);
  g_free (self);
}

gboolean
crash_hub_open (CrashHub *self, GError **error)
{
  self->store = fc_hub_store_open (self->folder, NULL, FALSE, error);
  return self->store != NULL;
}

/* In good order: what is in the log goes into the file. */
void
crash_hub_close (CrashHub *self)
{
  if (self->store == NULL)
    return;
  self->store->class->idle (self->store, TRUE);
  self->store->class->close (self->store);
  self->store = NULL;
}

/**
 * crash_hub_begin:
 *
 * Returns: (transfer none): the next push, not sent yet
 */
CrashPush *
crash_hub_begin (CrashHub *self)
{
  CrashPush *push = g_new0 (CrashPush, 1);
  guint n = (guint) g_rand_int_range (self->rand, 1, 6);

  push->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_op_free);
  push->row = fc_id_new (SIM_EPOCH);
  for (guint i = 0; i < n; i++)
    {
      FcId id = i == 0 ? push->row : fc_id_new (SIM_EPOCH);
      g_autoptr (FcRecord) product = fc_record_new (FC_PRODUCT, &id);
      g_autofree char *name = g_strdup_printf ("Fuel %u.%u", self->pushes->len, i);
      g_autoptr (FcOp) op = NULL;

      fc_record_set_text (product, FC_PRODUCT_CODE, name);
      fc_record_set_text (product, FC_PRODUCT_NAME, name);
      fc_record_set_text (product, FC_PRODUCT_CATEGORY, "fuel");
      op = fc_op_new_insert (product, SIM_EPOCH);
      op->actor = op->client_id = self->user;
      op->client_seq = ++self->client_seq;
      g_ptr_array_add (push->ops, fc_hub_op_new_own (op));
    }
  g_ptr_array_add (self->pushes, push);
  return push;
}

/* Returns: (transfer full) (nullable) (element-type FcWireResult): what the hub says */
static GPtrArray *
send_push (FcHubStore *store, const FcId *tenant, GPtrArray *ops, GError **error)
{
  g_autoptr (FcActor) actor = fc_actor_new_system (tenant);
  int generation = 0;
  FcHubPush push = {
    .tenant = *tenant, .actor = actor, .address = "crash", .client = "crash", .ops = ops, .now_generation = &generation
  };
  gboolean good = sim_company_push (store, &push, error);

  if (!good)
    g_clear_pointer (&push.results, g_ptr_array_unref);
  return push.results;
}

/**
 * crash_hub_step:
 *
 * One more push. Where it was committed, it is acknowledged: the hub would have answered now.
 */
gboolean
crash_hub_step (CrashHub *self, GError **error)
{
  CrashPush *push = crash_hub_begin (self);

  push->results = send_push (self->store, &self->tenant, push->ops, error);
  if (push->results == NULL)
    return FALSE;
  self->acked = self->pushes->len;
  if (g_rand_int_range (self->rand, 0, 5) == 0)
    self->store->class->idle (self->store, FALSE);
  return TRUE;
}

static char *
compare (const GPtrArray *before, const GPtrArray *again, guint n)
{
  for (guint i = 0; i < before->len; i++)
    {
      const FcWireResult *one = before->pdata[i], *other = again->pdata[i];

      if (one->status != other->status || one->seq != other->seq)
        return g_strdup_printf ("op %u of push %u was %s at %d and is %s at %d", i, n,
                                fc_result_status_name (one->status), (int) one->seq,
                                fc_result_status_name (other->status), (int) other->seq);
    }
  return NULL;
}

static char *
check_rows (CrashHub *self, FcHubStore *store, guint acked)
{
  g_autoptr (GError) error = NULL;
  FcHubReader *reader = store->class->open_reader (store, &error);
  char *wrong = NULL;

  g_assert_no_error (error);
  g_assert_true (reader->class->begin (reader, &error));
  for (guint i = 0; i < acked && wrong == NULL; i++)
    {
      const CrashPush *push = self->pushes->pdata[i];
      g_autoptr (FcRecord) row = NULL;

      if (push->results == NULL) /* failed, and a later one went well */
        continue;
      row = reader->class->get (reader, &self->tenant, FC_PRODUCT, &push->row, &error);
      if (row == NULL)
        wrong = g_strdup_printf ("the row of push %u of %u acknowledged is missing", i, acked);
    }
  reader->class->end (reader);
  reader->class->close (reader);
  return wrong;
}

static char *
check_replay (CrashHub *self, FcHubStore *store, guint acked)
{
  for (guint i = acked > MOST_REPLAYED ? acked - MOST_REPLAYED : 0; i < acked; i++)
    {
      const CrashPush *push = self->pushes->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) again = NULL;
      char *wrong;

      if (push->results == NULL)
        continue;
      again = send_push (store, &self->tenant, push->ops, &error);
      if (again == NULL)
        return g_strdup_printf ("push %u cannot be sent again: %s", i, error->message);
      wrong = compare (push->results, again, i);
      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}

/**
 * crash_hub_check:
 * @acked: how many of the pushes must be there, rows and results
 * @folder: a store that nobody has open
 */
char *
crash_hub_check (CrashHub *self, guint acked, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "hub.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  FcHubStore *store = fc_hub_store_open (folder, NULL, FALSE, &error);
  char *wrong;

  if (store == NULL)
    return g_strdup_printf ("does not open: %s", error->message);
  wrong = crash_integrity (path);
  if (wrong == NULL)
    wrong = check_rows (self, store, acked);
  if (wrong == NULL)
    wrong = check_replay (self, store, acked);
  store->class->close (store);
  return wrong;
}
