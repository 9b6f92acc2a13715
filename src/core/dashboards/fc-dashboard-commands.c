/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-commands.h"

#include <glib/gi18n-lib.h>

#include "fc-error.h"
#include "fc-shift-args.h"

#define MOST_POSITIONS 9999

/* One's own by anybody; the company's by those who set the company up. */
static gboolean
check_may_write (const FcActor *actor,
                 const FcId    *owner,
                 GError       **error)
{
  if (owner != NULL ? fc_id_equal (owner, &actor->user_id) : fc_actor_may (actor, "company.edit"))
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_DENIED,
                       owner != NULL
                         ? _ ("This dashboard is somebody else’s: copy it and change the copy")
                         : _ ("The company’s dashboards are changed by those who may change the company’s settings"));
  return FALSE;
}

static gboolean
read_name (JsonObject *args,
           FcRecord   *dashboard,
           GError    **error)
{
  const char *text = fc_args_text (args, "name");
  g_autofree char *name = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (name != NULL && *name != '\0')
    {
      fc_record_set_text (dashboard, FC_DASHBOARD_NAME, name);
      return TRUE;
    }
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("Give the dashboard a name"));
  return FALSE;
}

static gboolean
read_args (JsonObject *args,
           FcRecord   *dashboard,
           GError    **error)
{
  const char *layout_text = fc_args_text (args, "layout"), *role = fc_args_text (args, "role");
  g_autoptr (FcDashboardLayout) layout = NULL;
  g_autofree char *json = NULL;
  gint64 position;

  if (layout_text == NULL)
    return fc_args_unusable ("layout", error);
  if (!read_name (args, dashboard, error) || !fc_args_int (args, "position", &position, error))
    return FALSE;
  if (position < 0 || position > MOST_POSITIONS)
    return fc_args_unusable ("position", error);
  layout = fc_dashboard_layout_parse (layout_text, error);
  if (layout == NULL)
    return FALSE;
  json = fc_dashboard_layout_to_json (layout);
  fc_record_set_text (dashboard, FC_DASHBOARD_LAYOUT, json);
  fc_record_set_int (dashboard, FC_DASHBOARD_POSITION, position);
  if (role != NULL && fc_record_is_null (dashboard, FC_DASHBOARD_OWNER_ID))
    fc_record_set_text (dashboard, FC_DASHBOARD_ROLE, role);
  else
    fc_record_set_null (dashboard, FC_DASHBOARD_ROLE);
  return fc_record_validate (dashboard, error);
}

/* dashboard.save {name, whose, role, position, layout}: a new one, or all of an old one anew. */
static FcChangeSet *
save (FcCommandContext  *context,
      FcRowSet          *rows,
      JsonObject        *args,
      GError           **error)
{
  FcRecord *before = fc_row_set_get (rows, FC_DASHBOARD, &context->op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) after = before != NULL ? fc_record_copy (before)
                                              : fc_record_new (FC_DASHBOARD, &context->op->row_id);

  if (before == NULL && g_strcmp0 (fc_args_text (args, "whose"), "company") != 0)
    fc_record_set_ref (after, FC_DASHBOARD_OWNER_ID, &context->actor->user_id);
  if (!check_may_write (context->actor, fc_record_get_ref (after, FC_DASHBOARD_OWNER_ID), error) ||
      !read_args (args, after, error))
    return NULL;
  if (before == NULL)
    fc_change_set_insert (changes, g_steal_pointer (&after));
  else
    fc_change_set_patch (changes, before, g_steal_pointer (&after));
  fc_change_set_event (changes, "dashboard.saved", FC_DASHBOARD, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

/* dashboard.remove {}: what is gone already stays gone. */
static FcChangeSet *
remove_dashboard (FcCommandContext  *context,
                  FcRowSet          *rows,
                  JsonObject        *args,
                  GError           **error)
{
  FcRecord *before = fc_row_set_get (rows, FC_DASHBOARD, &context->op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();

  if (before == NULL)
    return g_steal_pointer (&changes);
  if (!check_may_write (context->actor, fc_record_get_ref (before, FC_DASHBOARD_OWNER_ID), error))
    return NULL;
  fc_change_set_delete (changes, before);
  fc_change_set_event (changes, "dashboard.removed", FC_DASHBOARD, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

static const FcCommand commands[] = {
  { .name = "dashboard.save", .root = FC_DASHBOARD, .creates = TRUE, .run = save },
  { .name = "dashboard.remove", .root = FC_DASHBOARD, .creates = TRUE, .run = remove_dashboard },
  { .name = NULL },
};

void
fc_dashboard_commands_register (void)
{
  fc_commands_register (commands);
}

/**
 * fc_dashboard_save_op:
 *
 * Returns: (transfer full): a new dashboard becomes the actor's own unless it is the company's
 */
FcOp *
fc_dashboard_save_op (const FcDashboard *self,
                      gint64             now_us)
{
  g_autofree char *layout = fc_dashboard_layout_to_json (self->layout);
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "name", self->name);
  json_object_set_string_member (args, "whose", self->company ? "company" : "own");
  if (self->role != NULL)
    json_object_set_string_member (args, "role", self->role);
  json_object_set_int_member (args, "position", self->position);
  json_object_set_string_member (args, "layout", layout);
  return fc_op_new_command ("dashboard.save", FC_DASHBOARD, &self->id, args, now_us);
}

FcOp *
fc_dashboard_remove_op (const FcDashboard *self,
                        gint64             now_us)
{
  return fc_op_new_command ("dashboard.remove", FC_DASHBOARD, &self->id, json_object_new (), now_us);
}
