/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-demo.h"
#include "fc-hub-provision.h"
#include "fc-hub-store.h"
#include "hub-fixture.h"

/*
 * A hub on SQLite and a hub on PostgreSQL, made alike, get the same ops in the same requests: the answers, the rows, and what
 * a pull reads of them are the same afterwards.
 */
#define STEPS 40
#define NOW   (G_GINT64_CONSTANT (1795132800) * G_USEC_PER_SEC) /* 2026-11-20 */

typedef struct {
  HubFixture hubs[2];
  Client *clients[2];
  GRand *rand;
  gint64 clock;
  GPtrArray *rows; /* FcRecord: as some office may have seen them, some of them old */
  GPtrArray *sent; /* FcOp */
} Twins;

static void
make_hub (HubFixture    *fixture,
          gconstpointer  kind)
{
  FcHubDemo demo = { .seed = 11, .now = NOW, .stations = 2, .years = 1, .shift_days = 1, .sales = 20000,
                     .cheap_hashing = TRUE };
  g_autoptr (GError) error = NULL;

  hub_fixture_new_folder (fixture, kind);
  demo.store = fixture->store;
  fc_hub_create_demo (fixture->folder, &demo, &error);
  g_assert_no_error (error);
  g_free (demo.truth);
  fc_hub_config_init (&fixture->config, fixture->folder);
  fixture->config.port = 0;
  fixture->config.cheap_hashing = fixture->config.quiet = TRUE;
  fixture->config.requests_per_minute = fixture->config.syncs_per_minute = 100000;
  fixture->config.connections_per_address = 1000;
  fixture->http = soup_session_new_with_options ("timeout", 60, NULL);
  hub_fixture_start (fixture);
}

static void
set_up (Twins         *twins,
        gconstpointer  data)
{
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("seed %u", seed);
  twins->rand = g_rand_new_with_seed (seed);
  twins->clock = NOW;
  twins->rows = g_ptr_array_new_with_free_func (g_object_unref);
  twins->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  for (int i = 0; i < 2; i++)
    {
      make_hub (&twins->hubs[i], i == 0 ? ON_SQLITE : ON_POSTGRESQL);
      twins->clients[i] = client_sign_in (&twins->hubs[i], FC_DEMO_TENANT_SLUG, FC_DEMO_ADMIN, FC_DEMO_PASSWORD);
    }
  twins->clients[1]->client_id = twins->clients[0]->client_id;
  g_assert_true (fc_id_equal (&twins->clients[0]->user_id, &twins->clients[1]->user_id));
}

static void
tear_down (Twins         *twins,
           gconstpointer  data)
{
  for (int i = 0; i < 2; i++)
    {
      client_free (twins->clients[i]);
      hub_fixture_tear_down (&twins->hubs[i], NULL);
    }
  g_ptr_array_unref (twins->rows);
  g_ptr_array_unref (twins->sent);
  g_rand_free (twins->rand);
}

static gint64
tick (Twins *twins)
{
  return twins->clock += 1000;
}

static FcRecord *
any_row (Twins    *twins,
         FcEntity  entity)
{
  for (int tries = 0; tries < 50 && twins->rows->len > 0; tries++)
    {
      FcRecord *row = twins->rows->pdata[g_rand_int_range (twins->rand, 0, (gint32) twins->rows->len)];
      if (fc_record_get_entity (row) == entity)
        return row;
    }
  return NULL;
}

static FcOp *
new_row (Twins    *twins,
         FcEntity  entity)
{
  FcId id = fc_id_new_seeded (tick (twins), twins->rand);
  g_autofree char *code = g_strdup_printf ("R%u", twins->rows->len);
  FcRecord *row = entity == FC_STATION ? new_station (code) : new_product (code);
  g_autoptr (FcRecord) own = fc_record_new (entity, &id);
  FcRecord *station = any_row (twins, FC_STATION);

  for (guint i = 0; entity != FC_TANK && i < fc_catalog_get (entity)->n_fields; i++)
    fc_record_set_value (own, (int) i, fc_record_get_value (row, (int) i));
  g_object_unref (row);
  if (entity == FC_TANK && station)
    {
      fc_record_set_ref (own, FC_TANK_STATION_ID, fc_record_get_id (station));
      fc_record_set_int (own, FC_TANK_NUMBER, g_rand_int_range (twins->rand, 1, 20));
      fc_record_set_int (own, FC_TANK_CAPACITY, 30000000);
    }
  if (g_rand_int_range (twins->rand, 0, 10) == 0 && entity == FC_PRODUCT)
    fc_record_set_int (own, FC_PRODUCT_DENSITY, 1); /* no liquid is that light */
  FcOp *op = fc_op_new_insert (own, tick (twins));
  g_ptr_array_add (twins->rows, g_steal_pointer (&own));
  return op;
}

/* An edit of a row as it was seen some time; so others may have changed it since. */
static FcOp *
new_edit (Twins    *twins,
          FcEntity  entity)
{
  FcRecord *before = any_row (twins, entity);
  if (before == NULL)
    return NULL;
  g_autoptr (FcRecord) after = fc_record_copy (before);
  g_autofree char *text = g_strdup_printf ("Ünï %d 'x'; --", g_rand_int_range (twins->rand, 0, 1000));
  int field = entity == FC_STATION ? (g_rand_boolean (twins->rand) ? (int) FC_STATION_NAME : (int) FC_STATION_ADDRESS)
                                   : (int) FC_PRODUCT_NAME;
  fc_record_set_text (after, field, text);
  if (entity == FC_PRODUCT && g_rand_boolean (twins->rand))
    fc_record_set_int (after, FC_PRODUCT_DENSITY, g_rand_int_range (twins->rand, 600000, 1100000));
  FcOp *op = fc_op_new_patch (before, after, tick (twins));
  g_ptr_array_add (twins->rows, g_steal_pointer (&after));
  return op;
}

static FcOp *
new_op (Twins *twins)
{
  int dice = g_rand_int_range (twins->rand, 0, 100);

  if (dice < 10)
    return new_row (twins, FC_STATION);
  if (dice < 35)
    return new_row (twins, FC_PRODUCT);
  if (dice < 45)
    return new_row (twins, FC_TANK);
  if (dice < 60)
    return new_edit (twins, FC_STATION);
  if (dice < 85)
    return new_edit (twins, FC_PRODUCT);
  if (dice < 92 && twins->sent->len > 0) /* the same again */
    return fc_op_copy (twins->sent->pdata[g_rand_int_range (twins->rand, 0, (gint32) twins->sent->len)]);
  FcRecord *row = any_row (twins, FC_PRODUCT);
  return row ? fc_op_new_delete (row, tick (twins)) : NULL;
}

static GPtrArray *
new_request (Twins *twins)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  int n = g_rand_int_range (twins->rand, 1, 30);

  for (int i = 0; i < n; i++)
    {
      FcOp *op = new_op (twins);
      if (op == NULL)
        continue;
      FcOp *before = ops->len > 0 ? ops->pdata[ops->len - 1] : NULL;
      if (op->client_seq == 0)
        {
          client_op (twins->clients[0], op);
          op->op_id = fc_id_new_seeded (tick (twins), twins->rand);
          op->txn_id = before && g_rand_int_range (twins->rand, 0, 3) == 0 ? before->txn_id : op->op_id;
          if (before && g_rand_int_range (twins->rand, 0, 8) == 0)
            op->depends_on = before->op_id;
        }
      g_ptr_array_add (twins->sent, fc_op_copy (op));
      g_ptr_array_add (ops, op);
    }
  return ops;
}

static void
compare_replies (FcSyncReply *a,
                 FcSyncReply *b)
{
  g_assert_cmpint (a->head, ==, b->head);
  g_assert_cmpint (a->more, ==, b->more);
  g_assert_cmpuint (a->results->len, ==, b->results->len);
  for (guint i = 0; i < a->results->len; i++)
    {
      const FcWireResult *one = a->results->pdata[i], *two = b->results->pdata[i];
      g_assert_true (fc_id_equal (&one->op_id, &two->op_id));
      g_assert_cmpint (one->status, ==, two->status);
      g_assert_cmpint (one->seq, ==, two->seq);
      g_assert_cmpstr (one->error_code, ==, two->error_code);
      g_assert_cmpstr (one->error_message, ==, two->error_message);
    }
  g_assert_cmpuint (a->updates->len, ==, b->updates->len);
  for (guint i = 0; i < a->updates->len; i++)
    {
      const FcUpdate *one = a->updates->pdata[i], *two = b->updates->pdata[i];
      g_assert_cmpstr (one->bucket, ==, two->bucket);
      g_assert_cmpint (one->seq, ==, two->seq);
      g_assert_cmpint (one->entity, ==, two->entity);
      g_assert_true (fc_id_equal (&one->id, &two->id));
      g_assert_cmpint (one->removed, ==, two->removed);
      g_assert_cmpint (one->deleted, ==, two->deleted);
    }
}

static char *
text_of_row (FcRecord *row)
{
  if (fc_record_get_entity (row) == FC_USER)
    {
      fc_record_set_null (row, FC_USER_LAST_SIGN_IN);
      fc_record_set_field_version (row, FC_USER_LAST_SIGN_IN, 0);
    }
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, fc_record_to_json (row, FC_ALL_FIELDS));
  g_autofree char *fields = json_to_string (node, FALSE);
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (row));
  g_autoptr (GBytes) versions = fc_record_pack_versions (row);
  g_autofree char *packed = versions ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, versions) : g_strdup ("-");

  return g_strdup_printf ("%s %s v%" G_GINT64_FORMAT " %s %s %s", fc_catalog_get (fc_record_get_entity (row))->name, id,
                          fc_record_get_version (row), packed, fc_record_get_extra (row), fields);
}

static guint
compare_rows (FcHubReader **readers,
              const FcId   *tenant,
              FcEntity      entity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) a = readers[0]->class->list (readers[0], tenant, entity, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) b = readers[1]->class->list (readers[1], tenant, entity, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; fc_catalog_get (entity)->kind != FC_KIND_LOG && i < a->len; i++)
    {
      g_autofree char *one = text_of_row (a->pdata[i]), *two = text_of_row (b->pdata[i]);
      g_assert_cmpstr (one, ==, two);
    }
  return a->len;
}

static void
compare_chunks (FcHubReader **readers,
                const FcId   *tenant,
                const FcId   *station)
{
  FcHubFactMark marks[2] = { { G_MAXINT64, G_MAXINT64 }, { G_MAXINT64, G_MAXINT64 } };
  g_autoptr (GError) error = NULL;
  guint n = 0;

  while (TRUE)
    {
      FcHubChunk *chunks[2];
      for (int i = 0; i < 2; i++)
        {
          chunks[i] = readers[i]->class->next_chunk (readers[i], tenant, station, 1, G_MAXINT64, G_MININT64, &marks[i],
                                                     &error);
          g_assert_no_error (error);
          if (chunks[i])
            marks[i] = (FcHubFactMark){ chunks[i]->id, chunks[i]->last_at };
        }
      g_assert_true ((chunks[0] == NULL) == (chunks[1] == NULL));
      if (chunks[0] == NULL)
        break;
      g_assert_cmpint (chunks[0]->seq, ==, chunks[1]->seq);
      g_assert_true (g_bytes_equal (chunks[0]->bytes, chunks[1]->bytes));
      fc_hub_chunk_free (chunks[0]);
      fc_hub_chunk_free (chunks[1]);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

/* What a pull asks for: memberships of each bucket, chunks, numbers. */
static void
compare_pulls (FcHubReader **readers,
               const FcId   *tenant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stations = readers[0]->class->list (readers[0], tenant, FC_STATION, &error);
  gint64 numbers[2][4] = { 0 };
  guint n_selling = 0;
  g_assert_no_error (error);
  for (guint n = 0; n <= stations->len; n++)
    {
      const FcId *station = n < stations->len ? fc_record_get_id (stations->pdata[n]) : NULL;
      g_autoptr (FcSyncReply) a = fc_sync_reply_new ();
      g_autoptr (FcSyncReply) b = fc_sync_reply_new ();
      for (int i = 0; i < 2; i++)
        {
          const FcHubReaderClass *class = readers[i]->class;
          g_assert_true (class->updates (readers[i], tenant, station, FC_ALL_FIELDS, 0, G_MAXINT64, 100000,
                                         i == 0 ? a->updates : b->updates, &error));
          g_assert_true (class->bucket_count (readers[i], tenant, station, FC_ALL_FIELDS, &numbers[i][0], &error));
          g_assert_true (class->sales_horizon (readers[i], tenant, &numbers[i][1], &error));
          if (station)
            {
              g_assert_true (class->chunks_count (readers[i], tenant, station, G_MAXINT64, 0, &numbers[i][2], &error));
              g_assert_true (class->rollups_count (readers[i], tenant, station, G_MAXINT64, &numbers[i][3], &error));
            }
        }
      compare_replies (a, b);
      g_assert_cmpmem (numbers[0], sizeof numbers[0], numbers[1], sizeof numbers[1]);
      if (station && numbers[0][2] > 0)
        {
          compare_chunks (readers, tenant, station);
          n_selling++;
        }
    }
  g_assert_cmpuint (n_selling, ==, 2); /* the demo's */
}

static void
test_same_ops (Twins         *twins,
               gconstpointer  data)
{
  FcId tenant = twins->clients[0]->tenant_id;
  FcHubStore *stores[2];
  FcHubReader *readers[2];
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;

  for (int step = 0; step < STEPS; step++)
    {
      g_autoptr (GPtrArray) ops = new_request (twins);
      g_autoptr (FcSyncReply) a = client_sync_ops (twins->clients[0], ops, NULL);
      g_autoptr (FcSyncReply) b = client_sync_ops (twins->clients[1], ops, NULL);
      compare_replies (a, b);
    }
  for (int i = 0; i < 2; i++)
    {
      hub_fixture_stop (&twins->hubs[i]);
      stores[i] = fc_hub_store_open (twins->hubs[i].folder, NULL, FALSE, &error);
      g_assert_no_error (error);
      readers[i] = stores[i]->class->open_reader (stores[i], &error);
      g_assert_no_error (error);
      g_assert_true (readers[i]->class->begin (readers[i], &error));
    }
  for (int entity = 0; entity < FC_N_ENTITIES; entity++)
    n_rows += compare_rows (readers, &tenant, (FcEntity) entity);
  g_assert_cmpuint (n_rows, >, 20000);
  compare_pulls (readers, &tenant);
  for (int i = 0; i < 2; i++)
    {
      readers[i]->class->end (readers[i]);
      readers[i]->class->close (readers[i]);
      stores[i]->class->close (stores[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (hub_fixture_has_postgresql ())
    g_test_add ("/hub/stores/same-ops-same-rows", Twins, NULL, set_up, test_same_ops, tear_down);
  else
    g_test_add_func ("/hub/stores/same-ops-same-rows", hub_fixture_skip_postgresql);
  return g_test_run ();
}
