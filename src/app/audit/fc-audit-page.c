/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-audit-page.h"

#include "fc-audit-queries.h"
#include "fc-change-words.h"
#include "fc-chip.h"
#include "fc-company-queries.h"
#include "fc-data-table.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define FIELDS_IN_LIST 3

struct _FcAuditPage {
  FcPage parent_instance;

  FcDataTable *table;
  FcFilterChip *person;
  FcFilterChip *entity;
  FcQueryModel *model;
  GHashTable *words; /* (nullable) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FcAuditPage, fc_audit_page, FC_TYPE_PAGE)

static FcFieldUnits
units_of (FcAuditPage *self)
{
  return fc_field_units_of (fc_replica_get_tenant (fc_page_get_replica (FC_PAGE (self))));
}

static GPtrArray *
lines_of (FcAuditPage *self,
          FcQueryRow  *row)
{
  FcFieldUnits units = units_of (self);

  return fc_change_lines (fc_query_row_get_text (row, FC_AUDIT_LIST_ENTITY),
                          fc_query_row_get_text (row, FC_AUDIT_LIST_OLD),
                          fc_query_row_get_text (row, FC_AUDIT_LIST_NEW), self->words, &units);
}

/* (nullable): a person who is not known here, or any more */
static const char *
who (FcQueryRow *row)
{
  if (fc_query_row_get_ref (row, FC_AUDIT_LIST_BY) == NULL)
    return _ ("The server");
  return fc_query_row_get_text (row, FC_AUDIT_LIST_USER);
}

static void
who_cell (FcQueryRow *row,
          int         column,
          FcCell     *cell,
          gpointer    user_data)
{
  cell->text = g_strdup (who (row));
}

static void
action_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  cell->text = fc_action_words (fc_query_row_get_text (row, column), fc_query_row_get_text (row, FC_AUDIT_LIST_ENTITY));
}

static void
record_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  FcAuditPage *self = user_data;
  const char *text = fc_query_row_get_text (row, FC_AUDIT_LIST_ROW_ID);
  FcId id;

  cell->text = fc_record_words_of (self->words, fc_query_row_get_text (row, column),
                                   text != NULL && fc_id_from_string (text, &id) ? &id : NULL);
}

static void
change_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  g_autoptr (GPtrArray) lines = lines_of (user_data, row);

  cell->text = fc_change_summary (lines, FIELDS_IN_LIST);
}

static void
bind (FcAuditPage *self)
{
  const char *person = fc_filter_chip_get_value (self->person);
  const char *entity = fc_filter_chip_get_value (self->entity);
  const char *search = fc_page_get_search (FC_PAGE (self));
  gboolean searches = search != NULL && *search != '\0', by_entity = entity != NULL && *entity != '\0';
  FcId id;
  gboolean by_person = person != NULL && fc_id_from_string (person, &id);

  fc_context_bind_scope (fc_page_get_context (FC_PAGE (self)), self->model, TRUE);
  fc_query_model_bind_id (self->model, "user", by_person ? &id : NULL);
  fc_query_model_bind_text (self->model, "entity", by_entity ? entity : NULL);
  fc_query_model_bind_text (self->model, "search", searches ? search : NULL);
  fc_data_table_set_filtered (self->table, by_person || by_entity || searches);
}

static void
filter_changed_cb (FcAuditPage *self)
{
  if (self->model != NULL)
    bind (self);
}

static void
clear_filters_cb (FcAuditPage *self)
{
  fc_filter_chip_set_value (self->person, "");
  fc_filter_chip_set_value (self->entity, "");
  g_object_set (self, "search-text", "", NULL);
}

static GtkWidget *
fact_row (const char *title,
          const char *value)
{
  FcChangeLine line = { (char *) title, NULL, (char *) value };

  return fc_change_line_row (&line);
}

static void
add_fact (GtkWidget  *group,
          const char *title,
          const char *value)
{
  if (value != NULL && *value != '\0')
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fact_row (title, value));
}

/* The record's own page; a child's parent where the line names it. */
static char *
uri_of (FcQueryRow *row)
{
  const char *entity = fc_query_row_get_text (row, FC_AUDIT_LIST_ENTITY);
  const char *text = fc_query_row_get_text (row, FC_AUDIT_LIST_ROW_ID);
  FcId id;

  if (entity == NULL || text == NULL || fc_page_find_for_kind (entity) == NULL || !fc_id_from_string (text, &id))
    return NULL;
  return fc_record_uri (entity, &id);
}

static GtkWidget *
make_facts (FcAuditPage *self,
            FcQueryRow  *row)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *when = fc_show_time_long (fc_query_row_get_int (row, FC_AUDIT_LIST_AT), NULL);
  FcCell record = { NULL };
  g_autofree char *what = fc_action_words (fc_query_row_get_text (row, FC_AUDIT_LIST_ACTION),
                                           fc_query_row_get_text (row, FC_AUDIT_LIST_ENTITY));

  record_cell (row, FC_AUDIT_LIST_ENTITY, &record, self);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), what);
  add_fact (group, _ ("Record"), record.text);
  add_fact (group, _ ("Who"), who (row));
  add_fact (group, _ ("When"), when);
  add_fact (group, _ ("Station"), fc_query_row_get_text (row, FC_AUDIT_LIST_STATION));
  add_fact (group, _ ("Computer"), fc_query_row_get_text (row, FC_AUDIT_LIST_CLIENT));
  add_fact (group, _ ("Address"), fc_query_row_get_text (row, FC_AUDIT_LIST_ADDRESS));
  g_free (record.text);
  return group;
}

static GtkWidget *
make_detail (FcAuditPage *self,
             FcQueryRow  *row)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *facts = make_facts (self, row);
  GtkWidget *changes = adw_preferences_group_new ();
  g_autoptr (GPtrArray) lines = lines_of (self, row);
  g_autofree char *uri = uri_of (row);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (changes), _ ("Before → after"));
  for (guint i = 0; i < lines->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (changes), fc_change_line_row (lines->pdata[i]));
  if (uri != NULL)
    {
      GtkWidget *open = gtk_button_new_with_mnemonic (_ ("_Open record"));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", uri);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open");
      adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (facts), open);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (facts));
  if (lines->len > 0)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (changes));
  return page;
}

static void
row_activated_cb (FcAuditPage *self,
                  FcQueryRow  *row)
{
  if (fc_query_row_get_id (row) == NULL)
    return;
  fc_page_show_detail (FC_PAGE (self), make_detail (self, row), _ ("Change"));
  g_object_set (self->table, "narrow", TRUE, NULL);
}

static void
names_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcAuditPage) self = user_data;
  g_autoptr (GPtrArray) names = fc_record_names_finish (FC_REPLICA (source), result, NULL);

  if (names == NULL || self->model != NULL)
    return;
  self->words = fc_record_words_new (names);
  self->model = fc_query_model_new (fc_page_get_replica (FC_PAGE (self)), &fc_audit_list);
  bind (self);
  fc_data_table_set_model (self->table, self->model);
}

static void
users_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcAuditPage) self = user_data;
  g_autoptr (GPtrArray) users = fc_rows_of_finish (FC_REPLICA (source), result, NULL);

  for (guint i = 0; users != NULL && i < users->len; i++)
    {
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (users->pdata[i]));

      fc_filter_chip_add (self->person, id, fc_record_get_text (users->pdata[i], FC_USER_NAME));
    }
}

static void
make_filters (FcAuditPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->person = FC_FILTER_CHIP (fc_filter_chip_new (_ ("Who")));
  fc_filter_chip_add (self->person, "", _ ("Everybody"));
  self->entity = FC_FILTER_CHIP (fc_filter_chip_new (_ ("Record")));
  fc_filter_chip_add (self->entity, "", _ ("All"));
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (fc_catalog_get (i)->kind == FC_KIND_ENTITY)
      fc_filter_chip_add (self->entity, fc_catalog_get (i)->name, _ (fc_catalog_get (i)->label));
  g_signal_connect_swapped (self->person, "notify::value", G_CALLBACK (filter_changed_cb), self);
  g_signal_connect_swapped (self->entity, "notify::value", G_CALLBACK (filter_changed_cb), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->person));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->entity));
  g_object_set (self->table, "filter-bar", bar, NULL);
}

static void
fc_audit_page_setup (FcPage *page)
{
  FcAuditPage *self = FC_AUDIT_PAGE (page);
  static const char *const narrow[] = { "at", "user", "action", NULL };

  self->table = FC_DATA_TABLE (fc_data_table_new ("audit"));
  g_object_set (self->table, "empty-icon", "document-open-recent-symbolic", "empty-title", _ ("Nothing was changed"),
                "empty-description", _ ("Whoever changes something in this time stands here, with before and after."),
                NULL);
  fc_data_table_set_cell_func (self->table, "user", who_cell, self, NULL);
  fc_data_table_set_cell_func (self->table, "action", action_cell, self, NULL);
  fc_data_table_set_cell_func (self->table, "entity", record_cell, self, NULL);
  fc_data_table_set_cell_func (self->table, "new", change_cell, self, NULL);
  fc_data_table_set_narrow_columns (self->table, narrow);
  g_signal_connect_swapped (self->table, "clear-filters", G_CALLBACK (clear_filters_cb), self);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (row_activated_cb), self);
  make_filters (self);
  g_object_bind_property (fc_page_get_context (page), "narrow", self->table, "narrow", G_BINDING_SYNC_CREATE);
  fc_page_set_content (page, GTK_WIDGET (self->table));
  fc_record_names_async (fc_page_get_replica (page), NULL, self->cancellable, names_cb, g_object_ref (self));
  fc_rows_of_async (fc_page_get_replica (page), FC_USER, self->cancellable, users_cb, g_object_ref (self));
}

static void
fc_audit_page_scope_changed (FcPage *page)
{
  filter_changed_cb (FC_AUDIT_PAGE (page));
}

static void
fc_audit_page_search_changed (FcPage     *page,
                              const char *text)
{
  filter_changed_cb (FC_AUDIT_PAGE (page));
}

static void
fc_audit_page_detail_closed (FcPage *page)
{
  g_object_set (FC_AUDIT_PAGE (page)->table, "narrow", fc_context_get_narrow (fc_page_get_context (page)), NULL);
}

static void
fc_audit_page_dispose (GObject *object)
{
  FcAuditPage *self = FC_AUDIT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (fc_audit_page_parent_class)->dispose (object);
}

static void
fc_audit_page_finalize (GObject *object)
{
  FcAuditPage *self = FC_AUDIT_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->words, g_hash_table_unref);

  G_OBJECT_CLASS (fc_audit_page_parent_class)->finalize (object);
}

static void
fc_audit_page_class_init (FcAuditPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_audit_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_audit_page_finalize;
  page_class->setup = fc_audit_page_setup;
  page_class->scope_changed = fc_audit_page_scope_changed;
  page_class->search_changed = fc_audit_page_search_changed;
  page_class->detail_closed = fc_audit_page_detail_closed;
}

static void
fc_audit_page_init (FcAuditPage *self)
{
  self->cancellable = g_cancellable_new ();
  g_object_set (self, "search-enabled", TRUE, NULL);
}

static const FcPageInfo info = {
  .id = "audit",
  .title = N_ ("Audit log"),
  .icon_name = "document-open-recent-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 70,
  .permission = "audit.view",
  .get_type = fc_audit_page_get_type,
};

/**
 * fc_audit_register_pages:
 *
 * Who changed what.
 */
void
fc_audit_register_pages (void)
{
  fc_page_register (&info);
}
