/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-permissions.h"

static const struct {
  const char *code, *name, *colour, *grade;
  int density; /* g/m³ at 15 °C */
} products[FC_DEMO_N_PRODUCTS] = {
  [FC_DEMO_DIESEL] = { "DSL", "Diesel", "#3d3846", "1", 838500 },
  [FC_DEMO_UNLEADED_95] = { "U95", "Unleaded 95", "#26a269", "2", 745000 },
  [FC_DEMO_UNLEADED_98] = { "U98", "Unleaded 98", "#1c71d8", "3", 752000 },
  [FC_DEMO_DIESEL_PLUS] = { "DPL", "Diesel Plus", "#c64600", "4", 832000 },
};

static gboolean
emit_tenant (FcDemoWorld  *world,
             GError      **error)
{
  FcRecord *record = fc_record_new (FC_TENANT, &world->tenant);

  fc_record_set_text (record, FC_TENANT_SLUG, FC_DEMO_TENANT_SLUG);
  fc_record_set_text (record, FC_TENANT_NAME, "Harbour Fuel");
  fc_record_set_text (record, FC_TENANT_INDUSTRY, "Fuel retail");
  fc_record_set_text (record, FC_TENANT_TIER, "enterprise");
  fc_record_set_text (record, FC_TENANT_SETTINGS,
                      "{\"date_format\":\"DD/MM/YYYY\",\"distance_unit\":\"km\","
                      "\"volume_unit\":\"litre\"}");
  fc_record_set_set (record, FC_TENANT_FEATURES, (const char *const[]){ "all", NULL });
  fc_record_set_text (record, FC_TENANT_BRANDING, "{\"accent\":\"#1a5fb4\",\"name\":\"Harbour Fuel\"}");
  fc_record_set_text (record, FC_TENANT_STATUS, "active");
  fc_record_set_text (record, FC_TENANT_CURRENCY, FC_DEMO_CURRENCY);
  fc_record_set_text (record, FC_TENANT_TIME_ZONE, FC_DEMO_ZONE);
  return fc_demo_emit_record (world, record, error);
}

static gboolean
emit_roles (FcDemoWorld  *world,
            GError      **error)
{
  guint n;
  const FcDefaultRole *roles = fc_default_roles (&n);

  for (guint i = 0; i < n; i++)
    {
      FcId id = fc_demo_id (world, "role", 0, i);
      FcRecord *record = fc_record_new (FC_ROLE, &id);

      fc_record_set_text (record, FC_ROLE_NAME, roles[i].name);
      fc_record_set_text (record, FC_ROLE_LABEL, roles[i].label);
      fc_record_set_set (record, FC_ROLE_PERMISSIONS, roles[i].permissions);
      if (!fc_demo_emit_record (world, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
emit_user (FcDemoWorld                         *world,
           const FcId                          *id,
           const char                          *email,
           const char                          *name,
           const char                          *role,
           const FcId                          *station,
           /* nullable: all of them */ GError **error)
{
  FcRecord *record = fc_record_new (FC_USER, id);
  char text[FC_ID_STRING_LENGTH + 1] = "";

  if (station != NULL)
    fc_id_to_string (station, text);
  fc_record_set_text (record, FC_USER_EMAIL, email);
  fc_record_set_text (record, FC_USER_NAME, name);
  fc_record_set_set (record, FC_USER_ROLES, (const char *const[]){ role, NULL });
  fc_record_set_set (record, FC_USER_STATIONS, (const char *const[]){ station != NULL ? text : NULL, NULL });
  fc_record_set_int (record, FC_USER_ALL_STATIONS, station == NULL);
  fc_record_set_text (record, FC_USER_STATUS, "active");
  return fc_demo_emit_record (world, record, error);
}

static gboolean
emit_head_office (FcDemoWorld  *world,
                  GError      **error)
{
  static const struct {
    const char *email, *name, *role;
  } people[] = {
    { FC_DEMO_ADMIN, "Sadhbh Merrick", "admin" },
    { FC_DEMO_MANAGER, "Colm Harkin", "station_manager" },
    { "auditor@" FC_DEMO_DOMAIN, "Deirdre Fallon", "auditor" },
    { "fleet@" FC_DEMO_DOMAIN, "Oisín Tully", "fleet_manager" },
    { "technician@" FC_DEMO_DOMAIN, "Rory Clancy", "technician" },
    { "driver@" FC_DEMO_DOMAIN, "Marek Zielny", "driver" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      FcId id = fc_demo_id (world, "office", 0, i);

      if (g_str_equal (people[i].email, FC_DEMO_MANAGER))
        world->manager = id;
      if (!emit_user (world, &id, people[i].email, people[i].name, people[i].role, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static char *
email_of (const char *name)
{
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);

  g_strdelimit (lower, " ", '.');
  return g_strconcat (lower, "@" FC_DEMO_DOMAIN, NULL);
}

/* A supervisor and the attendants of one station; those of the first have the addresses that the guide names. */
static gboolean
emit_staff (FcDemoWorld  *world,
            FcDemoSite   *site,
            GError      **error)
{
  const char *name = fc_demo_supervisor_name (site->position);
  g_autofree char *email = site->position == 0 ? g_strdup (FC_DEMO_SUPERVISOR) : email_of (name);

  if (!emit_user (world, &site->supervisor, email, name, "supervisor", &site->id, error))
    return FALSE;
  for (guint i = 0; i < FC_DEMO_N_CASHIERS; i++)
    {
      gboolean known = site->position == 0 && i == 0;
      g_autofree char *address = known ? g_strdup ("attendant@" FC_DEMO_DOMAIN) : email_of (site->cashier_names[i]);

      if (!emit_user (world, &site->cashiers[i], address, site->cashier_names[i], "attendant", &site->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
emit_products (FcDemoWorld  *world,
               GError      **error)
{
  for (guint i = 0; i < FC_DEMO_N_PRODUCTS; i++)
    {
      FcRecord *record = fc_record_new (FC_PRODUCT, &world->products[i]);

      fc_record_set_text (record, FC_PRODUCT_CODE, products[i].code);
      fc_record_set_text (record, FC_PRODUCT_NAME, products[i].name);
      fc_record_set_text (record, FC_PRODUCT_CATEGORY, "fuel");
      fc_record_set_int (record, FC_PRODUCT_DENSITY, products[i].density);
      fc_record_set_set (record, FC_PRODUCT_POS_CODES,
                         (const char *const[]){ products[i].grade, products[i].code, NULL });
      fc_record_set_text (record, FC_PRODUCT_COLOUR, products[i].colour);
      if (!fc_demo_emit_record (world, record, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_demo_company_emit:
 *
 * The company, its roles, head office and products, each station with its equipment, prices and people, then the vehicles.
 */
gboolean
fc_demo_company_emit (FcDemoWorld  *world,
                      GError      **error)
{
  if (!emit_tenant (world, error) || !emit_roles (world, error) || !emit_head_office (world, error) ||
      !emit_products (world, error))
    return FALSE;
  for (guint i = 0; i < world->n_sites; i++)
    if (!fc_demo_site_emit (world, &world->sites[i], error) || !emit_staff (world, &world->sites[i], error) ||
        !fc_demo_prices_emit (world, &world->sites[i], error))
      return FALSE;
  return fc_demo_fleet_emit (world, error);
}
