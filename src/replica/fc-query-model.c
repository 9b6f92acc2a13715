/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-query-model-private.h"

enum { PROP_LOADING = 1, PROP_ERROR, PROP_N_ITEMS, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void fc_query_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FcQueryModel,
                               fc_query_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fc_query_model_list_init))

void
fc_query_model_set_loading (FcQueryModel *self,
                            gboolean      loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
fc_query_model_set_error (FcQueryModel *self,
                          GError       *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
fc_query_model_tell (FcQueryModel *self,
                     guint         position,
                     guint         removed,
                     guint         added)
{
  if (removed == 0 && added == 0)
    return;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static GType
get_item_type (GListModel *model)
{
  return FC_TYPE_QUERY_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return FC_QUERY_MODEL (model)->n_items;
}

static gboolean
load_idle_cb (gpointer user_data)
{
  fc_query_model_load_pages (user_data);
  return G_SOURCE_REMOVE;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  FcQueryModel *self = FC_QUERY_MODEL (model);
  FcQueryPageState *page;
  FcQueryRow *row;

  if (position >= self->n_items)
    return NULL;
  page = fc_query_model_ensure_page (self, position / FC_QUERY_PAGE);
  page->used = ++self->clock;
  row = g_object_ref (fc_query_model_ensure_row (self, position));
  if (!page->loaded && !page->loading)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, load_idle_cb, g_object_ref (self), g_object_unref);
  fc_query_model_evict_pages (self);
  return row;
}

static void
fc_query_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
value_free (gpointer pointer)
{
  fc_value_clear (pointer);
  g_free (pointer);
}

/**
 * fc_query_model_new:
 * @spec: static
 *
 * Returns: (transfer full): a model that begins to read at the next turn of the main loop; main thread
 */
FcQueryModel *
fc_query_model_new (FcReplica         *replica,
                    const FcQuerySpec *spec)
{
  FcQueryModel *self = g_object_new (FC_TYPE_QUERY_MODEL, NULL);

  self->replica = g_object_ref (replica);
  self->spec = spec;
  self->sort = spec->default_sort;
  self->descending = spec->default_descending;
  g_signal_connect_object (replica, "changed", G_CALLBACK (fc_query_model_follow), self, 0);
  fc_query_model_renew (self);
  return self;
}

const FcQuerySpec *
fc_query_model_get_spec (FcQueryModel *self)
{
  return self->spec;
}

/* The list's own spelling of a parameter: with the colon. */
static char *
dup_parameter (const char *name)
{
  return g_strconcat (name[0] == ':' ? "" : ":", name, NULL);
}

static void
bind_value (FcQueryModel  *self,
            const char    *name,
            const FcValue *value)
{
  g_autofree char *parameter = dup_parameter (name);
  FcValue *before = g_hash_table_lookup (self->binds, parameter);
  FcValue *copy;

  if (before != NULL ? fc_value_equal (before, value) : value->kind == FC_VALUE_NULL)
    return;
  copy = g_new0 (FcValue, 1);
  fc_value_copy (value, copy);
  g_hash_table_replace (self->binds, g_steal_pointer (&parameter), copy);
  fc_query_model_renew (self);
}

/**
 * fc_query_model_bind_id:
 * @name: "station" or ":station"
 * @id: (nullable): %NULL: all
 */
void
fc_query_model_bind_id (FcQueryModel *self,
                        const char   *name,
                        const FcId   *id)
{
  FcValue value = { id != NULL ? FC_VALUE_ID : FC_VALUE_NULL, { 0 } };

  if (id != NULL)
    value.id = *id;
  bind_value (self, name, &value);
}

void
fc_query_model_bind_int (FcQueryModel *self,
                         const char   *name,
                         gint64        number)
{
  bind_value (self, name, &(FcValue){ .kind = FC_VALUE_INT, .number = number });
}

/**
 * fc_query_model_unbind:
 *
 * The parameter is null again: no filter.
 */
void
fc_query_model_unbind (FcQueryModel *self,
                       const char   *name)
{
  bind_value (self, name, &(FcValue){ .kind = FC_VALUE_NULL });
}

/* What a person types becomes words that all must occur, the last one as the beginning of a word. */
static char *
search_expression (const char *typed)
{
  g_auto (GStrv) words = g_strsplit_set (typed, " \t\n\"", -1);
  GString *expression = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (expression, "%s\"%s\"*", expression->len > 0 ? " " : "", words[i]);
  return g_string_free (expression, FALSE);
}

/**
 * fc_query_model_bind_text:
 * @text: (nullable): %NULL or, for ":search", nothing but blanks: all
 */
void
fc_query_model_bind_text (FcQueryModel *self,
                          const char   *name,
                          const char   *text)
{
  g_autofree char *parameter = dup_parameter (name);
  g_autofree char *expression = text != NULL && g_str_equal (parameter, ":search") ? search_expression (text) : NULL;
  const char *value = expression != NULL ? expression : text;

  if (value == NULL || (expression != NULL && expression[0] == '\0'))
    bind_value (self, name, &(FcValue){ .kind = FC_VALUE_NULL });
  else
    bind_value (self, name, &(FcValue){ .kind = FC_VALUE_TEXT, .text = (char *) value });
}

/**
 * fc_query_model_sort:
 * @column: of the spec, a sortable one
 */
void
fc_query_model_sort (FcQueryModel *self,
                     int           column,
                     gboolean      descending)
{
  g_return_if_fail (column == 0 || self->spec->columns[column].sortable);

  if (self->sort == column && self->descending == descending)
    return;
  self->sort = column;
  self->descending = descending;
  fc_query_model_renew (self);
}

gboolean
fc_query_model_get_loading (FcQueryModel *self)
{
  return self->loading;
}

const GError *
fc_query_model_get_error (FcQueryModel *self)
{
  return self->error;
}

/**
 * fc_query_model_retry:
 *
 * Reads anew after an error.
 */
void
fc_query_model_retry (FcQueryModel *self)
{
  fc_query_model_set_error (self, NULL);
  fc_query_model_renew (self);
}

static void
fc_query_model_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FcQueryModel *self = FC_QUERY_MODEL (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->n_items);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fc_query_model_dispose (GObject *object)
{
  FcQueryModel *self = FC_QUERY_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (fc_query_model_parent_class)->dispose (object);
}

static void
fc_query_model_finalize (GObject *object)
{
  FcQueryModel *self = FC_QUERY_MODEL (object);

  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->binds);
  g_clear_pointer (&self->anchors, g_array_unref);
  g_clear_pointer (&self->plan, fc_query_plan_unref);
  g_strfreev (self->tables);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (fc_query_model_parent_class)->finalize (object);
}

static void
fc_query_model_class_init (FcQueryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fc_query_model_get_property;
  object_class->dispose = fc_query_model_dispose;
  object_class->finalize = fc_query_model_finalize;
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fc_query_model_init (FcQueryModel *self)
{
  self->binds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
  self->rows = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_object_unref);
  self->pages = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, fc_query_page_state_free);
  self->cancellable = g_cancellable_new ();
}
