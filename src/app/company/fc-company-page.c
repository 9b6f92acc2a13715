/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-pages.h"

#include "fc-json-switch.h"
#include "fc-logo-row.h"

#include <glib/gi18n.h>

/* The company itself: name, currency, settings, branding. */
typedef struct {
  FcPage parent_instance;
} FcCompanyPage;
typedef FcPageClass FcCompanyPageClass;

GType fc_company_page_get_type (void);
G_DEFINE_TYPE (FcCompanyPage, fc_company_page, FC_TYPE_PAGE)

static void
build_company (FcRecordForm *form,
               GtkWidget    *box,
               GPtrArray    *also,
               FcContext    *context)
{
  static const int fields[] = { FC_TENANT_NAME,      FC_TENANT_SLUG, FC_TENANT_INDUSTRY, FC_TENANT_CURRENCY,
                                FC_TENANT_TIME_ZONE, FC_TENANT_TIER, FC_TENANT_STATUS };
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Company"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fc_record_form_add (form, group, fields[i]);
  gtk_box_append (GTK_BOX (box), group);
}

static const FcRecordSpec company_spec = {
  .entity = FC_TENANT,
  .also = FC_N_ENTITIES,
  .permission = "company.edit",
  .build = build_company,
};

static void
add_settings (FcPage       *page,
              FcRecordView *view)
{
  GtkWidget *settings = adw_preferences_group_new ();
  GtkWidget *branding = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (settings), _ ("Settings"));
  fc_json_switch_add (page, settings, FC_TENANT_SETTINGS, "maintenance_reminders", _ ("Maintenance reminders"));
  fc_json_switch_add (page, settings, FC_TENANT_SETTINGS, "email_notifications", _ ("Notifications by e-mail"));
  fc_json_switch_add (page, settings, FC_TENANT_SETTINGS, "work_order_auto_number", _ ("Number work orders"));
  fc_json_text_add (page, settings, FC_TENANT_SETTINGS, "date_format", _ ("Date format on reports"));
  fc_json_text_add (page, settings, FC_TENANT_SETTINGS, "traccar_url", _ ("Address of the Traccar server"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (branding), _ ("Branding"));
  fc_json_text_add (page, branding, FC_TENANT_BRANDING, "name", _ ("Name on reports"));
  fc_json_text_add (page, branding, FC_TENANT_BRANDING, "accent", _ ("Accent colour (#rrggbb)"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (branding), fc_logo_row_new (page));
  fc_record_view_append (view, settings);
  fc_record_view_append (view, branding);
}

static void
fc_company_page_setup (FcPage *page)
{
  FcRecord *tenant = fc_replica_get_tenant (fc_page_get_replica (page));
  GtkWidget *view;

  if (tenant == NULL)
    {
      fc_page_set_empty (page, "avatar-default-symbolic", _ ("No company yet"),
                         _ ("Sign in to a server, or make a company on this computer."), NULL, NULL);
      return;
    }
  view = fc_record_view_new (fc_page_get_context (page), &company_spec, fc_record_get_id (tenant));
  add_settings (page, FC_RECORD_VIEW (view));
  fc_page_set_content (page, view);
}

static void
fc_company_page_class_init (FcCompanyPageClass *klass)
{
  klass->setup = fc_company_page_setup;
}

static void
fc_company_page_init (FcCompanyPage *self)
{
  g_object_set (self, "uses-station", FALSE, "uses-period", FALSE, NULL);
}

const FcPageInfo fc_company_page_info = {
  .id = "company",
  .title = N_ ("Company"),
  .icon_name = "preferences-system-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 60,
  .permission = "company.edit",
  .get_type = fc_company_page_get_type,
};
