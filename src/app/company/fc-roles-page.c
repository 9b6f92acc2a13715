/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-pages.h"

#include "fc-company-queries.h"
#include "fc-permissions.h"

#include <glib/gi18n.h>

typedef struct {
  FcRecordPage parent_instance;
} FcRolesPage;
typedef FcRecordPageClass FcRolesPageClass;

GType fc_roles_page_get_type (void);
G_DEFINE_TYPE (FcRolesPage, fc_roles_page, FC_TYPE_RECORD_PAGE)

static void
add_permissions (FcRecordForm *form,
                 GtkWidget    *group)
{
  guint n;
  const FcPermission *permissions = fc_permissions (&n);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (names, (gpointer) "*");
  g_ptr_array_add (labels, (gpointer) _ ("Everything"));
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (names, (gpointer) permissions[i].name);
      g_ptr_array_add (labels, (gpointer) _ (permissions[i].label));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (labels, NULL);
  fc_record_form_add_set (form, group, FC_ROLE_PERMISSIONS, (const char *const *) names->pdata,
                          (const char *const *) labels->pdata);
}

static void
build_role (FcRecordForm *form,
            GtkWidget    *box,
            GPtrArray    *also,
            FcContext    *context)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *permissions = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Role"));
  fc_record_form_add (form, group, FC_ROLE_NAME);
  fc_record_form_add (form, group, FC_ROLE_LABEL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (permissions), _ ("May"));
  add_permissions (form, permissions);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), permissions);
}

static const FcRecordSpec role_spec = {
  .entity = FC_ROLE,
  .also = FC_N_ENTITIES,
  .permission = "users.edit",
  .new_title = N_ ("New role"),
  .create = N_ ("_Add role"),
  .build = build_role,
};

static void
label_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  const char *label = fc_query_row_get_text (row, column);

  cell->text = g_strdup (label != NULL && *label != '\0' ? _ (label) : fc_query_row_get_text (row, FC_ROLE_LIST_NAME));
}

static void
permissions_cell (FcQueryRow *row,
                  int         column,
                  FcCell     *cell,
                  gpointer    user_data)
{
  g_autofree char *joined = fc_join_set (fc_query_row_get_text (row, column));
  g_auto (GStrv) parts = NULL;

  if (g_strcmp0 (joined, "*") == 0)
    {
      cell->text = g_strdup (_ ("Everything"));
      return;
    }
  parts = g_strsplit (joined, ", ", -1);
  cell->text = g_strdup_printf ("%u", *joined != '\0' ? g_strv_length (parts) : 0);
  cell->tooltip = g_steal_pointer (&joined);
}

static void
role_cells (FcRecordPage *self,
            FcDataTable  *table)
{
  static const char *const hidden[] = { "name", NULL }; /* for the programs */

  fc_data_table_set_hidden_columns (table, hidden);
  fc_data_table_set_cell_func (table, fc_role_list.columns[FC_ROLE_LIST_LABEL].name, label_cell, NULL, NULL);
  fc_data_table_set_cell_func (table, fc_role_list.columns[FC_ROLE_LIST_PERMISSIONS].name, permissions_cell, NULL,
                               NULL);
}

static void
prepare_role (FcRecordPage *self,
              FcRecord     *draft)
{
  const char *const none[] = { NULL };

  fc_record_set_set (draft, FC_ROLE_PERMISSIONS, none);
}

static void
fc_roles_page_class_init (FcRolesPageClass *klass)
{
  static const char *const narrow[] = { "label", "users", NULL };

  klass->list = &fc_role_list;
  klass->record = &role_spec;
  klass->title_column = FC_ROLE_LIST_NAME;
  klass->narrow_columns = narrow;
  klass->empty_icon = "avatar-default-symbolic";
  klass->empty_title = N_ ("No roles yet");
  klass->empty_description = N_ ("A role is a bundle of permissions that people can be given.");
  klass->add = N_ ("Add role…");
  klass->cells = role_cells;
  klass->prepare = prepare_role;
}

static void
fc_roles_page_init (FcRolesPage *self)
{
}

static const char *const kinds[] = { "role", NULL };

const FcPageInfo fc_roles_page_info = {
  .id = "roles",
  .title = N_ ("Roles"),
  .icon_name = "avatar-default-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 50,
  .permission = "users.edit",
  .get_type = fc_roles_page_get_type,
  .kinds = kinds,
};
