/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-json-switch.h"
#include "fc-json.h"

#include <glib/gi18n.h>

typedef struct {
  FcPage *page;       /* outlives its rows */
  int field;
  const char *member; /* static */
  GtkWidget *widget;  /* what holds the value */
} Member;

static JsonObject *
read_members (FcRecord *tenant,
              int       field)
{
  const char *text = tenant != NULL ? fc_record_get_text (tenant, field) : NULL;
  g_autoptr (JsonNode) node = text != NULL ? fc_json_parse (text, -1, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return json_object_new ();
  return json_node_dup_object (node);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcPage) page = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    fc_page_tell_error (page, error);
}

/**
 * fc_json_member_save:
 * @field: of FC_TENANT, an object
 * @value: (transfer full) (nullable): NULL takes the member out
 */
void
fc_json_member_save (FcPage     *page,
                     int         field,
                     const char *member,
                     JsonNode   *value)
{
  FcReplica *replica = fc_page_get_replica (page);
  FcRecord *tenant = fc_replica_get_tenant (replica);
  g_autoptr (JsonObject) members = read_members (tenant, field);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (FcRecord) after = NULL;
  g_autofree char *text = NULL;

  if (tenant == NULL)
    {
      g_clear_pointer (&value, json_node_unref);
      return;
    }
  if (value != NULL)
    json_object_set_member (members, member, value);
  else
    json_object_remove_member (members, member);
  json_node_set_object (node, members);
  text = json_to_string (node, FALSE);
  after = fc_record_copy (tenant);
  fc_record_set_text (after, field, text);
  fc_replica_run_op_async (replica, fc_op_new_patch (tenant, after, g_get_real_time ()), NULL, saved_cb,
                           g_object_ref (page));
}

static void
switched_cb (Member *self)
{
  JsonNode *value = json_node_new (JSON_NODE_VALUE);

  json_node_set_boolean (value, gtk_switch_get_active (GTK_SWITCH (self->widget)));
  fc_json_member_save (self->page, self->field, self->member, value);
}

static void
applied_cb (Member *self)
{
  JsonNode *value = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (value, gtk_editable_get_text (GTK_EDITABLE (self->widget)));
  fc_json_member_save (self->page, self->field, self->member, value);
}

static Member *
member_new (FcPage     *page,
            GtkWidget  *widget,
            int         field,
            const char *member)
{
  Member *self = g_new (Member, 1);

  self->page = page;
  self->field = field;
  self->member = g_intern_string (member);
  self->widget = widget;
  g_object_set_data_full (G_OBJECT (widget), "fc-member", self, g_free);
  return self;
}

/**
 * fc_json_switch_add:
 * @field: of FC_TENANT, an object
 * @member: of that object, a boolean
 */
void
fc_json_switch_add (FcPage     *page,
                    GtkWidget  *group,
                    int         field,
                    const char *member,
                    const char *title)
{
  g_autoptr (JsonObject) members = read_members (fc_replica_get_tenant (fc_page_get_replica (page)), field);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), json_object_get_boolean_member_with_default (members, member, TRUE));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_widget_set_sensitive (row, fc_context_may (fc_page_get_context (page), "company.edit"));
  g_signal_connect_swapped (toggle, "notify::active", G_CALLBACK (switched_cb),
                            member_new (page, toggle, field, member));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/**
 * fc_json_text_add:
 * @field: of FC_TENANT, an object
 * @member: of that object, a text
 */
void
fc_json_text_add (FcPage     *page,
                  GtkWidget  *group,
                  int         field,
                  const char *member,
                  const char *title)
{
  g_autoptr (JsonObject) members = read_members (fc_replica_get_tenant (fc_page_get_replica (page)), field);
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_tooltip_text (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_editable_set_text (GTK_EDITABLE (row), json_object_get_string_member_with_default (members, member, ""));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_set_sensitive (row, fc_context_may (fc_page_get_context (page), "company.edit"));
  g_signal_connect_swapped (row, "apply", G_CALLBACK (applied_cb), member_new (page, row, field, member));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}
