/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-provision.h"

#include "fc-error.h"
#include "fc-permissions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_CURRENCY  "USD"
#define DEFAULT_TIME_ZONE "America/New_York"

static gboolean
is_slug (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length < 2 || length > 63 || text[0] == '-' || text[length - 1] == '-')
    return FALSE;
  return strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static gboolean
is_time_zone (const char *name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);

  return zone != NULL;
}

static gboolean
is_email (const char *text)
{
  const char *at = text != NULL ? strchr (text, '@') : NULL;

  return at != NULL && at != text && strchr (at + 1, '@') == NULL && strchr (at, '.') != NULL &&
         strpbrk (text, " \t\n<>,;") == NULL;
}

/**
 * fc_provision_check:
 * @error: FC_ERROR_INVALID with a sentence about the first thing that is wrong
 */
gboolean
fc_provision_check (const FcProvision  *provision,
                    GError            **error)
{
  const char *wrong = NULL;

  if (provision->name == NULL || provision->name[0] == '\0')
    wrong = _ ("The company needs a name");
  else if (!is_slug (provision->slug))
    wrong = _ ("The company’s short name is made of 2 to 63 lower-case letters, digits and hyphens");
  else if (provision->admin_name == NULL || provision->admin_name[0] == '\0')
    wrong = _ ("The administrator needs a name");
  else if (!is_email (provision->admin_email))
    wrong = _ ("The administrator needs an e-mail address like name@company.example");
  else if (provision->time_zone != NULL && !is_time_zone (provision->time_zone))
    wrong = _ ("The time zone is not one this computer knows; write it like Europe/Lisbon");
  else if (provision->currency != NULL && strlen (provision->currency) != 3)
    wrong = _ ("The currency is a code of three letters, like USD");
  if (wrong != NULL)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, wrong);
  return wrong == NULL;
}

/**
 * fc_provision_slug:
 *
 * Returns: (transfer full): a short name made of @name: "Harbour Fuel Ltd." → "harbour-fuel-ltd"
 */
char *
fc_provision_slug (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, NULL);
  GString *slug = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0' && slug->len < 60; at++)
    {
      if (g_ascii_isalnum (*at))
        g_string_append_c (slug, g_ascii_tolower (*at));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len < 2)
    g_string_assign (slug, "company");
  return g_string_free (slug, FALSE);
}

static char *
default_settings (void)
{
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_object_set_string_member (settings, "date_format", "MM/DD/YYYY");
  json_object_set_string_member (settings, "distance_unit", "miles");
  json_object_set_string_member (settings, "volume_unit", "gallons");
  json_object_set_boolean_member (settings, "maintenance_reminders", TRUE);
  json_object_set_boolean_member (settings, "email_notifications", TRUE);
  json_object_set_boolean_member (settings, "work_order_auto_number", TRUE);
  json_node_init_object (node, settings);
  return json_to_string (node, FALSE);
}

static FcRecord *
tenant_record (const FcProvision *provision,
               const FcId        *tenant_id,
               gint64             now_us)
{
  FcRecord *tenant = fc_record_new (FC_TENANT, tenant_id);
  g_autofree char *settings = default_settings ();

  fc_record_set_text (tenant, FC_TENANT_SLUG, provision->slug);
  fc_record_set_text (tenant, FC_TENANT_NAME, provision->name);
  fc_record_set_text (tenant, FC_TENANT_INDUSTRY, provision->industry);
  fc_record_set_text (tenant, FC_TENANT_TIER, "starter");
  fc_record_set_text (tenant, FC_TENANT_SETTINGS, settings);
  fc_record_set_set (tenant, FC_TENANT_FEATURES, (const char *const[]) { "basic_reports", "maintenance_tracking", NULL });
  fc_record_set_text (tenant, FC_TENANT_STATUS, "active");
  fc_record_set_int (tenant, FC_TENANT_STATUS_SINCE, now_us);
  fc_record_set_text (tenant, FC_TENANT_CURRENCY, provision->currency != NULL ? provision->currency : DEFAULT_CURRENCY);
  fc_record_set_text (tenant, FC_TENANT_TIME_ZONE,
                      provision->time_zone != NULL ? provision->time_zone : DEFAULT_TIME_ZONE);
  return tenant;
}

static void
add_roles (GPtrArray  *records,
           const FcId *tenant_id)
{
  guint n_roles;
  const FcDefaultRole *roles = fc_default_roles (&n_roles);

  for (guint i = 0; i < n_roles; i++)
    {
      FcId id = fc_id_derive (tenant_id, roles[i].name, 0);
      FcRecord *role = fc_record_new (FC_ROLE, &id);

      fc_record_set_text (role, FC_ROLE_NAME, roles[i].name);
      fc_record_set_text (role, FC_ROLE_LABEL, roles[i].label);
      fc_record_set_set (role, FC_ROLE_PERMISSIONS, roles[i].permissions);
      g_ptr_array_add (records, role);
    }
}

/**
 * fc_provision_new:
 * @provision: has passed fc_provision_check()
 * @now_us: UTC µs
 *
 * Makes a company's first records, to be written in one transaction: the tenant with the contract's default settings,
 * the default roles, and (the last one) the administrator, who sees all stations.
 *
 * Returns: (transfer full) (element-type FcRecord)
 */
GPtrArray *
fc_provision_new (const FcProvision *provision,
                  const FcId        *tenant_id,
                  gint64             now_us)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  FcId admin_id = fc_id_derive (tenant_id, "administrator", 0);
  FcRecord *admin = fc_record_new (FC_USER, &admin_id);

  g_ptr_array_add (records, tenant_record (provision, tenant_id, now_us));
  add_roles (records, tenant_id);
  fc_record_set_text (admin, FC_USER_EMAIL, provision->admin_email);
  fc_record_set_text (admin, FC_USER_NAME, provision->admin_name);
  fc_record_set_set (admin, FC_USER_ROLES, (const char *const[]) { "admin", NULL });
  fc_record_set_int (admin, FC_USER_ALL_STATIONS, 1);
  fc_record_set_text (admin, FC_USER_STATUS, "active");
  g_ptr_array_add (records, admin);
  return records;
}
