/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-commands.h"

FcDashboard *
fc_dashboard_new (const FcId              *id,
                  const char              *name,
                  const FcDashboardLayout *layout)
{
  FcDashboard *self = g_new0 (FcDashboard, 1);

  self->id = *id;
  self->name = g_strdup (name);
  self->layout = fc_dashboard_layout_copy (layout);
  return self;
}

void
fc_dashboard_free (FcDashboard *self)
{
  g_free (self->name);
  g_free (self->role);
  fc_dashboard_layout_free (self->layout);
  g_free (self);
}

/**
 * fc_dashboard_of:
 *
 * Returns: (transfer full): NULL with FC_ERROR_PARSE where its layout makes no sense here
 */
FcDashboard *
fc_dashboard_of (FcRecord  *record,
                 GError   **error)
{
  const char *json = fc_record_get_text (record, FC_DASHBOARD_LAYOUT);
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_layout_parse (json != NULL ? json : "", error);
  FcDashboard *self;

  if (layout == NULL)
    return NULL;
  self = fc_dashboard_new (fc_record_get_id (record), fc_record_get_text (record, FC_DASHBOARD_NAME), layout);
  self->company = fc_record_is_null (record, FC_DASHBOARD_OWNER_ID);
  self->role = g_strdup (fc_record_get_text (record, FC_DASHBOARD_ROLE));
  self->position = (int) fc_record_get_int (record, FC_DASHBOARD_POSITION);
  return self;
}

/* Whether @user, who has @roles (nullable), is offered it: their own, and the company's but those for other roles. */
gboolean
fc_dashboard_is_for (FcRecord          *record,
                     const FcId        *user,
                     const char *const *roles)
{
  const FcId *owner = fc_record_get_ref (record, FC_DASHBOARD_OWNER_ID);
  const char *role = fc_record_get_text (record, FC_DASHBOARD_ROLE);

  if (owner != NULL)
    return user != NULL && fc_id_equal (owner, user);
  return role == NULL || (roles != NULL && g_strv_contains (roles, role));
}
