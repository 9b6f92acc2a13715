/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-query-private.h"

struct _FcQueryRow {
  GObject parent_instance;

  FcValue *cells; /* nullable */
  guint n_columns;
  guint generation;
};

enum { PROP_FILLED = 1, PROP_GENERATION, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FcQueryRow, fc_query_row, G_TYPE_OBJECT)

FcQueryRow *
fc_query_row_new (void)
{
  return g_object_new (FC_TYPE_QUERY_ROW, NULL);
}

static void
clear_cells (FcQueryRow *self)
{
  for (guint i = 0; self->cells != NULL && i < self->n_columns; i++)
    fc_value_clear (&self->cells[i]);
  g_clear_pointer (&self->cells, g_free);
}

static gboolean
same_cells (FcQueryRow    *self,
            const FcValue *cells,
            guint          n_columns)
{
  if (self->cells == NULL || self->n_columns != n_columns)
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    if (!fc_value_equal (&self->cells[i], &cells[i]))
      return FALSE;
  return TRUE;
}

/**
 * fc_query_row_fill:
 *
 * Takes copies of the cells; tells its watchers when they differ from what it held.
 */
void
fc_query_row_fill (FcQueryRow    *self,
                   const FcValue *cells,
                   guint          n_columns)
{
  gboolean first = self->cells == NULL;

  if (same_cells (self, cells, n_columns))
    return;
  clear_cells (self);
  self->cells = g_new0 (FcValue, n_columns);
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    fc_value_copy (&cells[i], &self->cells[i]);
  self->generation++;
  g_object_freeze_notify (G_OBJECT (self));
  if (first)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
  g_object_thaw_notify (G_OBJECT (self));
}

const FcValue *
fc_query_row_get_cells (FcQueryRow *self)
{
  return self->cells;
}

/**
 * fc_query_row_is_filled:
 *
 * Returns: whether its page has arrived; "filled" notifies then, "generation" on every change of its values
 */
gboolean
fc_query_row_is_filled (FcQueryRow *self)
{
  return self->cells != NULL;
}

static const FcValue *
cell (FcQueryRow *self,
      int         column)
{
  static const FcValue none = { FC_VALUE_NULL, { 0 } };

  g_return_val_if_fail (column >= 0, &none);

  return self->cells != NULL && (guint) column < self->n_columns ? &self->cells[column] : &none;
}

/**
 * fc_query_row_get_id:
 *
 * Returns: (transfer none) (nullable): %NULL until filled; valid until the next "generation"
 */
const FcId *
fc_query_row_get_id (FcQueryRow *self)
{
  return fc_query_row_get_ref (self, 0);
}

gboolean
fc_query_row_is_null (FcQueryRow *self,
                      int         column)
{
  return cell (self, column)->kind == FC_VALUE_NULL;
}

gint64
fc_query_row_get_int (FcQueryRow *self,
                      int         column)
{
  const FcValue *value = cell (self, column);

  return value->kind == FC_VALUE_INT ? value->number : 0;
}

/**
 * fc_query_row_get_text:
 *
 * Returns: (transfer none) (nullable): valid until the next "generation"
 */
const char *
fc_query_row_get_text (FcQueryRow *self,
                       int         column)
{
  const FcValue *value = cell (self, column);

  return value->kind == FC_VALUE_TEXT ? value->text : NULL;
}

const FcId *
fc_query_row_get_ref (FcQueryRow *self,
                      int         column)
{
  const FcValue *value = cell (self, column);

  return value->kind == FC_VALUE_ID ? &value->id : NULL;
}

static void
fc_query_row_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  FcQueryRow *self = FC_QUERY_ROW (object);

  switch (id)
    {
    case PROP_FILLED:
      g_value_set_boolean (value, self->cells != NULL);
      break;
    case PROP_GENERATION:
      g_value_set_uint (value, self->generation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fc_query_row_finalize (GObject *object)
{
  clear_cells (FC_QUERY_ROW (object));
  G_OBJECT_CLASS (fc_query_row_parent_class)->finalize (object);
}

static void
fc_query_row_class_init (FcQueryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fc_query_row_get_property;
  object_class->finalize = fc_query_row_finalize;
  properties[PROP_FILLED] = g_param_spec_boolean ("filled", NULL, NULL, FALSE, flags);
  properties[PROP_GENERATION] = g_param_spec_uint ("generation", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fc_query_row_init (FcQueryRow *self)
{
}
