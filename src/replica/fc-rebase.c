/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"
#include "fc-stored-row.h"

/*
 * What a person did here shows at once, on top of what the hub said last. For a row with such changes `shadow` keeps the
 * hub's row and `pending_change` the changes in order; the visible row is always shadow plus changes. Facts and log lines
 * are only added, so they need no shadow.
 */

static guint
hash_key (gconstpointer pointer)
{
  const FcRowKey *key = pointer;

  return fc_id_hash (&key->id) + (guint) key->entity;
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const FcRowKey *one = a, *other = b;

  return one->entity == other->entity && fc_id_equal (&one->id, &other->id);
}

GHashTable *
fc_row_keys_new (void)
{
  return g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
}

void
fc_row_keys_add (GHashTable *keys,
                 FcEntity    entity,
                 const FcId *id)
{
  FcRowKey key = { entity, *id };

  if (!g_hash_table_contains (keys, &key))
    g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
}

static FcStatement *
prepare_for_row (FcWrite     *write,
                 const char  *sql,
                 FcEntity     entity,
                 const FcId  *id,
                 GError     **error)
{
  FcStatement *statement = fc_db_prepare (write->db, sql, error);

  if (statement == NULL)
    return NULL;
  fc_statement_bind_text (statement, 1, fc_catalog_get (entity)->name);
  fc_statement_bind_id (statement, 2, id);
  return statement;
}

static gboolean
has_row (FcWrite     *write,
         const char  *sql,
         FcEntity     entity,
         const FcId  *id,
         gboolean    *has,
         GError     **error)
{
  g_autoptr (FcStatement) select = prepare_for_row (write, sql, entity, id, error);

  return select != NULL && fc_statement_step (select, has, error);
}

/**
 * fc_rebase_has_pending:
 * @has: (out): whether a change of this row still waits
 */
gboolean
fc_rebase_has_pending (FcWrite     *write,
                       FcEntity     entity,
                       const FcId  *id,
                       gboolean    *has,
                       GError     **error)
{
  return has_row (write, "SELECT 1 FROM pending_change WHERE entity = ? AND row_id = ? LIMIT 1", entity, id, has,
                  error);
}

/**
 * fc_rebase_put_shadow:
 * @record: (nullable): the hub's row; %NULL: the hub has none
 */
gboolean
fc_rebase_put_shadow (FcWrite     *write,
                      FcEntity     entity,
                      const FcId  *id,
                      FcRecord    *record,
                      GError     **error)
{
  g_autoptr (FcStatement) put = prepare_for_row (write,
                                                 "INSERT OR REPLACE INTO shadow (entity, row_id, present, version, "
                                                 "field_versions, fields) VALUES (?, ?, ?, ?, ?, ?)",
                                                 entity, id, error);

  if (put == NULL)
    return FALSE;
  fc_statement_bind_int (put, 3, record != NULL);
  fc_stored_row_bind (put, 4, record);
  return fc_statement_run (put, error);
}

static gboolean
needs_shadow (FcEntity entity)
{
  return fc_catalog_get (entity)->kind == FC_KIND_ENTITY;
}

static gboolean
keep_shadow (FcWrite   *write,
             FcChange  *change,
             GError   **error)
{
  FcEntity entity = fc_record_get_entity (change->after);
  const FcId *id = fc_record_get_id (change->after);
  gboolean has;

  if (!needs_shadow (entity))
    return TRUE;
  if (!has_row (write, "SELECT 1 FROM shadow WHERE entity = ? AND row_id = ?", entity, id, &has, error))
    return FALSE;
  return has || fc_rebase_put_shadow (write, entity, id, change->before, error);
}

static gboolean
keep_change (FcWrite       *write,
             gint64         client_seq,
             guint          n,
             FcChangeKind   kind,
             FcRecord      *after,
             guint64        mask,
             GError       **error)
{
  g_autoptr (FcStatement) insert =
    fc_db_prepare (write->db,
                   "INSERT INTO pending_change (entity, row_id, client_seq, n, kind, fields) VALUES (?, ?, ?, ?, ?, ?)",
                   error);
  g_autofree char *fields = kind != FC_CHANGE_DELETE ? fc_stored_row_fields (after, mask) : NULL;

  if (insert == NULL)
    return FALSE;
  fc_statement_bind_text (insert, 1, fc_catalog_get (fc_record_get_entity (after))->name);
  fc_statement_bind_id (insert, 2, fc_record_get_id (after));
  fc_statement_bind_int (insert, 3, client_seq);
  fc_statement_bind_int (insert, 4, n);
  fc_statement_bind_int (insert, 5, kind);
  fc_statement_bind_text (insert, 6, fields);
  return fc_statement_run (insert, error);
}

/* A fact that is here already (the file was read before) is not this op's to take away. */
static gboolean
is_known_fact (FcWrite   *write,
               FcRecord  *after,
               gboolean  *known,
               GError   **error)
{
  FcEntity entity = fc_record_get_entity (after);
  g_autoptr (FcRecord) there = NULL;
  g_autoptr (GError) failed = NULL;

  *known = FALSE;
  if (fc_catalog_get (entity)->kind != FC_KIND_FACT)
    return TRUE;
  there = fc_rows_get (write->db, NULL, entity, fc_record_get_id (after), &failed);
  *known = there != NULL;
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * fc_rebase_keep:
 * @op: stamped
 * @log: (element-type FcRecord): the op's audit and event lines
 *
 * Before a command's changes are written: remembers the hub's rows below them and the changes themselves.
 */
gboolean
fc_rebase_keep (FcWrite      *write,
                const FcOp   *op,
                FcChangeSet  *changes,
                GPtrArray    *log,
                GError      **error)
{
  guint n = 0;

  for (guint i = 0; i < changes->changes->len; i++)
    {
      FcChange *change = changes->changes->pdata[i];
      gboolean known;

      if (!is_known_fact (write, change->after, &known, error))
        return FALSE;
      if (known)
        continue;
      if (!keep_shadow (write, change, error) ||
          !keep_change (write, op->client_seq, n++, change->kind, change->after, change->mask, error))
        return FALSE;
    }
  for (guint i = 0; i < log->len; i++)
    if (!keep_change (write, op->client_seq, n++, FC_CHANGE_INSERT, log->pdata[i], 0, error))
      return FALSE;
  return TRUE;
}

static gboolean
undo_added (FcWrite     *write,
            FcEntity     entity,
            const FcId  *id,
            GError     **error)
{
  g_autoptr (FcRecord) row = NULL;
  g_autoptr (GError) failed = NULL;

  if (fc_catalog_get (entity)->kind != FC_KIND_FACT)
    return fc_store_delete (write, entity, id, error);
  row = fc_rows_get (write->db, NULL, entity, id, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (row == NULL || fc_record_get_version (row) > 0)
    return TRUE;
  return fc_store_delete (write, entity, id, error) &&
         (entity != FC_SALE || fc_rollup_add_sale (write, row, -1, error));
}

/**
 * fc_rebase_drop_op:
 * @undo: whether the op was refused: facts and log lines it added go away too
 * @touched: (inout): rows to bring up to date with fc_rebase_rows()
 */
gboolean
fc_rebase_drop_op (FcWrite     *write,
                   gint64       client_seq,
                   gboolean     undo,
                   GHashTable  *touched,
                   GError     **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (write->db, "SELECT entity, row_id FROM pending_change WHERE client_seq = ?", error);
  g_autoptr (FcStatement) drop = fc_db_prepare (write->db, "DELETE FROM pending_change WHERE client_seq = ?", error);
  gboolean row = TRUE;

  if (select == NULL || drop == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, client_seq);
  fc_statement_bind_int (drop, 1, client_seq);
  while (row)
    {
      const FcEntityInfo *about;
      FcId id;

      if (!fc_statement_step (select, &row, error))
        return FALSE;
      about = row ? fc_catalog_find (fc_statement_get_text (select, 0)) : NULL;
      if (about == NULL || !fc_statement_get_id (select, 1, &id))
        continue;
      if (needs_shadow (about->id))
        fc_row_keys_add (touched, about->id, &id);
      else if (undo && !undo_added (write, about->id, &id, error))
        return FALSE;
    }
  return fc_statement_run (drop, error);
}

static void
overlay (FcRecord *base,
         FcRecord *patch,
         guint64   mask)
{
  for (guint i = 0; i < fc_catalog_get (fc_record_get_entity (base))->n_fields; i++)
    if (mask & (G_GUINT64_CONSTANT (1) << i))
      fc_record_set_value (base, (int) i, fc_record_get_value (patch, (int) i));
}

/* One waiting change on top of @row (NULL: no row). The hub's delete wins over a patch. */
static gboolean
apply_pending (FcRecord     **row,
               FcEntity       entity,
               const FcId    *id,
               FcChangeKind   kind,
               const char    *fields,
               GError       **error)
{
  g_autoptr (FcRecord) patch = NULL;
  guint64 mask = 0;

  if (kind == FC_CHANGE_DELETE)
    {
      g_clear_object (row);
      return TRUE;
    }
  if (*row == NULL && kind == FC_CHANGE_PATCH)
    return TRUE;
  patch = fc_stored_row_parse (entity, id, fields, &mask, error);
  if (patch == NULL)
    return FALSE;
  if (*row == NULL)
    *row = g_steal_pointer (&patch);
  else
    overlay (*row, patch, mask);
  return TRUE;
}

static gboolean
read_shadow (FcWrite         *write,
             const FcRowKey  *key,
             gboolean        *kept,
             FcRecord       **row,
             GError         **error)
{
  g_autoptr (FcStatement) select =
    prepare_for_row (write,
                     "SELECT present, version, field_versions, fields FROM shadow WHERE entity = ? AND row_id = ?",
                     key->entity, &key->id, error);

  if (select == NULL || !fc_statement_step (select, kept, error))
    return FALSE;
  if (!*kept || fc_statement_get_int (select, 0) == 0)
    return TRUE;
  *row = fc_stored_row_read (select, 1, key->entity, &key->id, error);
  return *row != NULL;
}

static gboolean
add_pending (FcWrite         *write,
             const FcRowKey  *key,
             FcRecord       **row,
             guint           *n,
             GError         **error)
{
  g_autoptr (FcStatement) select =
    prepare_for_row (write,
                     "SELECT kind, fields FROM pending_change WHERE entity = ? AND row_id = ? ORDER BY client_seq, n",
                     key->entity, &key->id, error);
  gboolean more = TRUE;

  for (*n = 0; more; *n += more)
    {
      if (select == NULL || !fc_statement_step (select, &more, error))
        return FALSE;
      if (more && !apply_pending (row, key->entity, &key->id, (FcChangeKind) fc_statement_get_int (select, 0),
                                  fc_statement_get_text (select, 1), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rebase_row (FcWrite         *write,
            const FcRowKey  *key,
            GError         **error)
{
  g_autoptr (FcRecord) row = NULL;
  gboolean kept = FALSE;
  guint n = 0;

  if (!read_shadow (write, key, &kept, &row, error))
    return FALSE;
  if (!kept)
    return TRUE;
  if (!add_pending (write, key, &row, &n, error))
    return FALSE;
  if (n == 0)
    {
      g_autoptr (FcStatement) drop =
        prepare_for_row (write, "DELETE FROM shadow WHERE entity = ? AND row_id = ?", key->entity, &key->id, error);

      if (drop == NULL || !fc_statement_run (drop, error))
        return FALSE;
    }
  return row != NULL ? fc_store_put (write, row, error) : fc_store_delete (write, key->entity, &key->id, error);
}

/**
 * fc_rebase_rows:
 * @keys: set of FcRowKey
 *
 * Makes each visible row anew: the hub's row with what still waits on top. The hub's row is forgotten where nothing waits.
 */
gboolean
fc_rebase_rows (FcWrite     *write,
                GHashTable  *keys,
                GError     **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!rebase_row (write, key, error))
      return FALSE;
  return TRUE;
}
