/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-pages.h"

#include "fc-company-queries.h"
#include "fc-field-text.h"
#include "fc-permissions.h"

#include <glib/gi18n.h>

typedef struct {
  FcRecordPage parent_instance;
} FcUsersPage;
typedef FcRecordPageClass FcUsersPageClass;

GType fc_users_page_get_type (void);
G_DEFINE_TYPE (FcUsersPage, fc_users_page, FC_TYPE_RECORD_PAGE)

/* What a password button needs to know. */
typedef struct {
  FcRecordPage *page;
  FcId user_id;
} Password;

static void
add_person (FcRecordForm *form,
            GtkWidget    *box)
{
  static const int fields[] = { FC_USER_NAME, FC_USER_EMAIL, FC_USER_PHONE, FC_USER_STATUS };
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Person"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fc_record_form_add (form, group, fields[i]);
  gtk_box_append (GTK_BOX (box), group);
}

static void
add_roles (FcRecordForm *form,
           GtkWidget    *box,
           GPtrArray    *roles)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < roles->len; i++)
    {
      FcRecord *role = g_ptr_array_index (roles, i);
      const char *label = fc_record_get_text (role, FC_ROLE_LABEL);

      g_ptr_array_add (names, (gpointer) fc_record_get_text (role, FC_ROLE_NAME));
      g_ptr_array_add (labels, (gpointer) (label != NULL ? _ (label) : fc_record_get_text (role, FC_ROLE_NAME)));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (labels, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Roles"));
  fc_record_form_add_set (form, group, FC_USER_ROLES, (const char *const *) names->pdata,
                          (const char *const *) labels->pdata);
  gtk_box_append (GTK_BOX (box), group);
}

static void
add_stations (FcRecordForm *form,
              GtkWidget    *box,
              FcContext    *context)
{
  GPtrArray *stations = fc_context_get_stations (context);
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < stations->len; i++)
    {
      const FcStationName *station = g_ptr_array_index (stations, i);

      g_ptr_array_add (ids, fc_id_dup_string (&station->id));
      g_ptr_array_add (labels, station->name);
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (labels, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Stations"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("What this person sees: all of them, or those that are switched on."));
  fc_record_form_add (form, group, FC_USER_ALL_STATIONS);
  fc_record_form_add_set (form, group, FC_USER_STATIONS, (const char *const *) ids->pdata,
                          (const char *const *) labels->pdata);
  gtk_box_append (GTK_BOX (box), group);
}

static void
build_user (FcRecordForm *form,
            GtkWidget    *box,
            GPtrArray    *also,
            FcContext    *context)
{
  add_person (form, box);
  add_roles (form, box, also);
  add_stations (form, box, context);
}

static const FcRecordSpec user_spec = {
  .entity = FC_USER,
  .also = FC_ROLE,
  .permission = "users.edit",
  .new_title = N_ ("New user"),
  .create = N_ ("_Add user"),
  .build = build_user,
};

/* The usual roles by their title; a company's own by its name. */
static const char *
role_title (const char *name)
{
  guint n;
  const FcDefaultRole *roles = fc_default_roles (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (roles[i].name, name) == 0)
      return _ (roles[i].label);
  return name;
}

static void
roles_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  g_autofree char *joined = fc_join_set (fc_query_row_get_text (row, column));
  g_auto (GStrv) names = g_strsplit (joined, ", ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL && *names[i] != '\0'; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", role_title (names[i]));
  cell->text = g_string_free (text, FALSE);
}

static void
stations_cell (FcQueryRow *row,
               int         column,
               FcCell     *cell,
               gpointer    user_data)
{
  cell->text = fc_query_row_is_null (row, column)
                   ? g_strdup (_ ("All"))
                   : g_strdup_printf ("%" G_GINT64_FORMAT, fc_query_row_get_int (row, column));
}

static void
status_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  const char *status = fc_query_row_get_text (row, column);

  cell->text = g_strdup (fc_choice_label (status != NULL ? status : "active"));
  cell->css_class = g_strcmp0 (status, "disabled") == 0 ? "dim-label" : NULL;
}

static void
user_cells (FcRecordPage *self,
            FcDataTable  *table)
{
  fc_data_table_set_cell_func (table, fc_user_list.columns[FC_USER_LIST_ROLES].name, roles_cell, NULL, NULL);
  fc_data_table_set_cell_func (table, fc_user_list.columns[FC_USER_LIST_STATIONS].name, stations_cell, NULL, NULL);
  fc_data_table_set_cell_func (table, fc_user_list.columns[FC_USER_LIST_STATUS].name, status_cell, NULL, NULL);
}

static void
prepare_user (FcRecordPage *self,
              FcRecord     *draft)
{
  const char *const none[] = { NULL };

  fc_record_set_text (draft, FC_USER_STATUS, "active");
  fc_record_set_set (draft, FC_USER_ROLES, none);
  fc_record_set_set (draft, FC_USER_STATIONS, none);
  fc_record_set_int (draft, FC_USER_ALL_STATIONS, FALSE);
}

static void
password_clicked_cb (Password *password)
{
  fc_set_password_present (FC_PAGE (password->page), &password->user_id);
}

static void
password_free (gpointer  data,
               GClosure *closure)
{
  g_free (data);
}

static void
extend_user (FcRecordPage *self,
             FcRecordView *view,
             const FcId   *id)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  GtkWidget *group;
  GtkWidget *button;
  Password *password;

  if (!fc_context_may (context, "users.edit") || !fc_replica_has_hub (fc_context_get_replica (context)))
    return;
  group = adw_preferences_group_new ();
  button = gtk_button_new_with_label (_ ("Set password…"));
  password = g_new (Password, 1);
  password->page = self;
  password->user_id = *id;
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_data (button, "clicked", G_CALLBACK (password_clicked_cb), password, password_free,
                         G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Password"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Set at the server, so the network is needed. Tell it to the person yourself; it is never shown again."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);
  fc_record_view_append (view, group);
}

static void
user_created (FcRecordPage *self,
              FcRecord     *record)
{
  if (fc_replica_has_hub (fc_page_get_replica (FC_PAGE (self))))
    fc_set_password_present (FC_PAGE (self), fc_record_get_id (record));
}

static void
fc_users_page_class_init (FcUsersPageClass *klass)
{
  static const char *const narrow[] = { "name", "roles", NULL };

  klass->list = &fc_user_list;
  klass->record = &user_spec;
  klass->title_column = FC_USER_LIST_NAME;
  klass->narrow_columns = narrow;
  klass->empty_icon = "system-users-symbolic";
  klass->empty_title = N_ ("No users yet");
  klass->empty_description = N_ ("Add the people who work with Forecourt, with their roles and stations.");
  klass->add = N_ ("Add user…");
  klass->cells = user_cells;
  klass->prepare = prepare_user;
  klass->extend = extend_user;
  klass->created = user_created;
}

static void
fc_users_page_init (FcUsersPage *self)
{
  g_object_set (self, "search-enabled", TRUE, NULL);
}

static const char *const kinds[] = { "user", NULL };

const FcPageInfo fc_users_page_info = {
  .id = "users",
  .title = N_ ("Users"),
  .icon_name = "system-users-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 40,
  .permission = "users.edit",
  .get_type = fc_users_page_get_type,
  .kinds = kinds,
  .records = &fc_user_list,
  .records_kind = "user",
};
