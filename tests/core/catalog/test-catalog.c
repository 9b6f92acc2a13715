/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-catalog.h"
#include "fc-permissions.h"

#include <string.h>

static void
test_every_entity_is_whole (void)
{
  for (int e = 0; e < FC_N_ENTITIES; e++)
    {
      const FcEntityInfo *about = fc_catalog_get ((FcEntity) e);

      g_assert_cmpint (about->id, ==, e);
      g_assert_nonnull (about->name);
      g_assert_nonnull (about->label);
      g_assert_true (fc_catalog_find (about->name) == about);
      g_assert_cmpuint (about->n_fields, >, 0);
      g_assert_cmpuint (about->n_fields, <=, 64);
      g_assert_true ((fc_catalog_parent_field ((FcEntity) e) < 0) == (about->root == about->id));
      if (about->scope == FC_SCOPE_STATION && e != FC_STATION)
        g_assert_cmpint (fc_catalog_station_field ((FcEntity) e), >=, 0);
    }
}

static void
test_every_field_is_whole (void)
{
  for (int e = 0; e < FC_N_ENTITIES; e++)
    {
      const FcEntityInfo *about = fc_catalog_get ((FcEntity) e);

      for (guint i = 0; i < about->n_fields; i++)
        {
          const FcField *field = &about->fields[i];

          g_assert_nonnull (field->label);
          g_assert_cmpint (fc_catalog_field ((FcEntity) e, field->name), ==, i);
          g_assert_true ((field->type == FC_TYPE_ENUM) == (field->choices != NULL));
          if (field->flags & FC_FIELD_PARENT)
            g_assert_cmpint (field->target, ==, about->root);
        }
    }
}

static gboolean
is_permission (const char *name)
{
  guint n;
  const FcPermission *permissions = fc_permissions (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (permissions[i].name, name))
      return TRUE;
  return g_str_equal (name, "*");
}

static void
test_roles_and_entities_use_known_permissions (void)
{
  guint n;
  const FcDefaultRole *roles = fc_default_roles (&n);

  g_assert_cmpuint (n, ==, 8);
  for (guint i = 0; i < n; i++)
    for (int j = 0; roles[i].permissions[j] != NULL; j++)
      g_assert_true (is_permission (roles[i].permissions[j]));
  for (int e = 0; e < FC_N_ENTITIES; e++)
    {
      const FcEntityInfo *about = fc_catalog_get ((FcEntity) e);

      g_assert_true (about->write == NULL || is_permission (about->write));
      g_assert_true (about->read == NULL || is_permission (about->read));
    }
}

/* As a company of the first version has them; edited, or another's, they stay. */
static void
test_old_default_roles_are_renewed (void)
{
  static const char *const supervisor[] = { "dips.create",  "shifts.view",   "shifts.create", "shifts.count",
                                            "stock.view",   "shifts.submit", "stock.count",   "deliveries.create",
                                            "tanks.view",   "prices.view",   "reports.day",   "stations.view",
                                            NULL };
  static const char *const fewer[] = { "dips.create", "shifts.view", NULL };
  guint n;
  const FcDefaultRole *roles = fc_default_roles (&n);
  const char *const *renewed = fc_default_role_renewed ("supervisor", supervisor);

  g_assert_nonnull (renewed);
  g_assert_true (g_strv_contains (renewed, "alerts.view"));
  g_assert_null (fc_default_role_renewed ("cashier", supervisor));
  g_assert_null (fc_default_role_renewed ("station_manager", supervisor));
  g_assert_null (fc_default_role_renewed ("supervisor", fewer));
  for (guint i = 0; i < n; i++)
    g_assert_null (fc_default_role_renewed (roles[i].name, roles[i].permissions));
}

static void
test_the_hub_keys_by_tenant (void)
{
  g_autofree char *hub = fc_catalog_ddl (FC_SHIFT, TRUE);
  g_autofree char *office = fc_catalog_ddl (FC_SHIFT, FALSE);
  g_autofree char *fact = fc_catalog_ddl (FC_SALE, FALSE);

  g_assert_nonnull (strstr (hub, "PRIMARY KEY (\"tenant\", \"id\")"));
  g_assert_null (strstr (office, "tenant"));
  g_assert_nonnull (strstr (office, "field_versions"));
  g_assert_null (strstr (fact, "field_versions"));
}

/* Rows whose ids are hashes would else lie scattered over the whole table, and cost a page each. */
static void
test_what_only_grows_lies_in_order (void)
{
  static const FcEntity grows[] = { FC_SALE, FC_AUDIT_ENTRY, FC_EVENT };
  g_autofree char *edited = fc_catalog_ddl (FC_SHIFT, TRUE);

  g_assert_nonnull (strstr (edited, "WITHOUT ROWID"));
  for (guint i = 0; i < G_N_ELEMENTS (grows); i++)
    {
      g_autofree char *table = fc_catalog_ddl (grows[i], TRUE);
      g_assert_null (strstr (table, "WITHOUT ROWID"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/every-entity-is-whole", test_every_entity_is_whole);
  g_test_add_func ("/catalog/every-field-is-whole", test_every_field_is_whole);
  g_test_add_func ("/catalog/roles-and-entities-use-known-permissions", test_roles_and_entities_use_known_permissions);
  g_test_add_func ("/catalog/old-default-roles-are-renewed", test_old_default_roles_are_renewed);
  g_test_add_func ("/catalog/the-hub-keys-by-tenant", test_the_hub_keys_by_tenant);
  g_test_add_func ("/catalog/what-only-grows-lies-in-order", test_what_only_grows_lies_in_order);
  return g_test_run ();
}
