/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-permissions.h"

#include <glib/gi18n-lib.h>

#define BUNDLE(...) (const char *const[]) { __VA_ARGS__, NULL }

static const FcPermission permissions[] = {
  { "shifts.view", N_("See shifts") },
  { "shifts.create", N_("Open shifts") },
  { "shifts.count", N_("Enter readings and count the drawer") },
  { "shifts.submit", N_("Submit shifts") },
  { "shifts.approve", N_("Approve or dispute shifts") },
  { "shifts.correct", N_("Correct approved shifts") },
  { "day.close", N_("Close the day") },
  { "day.reopen", N_("Reopen a closed day") },
  { "deliveries.create", N_("Enter deliveries") },
  { "dips.create", N_("Enter tank readings") },
  { "stock.view", N_("See stock") },
  { "stock.count", N_("Count stock") },
  { "tanks.view", N_("See tanks") },
  { "tanks.edit", N_("Set up tanks") },
  { "prices.view", N_("See prices") },
  { "prices.edit", N_("Change prices") },
  { "products.edit", N_("Set up products") },
  { "stations.view", N_("See stations") },
  { "stations.edit", N_("Set up stations") },
  { "reports.day", N_("See the day’s figures") },
  { "reports.view", N_("See all reports") },
  { "alerts.view", N_("See alerts") },
  { "alerts.manage", N_("Work with alerts") },
  { "users.edit", N_("Add and change users and roles") },
  { "company.edit", N_("Change company settings") },
  { "audit.view", N_("See the audit log") },
  { "own.count", N_("Count the own drawer") },
  { "own.sign", N_("Sign the own shift") },
  { "vehicles.view", N_("See vehicles") },
  { "vehicles.edit", N_("Change vehicles") },
  { "work_orders.view", N_("See work orders") },
  { "work_orders.create", N_("Create work orders") },
  { "work_orders.edit", N_("Change work orders") },
  { "work_orders.complete", N_("Complete work orders") },
  { "inspections.create", N_("Enter inspections") },
};

static const FcDefaultRole roles[] = {
  { "admin", N_("Administrator"), BUNDLE ("*") },
  { "station_manager", N_("Station manager"),
    BUNDLE ("shifts.view", "shifts.create", "shifts.count", "shifts.submit", "shifts.approve", "shifts.correct",
            "day.close", "day.reopen", "deliveries.create", "dips.create", "stock.view", "stock.count", "tanks.view",
            "tanks.edit", "prices.view", "prices.edit", "stations.view", "reports.day", "reports.view",
            "alerts.view", "alerts.manage", "audit.view") },
  { "supervisor", N_("Supervisor"),
    BUNDLE ("shifts.view", "shifts.create", "shifts.count", "shifts.submit", "deliveries.create", "dips.create",
            "stock.view", "stock.count", "tanks.view", "prices.view", "stations.view", "reports.day",
            "alerts.view") },
  { "attendant", N_("Attendant"), BUNDLE ("shifts.view", "stations.view", "own.count", "own.sign") },
  { "fleet_manager", N_("Fleet manager"),
    BUNDLE ("vehicles.view", "vehicles.edit", "work_orders.view", "work_orders.create", "work_orders.edit",
            "work_orders.complete", "reports.view", "alerts.view") },
  { "technician", N_("Technician"), BUNDLE ("vehicles.view", "work_orders.view", "work_orders.edit") },
  { "driver", N_("Driver"), BUNDLE ("vehicles.view", "inspections.create") },
  { "auditor", N_("Auditor"),
    BUNDLE ("shifts.view", "stock.view", "tanks.view", "prices.view", "stations.view", "reports.day", "reports.view",
            "alerts.view", "audit.view", "vehicles.view", "work_orders.view") },
};

/*
 * Permissions that came after the first version, in that order, and went into the default roles above. A company that is
 * older has its roles without them.
 */
static const char *const joined[] = { "alerts.view" };

/**
 * fc_default_roles:
 *
 * Returns: (transfer none) (array length=n_roles): the contract's default roles
 */
const FcDefaultRole *
fc_default_roles (guint *n_roles)
{
  *n_roles = G_N_ELEMENTS (roles);
  return roles;
}

/**
 * fc_permissions:
 *
 * Returns: (transfer none) (array length=n_permissions)
 */
const FcPermission *
fc_permissions (guint *n_permissions)
{
  *n_permissions = G_N_ELEMENTS (permissions);
  return permissions;
}

/**
 * fc_permission_label:
 *
 * Returns: (transfer none): what people call it, untranslated; @name itself where it is unknown
 */
const char *
fc_permission_label (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (permissions); i++)
    if (g_str_equal (permissions[i].name, name))
      return permissions[i].label;
  return name;
}

guint
fc_default_roles_generation (void)
{
  return G_N_ELEMENTS (joined);
}

/* Whether @has are those of @role without what has joined since @generation, and something has. */
static gboolean
is_of_generation (const FcDefaultRole *role,
                  const char *const   *has,
                  guint                generation)
{
  guint n = 0, n_of_role = 0;

  for (guint i = 0; role->permissions[i] != NULL; i++)
    {
      gboolean later = FALSE;

      for (guint j = generation; j < G_N_ELEMENTS (joined); j++)
        later = later || g_str_equal (joined[j], role->permissions[i]);
      n_of_role++;
      if (later)
        continue;
      if (!g_strv_contains (has, role->permissions[i]))
        return FALSE;
      n++;
    }
  return n < n_of_role && n == g_strv_length ((char **) has);
}

/**
 * fc_default_role_renewed:
 * @name: of a role, as it is stored
 * @has: what it may do, in any order
 *
 * A default role that is exactly as an older version made it gets what has joined the defaults since. One that differs was
 * edited, and stays as the company wants it. Somebody may have edited it to be just that: whoever asks must know that it is
 * older than the permission, or was never written to.
 *
 * Returns: (transfer none) (nullable): what it may do today; %NULL where nothing has joined, or it is none of the default ones
 */
const char *const *
fc_default_role_renewed (const char        *name,
                         const char *const *has)
{
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    for (guint generation = 0; g_strcmp0 (roles[i].name, name) == 0 && generation < G_N_ELEMENTS (joined); generation++)
      if (is_of_generation (&roles[i], has, generation))
        return roles[i].permissions;
  return NULL;
}
