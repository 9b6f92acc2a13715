/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-company.h"

#include "fc-hub-op.h"
#include "fc-hub-private.h"
#include "fc-hub-provision.h"

/* The company that every story is about, and another one beside it, of which nobody may ever see anything. */

static FcHubSetup
setup_of (const char *slug)
{
  return (FcHubSetup){ .tenant_slug = slug,
                       .tenant_name = slug,
                       .admin_email = "ada@example.org",
                       .admin_name = "Ada",
                       .admin_password = "correct horse",
                       .cheap_hashing = TRUE };
}

static FcRecord *
new_user (guint n)
{
  g_autofree char *key = g_strdup_printf ("user%u", n);
  g_autofree char *email = g_strdup_printf ("user%u@example.org", n);
  FcId id = fc_id_from_key ("sim", key, NULL), station;
  g_autofree char *number = g_strdup_printf ("station%u", n % SIM_STATIONS);
  g_autofree char *text = NULL;
  FcRecord *user = fc_record_new (FC_USER, &id);
  const char *role[] = { n < 2 ? "admin" : "clerk", NULL };

  station = fc_id_from_key ("sim", number, NULL);
  text = fc_id_dup_string (&station);
  fc_record_set_text (user, FC_USER_NAME, key);
  fc_record_set_text (user, FC_USER_EMAIL, email);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  fc_record_set_set (user, FC_USER_ROLES, role);
  fc_record_set_int (user, FC_USER_ALL_STATIONS, n < 3);
  fc_record_set_set (user, FC_USER_STATIONS, (const char *const[]){ text, NULL });
  return user;
}

static FcRecord *
new_clerk (void)
{
  static const char *const may[] = { "stations.view", "stations.edit", "products.edit", "prices.view", "prices.edit",
                                     "shifts.create", "reports.day", "audit.view", "shifts.view", NULL };
  FcId id = fc_id_from_key ("sim", "clerk", NULL);
  FcRecord *role = fc_record_new (FC_ROLE, &id);

  fc_record_set_text (role, FC_ROLE_NAME, "clerk");
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, may);
  return role;
}

static FcRecord *
new_named (FcEntity    entity,
           const char *kind,
           guint       n,
           int         code,
           int         name)
{
  g_autofree char *key = g_strdup_printf ("%s%u", kind, n);
  FcId id = fc_id_from_key ("sim", key, NULL);
  FcRecord *record = fc_record_new (entity, &id);

  fc_record_set_text (record, code, key);
  fc_record_set_text (record, name, key);
  return record;
}

/**
 * sim_company_push:
 *
 * What the hub's writer does with one request. The results are in @push, whether it went well or not.
 */
gboolean
sim_company_push (FcHubStore  *store,
                  FcHubPush   *push,
                  GError     **error)
{
  const FcHubStoreClass *class = store->class;

  if (!class->begin (store, error))
    return FALSE;
  if (class->savepoint (store, error) && fc_hub_push_run (store, push, error) && class->release (store, error) &&
      class->commit (store, error))
    return TRUE;
  class->rollback (store);
  return FALSE;
}

static void
fill (FcHubStore *store,
      const FcId *tenant,
      GPtrArray  *records)
{
  g_autoptr (FcActor) actor = fc_actor_new_system (tenant);
  g_autoptr (GError) error = NULL;
  int generation = 0;
  FcHubPush push = { .tenant = *tenant, .actor = actor, .address = "sim", .client = "sim", .now_generation = &generation };
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_op_free);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (FcOp) op = fc_op_new_insert (records->pdata[i], SIM_EPOCH);

      g_ptr_array_add (ops, fc_hub_op_new_own (op));
    }
  push.ops = ops;
  sim_company_push (store, &push, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < push.results->len; i++)
    g_assert_cmpint (((FcWireResult *) push.results->pdata[i])->status, ==, FC_RESULT_APPLIED);
  g_ptr_array_unref (push.results);
}

static GPtrArray *
company_records (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, new_clerk ());
  for (guint i = 0; i < SIM_STATIONS; i++)
    {
      FcRecord *station = new_named (FC_STATION, "station", i, FC_STATION_CODE, FC_STATION_NAME);

      fc_record_set_text (station, FC_STATION_TIME_ZONE, "Europe/London");
      fc_record_set_text (station, FC_STATION_CURRENCY, "GBP");
      g_ptr_array_add (records, station);
    }
  for (guint i = 0; i < 4; i++)
    {
      FcRecord *product = new_named (FC_PRODUCT, "product", i, FC_PRODUCT_CODE, FC_PRODUCT_NAME);

      fc_record_set_text (product, FC_PRODUCT_CATEGORY, "fuel");
      g_ptr_array_add (records, product);
    }
  for (guint i = 0; i < SIM_MOST_OFFICES; i++)
    g_ptr_array_add (records, new_user (i));
  return records;
}

static void
make_rival (FcHubStore *store)
{
  FcHubSetup setup = setup_of ("rival");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  FcId tenant;

  g_assert_true (store->class->begin (store, &error));
  fc_hub_provision (store, &setup, &tenant, &error);
  g_assert_no_error (error);
  g_assert_true (store->class->commit (store, &error));
  g_ptr_array_add (records, new_named (FC_PRODUCT, "rival", 0, FC_PRODUCT_CODE, FC_PRODUCT_NAME));
  fill (store, &tenant, records);
}

/**
 * sim_company_make:
 * @folder: where the store is made
 *
 * Returns: the company's tenant id
 */
FcId
sim_company_make (const char *folder)
{
  g_autoptr (FcHubTenant) tenant = NULL;
  g_autoptr (GPtrArray) records = company_records ();
  g_autoptr (GError) error = NULL;
  FcHubSetup setup = setup_of ("acme");
  FcHubStore *store;
  FcHubReader *reader;

  fc_hub_register_commands ();
  fc_hub_create_store (folder, &setup, &error);
  g_assert_no_error (error);
  store = fc_hub_store_open (folder, NULL, FALSE, &error);
  g_assert_no_error (error);
  reader = store->class->open_reader (store, &error);
  g_assert_true (reader->class->begin (reader, &error));
  tenant = reader->class->find_tenant (reader, "acme", NULL, &error);
  reader->class->end (reader);
  reader->class->close (reader);
  fill (store, &tenant->id, records);
  make_rival (store);
  store->class->idle (store, TRUE);
  store->class->close (store);
  return tenant->id;
}
