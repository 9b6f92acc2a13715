/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-catalog.h"
#include "fc-change-log.h"

struct _FcChanges {
  gatomicrefcount refs;
  GHashTable *ids[FC_N_ENTITIES]; /* set of FcId*, NULL: untouched or many */
  gboolean many[FC_N_ENTITIES];
  GHashTable *tables; /* set of interned names */
};

GType
fc_changes_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_boxed_type_register_static ("FcChanges", (GBoxedCopyFunc) fc_changes_ref,
                                                            (GBoxedFreeFunc) fc_changes_unref));
  return (GType) type;
}

FcChanges *
fc_changes_new (void)
{
  FcChanges *self = g_new0 (FcChanges, 1);

  g_atomic_ref_count_init (&self->refs);
  self->tables = g_hash_table_new (g_direct_hash, g_direct_equal);
  return self;
}

FcChanges *
fc_changes_ref (FcChanges *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
fc_changes_unref (FcChanges *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  for (int i = 0; i < FC_N_ENTITIES; i++)
    g_clear_pointer (&self->ids[i], g_hash_table_unref);
  g_hash_table_unref (self->tables);
  g_free (self);
}

/**
 * fc_changes_add:
 * @id: (nullable): %NULL: more rows than are worth naming
 */
void
fc_changes_add (FcChanges  *self,
                FcEntity    entity,
                const FcId *id)
{
  if (self->many[entity])
    return;
  if (self->ids[entity] == NULL)
    self->ids[entity] = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  if (id != NULL && !g_hash_table_contains (self->ids[entity], id))
    g_hash_table_add (self->ids[entity], g_memdup2 (id, sizeof *id));
  if (id == NULL || g_hash_table_size (self->ids[entity]) > FC_CHANGES_MANY)
    {
      self->many[entity] = TRUE;
      g_clear_pointer (&self->ids[entity], g_hash_table_unref);
    }
}

void
fc_changes_add_table (FcChanges  *self,
                      const char *table)
{
  g_hash_table_add (self->tables, (gpointer) g_intern_string (table));
}

void
fc_changes_merge (FcChanges       *self,
                  const FcChanges *other)
{
  GHashTableIter iter;
  gpointer key;

  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      if (other->many[i])
        fc_changes_add (self, i, NULL);
      if (other->ids[i] == NULL)
        continue;
      g_hash_table_iter_init (&iter, other->ids[i]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        fc_changes_add (self, i, key);
    }
  g_hash_table_iter_init (&iter, other->tables);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (self->tables, key);
}

gboolean
fc_changes_is_empty (const FcChanges *self)
{
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (fc_changes_touch (self, i))
      return FALSE;
  return g_hash_table_size (self->tables) == 0;
}

gboolean
fc_changes_touch (const FcChanges *self,
                  FcEntity         entity)
{
  return self->many[entity] || self->ids[entity] != NULL;
}

/**
 * fc_changes_touch_row:
 *
 * Returns: whether the row changed, or may have among many
 */
gboolean
fc_changes_touch_row (const FcChanges *self,
                      FcEntity         entity,
                      const FcId      *id)
{
  return self->many[entity] || (self->ids[entity] != NULL && g_hash_table_contains (self->ids[entity], id));
}

gboolean
fc_changes_is_many (const FcChanges *self,
                    FcEntity         entity)
{
  return self->many[entity];
}

/**
 * fc_changes_touch_table:
 * @table: of the catalog or not
 */
gboolean
fc_changes_touch_table (const FcChanges *self,
                        const char      *table)
{
  const FcEntityInfo *about = fc_catalog_find (table);

  return g_hash_table_contains (self->tables, g_intern_string (table)) ||
         (about != NULL && fc_changes_touch (self, about->id));
}
