/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record-page.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  FcDataTable *table;
  FcQueryModel *model;
} FcRecordPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FcRecordPage, fc_record_page, FC_TYPE_PAGE)

static void
row_activated_cb (FcRecordPage *self,
                  FcQueryRow   *row)
{
  FcRecordPageClass *klass = FC_RECORD_PAGE_GET_CLASS (self);

  if (fc_query_row_get_id (row) != NULL)
    fc_record_page_show (self, fc_query_row_get_id (row), fc_query_row_get_text (row, klass->title_column));
}

static void
created_cb (FcRecordPage *self,
            FcRecord     *record)
{
  FcRecordPageClass *klass = FC_RECORD_PAGE_GET_CLASS (self);
  g_autofree char *text = g_strdup_printf (_ ("%s added"), _ (fc_catalog_get (klass->record->entity)->label));

  fc_page_toast (FC_PAGE (self), text);
  if (klass->created != NULL)
    klass->created (self, record);
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  FcRecordPage *self = user_data;
  FcRecordPageClass *klass = FC_RECORD_PAGE_GET_CLASS (self);
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) draft = fc_record_new (klass->record->entity, &id);
  FcRecordDialog *dialog;

  if (klass->prepare != NULL)
    klass->prepare (self, draft);
  dialog = fc_record_dialog_present (FC_PAGE (self), klass->record, draft);
  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
}

static void
bind (FcRecordPage *self)
{
  FcRecordPagePrivate *priv = fc_record_page_get_instance_private (self);
  FcRecordPageClass *klass = FC_RECORD_PAGE_GET_CLASS (self);
  const char *search = fc_page_get_search (FC_PAGE (self));
  gboolean searches = search != NULL && *search != '\0';

  if (klass->list->where != NULL && strstr (klass->list->where, ":search") != NULL)
    fc_query_model_bind_text (priv->model, "search", searches ? search : NULL);
  if (klass->bind != NULL)
    klass->bind (self, priv->model);
  fc_data_table_set_filtered (priv->table, searches);
}

static void
make_table (FcRecordPage *self,
            gboolean      edits)
{
  FcRecordPagePrivate *priv = fc_record_page_get_instance_private (self);
  FcRecordPageClass *klass = FC_RECORD_PAGE_GET_CLASS (self);

  priv->table = FC_DATA_TABLE (fc_data_table_new (klass->list->name));
  g_object_set (priv->table, "empty-icon", klass->empty_icon, "empty-title", _ (klass->empty_title),
                "empty-description", _ (klass->empty_description), "empty-label", edits ? _ (klass->add) : NULL,
                "empty-action", edits ? "page.new" : NULL, NULL);
  if (klass->narrow_columns != NULL)
    fc_data_table_set_narrow_columns (priv->table, klass->narrow_columns);
  if (klass->cells != NULL)
    klass->cells (self, priv->table);
  g_signal_connect_swapped (priv->table, "activated", G_CALLBACK (row_activated_cb), self);
}

static void
fc_record_page_setup (FcPage *page)
{
  FcRecordPage *self = FC_RECORD_PAGE (page);
  FcRecordPagePrivate *priv = fc_record_page_get_instance_private (self);
  FcRecordPageClass *klass = FC_RECORD_PAGE_GET_CLASS (self);
  FcContext *context = fc_page_get_context (page);
  gboolean edits = fc_context_may (context, klass->record->permission);
  static const GActionEntry entries[] = { { .name = "new", .activate = new_cb } };

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  make_table (self, edits);
  priv->model = fc_query_model_new (fc_page_get_replica (page), klass->list);
  bind (self);
  fc_data_table_set_model (priv->table, priv->model);
  g_object_bind_property (context, "narrow", priv->table, "narrow", G_BINDING_SYNC_CREATE);
  fc_page_set_content (page, GTK_WIDGET (priv->table));
  if (edits)
    fc_page_set_primary (page, _ (klass->add), "list-add-symbolic", "page.new");
  else
    fc_page_set_actions_enabled (page, "new", FALSE);
}

static void
fc_record_page_search_changed (FcPage     *page,
                               const char *text)
{
  bind (FC_RECORD_PAGE (page));
}

static void
fc_record_page_scope_changed (FcPage *page)
{
  bind (FC_RECORD_PAGE (page));
}

static gboolean
fc_record_page_open_record (FcPage     *page,
                            const char *kind,
                            const FcId *id)
{
  FcRecordPageClass *klass = FC_RECORD_PAGE_GET_CLASS (page);

  fc_record_page_show (FC_RECORD_PAGE (page), id, _ (fc_catalog_get (klass->record->entity)->label));
  return TRUE;
}

static void
fc_record_page_detail_closed (FcPage *page)
{
  g_object_set (fc_record_page_get_table (FC_RECORD_PAGE (page)), "narrow",
                fc_context_get_narrow (fc_page_get_context (page)), NULL);
}

static void
fc_record_page_dispose (GObject *object)
{
  FcRecordPagePrivate *priv = fc_record_page_get_instance_private (FC_RECORD_PAGE (object));

  g_clear_object (&priv->model);

  G_OBJECT_CLASS (fc_record_page_parent_class)->dispose (object);
}

static void
fc_record_page_class_init (FcRecordPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_record_page_dispose;
  page_class->setup = fc_record_page_setup;
  page_class->search_changed = fc_record_page_search_changed;
  page_class->scope_changed = fc_record_page_scope_changed;
  page_class->open_record = fc_record_page_open_record;
  page_class->detail_closed = fc_record_page_detail_closed;
}

static void
fc_record_page_init (FcRecordPage *self)
{
  g_object_set (self, "uses-station", FALSE, "uses-period", FALSE, NULL);
}

FcDataTable *
fc_record_page_get_table (FcRecordPage *self)
{
  FcRecordPagePrivate *priv = fc_record_page_get_instance_private (self);

  return priv->table;
}

/**
 * fc_record_page_show:
 * @title: (nullable):
 *
 * Opens one record beside the list.
 */
void
fc_record_page_show (FcRecordPage *self,
                     const FcId   *id,
                     const char   *title)
{
  FcRecordPageClass *klass = FC_RECORD_PAGE_GET_CLASS (self);
  GtkWidget *view = fc_record_view_new (fc_page_get_context (FC_PAGE (self)), klass->record, id);

  if (klass->extend != NULL)
    klass->extend (self, FC_RECORD_VIEW (view), id);
  fc_page_show_detail (FC_PAGE (self), view, title != NULL ? title : "");
  g_object_set (fc_record_page_get_table (self), "narrow", TRUE, NULL);
}

/**
 * fc_join_set:
 * @json: (nullable): an array of strings, as the catalog keeps sets
 *
 * Returns: (transfer full): its members for reading: "1, 2"
 */
char *
fc_join_set (const char *json)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) parts = g_strsplit (json != NULL ? json : "", "\"", -1);

  /* Every second part stands between quotes; members have none themselves. */
  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i += 2)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i + 1]);
  return g_string_free (text, FALSE);
}

/**
 * fc_station_choices:
 *
 * Returns: (transfer full) (element-type FcRecord): the stations of @context for a form's list, with their names
 */
GPtrArray *
fc_station_choices (FcContext *context)
{
  GPtrArray *names = fc_context_get_stations (context);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < names->len; i++)
    {
      const FcStationName *name = g_ptr_array_index (names, i);
      FcRecord *record = fc_record_new (FC_STATION, &name->id);

      fc_record_set_text (record, FC_STATION_NAME, name->name);
      g_ptr_array_add (records, record);
    }
  return records;
}
